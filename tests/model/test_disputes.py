"""Replies that something speaks against, against their definition; and what a named person's word does to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.by_definition import completed
from onetext import formats
from onetext.analysis.figures import alone, figures
from onetext.errors import InputError
from onetext.model.acceptance import Answer, accepts, crossed
from onetext.model.case import Case
from onetext.model.day import later_records, on
from onetext.model.disputes import Dispute, disputes
from onetext.model.inference import once_explained
from onetext.model.positions import red_lines
from onetext.model.records import Reply, Resolved
from onetext.model.resolved import SIDES, contradiction_id, counted, parts_of, reply_parts
from spoken import spoken as spoken_and_resolved
from strategies import DAY


def spoken() -> st.SearchStrategy[Case]:
    """Random cases in which nothing is resolved yet."""
    return spoken_and_resolved().map(lambda case: replace(case, resolved=()))


def last_of_each(case: Case) -> list[Reply]:
    """The last reply of everybody to each proposal, by date; undated first, then as they stand."""
    last: dict[tuple[str, str], Reply] = {}
    for reply in sorted(case.replies, key=lambda r: r.date or date.min):
        if reply.says in ("yes", "no", "if"):
            last[reply.who, reply.to] = reply
    return list(last.values())


def by_definition(case: Case) -> tuple[set[tuple[str, str]], set[tuple[str, str, str]]]:
    """Who contradicts itself on which proposal as all else has it; and whose yes lies behind which own red line, wholly."""
    against, lines = set(), set()
    for reply in last_of_each(case):
        every = completed(case, dict(next(p.package for p in case.proposals if p.id == reply.to)))
        rest = replace(case, replies=tuple(r for r in case.replies if (r.who, r.to) != (reply.who, reply.to)))
        own = red_lines(case.position[reply.who]) if reply.who in case.position else ()
        if reply.says == "yes":
            lines |= {(reply.who, reply.to, line.id) for line in own if all(line in crossed(case, reply.who, k) for k in every)}
        opposite = {"yes": {Answer.NO}, "no": {Answer.YES}}.get(reply.says)
        if {accepts(rest, reply.who, k) for k in every} == opposite:
            against.add((reply.who, reply.to))
    return against, lines


@given(spoken())
def test_a_reply_is_disputed_iff_all_else_says_the_opposite_of_every_completion(case: Case) -> None:
    against, lines = by_definition(case)
    found = [one for one in disputes(case) if one.kind != "superseded"]
    assert {(one.reply.who, one.reply.to) for one in found} == against
    assert {(one.reply.who, one.reply.to, one.line.id) for one in found if one.line} == lines
    assert all(one.computed is (Answer.NO if one.reply.says == "yes" else Answer.YES) for one in found)


@given(spoken())
def test_each_change_of_a_reply_is_listed_once(case: Case) -> None:
    """From one saying to the next of the same party on the same proposal."""
    changes = 0
    for who, to in {(reply.who, reply.to) for reply in case.replies}:
        mine = [r for r in case.replies if (r.who, r.to) == (who, to) and r.says in ("yes", "no", "if")]
        said = [r.says for r in sorted(mine, key=lambda r: r.date or date.min)]
        changes += sum(a != b for a, b in pairwise(said))
    assert len([one for one in disputes(case) if one.kind == "superseded"]) == changes


@given(spoken(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_record_says_nothing(case: Case, random: object) -> None:
    """Of replies of a party to one proposal on one day the last counts; all others may stand in any order."""
    shuffled = list(case.replies)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    place = {id(reply): n for n, reply in enumerate(case.replies)}
    queues = {
        (r.who, r.to, r.date): iter(
            [s for s in sorted(shuffled, key=lambda s: place[id(s)]) if (s.who, s.to, s.date) == (r.who, r.to, r.date)]
        )
        for r in shuffled
    }
    other = replace(case, replies=tuple(next(queues[r.who, r.to, r.date]) for r in shuffled))
    assert [one.id for one in disputes(other)] == [one.id for one in disputes(case)]


@given(spoken(), st.data())
def test_a_reply_that_does_not_hold_counts_as_little_as_if_it_were_not_there(case: Case, data: st.DataObject) -> None:
    """Whoever it is: every package is then answered as without the reply; and where the reply holds nothing changes."""
    found = disputes(case)
    assume(found)
    one = data.draw(st.sampled_from(found))
    first, second = SIDES[one.kind]
    gone = one.later if one.later is not None else one.reply
    without = replace(case, replies=tuple(reply for reply in case.replies if reply is not gone))
    aside = on(replace(case, resolved=(Resolved(one.id, "A. Clerk", first if one.later else second),)), DAY)
    stands = on(replace(case, resolved=(Resolved(one.id, "A. Clerk", second if one.later else first),)), DAY)
    twice = [r for r in case.replies if reply_parts(r) == reply_parts(gone)]
    for package in list(case.packages())[:60]:
        if len(twice) == 1:
            assert accepts(aside, gone.who, package) is accepts(without, gone.who, package)
        assert accepts(stands, gone.who, package) is accepts(case, gone.who, package)
    assert [d.id for d in disputes(aside)] == [d.id for d in found]
    assert on(aside, DAY) == aside


@given(spoken(), st.data())
@settings(max_examples=25)
def test_what_names_no_contradiction_of_the_day_sets_nothing_aside(case: Case, data: st.DataObject) -> None:
    """A reply against which nothing speaks counts, whatever a resolution says of it."""
    assume(case.replies)
    reply = data.draw(st.sampled_from(case.replies))
    kind = data.draw(st.sampled_from(["reply", "line", "words"]))
    key = contradiction_id(kind, *reply_parts(reply), *(["r"] if kind == "line" else []))
    assume(key not in {one.id for one in disputes(case)})
    today = on(replace(case, resolved=(Resolved(key, "A. Clerk", SIDES[kind][1]),)), DAY)
    assert today.resolved == ()
    assert today == on(case, DAY)


TEXT = """
onetext: 1
as_of: 2031-05-01
parties: {{north: {{}}, "e/w": {{}}}}
issues: {{fee: {{from: 0, to: 9, step: 3}}, port: {{options: {{shut: Shut, open: Open}}}}}}
positions:
  north: {{order: {{fee: up}}, red_lines: [{{id: dear, never: {{fee: 9}}, until: 2031-05-31}}]}}
  e/w: {{reservation: 5, worth: {{fee: {{0: 9, 9: 0}}}}}}
