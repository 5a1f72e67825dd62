"""Each kind of contradiction by hand, where there is one and where there is none; both sides with their sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext import formats
from onetext.analysis.contradictions import KINDS, Contradiction, contradictions, unmatched
from onetext.analysis.record import OPPOSITE, drift
from onetext.analysis.why import why
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.records import STANCES, Reply, Resolved, Statement
from onetext.model.resolved import sides_of
from spoken import spoken
from strategies import DAY

HEAD = """
onetext: 1
as_of: 2031-05-01
parties: {north: {}, east: {}, league: {kind: bloc, members: {ama: {}, bru: {}}}}
issues:
  line: {options: {hold: Hold, pull: Pull, leave: Leave}}
  fee: {from: 0, to: 9, step: 3}
proposals:
  low: {package: {line: pull, fee: 3}}
  high: {package: {line: pull, fee: 9}}
  half: {package: {line: leave}}
"""


def case_of(text: str) -> Case:
    return formats.read({"case.yaml": (HEAD + text).encode()})


def found(text: str) -> tuple[Contradiction, ...]:
    case = case_of(text)
    return contradictions(on(case, case.as_of or DAY))


def one(text: str) -> Contradiction:
    (only,) = found(text)
    return only


def side(told: Contradiction, name: str) -> dict[str, Any]:
    (only,) = (each for each in told.sides if each.name == name)
    return {"says": only.says, "of": only.of, "on": only.on, "date": only.date, "basis": only.basis, "evidence": only.evidence}


WORTHS = "worth: {line: {hold: {worth: 0, from: statement, evidence: [s1]}, pull: {worth: 4, from: answer}}, fee: {0: 9, 9: 0}}"
FIGURES = f"positions: {{north: {{reservation: {{worth: 8, from: answer}}, {WORTHS}}}}}\n"
S1 = "statements: {s1: {who: Mira Sol, for: north}}\n"


def test_a_reply_against_figures() -> None:
    """4 and 6 are 10, against 8: a no is contradicted by figures of which the fee's are guesses, the weakest."""
    told = one(FIGURES + S1 + "replies: [{who: north, to: low, says: no, date: 2031-02-01, from: answer, evidence: [s1]}]\n")
    assert (told.id, told.kind, told.party, told.about) == ("reply/north/low/no/2031-02-01", "reply", "north", "low")
    assert side(told, "reply") == {"says": "no", "of": "low", "on": (), "date": "2031-02-01", "basis": "answer", "evidence": ("s1",)}
    assert side(told, "figures") == {"says": "yes", "of": "low", "on": (), "date": "", "basis": "guess", "evidence": ()}
    assert (told.computed_with, told.first, told.stronger, told.open, told.resolved) == ("figures", "", "reply", True, None)


def test_figures_name_the_evidence_behind_what_they_count() -> None:
    """Of a choice that is made its own worth; of one that is left open all, and of a number all its amounts."""
    told = one(FIGURES + S1 + "replies: [{who: north, to: high, says: yes}]\n")
    assert side(told, "figures")["evidence"] == ()
    fee = FIGURES.replace("fee: {0: 9, 9: 0}", "fee: {0: {worth: 9, from: answer}, 9: {worth: 0, from: answer}}")
    assert side(one(fee + S1 + "replies: [{who: north, to: high, says: yes}]\n"), "figures")["basis"] == "answer"
    open_line = "proposals: {dear: {package: {fee: 9}}}\nreplies: [{who: north, to: dear, says: yes}]\n"
    text = HEAD.partition("proposals:")[0] + fee + S1 + open_line
    case = formats.read({"case.yaml": text.encode()})
    (told,) = contradictions(on(case, DAY))
    assert (side(told, "figures")["basis"], side(told, "figures")["evidence"]) == ("statement", ("s1",))


