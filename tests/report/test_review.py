"""The page for reviewing: every word of the document once, proposals in their place, and the keyboard for all."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from evidence.gold import TEXTS, marked
from onetext.evidence.document import Document
from onetext.evidence.propose import propose
from onetext.report.review import runs, to_html

TEXT = "“We <b>sign</b>,” Ann Lee said. The regime waits.\nBo Ek said that the road was open."


def page_of(text: str) -> str:
    return to_html(propose(Document(text, "a.txt")).to_dict())


def test_the_document_stands_on_the_page_word_for_word() -> None:
    """The tags taken away, escapes turned back."""
    for text in (TEXT, *(marked(path)[0] for path in TEXTS.glob("*.txt"))):
        lines = re.findall(r'<p dir="auto">(.*?)</p>', page_of(text), re.DOTALL)
        assert [unescape(re.sub(r"<[^>]*>", "", line)) for line in lines] == [line for line in text.split("\n") if line.strip()]


def test_runs_are_cut_where_anything_begins_or_ends() -> None:
    read = propose(Document(TEXT)).to_dict()
    found = runs(TEXT, 0, len(TEXT), read["proposals"], read["loaded"])
    assert "".join(run.text for run in found) == TEXT
    assert [run.text for run in found if run.loaded] == ["regime"]
    assert [run.text for run in found if run.ids] == ["We <b>sign</b>,", "the road was open"]


def test_nothing_in_a_document_becomes_markup_or_leaves_the_page() -> None:
    text = "“<script>alert(1)</script> is what we said,” Ann “<img src=x>” Lee said on Monday."
    page = page_of(text)
    assert page.count("<script>") == 1 and "<img" not in page and "default-src 'none'" in unescape(page)


def test_the_keyboard_reviews_and_saves(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "review.html"
    file.write_text(page_of(TEXT), "utf-8")
    page.goto(file.as_uri())
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("c")
    page.keyboard.type("Bo Ekman")
    page.keyboard.press("Enter")
    page.keyboard.press("r")
    assert page.locator("#count").inner_text() == "2 of 2 decided."
    with page.expect_download() as saved:
        page.keyboard.press("s")
    review = json.loads(Path(saved.value.path()).read_text("utf-8"))
    assert [(one["id"], one["decision"], one["speaker"]) for one in review["decisions"]] == [
        ("p1", "accept", "Ann Lee"),
        ("p2", "reject", "Bo Ekman"),
    ]
    assert review["digest"] == propose(Document(TEXT)).document.digest and page.requested == []
