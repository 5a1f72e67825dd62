"""Documents read into a case, and confirmed: what is written, what stays, what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import onetext
from onetext.api.documents import add_to_case, confirm, load_review, open_statements, read, source_id, sure_ones, write_read
from onetext.errors import InputError, UsageError
from onetext.evidence.annotations import from_annotations
from onetext.evidence.document import Document

TEXT = "“We will not leave the strait,” Mira Sol told journalists on Monday. Bo Ek said that the toll was too high.\n"
CASE = """\
onetext: 1
title: The strait   # a comment that stays
as_of: 2031-05-01
parties:
  north: {name: Northland}
  south: {name: Southland}
issues:
  line: {title: The strait, options: {stay: Stay, leave: Leave}}   # another
statements:
  s1: {who: Ada Roe, for: north, on: line, stance: reject, quote: no}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news.txt").write_text(TEXT, "utf-8")
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    return tmp_path


def test_a_document_is_added_to_a_case_unconfirmed_and_all_else_stays(folder: Path) -> None:
    study = onetext.load(folder / "case.yaml")
    found = read(folder / "news.txt", case=study.case, day="2031-04-22", outlet="The Courier")
    add_to_case(found, folder / "case.yaml", study.case)
    text = (folder / "case.yaml").read_text("utf-8")
    assert "# a comment that stays" in text and "# another" in text and "stance: reject" in text
    case = onetext.load(folder / "case.yaml").case
    assert [one.id for one in case.statements] == ["s1", "news-p1", "news-p2"]
    one = case.statements[1]
    assert (one.who, one.quote, one.at, one.said, one.to) == (
        "Mira Sol",
        "We will not leave the strait,",
        (1, 30),
        "2031-04-21",
        "journalists",
    )
    assert one.speaks_for == "" and one.flags == ("tier-A",)
    assert (one.chain, one.confirmed, one.stance, one.issue) == (("Mira Sol", "The Courier"), None, "", ())
    assert case.statements[2].claim == "the toll was too high" and case.statements[2].quote == ""
    assert [source.file for source in case.sources] == ["news.txt"]
    add_to_case(found, folder / "case.yaml", case)
    assert [source.id for source in onetext.load(folder / "case.yaml").case.sources] == ["news", "news-2"]


def test_confirming_names_the_person_and_the_day_and_keeps_comments(folder: Path) -> None:
    file = folder / "case.yaml"
    add_to_case(read(folder / "news.txt"), file, onetext.load(file).case)
    case = onetext.load(file).case
    assert sure_ones(case) == ("news-p1",)
    opened = {one.statement.id: one for one in open_statements(case, file)}
    assert list(opened) == ["s1", "news-p1", "news-p2"]
    assert opened["news-p1"].before == "“" and opened["news-p1"].behind.startswith("” Mira Sol told")
    confirm(file, ["news-p1", "s1"], "A. Clerk", date(2031, 5, 2))
    done = onetext.load(file).case
    assert done.statements[1].confirmed is not None and done.statements[0].confirmed == done.statements[1].confirmed
    assert (done.statements[1].confirmed.by, done.statements[1].confirmed.date) == ("A. Clerk", date(2031, 5, 2))
    assert sure_ones(done) == () and "# a comment that stays" in file.read_text("utf-8")


def test_what_names_a_stance_an_issue_or_a_party_is_never_confirmed_in_bulk(folder: Path) -> None:
    file = folder / "case.yaml"
    sure = "  s2: {who: Ada Roe, quote: yes it is, flags: [tier-A]}\n"
    others = [
        f"  t{n}: {{who: Ada Roe, quote: so, flags: [tier-A], {key}}}\n"
        for n, key in enumerate(("for: north", "on: line", "stance: reject"))
    ]
    file.write_text(CASE + sure + "".join(others), "utf-8")
    assert sure_ones(onetext.load(file).case) == ("s2",)