@pytest.mark.parametrize(
    "reply",
    [
        "{who: north, to: low, says: yes}",
        "{who: north, to: low, says: if}",
        "{who: north, to: low, says: silent}",
        "{who: north, to: low, on: {fee: no}}",
        "{who: north, to: half, says: no}",  # leaves the fee open: some of it would be accepted, some not
    ],
)
def test_replies_that_figures_do_not_contradict(reply: str) -> None:
    assert found(f"{FIGURES}{S1}replies: [{reply}]\n") == ()


def test_a_reply_of_a_bloc_against_its_members() -> None:
    """By unanimity: a member refuses high fees, so a yes of the league to one is contradicted by what its members hold."""
    text = "positions: {ama: {red_lines: [{id: dear, never: {fee: 9}, from: statement, evidence: [s1]}]}, bru: {reservation: none}}\n" + S1
    told = one(text + "replies: [{who: league, to: high, says: yes}]\n")
    assert (told.kind, told.id) == ("reply", "reply/league/high/yes/undated")
    assert side(told, "figures") == {"says": "no", "of": "high", "on": (), "date": "", "basis": "statement", "evidence": ("s1",)}
    assert found(text + "replies: [{who: league, to: low, says: yes}]\n") == ()


LINE = "positions: {north: {red_lines: [{id: dear, never: {fee: {from: 6}}, from: 2031-03-01, evidence: [s1]}], view: {line: {leave: never}}}}\n"


def test_a_yes_behind_an_own_red_line() -> None:
    """The line and the reply are both shown, with the answer of the proposal that lies behind the line; a view is a line too."""
    told = one(LINE + S1 + "replies: [{who: north, to: high, says: yes, date: 2031-02-01}]\n")
    assert (told.id, told.kind, told.computed_with) == ("line/north/high/yes/2031-02-01/dear", "line", "line")
    assert side(told, "reply") == {"says": "yes", "of": "high", "on": (), "date": "2031-02-01", "basis": "statement", "evidence": ()}
    assert side(told, "line") == {"says": "never", "of": "dear", "on": ("9",), "date": "2031-03-01", "basis": "guess", "evidence": ("s1",)}
    assert (told.first, told.stronger) == ("reply", "reply")
    assert one(LINE + S1 + "replies: [{who: north, to: half, says: yes}]\n").id == "line/north/half/yes/undated/view:line:leave"


def test_what_is_no_yes_behind_a_red_line() -> None:
    """Within the line, a no, an answer with conditions, and before the line holds."""
    for reply in ("to: low, says: yes", "to: high, says: no", "to: high, says: if"):
        assert found(f"{LINE}{S1}replies: [{{who: north, {reply}}}]\n") == ()
    case = case_of(LINE + S1 + "replies: [{who: north, to: high, says: yes}]\n")
    assert contradictions(on(case, date(2031, 2, 1))) == ()


def test_behind_a_red_line_and_below_the_figures() -> None:
    """Each is a contradiction of its own, to be resolved by itself."""
    text = FIGURES.replace("{reservation", "{red_lines: [{id: dear, never: {fee: 9}}], reservation").replace("worth: 8", "worth: 12")
    told = found(text + S1 + "replies: [{who: north, to: high, says: yes}]\n")
    assert [each.kind for each in told] == ["line", "reply"]


ORDER = "positions: {north: {order: {fee: up}}}\n"


def test_a_reply_against_other_words() -> None:
    """What stands behind the other side is the one reply that speaks against it, with its day and its evidence."""
    replies = "{who: north, to: low, says: yes, date: 2031-01-10, from: answer}, {who: north, to: high, says: no, evidence: [s1]}"
    low, high = found(f"{ORDER}{S1}replies: [{replies}]\n")
    assert (low.id, high.id) == ("words/north/low/yes/2031-01-10", "words/north/high/no/undated")
    assert side(low, "words") == {"says": "no", "of": "low", "on": (), "date": "", "basis": "statement", "evidence": ("s1",)}
    assert side(high, "words") == {"says": "yes", "of": "high", "on": (), "date": "2031-01-10", "basis": "answer", "evidence": ()}
    assert (low.computed_with, low.stronger, high.stronger) == ("", "reply", "words")
    assert found(f"{ORDER}{S1}replies: [{replies.replace('high, says: no', 'high, says: yes')}]\n") == ()


