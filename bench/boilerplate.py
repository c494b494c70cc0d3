"""Measure what `boilerplate.mark` takes: from texts without page chrome, and from pages with it.

Human texts have nothing to take: the NTREX documents in 20 columns, both sides of the alignment
sets, and prose. Then the reference article, and every NTREX document with the chrome of the
reference article's page around it. Run it from the project's root: `python -m bench.boilerplate`.
"""

import argparse
import time
from collections.abc import Iterator, Sequence

from auditor.text.boilerplate import mark
from bench.texts import SHARED, document, news, prose

SEED = SHARED.parent / "seed"
CHROME = (4, 59)
"""Lines of the reference article's page: chrome up to the first, and behind the second."""


def taken(lines: Sequence[str]) -> list[int]:
    """Give the positions of the lines that are marked as chrome; blank lines are skipped."""
    marked = mark(document([line.strip() for line in lines]))
    return [i for i, block in enumerate(marked.blocks) if block.excluded and block.span]


def clean(prose_sentences: int) -> Iterator[tuple[str, list[list[str]]]]:
    """Give texts without chrome, by the set that they are from."""
    yield "news", [lines for documents in news().values() for lines in documents]
    folders = sorted(path for path in (SHARED / "alignment").iterdir() if path.is_dir())
    for folder in folders:
        files = sorted([*folder.glob("*.src"), *folder.glob("*.tgt")])
        yield folder.name, [file.read_text(encoding="utf-8").splitlines() for file in files]
    texts = prose(prose_sentences)
    yield "prose", [lines for documents in texts.values() for lines in documents]


def page(name: str) -> list[str]:
    return (SEED / name).read_text(encoding="utf-8").splitlines()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prose", type=int, default=2000, help="sentences of prose per language")
    parser.add_argument("--verbose", action="store_true", help="print the lines that are lost")
    options = parser.parse_args()
    print("| text without chrome | documents | lines | lines taken | lines/s |")
    print("|---|---|---|---|---|")
    for name, documents in clean(options.prose):
        begun = time.perf_counter()
        lost = [(lines, taken(lines)) for lines in documents]
        seconds = time.perf_counter() - begun
        total, count = sum(map(len, documents)), sum(len(found) for _, found in lost)
        print(f"| {name} | {len(documents):,} | {total:,} | {count} | {total / seconds:,.0f} |")
        if options.verbose:
            for lines, found in lost:
                print(*(f"    {lines[i]}" for i in found), sep="\n", end="\n" if found else "")
    print("\n| page | lines of chrome | found | other lines taken |")
    print("|---|---|---|---|")
    for name in ("article.fr.txt", "article.zh-Hant.txt"):
        lines = page(name)
        head, tail = lines[: CHROME[0]], lines[CHROME[1] :]
        _row(name, set(taken(lines)), {*range(CHROME[0]), *range(CHROME[1], len(lines))}, lines)
        sums = [0, 0, 0]
        for documents in news().values():
            for body in documents:
                around = [*head, *body, *tail]
                chrome = {*range(len(head)), *range(len(head) + len(body), len(around))}
                chrome = {i for i in chrome if around[i].strip()}
                got = set(taken(around))
                sums = [
                    sums[0] + len(chrome),
                    sums[1] + len(chrome & got),
                    sums[2] + len(got - chrome),
                ]
        print(f"| its chrome around the news | {sums[0]:,} | {sums[1] / sums[0]:.1%} | {sums[2]} |")


def _row(name: str, found: set[int], chrome: set[int], lines: Sequence[str]) -> None:
    chrome = {i for i in chrome if lines[i].strip()}
    print(f"| {name} | {len(chrome)} | {len(found & chrome)} | {len(found - chrome)} |")


if __name__ == "__main__":
    main()
