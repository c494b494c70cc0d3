"""The aligner through its public function."""

import math
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.alignment import align
from auditor.backends.builtin import encoder
from auditor.config import AlignConfig
from auditor.core.bitext import Bead, Segment, Span
from auditor.core.errors import ConfigError, InputError
from auditor.text.language import language
from tests.fakes import FakeEncoder

EN, DE, FR, ZH, RU, AR = (language(tag) for tag in ("en", "de", "fr", "zh-Hans", "ru", "ar"))

ENGLISH = (
    "The harbour of Rotterdam opened a new terminal in 2019.",
    "It can hold 14,500 containers at a time.",
    "Why did the builders choose the northern bank?",
    "Because the water is deeper there, said Anna Verhoeven, who leads the works.",
    "The project cost 320 million euros!",
    "Ships from Singapore and Santos moor every week.",
    "In winter the crews work in the dark.",
    "A second terminal is planned for 2031.",
)
GERMAN = (
    "Der Hafen von Rotterdam hat 2019 ein neues Terminal eröffnet.",
    "Es fasst 14.500 Container auf einmal.",
    "Warum haben sich die Erbauer für das Nordufer entschieden?",
    "Weil das Wasser dort tiefer ist, sagte Anna Verhoeven, die die Arbeiten leitet.",
    "Das Projekt kostete 320 Millionen Euro!",
    "Jede Woche legen Schiffe aus Singapur und Santos an.",
    "Im Winter arbeiten die Mannschaften im Dunkeln.",
    "Ein zweites Terminal ist für 2031 geplant.",
)
CHINESE = (
    "鹿特丹港2019年启用了一座新码头。",
    "它一次可容纳14,500个集装箱。",
    "建设者为什么选择北岸？",
    "负责工程的安娜·费尔霍芬（Anna Verhoeven）说，因为那里的水更深。",
    "该项目耗资3.2亿欧元！",
    "来自新加坡和桑托斯的船只每周停靠。",
    "冬天，工人们在黑暗中工作。",
    "第二座码头计划于2031年建成。",
)
RUSSIAN = (
    "Порт Роттердама открыл новый терминал в 2019 году.",
    "Он вмещает 14 500 контейнеров одновременно.",
    "Почему строители выбрали северный берег?",
    "Потому что там глубже, сказала Анна Верхувен (Anna Verhoeven), которая руководит работами.",
    "Проект стоил 320 миллионов евро!",
    "Суда из Сингапура и Сантоса швартуются каждую неделю.",
    "Зимой бригады работают в темноте.",
    "Второй терминал запланирован на 2031 год.",
)
ARABIC = (
    "افتتح ميناء روتردام محطة جديدة في عام 2019.",
    "وهي تتسع لـ 14,500 حاوية في وقت واحد.",
    "لماذا اختار البناؤون الضفة الشمالية؟",
    "لأن المياه هناك أعمق، كما قالت آنا فيرهوفن (Anna Verhoeven) التي تقود الأعمال.",
    "بلغت تكلفة المشروع 320 مليون يورو!",
    "ترسو سفن من سنغافورة وسانتوس كل أسبوع.",
    "في الشتاء تعمل الطواقم في الظلام.",
    "ومن المقرر بناء محطة ثانية في عام 2031.",
)


def segments(texts: Sequence[str], *, excluded: Sequence[int] = ()) -> tuple[Segment, ...]:
    made, start = [], 0
    for index, text in enumerate(texts):
        made.append(
            Segment(
                index=index,
                text=text,
                span=Span(start, start + len(text)),
                kind="paragraph",
                block=index,
                lines=(index + 1, index + 1),
                excluded="boilerplate" if index in excluded else "",
            )
        )
        start += len(text) + 1
    return tuple(made)


def pairs(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in beads]


