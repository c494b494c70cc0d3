"""Words that were left in the language of the original."""

import functools
from collections.abc import Iterator

import regex

from auditor.core.bitext import Pair, Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check, segment_check
from auditor.text.enclosures import enclosures
from auditor.text.foreign import foreign_letters
from auditor.text.frequency import alphabet, counted, zipf
from auditor.text.language import Language, language
from auditor.text.paragraphs import prose
from auditor.text.quantities import quantities
from auditor.text.scripts import writing
from auditor.text.tokens import letters, runs

_WORD = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}_.@/&-])\p{L}[\p{Ll}\p{Lo}\p{M}]+(?:-\p{Ll}[\p{Ll}\p{M}]+)*+"
    r"(?![\p{L}\p{M}\p{N}_@/&-]|\.\p{L})"
)
_ACRONYM = regex.compile(
    r"(?<![\p{L}\p{N}\p{M}_.&/@#+-])\p{Lu}{2,6}(?![\p{L}\p{N}\p{M}_&/@+-]|\.\p{L})"
)
_KEY = regex.compile(
    r"(?<![\w.@/$-])(?:[a-z]{2,}(?:[A-Z][a-z]+)+|[a-z]{2,}(?:_[a-z]{2,})+)(?![\w@/(-]|\.\w)"
)
_JOINT = regex.compile(r"[A-Z_](?<=[a-z]{2}.)[a-z]")
"""What every key has, between two of its words."""
_KEYS_ARE_IN = "en"
_WORDLIKE = 2.5
"""Frequency of a word that a key may be made of."""
_NAME_BEFORE = regex.compile(r"\p{Lu}[\p{L}\p{M}’'.-]*[ \u00a0]\Z")
_NAME_AFTER = regex.compile(r"[ \u00a0-]\p{Lu}")
_STARTS = regex.compile(r"(?:\A|[.!?…:»”\"]\s)[^\p{L}\p{N}]*\Z")
_RARER_GLOSS, _RARER, _MUCH_RARER = 0.9, 1.5, 2.3
"""How much rarer a word must be in the target language, as a power of ten."""
_KNOWN, _COMMON = 2.8, 4.7
"""From these frequencies on the target language has the word as its own, or may well have."""
_UNUSUAL, _LISTED = 2.2, 3.0
"""Frequencies: of a capitalised noun that the target language lacks, and of one that is no name."""
_USUAL = 4.7
"""Frequency of a word that every text of the source language may hold."""
_KEPT = 3
"""Places in the translation from which a word was kept on purpose."""
_UNLIKELY, _LIKELY = 0.4, 0.6
_GLOSSES_ARE_IN = "en"
_BRACKET = regex.compile("[(（]")
_GLOSS = regex.compile(r"(?<=[(（])\p{Ll}{4,}(?=[)）])")
_LONG = 4
"""Letters of the shortest word that no name or phrase is likely to hold."""
_LONGEST_TITLE = 5
"""Words of a quotation that may be a title or a term."""


