"""Tiny checkpoints, made with transformers and saved as a hub would serve them.

They are taught for a moment on the sentences below, so that what they say can be foreseen.
"""

import io
import itertools
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sentencepiece
import torch
import transformers
from safetensors.torch import save_file
from tokenizers import (
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)

PAIRS = (
    ("The river rose during the night.", "Der Fluss stieg in der Nacht."),
    ("Nobody had expected the flood.", "Niemand hatte das Hochwasser erwartet."),
    ("The mayor thanked the volunteers.", "Der Bürgermeister dankte den Helfern."),
    ("Schools stay closed until Monday.", "Die Schulen bleiben bis Montag geschlossen."),
    ("Water reached the old bridge.", "Das Wasser erreichte die alte Brücke."),
    ("Trains to the coast are late.", "Züge an die Küste haben Verspätung."),
    ("The museum opens again in spring.", "Das Museum öffnet wieder im Frühling."),
    ("Two firefighters were slightly hurt.", "Zwei Feuerwehrleute wurden leicht verletzt."),
    ("A new dam will be built.", "Ein neuer Damm wird gebaut."),
    ("The council votes next week.", "Der Rat stimmt nächste Woche ab."),
)
OTHERS = (
    "河水在夜里上涨。",
    "市长感谢了志愿者。",
    "Река поднялась ночью.",
    "Мэр поблагодарил добровольцев.",
    "ارتفع النهر خلال الليل.",
    "شكر رئيس البلدية المتطوعين.",
)
TEXTS = (*(text for pair in PAIRS for text in pair), *OTHERS)

_SIZES: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 48,
    "hidden_dropout_prob": 0.0,
    "attention_probs_dropout_prob": 0.0,
}


def seeded() -> None:
    torch.manual_seed(20261124)
    torch.set_num_threads(1)


def taught(model: Any, loss: Callable[[], Any], steps: int, rate: float = 5e-3) -> Any:
    """Train a model for a moment."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    model.train()
    for _ in range(steps):
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()
    return model.eval()


def trained_pieces(texts: Sequence[str], size: int) -> list[tuple[str, float]]:
    """Train a SentencePiece unigram model; gives its pieces with their scores."""
    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=made, vocab_size=size, minloglevel=2,
        character_coverage=1.0, hard_vocab_limit=False, num_threads=1,
    )  # fmt: skip
    model = sentencepiece.SentencePieceProcessor(model_proto=made.getvalue())
    return [(model.id_to_piece(i), model.get_score(i)) for i in range(3, model.get_piece_size())]


def unigram_tokenizer() -> Any:
    """Give a tokenizer like XLM-R's: SentencePiece's unigrams."""
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    pieces = [(name, 0.0) for name in special] + trained_pieces(TEXTS * 3, 300)
    made = Tokenizer(models.Unigram(pieces, unk_id=3))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=made, bos_token="<s>", eos_token="</s>", cls_token="<s>",
        sep_token="</s>", pad_token="<pad>", unk_token="<unk>", mask_token="<mask>",
        model_max_length=64,
    )  # fmt: skip


def wordpiece_tokenizer() -> Any:
    """Give a tokenizer like BERT's: whole words, and pieces of one character."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = sorted({letter for text in TEXTS for letter in text if not letter.isspace()})
    words = sorted({word.strip(".") for text in TEXTS for word in text.split()} - {*letters})
    pieces = [*special, *letters, *(f"##{letter}" for letter in letters), *words]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=False)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=made, cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]",
        unk_token="[UNK]", mask_token="[MASK]", model_max_length=64,
    )  # fmt: skip


def byte_pairs(words: Sequence[Sequence[str]], count: int) -> list[tuple[str, str]]:
    """Learn the merges of byte pair encoding (Sennrich et al. 2016), ties by the alphabet.

    The trainers of tokenizers settle ties by chance.
    """
    cut, merges = [list(word) for word in words], []
    for _ in range(count):
        pairs = Counter(pair for word in cut for pair in itertools.pairwise(word))
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        for word in cut:
            for place in range(len(word) - 2, -1, -1):
                if place + 1 < len(word) and (word[place], word[place + 1]) == best:
                    word[place : place + 2] = ["".join(best)]
    return merges