def one_to_one(count: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [((place,), (place,)) for place in range(count)]


@pytest.mark.parametrize(
    ("texts", "tag"),
    [(GERMAN, "de"), (CHINESE, "zh-Hans"), (RUSSIAN, "ru"), (ARABIC, "ar")],
)
def test_a_faithful_translation_is_one_to_one(texts: Sequence[str], tag: str) -> None:
    beads = align(segments(ENGLISH), segments(texts), EN, language(tag))
    assert pairs(beads) == one_to_one(8)
    assert all(bead.probability is not None and bead.probability > 0.5 for bead in beads)


@pytest.mark.parametrize(
    ("texts", "tag", "least"),
    [(GERMAN, "de", 8), (CHINESE, "zh-Hans", 5), (RUSSIAN, "ru", 8), (ARABIC, "ar", 8)],
)
def test_an_omitted_sentence_is_a_null(texts: Sequence[str], tag: str, least: int) -> None:
    found = 0
    for place in range(len(texts)):
        short = [*texts[:place], *texts[place + 1 :]]
        beads = align(segments(ENGLISH), segments(short), EN, language(tag), None, encoder())
        found += ((place,), ()) in pairs(beads)
    assert found >= least


def test_an_added_sentence_is_a_null() -> None:
    longer = [*GERMAN[:5], "Bitte abonnieren Sie unseren Newsletter mit 99 Tipps.", *GERMAN[5:]]
    beads = align(segments(ENGLISH), segments(longer), EN, DE)
    assert ((), (5,)) in pairs(beads)
    assert len(beads) == 9


def test_joined_and_split_sentences() -> None:
    joined = [f"{GERMAN[0]} {GERMAN[1]}", *GERMAN[2:6], "Im Winter arbeiten", *GERMAN[7:]]
    joined[5:6] = ["Im Winter ist es dunkel.", "Die Mannschaften arbeiten trotzdem weiter."]
    english = list(ENGLISH)
    english[6] = "In winter it is dark, but the crews keep on working all the same."
    beads = align(segments(english), segments(joined), EN, DE)
    assert ((0, 1), (0,)) in pairs(beads)
    assert ((6,), (5, 6)) in pairs(beads)


def test_a_missing_third_does_not_break_the_rest() -> None:
    english = [
        f"Room {n} of the museum shows {3 * n + 40} coins of the year {1200 + 7 * n}."
        for n in range(60)
    ]
    french = [
        f"La salle {n} du musée montre {3 * n + 40} pièces de l'an {1200 + 7 * n}."
        for n in range(60)
        if not 20 <= n < 40
    ]
    beads = align(segments(english), segments(french), EN, FR)
    expected = [((n,), (n if n < 20 else n - 20,)) for n in range(60) if not 20 <= n < 40]
    assert [pair for pair in pairs(beads) if pair[1]] == expected


def test_identical_documents_are_one_to_one_and_sure() -> None:
    for texts, profile in ((ENGLISH, EN), (CHINESE, ZH), (ARABIC, AR), (RUSSIAN, RU)):
        beads = align(segments(texts), segments(texts), profile, profile)
        assert pairs(beads) == one_to_one(8)


def test_swapping_the_sides_mirrors_the_beads() -> None:
    short = [*GERMAN[:2], *GERMAN[3:]]
    there = align(segments(ENGLISH), segments(short), EN, DE)
    back = align(segments(short), segments(ENGLISH), DE, EN)
    assert sorted(pairs(there)) == sorted((t, s) for s, t in pairs(back))


def test_joining_two_articles_leaves_their_beads_alone() -> None:
    other = [f"Lot {n} went for {n * 13 + 500} pounds to a buyer." for n in range(10)]
    andere = [f"Los {n} ging für {n * 13 + 500} Pfund an einen Käufer." for n in range(10)]
    del andere[6]
    first = align(segments(ENGLISH), segments(GERMAN), EN, DE)
    second = align(segments(other), segments(andere), EN, DE)
    both = align(segments([*ENGLISH, *other]), segments([*GERMAN, *andere]), EN, DE)
    moved = [(tuple(i + 8 for i in s), tuple(j + 8 for j in t)) for s, t in pairs(second)]
    assert pairs(both) == [*pairs(first), *moved]


@pytest.mark.parametrize("signs", ["* * *", ".....", "— —"])
def test_a_line_of_signs_is_left_out_rather_than_joined(signs: str) -> None:
    german = [*GERMAN[:3], signs, *GERMAN[3:]]
    beads = pairs(align(segments(ENGLISH), segments(german), EN, DE))
    assert ((), (3,)) in beads
    assert len(beads) == 9
    both = [*ENGLISH[:3], signs, *ENGLISH[3:]]
    assert pairs(align(segments(both), segments(german), EN, DE)) == one_to_one(9)


def test_excluded_segments_are_in_no_bead_and_never_jumped() -> None:
    german = [f"{GERMAN[0]} {GERMAN[1]}", *GERMAN[2:]]
    english = [ENGLISH[0], "Share this article", *ENGLISH[1:]]
    beads = align(segments(english, excluded=[1]), segments(german), EN, DE)
    used = [i for bead in beads for i in bead.source]
    assert used == [0, *range(2, 9)]
    assert all(bead.source != (0, 2) for bead in beads)


def test_empty_sides() -> None:
    some = segments(ENGLISH[:2])
    assert align((), (), EN, DE) == ()
    assert pairs(align(some, (), EN, DE)) == [((0,), ()), ((1,), ())]
    assert pairs(align((), some, EN, DE)) == [((), (0,)), ((), (1,))]
    blank = segments(ENGLISH[:2], excluded=[0, 1])
    assert align(blank, blank, EN, DE) == ()
    assert [bead.probability for bead in align(some, blank, EN, DE)] == [1.0, 1.0]


def test_too_large_texts_are_refused() -> None:
    with pytest.raises(InputError, match=r"max_cells is 10"):
        align(segments(ENGLISH), segments(GERMAN), EN, DE, AlignConfig(max_cells=10))


@pytest.mark.parametrize("most", [0, 6])
def test_bead_sizes_out_of_range_are_refused(most: int) -> None:
    with pytest.raises(ConfigError, match="max_beads"):
        align(segments(ENGLISH), segments(GERMAN), EN, DE, AlignConfig(max_beads=most))


@pytest.mark.parametrize("most", [1, 2, 4, 5])
def test_no_bead_is_larger_than_asked_for(most: int) -> None:
    beads = align(
        segments(ENGLISH), segments([" ".join(GERMAN)]), EN, DE, AlignConfig(max_beads=most)
    )
    assert max(len(bead.source) for bead in beads) <= most
    assert sorted(i for bead in beads for i in bead.source) == list(range(8))


def test_ten_thousand_equal_sentences() -> None:
    many = segments(["The same sentence stands here again."] * 10_000)
    begin = time.process_time()
    beads = align(many, many, EN, EN)
    assert pairs(beads) == one_to_one(10_000)
    assert time.process_time() - begin < 120


def test_one_huge_sentence() -> None:
    huge = segments(["word " * 40_000])
    beads = align(huge, segments(ENGLISH), EN, EN)
    assert sorted(j for bead in beads for j in bead.target) == list(range(8))
    assert pairs(align(huge, huge, EN, EN)) == one_to_one(1)


def test_languages_without_a_profile() -> None:
    icelandic = language("is")
    texts = [f"Herbergi {n} kostar {n * 17 + 30} krónur." for n in range(6)]
    english = [f"Room {n} costs {n * 17 + 30} crowns." for n in range(6)]
    assert pairs(align(segments(english), segments(texts), EN, icelandic)) == one_to_one(6)


def test_an_encoder_decides_where_nothing_else_can() -> None:
    english = [f"{word} came home late." for word in ("Ada", "Bea", "Cleo", "Dora", "Ena", "Fay")]
    chinese = [
        "她很晚才回家了。",
        "天黑以后才到家。",
        "很久之后进了门。",
        "深夜归来见了人。",
        "夜深了走进家门。",
    ]
    topics = {text: place for place, text in enumerate(english)}
    topics |= {text: place + (place >= 2) for place, text in enumerate(chinese)}
    encoder = FakeEncoder(topics)
    beads = align(segments(english), segments(chinese), EN, ZH, encoder=encoder)
    assert pairs(beads) == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), ()),
        ((3,), (2,)),
        ((4,), (3,)),
        ((5,), (4,)),
    ]
    assert len(encoder.calls) == 1


