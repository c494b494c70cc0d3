"""Placeholders, addresses, accounts and code that a translation keeps as they are."""

import functools
from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from auditor.core.bitext import Pair, Side, Span
from auditor.core.messages import Message, say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.kept_strings import ICU, ICU_NAME, KeptString, StringKind, kept_strings


@pair_check(
    id="placeholder",
    category="design-and-markup/markup-tag",
    severity=Severity.MAJOR,
    examples=[
        bad("Delete %d files?", "Supprimer les fichiers ?", lang=("en", "fr"), flags="%d"),
        bad("Hello {name}!", "Hallo {nama}!", lang=("en", "de"), flags="{name}"),
        bad("共 {{count}} 个文件", "Всего файлов", lang=("zh-Hans", "ru"), flags="{{count}}"),
        bad("Saved.", "تم حفظ %s.", lang=("en", "ar"), flags="%s"),
        bad(
            "${user} posted %(n)s photos",
            "${user}さんが写真を投稿",
            lang=("en", "ja"),
            flags="%(n)s",
        ),
        bad(
            "{n, plural, one {# file} other {# files of {user}}}",
            "{n, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}",
            lang=("en", "pl"),
            flags="{n, plural, one {# file} other {# files of {user}}}",
        ),
        good("Delete %d files?", "Supprimer %d fichiers ?", lang=("en", "fr")),
        good("%1$s of %2$s", "%2$s 中的 %1$s", lang=("en", "zh-Hans")),
        good("{ $name } has {n}", "У {$name} {n}", lang=("en", "ru")),
        good("It grew by 5% so far", "Il a crû de 5 % depuis", lang=("en", "fr")),
        good(
            "{n, plural, one {# file} other {# files}}",
            "{n, plural, one {# файл} few {# файла} other {# файлов}}",
            lang=("en", "ru"),
        ),
        bad("Delete $1 from $2?", "Eliminare $1?", lang=("en", "it"), flags="$2"),
        bad("Delete $1?", "删除？", lang=("en", "zh-Hans"), flags="$1", form="bitext"),
        good("From $1 to $2", "De 1 $ à 2 $", lang=("en", "fr")),
        good("It cost $1, then $3.", "Es kostete einen Dollar, dann drei.", lang=("en", "de")),
        good("The set {1, 2} and 100%", "Die Menge {1, 2} und 100 %", lang=("en", "de")),
    ],
)
def placeholder(pair: Pair, context: Context) -> Iterator[Hit]:
    """Placeholder that is lost, invented or misspelt.

    Those of printf, Python, ICU, Fluent, Mustache and shells ("%s", "%(n)d", "{name}", "{{n}}",
    "${n}", "%NAME%", "$1" beside "$2"). Their order is free. Messages of ICU with plurals or choices are compared by
    the names of their arguments, since languages differ in the forms that they need.
    """
    source, target = pair.source.text, pair.target.text
    if ICU.search(source) or ICU.search(target):
        names, others = _arguments(source), _arguments(target)
        if names - others or (source.count("{") and target.count("{") != target.count("}")):
            yield Hit(
                say("An argument of the message is lost or its braces do not match."),
                Span(0, len(source)),
                "source",
            )
        return
    missing, extra = _differing(source, target, "placeholder")
    missing += _positional(pair, context)
    yield from _hits(missing, "source", say("The translation lacks this placeholder."))
    yield from _hits(extra, "target", say("The original has no such placeholder."))


_POSITION = regex.compile(r"(?<![\p{L}\p{N}$])\$([1-9])(?![\p{N}.,]\p{N}|[\p{N}%]|[\p{L}])")


def _positional(pair: Pair, context: Context) -> tuple[KeptString, ...]:
    """Give placeholders such as "$1" that the translation lacks, and not amounts of money.

    They are numbered from one without a gap, and the translation has no such number at all; one
    alone counts in a file of units.
    """
    found = list(_POSITION.finditer(pair.source.text))
    numbers = sorted({int(match[1]) for match in found})
    if numbers != list(range(1, len(numbers) + 1)):
        return ()
    kept = [match[1] for match in _POSITION.finditer(pair.target.text)]
    if len(numbers) < 2 and context.target.form != "bitext":
        return ()
    if not kept and context.target.form != "bitext":
        return ()
    return tuple(
        KeptString("placeholder", Span(*match.span()), match.group())
        for match in found
        if not regex.search(rf"(?<!\p{{N}}){match[1]}(?!\p{{N}})", pair.target.text)
    )


