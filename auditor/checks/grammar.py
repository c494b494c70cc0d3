"""Grammar by programs of others: a LanguageTool server that the user names, and Grammalecte."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditor.core.bitext import Segment
from auditor.core.errors import CheckUnavailable
from auditor.core.messages import Message, say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, document_check, good
from auditor.text.paragraphs import BLANK, Paragraph, paragraphs, prose

_MOST_CHARACTERS = 15_000
"""Characters that are sent at a time; public settings of the server refuse 20,000."""
_SEPARATOR = "\n\n"
_OURS = frozenset(("TYPOGRAPHY", "PUNCTUATION", "CASING", "REDUNDANCY", "STYLE"))
"""Categories of LanguageTool that other checks do, or that are matters of taste."""
_GRAMMALECTE = ("grammalecte-cli", "grammalecte-cli.py")
_ONE_LINE = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_GRAMMAR = frozenset(("conf", "conj", "eleu", "gn", "imp", "infi", "inte", "ppas"))
"""Kinds of Grammalecte's errors that are taken: agreement, verbs, confusions, elision."""


@document_check(
    id="languagetool",
    category="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    examples=[
        bad("Les enfants joue dans le jardin.", lang="fr", flags="enfants joue"),
        bad("He go to school every day.", lang="en", flags="go"),
        bad("Das ist ein schöne Haus.", lang="de", flags="ein schöne Haus"),
        good("Les enfants jouent dans le jardin.", lang="fr"),
        good("He goes to school every day.", lang="en"),
        good("Das ist ein schönes Haus.", lang="de"),
    ],
)
def languagetool(
    segments: tuple[Segment, ...],
    context: Context,
    *,
    server: str = "",
    timeout: float = 20.0,
    spelling: bool = False,
) -> Iterator[Hit]:
    """Fault of grammar that a LanguageTool server finds.

    It runs only where `server` names an address, such as "http://localhost:8081": the text of the
    translation is sent there, and nowhere else. `timeout` is how many seconds an answer may take.
    Spelling is left out unless `spelling` is set, since most of its alarms are names; typography,
    punctuation and style are left out because other checks do them.
    """
    if not server:
        raise CheckUnavailable(
            "needs a LanguageTool server: set [checks.languagetool] server = "
            '"http://localhost:8081"'
        )
    code = _code(server, timeout, context)
    for batch in _batches(paragraphs(segments, context.target)):
        text = _SEPARATOR.join(paragraph.text for paragraph in batch)
        answer = _asked(server, "check", timeout, {"text": text, "language": code})
        units = _places(text)
        for match in answer.get("matches", ()):
            rule = match.get("rule", {})
            if not _wanted(rule, spelling):
                continue
            start = units[match["offset"]]
            end = units[min(match["offset"] + match["length"], len(units) - 1)]
            options = [str(item["value"]) for item in match.get("replacements", ())[:1]]
            message = say("LanguageTool: {message}", message=str(match["message"]))
            yield from _hit(batch, start, end, message, "".join(options))


def _wanted(rule: Mapping[str, Any], spelling: bool) -> bool:
    category = rule.get("category", {}).get("id", "")
    return category not in _OURS and (spelling or rule.get("issueType") != "misspelling")


def _hit(
    batch: Sequence[Paragraph], start: int, end: int, message: Message, suggestion: str
) -> Iterator[Hit]:
    """Give the hit of a span of the text that was sent, unless it marks code or an address."""
    offset = 0
    for paragraph in batch:
        if offset <= start < offset + len(paragraph.text):
            place = paragraph.place(start - offset, end - offset)
            masked = prose(paragraph.text)[start - offset : end - offset]
            if place is not None and BLANK not in masked:
                yield Hit(message, place.span, segment=place.segment, suggestion=suggestion)
            return
        offset += len(paragraph.text) + len(_SEPARATOR)


def _batches(found: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, ...]]:
    batch: list[Paragraph] = []
    size = 0
    for paragraph in found:
        if batch and size + len(paragraph.text) > _MOST_CHARACTERS:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(paragraph)
        size += len(paragraph.text) + len(_SEPARATOR)
    if batch:
        yield tuple(batch)


def _places(text: str) -> tuple[int, ...]:
    """Give the code point of each UTF-16 code unit, in which the server counts."""
    places = [number for number, sign in enumerate(text) for _ in range(1 + (ord(sign) > 0xFFFF))]
    return (*places, len(text))


