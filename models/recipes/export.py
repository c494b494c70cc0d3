"""Write the trained encoder as the artefact that is shipped, and its sums into the manifest.

    python models/recipes/export.py --out build/models

Vectors are rounded to int8 with one scale a piece.
"""

import hashlib
from pathlib import Path

import numpy as np
from corpus import arguments
from folding import table
from sentencepiece import sentencepiece_model_pb2

LANGUAGES = ("ar", "de", "en", "es", "fr", "id", "it", "ja", "ko", "pt", "ru", "uk", "vi", "zh")


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


def write_manifest(models: Path) -> None:
    """Write the sums of all artefacts: every folder with tables is one."""
    lines = ["# Written by models/recipes/export.py: SHA-256 of every file that is shipped."]
    for folder in sorted({path.parent for path in models.glob("*/*.np[yz]*")}):
        names = ", ".join(f'"{name}"' for name in LANGUAGES)
        lines += ["", f"[{folder.name}]", f"languages = [{names}]", ""]
        lines.append(f"[{folder.name}.files]")
        for path in sorted(folder.iterdir()):
            if path.name != "CARD.md":
                lines.append(f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"')
    (models / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    options = arguments(__doc__).parse_args()
    out = options.out
    folder = options.models / "encoder"
    folder.mkdir(parents=True, exist_ok=True)
    vectors, scales = quantised(np.load(out / "encoder.npy"))
    np.save(folder / "vectors.npy", vectors)
    np.save(folder / "scales.npy", scales)
    (folder / "vocabulary.model").write_bytes(without_paths(out / "words.model"))
    pairs = sorted((chr(a), b) for a, b in table().items() if chr(a) != b and len(b) == 1)
    lines = ["".join(side) for side in zip(*pairs, strict=True)]
    (folder / "folding.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_manifest(options.models)


if __name__ == "__main__":
    main()
