"""Nothing that a user can meet is missing in the reference, and no link in the documentation leads nowhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import onetext
from conftest import ROOT
from docs.made import ROW, case_sections, classes, records, walked
from docs.test_examples import PAGES
from onetext import errors
from onetext.api.published import MAKERS, published
from onetext.cli.app import COMMANDS, words_of
from onetext.formats import FORMATS
from onetext.model.rules import RULES

REFERENCE = ROOT / "docs" / "reference"


def text(name: str) -> str:
    """A page of the reference."""
    return (REFERENCE / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("command", [" ".join(words_of(function)) for _, function, *_ in COMMANDS])
def test_every_command_has_its_help_on_the_page(command):
    """The help is shown as it is, and so with every option."""
    assert f"\n## {command}\n" in text("commands")
    assert f"\n$ onetext {command} --help\n" in text("commands")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained(rule):
    """Each rule has a section of its own with what it keeps and breaks."""
    section = text("rules").partition(f"\n## {rule}\n")[2].partition("\n## ")[0]
    assert all(word in section for word in ("Definition", "Keeps", "Does not keep", "Source")), section


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_explained(name):
    """Each format has a section of its own."""
    assert f"\n## {name}\n" in text("formats")


@pytest.mark.parametrize("name", classes(errors))
def test_every_error_class_is_explained(name):
    """Who calls from Python can look up what to catch."""
    assert f"`{name}`" in text("python")


PUBLIC = [name for of in (dir(onetext), vars(onetext.Study)) for name in of if not name.startswith("_")]


@pytest.mark.parametrize("name", dict.fromkeys(PUBLIC))
def test_every_public_name_is_explained(name):
    """The same for functions, classes, and the methods of a study."""
    assert re.search(rf"`(onetext\.|study\.)?{name}\b", text("python")), name


@pytest.mark.parametrize(("name", "part"), [(name, part) for name in MAKERS if name != "case" for part in records(name) if part != "case"])
def test_every_key_of_json_has_a_meaning(name, part):
    """Each object has its table, and no cell is left empty."""
    marker = f"<!-- {f'keys {name} {part}'.strip()}: made by make docs -->\n"
    assert marker in text("json")
    rows = {row["key"]: row["meaning"].strip() for row in ROW.finditer(text("json").partition(marker)[2].partition("<!-- end -->")[0])}
    assert [key for key in records(name)[part]["properties"] if not rows.get(key)] == []


def test_every_key_of_the_case_file_is_explained():
    """Each key stands in a table with its meaning."""
    said = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", text("case-file"), re.MULTILINE))
    whole = json.loads(published("case"))
    assert [path for path, _ in walked(whole, "") if not said.get(path)] == []
    assert [name for name in case_sections() if f"<!-- case_keys {name}: made by make docs -->" not in text("case-file")] == []


@pytest.mark.parametrize("case", onetext.bundled())
def test_every_bundled_case_is_named(case):
    """The table of cases is made; this holds that it stands somewhere."""
    assert any(f"`{case}`" in page.read_text("utf-8") for page in PAGES)


def test_the_picture_is_there_and_small():
    """`docs/make_picture.py` draws it."""
    assert 20_000 < (ROOT / "docs" / "images" / "brief.png").stat().st_size <= 250_000


LINK = re.compile(r"\]\(([^)\s]+)\)")


def shown(page: Path) -> str:
    """A page by its path in the repository."""
    return page.relative_to(ROOT).as_posix()


def anchors(of: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.+)$", of, re.MULTILINE)}


@pytest.mark.parametrize("page", [*PAGES, *sorted((ROOT / "adr").glob("*.md")), ROOT / "CONTRIBUTING.md"], ids=shown)
def test_links_lead_somewhere(page):
    """Files that exist, headings that are there; other sites are left alone."""
    for target in LINK.findall(re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        to = (page.parent / name).resolve() if name else page
        assert to.exists(), target
        assert not anchor or anchor in anchors(to.read_text("utf-8")), target


SETUP = re.compile(
    r"make \w+( .*)?|python3 -m venv \.venv|\. \.venv/bin/activate|pip install \.|onetext demo|ONETEXT_ACCEPT=1 make docs|jupyter lab"
)


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_what_is_not_run_is_known(page):
    """Only setting up is shown without being run here; `make demo`, `make test` and `make bare` hold that."""
    shown = re.findall(r"^```sh\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in shown for line in block.splitlines()]
    assert [line for line in lines if line and not SETUP.fullmatch(line)] == []
