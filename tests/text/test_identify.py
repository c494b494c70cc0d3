"""The language of texts, of documents and of single sentences."""

import csv
import itertools
import lzma
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.core.bitext import Block, Document, Segment, Span
from auditor.core.errors import UnknownLanguage
from auditor.text.identify import UNDETERMINED, Guess, identify, identify_document, label
from auditor.text.language import tags

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
NTREX = SHARED / "quality" / "ntrex_clean_dev.tsv.xz"
COLUMNS = {
    "ar": "arb",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fr": "fra",
    "id": "ind",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "pt-BR": "por-BR",
    "pt-PT": "por",
    "ru": "rus",
    "uk": "ukr",
    "vi": "vie",
    "zh-Hans": "zho-CN",
    "zh-Hant": "zho-TW",
}

STORIES = {
    "ar": [
        "استيقظت القرية مبكرا لأن الثلج تساقط طوال الليل.",
        "حاول الأطفال أن يبنوا رجلا من الثلج أمام المدرسة.",
        "أما الخباز فقد فتح دكانه متأخرا ساعة كاملة.",
    ],
    "de": [
        "Das Dorf wachte früh auf, weil es die ganze Nacht geschneit hatte.",
        "Die Kinder versuchten, vor der Schule einen Schneemann zu bauen.",
        "Der Bäcker öffnete seinen Laden eine volle Stunde zu spät.",
    ],
    "en": [
        "The village woke early because it had snowed all through the night.",
        "The children tried to build a snowman in front of the school.",
        "The baker opened his shop a full hour late.",
    ],
    "es": [
        "El pueblo se despertó temprano porque había nevado toda la noche.",
        "Los niños intentaron hacer un muñeco de nieve delante de la escuela.",
        "El panadero abrió su tienda con una hora de retraso.",
    ],
    "fr": [
        "Le village s’est réveillé tôt, car il avait neigé toute la nuit.",
        "Les enfants ont essayé de faire un bonhomme de neige devant l’école.",
        "Le boulanger a ouvert sa boutique avec une heure de retard.",
    ],
    "id": [
        "Desa itu bangun lebih awal karena salju turun sepanjang malam.",
        "Anak-anak mencoba membuat orang-orangan salju di depan sekolah.",
        "Tukang roti membuka tokonya terlambat satu jam penuh.",
    ],
    "it": [
        "Il paese si svegliò presto perché aveva nevicato tutta la notte.",
        "I bambini provarono a fare un pupazzo di neve davanti alla scuola.",
        "Il fornaio aprì la bottega con un’ora di ritardo.",
    ],
    "ja": [
        "一晩中雪が降ったので、村は早くから目を覚ました。",
        "子どもたちは学校の前で雪だるまを作ろうとした。",
        "パン屋は店を一時間も遅れて開けた。",
    ],
    "ko": [
        "밤새 눈이 내려서 마을은 일찍 잠에서 깼다.",
        "아이들은 학교 앞에서 눈사람을 만들려고 했다.",
        "빵집 주인은 한 시간이나 늦게 가게 문을 열었다.",
    ],
    "ru": [
        "Деревня проснулась рано, потому что всю ночь шёл снег.",
        "Дети пытались слепить снеговика перед школой.",
        "Пекарь открыл свою лавку на целый час позже обычного.",
    ],
    "uk": [
        "Село прокинулося рано, бо всю ніч падав сніг.",
        "Діти намагалися зліпити сніговика перед школою.",
        "Пекар відчинив свою крамницю на цілу годину пізніше.",
    ],
    "vi": [
        "Ngôi làng thức dậy sớm vì tuyết đã rơi suốt đêm.",
        "Lũ trẻ cố đắp một người tuyết trước cổng trường.",
        "Người thợ làm bánh mở cửa hàng muộn cả một tiếng.",
    ],
    "zh-Hans": [
        "因为下了一整夜的雪，村子里的人很早就醒了。",
        "孩子们想在学校门前堆一个雪人。",
        "面包师傅的店晚开了整整一个小时。",
    ],
    "zh-Hant": [
        "因為下了一整夜的雪，村子裡的人很早就醒了。",
        "孩子們想在學校門前堆一個雪人。",
        "麵包師傅的店晚開了整整一個小時。",
    ],
}


