"""The whole line through the public API."""

import dataclasses
import json
from pathlib import Path

import pytest

import auditor
from auditor.config import AlignConfig, Config, InputConfig
from auditor.core.errors import ConfigError, InputError
from auditor.core.mqm import Severity
from auditor.pipeline import Surroundings
from auditor.report.json_report import from_json, to_json
from auditor.report.model import Report

CHROME = "{}\nPartager sur Facebook\n0/400\nAucun commentaire\n"


def body(report: Report) -> dict[str, object]:
    data: dict[str, object] = json.loads(to_json(report))
    data.pop("provenance")
    return data


def test_an_audit_is_the_same_twice(zh: Path, fr: Path) -> None:
    first, second = auditor.audit(zh, fr), auditor.audit(zh, fr)
    assert body(first) == body(second)
    assert from_json(to_json(first)) == first


def test_a_clean_translation_has_no_grave_findings(zh: Path, fr: Path) -> None:
    report = auditor.audit(zh, fr)
    assert report.source is not None
    assert (report.source.lang, report.target.lang) == ("zh-Hant", "fr")
    assert report.source.lang_detected
    assert not [f for f in report.findings if f.severity in (Severity.MAJOR, Severity.CRITICAL)]
    assert report.summary.passed
    assert [row.bead for row in report.pairs()] == ["1-1"] * 7
    assert report.source.unaligned == report.target.unaligned == 0
    for row in report.pairs():
        for name in ("alignment", "adequacy", "fluency"):
            value = row.score(name)
            assert value is not None
            assert value > 0.35


def test_people_s_score_is_foretold_beside_that_of_the_findings(zh: Path, fr: Path) -> None:
    report = auditor.audit(zh, fr)
    for row in report.pairs():
        assert row.predicted_mqm is not None
        assert row.predicted_low is not None
        assert row.predicted_high is not None
        assert 0 <= row.predicted_low <= row.predicted_mqm <= row.predicted_high <= 100
        assert bool(row.reasons) == ((row.score("adequacy") or 0) < 0.5)
    good = report.summary.predicted_mqm
    assert good is not None
    lines = fr.read_text(encoding="utf-8").splitlines()
    fr.write_text("\n".join([*lines[:2], lines[6], "", lines[2][:70], "", lines[4]]), "utf-8")
    worse = auditor.audit(zh, fr).summary.predicted_mqm
    assert worse is None or worse < good


def test_a_language_without_models_is_scored_and_told(tmp_path: Path) -> None:
    source, target = tmp_path / "a.en.txt", tmp_path / "b.et.txt"
    source.write_text("The old house stands by the sea.\n\nIt was built in 1920.", "utf-8")
    target.write_text("Vana maja seisab mere ääres.\n\nSee ehitati 1920. aastal.", "utf-8")
    config = Config(source_lang="en", target_lang="et")
    report = auditor.audit(source, target, config)
    assert any("do not know et" in notice and "scores" in notice for notice in report.notices)
    assert all(row.score("adequacy") is not None for row in report.pairs())
    assert all(row.predicted_mqm is not None for row in report.pairs())


def test_defects_are_found_where_they_stand(zh: Path, fr: Path) -> None:
    text = fr.read_text(encoding="utf-8")
    text = text.replace("9 milliards", "19 milliards").replace("Le projet", "Le le projet")
    text = text.replace(" Les analystes jugent la réaction du marché positive.", "")
    fr.write_text(text, encoding="utf-8")
    report = auditor.audit(zh, fr)
    found = {finding.check: finding for finding in report.findings}
    assert found["number-mismatch"].span.of(text).startswith("19")
    assert found["repeated-word"].line == 5
    assert found["omission"].side == "source"
    assert "分析師" in found["omission"].text
    assert not report.summary.passed
    omitted = next(row for row in report.rows if row.kind == "omission")
    assert omitted.bead == "1-0"
    assert omitted.quality is None
    assert report.source is not None
    assert report.source.unaligned
    assert report.target.unaligned == 0


