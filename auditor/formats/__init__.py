"""Readers: one module per family of file formats."""

from auditor.formats.bitext_files import read_bitext
from auditor.formats.glossary import read_glossary
from auditor.formats.reading import read

__all__ = ["read", "read_bitext", "read_glossary"]
