"""Measure how often a legacy encoding is told, by length of text, against charset-normalizer alone.

Needs the data beside the project. An answer is right when the text is decoded as it was.
"""

import functools
import lzma
import random
import time
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from auditor.core.errors import UnreadableFile
from auditor.formats.decoding import decode

DATA = Path(__file__).parents[1].parent / "shared" / "data" / "mono"
CASES = (
    ("zh", "gb18030"),
    ("zhTW", "big5"),
    ("zhTW", "gb18030"),
    ("ja", "cp932"),
    ("ja", "euc_jp"),
    ("ko", "cp949"),
    ("ru", "cp1251"),
    ("ru", "koi8_r"),
    ("uk", "cp1251"),
    ("ar", "cp1256"),
    ("fr", "cp1252"),
    ("de", "cp1252"),
    ("es", "cp1252"),
    ("it", "cp1252"),
    ("pt", "cp1252"),
    ("zh", "utf_16_le"),
    ("fr", "utf_16_le"),
    ("ru", "utf_16_be"),
)
LENGTHS = (20, 80, 400, 2000)
TEXTS = 40


@functools.cache
def sentences(language: str, encoding: str) -> list[str]:
    """Give the first sentences of a language that the encoding can hold."""
    with lzma.open(DATA / f"{language}.txt.xz", "rt", encoding="utf-8") as file:
        lines = [line.strip() for _, line in zip(range(20_000), file, strict=False)]
    return [line for line in lines if is_encodable(line, encoding)]


def texts(language: str, encoding: str, length: int, seed: int) -> Iterator[bytes]:
    """Give encoded texts of a length in characters that hold a character beyond ASCII."""
    lines = sentences(language, encoding)
    chosen = random.Random(seed)
    given = 0
    while given < TEXTS:
        start = chosen.randrange(len(lines) - 200)
        text = "\n".join(lines[start : start + 200])[:length].strip()
        if not text.isascii():
            given += 1
            yield text.encode(encoding)


def is_encodable(line: str, encoding: str) -> bool:
    try:
        return line.encode(encoding).decode(encoding) == line
    except UnicodeError:
        return False


def ours(data: bytes) -> str:
    try:
        return decode(data, "text").text
    except UnreadableFile:
        return ""


def theirs(data: bytes) -> str:
    match = from_bytes(data).best()
    return str(match) if match else ""


def main() -> None:
    print("| text | encoding |", " | ".join(f"{n} characters" for n in LENGTHS), "|")
    print("| --- | --- |", " | ".join("---:" for _ in LENGTHS), "|")
    spent = 0.0
    sums = {length: [0, 0] for length in LENGTHS}
    for language, encoding in CASES:
        cells = []
        for length in LENGTHS:
            right = [0, 0]
            for data in texts(language, encoding, length, seed=length + 1):
                start = time.process_time()
                answer = ours(data)
                spent += time.process_time() - start
                text = data.decode(encoding)
                right = [right[0] + (answer == text), right[1] + (theirs(data) == text)]
            sums[length] = [a + b for a, b in zip(sums[length], right, strict=True)]
            cells.append(" / ".join(f"{100 * count / TEXTS:.0f}" for count in right))
        print(f"| {language} | {encoding} |", " | ".join(cells), "|", flush=True)
    total = TEXTS * len(CASES)
    means = (" / ".join(f"{100 * n / total:.1f}" for n in sums[length]) for length in LENGTHS)
    print("| all | |", " | ".join(means), "|")
    print(f"\nmilliseconds a text: {1000 * spent / total / len(LENGTHS):.0f}")


if __name__ == "__main__":
    main()
