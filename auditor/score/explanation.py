"""Why a score is low: the features that cost most, in words.

Each group of features is set to what it is in a good pair of news sentences; what the adequacy
gains by it, all others as they are, is what the group costs (occlusion; Zeiler & Fergus 2014).
"""

import numpy as np

from auditor.backends.quality import quality
from auditor.score.estimates import Estimates

LOW = 0.5
"""Scores below this are explained."""
_MOST = 3
_LEAST = 0.04
"""Standard deviations of human assessments that a reason costs at least."""
_DOUBTED = 0.5

_DOUBTS = {
    "foreign": "the target is not in the target language",
    "copied": "the target is a copy of the source",
    "empty": "there is next to nothing in the target",
    "unrelated": "the target has nothing to do with the source",
}
_GROUPS = {
    "little of the source's meaning is in the target": (
        "meaning_cosine",
        "meaning_target_best",
        "meaning_source_best",
        "meaning_target_window",
        "meaning_source_window",
        "meaning_norm_ratio",
    ),
    "a part of the source has no counterpart in the target": (
        "meaning_source_worst",
        "meaning_source_window_worst",
        "meaning_source_unsupported",
        "meaning_source_gap",
    ),
    "a part of the target has no counterpart in the source": (
        "meaning_target_worst",
        "meaning_target_window_worst",
        "meaning_target_unsupported",
        "meaning_target_gap",
    ),
    "few words are translated as the lexicon knows them": (
        "meaning_target_covered",
        "meaning_source_covered",
        "meaning_target_forced",
        "meaning_source_forced",
    ),
    "the order of the words is far from the source's": ("meaning_order",),
    "the target is too long or too short for its source": ("length_ratio",),
    "figures differ": ("figures",),
    "names are missing": ("names",),
    "much of the source stands untranslated": (
        "copied",
        "source_shared",
        "meaning_same_pieces",
        "other_tongue",
        "foreign",
    ),
    "punctuation differs": (
        "end_mark",
        "commas",
        "stops",
        "questions",
        "quotes",
        "brackets",
        "dashes",
        "capitals",
    ),
    "the wording of the target is unusual": (
        "target_usual",
        "target_usual_worst",
        "target_usual_part",
        "target_usual_spread",
        "target_surprise",
        "target_rarity",
        "target_rarest",
        "target_unforeseen",
        "target_unknown",
        "target_assessed",
        "target_penal",
    ),
    "the target repeats itself": ("target_repeated", "target_different"),
    "the grammar of the target is doubtful": (
        "target_faults",
        "target_fault_worst",
        "target_fault_mean",
        "target_fault_share",
    ),
    "the source is hard to translate": (
        "source_usual",
        "source_usual_worst",
        "source_usual_part",
        "source_usual_spread",
        "source_surprise",
        "source_rarity",
        "source_rarest",
        "source_unforeseen",
        "source_unknown",
        "source_repeated",
        "source_different",
        "source_assessed",
        "source_penal",
        "source_names",
        "source_figures",
        "source_marks",
        "source_stops",
        "source_capitals",
        "source_digits",
    ),
    "the source is long": ("source_length", "target_length", "source_units", "target_units"),
}
"""What is said of a group of features that costs much."""


def reasons(estimates: Estimates) -> tuple[tuple[str, ...], ...]:
    """Give, for each pair whose adequacy is low, at most three reasons, the costliest first.

    A pair whose adequacy is `LOW` or more has none.

    Raises:
        ModelError: the model is missing or damaged.
    """
    model = quality()
    low = np.flatnonzero(estimates.adequacy < LOW)
    found: list[tuple[str, ...]] = [()] * len(estimates.adequacy)
    if not len(low):
        return tuple(found)
    standard = estimates.standard[low]
    before = model.estimate("adequacy", standard)
    costs = []
    for names in _GROUPS.values():
        columns = [model.names.index(name) for name in names]
        better = standard.copy()
        better[:, columns] = model.good()[:, columns]
        costs.append(model.estimate("adequacy", better) - before)
    order = np.argsort(-np.array(costs), axis=0, kind="stable")
    words = tuple(_GROUPS)
    for place, row in enumerate(low):
        doubted = [_DOUBTS[name] for name, left in estimates.doubts.items() if left[row] < _DOUBTED]
        if len(doubted) > 1 and _DOUBTS["unrelated"] in doubted:
            doubted.remove(_DOUBTS["unrelated"])
        costly = [words[k] for k in order[:, place] if costs[k][place] >= _LEAST]
        found[row] = tuple([*doubted, *costly][:_MOST])
    return tuple(found)