def test_paragraphs_hold_beads_together() -> None:
    """Two blocks of two sentences each: no bead crosses from one block to the other."""
    texts = ["Yes, he did.", "No, she did.", "Yes, we did.", "No, you did."]
    blocks = (0, 0, 1, 1)
    source = tuple(replace(s, block=b) for s, b in zip(segments(texts), blocks, strict=True))
    target = tuple(
        replace(s, block=b) for s, b in zip(segments(texts[:1] + texts[2:]), (0, 1, 1), strict=True)
    )
    beads = align(source, target, EN, EN)
    for bead in beads:
        assert len({source[i].block for i in bead.source}) <= 1
        assert len({target[j].block for j in bead.target}) <= 1


words = st.sampled_from(["harbour", "2019", "Anna", "new?", "ships!", "水很深", "порт", "x", "7,5"])
texts = st.lists(st.lists(words, min_size=1, max_size=12).map(" ".join), max_size=14)


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.integers(1, 5))
def test_every_segment_is_in_one_bead_in_order(
    left: list[str], right: list[str], most: int
) -> None:
    config = AlignConfig(max_beads=most)
    beads = align(segments(left), segments(right), EN, RU, config)
    assert [i for bead in beads for i in bead.source] == list(range(len(left)))
    assert [j for bead in beads for j in bead.target] == list(range(len(right)))
    assert all(bead.source or bead.target for bead in beads)
    assert all(0.0 <= (bead.probability or 0.0) <= 1.0 for bead in beads)
    assert all(math.isfinite(bead.cost) for bead in beads)
    assert beads == align(segments(left), segments(right), EN, RU, config)