def test_a_no_to_what_is_wanted_in_every_answer() -> None:
    """Views together accept it; their evidence stands behind them."""
    views = "view: {line: {hold: rejects, pull: {view: can_live, from: statement, evidence: [s1]}, leave: can_live}, fee: {3: wants, 9: rejects}}"
    told = one(f"positions: {{north: {{{views}}}}}\n{S1}replies: [{{who: north, to: low, says: no}}]\n")
    assert (told.kind, side(told, "words")["evidence"], side(told, "words")["basis"]) == ("words", ("s1",), "guess")


def test_orders_and_preferences_against_worths() -> None:
    """An order is named by its issue, a preference by its answers and day; alike ones, terms and what has no worth contradict nothing."""
    base = f"positions: {{north: {{reservation: 8, {WORTHS}, %s}}}}\n{S1}"
    told = one(base % "order: {line: [hold, pull]}")
    assert (told.id, told.about, told.computed_with) == ("order/north/line", "line", "figures")
    assert side(told, "order") == {
        "says": "hold above pull",
        "of": "line",
        "on": ("hold", "pull"),
        "date": "",
        "basis": "guess",
        "evidence": (),
    }
    assert side(told, "figures")["says"] == "pull above hold" and side(told, "figures")["evidence"] == ("s1",)
    assert side(told, "figures")["basis"] == "statement"
    told = one(base % "prefers: [{rather: {line: hold, fee: 6}, than: {line: pull, fee: 3}, from: answer, date: 2031-01-05}]")
    assert told.id == "order/north/line=hold and fee=6>line=pull and fee=3/2031-01-05"
    assert side(told, "order")["says"] == "line=hold and fee=6 above line=pull and fee=3" and told.stronger == "order"
    for said in (
        "order: {line: [pull, hold]}",
        "order: {line: [[hold, pull]]}",
        "prefers: [{rather: {line: hold}, than: {line: pull}, alike: true}]",
        "prefers: [{rather: {line: hold, fee: 0}, than: {line: pull, fee: 9}}]",
        "order: {line: [hold, pull]}, terms: [{when: {line: hold, fee: 0}, worth: 9}]",
        "prefers: [{rather: {line: hold}, than: {line: pull}}], terms: [{when: {line: hold}, worth: 9}]",
    ):
        assert found(base % said) == (), said
    assert found("positions: {north: {order: {line: [hold, pull]}}}\n") == ()


def spoken_by(*told: str) -> str:
    return "statements:\n" + "".join(f"  s{n}: {{who: X, for: north, {text}}}\n" for n, text in enumerate(told, 1))


def test_two_statements_that_cannot_both_hold() -> None:
    """On one answer of the same party; the ids in the order of the alphabet, the sides in that of the dates."""
    told = one(
        spoken_by(
            "on: {line: [pull, leave]}, stance: accept, said: 2031-04-02", "on: {line: [leave, hold]}, stance: red_line, said: 2031-03"
        )
    )
    assert (told.id, told.about, [each.name for each in told.sides]) == ("statements/s1/s2/line", "line", ["s2", "s1"])
    assert side(told, "s2") == {
        "says": "red_line",
        "of": "",
        "on": ("leave",),
        "date": "2031-03",
        "basis": "statement",
        "evidence": ("s2",),
    }
    assert (told.first, told.computed_with) == ("s2", "")