def byte_tokenizer() -> Any:
    """Give a tokenizer like GPT-2's: byte pairs."""
    cutter = pre_tokenizers.ByteLevel(add_prefix_space=False)
    words = [list(word) for text in TEXTS for word, _ in cutter.pre_tokenize_str(text)]
    merges = byte_pairs(words, 150)
    pieces = ["<|endoftext|>", *sorted(pre_tokenizers.ByteLevel.alphabet()), *map("".join, merges)]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    made = Tokenizer(models.BPE(vocabulary, merges))
    made.pre_tokenizer = cutter
    made.decoder = decoders.ByteLevel()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=made, bos_token="<|endoftext|>", eos_token="<|endoftext|>",
        model_max_length=64,
    )  # fmt: skip


def _saved(folder: Path, model: Any, marker: Any) -> Path:
    model.save_pretrained(folder)
    marker.save_pretrained(folder)
    return folder


def _xlmr(kind: Any, marker: Any, **more: Any) -> Any:
    return kind(
        transformers.XLMRobertaConfig(
            vocab_size=len(marker), max_position_embeddings=66, pad_token_id=1, bos_token_id=0,
            eos_token_id=2, **_SIZES, **more,
        )
    )  # fmt: skip


def xlmr_encoder(folder: Path, steps: int = 60) -> Path:
    """Save an encoder without files of sentence-transformers, taught that pairs are near."""
    seeded()
    marker = unigram_tokenizer()
    model = _xlmr(transformers.XLMRobertaModel, marker)
    sides = [
        marker([pair[side] for pair in PAIRS], padding=True, return_tensors="pt") for side in (0, 1)
    ]

    def loss() -> Any:
        vectors = [_mean(model(**side).last_hidden_state, side["attention_mask"]) for side in sides]
        cosines = vectors[0] @ vectors[1].T / 0.1
        return torch.nn.functional.cross_entropy(cosines, torch.arange(len(PAIRS)))

    return _saved(folder, taught(model, loss, steps), marker)


def _mean(states: Any, mask: Any) -> Any:
    weights = mask.unsqueeze(-1).float()
    mean = (states * weights).sum(1) / weights.sum(1)
    return torch.nn.functional.normalize(mean, dim=-1)


def labse_like(folder: Path, *, poolings: Sequence[str] = ("cls_token",), **stated: Any) -> Path:
    """Save BERT with the files of sentence-transformers: pooling, a dense layer with tanh."""
    seeded()
    marker = wordpiece_tokenizer()
    config = transformers.BertConfig(
        vocab_size=len(marker), max_position_embeddings=64, pad_token_id=0, **_SIZES
    )
    _saved(folder, transformers.BertModel(config), marker)
    width = 32 * len(poolings)
    steps = ("Transformer", "Pooling", "Dense", "Normalize")
    write_json(
        folder / "modules.json",
        [
            {
                "idx": number,
                "name": str(number),
                "path": "" if number == 0 else f"{number}_{step}",
                "type": f"sentence_transformers.models.{step}",
            }
            for number, step in enumerate(steps)
        ],
    )
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": 32, "do_lower_case": False})
    write_json(
        folder / "1_Pooling" / "config.json",
        {
            "word_embedding_dimension": 32,
            **{f"pooling_mode_{name}": True for name in poolings},
            **stated,
        },
    )
    write_json(
        folder / "2_Dense" / "config.json",
        {
            "in_features": width,
            "out_features": 16,
            "bias": True,
            "activation_function": "torch.nn.modules.activation.Tanh",
        },
    )
    linear = torch.nn.Linear(width, 16)
    save_file(
        {f"linear.{name}": value for name, value in linear.state_dict().items()},
        folder / "2_Dense" / "model.safetensors",
    )
    return folder


def xlmr_head(folder: Path, *, labels: int = 1, steps: int = 0, **stated: Any) -> Path:
    """Save XLM-R with a head over pairs; taught to tell right pairs from wrong ones."""
    seeded()
    marker = unigram_tokenizer()
    model = _xlmr(
        transformers.XLMRobertaForSequenceClassification, marker, num_labels=labels, **stated
    )
    wrong = [PAIRS[(i + 3) % len(PAIRS)][1] for i in range(len(PAIRS))]
    batch = marker(
        [source for source, _ in PAIRS] * 2,
        [target for _, target in PAIRS] + wrong,
        padding=True,
        return_tensors="pt",
    )
    wanted = torch.tensor([2.0] * len(PAIRS) + [-2.0] * len(PAIRS))

    def loss() -> Any:
        return torch.nn.functional.mse_loss(model(**batch).logits[:, 0], wanted)

    return _saved(folder, taught(model, loss, steps), marker)


