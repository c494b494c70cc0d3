"""Sentence alignment: beads that join the segments of two documents."""

from auditor.alignment.aligner import align

__all__ = ["align"]