def document(lines: Sequence[str], excluded: Sequence[int] = ()) -> Document:
    blocks, start = [], 0
    for number, line in enumerate(lines):
        span = Span(start, start + len(line))
        reason = "boilerplate" if number in excluded else ""
        blocks.append(Block("paragraph", span, number + 1, excluded=reason))
        start += len(line) + 1
    return Document("story.txt", "", "\n".join(lines), tuple(blocks))


def segments(lines: Sequence[str]) -> tuple[Segment, ...]:
    text = document(lines)
    return tuple(
        Segment(n, block.span.of(text.text), block.span, "paragraph", n, (n + 1, n + 1))
        for n, block in enumerate(text.blocks)
    )


def labels(lines: Sequence[str], lang: str) -> list[str]:
    return [segment.lang for segment in label(segments(lines), lang)]


@pytest.mark.parametrize(
    ("tag", "text"), [(tag, text) for tag, lines in STORIES.items() for text in lines]
)
def test_a_sentence(tag: str, text: str) -> None:
    guess = identify(text)
    assert guess.lang == tag
    assert 0.5 < guess.confidence <= 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("el", "Το χωριό ξύπνησε νωρίς."),
        ("he", "הכפר התעורר מוקדם בבוקר."),
        ("th", "หมู่บ้านตื่นแต่เช้า"),
        ("hi", "गाँव सुबह जल्दी जाग गया क्योंकि रात भर बर्फ गिरी थी।"),
        ("ka", "სოფელი ადრე გაიღვიძა."),
        ("ta", "கிராமம் சீக்கிரம் விழித்தது."),
        ("is", "Þorpið vaknaði snemma því að það hafði snjóað alla nóttina."),
        ("sr", "Село се рано пробудило јер је целу ноћ падао снег, а ђаци већ праве снешка."),
        ("nl", "Het dorp werd vroeg wakker omdat het de hele nacht had gesneeuwd."),
        ("pl", "Wieś obudziła się wcześnie, bo przez całą noc padał śnieg."),
        ("sv", "Byn vaknade tidigt eftersom det hade snöat hela natten."),
        ("fa", "روستا زود بیدار شد چون تمام شب برف باریده بود."),
    ],
)
def test_languages_without_a_profile(lang: str, text: str) -> None:
    assert identify(text).lang == lang


@pytest.mark.parametrize("text", ["", "  ", "1,250.00 €", "…?!", "https://example.org/a", "🙂🙂"])
def test_nothing_to_go_by(text: str) -> None:
    assert identify(text) == Guess(UNDETERMINED, 0.0)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("fr", "Toutefois, la South Hill Savings Bank juge la mesure tardive."),
        ("it", "Secondo il North Valley Post, l’ispettore Bob Warner non ha visto nulla."),
        ("id", "Seperti Green Island Radio, siaran pagi itu sedang dihentikan."),
        ("ko", "North Island Radio: 그 방송은 오늘 아침에 끝났습니다."),
        ("zh-Hant", "據《North Valley Post》報導，這場會議昨天結束了。"),
        ("ru", "Компания North Valley Systems закрыла свой последний магазин."),
    ],
)
def test_foreign_names_do_not_decide(tag: str, text: str) -> None:
    assert identify(text).lang == tag


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("A equipe pegou o ônibus e o trem.", "pt-BR"),
        ("A equipa apanhou o autocarro e o comboio.", "pt-PT"),
        ("O gato dorme perto da janela da cozinha.", "pt"),
        ("明天再去", "zh"),
    ],
)
def test_the_written_form_where_the_text_shows_it(text: str, lang: str) -> None:
    assert identify(text).lang == lang


