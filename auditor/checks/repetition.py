"""Repetition: doubled words, and the loops of a decoder that got stuck."""

import functools
import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, segment_check
from auditor.text.doubles import doubled
from auditor.text.language import Language, language
from auditor.text.names import sounds
from auditor.text.paragraphs import BLANK, prose
from auditor.text.tokens import Token, letters, tokenize

_TIED = regex.compile(
    r"(?<![^\s(«“\"])(?<once>[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)+)\s(?P=once)(?![\p{L}\p{N}'’-])"
    r"|(?<once>\([\p{L}\p{N}][^()]{1,40}\))\s(?P=once)"
)
_EAST_ASIAN = regex.compile(r"[\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}]")
_SHORT_NAME = 6
"""Letters of the longest syllable of Chinese or Korean, as names are made of."""
_HYPHENS = frozenset("-‐‑–—'’")
_LONGEST = 40
"""Tokens of the longest phrase whose repetition is looked for."""
_CHANT = 3
"""Letters of the longest word that is chanted or laughed four times: "ha ha ha ha"."""
_MOST_TOKENS = 5_000
_LATIN = regex.compile(r"\p{Latin}")
_LETTER = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{Arabic}]")
_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_UNSPACED = regex.compile(rf"[{_SCRIPTS}]")
_ADDRESS = regex.compile(r"[_@＠#＃]|://|www\.|\.[A-Za-z]")
_RUN = regex.compile(rf"[{_SCRIPTS}ー]|[[\p{{L}}\p{{M}}]--[{_SCRIPTS}ー]]+|\p{{N}}+", regex.V1)
_NO_LETTERS = re.compile(r"[\d\u0e00-\u1fff\u3000-\U0003ffff]")
"""Digits, and scripts that may put no spaces between words."""
_FIRST_UNSPACED = "\u0e00"
"""From Thai on scripts may put no spaces between words."""


@segment_check(
    id="repeated-word",
    category="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    examples=[
        bad("Le prix de de l’or a baissé.", lang="fr", flags="de de"),
        bad("The the bank closed early.", lang="en", flags="The the"),
        bad("Sie wartet auf eine eine Antwort.", lang="de", flags="eine eine"),
        bad("Он поехал в в город.", lang="ru", flags="в в"),
        bad("Bank itu yang yang tutup.", lang="id", flags="yang yang"),
        bad("الشركة في في المدينة.", lang="ar", flags="في في"),
        bad("这是公司的的决定。", lang="zh-Hans", flags="的的"),
        bad("彼は本をを読んだ。", lang="ja", flags="をを"),
        bad("Er kam aus Rwanda.", "He came from Rwanda Rwanda.", lang=("de", "en"), flags="Rwanda Rwanda"),
        bad("Er ging 1959.", "Il est parti en 1959 1959.", lang=("de", "fr"), flags="1959 1959"),
        bad("Ihr Exmann kam.", "Her ex-husband ex-husband came.", lang=("de", "en"), flags="ex-husband ex-husband"),
        bad("Hier kam er an.", "This is where he came in in.", lang=("de", "en"), flags="in in"),
        good("Die Band Duran Duran kam.", "La banda Duran Duran llegó.", lang=("de", "es")),
        good("杨洋在波拉波拉岛。", "Yang Yang was on Bora Bora island.", lang=("zh-Hans", "en")),
        good("It cost 250,250 euros and 1,000,000 dollars.", "Cela coûte 250 250 euros et 1 000 000 dollars.", lang=("en", "fr")),
        good("Vous vous trompez : nous nous levons tôt.", lang="fr"),
        good("She said that that was all he had had.", lang="en"),
        good("Das Kind, das das Buch las, und die, die die Tür schloss.", lang="de"),
        good("Orang orang makan pelan pelan.", lang="id"),
        good("Anh ấy luôn luôn nói từ từ.", lang="vi"),
        good("他慢慢地走，为了了解真相的的确确费心，这是我们的目的的一部分。", lang="zh-Hans"),
        good("人々はますます増え、ものの数日で終わった。", lang="ja"),
        good("Она жила в Баден Баден, очень очень далеко.", lang="ru"),
        good("Parlons-en en privé à New York New York.", lang="fr"),
        good("Duran Duran sang it; he logged on on Monday.", lang="en"),
    ],
)  # fmt: skip
def repeated_word(segment: Segment, context: Context) -> Iterator[Hit]:
    """Word that stands twice in a row by mistake.

    Such as "de de" or 的的. Doublings that the language allows are left alone: "vous vous",
    "that that", emphasis, names such as "Duran Duran", the same doubling in the original, and
    reduplication. Where words are doubled for plural or emphasis, as in Indonesian, Vietnamese,
    Korean, Chinese and Japanese, only words that are never doubled are marked.
    """
    own = context.target_language
    text = prose(segment.text)
    original = context.source.text if context.source is not None else None
    found = _signs(text, own) if not own.spaced else _words(text, own, original)
    for span, once in found:
        doubled = span.of(text).casefold()
        if original is None or doubled not in _folded(original):
            yield Hit(say("“{word}” stands twice in a row.", word=once), span, suggestion=once)