@pytest.mark.parametrize(
    ("first", "then", "known"),
    [
        ("said: 2031-03", "said: 2031-04-02", "s1"),
        ("said: 2031-04-02", "said: 2031-03", "s2"),
        ("said: 2031-04", "said: 2031-04-02", ""),
        ("said: 2031-03~", "said: 2031-04-02", ""),
        ("said: 2030", "said: 2031-04-02?", ""),
        ("said: 2030-23", "said: 2030-12-01", "s1"),
        ("said: 2030-24", "said: 2031-02-01", ""),
        ("said: 2031-03-01/2031-03-20", "said: 2031-03-21/..", "s1"),
        ("said: ../2031-03-01", "said: 2031-03-02", "s1"),
        ("said: 2031-03-01/..", "said: 2031-04-02", ""),
        ("grade: B2", "said: 2031-04-02", ""),
        ("grade: B2", "grade: B2", ""),
    ],
)
def test_which_came_first_is_said_only_where_the_dates_tell(first: str, then: str, known: str) -> None:
    told = one(spoken_by(f"on: {{line: pull}}, stance: accept, {first}", f"on: {{line: pull}}, stance: reject, {then}"))
    assert told.first == known


def test_each_turn_is_listed_once() -> None:
    """Accepted, accepted, refused, accepted: two turns, each between neighbours."""
    stances = ("accept", "accept", "reject", "accept")
    told = found(spoken_by(*(f"on: {{line: pull}}, stance: {one}, said: 2031-0{n}-01" for n, one in enumerate(stances, 1))))
    assert [each.id for each in told] == ["statements/s2/s3/line", "statements/s3/s4/line"]


@pytest.mark.parametrize("other", [stance for stance in STANCES if stance not in ("accept", "reject", "red_line")])
def test_what_is_neither_accepted_nor_refused_contradicts_nothing(other: str) -> None:
    for stance in ("accept", "reject", "red_line"):
        assert found(spoken_by(f"on: {{line: pull}}, stance: {stance}", f"on: {{line: pull}}, stance: {other}")) == ()


def test_other_answers_other_parties_and_refusals_alike_contradict_nothing() -> None:
    assert found(spoken_by("on: {line: pull}, stance: accept", "on: {line: leave}, stance: reject")) == ()
    assert found(spoken_by("on: {line: pull}, stance: accept", "on: line, stance: reject")) == ()
    assert found(spoken_by("on: {line: pull}, stance: reject", "on: {line: pull}, stance: red_line")) == ()
    assert (
        found(
            spoken_by("on: {line: pull}, stance: accept").replace("s1", "s0")
            + "  s9: {who: Y, for: east, on: {line: pull}, stance: reject}\n"
        )
        == ()
    )
    assert (
        found(
            spoken_by("on: {line: pull}, stance: accept").replace("for: north, ", "") + "  s9: {who: Y, on: {line: pull}, stance: reject}\n"
        )
        == ()
    )
    assert [each.about for each in found(spoken_by("on: line, stance: accept", "on: line, stance: reject"))] == ["line"]


VIEW = "positions: {north: {%s}}\n"


@pytest.mark.parametrize(
    ("entry", "stance", "key"),
    [
        ("view: {line: {pull: {view: wants, evidence: [s1]}}}", "reject", "view/north/view:line:pull/s1"),
        ("view: {line: {pull: can_live}}", "red_line", "view/north/view:line:pull/s1"),
        ("view: {line: {pull: rejects}}", "accept", "view/north/view:line:pull/s1"),
        ("view: {line: {pull: never}}", "accept", "view/north/view:line:pull/s1"),
        ("red_lines: [{id: r, never: {line: [pull, leave]}}]", "accept", "view/north/r/s1"),
        ("red_lines: [{id: r, always: {line: hold}}]", "accept", "view/north/r/s1"),
        ("view: {line: {pull: wants}}", "accept", ""),
        ("view: {line: {pull: rejects}}", "reject", ""),
        ("view: {line: {pull: indifferent}}", "red_line", ""),
        ("view: {line: {pull: {only_if: {fee: 3}}}}", "red_line", ""),
        ("view: {line: {leave: wants}}", "reject", ""),
        ("view: {line: indifferent}", "reject", ""),
        ("red_lines: [{id: r, never: {line: pull, fee: 3}}]", "accept", ""),
        ("red_lines: [{id: r, if: {line: pull}, then: {fee: 3}}]", "accept", ""),
        ("red_lines: [{id: r, always: {line: pull}}]", "accept", ""),
    ],
)
def test_an_entry_against_a_statement(entry: str, stance: str, key: str) -> None:
    """A view or a red line over one issue, and a statement of the party that says the opposite of the same answer."""
    told = found(VIEW % entry + spoken_by(f"on: {{line: pull}}, stance: {stance}, said: 2031-03"))
    assert [each.id for each in told] == [key] * bool(key)
    if key:
        name = "line" if "red_lines" in entry else "view"
        assert (told[0].kind, told[0].computed_with, [each.name for each in told[0].sides]) == ("view", name, [name, "s1"])
        assert told[0].sides[0].on == told[0].sides[1].on == ("pull",)


