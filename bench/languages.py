"""Compare language identifiers by length of text, and measure the labels of sentences.

Tables in Markdown: accuracy of `identify` beside langdetect, py3langid and lingua (where they
are installed); written forms of Chinese and Portuguese; clean human sentences that `label` calls
foreign; and foreign sentences, slipped into a document, that it finds. Then the times. Run it
from the project's root: `python -m bench.languages`.
"""

import argparse
import importlib
import itertools
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from auditor.text.identify import identify, identify_document, label
from auditor.text.language import language
from auditor.text.tokens import count_words
from bench.segmentation import ALIGNMENT
from bench.texts import NEWS, SHARED, Texts, document, news, prose, segments

LENGTHS = (20, 40, 80, 160, 0)
"""Characters that the text is cut to, at a space where the language has them; 0: whole sentence."""
NEAR = ({"es", "pt"}, {"ru", "uk"})
"""Pairs of languages that are counted apart: short sentences may be right in both."""
LEAST_WORDS = 8
SEED = 20240229

Identifier = Callable[[str], str]
"""Takes a text and gives the tag of its language."""


def cut(text: str, tag: str, length: int) -> str:
    """Cut a text to at most a length; empty where it has not that many characters."""
    if not length:
        return text
    if len(text) < length:
        return ""
    piece = text[:length]
    if language(tag).spaced and text[length : length + 1].isalnum():
        piece = piece.rpartition(" ")[0]
    return piece.strip()


def own(text: str) -> str:
    return identify(text).lang


def langdetect(text: str) -> str:
    module = importlib.import_module("langdetect")
    module.DetectorFactory.seed = 0
    try:
        return str(module.detect(text))
    except module.LangDetectException:
        return "und"


def py3langid(text: str) -> str:
    return str(importlib.import_module("py3langid").classify(text)[0])


def lingua(*, limited: bool) -> Identifier:
    """Load all languages of lingua, or those with a profile here."""
    module = importlib.import_module("lingua")
    wanted = {language(tag).primary for tag in NEWS}
    chosen = [
        known
        for known in module.Language.all()
        if not limited or known.iso_code_639_1.name.lower() in wanted
    ]
    detector = module.LanguageDetectorBuilder.from_languages(*chosen).build()

    def detect(text: str) -> str:
        found = detector.detect_language_of(text)
        return "und" if found is None else str(found.iso_code_639_1.name).lower()

    return detect


IDENTIFIERS: dict[str, Callable[[], Identifier]] = {
    "auditor": lambda: own,
    "langdetect": lambda: langdetect,
    "py3langid": lambda: py3langid,
    "lingua": lambda: lingua(limited=False),
    "lingua, 14 languages": lambda: lingua(limited=True),
}


@dataclass
class Tally:
    """Right answers, answers, and the time that they took."""

    right: Counter[tuple[str, int]] = field(default_factory=Counter)
    all: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: float = 0.0

    def share(self, length: int, tag: str = "") -> float:
        """Give the accuracy at a length, of one language or as the mean of all."""
        tags = [tag] if tag else list(NEWS)
        shares = [self.right[t, length] / self.all[t, length] for t in tags if self.all[t, length]]
        return sum(shares) / len(shares)


def sample(texts: Texts, tag: str, length: int, count: int) -> list[str]:
    sentences = [sentence for lines in texts[tag] for sentence in lines]
    random.Random(f"{SEED}{tag}{length}").shuffle(sentences)
    pieces = (cut(sentence, tag, length) for sentence in sentences)
    return list(itertools.islice((piece for piece in pieces if piece), count))


def accuracy(texts: Texts, identifier: Identifier, count: int) -> Tally:
    """Measure how often the primary subtag is right, by language and length."""
    tally = Tally()
    identifier("Warm up.")
    for tag, length in itertools.product(NEWS, LENGTHS):
        pieces = sample(texts, tag, length, count)
        begun = time.perf_counter()
        found = [identifier(piece) for piece in pieces]
        tally.seconds += time.perf_counter() - begun
        primary = language(tag).primary
        tally.right[tag, length] += sum(guess.split("-")[0] == primary for guess in found)
        tally.all[tag, length] += len(found)
    return tally


def forms(texts: Texts, count: int) -> Iterator[tuple[str, int, float, float]]:
    """Give how often the written form is told right and wrong, by tag and length."""
    for tag in ("zh-Hans", "zh-Hant", "pt-BR", "pt-PT"):
        for length in LENGTHS:
            pieces = sample(texts, tag, length, count)
            told = [identify(piece).lang for piece in pieces]
            right = sum(guess == tag for guess in told)
            wrong = sum("-" in guess and guess != tag for guess in told)
            yield tag, length, right / len(told), wrong / len(told)
        told = [identify_document(document(lines)).lang for lines in texts[tag]]
        right = sum(guess == tag for guess in told)
        wrong = sum("-" in guess and guess != tag for guess in told)
        yield tag, -1, right / len(told), wrong / len(told)


