"""Every example of the documentation runs, and prints what the page says.

Each page is read from top to bottom in an empty folder (`docs.pages`). Where outputs changed on purpose,
`ONETEXT_ACCEPT=1 make docs` writes them into the pages; look at the difference before it is committed.
"""

from __future__ import annotations

import os
from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest

from conftest import ROOT
from docs.made import MADE
from docs.pages import Reader, rebuilt

ACCEPT = bool(os.environ.get("ONETEXT_ACCEPT"))
TODAY = f"{date.today().isoformat()} (today"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
INTERNAL = "a mistake in onetext itself"


def difference(page: Path, there: str, real: str) -> str:
    """What the page says and what really comes out, as a diff."""
    name = page.relative_to(ROOT).as_posix()
    return "\n".join(unified_diff(there.splitlines(), real.splitlines(), name, f"{name}, as it runs", lineterm=""))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_page(page, tmp_path, monkeypatch):
    """The page, run, is the page as it stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    there = page.read_text("utf-8")
    real = rebuilt(there, Reader(tmp_path), MADE)
    assert TODAY not in real, "an example names no day, so that its output will differ tomorrow: --as-of"
    assert INTERNAL not in real, f"an example finds a mistake in onetext:\n{difference(page, there, real)}"
    if ACCEPT and real != there:
        page.write_text(real, "utf-8")
    elif real != there:
        pytest.fail(f"{difference(page, there, real)}\n\nIf that is right: ONETEXT_ACCEPT=1 make docs", pytrace=False)


@pytest.mark.parametrize(
    ("said", "real"),
    [
        ("```console\n$ onetext solve nowhere\n$ echo $?\n```\n", "no such file"),
        ("```console\n$ onetext schema error | head -1\n[\n```\n", "```console\n$ onetext schema error | head -1\n{\n```\n"),
        ("```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n", "```text\n2\n```\n"),
        ("```python\nprint(1 + 1)\n```\n\nAnd so on.\n", "```text\n2\n```\n\nAnd so on.\n"),
        ("```yaml a/b.txt\nx: 1\n```\n```yaml +a/b.txt\ny: 2\n```\n```console\n$ cat a/b.txt\n```\n", "$ cat a/b.txt\nx: 1\ny: 2\n```\n"),
        ("<!-- rules: made by make docs -->\n<!-- end -->\n", "| `nash`"),
    ],
    ids=["errors", "console", "python", "python without", "files", "made"],
)
def test_a_page_that_says_otherwise_is_put_right(said, real, tmp_path, monkeypatch):
    """The check itself can fail: outputs that are wrong or missing come out as they are."""
    monkeypatch.chdir(tmp_path)
    found = rebuilt(said, Reader(tmp_path), MADE)
    assert real in found and found != said