def test_an_entry_is_held_against_its_evidence_and_what_is_not_surely_older() -> None:
    """What was said before the evidence of the entry is no contradiction of the entry, but of that evidence."""
    text = VIEW % "view: {line: {pull: {view: wants, from: statement, evidence: [s1]}}}"
    for said, there in (("said: 2031-03-01", False), ("said: 2031-05-01", True), ("said: 2031", True), ("grade: B2", True)):
        told = found(text + spoken_by("on: {line: pull}, stance: demand, said: 2031-04", f"on: {{line: pull}}, stance: reject, {said}"))
        assert [each.kind for each in told] == ["view"] * there, said


def test_a_reply_that_a_later_one_replaced() -> None:
    """Both with their days; an undated one counts as the earlier, and that is known to be no more than a rule."""
    told = one("replies: [{who: east, to: low, says: yes, date: 2031-03-01}, {who: east, to: low, says: no, date: 2031-02-01}]\n")
    assert (told.id, told.kind) == ("superseded/east/low/yes/2031-03-01/no/2031-02-01", "superseded")
    assert [(each.name, each.says, each.date) for each in told.sides] == [("earlier", "no", "2031-02-01"), ("later", "yes", "2031-03-01")]
    assert (told.first, told.computed_with) == ("earlier", "later")
    told = one("replies: [{who: east, to: low, says: yes, date: 2031-03-01}, {who: east, to: low, says: if}]\n")
    assert [(each.name, each.says, each.date) for each in told.sides] == [("earlier", "if", ""), ("later", "yes", "2031-03-01")]
    assert told.first == ""
    assert found("replies: [{who: east, to: low, says: yes, date: 2031-03-01}, {who: east, to: low, says: yes}]\n") == ()
    assert (
        found("replies: [{who: east, to: low, says: yes, date: 2031-03-01}, {who: east, to: low, says: silent, date: 2031-04-01}]\n") == ()
    )
    assert found("replies: [{who: east, to: low, says: yes}, {who: east, to: high, says: no}]\n") == ()


# --- resolved by a named person


BOTH = f"{ORDER}{S1}replies: [{{who: north, to: low, says: yes}}, {{who: north, to: high, says: no}}]\n"


def told(text: str) -> list[tuple[str, bool, str, str]]:
    return [
        (each.id, each.open, each.resolved.by if each.resolved else "", each.resolved.then if each.resolved else "") for each in found(text)
    ]


def test_a_resolution_takes_the_other_side_of_what_it_sets_aside_away() -> None:
    """Once the yes to low does not hold, nothing contradicts the no to high; it is said to stand no more, not to be resolved."""
    words = "resolved: {words/north/low/yes/undated: {by: A. Clerk, date: 2031-04-30, holds: words, why: A slip}}\n"
    assert told(BOTH + words) == [
        ("words/north/low/yes/undated", False, "A. Clerk", "set_aside"),
        ("words/north/high/no/undated", False, "", ""),
    ]
    resolution = found(BOTH + words)[0].resolved
    assert resolution is not None and (resolution.date, resolution.holds, resolution.why) == ("2031-04-30", "words", "A slip")
    reply = words.replace("holds: words", "holds: reply")
    assert told(BOTH + reply) == [("words/north/low/yes/undated", False, "A. Clerk", "edit"), ("words/north/high/no/undated", True, "", "")]


