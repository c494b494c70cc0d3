"""Audit translations: align, score, find glitches, report sentence by sentence.

    import auditor

    report = auditor.audit("article.zh.txt", "article.fr.txt")
    report.pairs_frame()       # one row per aligned pair
    report.findings_frame()    # one row per finding

Names are loaded on first use, so that importing the package costs next to nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

from auditor.version import __version__

if TYPE_CHECKING:
    from auditor.config import Config
    from auditor.core.errors import AuditorError
    from auditor.pipeline import align, audit, audit_bitext, check, compare
    from auditor.report.model import Report

__all__ = [
    "AuditorError",
    "Config",
    "Report",
    "__version__",
    "align",
    "audit",
    "audit_bitext",
    "check",
    "compare",
]

_HOMES = {
    "AuditorError": "auditor.core.errors",
    "Config": "auditor.config",
    "Report": "auditor.report.model",
    "align": "auditor.pipeline",
    "audit": "auditor.pipeline",
    "audit_bitext": "auditor.pipeline",
    "check": "auditor.pipeline",
    "compare": "auditor.pipeline",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'auditor' has no attribute {name!r}")
