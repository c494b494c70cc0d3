"""Agreement with a reference: right tokenizers, honest directions, rows and documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from auditor.core.bitext import Bead, Bitext, Block, Document, Segment, Span
from auditor.score.reference import Metrics, agreement, bleu_tokenizer
from auditor.text.language import language


def document(lines: list[str], lang: str) -> tuple[Document, tuple[Segment, ...]]:
    text, segments, blocks, at = "\n".join(lines), [], [], 0
    for number, line in enumerate(lines):
        span = Span(at, at + len(line))
        blocks.append(Block("paragraph", span, number + 1))
        segments.append(Segment(number, line, span, "paragraph", number, (number + 1,) * 2))
        at += len(line) + 1
    return Document("x", lang, text, tuple(blocks)), tuple(segments)


def beside(ours: list[str], theirs: list[str], beads: list[Bead], lang: str = "de") -> Bitext:
    (left, our_segments), (right, their_segments) = document(ours, lang), document(theirs, lang)
    return Bitext(left, right, our_segments, their_segments, tuple(beads))


def test_rows_share_the_scores_of_a_merged_sentence() -> None:
    bitext = beside(
        ["Die Katze schläft.", "Es", "regnet.", "Zusatz"],
        ["Die Katze schläft.", "Es regnete stark."],
        [Bead((0,), (0,)), Bead((1, 2), (1,)), Bead((3,), ())],
    )
    found = agreement(bitext, {0: 1, 1: 2, 2: 3, 3: 4}, language("de"))
    assert {s.name: s.value for s in found.rows[1]} == {"chrf": 1.0, "bleu": 1.0, "ter": 0.0}
    assert found.rows[2] == found.rows[3]
    assert 4 not in found.rows
    assert all("version" in score.signature for score in found.rows[1])


def test_a_row_of_several_sentences_is_compared_whole() -> None:
    bitext = beside(
        ["Es regnet.", "Alle gehen heim."],
        ["Es regnet.", "Alle gehen nach Hause."],
        [Bead((0,), (0,)), Bead((1,), (1,))],
    )
    found = agreement(bitext, {0: 7, 1: 7}, language("de"))
    said = CHRF(word_order=2).sentence_score(
        "Es regnet. Alle gehen heim.", ["Es regnet. Alle gehen nach Hause."]
    )
    assert found.rows[7][0].value == pytest.approx(said.score / 100, abs=1e-6)


def test_the_document_pays_for_what_is_missing_and_what_is_added() -> None:
    ours, theirs = ["Es regnet heute.", "Alle gehen nach Hause."], ["Es regnet heute."]
    even = agreement(beside(theirs, theirs, [Bead((0,), (0,))]), {0: 1}, language("de"))
    added = agreement(
        beside(ours, theirs, [Bead((0,), (0,)), Bead((1,), ())]), {0: 1, 1: 2}, language("de")
    )
    missing = agreement(
        beside(theirs, ours, [Bead((0,), (0,)), Bead((), (1,))]), {0: 1}, language("de")
    )
    for worse in (added, missing):
        chrf, bleu, ter = (score.value for score in worse.document)
        assert chrf < even.document[0].value == 1.0
        assert bleu < even.document[1].value == 1.0
        assert ter > even.document[2].value == 0.0


CASES = [
    ("de", "Der Fluss stieg in der Nacht.", "Der Fluss stieg nachts."),
    ("ru", "Река поднялась ночью.", "Река ночью поднялась."),
    ("ar", "ارتفع النهر خلال الليل.", "ارتفع النهر في الليل."),
    ("vi", "Sông dâng cao trong đêm.", "Đêm qua sông dâng cao."),
]


@pytest.mark.parametrize(("lang", "text", "good"), CASES)
def test_spaced_languages_say_what_sacrebleu_says(lang: str, text: str, good: str) -> None:
    chrf, bleu, ter = Metrics(language(lang)).sentence(text, good)
    said = CHRF(word_order=2).sentence_score(text, [good]).score
    assert chrf.value == pytest.approx(said / 100, abs=1e-6)
    said = BLEU(tokenize="13a", effective_order=True).sentence_score(text, [good]).score
    assert bleu.value == pytest.approx(said / 100, abs=1e-6)
    said = TER(normalized=True, asian_support=True).sentence_score(text, [good]).score
    assert ter.value == pytest.approx(said / 100, abs=1e-6)


@pytest.mark.parametrize(
    ("lang", "text", "good", "bad"),
    [
        ("zh-Hans", "河水在夜里上涨。", "河水夜里上涨了。", "市长感谢志愿者。"),
        ("zh-Hant", "河水在夜裡上漲。", "河水夜裡上漲了。", "市長感謝志工。"),
        ("ja", "川は夜の間に増水した。", "夜の間に川が増水した。", "市長は感謝した。"),
        ("ko", "강물이 밤사이에 불어났다.", "밤사이 강물이 불어났다.", "시장이 감사했다."),
        ("th", "แม่น้ำสูงขึ้นในเวลากลางคืน", "แม่น้ำสูงขึ้นตอนกลางคืน", "นายกเทศมนตรีขอบคุณ"),
    ],
)
def test_characters_count_where_words_are_not_spaced(
    lang: str, text: str, good: str, bad: str
) -> None:
    near, far = (
        agreement(beside([text], [other], [Bead((0,), (0,))], lang), {0: 1}, language(lang)).rows[1]
        for other in (good, bad)
    )
    assert near[0].value > far[0].value
    assert near[1].value > far[1].value
    assert near[2].value < far[2].value
    assert near[1].value > 0.1, "one sentence is not one word"
    assert near[2].value < 1, "one sentence is not one word"


def test_tokenizers_by_script() -> None:
    assert bleu_tokenizer("Hans", spaced=False) == bleu_tokenizer("Hant", spaced=False) == "zh"
    assert bleu_tokenizer("Jpan", spaced=False) in ("ja-mecab", "char")
    assert bleu_tokenizer("Kore", spaced=True) in ("ko-mecab", "char")
    assert bleu_tokenizer("Cyrl", spaced=True) == "13a"
    assert bleu_tokenizer("Thai", spaced=False) == "char"


def test_ter_is_an_error_rate_and_may_be_above_one() -> None:
    ter = Metrics(language("en")).sentence("It rained and rained and rained all night.", "Rain.")[2]
    assert ter.name == "ter"
    assert ter.value > 1


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["en", "zh-Hans", "ja", "ar"]))
def test_scores_stay_in_their_range(text: str, good: str, lang: str) -> None:
    chrf, bleu, ter = Metrics(language(lang)).sentence(text, good)
    assert 0 <= chrf.value <= 1
    assert 0 <= bleu.value <= 1
    assert ter.value >= 0
