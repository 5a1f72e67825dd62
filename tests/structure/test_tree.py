"""What must not stand in any file of the repository, and what the build must put into the wheel."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from structure.source import ROOT

# Written in pieces, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:" + "|".join(("home", "root", "work", "Users")) + r")/\w|[A-Z]:\\Users\\"),
    "the address of a package index": re.compile(
        "|".join(("py" + "pi", "python" + "hosted", "registry.npm" + "js", "deb\\.deb" + "ian")) + r"\.(?:org|com)"
    ),
    "an index option": re.compile(r"^\s*--(?:extra-)?index-" + r"url|^\s*--find-" + r"links", re.MULTILINE),
    "work left undone": re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X)\b"),
}
SKIPPED_PARTS = frozenset({".git", ".venv", ".venv-bare", ".venv-lock", "__pycache__", "build", "dist"})


def tracked() -> list[Path]:
    """The files that git tracks; without git, every file that is not set up by `make`."""
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if answer.returncode == 0:
        return [path for name in answer.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not SKIPPED_PARTS & set(path.relative_to(ROOT).parts)]


def found_in(text: str) -> list[str]:
    """The kinds of forbidden thing in a text."""
    return [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_no_file_holds_what_it_must_not() -> None:
    """No machine's path, no index address, no work left undone."""
    wrong = {}
    for path in tracked():
        text = path.read_bytes()
        if b"\0" not in text and (found := found_in(text.decode("utf-8", "replace"))):
            wrong[path.relative_to(ROOT).as_posix()] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "text",
    ["see /home" + "/ann/case.yaml", "https://py" + "pi.org/simple", "--index-" + "url x", "# TO" + "DO later"],
)
def test_each_kind_is_seen(text: str) -> None:
    """The check itself can fail."""
    assert len(found_in(text)) == 1


def test_locks_carry_hashes_and_agree() -> None:
    """Every pinned package has a hash, and the second lock holds the first."""
    pins = {}
    for name in ("requirements.lock", "requirements-dev.lock", *(f"bench/{path.name}" for path in (ROOT / "bench").glob("*.lock"))):
        entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", (ROOT / name).read_text("utf-8")))
        heads = {entry.split("\\")[0].strip(): "--hash=sha256:" in entry for entry in entries if entry.strip()}
        assert [head for head, hashed in heads.items() if not hashed] == []
        pins[name] = set(heads)
    assert pins["requirements.lock"] <= pins["requirements-dev.lock"]


def test_locks_cover_what_the_package_asks_for() -> None:
    """No dependency was added without `make lock`."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~\[; ]", each)[0].lower().replace(".", "-") for each in asked}
    locked = set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text("utf-8")))
    assert names - locked == set()