def _arguments(text: str) -> set[str]:
    return {match["name"] for match in ICU_NAME.finditer(text)} | {
        match["name"] for match in ICU.finditer(text)
    }


@pair_check(
    id="address-mismatch",
    category="design-and-markup/link-cross-reference",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "See https://example.org/guide for more.",
            "Voir https://example.org/guid pour plus.",
            lang=("en", "fr"),
            flags="https://example.org/guid",
        ),
        bad(
            "Write to info@example.org.",
            "Schreiben Sie uns.",
            lang=("en", "de"),
            flags="info@example.org",
        ),
        bad(
            "请看 https://example.org/a。",
            "См. сайт.",
            lang=("zh-Hans", "ru"),
            flags="https://example.org/a",
        ),
        bad(
            "See the site.",
            "サイト https://evil.example を参照。",
            lang=("en", "ja"),
            flags="https://evil.example",
        ),
        good(
            "See https://example.org/en/guide/ for more.",
            "Voir https://www.example.org/fr/guide pour plus.",
            lang=("en", "fr"),
        ),
        good(
            "https://en.wikipedia.org/wiki/Bread",
            "https://ar.wikipedia.org/wiki/%D8%AE%D8%A8%D8%B2",
            lang=("en", "ar"),
        ),
        good("Write to info@example.org.", "请联系 info@example.org。", lang=("en", "zh-Hans")),
    ],
)
def address_mismatch(pair: Pair, context: Context) -> Iterator[Hit]:
    """Web or e-mail address that is lost, invented or changed.

    Addresses are compared without the language in them, so that a link to the translated page is
    right. An address that stands elsewhere in the other document is left alone.
    """
    message = say("The original has no such address.")
    lost = say("The translation lacks this address.")
    missing, extra = _differing(pair.source.text, pair.target.text, "address")
    missing, extra = _elsewhere(missing, extra, context)
    if extra:
        yield from _hits(extra, "target", message)
    else:
        yield from _hits(missing, "source", lost)


@pair_check(
    id="code-mismatch",
    category="accuracy/do-not-translate",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "Run `make test` first.",
            "Lancez `faire test` d’abord.",
            lang=("en", "fr"),
            flags="`make test`",
        ),
        bad(
            "Use --dry-run to look.",
            "Nutzen Sie --trocken-lauf.",
            lang=("en", "de"),
            flags="--dry-run",
        ),
        bad(
            "调用 get_value() 函数。",
            "Вызовите функцию.",
            lang=("zh-Hans", "ru"),
            flags="get_value()",
        ),
        bad("Ask @anna_k about it.", "اسأل @anna_q عنه.", lang=("en", "ar"), flags="@anna_k"),
        bad(
            "Open /etc/hosts now.",
            "ファイル /etc/host を開く。",
            lang=("en", "ja"),
            flags="/etc/hosts",
        ),
        good(
            "Run `make test` and set max_size.",
            "Запустите `make test`, задайте max_size.",
            lang=("en", "ru"),
        ),
        good("Ask @anna_k.", "向 @anna_k 询问。", lang=("en", "zh-Hans")),
        good("and/or, 24/7 and his/her", "et/ou, 24/7 et son/sa", lang=("en", "fr")),
        good("He came--late--and left.", "Er kam – spät – und ging.", lang=("en", "de")),
        good("The #winter collection", "La collection #hiver", lang=("en", "fr")),
    ],
)
def code_mismatch(pair: Pair, context: Context) -> Iterator[Hit]:
    """Code, path, option or account of the original that the translation lacks or changed.

    Code between back-ticks, calls such as "run()", names with underscores, options such as
    "--force", paths, and accounts such as "@anna". What stands elsewhere in the translation is
    left alone.
    """
    kinds: tuple[StringKind, ...] = ("code", "account")
    for kind in kinds:
        missing, _ = _differing(pair.source.text, pair.target.text, kind)
        missing, _ = _elsewhere(missing, (), context)
        message = (
            say("The translation lacks this account.")
            if kind == "account"
            else say("The translation lacks this piece of code or changed it.")
        )
        yield from _hits(missing, "source", message)


