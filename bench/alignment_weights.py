"""Writes auditor/alignment/weights.toml, where the aligner reads all that it has learnt."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path

from auditor.alignment.weights import Rendered, Weights, usual

WEIGHTS = Path(__file__).parents[1] / "auditor" / "alignment" / "weights.toml"
KINDS = ("surface", "meaning")
"""Weights without and with the shipped models."""
MEANING = ("similarity", "far", "part", "gain", "piece", "own", "rendered", "cover")
"""Evidence of the shipped models."""
LATER = ("word", "own", "rendered", "cover")
"""Evidence that the first search does not have."""
Found = Mapping[str, Mapping[str, Weights]]
"""Weights by kind, and by search: first, again."""


def there(*, first: bool, meaning: bool) -> frozenset[str]:
    """Give the weights of the evidence that a search has.

    Args:
        first: the first search, or the later ones.
        meaning: with the shipped models.
    """
    absent = {*(() if meaning else MEANING), *(LATER if first else ())}
    return frozenset(field.name for field in fields(Weights)) - absent


def written(rendered: Rendered, found: Found) -> str:
    """Write all that was learnt as TOML; evidence that is never there is left out."""
    lines = [
        "# Learnt on the development sets, in nats; `make weights` writes it anew.",
        "",
        "[rendered]",
        *(f"{name} = {value}" for name, value in asdict(rendered).items()),
    ]
    for kind, searches in found.items():
        for search, learnt in searches.items():
            held = there(first=search == "first", meaning=kind == "meaning")
            lines += ["", f"[{kind}.{search}]"]
            lines += [f"{name} = {v}" for name, v in asdict(learnt).items() if name in held]
    return "\n".join(lines) + "\n"


def weights_in_use() -> Found:
    """Give the weights that the aligner reads now."""
    pairs = {kind: usual(meaning=kind == "meaning") for kind in KINDS}
    return {kind: {"first": first, "again": again} for kind, (first, again) in pairs.items()}
