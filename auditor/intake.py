"""Takes a file in: reads it, finds the article and its language, cuts it into segments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from auditor.config import Config
from auditor.core.bitext import Bitext, Document, Segment, Side
from auditor.core.errors import InputError
from auditor.formats import read, read_bitext
from auditor.text import boilerplate, identify, segmenter
from auditor.text.language import Language, language

_SURE = 0.9
"""Confidence from which a detected language overrules a stated one."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its language and its segments."""

    document: Document
    language: Language
    detected: bool
    segments: tuple[Segment, ...]

    @property
    def article(self) -> tuple[Segment, ...]:
        """Give the segments that are not excluded."""
        return tuple(segment for segment in self.segments if not segment.excluded)


def take(path: str, side: Side, config: Config, stdin: BinaryIO | None = None) -> Text:
    """Read one side of an audit.

    Raises:
        InputError: the file cannot be read, holds no article, or is in another language than
            stated.
    """
    document = read(path, config.input, stdin=stdin)
    if not (config.input.segmented or config.input.whole_page or _has_chrome(document)):
        document = boilerplate.mark(document)
    named, profile, detected = _in_language(document, side, config)
    segments = segmenter.segment(named, profile, segmented=config.input.segmented)
    text = Text(named, profile, detected, identify.label(segments, profile.tag))
    if not text.article:
        raise InputError(f"{path} holds no sentence to audit")
    return text


def take_bitext(
    path: str, config: Config, stdin: BinaryIO | None = None
) -> tuple[Text, Text, Bitext]:
    """Read a file that is aligned already: both sides, and the bitext of them.

    Raises:
        InputError: the file cannot be read, or a side is in another language than stated.
    """
    bitext = read_bitext(
        path,
        config.input,
        source_lang=config.source_lang,
        target_lang=config.target_lang,
        stdin=stdin,
    )
    source = _labelled(bitext.source, bitext.source_segments, "source", config)
    target = _labelled(bitext.target, bitext.target_segments, "target", config)
    labelled = replace(
        bitext,
        source=source.document,
        target=target.document,
        source_segments=source.segments,
        target_segments=target.segments,
    )
    return source, target, labelled


def refuse_same(source: Text, target: Text) -> None:
    """Refuse an audit of a text against itself.

    Raises:
        InputError: both sides are the same text.
    """
    if source.document.text == target.document.text:
        raise InputError(
            f"{source.document.path} and {target.document.path} hold the same text: "
            "give the original first and its translation second"
        )


def _labelled(
    document: Document, segments: tuple[Segment, ...], side: Side, config: Config
) -> Text:
    named, profile, detected = _in_language(document, side, config)
    return Text(named, profile, detected, identify.label(segments, profile.tag))


def _has_chrome(document: Document) -> bool:
    return any(block.excluded == "boilerplate" for block in document.blocks)


def _in_language(document: Document, side: Side, config: Config) -> tuple[Document, Language, bool]:
    stated = config.source_lang if side == "source" else config.target_lang
    guess = identify.identify_document(document)
    sure = guess.lang != "und" and guess.confidence >= _SURE
    tag = stated or document.lang
    notices: Sequence[str] = ()
    if tag:
        profile = language(tag)
        other = profile.known and sure and profile.primary != guess.lang.split("-")[0]
        if other and not identify.tells(document, profile.primary):
            notices = (
                f"the {side} looks like {guess.lang}, but is too short to tell: "
                f"{profile.tag} is taken, as stated",
            )
        elif other:
            if stated:
                raise InputError(
                    f"{document.path}, the {side}, is in {guess.lang}, not in {profile.tag}: "
                    f"are the two files swapped, untranslated, or is --{side}-lang wrong?"
                )
            tag = ""
    if not tag:
        profile = language(guess.lang)
    if profile.tag == "und":
        notices = (
            f"the language of the {side} could not be detected: general rules apply; "
            f"name it with --{side}-lang",
        )
    elif not profile.known:
        notices = (f"there is no profile of {profile.tag}: general rules apply to the {side}",)
    named = replace(document, lang=profile.tag, notices=(*document.notices, *notices))
    return named, profile, not tag
