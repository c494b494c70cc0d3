"""Aligns the segments of two texts; see docs/alignment.md for the whole method."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.alignment.cost import Costs, Model, full
from auditor.alignment.evidence import Evidence, evidence, orphans, places_of
from auditor.alignment.features import FAMILIES, Side, pooled, side
from auditor.alignment.lattice import Lattice, Solution, Step, strips
from auditor.alignment.learning import refined
from auditor.alignment.lexicon import learn, linked, shared
from auditor.alignment.moves import Move, moves
from auditor.alignment.similarity import RunVectors, encoded
from auditor.alignment.support import SupportMeter
from auditor.alignment.weights import Weights, usual
from auditor.backends.base import Encoder, Lexicon, Links, WordEncoder
from auditor.config import AlignConfig
from auditor.core.bitext import Bead, Segment
from auditor.core.errors import ConfigError, InputError
from auditor.text.language import Language

RELIABILITY = {"figure": 0.8, "name": 0.7, "cognate": 0.5}
"""How often a key that both texts hold is carried over, before the document is known."""

WHOLE = 3_000_000
"""Most nodes of a lattice that is searched whole; larger ones are searched in a corridor."""
_FIGURE, _PIECE = FAMILIES.index("figure"), FAMILIES.index("piece")
_HEIGHT = 64
_ROUNDS = 6
"""Most searches after the first; they end sooner where nothing moves any more."""
_FEWEST, _LONG = 2, 20_000
"""Searches after the first of a very long text, and segments above which there are fewer than
`_ROUNDS`: a long text teaches all that it can at once."""
_ENOUGH = 40
"""Fewest beads that a lexicon is learnt from."""


def align(
    source: Sequence[Segment],
    target: Sequence[Segment],
    source_language: Language,
    target_language: Language,
    config: AlignConfig | None = None,
    encoder: Encoder | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[Bead, ...]:
    """Join the segments that translate each other.

    Args:
        source: all segments of the original; excluded ones are passed over.
        target: all segments of the translation.
        source_language: profile of the original's language.
        target_language: profile of the translation's language.
        config: size of beads and of the search; defaults when None.
        encoder: adds the similarity of meanings to the evidence, where it knows both languages.
        lexicon: adds words that translate each other, where it knows both languages.

    Returns:
        Beads in order, by `Segment.index`; every segment that is not excluded is in exactly one.
        Beads that were moved stand where the target has them.
        The probability of a null is that of the segment having no counterpart at all.

    Raises:
        InputError: the two texts are too long to be searched.
        ConfigError: `max_beads` is not in 1 to 5.
    """
    config = config or AlignConfig()
    if not 1 <= config.max_beads <= 5:
        raise ConfigError(f"align.max_beads must be 1 to 5, not {config.max_beads}")
    left = [segment for segment in source if not segment.excluded]
    right = [segment for segment in target if not segment.excluded]
    if len(left) * len(right) > config.max_cells:
        raise InputError(
            f"{len(left):,} source and {len(right):,} target sentences are too many to align at "
            f"once (align.max_cells is {config.max_cells:,}); split the texts, or raise the limit"
        )
    if not left or not right:
        return tuple(
            [Bead((s.index,), (), probability=1.0) for s in left]
            + [Bead((), (t.index,), probability=1.0) for t in right]
        )
    model = prepared(left, right, source_language, target_language, config, encoder, lexicon)
    *_, (model, solution) = rounds(model)
    beads = tuple(beads_of(solution, left, right))
    _, later = usual(meaning=model.vectors is not None)
    return with_moves(beads, moves(model, solution.steps, later), left, right)


def with_moves(
    beads: Sequence[Bead],
    found: Sequence[Move],
    source: Sequence[Segment],
    target: Sequence[Segment],
) -> tuple[Bead, ...]:
    """Put moved beads in the place of the nulls that they explain."""
    made = {
        target[move.target[0]].index: Bead(
            tuple(source[i].index for i in move.source),
            tuple(target[j].index for j in move.target),
            probability=move.probability,
            moved=True,
        )
        for move in found
    }
    sources = {i for bead in made.values() for i in bead.source}
    targets = {j for bead in made.values() for j in bead.target}
    kept: list[Bead] = []
    for bead in beads:
        null = not bead.source or not bead.target
        if null and bead.target and bead.target[0] in made:
            kept.append(made[bead.target[0]])
        elif not null or not (sources.issuperset(bead.source) and targets.issuperset(bead.target)):
            kept.append(bead)
    return tuple(kept)


def beads_of(
    solution: Solution, source: Sequence[Segment], target: Sequence[Segment]
) -> Iterator[Bead]:
    """Write the steps of the best path as beads, with the indices of their segments."""
    for step in solution.steps:
        n, m = step.shape
        yield Bead(
            tuple(segment.index for segment in source[step.row - n : step.row]),
            tuple(segment.index for segment in target[step.column - m : step.column]),
            cost=-step.potential,
            probability=step.probability,
            alone=(
                solution.alone[0][step.row - n : step.row],
                solution.alone[1][step.column - m : step.column],
            ),
        )


def prepared(
    source: Sequence[Segment],
    target: Sequence[Segment],
    source_language: Language,
    target_language: Language,
    config: AlignConfig,
    encoder: Encoder | None = None,
    lexicon: Lexicon | None = None,
) -> Model:
    """Read the features of two texts that are not empty."""
    texts = [s.text for s in source], [t.text for t in target]
    links: Links | None = None
    if lexicon is not None:
        links = lexicon.links(source_language.primary, target_language.primary)
    pieces = [lexicon.pieces(side) for side in texts] if lexicon and links else ((), ())
    left = side(source, source_language, pieces[0])
    right = side(target, target_language, pieces[1])
    whole = (right.lengths.sum() + 1.0) / (left.lengths.sum() + 1.0)
    typical = target_language.length_ratio / source_language.length_ratio
    known = source_language.known and target_language.known
    vectors = meter = None
    spoken = {source_language.primary, target_language.primary}
    if encoder is not None and (encoder.languages is None or spoken <= encoder.languages):
        vectors = RunVectors(*encoded(encoder, *texts), full(config.max_beads))
        if isinstance(encoder, WordEncoder):
            meter = SupportMeter(encoder.words(texts[0]), encoder.words(texts[1]))
    return Model(
        source=left,
        target=right,
        ratio=typical if known else whole,
        scale=1.0 / source_language.length_ratio,
        most=config.max_beads,
        links=static_links(left, right, links, config.max_beads),
        lexicon=links,
        vectors=vectors,
        meter=meter,
    )


def static_links(
    source: Side, target: Side, lexicon: Links | None, most: int
) -> dict[str, Evidence]:
    """Link the keys that both texts hold as they are, or by a lexicon."""
    links: dict[str, Evidence] = {}
    for place, family in enumerate(FAMILIES):
        if family in RELIABILITY:
            left, right = places_of(source.keys[place]), places_of(target.keys[place])
            pairs = [(key, key, RELIABILITY[family]) for key in shared(left, right)]
            links[family] = evidence(left, right, pairs, (len(source), len(target)), most)
    if lexicon is not None:
        left, right = places_of(source.keys[_PIECE]), places_of(target.keys[_PIECE])
        known = linked(source, target, lexicon)
        links["piece"] = evidence(left, right, known, (len(source), len(target)), most)
    links["orphan"] = orphans(source.keys[_FIGURE], target.keys[_FIGURE], most)
    return links


def with_lexicon(model: Model, steps: Sequence[Step]) -> Model:
    """Add a lexicon learnt from the beads of a first alignment, where there are enough of them."""
    trusted = [
        (range(s.row - s.shape[0], s.row), range(s.column - s.shape[1], s.column))
        for s in steps
        if all(s.shape) and s.probability > 0.5
    ]
    if len(trusted) < _ENOUGH:
        return model
    pairs = learn(model.source, model.target, trusted)
    place = FAMILIES.index("word")
    left, right = places_of(model.source.keys[place]), places_of(model.target.keys[place])
    sizes = len(model.source), len(model.target)
    words = evidence(left, right, pairs, sizes, model.most)
    return replace(model, links={**model.links, "word": words})


def rounds(
    model: Model, weights: tuple[Weights, Weights] | None = None, again: int | None = None
) -> Iterator[tuple[Model, Solution]]:
    """Search once, then again with what the document has told; give each round's answer."""
    first, later = weights or usual(meaning=model.vectors is not None)
    solution = _search(model, first, _windows(model, first))
    yield model, solution
    plain = model
    if again is None:
        again = min(_ROUNDS, max(_FEWEST, _LONG // len(model.source)))
    for number in range(again):
        before = solution.path
        model = with_lexicon(refined(plain, solution.steps), solution.steps)
        if model.meter is not None:
            model = replace(model, support=model.meter.measure(solution.possible))
        solution = _search(model, later, near(solution.occupied, len(model.target)))
        yield model, solution
        if number and _settled(before, solution.path):
            break


def _settled(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a search moved next to nothing: fewer than one node in a thousand."""
    return len({*before} ^ {*after}) * 1000 <= len(after)


def _search(model: Model, weights: Weights, windows: Sequence[tuple[int, int]]) -> Solution:
    lattice = Lattice(strips(windows, _HEIGHT), Costs(model, weights))
    lattice.forwards()
    lattice.backwards()
    return lattice.solution()


def near(occupied: Sequence[tuple[int, int]], width: int, margin: int = 8) -> list[tuple[int, int]]:
    """Widen the columns that likely paths go through, for a search with other evidence."""
    windows = []
    for row in range(len(occupied)):
        part = occupied[max(0, row - margin) : row + margin + 1]
        left = max(0, min(w[0] for w in part) - margin)
        windows.append((left, min(width + 1, max(w[1] for w in part) + margin)))
    return windows


def _windows(model: Model, weights: Weights) -> list[tuple[int, int]]:
    """Give the columns of each row of nodes that are searched: all, or a corridor."""
    rows, columns = len(model.source), len(model.target)
    if (rows + 1) * (columns + 1) <= WHOLE:
        return [(0, columns + 1)] * (rows + 1)
    size = 4
    source, target = pooled(model.source, size), pooled(model.target, size)
    coarse = Model(
        source=source,
        target=target,
        ratio=model.ratio,
        scale=model.scale,
        most=min(model.most, 2),
        links=static_links(source, target, model.lexicon, min(model.most, 2)),
        vectors=model.vectors and model.vectors.pooled(size, full(min(model.most, 2))),
    )
    found = _search(coarse, weights, _windows(coarse, weights))
    wide = near(found.occupied, len(target), margin=2)
    windows = []
    for row in range(rows + 1):
        block = min(row // size, len(wide) - 1)
        low = min(wide[block][0], wide[min(block + 1, len(wide) - 1)][0])
        high = max(wide[block][1], wide[min(block + 1, len(wide) - 1)][1])
        windows.append((max(0, low * size), min(columns + 1, high * size + 1)))
    return windows
