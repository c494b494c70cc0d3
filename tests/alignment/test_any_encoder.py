"""The aligner with an encoder that is not the shipped one."""

import numpy as np
import pytest
from numpy.typing import NDArray

from auditor.alignment import align
from auditor.core.bitext import Segment, Span
from auditor.text.language import language
from tests.fakes import FakeEncoder


def segments(texts: list[str], lang: str) -> list[Segment]:
    found, at = [], 0
    for number, text in enumerate(texts):
        span = Span(at, at + len(text))
        found.append(Segment(number, text, span, "paragraph", number, (number + 1,) * 2, lang))
        at += len(text) + 1
    return found


# Sentences of one length each, so that nothing but their meanings tells which is missing.
LEFT = [f"Setning {chr(97 + i)}{chr(102 + i)}{chr(104 + i)} er hér núna." for i in range(12)]
RIGHT = [f"Fráse {chr(122 - i)}{chr(115 - i)}{chr(117 - i)} está aquí." for i in range(12)]
TOPICS = {text: i for i, text in enumerate(LEFT)} | {text: i for i, text in enumerate(RIGHT)}


class Crowded(FakeEncoder):
    """All its vectors point nearly one way, as those of e5 do."""

    def encode(self, texts: object) -> NDArray[np.float32]:
        vectors = super().encode(texts)  # type: ignore[arg-type]
        vectors[:, 0] += 1.6
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@pytest.mark.parametrize("kind", [FakeEncoder, Crowded])
@pytest.mark.parametrize("missing", [3, 8])
def test_an_encoder_that_does_not_tell_its_languages_knows_any(
    kind: type[FakeEncoder], missing: int
) -> None:
    kept = RIGHT[:missing] + RIGHT[missing + 1 :]
    encoder = kind(TOPICS, languages=None)
    beads = align(
        segments(LEFT, "is"), segments(kept, "qya"), language("is"), language("qya"), None, encoder
    )
    assert encoder.calls
    wanted = [(i, i - (i > missing)) for i in range(12) if i != missing]
    assert [(b.source[0], b.target[0]) for b in beads if b.source and b.target] == wanted
    assert [b.source for b in beads if not b.target] == [(missing,)]


def test_an_encoder_that_tells_them_is_asked_for_them_alone() -> None:
    encoder = FakeEncoder(TOPICS, languages=frozenset({"en"}))
    align(
        segments(LEFT, "is"), segments(RIGHT, "en"), language("is"), language("en"), None, encoder
    )
    assert not encoder.calls