@functools.lru_cache(maxsize=2)
def _folded(text: str) -> str:
    return text.casefold()


def _signs(text: str, own: Language) -> Iterator[tuple[Span, str]]:
    for match in _sign_patterns(own.tag).finditer(text):
        yield Span(*match.span()), match.group()[: len(match.group()) // 2]


@functools.cache
def _sign_patterns(tag: str) -> regex.Pattern[str]:
    own = language(tag)
    words = "|".join(_data()["unspaced"].get(own.primary, ["(?!)"]))
    signs = _data()["signs"].get(own.primary, ())
    return regex.compile("|".join([rf"(?P<word>{words})(?P=word)", *signs]))


def _words(text: str, own: Language, original: str | None) -> Iterator[tuple[Span, str]]:
    """Give words that stand twice; names and numbers where the original tells that they may not.

    Words tied by hyphens or apostrophes, and brackets, are looked at as a whole.
    """
    echoes = _echoes(text)
    if original is not None and (echoes or "(" in text):
        for match in _TIED.finditer(text):
            yield Span(*match.span()), match["once"]
    if not echoes:
        return
    tokens = tokenize(text, own)
    for place, (first, second) in enumerate(itertools.pairwise(tokens)):
        if first.kind not in ("word", "number") or len(first.text) != len(second.text):
            continue
        if first.text.casefold() != second.text.casefold():
            continue
        gap = text[first.span.end : second.span.start]
        if not gap or not gap.isspace() or "\n" in gap or BLANK in first.text:
            continue
        if not _is_right(tokens, place, own, original):
            yield Span(first.span.start, second.span.end), first.text


def _is_right(tokens: Sequence[Token], place: int, own: Language, original: str | None) -> bool:
    """Tell whether the language, or the original, lets a word stand twice here."""
    first, second = tokens[place], tokens[place + 1]
    word, never = first.text.casefold(), _lists(own.tag)[1]
    if word not in never if never is not None else _may_double(word, tokens, place, own):
        return True
    if _is_part(tokens, place):
        return True
    if first.kind == "number":
        return original is None or not _is_lone_number(tokens, place)
    doubled = _is_doubled_name(first.text, second.text, original)
    return _is_name(tokens, place, own) and not doubled


def _may_double(word: str, tokens: Sequence[Token], place: int, own: Language) -> bool:
    """Tell whether a word may stand twice here: some may only where the sentence goes on."""
    if word not in _lists(own.tag)[0]:
        return False
    after = tokens[place + 2] if place + 2 < len(tokens) else None
    return after is None or after.text != "." or word not in _data()["inside"].get(own.primary, ())


def _is_lone_number(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a number that stands twice is no part of a row, a score or a larger number."""
    number = tokens[place].text
    around = [tokens[i] for i in (place - 1, place + 2) if 0 <= i < len(tokens)]
    lone = len(around) == 2 and all(token.kind != "number" for token in around)
    return lone and around[0].kind == "word" and (len(number) != 3 or not number.isdecimal())


def _is_doubled_name(first: str, second: str, original: str | None) -> bool:
    """Tell whether a name stands twice in the translation alone.

    Names of East Asia that are short in Latin letters may rightly stand twice ("Yang Yang").
    """
    if original is None or first != second or not first[1:].islower():
        return False
    if len(first) <= _SHORT_NAME and _is_east_asian(original):
        return False
    return sounds(first) not in doubled(original)


@functools.lru_cache(maxsize=4)
def _is_east_asian(original: str) -> bool:
    return _EAST_ASIAN.search(original) is not None


def _echoes(text: str) -> bool:
    """Tell whether what stands before a space may stand after it again, as of most texts none does."""
    for before, after in itertools.pairwise(text.casefold().split()):
        at = before.find(after[0])
        while at >= 0:
            if after.startswith(before[at:]) and not (
                _inside_word(before, at) or _inside_word(after, len(before) - at)
            ):
                return True
            at = before.find(after[0], at + 1)
    return False


def _inside_word(piece: str, place: int) -> bool:
    """Tell whether two letters of a script with spaces between words stand around a place."""
    around = piece[max(0, place - 1) : place + 1] if place else ""
    return len(around) == 2 and around.isalpha() and max(around) < _FIRST_UNSPACED


def _is_part(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a hyphen or an apostrophe ties one of the two words to a third."""
    first, second = tokens[place], tokens[place + 1]
    before = tokens[place - 1] if place else None
    after = tokens[place + 2] if place + 2 < len(tokens) else None
    tied_before = (
        before is not None
        and before.span.end == first.span.start
        and before.text[-1:] in _HYPHENS | {BLANK}
    )
    tied_after = (
        after is not None
        and second.span.end == after.span.start
        and after.text[:1] in _HYPHENS | {BLANK, "."}
        and (after.text != "." or len(second.text) == 1)
    )
    third = (before, after)
    thrice = any(t is not None and t.text.casefold() == first.text.casefold() for t in third)
    return tied_before or tied_after or (thrice and len(first.text) > 2)


def _is_name(tokens: Sequence[Token], place: int, own: Language) -> bool:
    """Tell whether capitals, foreign letters or a letter that stands for itself excuse the words.

    A word that begins its sentence may differ from its double by its capital alone; elsewhere
    "the field Field" names a label.
    """
    first, second = tokens[place].text, tokens[place + 1].text
    starts = not any(token.kind == "word" for token in itertools.islice(tokens, place))
    if second[0].isupper() or (first[0].isupper() and not starts):
        return True
    if _LATIN.match(first) and own.script not in ("Latn", ""):
        return True
    lone = bool(_LETTER.fullmatch(first)) and first.casefold() not in _letters(own.tag)
    return lone or not regex.fullmatch(r"[\p{L}\p{M}'’]+", first)


@functools.cache
def _letters(tag: str) -> frozenset[str]:
    """Give the letters that are words of a language."""
    return frozenset(_data()["letters"].get(language(tag).primary, ()))


@functools.cache
def _lists(tag: str) -> tuple[frozenset[str], frozenset[str] | None]:
    """Give the words that may stand twice, and those that never do; None when any other counts."""
    own = language(tag)
    never = _data()["never"].get(own.primary)
    allowed = frozenset([*own.doubled_ok, *_data()["allowed"].get(own.primary, ())])
    if never is None and own.reduplicates:
        return allowed, frozenset()
    return allowed, None if never is None else frozenset(never)


@functools.cache
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    file = resources.files("auditor.checks") / "data" / "repetition.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@segment_check(
    id="repeated-phrase",
    category="linguistic-conventions/unintelligible",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "Die Bank senkt den Zins, den Zins, den Zins, den Zins und wartet.",
            lang="de",
            flags=", den Zins, den Zins, den Zins",
        ),
        bad(
            "Le prix de l’or a baissé de l’or a baissé hier.",
            lang="fr",
            flags=" de l’or a baissé",
        ),
        bad(
            "Он сказал, что это важно, что это важно, что это важно.",
            lang="ru",
            flags=", что это важно, что это важно",
        ),
        bad("市场今天上涨市场今天上涨了。", lang="zh-Hans", flags="市场今天上涨"),
        bad("会議は会議は会議は会議は会議は始まった。", lang="ja", flags="会議は会議は会議は会議は"),
        bad("قالت الشركة إن السوق إن السوق إن السوق إن السوق صعب.", lang="ar", flags=" إن السوق إن السوق إن السوق"),
        bad("She left the house house house house at noon.", lang="en", flags=" house house house"),
        good("Ha ha ha ha, no no no no!", lang="en"),
        good("Never, never, never give up: again and again and again.", lang="en"),
        good("De plus en plus, jour après jour après jour.", lang="fr"),
        good("他研究研究，讨论讨论，一步一步地走，哈哈哈哈哈。", lang="zh-Hans"),
        good("Ja, ja, ja! Tor, Tor, Tor!", lang="de"),
        good("彼はどんどんどんどん進み、いろいろ見た。", lang="ja"),
        good("1 2 1 2 1 2 1 2", lang="ru"),
        good(
            "We shall not go. We shall not go, we shall not go!",
            "Nous n’irons pas. Nous n’irons pas, nous n’irons pas !",
            lang=("en", "fr"),
        ),
    ],
)  # fmt: skip
def repeated_phrase(segment: Segment, context: Context) -> Iterator[Hit]:
    """Phrase that is said over and over.

    The mark of a neural decoder that got stuck. A phrase counts when it stands three times and
    more in a row, or twice with no mark between; single words and short chants need more. An
    original that repeats itself as often excuses the translation.
    """
    text = prose(segment.text)
    loops = tuple(_loops(text, context.target_language, context.source is not None))
    if not loops:
        return
    source, language_of_source = context.source, context.source_language
    if source and language_of_source and _has_loops(source.text, language_of_source.tag):
        return
    for span, times in loops:
        yield Hit(say("The same words stand {times} times in a row.", times=times), span)


