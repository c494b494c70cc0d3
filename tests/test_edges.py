"""Chrome that one side gives away, and sentences that must stay."""

from auditor.core.bitext import Bead, Bitext, Block, Document, Segment, Span
from auditor.edges import with_edges


def side(marks: str) -> tuple[Document, tuple[Segment, ...]]:
    """Make one line for each mark: `a` article, `x` known chrome."""
    text = "\n".join(marks)
    spans = [Span(2 * i, 2 * i + 1) for i in range(len(marks))]
    blocks = tuple(Block("paragraph", span, i + 1) for i, span in enumerate(spans))
    segments = tuple(
        Segment(
            i,
            mark,
            spans[i],
            "paragraph",
            i,
            (i + 1, i + 1),
            excluded="boilerplate" * (mark == "x"),
        )
        for i, mark in enumerate(marks)
    )
    return Document("a.txt", "en", text, blocks), segments


def bitext(source: str, target: str, *beads: tuple[tuple[int, ...], tuple[int, ...]]) -> Bitext:
    (left, left_segments), (right, right_segments) = side(source), side(target)
    return Bitext(left, right, left_segments, right_segments, tuple(Bead(s, t) for s, t in beads))


def excluded(segments: tuple[Segment, ...]) -> str:
    return "".join("x" if segment.excluded else "a" for segment in segments)


def test_lines_beside_known_chrome_are_chrome_where_the_other_side_has_as_many() -> None:
    found = with_edges(bitext("xxxaa", "xaaaa", ((), (1,)), ((), (2,)), ((3,), (3,)), ((4,), (4,))))
    assert excluded(found.target_segments) == "xxxaa"
    assert [bead.shape for bead in found.beads] == ["1-1", "1-1"]
    assert excluded(found.source_segments) == "xxxaa"


def test_the_tail_and_the_source_are_treated_alike() -> None:
    found = with_edges(bitext("aaax", "aaxxx", ((0,), (0,)), ((1,), (1,)), ((2,), ())))
    assert excluded(found.source_segments) == "aaxx"
    assert [bead.shape for bead in found.beads] == ["1-1", "1-1"]


def test_an_omitted_ending_stays() -> None:
    beads = (((0,), (0,)), ((1,), ()), ((2,), ()))
    same_chrome = bitext("aaaxx", "axx", *beads)
    assert with_edges(same_chrome) == same_chrome
    too_little = bitext("aaaxx", "axxx", *beads)
    assert with_edges(too_little) == too_little
    no_chrome_here = bitext("aaa", "axx", *beads)
    assert with_edges(no_chrome_here) == no_chrome_here


def test_nulls_between_pairs_stay() -> None:
    inside = bitext("xxaaa", "xaa", ((2,), (1,)), ((3,), ()), ((4,), (2,)))
    assert with_edges(inside) == inside


def test_without_a_pair_nothing_changes() -> None:
    nothing = bitext("xxa", "xaa", ((2,), ()), ((), (1,)), ((), (2,)))
    assert with_edges(nothing) == nothing
