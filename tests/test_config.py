"""Configuration: strict, with the nearest valid name in every refusal."""

from pathlib import Path

import pytest

from auditor.config import Config, Ignore, from_mapping, load
from auditor.core.errors import ConfigError
from auditor.core.mqm import Severity

FULL = """
source-lang = "en"
target_lang = "de"

[input]
segmented = true

[align]
max_beads = 4

[scoring]
minor = 2

[gate]
fail-on = "major"
max_penalty_per_1000_words = 8

[checks.number-mismatch]
severity = "critical"

[[ignore]]
check = "untranslated-segment"
target = "Wikipedia"
reason = "proper name"
"""


def test_every_part_is_read(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(FULL, encoding="utf-8")
    config = load(path)
    assert (config.source_lang, config.target_lang) == ("en", "de")
    assert config.input.segmented
    assert config.align.max_beads == 4
    assert config.scoring.weight(Severity.MINOR) == 2.0
    assert config.scoring.weight(Severity.MAJOR) == 5.0
    assert config.gate.fail_on is Severity.MAJOR
    assert config.gate.max_penalty_per_1000_words == 8.0
    assert config.gate.min_score is None
    assert config.checks["number-mismatch"]["severity"] == "critical"
    assert config.ignore == (Ignore("untranslated-segment", "proper name", "Wikipedia"),)


def test_pyproject_has_a_table_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\nname = "x"\n[tool.auditor]\ntarget-lang = "ja"\n', encoding="utf-8")
    assert load(path).target_lang == "ja"
    path.write_text('[project]\nname = "x"\n', encoding="utf-8")
    assert load(path) == Config()


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("targetlang = 'fr'", "did you mean 'target_lang'"),
        ("target-lang = 3", "must be str"),
        ("[align]\nmax_beads = true", "must be int"),
        ("[align]\nmax_beads = 2.5", "must be int"),
        ("[gate]\nfail_on = 'bad'", "must be one of neutral, minor, major, critical"),
        ("[gate]\nmin_score = 'high'", "must be float"),
        ("align = 3", "must be a table"),
        ("[checks]\nomission = 3", "must be a table"),
        ("ignore = 3", "array of tables"),
        ("[[ignore]]\ncheck = 'omission'", "reason"),
        ("not toml", "cannot read"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, toml: str, message: str) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(ConfigError, match=message) as caught:
        load(path)
    assert "auditor.toml" in str(caught.value)


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        load(tmp_path / "no.toml")


def test_a_config_from_plain_values() -> None:
    assert from_mapping({"scoring": {"passing-score": 90}}).scoring.passing_score == 90.0
