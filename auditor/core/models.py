"""What a report says of a model that was named for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A model beside the shipped ones, so that its scores can be had again."""

    role: str
    """What it did: "encoder", "qe" or "lm"."""
    name: str
    """As it was named, without its revision; of a folder its last part alone."""
    revision: str
    """Commit of the hub, or SHA-256 of the files of a folder."""
    device: str
    dtype: str
    method: str
    """What was asked of it, such as "mean pooling" or "pseudo-perplexity"."""

    @property
    def short(self) -> str:
        """Give name and revision as signatures write them."""
        return f"{self.name}@{self.revision[:12]}"