@functools.lru_cache(maxsize=2)
def _has_loops(text: str, tag: str) -> bool:
    return any(any(_loops(prose(line), language(tag))) for line in text.splitlines())


def _loops(text: str, own: Language, compared: bool = False) -> Iterator[tuple[Span, int]]:
    """Give what repeats the words before it, and how often the words stand in all.

    Short words and numbers count where the original, which does not repeat itself, is at hand.
    """
    if not _may_loop(text):
        return
    chants = _lists(own.tag)[0]
    words = [t for t in tokenize(text, own) if t.kind in ("word", "number")][:_MOST_TOKENS]
    forms = [word.text.casefold() for word in words]
    place = 0
    while place < len(words):
        short = compared and forms[place] not in chants
        found = _loop_at(forms, words, place, text, short)
        if found is None:
            place += 1
            continue
        size, times = found
        last = words[place + size * times - 1]
        yield Span(words[place + size - 1].span.end, last.span.end), times
        place += size * times


def _may_loop(text: str) -> bool:
    """Tell whether a text has the same three words in a row twice.

    Every loop has, since a loop of single words has four. It is quicker to tell than tokens are,
    whose borders are among those of the runs of letters and digits, but for addresses.
    """
    if _ADDRESS.search(text):
        return True
    if _NO_LETTERS.search(text):
        runs: Sequence[str] = _RUN.findall(text.casefold())
    else:
        runs = letters(text.casefold())
    threes = set(zip(runs, runs[1:], runs[2:], strict=False))
    return len(threes) < len(runs) - 2


