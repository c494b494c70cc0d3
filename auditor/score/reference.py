"""Agreement with a reference translation: chrF by sacrebleu."""

from collections.abc import Mapping

from auditor.core.bitext import Bitext, Score, joined


def chrf(to_reference: Bitext) -> Mapping[int, Score]:
    """Give the chrF of each target segment that a reference stands beside, by its index.

    Args:
        to_reference: the translation (source side) aligned with the reference (target side).

    Returns:
        chrF2 (Popović 2015) over 100, in [0, 1], with sacreBLEU's signature. A segment that was
        merged with others in its bead shares their score.
    """
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    scores: dict[int, Score] = {}
    for bead in to_reference.beads:
        if not (bead.source and bead.target):
            continue
        ours = joined([to_reference.source_segments[i] for i in bead.source], to_reference.source)
        theirs = joined([to_reference.target_segments[j] for j in bead.target], to_reference.target)
        value = metric.sentence_score(ours.text, [theirs.text]).score / 100
        signature = f"chrf|{metric.get_signature()}"
        scores.update(dict.fromkeys(bead.source, Score("chrf", round(value, 6), signature)))
    return scores
