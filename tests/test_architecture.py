"""The house rules that a program can see."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "auditor").rglob("*.py"))
HEAVY = (
    "pandas", "numpy", "lxml", "trafilatura", "langdetect", "translate", "sacrebleu", "babel",
    "torch", "transformers",
)  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short_and_has_no_language_ladder(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert not re.search(
        r"\b(lang|tag|primary|language)\w*\s*(==|in)\s*[\(\[{]?[\"'][a-z]{2}\b", text
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_package_files_only_re_export(path: Path) -> None:
    if path.name == "__init__.py" and path.parent.name != "auditor":
        assert not re.search(r"^(def|class) ", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from auditor.cli.main import cli\n"
        "try:\n    cli(['--help'])\nexcept SystemExit:\n    pass\n"
        f"sys.exit(','.join(m for m in {HEAVY!r} if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "audit" in done.stdout


def test_public_names_are_sorted_and_load() -> None:
    import auditor

    assert sorted(auditor.__all__) == auditor.__all__
    for name in auditor.__all__:
        assert getattr(auditor, name) is not None