@pair_check(
    id="hashtag-lost",
    category="accuracy/do-not-translate",
    severity=Severity.MINOR,
    examples=[
        bad("New phone! #OpenAI", "Nouveau téléphone ! OpenAI", lang=("en", "fr"), flags="#OpenAI"),
        bad(
            "#人工智能# 改变一切", "KI verändert alles", lang=("zh-Hans", "de"), flags="#人工智能#"
        ),
        bad("Погода #зима #снег", "Il meteo #inverno", lang=("ru", "it"), flags="#снег"),
        bad("The weather #winter", "الطقس في الشتاء", lang=("en", "ar"), flags="#winter"),
        good("The #winter collection", "La collection #hiver", lang=("en", "fr")),
        good("#人工智能# 改变一切", "#KI verändert alles", lang=("zh-Hans", "de")),
        good("We are #1 and use C#.", "Мы на 1-м месте и пишем на C#.", lang=("en", "ru")),
        good("See #12 and &#8217;", "#12 と &#8217; を参照", lang=("en", "ja")),
    ],
)
def hashtag_lost(pair: Pair, context: Context) -> Iterator[Hit]:
    """Hashtag of the original that the translation lacks.

    Hashtags may be translated, so that they are counted; of those that are too many, the ones that
    the translation does not have letter by letter are marked. One that is a word of the sentence
    may rightly lose its sign, and is doubtful.
    """
    source, target = (
        [piece for piece in kept_strings(side.text) if piece.kind == "hashtag"]
        for side in (pair.source, pair.target)
    )
    lost = len(source) - len(target)
    if lost > 0:
        known = {piece.key for piece in target}
        strange = [piece for piece in source if piece.key not in known]
        for piece in strange[-lost:]:
            bare = piece.key.strip("#") in pair.target.text.casefold()
            likely = bare or len(source) > 1 or _stands_last(piece, pair.source.text)
            message = say("The translation lacks this hashtag.")
            yield Hit(message, piece.span, "source", confidence=0.9 if likely else 0.4)


def _stands_last(piece: KeptString, text: str) -> bool:
    """Tell whether a hashtag stands before or after the text, and not in a sentence."""
    before, after = text[: piece.span.start], text[piece.span.end :]
    return not before.strip() or not regex.search(r"[\p{L}\p{N}]", after)


def _differing(
    source: str, target: str, kind: StringKind
) -> tuple[tuple[KeptString, ...], tuple[KeptString, ...]]:
    """Give the pieces of one kind that only the source has, and those that only the target has."""
    left = [piece for piece in kept_strings(source) if piece.kind == kind]
    right = [piece for piece in kept_strings(target) if piece.kind == kind]
    if not left and not right:
        return (), ()
    return _beyond(left, right), _beyond(right, left)


def _beyond(pieces: Sequence[KeptString], others: Sequence[KeptString]) -> tuple[KeptString, ...]:
    left = Counter(piece.key for piece in others)
    beyond = []
    for piece in pieces:
        left[piece.key] -= 1
        if left[piece.key] < 0:
            beyond.append(piece)
    return tuple(beyond)


def _elsewhere(
    missing: Sequence[KeptString], extra: Sequence[KeptString], context: Context
) -> tuple[tuple[KeptString, ...], tuple[KeptString, ...]]:
    """Leave out what stands somewhere else in the other document."""
    source = context.source.text if context.source is not None else ""
    return (
        tuple(piece for piece in missing if not _stands(piece.key, context.target.text)),
        tuple(piece for piece in extra if not _stands(piece.key, source)),
    )


def _stands(key: str, text: str) -> bool:
    if key.casefold() not in _folded(text):
        return False
    pattern = rf"(?<![\w/-]){regex.escape(key)}(?![\w/-])"
    return regex.search(pattern, text, regex.IGNORECASE) is not None


@functools.lru_cache(maxsize=4)
def _folded(text: str) -> str:
    return text.casefold()


def _hits(pieces: Sequence[KeptString], side: Side, message: Message) -> Iterator[Hit]:
    for piece in pieces:
        yield Hit(message, piece.span, side)