@pytest.mark.parametrize("tag", STORIES)
def test_a_document(tag: str) -> None:
    guess = identify_document(document(STORIES[tag]))
    assert guess.lang == tag
    assert guess.confidence > 0.8


@pytest.mark.parametrize(("tag", "chrome"), [("fr", "en"), ("zh-Hant", "en"), ("ru", "ja")])
def test_excluded_blocks_have_no_vote(tag: str, chrome: str) -> None:
    lines = [*STORIES[chrome] * 3, *STORIES[tag]]
    assert identify_document(document(lines, range(9))).lang == tag
    assert identify_document(document(STORIES[chrome], range(3))).lang == chrome


@pytest.mark.parametrize(("tag", "guest"), [("de", "en"), ("ja", "en"), ("ar", "fr"), ("uk", "ru")])
def test_the_language_of_most_of_a_document_wins(tag: str, guest: str) -> None:
    assert identify_document(document([*STORIES[tag], STORIES[guest][0]])).lang == tag


def test_a_document_of_headings() -> None:
    assert identify_document(document(["Hallo", "Tschüss", "Straße", "Übung"])).lang == "de"
    assert identify_document(document(["", "42"])) == Guess(UNDETERMINED, 0.0)
    assert identify_document(Document("empty", "", "", ())) == Guess(UNDETERMINED, 0.0)


def test_a_long_document_is_sampled() -> None:
    text = document(STORIES["es"] * 20_000)
    begun = time.process_time()
    assert identify_document(text).lang == "es"
    assert time.process_time() - begun < 2


PAIRS = [
    (host, guest)
    for host, guest in itertools.permutations(STORIES, 2)
    if {host, guest} not in ({"zh-Hans", "zh-Hant"}, {"ru", "uk"})
]


@pytest.mark.parametrize(("host", "guest"), PAIRS)
def test_a_foreign_sentence_is_found_and_no_other(host: str, guest: str) -> None:
    lines = [STORIES[host][0], STORIES[guest][0], *STORIES[host][1:]]
    assert labels(lines, host) == [host, guest, host, host]


OWN = [
    ("en", "Bon appétit, mes amis!"),
    ("fr", "Breaking News"),
    ("fr", "« The show must go on », a répété le directeur devant la salle vide."),
    ("de", "Er sagte „c’est la vie“ und ging dann langsam nach Hause."),
    ("de", "Das Meeting mit dem Sales Manager im Head Office wurde gecancelt."),
    ("es", "El grupo The Quiet Rivers of the North publicó su segundo disco."),
    ("it", "Marco Rossi, Anna Bianchi, Luca Verdi, Giulia Neri, Paolo Russo"),
    ("ru", "Запустите git clone, затем cd project и make install."),
    ("ru", "Компания North Valley Systems"),
    ("uk", "Натисніть File > Save As…"),
    ("ja", "東京大学"),
    ("ja", "中国の「改革开放」という言葉"),
    ("zh-Hant", "他的新書《The Old Harbour at Night》下個月出版。"),
    ("zh-Hans", "OpenOffice Writer 3.2 Release Notes"),
    ("ko", "North Island Radio"),
    ("ar", "شركة North Valley Systems"),
    ("vi", "OK"),
    ("pt-PT", "A equipe pegou o ônibus e o trem para Lisboa."),
    ("no", "Byen våknet tidlig fordi det hadde snødd hele natten."),
    ("da", "Byen vågnede tidligt, fordi det havde sneet hele natten."),
    ("eo", "La vilaĝo vekiĝis frue, ĉar neĝis dum la tuta nokto."),
    ("en", "def main(argv): return run(argv) or exit_code"),
    ("fr", "https://example.org/the-quiet-rivers-of-the-north"),
]


