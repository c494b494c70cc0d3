"""Messages of findings in the reader's language."""

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir

from auditor import translations
from auditor.core.errors import ConfigError
from auditor.core.messages import english, say, say_many
from auditor.text.language import language, tags

CHECKS = Path(translations.__file__).parent / "checks"
OTHERS = [lang for lang in translations.languages() if lang != "en"]


def messages() -> list[tuple[str, str]]:
    """Give singular and plural of every message that a check may give."""
    keywords = {"say": None, "say_many": (1, 2)}
    found = [entry[2] for entry in extract_from_dir(CHECKS, keywords=keywords)]
    pairs = [(m, "") if isinstance(m, str) else (m[0], m[1]) for m in found]
    return sorted({*pairs, *((language(tag).name, "") for tag in tags())})


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("message", messages(), ids=lambda m: m[0])
def test_every_message_is_translated_with_its_fields(lang: str, message: tuple[str, str]) -> None:
    find = translations.lookup(lang)
    for count in (1, 2, 5):
        wording = find(*message, count)
        own = english(*message, count)
        assert wording != own or own == "{what}.", "not translated"
        assert fields(wording) == fields(english(*message, count))


def test_french_counts_in_its_own_way() -> None:
    message = say_many(
        "This sentence has an empty translation.",
        "These {count} sentences have an empty translation.",
        0,
    )
    assert message.render(translations.lookup("fr")) == "La traduction de cette phrase est vide."
    assert str(message) == "These 0 sentences have an empty translation."


def test_messages_inside_messages_are_translated() -> None:
    message = say("This is in {other}, not in {own}.", other=say("German"), own=say("French"))
    assert message.render(translations.lookup("fr")) == "Ceci est en allemand, et non en français."


def test_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"messages exist in en, fr, not in 'de'"):
        translations.lookup("de")
