"""Write the trained encoder as the artefact that is shipped, and its sums into the manifest.

    python models/recipes/export.py --out build/models

Vectors are rounded to int8 with one scale a piece.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
from folding import table
from sentencepiece import sentencepiece_model_pb2

LANGUAGES = ("ar", "de", "en", "es", "fr", "id", "it", "ja", "ko", "pt", "ru", "uk", "vi", "zh")
MODELS = Path(__file__).parents[1]


def quantised(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give int8 vectors and float16 scales: vectors ≈ int8 · scale."""
    scales = (np.abs(vectors).max(axis=1) / 127).astype(np.float16)
    safe = np.where(scales > 0, scales.astype(np.float32), 1)[:, None]
    return np.clip(np.rint(vectors / safe), -127, 127).astype(np.int8), scales


def without_paths(path: Path) -> bytes:
    """Give a vocabulary without the paths of the machine that trained it."""
    model = sentencepiece_model_pb2.ModelProto.FromString(path.read_bytes())
    model.trainer_spec.ClearField("input")
    model.trainer_spec.ClearField("model_prefix")
    return model.SerializeToString(deterministic=True)


def write_manifest() -> None:
    """Write the sums of all artefacts: every folder with a model card is one."""
    lines = ["# Written by models/recipes/export.py: SHA-256 of every file that is shipped."]
    for card in sorted(MODELS.glob("*/CARD.md")):
        names = ", ".join(f'"{name}"' for name in LANGUAGES)
        lines += ["", f"[{card.parent.name}]", f"languages = [{names}]", ""]
        lines.append(f"[{card.parent.name}.files]")
        for path in sorted(card.parent.iterdir()):
            if path.name != "CARD.md":
                lines.append(f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"')
    (MODELS / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/models"))
    out = parser.parse_args().out
    folder = MODELS / "encoder"
    folder.mkdir(exist_ok=True)
    vectors, scales = quantised(np.load(out / "encoder.npy"))
    np.save(folder / "vectors.npy", vectors)
    np.save(folder / "scales.npy", scales)
    (folder / "vocabulary.model").write_bytes(without_paths(out / "words.model"))
    pairs = sorted((chr(a), b) for a, b in table().items() if chr(a) != b and len(b) == 1)
    lines = ["".join(side) for side in zip(*pairs, strict=True)]
    (folder / "folding.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_manifest()


if __name__ == "__main__":
    main()
