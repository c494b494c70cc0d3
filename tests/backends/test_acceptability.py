"""The shipped judge of grammar."""

import numpy as np
import pytest
from numpy.typing import NDArray

from auditor.backends.acceptability import acceptability, likelihoods
from auditor.backends.fluency import fluency
from auditor.core.errors import ModelError

PAIRS = [
    ("en", "The children played in the garden.", "The children played the in garden."),
    ("de", "Die Kinder spielten in dem Garten.", "Die Kinder spielten dem in Garten."),
    ("fr", "Les enfants jouaient dans le jardin.", "Les enfants jouaient le dans jardin."),
    ("es", "Los niños jugaban en el jardín.", "Los niños jugaban el en jardín."),
    ("ru", "Она пошла в магазин и купила хлеб.", "Она пошла магазин в и купила хлеб."),
    ("zh", "孩子们在花园里玩。", "孩子们花园在里玩。"),
]


def faults(texts: list[str], lang: str) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    flat, lengths = fluency().units(texts)
    known = lang if lang in fluency().languages else "en"
    seen = likelihoods(*fluency().unit_logprobs(flat, lengths, known))
    return acceptability().faults(flat, lengths, lang, seen), lengths


@pytest.mark.parametrize(("lang", "good", "broken"), PAIRS)
def test_swapped_words_are_more_doubtful(lang: str, good: str, broken: str) -> None:
    values, lengths = faults([good, broken], lang)
    harm = np.logaddexp(0, values)
    assert harm[: lengths[0]].sum() < harm[lengths[0] :].sum()


def test_texts_do_not_touch_each_other() -> None:
    texts = [broken for lang, _, broken in PAIRS if lang == "en"] * 3 + ["", "One.", "The a of."]
    together, lengths = faults(texts, "en")
    alone = np.concatenate([faults([text], "en")[0] for text in texts])
    assert len(together) == lengths.sum()
    assert np.abs(together - alone).max() < 1e-5


def test_batches_do_not_matter() -> None:
    texts = [f"Sentence number {n} is here and it is not long." for n in range(2500)]
    together, _ = faults(texts, "en")
    half, _ = faults(texts[1000:], "en")
    assert np.abs(together[-len(half) :] - half).max() < 1e-5


def test_nothing_has_no_faults() -> None:
    values, _ = faults([], "en")
    assert len(values) == 0


def test_what_the_language_models_say_is_heeded() -> None:
    flat, lengths = fluency().units(["The children played in the garden."])
    likely, alone = fluency().unit_logprobs(flat, lengths, "en")
    usual = acceptability().faults(flat, lengths, "en", likelihoods(likely, alone))
    odd = acceptability().faults(flat, lengths, "en", likelihoods(likely - 8.0, alone))
    assert odd.mean() > usual.mean()


def test_likelihoods_are_bounded() -> None:
    seen = likelihoods(np.array([-1e6, -7.0, 0.0]), np.array([-np.inf, -7.0, 1e6]))
    assert seen.tolist() == [[-3.0, -3.0], [0.0, 0.0], [1.75, 3.0]]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ModelError, match="only of ar, de"):
        faults(["Maja on punane."], "et")
