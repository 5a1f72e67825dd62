"""Proposals from outside: by a recorded endpoint on this machine, and by grammar where spaCy is installed; the gate stands before both."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from onetext.api.documents import also_by
from onetext.api.endpoint import KEY, by_endpoint
from onetext.errors import UsageError
from onetext.evidence import grammar
from onetext.evidence.document import Document
from onetext.evidence.outside import admitted
from onetext.evidence.propose import propose

TEXT = "“We will not sign,” Mira Sol said. In her view the regime’s toll of 12 crowns is too high, and nobody asked Bo Ek."
READ = propose(Document(TEXT))


def item(text: str, speaker: str = "Mira Sol", **changed: Any) -> dict[str, Any]:
    at = TEXT.find(text)
    return {"start": at, "end": at + len(text), "text": text, "speaker": speaker, "kind": "indirect"} | changed


class Recorded(BaseHTTPRequestHandler):
    """An endpoint that gives one recorded reply, and keeps what it was asked."""

    reply: bytes = b""
    asked: list[tuple[str, str, dict[str, Any]]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, self.headers.get("Authorization", ""), body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.reply)

    def log_message(self, *told: Any) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[tuple[str, type[Recorded]]]:
    handler = type("Once", (Recorded,), {"asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", handler
    server.shutdown()
    server.server_close()


def says(*items: Any, around: str = "") -> bytes:
    content = f"{around}{json.dumps({'proposals': list(items)})}{around}"
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def test_what_a_model_proposes_counts_only_where_it_stands(endpoint: tuple[str, type[Recorded]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words exactly at their place, its speaker only if the document names it; all of tier C; a cut is flagged."""
    url, handler = endpoint
    monkeypatch.setenv(KEY, "secret")
    good, cut = item("the regime’s toll of 12 crowns is too high"), item("asked Bo Ek", "Bo Ek")
    wrong = [good | {"text": good["text"].replace("12", "21")}, item("Mira Sol said") | {"end": "x"}, 7, item("nobody said this")]
    handler.reply = says(good, cut, item("We will not sign,", "The Envoy"), *wrong, around="```")
    found = also_by(READ, "endpoint", endpoint=url, model="recorded")
    assert (found.passed, found.refused) == (3, 4)
    new = [one for one in found.read.proposals if one.rule == "endpoint:recorded"]
    assert [(one.text, one.speaker, one.tier) for one in new] == [(good["text"], "Mira Sol", "C"), ("asked Bo Ek", "Bo Ek", "C")]
    assert "loaded" in new[0].flags and "cut" in new[1].flags
    assert found.read.proposals[0] == READ.proposals[0] and [one.id for one in found.read.proposals] == ["p1", "p2", "p3"]
    ((path, key, body),) = handler.asked
    assert (
        path == "/v1/chat/completions" and key == "Bearer secret" and body["model"] == "recorded" and body["messages"][1]["content"] == TEXT
    )


@pytest.mark.parametrize("reply", [b"", b"no json", b"{}", json.dumps({"choices": []}).encode(), says(around="{")[:40]], ids=repr)
def test_an_endpoint_without_an_answer_is_an_error_in_one_line(endpoint: tuple[str, type[Recorded]], reply: bytes) -> None:
    url, handler = endpoint
    handler.reply = reply
    with pytest.raises(UsageError, match="gives no list"):
        by_endpoint(TEXT, url, "recorded")


def test_what_is_no_endpoint_is_refused() -> None:
    for url, model in (("file:///etc/passwd", "m"), ("", "m"), ("http://localhost:1", "")):
        with pytest.raises(UsageError):
            by_endpoint(TEXT, url, model)
    with pytest.raises(UsageError, match="does not answer"):
        by_endpoint(TEXT, "http://127.0.0.1:9/v1", "m")
    with pytest.raises(UsageError, match="known: grammar"):
        also_by(READ, "magic")


def test_a_speaker_whom_the_document_does_not_name_is_left_out() -> None:
    found = admitted(READ, [item("the regime’s toll of 12 crowns", "A. Nobody", kind="magic")], "x").read.proposals[1]
    assert (found.speaker, found.mention, found.kind) == ("", None, "indirect") and "no-speaker" in found.flags


def test_a_speaker_is_shown_without_evaluative_words_and_found_as_it_is_written() -> None:
    text = "The puppet  regime of  Vostra says that the road stays closed."
    words, who = "the road stays closed", "puppet  regime of  Vostra"
    at = text.index(words)
    (found,) = admitted(
        replace(propose(Document(text)), proposals=()), [{"start": at, "end": at + len(words), "text": words, "speaker": who}], "x"
    ).read.proposals
    assert found.mention is not None and (found.mention.start, found.mention.text) == (text.index(who), who)
    assert found.speaker == "of Vostra" == found.chain[0]


def test_without_spacy_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(grammar, "import_module", missing)
    with pytest.raises(UsageError, match="pip install spacy"):
        also_by(READ, "grammar")


def test_grammar_finds_clauses_where_spacy_is_installed() -> None:
    pytest.importorskip("spacy")
    text = "Mira Sol said that the toll was far too high for small boats."
    found = admitted(propose(Document(text)), grammar.by_grammar(text), "grammar")
    assert found.passed >= 1 and found.refused == 0
