"""Gender of persons and organisations: titles, participles and verbs that agree with a name."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import Message, say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.given_names import Gender, gender
from auditor.text.persons import Person, persons, sex_in_original
from auditor.text.titles import Grammar, Title, grammar_of, titles_alone, titles_of


@document_check(
    id="gender-of-person",
    category="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    languages=("fr", "es", "pt", "it", "de", "ru", "uk", "ar"),
    examples=[
        bad(
            "Le directeur financier d’Acme, Laura Petit, a démissionné.",
            lang="fr",
            flags="Le directeur financier",
        ),
        bad(
            "The CFO of Acme, Laura Petit, resigned because she was ill.",
            "El director financiero de Acme, Laura Petit, dimitió por enfermedad.",
            lang=("en", "es"),
            flags="El director financiero",
        ),
        bad("O diretor executivo Laura Ramos pediu demissão.", lang="pt-BR", flags="O diretor executivo"),
        bad("Il direttore finanziario Laura Bruni si è dimesso.", lang="it", flags="Il direttore finanziario"),
        bad("Der Acme-Finanzchef Laura Klein trat zurück.", lang="de", flags="Der Acme-Finanzchef"),
        bad("Лаура Петерсон заявил, что уходит.", lang="ru", flags="заявил"),
        bad("Наталія Шевченко сказав, що йде.", lang="uk", flags="сказав"),
        bad("استقال المدير المالي سارة يونس أمس.", lang="ar", flags="المدير المالي"),
        bad("David Martin a été nommée ministre.", lang="fr", flags="nommée"),
        good("La directrice financière d’Acme, Laura Petit, a démissionné.", lang="fr"),
        good("Selon le directeur financier, Laura Petit a démissionné.", lang="fr"),
        good("Le directeur de Laura Petit et le président d’Acme ont démissionné.", lang="fr"),
        good("Le professeur Laura Petit enseigne à Lyon.", lang="fr"),
        good("El director de Laura Ramos dimitió.", lang="es"),
        good("Министр Лаура Петерсон заявила, что уходит.", lang="ru"),
        good("Суд допросил Александра Иванова сказал он.", lang="ru"),
        good("Die Finanzchefin Laura Klein trat zurück.", lang="de"),
        good("Der Sprecher von Laura Klein trat zurück.", lang="de"),
        good("قالت المديرة المالية سارة يونس إنها ستستقيل.", lang="ar"),
    ],
)  # fmt: skip
def gender_of_person(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Title, participle or verb whose gender is not that of the person named with it.

    The given name tells the person's sex where at least 97 of 100 bearers are of one sex, so the
    finding is minor; it is major where a pronoun of the original or a civility in the translation
    says the same, and there is none where one says otherwise. The same title elsewhere in the
    document is marked too when only that person bears it. Titles whose masculine form is usual for
    women are left alone. All places of one person are one finding.
    """
    grammar = grammar_of(context.target_language.primary)
    borne = [use for segment in segments for use in _borne(segment, grammar, context)]
    faults: defaultdict[Person, list[_Fault]] = defaultdict(list)
    for use in (*borne, *_elsewhere(segments, borne, grammar)):
        if _wrong(use.title, use.person, grammar):
            fault = _Fault(use.title.place, _of_title(use.title, use.person), use.title.inflected)
            faults[_named(use.person)].append(fault)
    for segment in segments:
        for person in persons(segment.text, context.target_language.script):
            for sex, span in _predicates(person, segment.text, grammar):
                if sex != person.gender:
                    word = span.of(segment.text)
                    fault = _Fault(Place(segment.index, span), _of_verb(word, person))
                    faults[_named(person)].append(fault)
    for person in sorted(faults, key=lambda p: p.name):
        severity, silent = _evidence(person, context, grammar)
        if not silent:
            yield _hit(faults[person], severity)


@dataclass(frozen=True, slots=True)
class _Use:
    """A title and the person who bears it."""

    person: Person
    title: Title


@dataclass(frozen=True, slots=True)
class _Fault:
    """A word whose gender is not that of the person."""

    place: Place
    message: Message
    suggestion: str = ""