def _loop_at(
    forms: Sequence[str], words: Sequence[Token], place: int, text: str, short: bool
) -> tuple[int, int] | None:
    """Give the length of the phrase that begins here and is repeated, and how often it stands."""
    for size in range(1, min(_LONGEST, (len(forms) - place) // 2) + 1):
        if forms[place] != forms[place + size]:
            continue
        phrase = forms[place : place + size]
        times = 1
        while forms[place + size * times : place + size * (times + 1)] == phrase:
            times += 1
        if times > 1 and _is_loop(phrase, times, words[place : place + size * 2], text, short):
            return size, times
    return None


def _is_loop(
    phrase: Sequence[str], times: int, words: Sequence[Token], text: str, short: bool
) -> bool:
    long_number = short and len(phrase) == 1 and len(phrase[0]) > 1
    if not long_number and not any(word.isalpha() for word in phrase):
        return False
    unspaced = all(_UNSPACED.match(word) for word in phrase)
    size = len(phrase)
    between = text[words[0].span.start : words[-1].span.end]
    plain = not regex.search(r"[^\p{L}\p{M}\p{N}\s'’-]", between)
    if len(set(phrase)) == 1:
        least = 12 if unspaced else 4 if plain and (short or len(phrase[0]) > _CHANT) else 6
        return size == 1 and times >= least
    if unspaced:
        return times >= 5 or (times >= 3 and size >= 4) or (times >= 2 and size >= 5 and plain)
    return times >= 4 or (times >= 3 and size >= 3) or (times >= 2 and size >= 4 and plain)