def test_chrome_is_listed_and_not_audited(zh: Path, fr: Path) -> None:
    fr.write_text(CHROME.format(fr.read_text(encoding="utf-8")), encoding="utf-8")
    report = auditor.audit(zh, fr)
    excluded = [row.target.text for row in report.rows if row.kind == "excluded" and row.target]
    assert excluded == [
        "Partager sur Facebook",
        "0/400",
        "Aucun commentaire",
    ]
    assert len(list(report.pairs())) == 7
    kept = auditor.audit(zh, fr, Config(input=InputConfig(whole_page=True)))
    assert not [row for row in kept.rows if row.kind == "excluded"]


def test_a_translation_alone(fr: Path) -> None:
    report = auditor.check(fr)
    assert report.source is None
    assert {row.kind for row in report.rows} == {"segment"}
    assert {skip.reason for skip in report.skips if skip.check == "omission"} == {
        "needs the original"
    }
    assert report.target.unaligned is None
    assert all(row.score("fluency") is not None for row in report.rows)
    assert all(row.score("adequacy") is None for row in report.rows)


def test_one_sentence_a_line(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("It rains. A lot.\nThe road is closed today.\n", encoding="utf-8")
    target.write_text("Es regnet. Sehr viel.\nDie Straße ist heute gesperrt.\n", encoding="utf-8")
    config = Config(source_lang="en", target_lang="de", input=InputConfig(segmented=True))
    report = auditor.audit(source, target, config)
    assert [row.target.text for row in report.rows if row.target] == [
        "Es regnet. Sehr viel.",
        "Die Straße ist heute gesperrt.",
    ]


def test_a_reference_gives_chrf_bleu_and_ter(tmp_path: Path, fr: Path, zh: Path) -> None:
    reference = tmp_path / "reference.txt"
    reference.write_text(
        fr.read_text(encoding="utf-8").replace("Les analystes jugent", "Les experts trouvent"),
        encoding="utf-8",
    )
    report = auditor.audit(zh, fr, reference=reference)
    values = [row.score("chrf") for row in report.pairs()]
    assert values.count(1.0) == 6
    assert all(value is not None and value > 0.3 for value in values)
    assert [row.score("ter") for row in report.pairs()].count(0.0) == 6
    assert [row.score("bleu") for row in report.pairs()].count(1.0) == 6
    assert [score.name for score in report.summary.reference] == ["chrf", "bleu", "ter"]
    chrf, bleu, ter = (score.value for score in report.summary.reference)
    assert 0.8 < bleu < chrf < 1
    assert 0 < ter < 0.2


def test_a_bitext_keeps_units_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "messages.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        '#. Shown on the button.\nmsgid "Save 3 files"\nmsgstr "5 Dateien speichern"\n\n'
        'msgid "Close"\nmsgstr "Schließen"\n',
        encoding="utf-8",
    )
    report = auditor.audit_bitext(path, Config(source_lang="en"))
    assert next(row.note for row in report.pairs()) == "Shown on the button."
    assert {f.check for f in report.findings} == {"number-mismatch"}
    assert all(row.score("alignment") is None for row in report.pairs())


def test_progress_is_told(zh: Path, fr: Path) -> None:
    steps: list[str] = []
    auditor.audit(zh, fr, around=Surroundings(progress=steps.append))
    assert [step.split()[0] for step in steps] == ["reading", "aligning", "scoring", "checking"]


def test_same_text_and_wrong_settings_are_refused(zh: Path, fr: Path) -> None:
    with pytest.raises(InputError, match="same text"):
        auditor.audit(fr, fr)
    with pytest.raises(InputError, match="swapped"):
        auditor.audit(zh, fr, Config(source_lang="fr", target_lang="zh"))
    with pytest.raises(ConfigError, match="did you mean 'omission'"):
        auditor.audit(zh, fr, Config(checks={"omision": {}}))