def _named(person: Person) -> Person:
    return replace(person, span=Span(0, len(person.name)))


def _borne(segment: Segment, grammar: Grammar, context: Context) -> Iterator[_Use]:
    for person in persons(segment.text, context.target_language.script):
        for title in titles_of(person, segment, grammar):
            if title.gender is not None:
                yield _Use(person, title)


def _elsewhere(
    segments: Sequence[Segment], borne: Sequence[_Use], grammar: Grammar
) -> Iterator[_Use]:
    """Give the places of a title with adjectives or in a compound that one person alone bears."""
    by_title: defaultdict[tuple[str, ...], list[_Use]] = defaultdict(list)
    for use in borne:
        by_title[use.title.key].append(use)
    telling = {
        key: uses
        for key, uses in sorted(by_title.items())
        if len(key) > 1 and len({use.person.name for use in uses}) == 1
    }
    heads = {key[0] for key in telling}
    alone: defaultdict[tuple[str, ...], list[Title]] = defaultdict(list)
    for segment in segments if heads else ():
        for title in titles_alone(segment, heads, grammar):
            alone[title.key].append(title)
    for key, uses in telling.items():
        known = {use.title.place for use in uses}
        about = frozenset[str]().union(*(use.title.about for use in uses))
        for title in alone[key]:
            others = title.about and about and not title.about & about
            if title.place not in known and not others:
                yield _Use(uses[0].person, title)


def _hit(faults: Sequence[_Fault], severity: Severity | None) -> Hit:
    first = faults[0]
    places = sorted({f.place for f in faults}, key=lambda place: (place.segment, place.span))
    return Hit(
        first.message,
        first.place.span,
        segment=first.place.segment,
        suggestion=first.suggestion,
        places=tuple(places) if len(places) > 1 else (),
        confidence=0.95 if severity else 0.85,
        severity=severity,
    )


def _of_title(title: Title, person: Person) -> Message:
    if person.gender == "f":
        return say(
            "“{title}” is masculine, but {name} is a woman’s name.",
            title=title.text,
            name=person.name,
        )
    return say(
        "“{title}” is feminine, but {name} is a man’s name.", title=title.text, name=person.name
    )


def _of_verb(word: str, person: Person) -> Message:
    if person.gender == "f":
        return say(
            "“{word}” is masculine, but {name} is a woman’s name.", word=word, name=person.name
        )
    return say("“{word}” is feminine, but {name} is a man’s name.", word=word, name=person.name)


def _evidence(person: Person, context: Context, grammar: Grammar) -> tuple[Severity | None, bool]:
    """Give the severity that the evidence allows, and whether it speaks against the name."""
    votes: set[Gender] = set()
    if context.source is not None and context.source_language is not None:
        own = context.source_language
        others = {p.gender for p in persons(context.source.text, own.script)}
        foreign = context.target_language.script not in own.script.split("+")
        if foreign and others and person.gender not in others:
            return None, True
        sex = sex_in_original(person, context.source.text, own)
        if sex is not None:
            votes.add(sex)
    if person.surname:
        surname = regex.escape(person.surname)
        for sex, words in grammar.civilities.items():
            if regex.search(rf"(?<!\p{{L}})(?:{words})\s{surname}(?!\p{{L}})", context.target.text):
                votes.add(sex)
    if not votes:
        return None, False
    return (Severity.MAJOR, False) if votes == {person.gender} else (None, True)


def _wrong(title: Title, person: Person, grammar: Grammar) -> bool:
    if title.gender is None or title.gender == person.gender:
        return False
    return not (person.gender == "f" and title.key[0] in grammar.tolerated)


def _predicates(person: Person, text: str, grammar: Grammar) -> Iterator[tuple[Gender, Span]]:
    """Give the participles and verbs that agree with a name, and their gender."""
    if grammar.linked.search(text[: person.span.start]):
        return
    for pattern, follows in grammar.predicates:
        match = (
            pattern.match(text, person.span.end)
            if follows
            else pattern.search(text[: person.span.start])
        )
        if match is not None and not _oblique(person):
            sex: Gender = "f" if match["f"] else "m"
            yield sex, Span(*match.span(sex))


