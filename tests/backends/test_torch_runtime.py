"""How models run: batches of like length, within a budget, halved where memory is short."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from auditor.backends.torch_runtime import Runtime, batches
from auditor.config import ModelsConfig
from auditor.core.errors import ModelError


def silent(step: str) -> None:
    del step


@given(st.lists(st.integers(0, 90)), st.integers(1, 400), st.integers(1, 20))
def test_batches_hold_every_item_once_within_the_budget(
    lengths: list[int], budget: int, most: int
) -> None:
    found = list(batches(lengths, budget, most))
    assert all(0 < len(batch) <= most for batch in found)
    assert sorted(item for batch in found for item in batch) == list(range(len(lengths)))
    for batch in found:
        longest = max(lengths[item] for item in batch)
        assert len(batch) == 1 or len(batch) * longest <= budget
    widths = [max(lengths[item] for item in batch) for batch in found]
    assert widths == sorted(widths, reverse=True)


def test_results_come_in_the_order_of_the_items_with_progress() -> None:
    steps: list[str] = []
    runtime = Runtime(ModelsConfig(device="cpu", batch_tokens=10), steps.append)
    found = runtime.mapped([3, 9, 1], lambda batch: [f"item {i}" for i in batch], "reading")
    assert found == ["item 0", "item 1", "item 2"]
    assert steps == ["reading (0 of 3)", "reading (1 of 3)"]


def test_a_large_vocabulary_makes_smaller_batches() -> None:
    sizes: list[int] = []
    runtime = Runtime(ModelsConfig(device="cpu", batch_tokens=100_000), silent)

    def compute(batch: list[int]) -> list[int]:
        sizes.append(len(batch))
        return batch

    runtime.mapped([10] * 200, compute, "reading", vocabulary=250_000)
    assert max(sizes) * 10 * 250_000 <= 1 << 27
    assert sum(sizes) == 200
    sizes.clear()
    runtime.mapped([1] * 2000, compute, "reading", vocabulary=250_000, each_token=False)
    assert max(sizes) == (1 << 27) // 250_000


def test_a_batch_that_does_not_fit_is_halved() -> None:
    tried: list[int] = []
    runtime = Runtime(ModelsConfig(device="cpu"), silent)

    def compute(batch: list[int]) -> list[int]:
        tried.append(len(batch))
        if len(batch) > 3:
            raise torch.OutOfMemoryError("no memory")
        return [10 * item for item in batch]

    assert runtime.mapped([5] * 9, compute, "reading") == [10 * i for i in range(9)]
    assert tried[0] == 9
    assert max(size for size in tried if size <= 3) <= 3


def test_one_text_that_does_not_fit_is_an_error() -> None:
    def compute(batch: list[int]) -> list[int]:
        raise torch.OutOfMemoryError("no memory")

    with pytest.raises(ModelError, match="does not fit into the memory of cpu"):
        Runtime(ModelsConfig(device="cpu"), silent).mapped([5, 5], compute, "reading")
