"""Count which words hide a denial, and which words that deny are none: negation_hints.tsv.

In parallel text a sentence denies in one language and affirms in the other where the translator
turned it round. Every word of the affirming side is weighed by how often that happens where it
stands, and every denial, with its neighbours, by how often the other side denies as well. Weights
are lower bounds of Wilson's interval (1927), so that rare words weigh little.
"""

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import regex
from corpus import HeldOut, Source, parallel

from auditor.text.language import Language, language
from auditor.text.negation import contexts, denials, ends, lowered, parts
from auditor.text.paragraphs import prose

OUT = Path(__file__).parents[2] / "auditor" / "text" / "negation_hints.tsv"
LEFT_OUT = "lctt"
"""A set whose originals have mixed terms of use."""
MOST = 20_000
"""Pairs of one set and pair of languages that are counted."""
TAGS = {"zh": "zh-Hans", "zhTW": "zh-Hant", "pt": "pt-PT", "ptBR": "pt-BR"}


class Counts:
    """Counts of one language: all sentences, and those whose other side denies."""

    def __init__(self) -> None:
        self.sentences, self.denied = 0, 0
        self.words: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.denials: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, text: str, own: Language, other_denies: bool) -> None:
        """Count a sentence whose other side denies or not."""
        plain = lowered(prose(text))
        spans = denials(plain, own)
        if not spans:
            self.sentences += 1
            self.denied += other_denies
            for part in parts(plain, own):
                self.words[part][0] += 1
                self.words[part][1] += other_denies
        elif len(spans) == 1:
            for key in contexts(plain, spans[0], own):
                self.denials[key][0] += 1
                self.denials[key][1] += other_denies


def lower_bound(total: int, hits: int, z: float = 1.64) -> float:
    share = hits / total
    spread = z * math.sqrt(share * (1 - share) / total + z * z / 4 / total / total)
    return (share + z * z / 2 / total - spread) / (1 + z * z / total)


def sentences(source: Source) -> list[tuple[str, str]]:
    """Give pairs of sentences of a set, as many as `MOST`."""
    kept = [(a, b) for a, b in source.pairs if 15 <= len(a) <= 400 and 5 <= len(b) <= 400]
    random.Random(0).shuffle(kept)
    return kept[:MOST]


def rows(primary: str, counts: Counts) -> Iterator[tuple[str, str, str, int]]:
    base = counts.denied / max(counts.sentences, 1)
    least = max(0.05, 2.5 * base)
    found = []
    affixes: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for word, (total, hits) in counts.words.items():
        if total >= 6 and lower_bound(total, hits) >= least:
            found.append((primary, "word", word, round(100 * lower_bound(total, hits))))
        if total <= 30 and len(word) >= 6 and regex.fullmatch(r"\p{L}+", word):
            for key in ends(word):
                affixes[key][0] += total
                affixes[key][1] += hits
    if language(TAGS.get(primary, primary)).spaced:
        for key, (total, hits) in affixes.items():
            bound = lower_bound(total, hits)
            if total >= 100 and bound >= max(0.1, 4 * base):
                found.append((primary, "affix", key, round(100 * bound)))
    for key, (total, hits) in counts.denials.items():
        if total >= 20 and hits / total < 0.85:
            found.append((primary, "denial", key, round(100 * hits / total)))
    yield from sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    counts: dict[str, Counts] = defaultdict(Counts)
    sizes, left_out = Counter[str](), Counter[str]()
    for source in parallel(HeldOut.read(), left_out):
        if source.name == LEFT_OUT:
            continue
        own = [language(TAGS.get(name, name)) for name in source.languages]
        for texts in sentences(source):
            sizes[source.name] += 1
            deny = [bool(denials(lowered(prose(t)), o)) for t, o in zip(texts, own, strict=True)]
            for side in (0, 1):
                counts[own[side].primary].add(texts[side], own[side], deny[1 - side])
    lines = (
        "\t".join(map(str, row)) for name in sorted(counts) for row in rows(name, counts[name])
    )
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{sizes.total()} pairs of {len(sizes)} sets; left out: {dict(left_out)}")


if __name__ == "__main__":
    main()
