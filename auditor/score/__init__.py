"""Scores of a pair: alignment, adequacy, fluency and agreement with a reference."""