def _oblique(person: Person) -> bool:
    """Tell whether a Cyrillic name may be another's genitive, as Александра is of Александр."""
    given = person.name.split()[0]
    return bool(regex.match(r"\p{Cyrillic}", given)) and gender(given[:-1]) == "m"


@document_check(
    id="gender-drift",
    category="style/inconsistent",
    severity=Severity.MINOR,
    languages=("fr", "es", "pt", "it", "ru", "uk"),
    examples=[
        bad(
            "Acme devient-elle trop grande ?\nAcme est-il devenu trop grand ?",
            lang="fr",
            flags="est-il",
        ),
        bad("Acme fue fundada en 1990.\nEn 2005, Acme fue comprado por Zeta.", lang="es", flags="comprado"),
        bad("A Acme foi fundada em 1990.\nEm 2005 a Acme foi comprado.", lang="pt-BR", flags="comprado"),
        bad("Acme заявила о прибыли.\nПотом Acme объявил о выпуске акций.", lang="ru", flags="объявил"),
        bad("Acme è stata fondata nel 1990.\nNel 2005 Acme è stato acquistato.", lang="it", flags="acquistato"),
        good("Acme devient-elle trop grande ?\nZeta est-il devenu trop grand ?", lang="fr"),
        good("Le patron d’Acme a été nommé.\nAcme a été fondée en 1990.", lang="fr"),
        good("Acme fue fundada en 1990.\nEl banco Acme fue comprado por Zeta.", lang="es"),
        good("Компания Acme заявила о прибыли.\nФонд Acme объявил о выпуске.", lang="ru"),
    ],
)  # fmt: skip
def gender_drift(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Name that is masculine in one place and feminine in another.

    Participles, past tenses and the pronouns of questions tell the gender that the text gives to a
    firm or a person. The rarer one is marked; of two, the later.
    """
    grammar = grammar_of(context.target_language.primary)
    starters = {word.lower() for word in context.target_language.starters}
    found = [use for segment in segments for use in _uses(segment, grammar, starters)]
    names = {name for name, _, _ in found}
    uses: defaultdict[str, dict[Gender, list[Place]]] = defaultdict(lambda: {"m": [], "f": []})
    for name, sex, place in found:
        first, _, rest = name.partition(" ")
        uses[rest if rest in names and gender(first) is None else name][sex].append(place)
    texts = {segment.index: segment.text for segment in segments}
    for name, own in sorted(uses.items()):
        if own["m"] and own["f"]:
            rare, usual = sorted(own.values(), key=lambda places: (len(places), -places[0].segment))
            other = usual[0].span.of(texts[usual[0].segment])
            message = say("{name} has another gender elsewhere: “{other}”.", name=name, other=other)
            yield from grouped(rare, message, confidence=0.8)


_CAPITAL = r"\p{Lu}[\p{L}\p{M}\p{N}.&’'-]*"
_NAME = regex.compile(rf"(?<![\p{{L}}\p{{N}}-]){_CAPITAL}(?:\s{_CAPITAL}){{0,2}}(?=\s|,)")


_LAST = regex.compile(r"(?r)(\p{L}+)['’]?\s?\Z")


def _uses(
    segment: Segment, grammar: Grammar, starters: Collection[str]
) -> Iterator[tuple[str, Gender, Place]]:
    """Give the names that are subjects of a predicate with a gender."""
    for match in _NAME.finditer(segment.text):
        said = [
            found
            for pattern, follows in grammar.predicates
            if follows and (found := pattern.match(segment.text, match.end()))
        ]
        if not said:
            continue
        start = match.start()
        first, _, rest = match.group().partition(" ")
        if first.lower() in starters and rest:
            start += len(first) + 1
        before = segment.text[:start]
        word = _LAST.search(before)
        free = word is None or word[1].lower() in starters or word[1].lower() in grammar.swaps
        if not free or grammar.linked.search(before):
            continue
        for found in said:
            sex: Gender = "f" if found["f"] else "m"
            place = Place(segment.index, Span(*found.span(sex)))
            yield segment.text[start : match.end()], sex, place