@segment_check(
    id="foreign-script",
    category="accuracy/untranslated",
    severity=Severity.MAJOR,
    examples=[
        bad("Voir la 图片 ci-dessous.", lang="fr", flags="图片"),
        bad("Der Preis für 算力 steigt.", lang="de", flags="算力"),
        bad("The президент signed it.", lang="en", flags="президент"),
        bad("Он купил 株式 вчера.", lang="ru", flags="株式"),
        bad("公司的 президент 辞职了。", lang="zh-Hans", flags="президент"),
        bad("그는 어제 株式会社 앞에 있었다.", lang="ko", flags="株式会社"),
        bad("قال 社長 إن السوق صعب.", lang="ar", flags="社長"),
        good("Le mot japonais «\u00a0木漏れ日\u00a0» n’a pas d’équivalent.", lang="fr"),
        good("Huang (黄仁勋) leads the company.", lang="en"),
        good("Der Winkel α beträgt 3 µm bei 5 kΩ.", lang="de"),
        good("彼は OpenAI の CEO です。", lang="ja"),
        good("العلامة OpenAI معروفة.", lang="ar"),
        good("The character 木 means tree.", "Le caractère 木 signifie arbre.", lang=("en", "fr")),
    ],
)
def foreign_script(segment: Segment, context: Context) -> Iterator[Hit]:
    """Word in letters that the language does not write with.

    Most often it was left over from the original. What stands in brackets or quotation marks is
    left alone, as are Latin names, symbols, and what an original in other letters has too.
    """
    own = context.target_language
    spans = list(foreign_letters(segment.text, own))
    if not spans or (segment.lang and segment.lang.split("-")[0] != own.primary):
        return
    aside = _asides(segment.text, own)
    for span in spans:
        word = span.of(segment.text)
        if not _inside(span, aside) and not _is_cited(word, context):
            yield Hit(
                say(
                    "“{word}” is not written in the letters of {language}.",
                    word=word,
                    language=say(own.name),
                ),
                span,
            )


def _is_cited(word: str, context: Context) -> bool:
    """Tell whether the original has a word that is foreign to its own language as well."""
    if context.source is None or context.source_language is None:
        return False
    strange = any(True for _ in foreign_letters(word, context.source_language))
    return strange and word in context.source.text


def _asides(text: str, language: Language) -> tuple[Span, ...]:
    """Give what stands in brackets or quotation marks and is no whole sentence."""
    found = (Span(pair.start, pair.end + 1) for pair in enclosures(text, language))
    return tuple(span for span in found if len(span.of(text).split()) <= _LONGEST_TITLE)


def _inside(span: Span, asides: tuple[Span, ...]) -> bool:
    return any(aside.start < span.start and span.end <= aside.end for aside in asides)