def xlmr_masked(folder: Path, steps: int = 80) -> Path:
    """Save XLM-R as a masked language model, taught the sentences."""
    seeded()
    marker = unigram_tokenizer()
    model = _xlmr(transformers.XLMRobertaForMaskedLM, marker)
    batch = marker(list(TEXTS), padding=True, return_tensors="pt", return_special_tokens_mask=True)
    special = batch.pop("special_tokens_mask").bool()
    chance = torch.Generator().manual_seed(1)

    def loss() -> Any:
        hidden = (torch.rand(batch["input_ids"].shape, generator=chance) < 0.3) & ~special
        given = batch["input_ids"].masked_fill(hidden, marker.mask_token_id)
        labels = batch["input_ids"].masked_fill(~hidden, -100)
        return model(input_ids=given, attention_mask=batch["attention_mask"], labels=labels).loss

    return _saved(folder, taught(model, loss, steps), marker)


def gpt2(folder: Path, steps: int = 80) -> Path:
    """Save GPT-2, taught the sentences."""
    seeded()
    marker = byte_tokenizer()
    model = transformers.GPT2LMHeadModel(
        transformers.GPT2Config(
            vocab_size=len(marker), n_positions=66, n_embd=32, n_layer=1, n_head=2,
            bos_token_id=0, eos_token_id=0, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
        )
    )  # fmt: skip
    rows = [[0, *ids] for ids in marker(list(TEXTS))["input_ids"]]
    width = max(map(len, rows))
    ids = torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    labels = ids.masked_fill(mask == 0, -100)

    def loss() -> Any:
        return model(input_ids=ids, attention_mask=mask, labels=labels).loss

    return _saved(folder, taught(model, loss, steps), marker)


def marian(folder: Path, steps: int = 150, targets: Sequence[str] = ()) -> Path:
    """Save a Marian model from English to German, with SentencePiece models of both sides.

    Args:
        folder: where it goes.
        steps: how long it is taught the pairs.
        targets: codes of target languages, for a model of several.
    """
    seeded()
    folder.mkdir(parents=True, exist_ok=True)
    pieces = []
    for side, name in enumerate(("source", "target")):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([pair[side] for pair in PAIRS] * 3),
            model_prefix=str(folder / name), vocab_size=120, character_coverage=1.0,
            minloglevel=2, hard_vocab_limit=False, num_threads=1,
        )  # fmt: skip
        (folder / f"{name}.model").rename(folder / f"{name}.spm")
        model = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.spm"))
        pieces += [model.id_to_piece(i) for i in range(model.get_piece_size())]
    tokens = [f">>{code}<<" for code in targets]
    kept = [p for p in dict.fromkeys(pieces) if p not in ("<unk>", "<s>", "</s>")]
    words = ["</s>", "<unk>", *kept, *tokens, "<pad>"]
    write_json(folder / "vocab.json", {word: number for number, word in enumerate(words)})
    marker = transformers.MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
        source_lang="eng",
        target_lang="mul" if targets else "deu",
        model_max_length=64,
    )
    made = transformers.MarianMTModel(
        transformers.MarianConfig(
            vocab_size=len(words), d_model=32, encoder_layers=1, decoder_layers=1,
            encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=48,
            decoder_ffn_dim=48, max_position_embeddings=64, dropout=0.0, attention_dropout=0.0,
            pad_token_id=len(words) - 1, eos_token_id=0, decoder_start_token_id=len(words) - 1,
            forced_eos_token_id=0,
        )
    )  # fmt: skip
    prefix = f"{tokens[0]} " if tokens else ""
    batch = marker(
        [prefix + source for source, _ in PAIRS],
        text_target=[target for _, target in PAIRS],
        padding=True,
        return_tensors="pt",
    )
    labels = batch["labels"].masked_fill(batch["labels"] == made.config.pad_token_id, -100)

    def loss() -> Any:
        return made(
            input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], labels=labels
        ).loss

    return _saved(folder, taught(made, loss, steps), marker)


def in_the_hub(cache: Path, name: str, commit: str, make: Callable[[Path], Path]) -> Path:
    """Make a checkpoint where the hub's cache would keep it, as the branch main."""
    place = cache / f"models--{name.replace('/', '--')}"
    made = make(place / "snapshots" / commit)
    (place / "refs").mkdir(parents=True)
    (place / "refs" / "main").write_text(commit)
    return made


def shuffled(text: str) -> str:
    """Put the words of a text into another order, always the same."""
    words = text.split()
    order = words[:]
    random.Random(3).shuffle(order)
    return " ".join(order if order != words else words[::-1])


def write_json(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
