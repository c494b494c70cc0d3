"""Well-known places by name."""

import pytest

from auditor.text.language import language
from auditor.text.places import countries_of, names_in, places, stands


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("en", "from New York to Scotland; a nice reading room", ["New York", "Scotland"]),
        ("de", "Der Zug nach München hielt in Essen.", ["München"]),
        ("fr", "Marseille et l’Europe", ["Marseille", "Europe"]),
        ("ru", "Он живёт в Москве, а не в Чикаго.", ["Москве", "Чикаго"]),
        ("ru", "Виктор видел Короля в Казани и Нижнем Новгороде.", ["Казани"]),
        ("uk", "Герой жив в Одесі й у Чикаго.", ["Одесі", "Чикаго"]),
        ("zh-Hans", "他从加利福尼亚飞往芝加哥。", ["加利福尼亚", "芝加哥"]),
        ("ja", "ロンドンとアルバムの話", ["ロンドン"]),
        ("ko", "그는 시카고에서 왔다.", ["시카고"]),
        ("ar", "وصل إلى شيكاغو", ["شيكاغو"]),
        ("vi", "Từ Luân Đôn đến Paris", ["Luân Đôn", "Paris"]),
        ("xx", "Boston", []),
    ],
)
def test_places_are_found_by_their_names(tag: str, text: str, found: list[str]) -> None:
    assert [place.span.of(text) for place in places(text, language(tag))] == found


@pytest.mark.parametrize(
    ("name", "text", "tag", "there"),
    [
        ("Moscow", "Он живёт в Москве.", "ru", True),
        ("Moscow", "die Moskauer Börse", "de", True),
        ("Moscow", "他住在莫斯科。", "zh-Hans", True),
        ("Moscow", "彼は大阪に住んでいる。", "ja", False),
        ("Moscow", "Er lebt in Bischkek.", "de", False),
        ("London", "يعيش في لندن", "ar", True),
        ("London", "他住在利物浦。", "zh-Hans", False),
    ],
)
def test_a_place_stands_in_a_text_by_any_of_its_names(
    name: str, text: str, tag: str, there: bool
) -> None:
    (place,) = places(name, language("en"))
    assert stands(place, name, text, language(tag)) is there


def test_a_place_has_a_country_and_names_in_other_languages() -> None:
    (place,) = places("Munich", language("en"))
    assert countries_of(place) == {"DE"}
    assert "München" in names_in(place, language("de"))
    (continent,) = places("Europe", language("en"))
    assert not countries_of(continent)