def called_foreign(texts: Texts, tag: str) -> tuple[int, list[tuple[str, str]]]:
    """Give how many sentences there are, and those labelled as another language."""
    count, wrong = 0, []
    for lines in texts[tag]:
        labelled = label(segments(lines), tag)
        count += len(labelled)
        wrong += [(piece.lang, piece.text) for piece in labelled if piece.lang != tag]
    return count, wrong


def slipped_in(
    texts: Texts, host: str, guest: str, count: int
) -> tuple[int, int, int, list[tuple[str, str]]]:
    """Slip foreign sentences into a document: give how many, found, named right, and the missed."""
    rng = random.Random(f"{SEED}{host}{guest}")
    home = next(lines for lines in texts[host] if len(lines) >= 12)
    profile = language(guest)
    foreign = [s for lines in texts[guest] for s in lines if count_words(s, profile) >= LEAST_WORDS]
    chosen = rng.sample(foreign, min(count, len(foreign)))
    found = right = 0
    missed = []
    for sentence in chosen:
        place = rng.randrange(len(home))
        labelled = label(segments([*home[:place], sentence, *home[place:]]), host)
        told = labelled[place].lang
        found += told != host
        right += told == guest or told.split("-")[0] == profile.primary != language(host).primary
        if told == host:
            missed.append((guest, sentence))
    return len(chosen), found, right, missed


def kinship(one: str, other: str) -> str:
    """Say whether two tags are forms of one language, near relatives, or neither."""
    pair = {language(one).primary, language(other).primary}
    if len(pair) == 1:
        return f"forms of {pair.pop()}"
    return "near" if pair in NEAR else "far"


def _name(length: int) -> str:
    return {0: "sentence", -1: "document"}.get(length, str(length))


def print_accuracy(corpora: dict[str, Texts], names: Sequence[str], count: int) -> None:
    heads = " | ".join(_name(length) for length in LENGTHS)
    print(f"\n| text | identifier | {heads} | texts/s |")
    print("|---|---|" + "---|" * (len(LENGTHS) + 1))
    tallies: dict[tuple[str, str], Tally] = {}
    for name in names:
        try:
            identifier = IDENTIFIERS[name]()
            for corpus, texts in corpora.items():
                tallies[corpus, name] = accuracy(texts, identifier, count)
        except ImportError as error:
            sys.exit(f"{name} is not installed: {error}")
    for (corpus, name), tally in sorted(tallies.items(), key=lambda item: item[0][0]):
        shares = " | ".join(f"{tally.share(length):.3f}" for length in LENGTHS)
        speed = sum(tally.all.values()) / tally.seconds
        print(f"| {corpus} | {name} | {shares} | {speed:,.0f} |")
    for length in (40, 0):
        print(f"\n| {_name(length)} | " + " | ".join(NEWS) + " |")
        print("|---|" + "---|" * len(NEWS))
        for (corpus, name), tally in tallies.items():
            if corpus == "news":
                cells = " | ".join(f"{tally.share(length, tag):.2f}" for tag in NEWS)
                print(f"| {name} | {cells} |")


def print_forms(corpora: dict[str, Texts], count: int) -> None:
    heads = " | ".join(_name(length) for length in (*LENGTHS, -1))
    print(f"\n| text | form | {heads} |")
    print("|---|---|" + "---|" * (len(LENGTHS) + 1))
    for corpus, texts in corpora.items():
        for tag, rows in itertools.groupby(forms(texts, count), key=lambda row: row[0]):
            cells = " | ".join(f"{right:.2f} / {wrong:.3f}" for _, _, right, wrong in rows)
            print(f"| {corpus} | {tag} | {cells} |")


def print_documents(corpora: dict[str, Texts]) -> None:
    print("\n| text | documents | language right |")
    print("|---|---|---|")
    for corpus, texts in corpora.items():
        told = [
            (tag, identify_document(document(lines)).lang)
            for tag, documents in texts.items()
            for lines in documents
        ]
        right = sum(language(tag).primary == lang.split("-")[0] for tag, lang in told)
        print(f"| {corpus} | {len(told):,} | {right:,} |")