@pytest.mark.parametrize(
    ("text", "key", "then"),
    [
        (FIGURES + S1 + "replies: [{who: north, to: low, says: no}]\n", "reply/north/low/no/undated", {"reply": "edit", "figures": "set_aside"}),
        (LINE + S1 + "replies: [{who: north, to: high, says: yes}]\n", "line/north/high/yes/undated/dear", {"reply": "edit", "line": "set_aside"}),
        (f"positions: {{north: {{reservation: 8, {WORTHS}, order: {{line: [hold, pull]}}}}}}\n{S1}",
         "order/north/line", {"order": "edit", "figures": "stands"}),
        (VIEW % "view: {line: {pull: wants}}" + spoken_by("on: {line: pull}, stance: reject"),
         "view/north/view:line:pull/s1", {"view": "stands", "s1": "edit"}),
        (VIEW % "red_lines: [{id: r, never: {line: pull}}]" + spoken_by("on: {line: pull}, stance: accept"),
         "view/north/r/s1", {"line": "stands", "s1": "edit"}),
        (spoken_by("on: {line: pull}, stance: accept", "on: {line: pull}, stance: reject"), "statements/s1/s2/line", {"s1": "stands", "s2": "stands"}),
        ("replies: [{who: east, to: low, says: no}, {who: east, to: low, says: yes, date: 2031-02-01}]\n",
         "superseded/east/low/yes/2031-02-01/no/undated", {"earlier": "set_aside", "later": "stands"}),
    ],
)  # fmt: skip
def test_what_follows_from_each_resolution(text: str, key: str, then: dict[str, str]) -> None:
    """What does not hold is left out where it is a reply, and else the file must be edited; its sides are those that `holds` may name."""
    assert told(text) == [(key, True, "", "")]
    assert {each.name for each in one(text).sides} == set(then) <= set(sides_of(key))
    for holds, follows in then.items():
        assert told(f"{text}resolved: {{'{key}': {{by: A. Clerk, holds: {holds}}}}}\n") == [(key, False, "A. Clerk", follows)]


def test_figures_and_lines_that_do_not_hold_are_computed_with_until_the_file_is_edited() -> None:
    """A named person's word moves no figure and no line."""
    text = LINE + S1 + "replies: [{who: north, to: high, says: yes}]\n"
    plain, resolved = case_of(text), case_of(text + "resolved: {line/north/high/yes/undated/dear: {by: A. Clerk, holds: reply}}\n")
    assert [each.accepts for each in why(on(plain, DAY)).proposals] == [each.accepts for each in why(on(resolved, DAY)).proposals]


def test_a_resolution_of_nothing_changes_nothing_and_is_known() -> None:
    """Misspelt, of another day, or of what is no contradiction any more; one of a later day is not used at all."""
    text = (
        BOTH + "resolved: {words/north/low/yes/2031-01-01: {by: A. Clerk, holds: words}, order/north/line: {by: B. Clerk, holds: order}, "
    )
    text += "order/north/fee: {by: C. Clerk, holds: order, date: 2031-05-02}}\n"
    case = case_of(text)
    assert [each.id for each in unmatched(case, on(case, DAY))] == ["words/north/low/yes/2031-01-01", "order/north/line"]
    assert [each.open for each in contradictions(on(case, DAY))] == [True, True]
    assert unmatched(case_of(BOTH), on(case_of(BOTH), DAY)) == ()


# --- how what was said changed


def steps(text: str) -> list[tuple[str, str, list[tuple[str, str, tuple[str, ...]]], bool, int]]:
    case = case_of(text)
    return [(d.party, d.issue, [(s.date, s.stance, s.options) for s in d.steps], d.sure, d.undated) for d in drift(on(case, DAY))]


