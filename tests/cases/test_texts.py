"""The texts of the bundled cases: every issue is worded, whoever holds a variant has grounds in the case, drafts lead to the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import onetext
from onetext.formats import read
from onetext.formats.text import read_text, write_text
from onetext.model.acceptance import worth_at
from onetext.model.case import Case
from onetext.model.day import later_records, on
from onetext.model.text.drafts import latest, refusals, texts
from onetext.model.text.values import Amount, Bracket, Hold
from onetext.model.text.walk import wordings

CASES = Path(onetext.__file__).parent / "cases"
TREATY, PEACE = "treaty-28", "peace-talks-2025.yaml"


def bundled(name: str) -> Case:
    root = CASES / name
    files = {p.relative_to(root).as_posix(): p for p in root.rglob("*") if p.is_file()} if root.is_dir() else {name: root}
    return read({name: path.read_bytes() for name, path in files.items()}, "native")


def held(case: Case) -> list[tuple[str, str, Hold]]:
    """Issue, option and hold of everything that somebody holds."""
    assert case.text is not None
    found = []
    for wording in wordings(case.text):
        piece = wording.piece
        parts = piece.held if isinstance(piece, Amount) else piece.variants if isinstance(piece, Bracket) else piece.ways
        found += [(wording.issue, part.option, hold) for part in parts for hold in part.holds]
    return found


@pytest.mark.parametrize("name", [TREATY, PEACE])
def test_every_issue_is_worded_and_the_text_is_kept(name: str) -> None:
    case = bundled(name)
    assert case.text is not None
    assert {issue.id for issue in case.issues} == {wording.issue for wording in wordings(case.text)}
    assert read_text(write_text(case.text)).text == case.text


def test_the_drafts_of_the_treaty_lead_to_its_text() -> None:
    case = bundled(TREATY)
    assert len(list(texts(case.drafts))) == 4
    assert latest(case.drafts) == case.text
    assert not list(refusals(case.drafts, case.text or latest(())))
    assert [draft.date for draft in case.drafts] == sorted(draft.date for draft in case.drafts if draft.date)
    assert case.drafts[-1].date == case.as_of


def test_no_draft_answers_words_that_were_said_later() -> None:
    raw = {statement.id: str(statement.said) for statement in bundled(TREATY).statements}
    for draft in bundled(TREATY).drafts:
        for edit in draft.edits:
            assert all(raw[name][:7] <= str(draft.date)[:7] for name in edit.answers if raw[name][:1] == "2")


def test_the_last_draft_puts_forward_the_fourth_text() -> None:
    case = bundled(TREATY)
    proposal = next(one for one in case.proposals if one.id == "text-4")
    assert case.drafts[-1].puts == dict(proposal.package)
    assert case.drafts[-1].settled == {issue.id: issue.agreed.option for issue in case.issues if issue.agreed}


def grounds(case: Case, issue: str, option: str, party: str) -> Iterator[bool]:
    """Why a party may be named at an option: a paper of its own, a view, or that nothing is worth more to it."""
    papers = {"cassaly": ("cassaly", "borrowen")}.get(party, (party,))
    yield from (dict(one.package).get(issue) == option for one in case.proposals if one.by in papers)
    position = case.position[party]
    yield from (view.says == "wants" for view in position.view if (view.issue, view.option) == (issue, option))
    agreed = case.issue[issue].agreed
    yield agreed is not None and agreed.option == option
    table = next((one for one in position.worth if one.issue == issue), None)
    if table is not None:
        worths = {one: worth_at(table, case.issue[issue], one).high for one in case.issue[issue].places}
        yield worths[option] == max(worths.values()) > min(worths.values())


def test_who_holds_a_variant_of_the_treaty_has_grounds_in_the_case() -> None:
    case = bundled(TREATY)
    spoke = {(statement.id, statement.speaks_for) for statement in case.statements}
    for issue, option, hold in held(case):
        own = any((name, hold.party) in spoke for name in hold.evidence)
        assert own or any(grounds(case, issue, option, hold.party)), (issue, option, hold.party)


def test_in_talks_that_are_real_a_holder_is_named_with_the_statements_alone() -> None:
    case = bundled(PEACE)
    said = {(statement.id, statement.speaks_for) for statement in case.statements}
    for _, option, hold in held(case):
        assert hold.evidence, (option, hold.party)
        assert {(name, hold.party) for name in hold.evidence} <= said
        assert not any(name.startswith("sim") for name in hold.evidence)


@pytest.mark.parametrize(("day", "count"), [("2031-01-01", 0), ("2043-05-12", 2), ("2043-08-20", 3), ("2043-09-15", 4)])
def test_on_an_earlier_day_the_drafts_are_those_by_then(day: str, count: int) -> None:
    """No later draft, and no text that a later one made; nothing names a statement that was not yet made."""
    whole = bundled(TREATY)
    then = on(whole, date.fromisoformat(day))
    assert then.drafts == whole.drafts[:count]
    assert then.text == (whole.text if count == 4 else None)
    assert later_records(whole, date.fromisoformat(day)) >= 4 - count


@pytest.mark.parametrize("name", [TREATY, PEACE])
def test_on_an_earlier_day_a_text_without_drafts_rests_on_nothing_later(name: str) -> None:
    whole = replace(bundled(name), drafts=())
    then = on(whole, date(2025, 1, 1))
    known = {statement.id for statement in then.statements} | {source.id for source in then.sources}
    assert [(issue, option, hold.party) for issue, option, hold in held(then)] == [(i, o, hold.party) for i, o, hold in held(whole)]
    assert all(set(hold.evidence) <= known for _, _, hold in held(then))