def print_false_alarms(corpora: dict[str, Texts], *, verbose: bool) -> None:
    print("\n| text | " + " | ".join(NEWS) + " | all |")
    print("|---|" + "---|" * (len(NEWS) + 1))
    for corpus, texts in corpora.items():
        counts, wrong = 0, 0
        cells = []
        for tag in NEWS:
            count, found = called_foreign(texts, tag)
            counts, wrong = counts + count, wrong + len(found)
            cells.append(f"{len(found)} / {count:,}")
            for told, text in found if verbose else ():
                print(f"    {corpus} {tag} called {told}: {text}", file=sys.stderr)
        print(f"| {corpus} | {' | '.join(cells)} | {wrong} / {counts:,} |")


def print_aligned(*, verbose: bool) -> None:
    """Print what is labelled in the alignment sets; novels quote other languages in fact."""
    print("\n| alignment set | language | sentences | labelled |")
    print("|---|---|---|---|")
    for name, pair in ALIGNMENT.items():
        for tag, suffix in zip(pair, (".src", ".tgt"), strict=True):
            paths = sorted((SHARED / "alignment" / name).glob(f"*{suffix}"))
            lines = [path.read_text(encoding="utf-8").splitlines() for path in paths]
            count, found = called_foreign({tag: lines}, tag)
            print(f"| {name} | {tag} | {count:,} | {len(found)} |")
            for told, text in found if verbose else ():
                print(f"    {name} {tag} called {told}: {text}", file=sys.stderr)


def print_found(corpora: dict[str, Texts], count: int, *, verbose: bool) -> None:
    print("\n| text | pairs | slipped in | found | named right |")
    print("|---|---|---|---|---|")
    guests: dict[tuple[str, str], Counter[str]] = {}
    for corpus, texts in corpora.items():
        kinds: dict[str, Counter[str]] = {}
        for host, guest in itertools.permutations(NEWS, 2):
            kind = kinship(host, guest)
            total, found, right, missed = slipped_in(texts, host, guest, count)
            result = Counter(total=total, found=found, right=right)
            kinds.setdefault(kind, Counter()).update(result)
            if kind == "far":
                guests.setdefault((corpus, guest), Counter()).update(result)
            for name, text in missed if verbose and kind == "far" else ():
                print(f"    {corpus} {name} in {host} missed: {text}", file=sys.stderr)
        for kind, n in sorted(kinds.items()):
            found_share, right_share = n["found"] / n["total"], n["right"] / n["total"]
            print(f"| {corpus} | {kind} | {n['total']:,} | {found_share:.1%} | {right_share:.1%} |")
    print("\n| found, far | " + " | ".join(NEWS) + " |")
    print("|---|" + "---|" * len(NEWS))
    for corpus in corpora:
        shares = (guests[corpus, tag]["found"] / guests[corpus, tag]["total"] for tag in NEWS)
        print(f"| {corpus} | " + " | ".join(f"{share:.0%}" for share in shares) + " |")


def print_times(texts: Texts) -> None:
    """Print how long loading takes in a new process, and a document of a hundred sentences."""
    print("\n| language | first call | label | identify_document |\n|---|---|---|---|")
    for tag in ("fr", "ru", "ar", "zh-Hant"):
        lines = list(itertools.islice((s for d in texts[tag] for s in d), 100))
        code = (
            "import sys, time\nfrom auditor.text.identify import identify\n"
            "t = time.perf_counter()\nidentify(sys.argv[1])\nprint(time.perf_counter() - t)"
        )
        command = [sys.executable, "-c", code, lines[0]]
        loading = min(
            float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)
        )
        pieces, whole = segments(lines), document(lines)
        begun = time.perf_counter()
        label(pieces, tag)
        labelled = time.perf_counter()
        identify_document(whole)
        done = time.perf_counter()
        print(f"| {tag} | {loading:.3f} s | {labelled - begun:.3f} s | {done - labelled:.3f} s |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=200, help="texts per language and length")
    parser.add_argument("--prose", type=int, default=2000, help="sentences of prose per language")
    parser.add_argument("--only", default="", help="identifiers to run, with ; between")
    parser.add_argument("--tables", default="accuracy,forms,false,found,times")
    parser.add_argument("--verbose", action="store_true", help="print the errors")
    options = parser.parse_args()
    names = [n for n in IDENTIFIERS if n in options.only.split(";") or not options.only]
    corpora = {"news": news(), "prose": prose(options.prose)}
    tables = options.tables.split(",")
    if "accuracy" in tables:
        print_accuracy(corpora, names, options.texts)
    if "forms" in tables:
        print_forms(corpora, options.texts)
        print_documents(corpora)
    if "false" in tables:
        print_false_alarms(corpora, verbose=options.verbose)
        print_aligned(verbose=options.verbose)
    if "found" in tables:
        print_found(corpora, max(2, options.texts // 20), verbose=options.verbose)
    if "times" in tables:
        print_times(corpora["news"])


if __name__ == "__main__":
    main()