def test_a_stance_that_changed_is_told_in_the_order_of_its_dates() -> None:
    """Statements and replies to single issues; what says nothing new is left out, and so is what is only reported."""
    text = spoken_by(
        "on: {line: [pull, leave]}, stance: reject, said: 2031-02-01",
        "on: {line: pull}, stance: reject, said: 2031-02-20",
        "on: {line: pull}, stance: neutral_report, said: 2031-03-01",
        "on: {line: pull}, stance: conditional, said: 2031-03",
        "on: {line: pull}, stance: mixed",
        "on: {line: leave}, stance: reject, said: 2031-04-10",
    )
    text += "replies: [{who: north, to: low, date: 2031-04-20, on: {line: yes, fee: no}, evidence: [s1]}]\n"
    dated = [("2031-02-01", "reject", ("pull", "leave")), ("2031-03", "conditional", ("pull",)), ("2031-04-20", "accept", ("pull",))]
    assert steps(text) == [("north", "line", dated, True, 1)]
    (told,) = drift(on(case_of(text), DAY))
    assert [(s.statement, s.proposal, s.basis, s.evidence) for s in told.steps] == [
        ("s1", "", "statement", ("s1",)), ("s4", "", "statement", ("s4",)), ("", "low", "statement", ("s1",)),
    ]  # fmt: skip


def test_what_did_not_change_or_has_no_date_is_no_drift() -> None:
    same = spoken_by("on: {line: pull}, stance: reject, said: 2031-02-01", "on: {line: pull}, stance: reject, said: 2031-03-01")
    assert steps(same) == []
    assert (
        steps(spoken_by("on: {line: pull}, stance: reject, said: 2031-02-01", "on: {line: hold}, stance: accept, said: 2031-03-01")) == []
    )
    assert steps(spoken_by("on: {line: pull}, stance: reject, said: 2031-02-01", "on: {line: pull}, stance: accept")) == []
    assert (
        steps(spoken_by("on: {line: pull}, stance: reject, said: 2031-02-01", "on: {line: pull}, stance: accept, said: 2031-06-01")) == []
    )


def test_an_order_that_the_dates_do_not_tell_is_not_sure() -> None:
    text = spoken_by("on: line, stance: reject, said: 2031-02", "on: line, stance: accept, said: 2031-02-03~")
    assert steps(text) == [("north", "line", [("2031-02", "reject", ()), ("2031-02-03~", "accept", ())], False, 0)]


# --- laws


@st.composite
def recorded(draw: st.DrawFn) -> Case:
    """A case with replies and with statements on all its answers, dated and not."""
    case = draw(spoken())
    people = [reply.who for reply in case.replies] or [case.parties[0].id]
    made = []
    for n in range(draw(st.integers(0, 8))):
        issue = draw(st.sampled_from(case.issues))
        options = tuple(draw(st.lists(st.sampled_from([o.id for o in issue.options]), unique=True, max_size=2)))
        when = draw(st.sampled_from(["", "2031-01-05", "2031-02", "2031-02-10~", "2031-03-01/.."]))
        stance = draw(st.sampled_from(["accept", "reject", "red_line", "accept", "demand", "mixed"]))
        made.append(Statement(f"s{n}", "X", draw(st.sampled_from(people)), ((issue.id, options),), stance, said=when))
    return replace(case, statements=tuple(made))