proposals: {{low: {{package: {{fee: 3, port: shut}}}}, high: {{package: {{fee: 9}}}}, p/q: {{package: {{fee: 9, port: open}}}}}}
replies: [{}]
"""


def found(replies: str, day: date = DAY) -> list[str]:
    return [one.id for one in disputes(on(formats.read({"case.yaml": TEXT.format(replies).encode()}), day))]


def test_what_the_ids_say() -> None:
    """Kind, who, to what, what was said, when; a slash within a name is written %2F."""
    assert found("{who: north, to: high, says: yes}") == ["line/north/high/yes/undated/dear"]
    assert found("{who: e/w, to: p/q, says: yes, date: 2031-04-01}") == ["reply/e%2Fw/p%2Fq/yes/2031-04-01"]
    assert parts_of("reply/e%2Fw/p%2Fq/yes/2031-04-01") == ("reply", "e/w", "p/q", "yes", "2031-04-01")
    assert parts_of(contradiction_id("line", "a%2Fb", "/")) == ("line", "a%2Fb", "/")
    changed = "{who: north, to: low, says: yes, date: 2031-04-01}, {who: north, to: low, says: if}"
    assert found(changed) == ["superseded/north/low/yes/2031-04-01/if/undated"]


def test_a_line_that_is_not_in_force_contradicts_nothing() -> None:
    """A yes of May to what is refused until the end of May is a plain yes in June."""
    assert found("{who: north, to: high, says: yes}", date(2031, 6, 1)) == []


def test_an_answer_with_conditions_and_silence_contradict_nothing() -> None:
    """Nor does a reply to single issues."""
    assert found("{who: north, to: high, says: if}, {who: e/w, to: high, says: silent}, {who: e/w, to: low, on: {fee: no}}") == []


def test_a_resolution_of_a_later_day_is_left_out_and_counted() -> None:
    text = TEXT.format("{who: north, to: high, says: yes}")
    text += "resolved: {line/north/high/yes/undated/dear: {by: A. Clerk, date: 2031-05-02, holds: line}}\n"
    case = formats.read({"case.yaml": text.encode()})
    assert (on(case, DAY).resolved, later_records(case, DAY)) == ((), 1)
    assert (on(case, DAY + timedelta(1)).resolved, later_records(case, DAY + timedelta(1))) == (case.resolved, 0)


def test_nobody_resolves_nothing() -> None:
    """A resolution without a name, and one for a side that there is not, are refused at their places."""
    text = TEXT.format("{who: north, to: high, says: yes}")
    for told, message in {
        "{holds: line}": "a contradiction resolved has no 'by'",
        "{by: A. Clerk}": "a contradiction resolved has no 'holds'",
        "{by: ' ', holds: line}": "'line/north/high/yes/undated/dear' is resolved by nobody",
        "{by: A. Clerk, holds: figures}": "unknown side 'figures'; known: reply, line",
    }.items():
        with pytest.raises(InputError) as caught:
            formats.read({"case.yaml": f"{text}resolved:\n  line/north/high/yes/undated/dear: {told}\n".encode()})
        assert message in str(caught.value) and len(caught.value.problems) == 1, str(caught.value)


def test_what_a_dispute_knows() -> None:
    """A refusal of what is nowhere worse than what was accepted: the accepted proposal stands behind it."""
    case = on(formats.read({"case.yaml": TEXT.format("{who: north, to: low, says: yes}, {who: north, to: p/q, says: no}").encode()}), DAY)
    assert disputes(case) == ()
    cheap = TEXT.replace("never: {{fee: 9}}", "never: {{fee: 0}}").replace("port: open}}}}}}\nrep", "port: shut}}}}}}\nrep")
    case = on(formats.read({"case.yaml": cheap.format("{who: north, to: low, says: yes}, {who: north, to: p/q, says: no}").encode()}), DAY)
    one, other = disputes(case)
    assert isinstance(one, Dispute) and (one.kind, one.reply.to, one.computed.value) == ("words", "low", "no")
    assert [(r.kind, r.id) for r in one.reasons] == [("reply", "p/q")]
    assert (other.kind, other.reply.to, [(r.kind, r.id) for r in other.reasons]) == ("words", "p/q", [("reply", "low")])


def test_what_other_words_leave_open_contradicts_nothing() -> None:
    """Between an accepted and a refused proposal other words say both; only the two ends contradict all else."""
    text = TEXT.replace("never: {{fee: 9}}", "never: {{port: open}}").replace("{{fee: 9}}}}, p/q", "{{fee: 9, port: shut}}}}, p/q")
    text = text.replace("{{fee: 9, port: open}}", "{{fee: 6, port: shut}}")
    said = "{who: north, to: low, says: yes}, {who: north, to: high, says: no}, {who: north, to: p/q, says: yes}"
    case = on(formats.read({"case.yaml": text.format(said).encode()}), DAY)
    assert [(one.kind, one.reply.to) for one in disputes(case)] == [("words", "low"), ("words", "high")]


@given(spoken_and_resolved())
def test_what_is_set_aside_is_so_in_every_other_reading_of_the_case(case: Case) -> None:
    """Once movements are made, and where one voter alone is looked at with a figure that has not moved."""
    aside = [reply for reply in case.replies if reply not in counted(case)]
    assert not {reply_parts(reply)[:2] for reply in once_explained(case)} & {reply_parts(r)[:2] for r in aside} - {
        reply_parts(r)[:2] for r in counted(case)
    }
    for position in case.positions:
        for figure in [one for one in figures(position) if one.points is not None][:1]:
            mine = alone(case, figure, figure.points)
            for package in list(case.packages())[:20]:
                assert accepts(mine, position.party, package) is accepts(case, position.party, package)


def test_a_refusal_set_aside_does_not_come_back_as_an_answer_with_conditions() -> None:
    """Where a movement takes the red line away that explains it, the yes before it still counts."""
    text = TEXT.replace("never: {{fee: 9}}", "never: {{port: open}}, soften: 1")
    said = "{who: north, to: p/q, says: yes}, {who: north, to: p/q, says: no, date: 2031-02-01}"
    text = text.format(said) + "resolved: {superseded/north/p%2Fq/no/2031-02-01/yes/undated: {by: A. Clerk, holds: earlier}}\n"
    case = on(formats.read({"case.yaml": text.encode()}), DAY)
    assert [(reply.says, reply.date) for reply in once_explained(case)] == [("yes", None)]


def test_a_voter_looked_at_alone_is_without_what_was_set_aside() -> None:
    """Its worths decide nothing where nobody knows its reservation value; its words do, but for the reply that does not hold."""
    position = "{{reservation: unknown, worth: {{port: {{open: 1}}}}, order: {{fee: up}}}}"
    text = TEXT.replace("{{order: {{fee: up}}, red_lines: [{{id: dear, never: {{fee: 9}}, until: 2031-05-31}}]}}", position)
    text = text.replace("port: open}}}}}}\nrep", "port: shut}}}}}}\nrep")
    text = text.format("{who: north, to: low, says: yes}, {who: north, to: p/q, says: no}")
    case = on(
        formats.read({"case.yaml": f"{text}resolved: {{words/north/low/yes/undated: {{by: A. Clerk, holds: words}}}}\n".encode()}), DAY
    )
    (figure,) = figures(case.position["north"])
    for voter in (case, alone(case, figure, figure.points)):
        assert accepts(voter, "north", {"fee": "3", "port": "shut"}) is Answer.NO


def test_beside_a_red_line_other_words_are_not_held_against_a_yes() -> None:
    """It is the line that refuses it, and nothing is left open."""
    said = "{who: north, to: low, says: no}, {who: north, to: p/q, says: yes}"
    text = TEXT.replace("{{fee: 3, port: shut}}", "{{fee: 9, port: open}}").format(said)
    assert [(one.kind, one.reply.to) for one in disputes(on(formats.read({"case.yaml": text.encode()}), DAY))] == [("line", "p/q")]
    free = text.replace("never: {fee: 9}", "never: {port: shut}")
    assert [(one.kind, one.reply.to) for one in disputes(on(formats.read({"case.yaml": free.encode()}), DAY))] == [
        ("words", "low"),
        ("words", "p/q"),
    ]
