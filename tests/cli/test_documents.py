"""`read` and `confirm` as commands: what they print, write and refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onetext.api.documents import Open
from onetext.cli.documents import question, walk
from onetext.cli.run import run as main
from onetext.model.records import Statement

TEXT = "“We will not leave the strait,” Mira Sol told journalists on Monday. Bo Ek said that the toll was too high.\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news.txt").write_text(TEXT, "utf-8")
    return tmp_path / "news.txt"


def test_read_lists_what_is_proposed(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "read", str(news), "--date", "2031-04-22")
    assert code == 0 and "2 statements proposed, none confirmed, dated 2031-04-22 (given)." in out
    assert "Mira Sol" in out and "2031-04-21" in out and "Bo Ek" in out


def test_the_page_and_annotations_from_elsewhere(news: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(news.parent)
    assert run(capsys, "read", "news.txt", "--html")[1].endswith("Written: news.review.html\n")
    assert run(capsys, "read", "news.txt", "--html", "-o", "page.htm")[0] == 0
    assert (news.parent / "page.htm").read_text("utf-8").startswith("<!doctype html>")
    at = TEXT.index("the toll")
    selectors = [{"type": "TextPositionSelector", "start": at, "end": at + 8}, {"type": "TextQuoteSelector", "exact": "the toll"}]
    (news.parent / "more.jsonld").write_text(json.dumps({"items": [{"target": {"selector": selectors}}]}), "utf-8")
    _, out, _ = run(capsys, "read", "news.txt", "--annotations", "more.jsonld", "--json")
    assert [one["rule"] for one in json.loads(out)["proposals"]][-1] == "annotation"
    (news.parent / "more.jsonld").write_text("{}", "utf-8")
    assert run(capsys, "read", "news.txt", "--annotations", "more.jsonld")[0] == 2


def test_read_json_has_the_keys_of_the_contract(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "read", str(news), "--json")
    answer = json.loads(out)
    assert set(
        "id start end text kind speaker mention cue chain channel addressee date party issues loaded rule tier flags".split()
    ) <= set(answer["proposals"][0])
    assert answer["document"]["text"] == TEXT and set(answer["proposals"][0]["date"]) == {"edtf", "status", "basis"}
    _, out, _ = run(capsys, "read", str(news), str(news), "--json")
    assert len(json.loads(out)["documents"]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing to read"),
        (("missing.txt",), "no such file"),
        (("FILE", "--add"), "--add needs a case"),
        (("FILE", "FILE", "-o", "a.html"), "one at a time"),
        (("FILE", "-o", "a.doc"), "no form is known"),
        (("FILE", "--date", "soon"), "no date"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said_in_one_line(
    news: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = run(capsys, "read", *(str(news) if one == "FILE" else one for one in arguments))
    assert (code, out, err.count("\n")) == (2, "", 1) and said in err


def test_a_guessed_party_is_a_flag_and_keeps_nothing_from_being_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("“We stay,” said Ada Roe, who speaks for the seller.", "utf-8")
    case = tmp_path / "case.yaml"
    assert main(["new", str(case), "--template", "house-sale"]) == 0
    assert main(["read", str(tmp_path / "a.txt"), "--case", str(case), "--add"]) == 0
    assert "perhaps-for-seller" in case.read_text("utf-8") and "for: seller" not in case.read_text("utf-8")
    capsys.readouterr()
    assert json.loads(run(capsys, "confirm", str(case), "--by", "A. Clerk", "--sure", "--json")[1])["confirmed"] == ["a-p1"]


def test_confirm_needs_a_name_a_case_of_ones_own_and_somebody_to_ask(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = news.parent / "case.yaml"
    assert main(["new", str(case), "--template", "house-sale"]) == 0
    assert main(["read", str(news), "--case", str(case), "--add"]) == 0
    capsys.readouterr()
    for arguments in ((str(case),), (str(case), "--by", "A. Clerk"), ("house-sale", "--by", "A. Clerk", "--sure")):
        assert run(capsys, "confirm", *arguments)[0] == 2
    code, out, _ = run(capsys, "confirm", str(case), "--by", "A. Clerk", "--sure", "--json")
    answer = json.loads(out)
    assert code == 0 and answer["confirmed"] == ["news-p1"] and answer["open"] >= 1
    assert "confirmed: {by: A. Clerk, date:" in case.read_text("utf-8")


def test_a_person_is_asked_one_by_one() -> None:
    """With the words in their place; y takes it, q ends."""
    every = tuple(
        Open(Statement(f"s{n}", who="Ann Lee", quote="we sign", chain=("Ann Lee", "The Courier")), "They: ", " soon.") for n in range(4)
    )
    answers, asked = iter(["y", "n", "yes", "q"]), []
    assert walk(every, lambda text: (asked.append(text), next(answers))[1]) == ("s0", "s2")
    assert "They: [we sign] soon." in asked[0] and "Ann Lee < The Courier" in asked[0] and "date not known" in asked[0]
    assert question(Open(Statement("s1")), 1, 1).startswith("1 of 1, s1")