def test_nothing_is_written_where_something_is_wrong(folder: Path) -> None:
    file = folder / "case.yaml"
    before = file.read_bytes()
    for wrong in (lambda: confirm(file, ["s9"], "A. Clerk", date(2031, 5, 2)), lambda: confirm(file, ["s1"], " ", date(2031, 5, 2))):
        with pytest.raises((InputError, UsageError)):
            wrong()
    for path in ("house-sale", folder / "news.txt"):
        with pytest.raises(UsageError):
            confirm(path, ["s1"], "A. Clerk", date(2031, 5, 2))
    with pytest.raises(UsageError):
        read(folder / "news.txt", day="Monday")
    with pytest.raises(UsageError):
        write_read(read(folder / "news.txt"), folder / "a.docx")
    assert file.read_bytes() == before and sorted(p.name for p in folder.iterdir()) == ["case.yaml", "news.txt"]


def test_each_form_that_is_written_can_be_read_back(folder: Path) -> None:
    found = read(folder / "news.txt")
    for end in (".yaml", ".html", ".jsonl", ".jsonld"):
        write_read(found, folder / f"out{end}")
    rows = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["speaker"] for row in rows] == ["Mira Sol", "Bo Ek"] and rows[0]["mention"]["text"] == "Mira Sol"
    page = json.loads((folder / "out.jsonld").read_text("utf-8"))
    assert [row[:3] for row in from_annotations(page, Document(TEXT))] == [(1, 30, "Mira Sol"), (85, 106, "Bo Ek")]
    (folder / "whole.yaml").write_text(CASE.partition("statements:")[0] + (folder / "out.yaml").read_text("utf-8"), "utf-8")
    assert len(onetext.load(folder / "whole.yaml").case.statements) == 2


REVIEW = {"schema": "onetext/review/1", "document": "news.txt", "by": "A. Clerk", "date": "2031-05-02"}


def decided(found, *decisions: str, **changed: object) -> dict[str, object]:
    rows = [
        {"id": one.id, "start": one.start, "end": one.end, "decision": decision, "speaker": "Mira Sol-Ek"}
        for one, decision in zip(found.proposals, decisions, strict=False)
    ]
    return REVIEW | {"digest": found.document.digest, "decisions": rows} | changed


def test_a_saved_review_confirms_corrects_and_leaves_out(folder: Path) -> None:
    found = read(folder / "news.txt")
    (folder / "review.json").write_text(json.dumps(decided(found, "accept", "reject")), "utf-8")
    review = load_review(folder / "review.json", found)
    add_to_case(found, folder / "case.yaml", onetext.load(folder / "case.yaml").case, review)
    _, one = onetext.load(folder / "case.yaml").case.statements
    assert (one.who, one.chain[0], one.confirmed and one.confirmed.by) == ("Mira Sol-Ek", "Mira Sol-Ek", "A. Clerk")


@pytest.mark.parametrize(
    "changed",
    [{"schema": "x"}, {"digest": "0" * 64}, {"by": " "}, {"date": "soon"}, {"decisions": [{"id": "p9"}]}, {"decisions": [3]}],
    ids=str,
)
def test_a_review_of_another_text_or_by_nobody_is_refused(folder: Path, changed: dict[str, object]) -> None:
    found = read(folder / "news.txt")
    (folder / "review.json").write_text(json.dumps(decided(found, "accept", **changed)), "utf-8")
    with pytest.raises(InputError):
        load_review(folder / "review.json", found)
    (folder / "review.json").write_text("no json", "utf-8")
    with pytest.raises(InputError):
        load_review(folder / "review.json", found)


def test_a_source_beyond_the_cases_folder_is_not_opened(folder: Path) -> None:
    """A case from elsewhere may name any file; what stands in it is not shown."""
    (folder / "inner").mkdir()
    text = CASE.replace("statements:", "sources: {a: {file: ../news.txt}}\nstatements:").replace(
        "quote: no", "quote: no, source: a, at: [1, 5]"
    )
    (folder / "inner" / "case.yaml").write_text(text, "utf-8")
    (one,) = open_statements(onetext.load(folder / "inner" / "case.yaml").case, folder / "inner" / "case.yaml")
    assert (one.before, one.behind) == ("", "")


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert source_id("The News, 3 May.html") == "the-news-3-may"
    assert source_id("???.txt") == "document"
    assert source_id("news.txt", ["news", "news-2"]) == "news-3"
