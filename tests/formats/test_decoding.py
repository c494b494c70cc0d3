"""Encodings: marks, declarations, UTF-8, guesses, and what is no text."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.errors import UnreadableFile
from auditor.formats.decoding import declaration, decode

HANS = (
    "城市图书馆上周重新开放，读者在门口排起了长队。馆长说，新的阅览室能容纳三百人，"
    "夜间也不关门。孩子们最喜欢的是顶楼的天文台，那里可以用望远镜看星星。"
)
HANT = (
    "城市圖書館上週重新開放，讀者在門口排起了長隊。館長說，新的閱覽室能容納三百人，"
    "夜間也不關門。孩子們最喜歡的是頂樓的天文臺，那裡可以用望遠鏡看星星。"
)
JAPANESE = (
    "市立図書館が先週、改修を終えて再び開いた。入り口には朝から長い列ができた。"
    "館長によると、新しい閲覧室には三百人が入れ、夜も閉まらないという。"
)
KOREAN = (
    "시립 도서관이 지난주 다시 문을 열었다. 아침부터 입구에 긴 줄이 늘어섰다. "
    "관장은 새 열람실에 삼백 명이 들어갈 수 있고 밤에도 닫지 않는다고 말했다."
)
RUSSIAN = (
    "Городская библиотека на прошлой неделе снова открылась, и у входа выстроилась очередь. "
    "Новый читальный зал вмещает триста человек и не закрывается ночью."
)
UKRAINIAN = (
    "Міська бібліотека минулого тижня знову відчинилася, і біля входу вишикувалася черга. "
    "Новий читальний зал уміщує триста осіб і не зачиняється вночі."
)
FRENCH = (
    "La bibliothèque municipale a rouvert la semaine dernière, et l’on a fait la queue dès l’aube. "
    "La salle, très claire, peut accueillir trois cents lecteurs."
)
GERMAN = (
    "Die Stadtbücherei hat vorige Woche wieder geöffnet, und die Schlange reichte bis zur Brücke. "
    "Der neue Saal faßt dreihundert Leute und schließt auch nachts nicht."
)
POLISH = (
    "Biblioteka miejska w zeszłym tygodniu znów się otworzyła, a przed wejściem ustawiła się "
    "kolejka. Nowa czytelnia mieści trzysta osób."
)
GREEK = "Η δημοτική βιβλιοθήκη άνοιξε πάλι την περασμένη εβδομάδα, και ο κόσμος περίμενε στην ουρά."
ARABIC = "أعادت المكتبة العامة فتح أبوابها الأسبوع الماضي، ووقف القراء في صف طويل أمام المدخل."
HEBREW = "הספרייה העירונית נפתחה מחדש בשבוע שעבר, והקוראים עמדו בתור ארוך לפני הכניסה."
TURKISH = (
    "Şehir kütüphanesi geçen hafta yeniden açıldı; girişte uzun bir kuyruk oluştu, diyor müdür."
)

CZECH = "Městská knihovna se minulý týden znovu otevřela a před vchodem stála dlouhá řada čtenářů."
LATVIAN = (
    "Pilsētas bibliotēka pagājušajā nedēļā atkal vēra durvis, un pie ieejas stāvēja gara rinda."
)
VIETNAMESE = "ba\u0323n đo\u0323c xê\u0301p hàng tư\u0300 sáng trươ\u0301c cư\u0309a thư viê\u0323n"
THAI = "ห้องสมุดประจำเมืองเปิดอีกครั้งเมื่อสัปดาห์ที่แล้ว และผู้อ่านเข้าแถวยาวตั้งแต่เช้า"

LEGACY = [
    (HANS, "gb18030"),
    (HANT, "big5"),
    (HANT, "gb18030"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (KOREAN, "euc_kr"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8_r"),
    (UKRAINIAN, "cp1251"),
    (FRENCH, "cp1252"),
    (GERMAN, "cp1252"),
    (POLISH, "cp1250"),
    (GREEK, "cp1253"),
    (ARABIC, "cp1256"),
    (HEBREW, "cp1255"),
    (TURKISH, "cp1254"),
]
MARKED = ["utf-8-sig", "utf-16", "utf-32"]
UNMARKED = ["utf_16_le", "utf_16_be"]


@pytest.mark.parametrize("length", [20, 60, 400])
@pytest.mark.parametrize(("text", "encoding"), LEGACY)
def test_legacy_encoding_is_told(text: str, encoding: str, length: int) -> None:
    sample = "\n".join([text] * 6)[:length]
    assert decode(sample.encode(encoding), "a.txt").text == sample


@pytest.mark.parametrize(("text", "encoding"), LEGACY)
def test_guess_is_told_to_people(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    if encoding != "iso2022_jp":
        assert any("guessed" in notice and "UTF-8" in notice for notice in decoded.notices)


@pytest.mark.parametrize("text", [HANS, HANT, JAPANESE, KOREAN, RUSSIAN, FRENCH, ARABIC])
@pytest.mark.parametrize("encoding", UNMARKED)
def test_utf16_without_mark(text: str, encoding: str) -> None:
    for sample in (text, text + "\r\n\r\n" + text, text[:30]):
        assert decode(sample.encode(encoding), "a.txt").text == sample


@pytest.mark.parametrize("encoding", MARKED)
@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_mark_is_no_part_of_the_text(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert decoded.notices == ()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_never_guessed(text: str) -> None:
    decoded = decode(text.encode(), "a.txt")
    assert decoded.text == text.removeprefix("\ufeff")
    assert (decoded.encoding, decoded.notices) == ("utf-8", ())


def test_long_text_is_ranked_by_its_beginning() -> None:
    text = "\n".join([HANS] * 8000)
    decoded = decode(text.encode("gb18030"), "a.txt")
    assert decoded.text == text
    assert decoded.encoding == "gb18030"


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("Shift_JIS", "cp932", JAPANESE[:3]),
        ("gb2312", "gb18030", "图"),
        ("iso-8859-1", "cp1252", "“é”"),
        ("windows-1251", "cp1251", "ё"),
        ("big5", "big5", "圖"),
    ],
)
def test_declared_encoding_is_honoured(declared: str, encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding), "a.html", declared)
    assert decoded.text == text
    assert decoded.notices == ()


@pytest.mark.parametrize("declared", ["iso-8859-1", "gb2312", "windows-1251"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, HANS, GREEK, "Un été à Besançon", "图书馆"])
def test_utf8_that_is_declared_wrong_is_read_as_utf8(declared: str, text: str) -> None:
    assert decode(text.encode(), "a.html", declared).text == text


def test_stray_control_characters_do_not_make_a_text_binary() -> None:
    assert decode("Größe\b und\x1b Zahl".encode(), "a.txt").text == "Größe\b und\x1b Zahl"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CZECH, "cp1250"),
        (CZECH, "iso8859_2"),
        (VIETNAMESE, "cp1258"),
        (THAI, "cp874"),
        (LATVIAN, "cp1257"),
        (RUSSIAN, "cp866"),
        (GREEK, "iso8859_7"),
    ],
)
def test_rarer_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("text", ["50 µm ± 2 ×", "§ 4", "naïve", "½ cup", "ÉTÉ"])
def test_few_rare_characters_are_read(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt").text == text


def test_noise_is_refused() -> None:
    noise = random.Random(4)
    for _ in range(20):
        with pytest.raises(UnreadableFile, match="no encoding that is known"):
            decode(bytes(noise.randrange(128, 256) for _ in range(2000)), "a.txt")


def test_wrong_declaration_is_told() -> None:
    decoded = decode(RUSSIAN.encode("cp1251"), "a.html", "utf-8")
    assert decoded.text == RUSSIAN
    assert "says that it is utf-8" in decoded.notices[0]


@pytest.mark.parametrize("declared", ["base64", "rot13", "unicode_escape", "no-such-thing", "zip"])
def test_declaration_of_no_text_encoding_is_ignored(declared: str) -> None:
    assert decode("é\\u0041".encode("cp1252"), "a.html", declared).text == "é\\u0041"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<?xml version="1.0" encoding="Big5"?>', "Big5"),
        (b'<html><head><meta charset="shift_jis">', "shift_jis"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb2312"),
        (b'"Content-Type: text/plain; charset=KOI8-R\\n"', "KOI8-R"),
        (b"The charset=x of a sentence", ""),
    ],
)
def test_declarations_are_found(head: bytes, name: str) -> None:
    assert declaration(head) == name


def test_few_broken_bytes_do_not_spoil_utf8() -> None:
    data = f"{RUSSIAN}\n{RUSSIAN}".encode()
    decoded = decode(data[:-1] + b"\xff", "a.txt")
    assert decoded.text.startswith(RUSSIAN)
    assert decoded.encoding == "utf-8"
    assert "line 2" in decoded.notices[0]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x00\x01\x02\x03" * 100,
        b"text with a \x00 in it",
        b"\xff\xfe\x00",
        b"\x93\x01\x02\x1f\x0e\xfe" * 50,
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"binary data|breaks it"):
        decode(data, "a.bin")
