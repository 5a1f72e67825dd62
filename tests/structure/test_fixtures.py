"""What the shared fixtures promise: a page with the network off that remembers what it asked for, and a loud `require`."""

from __future__ import annotations

from pathlib import Path
from socket import socket
from typing import Any

import pytest

import conftest


def test_a_page_is_offline_and_lists_what_it_asked_for(page: Any, tmp_path: Path) -> None:
    """A file opens; a picture that somebody would hand out is not fetched, and is told."""
    with socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/x.png"
        file = tmp_path / "a.html"
        file.write_text(f"<title>t</title><p>text</p><img src='{address}' alt=''>", "utf-8")
        page.goto(file.as_uri())
        assert page.title() == "t"
        assert page.requested == [address]
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_what_is_missing_is_skipped_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ONETEXT_REQUIRE."""
    monkeypatch.setitem(conftest.NEEDS, "tea", lambda: "no kettle")
    with pytest.raises(pytest.skip.Exception, match="tea: no kettle"):
        conftest.require("tea")


def test_what_is_required_and_missing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """With ONETEXT_REQUIRE=tea."""
    monkeypatch.setitem(conftest.NEEDS, "tea", lambda: "no kettle")
    monkeypatch.setattr(conftest, "REQUIRED", frozenset({"tea"}))
    with pytest.raises(pytest.fail.Exception, match="ONETEXT_REQUIRE names 'tea': no kettle"):
        conftest.require("tea")


def test_what_is_there_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither skipped nor failed."""
    monkeypatch.setitem(conftest.NEEDS, "tea", lambda: "")
    conftest.require("tea")
