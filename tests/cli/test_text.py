"""`onetext text`: views, drafts that are never changed, what was agreed, Word both ways."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.running import TALKS, Done, ran
from formats.word.edits import comment, commented, edited, replaced
from onetext.formats.text import read_text

BY = ("--by", "envoys", "--date", "2031-05-02")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the talks, in the folder of work."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(TALKS, "talks"))


def text(capsys: Capture, *arguments: str) -> Done:
    return ran(capsys, "text", *arguments)


def change(folder: Path, old: str, new: str) -> None:
    """The text edited by hand."""
    file = folder / "text.md"
    source = file.read_text("utf-8")
    assert old in source
    file.write_text(source.replace(old, new), "utf-8")


def test_the_bracketed_text(capsys: Capture, talks: Path) -> None:
    done = text(capsys, "show", "talks")
    assert done.out.splitlines()[:14] == [
        "Draft 1 of 1, with its brackets. 3 articles: 1 clean; 2 articles have open brackets, of 4 issues.",
        "Nothing is agreed until everything is agreed.",
        "",
        "Withdrawal",
        "",
        "The Parties, wishing peace,",
        "",
        "Article 1. Forces",
        "",
        "1. The Parties [shall][should [as far as they can][ ]] withdraw. See Article 2.",
        "     verb: shall held by Northland, Westria; should held by Eastmark (a court could order it; s12)",
        "     extent: able held by Eastmark; none held by nobody known",
        "",
        "   (a) troops, and",
    ]


def test_the_text_of_a_package(capsys: Capture, talks: Path) -> None:
    done = text(capsys, "show", "talks", "--package", "verb=should,extent=none,line=contact,toll=60")
    assert "1. The Parties should withdraw. See Article 2." in done.out
    assert "2. The line of contact." in done.out
    assert "East pays 60 million.[1]" in done.out
    assert "all clean" in done.out


@pytest.mark.parametrize("end", ["html", "md", "txt", "json", "docx", "xml"])
def test_every_form_is_written(capsys: Capture, talks: Path, end: str) -> None:
    done = text(capsys, "show", "talks", "-o", f"talks.{end}")
    assert (done.code, done.out.strip()) == (0, f"talks.{end}")
    data = Path(f"talks.{end}").read_bytes()
    assert data == data and len(data) > 500


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "house-sale"), "the case has no text"),
        (("show", "talks", "--draft", "4"), "no draft 4; allowed: known: 1"),
        (("show", "talks", "--package", "nahs"), "did you mean 'nash'?"),
        (("show", "talks", "--package", "verb=must"), "no option 'must' of 'verb'"),
        (("show", "talks", "--bracketed", "--clean"), "bracketed and clean at once"),
        (("show", "talks", "-o", "x.odt"), "no text is written as 'x.odt'"),
        (("draft", "talks"), "nobody is named whose draft it is"),
        (("draft", "talks", *BY), "nothing was changed since draft 1"),
        (("draft", "treaty-28", *BY), "is a bundled case"),
        (("lift", "talks", "verb", "must", *BY), "no option 'must' of 'verb'"),
        (("lift", "talks", "verv", "must", *BY), "did you mean 'verb'?"),
        (("add", "talks", "fores", "x", *BY), "no article 'fores'"),
        (("add", "talks", "forces", "x", "--after", "p9", *BY), "no paragraph 'p9'"),
        (("alt", "talks", "preamble/p1", "war", "peace", *BY), "the words 'war' do not stand there"),
        (("reopen", "talks", "verb", *BY), "'verb' is open"),
        (("export", "talks"), "no file is named"),
    ],
)
def test_what_is_asked_wrongly_is_told(capsys: Capture, talks: Path, arguments: tuple[str, ...], said: str) -> None:
    before = sorted((path, path.read_bytes()) for path in talks.rglob("*") if path.is_file())
    done = text(capsys, *arguments)
    assert done.code == 2
    assert said in done.err.replace("; known", "; allowed: known")
    assert sorted((path, path.read_bytes()) for path in talks.rglob("*") if path.is_file()) == before


def test_a_draft_records_what_changed_and_at_whose_request(capsys: Capture, talks: Path) -> None:
    change(talks, "wishing peace", "wishing lasting peace")
    assert "1 part of the text changed since draft 1" in ran(capsys, "check", "talks").out
    done = text(capsys, "draft", "talks", *BY, "--asked", "east", "--answers", "s12", "--why", "softer")
    assert "Draft 2 recorded: 1 part of the text changed.\n  preamble/p" in done.out
    done = text(capsys, "show", "talks", "--compared", "1")
    assert "The Parties, wishing {+lasting +}peace," in done.out
    assert "draft 2, by Envoys, 2031-05-02; asked for by Eastmark; answers s12; softer" in done.out
    log = ran(capsys, "text", "log", "talks", "--json").json
    assert [(one["draft"], one["asked"], one["answers"], one["changed"]) for one in log["drafts"]] == [
        (1, [], [], 6),
        (2, ["east"], ["s12"], 1),
    ]


def test_what_was_agreed_is_not_changed(capsys: Capture, talks: Path) -> None:
    change(talks, "arms.", "small arms.")
    done = ran(capsys, "check", "talks")
    assert done.code == 2
    assert "text.md:17:4: forces/arms was agreed in draft 1 and is changed here; to open it again first: `onetext text reopen`" in done.err
    assert text(capsys, "draft", "talks", *BY).code == 2
    change(talks, "small arms.", "arms.")
    assert text(capsys, "reopen", "talks", "forces/arms", *BY, "--asked", "east").code == 0
    change(talks, "arms.", "small arms.")
    assert text(capsys, "draft", "talks", *BY).code == 0
    assert text(capsys, "agree", "talks", "forces/arms", *BY, "--ad-referendum").code == 0
    assert "(b) small arms. (agreed ad referendum: subject to confirmation at home)" in text(capsys, "show", "talks").out


def test_a_lifted_bracket_is_agreed_words(capsys: Capture, talks: Path) -> None:
    done = text(capsys, "lift", "talks", "verb", "should", *BY, "--ad-referendum")
    assert "Agreed by now: verb (should)." in done.out
    assert "agreed: {option: should, since: 2031-05-02, ad_referendum: true}" in (talks / "case.yaml").read_text("utf-8")
    assert "1. The Parties should [as far as they can][ ] withdraw." in text(capsys, "show", "talks").out
    assert "agreed in draft 2 on 'should'" in text(capsys, "lift", "talks", "verb", "shall", *BY).err
    compared = text(capsys, "show", "talks", "--compared", "1").out
    assert "{-[shall][should [as far as they can][ ]]-}{+should [as far as they can][ ]+}" in compared
    assert "draft 2, by Envoys, 2031-05-02; verb agreed on should" in compared
    change(talks, "[shall | should [", "[must | should [")
    assert ran(capsys, "check", "talks").code == 0
    change(talks, "should [as far as", "ought to [as far as")
    assert "verb (should) was agreed in draft 2 and is changed here" in ran(capsys, "check", "talks").err
    change(talks, "[must | ought to [", "[shall | should [")
    assert text(capsys, "reopen", "talks", "verb", *BY, "--asked", "east", "--answers", "s12").code == 0
    assert "[shall][should" in text(capsys, "show", "talks").out
    log = text(capsys, "log", "talks", "--json").json
    assert [(one["draft"], one["asked"], one["answers"]) for one in log["drafts"]][2:] == [(3, ["east"], ["s12"])]


def test_an_alternative_is_a_new_issue(capsys: Capture, talks: Path) -> None:
    done = text(
        capsys,
        "alt",
        "talks",
        "preamble/p1",
        "wishing peace",
        "seeking peace",
        *BY,
        "--asked",
        "east",
        "--keep",
        "north",
        "--answers",
        "s12",
    )
    assert done.code == 0, done.err
    assert "[wishing peace][seeking peace]" in text(capsys, "show", "talks").out
    assert "preamble-p1-1:" in (talks / "case.yaml").read_text("utf-8")
    assert ran(capsys, "check", "talks").code == 0


def test_a_changed_draft_is_seen(capsys: Capture, talks: Path) -> None:
    file = talks / "drafts" / "1.yaml"
    file.write_text(file.read_text("utf-8").replace("The first text", "The only text"), "utf-8")
    done = ran(capsys, "check", "talks")
    assert done.code == 2
    assert "1.yaml:1:1: draft 1 is not as it was recorded; a draft is never changed; a new one is made" in done.err


def test_a_case_in_one_file_keeps_its_text(capsys: Capture, talks: Path) -> None:
    """The same commands on a single file: the text and its drafts stand in it."""
    assert ran(capsys, "convert", "talks", "one.yaml").code == 0
    assert "\ntext: |\n" in Path("one.yaml").read_text("utf-8")
    assert text(capsys, "add", "one.yaml", "forces", "They report.", *BY, "--after", "p2").code == 0
    assert "3. They report." not in text(capsys, "show", "one.yaml").out
    assert "2. They report." in text(capsys, "show", "one.yaml").out
    assert ran(capsys, "check", "one.yaml").code == 0
    assert [one["draft"] for one in ran(capsys, "text", "log", "one.yaml", "--json").json["drafts"]] == [1, 2]


def worked_on() -> None:
    """What two parties do to the export."""
    data = Path("talks.docx").read_bytes()
    data = edited(
        data,
        replaced("Eastmark", "wishing peace", "wishing an end"),
        replaced("J. Doe", "of contact", "of today"),
        commented("troops, and", 77),
    )
    Path("talks.docx").write_bytes(edited(data, comment("Northland", 77, "All of them?"), part="word/comments.xml"))


def test_word_and_back(capsys: Capture, talks: Path) -> None:
    assert text(capsys, "export", "talks", "-o", "talks.docx").code == 0
    assert text(capsys, "import", "talks", "talks.docx", *BY).out.startswith("Nothing was changed in it: 0 new brackets, 0 statements.")
    worked_on()
    done = text(capsys, "import", "talks", "talks.docx", "--by", "west", "--date", "2031-05-03", "--json")
    assert done.code == 0, done.err
    assert done.json["authors"] == {"Eastmark": "east", "J. Doe": "west", "Northland": "north"}
    assert done.json["draft"] == 2
    assert len(done.json["issues"]) == 2
    assert done.json["statements"] == ["talks-1"]
    shown = text(capsys, "show", "talks").out
    assert "[wishing peace][wishing an end]" in shown
    assert "The line [of contact][of today]." in shown
    assert ran(capsys, "check", "talks").code == 0
    case = (talks / "case.yaml").read_text("utf-8")
    assert "All of them?" in case
    again = text(capsys, "import", "talks", "talks.docx", *BY)
    assert again.code == 2
    assert "talks.docx:1:1: written from draft 1, and the text has changed since; an export of the text as it stands" in again.err


def test_strangers_are_asked_for(capsys: Capture, talks: Path) -> None:
    text(capsys, "export", "talks", "-o", "talks.docx")
    data = edited(
        Path("talks.docx").read_bytes(), replaced("A. Roe", "wishing peace", "wishing an end"), replaced("J. Doe", "of contact", "of today")
    )
    Path("talks.docx").write_bytes(data)
    done = text(capsys, "import", "talks", "talks.docx", *BY)
    assert done.code == 2
    assert "authors that are no party: 'A. Roe', 'J. Doe'" in done.err
    assert text(capsys, "import", "talks", "talks.docx", *BY, "--author", "A. Roe=east,J. Doe=north").code == 0


def test_a_case_from_word(capsys: Capture, talks: Path) -> None:
    text(capsys, "export", "talks", "-o", "talks.docx")
    worked_on()
    done = ran(capsys, "new", "mine.yaml", "--from", "talks.docx")
    assert "3 articles, 6 brackets, 3 authors of changes or comments." in done.out
    assert ran(capsys, "check", "mine.yaml").code == 0
    assert "[wishing peace][wishing an end]" in text(capsys, "show", "mine.yaml").out


def test_slips_are_found(capsys: Capture, talks: Path) -> None:
    done = text(capsys, "lint", "talks")
    assert "forces/p1: Article 1, 1: no party holds 'none' of 'extent'" in done.out


def test_the_html_asks_for_nothing(capsys: Capture, talks: Path) -> None:
    text(capsys, "show", "talks", "-o", "t.html")
    page = Path("t.html").read_text("utf-8")
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    assert page.count('<span class="bracket">') > 4


def test_the_json_has_who_holds_what(capsys: Capture, talks: Path) -> None:
    found = json.loads(text(capsys, "show", "talks", "--json").out)
    line = next(one for one in found["lines"] if one["at"] == "forces/p1")
    assert [(one["issue"], one["option"], [h["party"] for h in one["holders"]]) for one in line["variants"]][:2] == [
        ("verb", "shall", ["north", "west"]),
        ("verb", "should", ["east"]),
    ]
    assert read_text((talks / "text.md").read_text("utf-8")).problems == ()


def test_an_amendment_is_written(capsys: Capture, talks: Path) -> None:
    change(talks, "wishing peace", "wishing lasting peace")
    text(capsys, "draft", "talks", *BY)
    assert text(capsys, "export", "talks", "--compared", "1", "--amendment", "-o", "a.xml").code == 0
    assert "<amendment " in Path("a.xml").read_text("utf-8")
    assert text(capsys, "export", "talks", "--compared", "1", "-o", "b.xml").code == 0
    assert "<ins" in Path("b.xml").read_text("utf-8")
    assert "an amendment needs --compared" in text(capsys, "export", "talks", "--amendment", "-o", "c.xml").err


def test_what_was_not_tracked_is_told(capsys: Capture, talks: Path) -> None:
    """Words changed while tracking was off are taken, and a person is told where."""
    text(capsys, "export", "talks", "-o", "talks.docx")
    Path("talks.docx").write_bytes(edited(Path("talks.docx").read_bytes(), lambda source: source.replace("wishing peace", "wishing war")))
    done = text(capsys, "import", "talks", "talks.docx", *BY)
    assert (
        "todo: preamble: changed without being tracked, by nobody known: 'The Parties, wishing peace,' became 'The Parties, wishing war,'"
        in done.out
    )
