"""Measures how fast named models run: `python -m bench.backend_speed`.

Models of the sizes that people use, with random weights: speed does not depend on what they know.
XLM-R base (12 layers of 768, 250,002 pieces) as encoder, estimator and masked language model, GPT-2
small as causal one, a Marian model of OPUS size. Sentences of 12 words, about 50 tokens;
time of the processor, so that other work on the machine does not count.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from auditor.backends.names import open_models
from auditor.config import ModelsConfig
from tests.backends import checkpoints

_BASE: dict[str, Any] = {
    "hidden_size": 768,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "intermediate_size": 3072,
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=64)
    parser.add_argument("--device", default="auto")
    options = parser.parse_args()
    chance = random.Random(1)
    words = sorted({word for text in checkpoints.TEXTS for word in text.split()})
    texts = [" ".join(chance.choices(words, k=12)) for _ in range(options.sentences)]
    with tempfile.TemporaryDirectory() as folder:
        rows = _rows(Path(folder))
        print("| model | parameters | sentences a core-second |\n|---|--:|--:|")
        for title, (role, make, share) in rows.items():
            place, parameters = make()
            named: dict[str, Any] = {role: f"hf:{place}"}
            config = ModelsConfig(device=options.device, **named)
            found = open_models(config, (role,), lambda step: None)  # type: ignore[arg-type]
            some = texts[: max(4, int(len(texts) * share))]
            begin = time.process_time()
            _use(found, some)
            speed = len(some) / (time.process_time() - begin)
            print(f"| {title} | {parameters / 1e6:,.0f} M | {speed:,.2f} |", flush=True)


def _use(found: Any, texts: Sequence[str]) -> None:
    if found.encoder is not None:
        found.encoder.encode(texts)
    elif found.qe is not None:
        found.qe.estimate(texts, texts[::-1], ("en", "de"))
    else:
        found.lm.logprobs_of(texts, "en")


def _rows(folder: Path) -> dict[str, tuple[str, Callable[[], tuple[Path, int]], float]]:
    import transformers

    def xlmr(kind: Any) -> Callable[[], tuple[Path, int]]:
        def make() -> tuple[Path, int]:
            marker = checkpoints.unigram_tokenizer()
            config = transformers.XLMRobertaConfig(
                vocab_size=250_002, max_position_embeddings=514, num_labels=1, **_BASE
            )
            return _saved(folder / kind.__name__, kind(config), marker)

        return make

    def gpt2() -> tuple[Path, int]:
        config = transformers.GPT2Config(bos_token_id=0, eos_token_id=0)
        model = transformers.GPT2LMHeadModel(config)
        return _saved(folder / "gpt2", model, checkpoints.byte_tokenizer())

    def marian() -> tuple[Path, int]:
        place = checkpoints.marian(folder / "marian", steps=0)
        marker = transformers.AutoTokenizer.from_pretrained(place)
        config = transformers.MarianConfig(
            vocab_size=58_101, d_model=512, encoder_layers=6, decoder_layers=6,
            encoder_attention_heads=8, decoder_attention_heads=8, encoder_ffn_dim=2048,
            decoder_ffn_dim=2048, pad_token_id=marker.pad_token_id, eos_token_id=0,
            decoder_start_token_id=marker.pad_token_id,
        )  # fmt: skip
        return _saved(place, transformers.MarianMTModel(config), marker)

    return {
        "encoder, XLM-R base": ("encoder", xlmr(transformers.XLMRobertaModel), 1.0),
        "estimator, XLM-R base": (
            "qe",
            xlmr(transformers.XLMRobertaForSequenceClassification),
            1.0,
        ),
        "causal language model, GPT-2 small": ("lm", gpt2, 1.0),
        "masked language model, XLM-R base": ("lm", xlmr(transformers.XLMRobertaForMaskedLM), 0.05),
        "forced decoding, Marian": ("qe", marian, 1.0),
    }


def _saved(place: Path, model: Any, marker: Any) -> tuple[Path, int]:
    model.save_pretrained(place)
    marker.save_pretrained(place)
    return place, sum(part.numel() for part in model.parameters())


if __name__ == "__main__":
    main()