def _code(server: str, timeout: float, context: Context) -> str:
    """Give the server's own code of the language of the target."""
    tag = context.target.lang or context.target_language.tag
    known = _asked(server, "languages", timeout, None)
    codes = [str(item.get("longCode", "")) for item in known]
    plain = tag.split("-")[0]
    for wanted in (tag, plain):
        if wanted in codes:
            return wanted
    near = sorted(code for code in codes if code.split("-")[0] == plain)
    if not near:
        raise CheckUnavailable(f"the LanguageTool server at {server} does not know {tag}")
    return near[0]


def _asked(server: str, path: str, timeout: float, form: Mapping[str, str] | None) -> Any:
    """Give the server's answer.

    Raises:
        OSError: the server cannot be reached, or takes too long.
        ValueError: the address is no address of the web, or the answer is no JSON.
    """
    import urllib.parse
    import urllib.request

    if urllib.parse.urlsplit(server).scheme not in ("http", "https"):
        raise ValueError(f"{server!r} is no address of a server: write http://… or https://…")
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    address = f"{server.rstrip('/').removesuffix('/v2')}/v2/{path}"
    request = urllib.request.Request(address, data=data)  # noqa: S310 - the scheme is looked at above
    with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
        return json.load(answer)


@document_check(
    id="grammalecte",
    category="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    languages=("fr",),
    examples=[
        bad("Les enfant jouent dans le jardin.", lang="fr", flags="enfant"),
        bad("Elle est allé au marché.", lang="fr", flags="allé"),
        good("Les enfants jouent dans le jardin.", lang="fr"),
        good("Elle est allée au marché.", lang="fr"),
    ],
)
def grammalecte(
    segments: tuple[Segment, ...], context: Context, *, run: bool = False, timeout: float = 120.0
) -> Iterator[Hit]:
    """Fault of French grammar that Grammalecte finds: agreement, conjugation, confused words.

    It runs only where `run` is set and the program grammalecte-cli is installed (a package of
    Debian, or from https://grammalecte.net). `timeout` is how many seconds it may take. Its rules
    of typography, capitals, hyphens and style are left out, because other checks do them or they
    are matters of taste; so are spelling and what it says of names.
    """
    if not run:
        raise CheckUnavailable(
            "needs Grammalecte: install grammalecte-cli and set [checks.grammalecte] run = true"
        )
    found = tuple(paragraphs(segments, context.target))
    last: tuple[int, int] | None = None
    for number, error in _errors([paragraph.text for paragraph in found], timeout):
        start, end = int(error["nStart"]), int(error["nEnd"])
        text = found[number].text
        options = [str(option) for option in error["aSuggestions"][:1]]
        told = last is not None and last[0] == number and start - last[1] <= 1
        name = (start and text[start].isupper()) or text[end + 1 : end + 2].isupper()
        if not options or told or name:
            continue
        last = (number, end)
        message = say("Grammalecte: {message}", message=str(error["sMessage"]))
        yield from _hit((found[number],), start, end, message, options[0])


def _errors(texts: Sequence[str], timeout: float) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Give what the program finds: the number of the text, and the error as it writes it.

    Raises:
        CheckUnavailable: the program is not installed.
        OSError: it ended with an error or took too long.
        ValueError: what it wrote is no JSON of its format.
    """
    import shutil
    import subprocess
    import tempfile

    program = next(filter(None, map(shutil.which, _GRAMMALECTE)), None)
    if program is None:
        raise CheckUnavailable(
            "needs Grammalecte: no grammalecte-cli on the PATH; install it from your system's "
            "packages or from https://grammalecte.net"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        lines = "".join(f"{text.translate(_ONE_LINE)}\n" for text in texts)
        path.write_text(lines, encoding="utf-8", newline="\n")
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program, and a file of our own
                [program, "--json", "--file", str(path)],
                capture_output=True,
                check=True,
                timeout=timeout,
            )
        except subprocess.SubprocessError as error:
            raise OSError(f"{program} failed: {error}") from error
    for paragraph in json.loads(done.stdout.decode("utf-8"))["data"]:
        for fault in paragraph["lGrammarErrors"]:
            if fault["sType"] in _GRAMMAR:
                yield int(paragraph["iParagraph"]) - 1, fault
