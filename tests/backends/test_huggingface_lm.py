"""Language models through transformers: what they say of each token, and where it stands."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.backends.huggingface_lm import TokenModel
from auditor.config import ModelsConfig
from auditor.core.errors import ModelError
from tests.backends.checkpoints import (
    TEXTS,
    gpt2,
    seeded,
    shuffled,
    wordpiece_tokenizer,
    xlmr_encoder,
    xlmr_masked,
)

SPACED = [text for text in TEXTS if " " in text]


def model(place: Path, **more: Any) -> TokenModel:
    def silent(step: str) -> None:
        del step

    return TokenModel(str(place), ModelsConfig(device="cpu", **more), silent)


@pytest.fixture(scope="module")
def causal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gpt2(tmp_path_factory.mktemp("models") / "gpt2")


@pytest.fixture(scope="module")
def masked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return xlmr_masked(tmp_path_factory.mktemp("models") / "xlmr")


@pytest.fixture(scope="module", params=["causal", "masked"])
def either(request: pytest.FixtureRequest) -> TokenModel:
    return model(request.getfixturevalue(request.param))


def test_perplexity_of_a_causal_model(causal: Path) -> None:
    marker = transformers.AutoTokenizer.from_pretrained(causal)
    raw = transformers.AutoModelForCausalLM.from_pretrained(causal).eval()
    found = model(causal).scores(TEXTS, "de")
    for text, score in zip(TEXTS, found, strict=True):
        ids = torch.tensor([[marker.bos_token_id, *marker(text)["input_ids"]]])
        with torch.inference_mode():
            loss = raw(input_ids=ids, labels=ids).loss
        assert score == pytest.approx(-float(loss), abs=1e-4)


def test_pseudo_perplexity_hides_each_token_in_turn(masked: Path) -> None:
    marker = transformers.AutoTokenizer.from_pretrained(masked)
    raw = transformers.AutoModelForMaskedLM.from_pretrained(masked).eval()
    text = TEXTS[1]
    ids = marker(text, return_tensors="pt")["input_ids"]
    wanted = []
    for place in range(1, ids.shape[1] - 1):
        hidden = ids.clone()
        hidden[0, place] = marker.mask_token_id
        with torch.inference_mode():
            logits = raw(input_ids=hidden).logits[0, place]
        wanted.append(float(logits.log_softmax(-1)[ids[0, place]]))
    assert model(masked).scores([text], "de")[0] == pytest.approx(np.mean(wanted), abs=1e-4)
    told = model(masked).logprobs(text, "de")
    assert sum(value for _, value in told) == pytest.approx(sum(wanted), abs=1e-3)


@pytest.mark.parametrize("name", ["Bert", "DistilBert", "ModernBert", "DebertaV2"])
def test_masked_models_of_other_builds(name: str, tmp_path: Path) -> None:
    seeded()
    marker = wordpiece_tokenizer()
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = getattr(transformers, f"{name}Config")(
        vocab_size=len(marker), max_position_embeddings=66, intermediate_size=48, pad_token_id=0,
        **sizes, bos_token_id=2, eos_token_id=3, cls_token_id=2, sep_token_id=3,
    )  # fmt: skip
    raw = getattr(transformers, f"{name}ForMaskedLM")(config).eval()
    raw.save_pretrained(tmp_path)
    marker.save_pretrained(tmp_path)
    ids = marker(TEXTS[1], return_tensors="pt")["input_ids"]
    wanted = []
    for place in range(1, ids.shape[1] - 1):
        hidden = ids.clone()
        hidden[0, place] = marker.mask_token_id
        with torch.inference_mode():
            logits = raw(input_ids=hidden).logits[0, place]
        wanted.append(float(logits.log_softmax(-1)[ids[0, place]]))
    assert model(tmp_path).scores([TEXTS[1]], "de")[0] == pytest.approx(np.mean(wanted), abs=1e-4)


def test_a_sentence_is_likelier_than_its_words_in_disorder(either: TokenModel) -> None:
    good = either.scores(SPACED, "und")
    bad = either.scores([shuffled(text) for text in SPACED], "und")
    assert (good > bad).mean() > 0.9


def test_a_wrong_word_is_where_it_is_found(either: TokenModel) -> None:
    tokens = either.logprobs("Der Fluss stieg in der Museum.", "de")
    usual = either.logprobs("Der Fluss stieg in der Nacht.", "de")
    worst = min(value for span, value in tokens if span.start >= 23)
    assert worst < min(value for span, value in usual if span.start >= 23)


@settings(max_examples=20)
@given(texts=st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_spans_lie_in_the_text_and_values_are_logarithms(
    either: TokenModel, texts: list[str]
) -> None:
    for text, tokens in zip(texts, either.logprobs_of(texts, "und"), strict=True):
        places = [span for span, _ in tokens]
        assert places == sorted(places, key=lambda span: span.start)
        for span, value in tokens:
            assert 0 <= span.start < span.end <= len(text)
            assert value <= 0
            assert span.of(text) == span.of(text).strip()


def test_batches_do_not_change_a_value(causal: Path, masked: Path) -> None:
    for place in (causal, masked):
        usual = model(place).scores(TEXTS, "und")
        assert model(place, batch_tokens=1).scores(TEXTS, "und") == pytest.approx(usual, abs=1e-4)
        assert model(place).scores(TEXTS[::-1], "und")[::-1] == pytest.approx(usual, abs=1e-4)


def test_long_and_empty_texts(either: TokenModel) -> None:
    found = either.scores(["", " ", "Der Fluss stieg. " * 300], "de")
    assert found[0] == 0
    assert found[2] < 0
    assert np.isfinite(found).all()


def test_what_is_no_language_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="names XLMRobertaModel"):
        model(xlmr_encoder(tmp_path / "encoder", steps=0))


def test_the_use_says_what_was_asked(causal: Path, masked: Path) -> None:
    assert model(causal).use.method == "perplexity"
    assert model(masked).use.method == "pseudo-perplexity"
    assert model(masked).name == f"hf:xlmr@{model(masked).use.revision[:12]}"
