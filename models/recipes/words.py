"""Add characters and whole words to the vocabulary: the sum of its parts is a poor vector.

    python models/recipes/words.py --out build/models

Candidates are the most frequent words of each language at large, by wordfreq (Speer 2022, data CC
BY-SA 4.0: news, subtitles, encyclopaedias), and the words of the dictionaries, as far as the
vocabulary cuts them and the training text holds them. A new piece scores a little better than the
parts that it replaces, so that the search of the unigram model takes it wherever it fits.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import regex
import sentencepiece
import wordfreq
from corpus import DATA, HeldOut, arguments, dictionaries, parallel, primary, prose
from folding import fold
from sentencepiece import sentencepiece_model_pb2

QUOTAS = {
    "zh": 9_000,
    "en": 7_000,
    "ru": 7_000,
    "ja": 6_500,
    "ar": 6_500,
    "de": 5_500,
    "fr": 4_500,
    "es": 4_500,
    "uk": 4_500,
    "it": 4_000,
    "pt": 4_000,
    "ko": 4_000,
    "id": 1_500,
    "vi": 500,
}
"""New pieces of each language."""
PER_SET = 20_000
"""Sentences of one set and language pair that are read."""
SEEN = 3
"""Least occurrences in the training text."""
LISTED = 2
"""Occurrences that an entry of a dictionary counts as."""
BONUS = 0.3
"""How much better a word scores than its parts, in nats."""
_UNSPACED = {"zh", "ja"}
_WORD = regex.compile(r"[\p{L}\p{M}]{2,}")
_DENSE = regex.compile(r"[\p{Han}\p{Katakana}\p{Hiragana}ー]{2,6}")
_RUN = regex.compile(r"[\p{Han}\p{Katakana}\p{Hiragana}ー]+")
_LETTER = regex.compile(r"[\p{Han}\p{Katakana}\p{Hiragana}\p{Hangul}]")


def main() -> None:
    options = arguments(__doc__).parse_args()
    out = options.out
    vocabulary = sentencepiece.SentencePieceProcessor(model_file=str(out / "vocabulary.model"))
    model = sentencepiece_model_pb2.ModelProto.FromString((out / "vocabulary.model").read_bytes())
    seen = seen_words(vocabulary, options.most)
    add_characters(model, seen)
    # The parts of a word are looked up with all characters there, not with their bytes.
    vocabulary = write(model, out / "words.model")
    for name, quota in QUOTAS.items():
        print(name, add_words(model, vocabulary, name, seen[name], quota), flush=True)
    print(write(model, out / "words.model").vocab_size(), "pieces")


def write(
    model: sentencepiece_model_pb2.ModelProto, path: Path
) -> sentencepiece.SentencePieceProcessor:
    """Write a vocabulary and open it."""
    model.trainer_spec.vocab_size = len(model.pieces)
    path.write_bytes(model.SerializeToString(deterministic=True))
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def add_characters(
    model: sentencepiece_model_pb2.ModelProto, seen: dict[str, Counter[str]]
) -> None:
    """Add the characters of Chinese, Japanese and Korean that would be cut into bytes."""
    known = {piece.piece for piece in model.pieces}
    lowest = min(piece.score for piece in model.pieces)
    total = Counter[str]()
    for name in ("zh", "ja", "ko"):
        total.update({word: count for word, count in seen[name].items() if len(word) == 1})
    for character, count in total.most_common():
        if count >= SEEN and character not in known:
            model.pieces.add(piece=character, score=lowest)


def add_words(
    model: sentencepiece_model_pb2.ModelProto,
    vocabulary: sentencepiece.SentencePieceProcessor,
    name: str,
    seen: Counter[str],
    quota: int,
) -> int:
    """Add words of a language; give their number."""
    known = {piece.piece for piece in model.pieces}
    added = 0
    for word in ranked(name, seen, vocabulary):
        piece = word if name in _UNSPACED else "▁" + word
        parts = vocabulary.encode(word)
        if name in _UNSPACED and vocabulary.id_to_piece(parts[0]) == "▁":
            parts = parts[1:]
        if piece not in known and len(parts) > 1 and added < quota:
            score = sum(vocabulary.get_score(part) for part in parts) + BONUS
            model.pieces.add(piece=piece, score=score)
            added += 1
    return added


def ranked(
    name: str, seen: Counter[str], vocabulary: sentencepiece.SentencePieceProcessor
) -> list[str]:
    """Give the words that were seen, the most frequent of the language at large first."""
    shape = _DENSE if name in _UNSPACED else _WORD
    frequency: dict[str, float] = {}
    for word, share in wordfreq.get_frequency_dict(name, wordlist="best").items():
        form = vocabulary.normalize(fold(word)).replace("▁", " ").strip()
        if shape.fullmatch(form) and seen[form] >= SEEN:
            frequency[form] = max(share, frequency.get(form, 0.0))
    return sorted(frequency, key=lambda word: (-frequency[word], word))


def training_text(most: int | None) -> dict[str, list[str]]:
    """Give lines of each language; entries of dictionaries several times."""
    lines: dict[str, list[str]] = {name: [] for name in QUOTAS}
    for path in sorted((DATA / "mono").glob("*.txt.xz")):
        name = path.name.removesuffix(".txt.xz")
        lines[primary(name)].extend(prose(name, most))
    for source in parallel(HeldOut.read(), Counter(), most):
        for side, name in enumerate(source.languages):
            lines[primary(name)].extend(pair[side] for pair in source.pairs[:PER_SET])
    for source in dictionaries(most):
        for side, name in enumerate(source.languages):
            if primary(name) in lines:
                lines[primary(name)].extend([pair[side] for pair in source.pairs] * LISTED)
    return lines


def seen_words(
    vocabulary: sentencepiece.SentencePieceProcessor, most: int | None
) -> dict[str, Counter[str]]:
    """Count words, or all runs of characters of text without spaces, in the training text."""
    counts: dict[str, Counter[str]] = {}
    for name, lines in training_text(most).items():
        counts[name] = counter = Counter()
        for line in lines:
            text = vocabulary.normalize(fold(line)).replace("▁", " ")
            counter.update(_runs(text) if name in _UNSPACED else _WORD.findall(text))
            if name == "ko":
                counter.update(_LETTER.findall(text))
    return counts


def _runs(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        for size in range(1, 5):
            yield from (run[at : at + size] for at in range(len(run) - size + 1))


if __name__ == "__main__":
    main()