@pair_check(
    id="untranslated-word",
    category="accuracy/untranslated",
    severity=Severity.MINOR,
    examples=[
        bad("The shareholder sold everything.", "Le shareholder a tout vendu.", lang=("en", "fr"), flags="shareholder"),
        bad("Le bâtiment a été détruit hier.", "The bâtiment was destroyed yesterday.", lang=("fr", "en"), flags="bâtiment"),
        bad("The government raised the taxes.", "Das Government erhöhte die taxes.", lang=("en", "de"), flags="taxes"),
        bad("They improved the wellbeing of workers.", "Они улучшили wellbeing рабочих.", lang=("en", "ru"), flags="wellbeing"),
        bad("The shareholders agreed.", "その shareholders は同意した。", lang=("en", "ja"), flags="shareholders"),
        bad("Los trabajadores protestaron.", "Os trabajadores protestaram.", lang=("es", "pt-BR"), flags="trabajadores"),
        bad("公司希望政府扮演擔保（backstop）角色。", "L’entreprise espère une garantie (backstop) du gouvernement.", lang=("zh-Hant", "fr"), flags="backstop"),
        good("She loves jazz and pasta.", "Elle aime le jazz et les pasta.", lang=("en", "fr")),
        good("The word “shareholder” is English.", "Le mot «\u00a0shareholder\u00a0» est anglais.", lang=("en", "fr")),
        good("Run `make install` first.", "Führen Sie zuerst `make install` aus.", lang=("en", "de")),
        good("The film opened online.", "Фильм вышел online.", lang=("en", "ru")),
        good("A new app for the iPhone", "iPhone 向けの新しい app", lang=("en", "ja")),
        good("El hotel es original.", "O hotel é original.", lang=("es", "pt-BR")),
    ],
)  # fmt: skip
def untranslated_word(pair: Pair, context: Context) -> Iterator[Hit]:
    """Common word of the original that stands untranslated in the translation.

    Both sentences have the word, and it is far rarer in the target language than in the language
    of the original, by the counts of wordfreq. Loanwords that the target language uses, names,
    code, and what stands in brackets or quotation marks are left alone; but an English gloss that
    an original in another script has in brackets is one for its own readers.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary or pair.source.text == pair.target.text:
        return
    if target.primary != _GLOSSES_ARE_IN and _BRACKET.search(pair.target.text):
        script = writing(pair.source.text)
        if script is not None and script.code != "Latn":
            yield from _glosses(pair, target)
    text = prose(pair.target.text)
    left = runs(text) & runs(prose(pair.source.text))
    if not any(
        word.casefold() in left and _belongs(word, source.tag, target.tag)
        for word in (letters(text) if left else ())
    ):
        return
    for match in _WORD.finditer(text):
        word = match.group()
        if not left.issuperset(word.casefold().split("-")):
            continue
        if not all(_belongs(part, source.tag, target.tag) for part in word.split("-")):
            continue
        span = Span(*match.span())
        if _is_name(text, span, target) or (
            word[0].isupper() and _is_name_there(word, pair.source.text, source)
        ):
            continue
        if not _inside(span, _asides(pair.target.text, target)):
            kept = _is_kept(word, context.target.text)
            yield Hit(
                say("“{word}” is still in {language}.", word=word, language=say(source.name)),
                span,
                confidence=_UNLIKELY if kept else 1.0,
            )


@functools.lru_cache(maxsize=8192)
def _is_kept(word: str, text: str) -> bool:
    at = -len(word)
    for _ in range(_KEPT):
        at = text.find(word, at + len(word))
        if at < 0:
            return False
    return True


def _glosses(pair: Pair, target: Language) -> Iterator[Hit]:
    """Give the words in brackets that are English, in the original as in the translation."""
    english = language(_GLOSSES_ARE_IN)
    original = prose(pair.source.text)
    for match in _GLOSS.finditer(prose(pair.target.text)):
        word = match.group()
        rarer = zipf(word, english.primary) - zipf(word, target.primary)
        if word in original and counted(target.primary) and rarer >= _RARER_GLOSS:
            yield Hit(
                say("“{word}” is still in {language}.", word=word, language=say(english.name)),
                Span(*match.span()),
                confidence=_LIKELY,
            )


def _is_name(text: str, span: Span, target: Language) -> bool:
    """Tell whether a word may be a name, or a small word inside of one."""
    word = span.of(text)
    if word[0].isupper() and (len(word) < _LONG or target.script not in ("Latn", "")):
        return True
    if len(word) >= _LONG and not word[0].isupper():
        return False
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 2]
    if _NAME_AFTER.match(after):
        return True
    neighbour = _NAME_BEFORE.search(before)
    return neighbour is not None and not _STARTS.search(before[: neighbour.start()])


def _is_name_there(word: str, text: str, source: Language) -> bool:
    """Tell whether the original writes a capitalised word as a name."""
    if source.capital_nouns:
        return False
    places = [match.start() for match in regex.finditer(rf"\b{regex.escape(word)}\b", text)]
    return any(not _STARTS.search(text[:place]) for place in places)


@functools.lru_cache(maxsize=65_536)
def _belongs(word: str, source_tag: str, target_tag: str) -> bool:
    """Tell whether a word is one of the source language alone."""
    source, target = language(source_tag), language(target_tag)
    if word.lower() in quantities().units:
        return False
    if not (counted(source.primary) and counted(target.primary)):
        return False
    here, there = zipf(word, target.primary), zipf(word, source.primary)
    if source.capital_nouns and word[0].isupper() and here < _UNUSUAL:
        return there >= _LISTED and there - here >= _RARER
    if word[0].islower() and not alphabet(target.primary).issuperset(word.casefold()):
        return here < _KNOWN
    if word[0].islower() and len(word) >= _LONG and here < _KNOWN:
        return there - here >= _RARER
    return here < _COMMON and there >= _USUAL and there - here >= _MUCH_RARER


@pair_check(
    id="untranslated-acronym",
    category="accuracy/untranslated",
    severity=Severity.MINOR,
    examples=[
        bad("the AI technology", "la technologie AI", lang=("en", "fr"), flags="AI"),
        bad("The EU voted today.", "La EU votó hoy.", lang=("en", "es"), flags="EU"),
        bad("AI 技术发展很快。", "Технология AI быстро развивается.", lang=("zh-Hans", "ru"), flags="AI"),
        bad("O relatório da NATO", "O relatório da NATO", lang=("en", "pt-BR"), flags="NATO"),
        good("The CEO spoke about AI.", "Le PDG a parlé de l’IA.", lang=("en", "fr")),
        good("The AI Act was passed.", "L’AI Act a été adopté.", lang=("en", "fr")),
        good("Meta AI hired him.", "Meta AI lo contrató.", lang=("en", "es")),
        good("AI will change work.", "ИИ (AI) изменит труд.", lang=("en", "ru")),
        good("NATO met today.", "NATO trat heute zusammen.", lang=("en", "de")),
    ],
)  # fmt: skip
def untranslated_acronym(pair: Pair, context: Context) -> Iterator[Hit]:
    """Acronym of the original where the target language has its own, such as AI for IA in French.

    The language profile lists them. Acronyms that are part of a name, stand in brackets or
    quotation marks, or stand beside the language's own form are left alone.
    """
    target = context.target_language
    text = prose(pair.target.text)
    if text.isupper():
        return
    for match in _ACRONYM.finditer(text):
        own = target.acronym_equivalents.get(match.group(), "")
        span = Span(*match.span())
        if not own or own in pair.target.text or match.group() not in pair.source.text:
            continue
        if _is_in_name(text, span, pair.source.text) or _inside(
            span, _asides(pair.target.text, target)
        ):
            continue
        yield Hit(
            say(
                "“{foreign}” is “{native}” in {language}.",
                foreign=match.group(),
                native=own,
                language=say(target.name),
            ),
            span,
            suggestion=own,
        )


def _is_in_name(text: str, span: Span, original: str) -> bool:
    """Tell whether a capitalised neighbour makes the acronym a part of a name.

    A word that begins its sentence is a name when the original has it too.
    """
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 2]
    if _NAME_AFTER.match(after):
        return True
    neighbour = _NAME_BEFORE.search(before)
    if neighbour is None:
        return False
    starts = _STARTS.search(before[: neighbour.start()])
    return not starts or neighbour.group().strip() in original


@segment_check(
    id="leaked-key",
    category="accuracy/untranslated",
    severity=Severity.MINOR,
    examples=[
        bad("qrCode", lang="fr", flags="qrCode"),
        bad("download_button_label", lang="ja", flags="download_button_label"),
        bad("Read the guide.", "Читайте readMore руководство.", lang=("en", "ru"), flags="readMore"),
        bad("扫描二维码", "scanCode", lang=("zh-Hans", "de"), flags="scanCode"),
        good("Acheter un iPhone sur eBay", lang="fr"),
        good("Set maxAge to 0.", "Setzen Sie maxAge auf 0.", lang=("en", "de")),
        good("`qrCode`", lang="ru"),
        good("McDonald, LaTeX, macOS, openSUSE", lang="es"),
    ],
)  # fmt: skip
def leaked_key(segment: Segment, context: Context) -> Iterator[Hit]:
    """Name of a text in the program, such as qrCode, where its translation should stand.

    Words of English joined by capitals or low lines count when they are the whole text, or when
    the original has no such word. Code that is marked as such, and brands, are left alone.
    """
    text = prose(segment.text)
    for match in _KEY.finditer(text) if _JOINT.search(text) else ():
        key = match.group()
        alone = text.strip() == key
        cited = context.source is not None and key in context.source.text
        if (alone or (context.source is not None and not cited)) and _is_english(key):
            yield Hit(
                say("“{key}” is a name in a program, not text.", key=key), Span(*match.span())
            )


def _is_english(key: str) -> bool:
    parts = regex.findall(r"\p{Lu}?\p{Ll}+", key)
    return all(zipf(part, _KEYS_ARE_IN) >= _WORDLIKE for part in parts)