def untied(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Of the replies of one party to one proposal on one day only the first: which is the last depends on the order in the file."""
    return tuple({(r.who, r.to, r.date): r for r in reversed(replies)}.values())


@given(recorded(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_record_says_nothing(case: Case, random: Any) -> None:
    """Neither of statements nor of replies: the same contradictions and the same drift."""
    first = replace(case, replies=untied(case.replies), resolved=())
    shuffled = {name: list(getattr(first, name)) for name in ("replies", "statements")}
    for entries in shuffled.values():
        random.shuffle(entries)
    other = replace(first, **{name: tuple(entries) for name, entries in shuffled.items()})
    assert contradictions(other) == contradictions(first)
    assert drift(other) == drift(first)


@given(recorded())
@settings(max_examples=40)
def test_ids_are_unique_and_sides_are_what_holds_may_name(case: Case) -> None:
    """Each with two sides that say different things, listed by kind; each party and evidence is known."""
    told = contradictions(case)
    assert len({each.id for each in told}) == len(told)
    assert [KINDS.index(each.kind) for each in told] == sorted(KINDS.index(each.kind) for each in told)
    for each in told:
        assert {one.name for one in each.sides} <= set(sides_of(each.id)) and len({one.name for one in each.sides}) == 2
        assert each.sides[0].says != each.sides[1].says
        assert each.computed_with in ("", *(one.name for one in each.sides))
        assert each.first in ("", *(one.name for one in each.sides))


@given(recorded())
@settings(max_examples=40)
def test_only_a_named_person_resolves(case: Case) -> None:
    """Whatever the record holds: all is open before, and what is resolved afterwards is what was resolved."""
    before = contradictions(replace(case, resolved=()))
    assert all(each.open and each.resolved is None for each in before)
    every = tuple(Resolved(each.id, "A. Clerk", each.sides[n % 2].name) for n, each in enumerate(before))
    after = contradictions(on(replace(case, resolved=every), DAY))
    assert [(each.id, each.open) for each in after] == [(each.id, False) for each in before]
    assert all(each.resolved is not None and each.resolved.by == "A. Clerk" for each in after)


def test_the_table_of_opposites_is_about_known_stances() -> None:
    """And it is symmetric between stances."""
    assert {stance for opposed in OPPOSITE.values() for stance in opposed} <= set(STANCES)
    for stance in set(OPPOSITE) & set(STANCES):
        assert all(stance in OPPOSITE[other] for other in OPPOSITE[stance])


def test_one_proposal_is_told_of_alone() -> None:
    case = on(case_of(BOTH), DAY)
    assert [each.about for each in why(case, proposal="low").contradictions] == ["low"]
    assert [each.about for each in why(case).contradictions] == ["low", "high"]


# --- at the edges


def test_alike_worths_turn_no_order_round() -> None:
    """An order is strict, and so must be what contradicts it; over intervals, surely so."""
    base = "positions: {north: {reservation: 8, worth: {line: {hold: %s, pull: %s}}, order: {line: [hold, pull]}}}\n"
    assert found(base % ("4", "4")) == () and found(base % ("[3, 5]", "[5, 6]")) == ()
    assert [each.kind for each in found(base % ("[3, 5]", "[6, 7]"))] == ["order"]


def test_evidence_that_denies_its_entry_is_shown_however_old() -> None:
    text = VIEW % "view: {line: {pull: {view: wants, evidence: [s1, s2]}}}"
    told = found(text + spoken_by("on: {line: pull}, stance: reject, said: 2031-01", "on: {line: pull}, stance: demand, said: 2031-04"))
    assert [each.id for each in told] == ["view/north/view:line:pull/s1"]


def test_an_order_of_several_steps_is_sure_only_where_each_is() -> None:
    dates = ("reject, said: 2031-02-01", "accept, said: 2031-03", "reject, said: 2031-03-05")
    assert [told[3:] for told in steps(spoken_by(*(f"on: line, stance: {one}" for one in dates)))] == [(False, 0)]


def test_of_several_replies_on_the_other_side_no_one_day_is_named() -> None:
    """A proposal that leaves the line open, and is accepted by one reply for one line and by another for the rest."""
    text = HEAD.replace("half: {package: {line: leave}}", "half: {package: {fee: 9}}\n  held: {package: {line: hold, fee: 3}}")
    text += "positions: {north: {order: {fee: up, line: [leave, pull]}}}\nreplies:\n  - {who: north, to: half, says: no}\n"
    text += "  - {who: north, to: low, says: yes, date: 2031-02-01}\n  - {who: north, to: held, says: yes, date: 2031-02-02}\n"
    (told,) = contradictions(on(formats.read({"case.yaml": text.encode()}), DAY))
    assert (told.id, told.sides[1].says, told.sides[1].date) == ("words/north/half/no/undated", "yes", "")
