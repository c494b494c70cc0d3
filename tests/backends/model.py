"""Makes a very small model on the fly, in the form of the shipped ones."""

import hashlib
import io
from pathlib import Path

import numpy as np

TEXT = (
    "the cat sleeps on the mat while the dog runs through the park",
    "die Katze schläft auf der Matte und der Hund läuft durch den Park",
    "le chat dort sur le tapis pendant que le chien court dans le parc",
    "猫在垫子上睡觉而狗在公园里跑",
    "кошка спит на коврике, а собака бегает по парку",
    "القطة تنام على السجادة والكلب يركض في الحديقة",
)


def make(place: Path, dimensions: int = 16) -> Path:
    """Write a vocabulary, random vectors and their manifest into a folder."""
    import sentencepiece

    folder = place / "encoder"
    folder.mkdir(parents=True)
    trained = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXT * 4),
        model_writer=trained,
        vocab_size=400,
        byte_fallback=True,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    (folder / "vocabulary.model").write_bytes(trained.getvalue())
    size = sentencepiece.SentencePieceProcessor(model_proto=trained.getvalue()).vocab_size()
    generator = np.random.default_rng(0)
    np.save(folder / "vectors.npy", generator.integers(-127, 127, (size, dimensions), np.int8))
    np.save(folder / "scales.npy", generator.random(size).astype(np.float16))
    (folder / "folding.txt").write_text("貓墊覺園裡\n猫垫觉园里\n", encoding="utf-8")
    sums = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}
    lines = [
        "[encoder]",
        'languages = ["de", "en"]',
        "[encoder.files]",
        *(f'"{name}" = "{value}"' for name, value in sums.items()),
    ]
    (place / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")
    return place
