"""Train the vocabulary: one SentencePiece unigram model for every language of the project.

    python models/recipes/vocabulary.py --out build/models

Text is folded first (Traditional Chinese to Simplified, by character) and normalised by NFKC with
case folding, so that the encoder sees one form of each word. Bytes stand in for unknown characters.
"""

import random
from collections import Counter

import sentencepiece
from corpus import DATA, HeldOut, arguments, parallel, prose
from folding import fold

PIECES = 64_000
PER_LANGUAGE = 160_000
"""Sentences of each language; those with less are taken several times, at most four."""

TRIAL = 10
"""Sentences of each language in a trial, as a multiple of those that are read of each set."""


def main() -> None:
    options = arguments(__doc__).parse_args()
    out = options.out
    out.mkdir(parents=True, exist_ok=True)
    sample = random.Random(0)
    text = out / "vocabulary.txt"
    by_language: dict[str, list[str]] = {}
    held_out = HeldOut.read()
    for path in sorted((DATA / "mono").glob("*.txt.xz")):
        name = path.name.removesuffix(".txt.xz")
        by_language.setdefault(name[:2], []).extend(prose(name, options.most))
    for source in parallel(held_out, Counter(), options.most):
        for side, name in enumerate(source.languages):
            lines = [pair[side] for pair in source.pairs]
            by_language.setdefault(name[:2], []).extend(sample.sample(lines, min(8000, len(lines))))
    with text.open("w", encoding="utf-8") as file:
        for name, lines in sorted(by_language.items()):
            sample.shuffle(lines)
            wanted = PER_LANGUAGE * (2 if name in ("zh", "en", "ja") else 1)
            if options.most is not None:
                wanted = TRIAL * options.most
            repeated = (lines * 4)[:wanted]
            file.writelines(fold(line) + "\n" for line in repeated)
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(out / "vocabulary"),
        vocab_size=PIECES,
        hard_vocab_limit=options.most is None,
        model_type="unigram",
        character_coverage=0.9998,
        byte_fallback=True,
        normalization_rule_name="nmt_nfkc_cf",
        split_digits=True,
        max_sentence_length=2000,
        input_sentence_size=1_600_000,
        shuffle_input_sentence=True,
        num_threads=2,
        train_extremely_large_corpus=False,
        minloglevel=1,
    )


if __name__ == "__main__":
    main()
