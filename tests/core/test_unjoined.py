"""Spans of joined segments find the segment that they begin in."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.core.bitext import Document, Segment, Span, joined, unjoined


@given(st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=4), st.data())
def test_span_stays_in_the_segment_that_it_begins_in(texts: list[str], data: st.DataObject) -> None:
    segments, at = [], 0
    for number, text in enumerate(texts):
        span = Span(at, at + len(text))
        segments.append(Segment(number, text, span, "paragraph", number, (1, 1)))
        at += len(text) + 1
    document = Document("x", "en", " ".join(texts), ())
    whole = joined(segments, document)
    start = data.draw(st.integers(0, len(whole.text) - 1))
    end = data.draw(st.integers(start, len(whole.text)))
    index, place = unjoined(segments, whole, Span(start, end))
    assert 0 <= place.start <= place.end <= len(texts[index])
    assert whole.text[start:end].strip().startswith(place.of(texts[index])[: end - start].strip())
