"""Estimators through transformers: heads over a pair, and forced decoding."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers

from auditor.backends.huggingface_qe import estimator
from auditor.backends.huggingface_translation import ForcedDecoding, codes
from auditor.backends.scaling import scale
from auditor.config import ModelsConfig
from auditor.core.errors import ConfigError, ModelError
from tests.backends.checkpoints import (
    PAIRS,
    TEXTS,
    byte_pairs,
    gpt2,
    marian,
    seeded,
    shuffled,
    trained_pieces,
    unigram_tokenizer,
    xlmr_encoder,
    xlmr_head,
    xlmr_masked,
)

SOURCES = [source for source, _ in PAIRS]
TARGETS = [target for _, target in PAIRS]
WRONG = TARGETS[3:] + TARGETS[:3]
ENDE = ("en", "de")


def model(place: Path, **more: Any) -> Any:
    def silent(step: str) -> None:
        del step

    return estimator(str(place), ModelsConfig(device="cpu", **more), silent)


@pytest.fixture(scope="module")
def head(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return xlmr_head(tmp_path_factory.mktemp("models") / "head", steps=150)


@pytest.fixture(scope="module")
def opus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marian(tmp_path_factory.mktemp("models") / "opus")


def test_a_regression_head_reads_source_then_target(head: Path) -> None:
    marker = transformers.AutoTokenizer.from_pretrained(head)
    raw = transformers.AutoModelForSequenceClassification.from_pretrained(head).eval()
    found = model(head).estimate(SOURCES, TARGETS, ENDE)
    for source, target, value in zip(SOURCES, TARGETS, found, strict=True):
        with torch.inference_mode():
            logit = float(raw(**marker(source, target, return_tensors="pt")).logits[0, 0])
        assert value == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-5)


def test_a_taught_head_tells_right_from_wrong(head: Path) -> None:
    judge = model(head)
    right, wrong = (judge.estimate(SOURCES, side, ENDE) for side in (TARGETS, WRONG))
    assert (right > wrong + 0.3).all()
    assert (right <= 1).all()
    assert (wrong >= 0).all()


def test_scales(head: Path, tmp_path: Path) -> None:
    logistic = model(head, qe_scale="logistic").estimate(SOURCES, TARGETS, ENDE)
    unit = model(head, qe_scale="unit").estimate(SOURCES, TARGETS, ENDE)
    raw = np.log(logistic / (1 - logistic))
    assert unit == pytest.approx(np.clip(raw, 0, 1), abs=1e-4)
    said = xlmr_head(
        tmp_path / "stated",
        sentence_transformers={"activation_fn": "torch.nn.modules.linear.Identity"},
    )
    assert model(said).use.method == "unit scale"
    assert model(head).use.method == "logistic scale"
    with pytest.raises(ConfigError, match="qe_scale must be one of"):
        model(head, qe_scale="percent")
    assert scale("auto", "unit").apply(np.array([-3.0, 0.4, 9.0])).tolist() == [0.0, 0.4, 1.0]


def test_a_tokenizer_of_sentencepiece_alone_is_read(tmp_path: Path) -> None:
    place = xlmr_head(tmp_path / "old")
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        (place / name).unlink(missing_ok=True)
    shutil.move(
        marian(tmp_path / "opus", steps=0) / "target.spm", place / "sentencepiece.bpe.model"
    )
    found = model(place).estimate(SOURCES, TARGETS, ENDE)
    assert len({*found.tolist()}) == len(PAIRS)


def test_several_labels_run_from_the_worst_to_the_best(tmp_path: Path) -> None:
    place = xlmr_head(tmp_path / "classes", labels=3)
    marker = transformers.AutoTokenizer.from_pretrained(place)
    raw = transformers.AutoModelForSequenceClassification.from_pretrained(place).eval()
    with torch.inference_mode():
        chances = raw(**marker(SOURCES[0], TARGETS[0], return_tensors="pt")).logits.softmax(-1)[0]
    found = model(place).estimate(SOURCES[:1], TARGETS[:1], ENDE)[0]
    assert found == pytest.approx(float(chances[1] / 2 + chances[2]), abs=1e-5)


def test_forced_decoding_is_the_probability_of_the_target(opus: Path) -> None:
    marker = transformers.AutoTokenizer.from_pretrained(opus)
    raw = transformers.AutoModelForSeq2SeqLM.from_pretrained(opus).eval()
    judge = model(opus)
    assert isinstance(judge, ForcedDecoding)
    found = judge.estimate(SOURCES, TARGETS, ENDE)
    for source, target, value in zip(SOURCES, TARGETS, found, strict=True):
        batch = marker([source], text_target=[target], return_tensors="pt")
        with torch.inference_mode():
            loss = raw(**batch).loss
        assert value == pytest.approx(float(torch.exp(-loss)), abs=1e-4)


def test_forced_decoding_prefers_the_right_target(opus: Path) -> None:
    judge = model(opus)
    right = judge.estimate(SOURCES, TARGETS, ENDE)
    assert (right > judge.estimate(SOURCES, WRONG, ENDE)).all()
    disordered = judge.estimate(SOURCES, [shuffled(target) for target in TARGETS], ENDE)
    assert (right > disordered).all()
    assert judge.estimate(["Rain."], [""], ENDE).tolist() == [0.0]


def test_batches_and_order_do_not_change_an_estimate(head: Path, opus: Path) -> None:
    for place in (head, opus):
        usual = model(place).estimate(SOURCES, TARGETS, ENDE)
        one = model(place, batch_tokens=1).estimate(SOURCES, TARGETS, ENDE)
        turned = model(place).estimate(SOURCES[::-1], TARGETS[::-1], ENDE)[::-1]
        assert one == pytest.approx(usual, abs=1e-5)
        assert turned == pytest.approx(usual, abs=1e-5)


def test_a_model_of_several_targets_is_told_which(tmp_path: Path) -> None:
    place = marian(tmp_path / "multi", targets=("deu", "cmn_Hant"))
    judge = model(place)
    marker = transformers.AutoTokenizer.from_pretrained(place)
    raw = transformers.AutoModelForSeq2SeqLM.from_pretrained(place).eval()
    for tag, code in (("de", "deu"), ("zh-Hant", "cmn_Hant")):
        given = f">>{code}<< {SOURCES[0]}"
        batch = marker([given], text_target=TARGETS[:1], return_tensors="pt")
        assert marker.convert_ids_to_tokens(batch["input_ids"][0])[0] == f">>{code}<<"
        with torch.inference_mode():
            wanted = float(torch.exp(-raw(**batch).loss))
        found = judge.estimate(SOURCES[:1], TARGETS[:1], ("en", tag))
        assert found[0] == pytest.approx(wanted, abs=1e-5)
    with pytest.raises(ModelError, match="does not know the language fr"):
        judge.estimate(SOURCES, TARGETS, ("en", "fr"))


@pytest.mark.parametrize(
    ("make", "source", "target", "form"),
    [
        ("m2m", "en", "de", "__{}__"),
        ("nllb", "eng_Latn", "deu_Latn", "{}"),
        ("mbart", "en_XX", "de_DE", "{}"),
    ],
)
def test_language_codes_that_the_tokenizer_sets(
    make: str, source: str, target: str, form: str, tmp_path: Path
) -> None:
    place = {"m2m": m2m, "nllb": nllb, "mbart": mbart}[make](tmp_path / make)
    judge = model(place)
    marker = transformers.AutoTokenizer.from_pretrained(place, src_lang=source, tgt_lang=target)
    raw = transformers.AutoModelForSeq2SeqLM.from_pretrained(place).eval()
    batch = marker([SOURCES[0]], text_target=[TARGETS[0]], return_tensors="pt")
    labels = batch["labels"][0].tolist()
    assert marker.convert_ids_to_tokens(labels[0]) == form.format(target)
    with torch.inference_mode():
        logits = raw(**batch).logits.log_softmax(-1)[0]
    kept = [float(logits[i, label]) for i, label in enumerate(labels)][1:]
    found = judge.estimate(SOURCES[:1], TARGETS[:1], ("en", "de-AT"))
    assert found[0] == pytest.approx(float(np.exp(np.mean(kept))), abs=1e-5)
    assert judge.estimate(SOURCES[:1], TARGETS[:1], ("en", "fr"))[0] != found[0]
    assert 0 < judge.estimate(SOURCES[:1], TARGETS[:1], ("zh-Hant", "vi"))[0] < 1
    with pytest.raises(ModelError, match="does not know the language tlh"):
        judge.estimate(SOURCES, TARGETS, ("en", "tlh"))


SMALL: dict[str, Any] = {
    "d_model": 32, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 48, "decoder_ffn_dim": 48,
    "max_position_embeddings": 64,
}  # fmt: skip


def nllb(folder: Path) -> Path:
    """Save NLLB, whose tokenizer knows two hundred languages by their codes of FLORES-200."""
    seeded()
    words = [["▁", *word] for text in TEXTS for word in text.split()]
    merges = byte_pairs(words, 60)
    letters = sorted({letter for word in words for letter in word})
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *letters, *map("".join, merges)]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    marker = transformers.NllbTokenizer(vocab=vocabulary, merges=merges)
    config = transformers.M2M100Config(vocab_size=len(marker), **SMALL)
    transformers.M2M100ForConditionalGeneration(config).save_pretrained(folder)
    marker.save_pretrained(folder)
    return folder


def mbart(folder: Path) -> Path:
    """Save mBART-50."""
    seeded()
    special = [(name, 0.0) for name in ("<s>", "<pad>", "</s>", "<unk>")]
    marker = transformers.MBart50Tokenizer(vocab=[*special, *trained_pieces(TEXTS * 3, 150)])
    config = transformers.MBartConfig(vocab_size=len(marker), **SMALL)
    transformers.MBartForConditionalGeneration(config).save_pretrained(folder)
    marker.save_pretrained(folder)
    return folder


def m2m(folder: Path) -> Path:
    """Save M2M-100, whose tokenizer knows a hundred languages by their codes."""
    seeded()
    parts = marian(folder.with_name("parts"), steps=0)
    words = [
        word for word in json.loads((parts / "vocab.json").read_text()) if not word.startswith("<")
    ]
    folder.mkdir()
    vocabulary = ["<s>", "<pad>", "</s>", "<unk>", *words]
    (folder / "vocab.json").write_text(json.dumps({w: n for n, w in enumerate(vocabulary)}))
    marker = transformers.M2M100Tokenizer(
        vocab_file=str(folder / "vocab.json"), spm_file=str(parts / "target.spm")
    )
    config = transformers.M2M100Config(vocab_size=len(marker) + 200, **SMALL)
    transformers.M2M100ForConditionalGeneration(config).save_pretrained(folder)
    marker.save_pretrained(folder)
    return folder


def test_codes_of_languages() -> None:
    assert next(iter(codes("zh-Hant"))) == "zho_Hant"
    assert "zh" in list(codes("zh-Hant"))
    assert next(iter(codes("zh-Hans"))) == next(iter(codes("zh"))) == "zho_Hans"
    assert next(iter(codes("pt-BR"))) == "por_Latn"
    assert next(iter(codes("fr-CA"))) == "fra_Latn"
    assert list(codes("gn")) == ["gn"]


@pytest.mark.parametrize("make", [xlmr_encoder, xlmr_masked, gpt2])
def test_what_cannot_judge_pairs_is_refused(make: Any, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot judge pairs"):
        model(make(tmp_path / "other", steps=0))


def test_a_head_that_was_never_trained_is_refused(tmp_path: Path) -> None:
    place = xlmr_encoder(tmp_path / "bare", steps=0)
    config = place / "config.json"
    config.write_text(
        config.read_text().replace("XLMRobertaModel", "XLMRobertaForSequenceClassification")
    )
    with pytest.raises(ModelError, match="lacks the weights classifier"):
        model(place)


def test_a_prefix_of_angle_brackets_names_the_target(tmp_path: Path) -> None:
    seeded()
    place = tmp_path / "madlad"
    marker = unigram_tokenizer()
    marker.add_special_tokens({"additional_special_tokens": ["<2de>", "<2pt>"]})
    config = transformers.T5Config(
        vocab_size=len(marker), d_model=32, d_kv=16, d_ff=48, num_layers=1, num_heads=2,
        pad_token_id=1, eos_token_id=2, decoder_start_token_id=1, dropout_rate=0.0,
    )  # fmt: skip
    raw = transformers.T5ForConditionalGeneration(config).eval()
    raw.save_pretrained(place)
    marker.save_pretrained(place)
    given = marker([f"<2pt> {SOURCES[0]}"], return_tensors="pt")
    labels = marker([TARGETS[0]], return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        wanted = float(torch.exp(-raw(**given, labels=labels).loss))
    judge = model(place)
    found = judge.estimate(SOURCES[:1], TARGETS[:1], ("en", "pt-BR"))
    assert found[0] == pytest.approx(wanted, abs=1e-5)
    with pytest.raises(ModelError, match="does not know the language fr"):
        judge.estimate(SOURCES, TARGETS, ("en", "fr"))
