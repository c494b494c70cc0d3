"""LanguageTool over HTTP on the loopback, and Grammalecte as a program."""

import json
import shutil
import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from auditor import runner
from auditor.config import Config
from auditor.core.errors import CheckUnavailable
from auditor.registry import Context
from auditor.text.language import language
from tests.checks.examples import hits, side

WORDS = {"joue": ("jouent", "GRAMMAR", "grammar"), "go": ("goes", "GRAMMAR", "grammar"),
         "Kellre": ("Keller", "TYPOS", "misspelling"), "!": ("", "TYPOGRAPHY", "typographical")}  # fmt: skip

needs_grammalecte = pytest.mark.skipif(
    not shutil.which("grammalecte-cli"), reason="needs the program grammalecte-cli"
)


class Handler(BaseHTTPRequestHandler):
    """Answers as LanguageTool does, with the faults of a short list; counts in UTF-16 units."""

    def do_GET(self) -> None:
        assert self.path == "/v2/languages"
        self._answer([{"longCode": code} for code in ("en-GB", "en-US", "fr", "de-DE")])

    def do_POST(self) -> None:
        assert self.path == "/v2/check"
        size = int(self.headers["Content-Length"])
        form = urllib.parse.parse_qs(self.rfile.read(size).decode())
        self.server.asked.append(form)  # type: ignore[attr-defined]
        text = form["text"][0]
        matches = [
            {
                "offset": len(text[: text.find(word)].encode("utf-16-le")) // 2,
                "length": len(word),
                "message": f"not {word}",
                "replacements": [{"value": right}],
                "rule": {"issueType": kind, "category": {"id": category}},
            }
            for word, (right, category, kind) in WORDS.items()
            if word in text
        ]
        self._answer({"matches": matches})

    def _answer(self, content: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def address(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def test_languagetool_marks_what_the_server_finds(server: ThreadingHTTPServer) -> None:
    found = hits(
        "languagetool", [["Il rit 😀.", "Le chat joue !"], "Fin."], "fr", server=address(server)
    )
    assert [(text, hit.segment, hit.suggestion, str(hit.message)) for hit, text in found] == [
        ("joue", 1, "jouent", "LanguageTool: not joue")
    ]
    assert server.asked[0]["language"] == ["fr"]  # type: ignore[attr-defined]


def test_languagetool_tells_spelling_only_when_asked(server: ThreadingHTTPServer) -> None:
    text = ["Frau Kellre kommt."]
    assert not hits("languagetool", text, "de", server=address(server))
    found = hits("languagetool", text, "de", server=address(server), spelling=True)
    assert [text for _, text in found] == ["Kellre"]
    assert {form["language"][0] for form in server.asked} == {"de-DE"}  # type: ignore[attr-defined]


def test_languagetool_leaves_code_alone_and_sends_long_texts_in_parts(
    server: ThreadingHTTPServer,
) -> None:
    assert not hits("languagetool", ["Type `go run` now."], "en", server=address(server))
    many = ["It is fine here. " * 60] * 40 + ["They go."]
    assert [text for _, text in hits("languagetool", many, "en", server=address(server))] == ["go"]
    assert all(len(form["text"][0]) < 20_000 for form in server.asked)  # type: ignore[attr-defined]


def outcome(lang: str, **options: object) -> runner.Outcome:
    document, segments = side(["Ceci est une phrase."], lang)
    rows = {s.index: 1 for s in segments}
    material = runner.Material(
        Context(document, language(lang)),
        {"target": {s.index: s for s in segments}},
        {"target": rows},
    )
    settings = {
        name: {"enabled": name in ("languagetool", "grammalecte")} for name in runner.catalogue()
    }
    return runner.run(material, Config(checks={**settings, "languagetool": options}))


def skip(outcome: runner.Outcome, check: str) -> tuple[str, bool]:
    return next((s.reason, s.crashed) for s in outcome.skips if s.check == check)


def test_without_a_server_the_skip_says_how_to_name_one() -> None:
    reason, crashed = skip(outcome("fr"), "languagetool")
    assert "server =" in reason
    assert not crashed


def test_a_server_that_does_not_answer_is_no_pass() -> None:
    assert skip(outcome("fr", server="http://127.0.0.1:9", timeout=1.0), "languagetool")[1]
    assert "no address" in skip(outcome("fr", server="file:///etc/hosts"), "languagetool")[0]


def test_a_language_that_the_server_does_not_know_is_skipped(server: ThreadingHTTPServer) -> None:
    reason, crashed = skip(outcome("vi", server=address(server)), "languagetool")
    assert "does not know vi" in reason
    assert not crashed


def test_grammalecte_runs_only_when_told() -> None:
    reason, crashed = skip(outcome("fr"), "grammalecte")
    assert "run = true" in reason
    assert not crashed


def test_without_the_program_the_skip_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CheckUnavailable, match=r"grammalecte\.net"):
        hits("grammalecte", ["Bonjour."], "fr", run=True)


def test_a_program_that_fails_is_no_pass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "grammalecte-cli"
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OSError, match="status 3"):
        hits("grammalecte", ["Bonjour."], "fr", run=True)


@needs_grammalecte
def test_grammalecte_marks_agreement_and_verbs_at_their_place() -> None:
    texts = ["Bonjour 😀 à tous.", ["Les enfant jouent.", "Elle est allé au marché."], "Fin."]
    found = hits("grammalecte", texts, "fr", run=True)
    assert [(text, hit.suggestion, hit.segment) for hit, text in found] == [
        ("enfant", "enfants", 1),
        ("allé", "allée", 2),
    ]
    assert str(found[0][0].message).startswith("Grammalecte: Accord de nombre")


@needs_grammalecte
def test_grammalecte_counts_lines_and_signs_as_we_do() -> None:
    texts = ["🇫🇷 « Oui ».\u2028\tLes enfant jouent.", "Nous avons manger."]
    found = hits("grammalecte", texts, "fr", run=True)
    assert [text for _, text in found] == ["enfant", "manger"]


@needs_grammalecte
def test_grammalecte_leaves_spelling_typography_and_names_alone() -> None:
    texts = ['Le Scottish Sun a révélé que Xqzt est "parti" .', "Doit-on  voir la Maison Blanche?"]
    assert not hits("grammalecte", texts, "fr", run=True)