@pytest.mark.parametrize(("lang", "text"), OWN)
def test_names_code_titles_and_quotations_keep_the_language(lang: str, text: str) -> None:
    lines = [*STORIES.get(lang, ()), text]
    assert set(labels(lines, lang)) == {lang}


FOREIGN = [
    (
        "fr",
        "Использует меньше памяти, чем Firefox, поэтому другие программы работают быстрее.",
        "ru",
    ),
    ("de", "ユーザが Firefox を開いたときに発行されます。", "ja"),
    ("en", "사용자가 Firefox 버튼을 누르면 새 창이 열리고 문서가 저장됩니다.", "ko"),
    ("zh-Hant", "这个时间我们还没决定要不要再开一次会议。", "zh-Hans"),
    ("zh-Hans", "這個時間我們還沒決定要不要再開一次會議。", "zh-Hant"),
    ("ja", "这个时间我们还没决定要不要再开一次会议。", "zh-Hans"),
    ("pt-BR", "El panadero abrió su tienda con una hora de retraso.", "es"),
    ("en", "« Le boulanger a ouvert sa boutique avec une heure de retard. »", "fr"),
    ("el", "The baker opened his shop a full hour late.", "en"),
    ("th", "The baker opened his shop a full hour late.", "en"),
]


@pytest.mark.parametrize(("lang", "text", "told"), FOREIGN)
def test_foreign_in_spite_of_names(lang: str, text: str, told: str) -> None:
    assert labels([*STORIES.get(lang, ()), text], lang)[-1] == told


@pytest.mark.parametrize(
    ("lang", "home"), [("fr-CA", "fr"), ("en-GB", "en"), ("zh-TW", "zh-Hant"), ("de-AT", "de")]
)
def test_the_label_is_the_tag_as_given(lang: str, home: str) -> None:
    assert labels([*STORIES[home], STORIES["ru"][0]], lang) == [lang, lang, lang, "ru"]


def test_only_the_language_is_set() -> None:
    before = segments([*STORIES["es"], "", "12"])
    after = label(before, "es")
    assert [(s.index, s.text, s.span, s.lines) for s in after] == [
        (s.index, s.text, s.span, s.lines) for s in before
    ]
    assert label((), "es") == ()


def test_a_malformed_tag_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        label(segments(["Hello."]), "english!")


@given(st.text(max_size=200), st.sampled_from([*tags(), "nl", "sr", "xx"]))
def test_any_text_has_a_language_and_always_the_same(text: str, lang: str) -> None:
    guess = identify(text)
    assert guess == identify(text)
    assert 0 <= guess.confidence <= 1
    assert (guess.lang == UNDETERMINED) == (guess.confidence == 0)
    (segment,) = label(segments([text]), lang)
    assert segment.lang


def test_a_document_of_a_hundred_sentences_takes_no_time() -> None:
    lines = STORIES["de"] * 34
    label(segments(lines), "de")
    begun = time.process_time()
    label(segments(lines), "de")
    identify_document(document(lines))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("unit", ["a", "字", "word. ", "(", "a@", "a.", "<", "_a", "А"])
def test_a_long_line_takes_no_time(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "x"
    begun = time.process_time()
    identify(text)
    label(segments([text]), "fr")
    assert time.process_time() - begun < 10


@pytest.mark.skipif(not NTREX.is_file(), reason="the shared data is not here")
@pytest.mark.parametrize("tag", COLUMNS)
def test_human_translations_of_news_are_in_their_language(tag: str) -> None:
    with lzma.open(NTREX, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:300]
    groups = itertools.groupby(rows, key=lambda row: row["doc_id"])
    for _, group in groups:
        lines = [row[COLUMNS[tag]].strip() for row in group]
        primary = identify_document(document(lines)).lang.split("-")[0]
        assert primary == tag.split("-", maxsplit=1)[0]
        assert set(labels(lines, tag)) == {tag}