@pytest.mark.parametrize(
    ("lang", "labels"),
    [("pt", ["Sair", "Lista de imagens"]), ("pt", ["Nome", "Configurar conta"])],
)
def test_short_labels_do_not_gainsay_a_stated_language(
    lang: str, labels: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "labels.tsv"
    rows = [f"{a}\t{b}\n" for a, b in zip(("One", "Two of them"), labels, strict=True)]
    path.write_text("".join(["source\ttarget\n", *rows]), encoding="utf-8")
    report = auditor.audit_bitext(path, Config(source_lang="en", target_lang=lang))
    assert report.target.lang.split("-")[0] == lang
    assert any("too short to tell" in notice for notice in report.target.notices)


@pytest.mark.parametrize(("lang", "marked"), [("fr", 1), ("fr-CA", 0), ("fr-BE", 1)])
def test_a_region_has_its_own_conventions(lang: str, marked: int, tmp_path: Path) -> None:
    english, french = tmp_path / "en.txt", tmp_path / "fr.txt"
    english.write_text("Why did the plane land so late? Nobody knew it.\n", encoding="utf-8")
    french.write_text("Pourquoi l’avion s’est-il posé si tard? Nul ne savait.\n", encoding="utf-8")
    report = auditor.audit(english, french, Config(target_lang=lang))
    assert report.target.lang == lang
    assert [f.check for f in report.findings] == ["space-before-punctuation"] * marked


def test_a_few_words_in_another_writing_gainsay_a_stated_language(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    path.write_text("source\ttarget\nCancel\t取消\nSave as\t另存新檔\n", encoding="utf-8")
    with pytest.raises(InputError, match="not in fr"):
        auditor.audit_bitext(path, Config(source_lang="en", target_lang="fr"))


def test_beads_cover_both_sides(zh: Path, fr: Path) -> None:
    bitext = auditor.align(zh, fr, Config(align=AlignConfig(max_beads=1)))
    sources = [i for bead in bitext.beads for i in bead.source]
    targets = [j for bead in bitext.beads for j in bead.target]
    assert sources == sorted(sources) == [s.index for s in bitext.source_segments]
    assert targets == sorted(targets) == [s.index for s in bitext.target_segments]
    assert {bead.shape for bead in bitext.beads} == {"1-1"}


def test_a_language_without_a_profile_says_so(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Habari za asubuhi. Watoto wanacheza mpira uwanjani.\n", encoding="utf-8")
    report = auditor.check(path, Config(target_lang="sw"))
    assert report.target.lang == "sw"
    assert any("general rules" in notice for notice in report.target.notices)


def test_languages_outside_of_the_models_are_aligned_and_a_note_says_so(tmp_path: Path) -> None:
    source, target = tmp_path / "en.txt", tmp_path / "is.txt"
    source.write_text("".join(f"Room {n} costs {n * 17} crowns.\n\n" for n in range(3, 9)))
    target.write_text("".join(f"Herbergi {n} kostar {n * 17} kr.\n\n" for n in range(3, 9)))
    config = Config(source_lang="en", target_lang="is")
    report = auditor.audit(source, target, config)
    assert {row.bead for row in report.rows} == {"1-1"}
    note = "the shipped models do not know is"
    assert any(note in notice for notice in report.target.notices)
    assert any(note in n for n in auditor.align(source, target, config).target.notices)
    without = Config(source_lang="en", target_lang="is", align=AlignConfig(models=False))
    assert not any(note in n for n in auditor.align(source, target, without).target.notices)


def test_moved_text_is_a_finding_and_nothing_is_missing(tmp_path: Path) -> None:
    lines = [
        ("The museum opened in 1968.", "Le musée a ouvert en 1968."),
        ("Its roof is made of copper.", "Son toit est en cuivre."),
        ("A school uses the garden.", "Une école utilise le jardin."),
        ("Tickets cost 12 euros.", "Les billets coûtent 12 euros."),
        ("Children under six pay nothing.", "Les enfants de moins de six ans ne paient rien."),
        ("The café serves local cheese.", "Le café sert du fromage local."),
    ]
    source, target = tmp_path / "en.txt", tmp_path / "fr.txt"
    source.write_text("\n\n".join(a for a, _ in lines) + "\n", encoding="utf-8")
    moved = [*lines[4:], *lines[:4]]
    target.write_text("\n\n".join(b for _, b in moved) + "\n", encoding="utf-8")
    report = auditor.audit(source, target, Config(source_lang="en", target_lang="fr"))
    found = [f for f in report.findings if f.check == "moved-text"]
    assert len(found) == 1
    assert not {f.check for f in report.findings} & {"omission", "addition"}
    targets = [row.target.index for row in report.rows if row.target]
    assert targets == sorted(targets)


def test_reports_are_frozen(zh: Path, fr: Path) -> None:
    report = auditor.audit(zh, fr)
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.schema = "2"  # type: ignore[misc]
