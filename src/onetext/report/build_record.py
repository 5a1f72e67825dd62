"""What contradicts and what changed in the record, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onetext.analysis import record as found
from onetext.analysis.contradictions import Contradiction, Resolution, Side
from onetext.model.case import Case
from onetext.model.positions import Parts, RedLine, red_lines
from onetext.report import parts_record as parts
from onetext.report.say import line_words, option_label, titled
from onetext.report.text import count, day, listed, name

BASES = {"answer": "the party’s own answer", "statement": "a public statement", "guess": "an estimate"}
ANSWERS = {"yes": "yes", "no": "no", "if": "with conditions"}
SAYING = {"yes": "said yes", "no": "said no", "if": "answered with conditions"}
VIEWS = {"wants": "wanted", "can_live": "one to live with", "rejects": "rejected", "never": "never acceptable"}
STANCES = {
    "accept": "accepted", "reject": "rejected", "red_line": "called a red line", "conditional": "accepted on conditions",
    "demand": "demanded", "mixed": "spoken of both ways",
}  # fmt: skip
SIDES = {
    "reply": "its reply", "figures": "its figures", "line": "its red line", "words": "what else it said", "order": "its order",
    "view": "what is recorded of it", "earlier": "the earlier reply", "later": "the later reply",
}  # fmt: skip
"""What a side is called in a sentence; one named by its statement is `the statement`."""


def contradiction(case: Case, one: Contradiction) -> parts.Contradiction:
    """A contradiction in words, with both sides and their sources."""
    sides = tuple(_side(case, one, side) for side in one.sides)
    evidence = tuple(dict.fromkeys(key for side in sides for key in side.evidence))
    resolved = None if one.resolved is None else _resolution(one.resolved, case, one)
    return parts.Contradiction(
        TEXTS[one.kind](case, one), one.party, evidence, one.id, one.kind, one.about, sides, one.computed_with, one.first, one.stronger,
        one.open, resolved,
    )  # fmt: skip


# --- the sentence of each kind


def _title(case: Case, one: Contradiction) -> str:
    return name(next(proposal.name for proposal in case.proposals if proposal.id == one.about))


def _line(case: Case, one: Contradiction, key: str) -> RedLine:
    return next(line for line in red_lines(case.position[one.party]) if line.id == key)


def _line_text(case: Case, one: Contradiction) -> str:
    who, words = name(case.name(one.party)), line_words(case, _line(case, one, one.sides[1].of))
    return f"{who} said yes to {_title(case, one)}, which its own red line “{words}” rules out. This brief computes with the red line."


def _reply_text(case: Case, one: Contradiction) -> str:
    who, (reply, other) = name(case.name(one.party)), one.sides
    party = case.party.get(one.party)
    ground = "what its members hold" if party is not None and party.is_a("bloc") else "its red lines and figures"
    computed = "members" if party is not None and party.is_a("bloc") else "figures"
    return (
        f"{who} said {reply.says} to {_title(case, one)}; by {ground} it would say {other.says}. This brief computes with the {computed}."
    )


def _words_text(case: Case, one: Contradiction) -> str:
    who, (reply, other) = name(case.name(one.party)), one.sides
    said = f"{who} said {reply.says} to {_title(case, one)}; by what else it said it would say {other.says}."
    return f"{said} What follows from both is left open."


def _order_text(case: Case, one: Contradiction) -> str:
    who, (order, _) = name(case.name(one.party)), one.sides
    better, worse = (_ranked(case, answers) for answers in order.ranked)
    return f"{who} is said to put {better} above {worse}; its worths say the reverse. This brief computes with the worths."


def _ranked(case: Case, said: Parts) -> str:
    """Answers that an order ranks, each with its issue."""
    return " with ".join(f"“{answers(case, issue, (option,))}”" for issue, option in said)


def answers(case: Case, issue_id: str, options: Iterable[str]) -> str:
    """An issue and some of its options, or the issue alone: `Where do the forces stand? Out of the strait`."""
    issue = case.issue[issue_id]
    labels = [name(option_label(issue, issue.option(option))) for option in options]
    return f"{titled(issue.name)} {listed(labels, 'or')}" if labels else name(issue.name)


def _view_text(case: Case, one: Contradiction) -> str:
    entry, statement = one.sides
    about, who = answers(case, one.about, statement.on), name(case.name(one.party))
    held = f"a red line of {who}" if entry.name == "line" else f"{VIEWS[entry.says]} by {who}"
    against = f"a statement for it has it {STANCES[statement.says]}"
    return f"Recorded as {held}: “{about}”; {against}. This brief computes with what is recorded."


def _statements_text(case: Case, one: Contradiction) -> str:
    earlier, later = one.sides
    about, who = answers(case, one.about, earlier.on), name(case.name(one.party))
    said = (STANCES[earlier.says], STANCES[later.says])
    if one.first:
        text = f"By statements for {who}, “{about}” was first {said[0]}, then {said[1]}."
    else:
        text = f"By statements for {who}, “{about}” is {said[0]} and {said[1]}; the dates do not tell which came first."
    return f"{text} Nothing is computed from statements themselves."


def _superseded_text(case: Case, one: Contradiction) -> str:
    who, (earlier, later) = name(case.name(one.party)), one.sides
    said = f"{who} first {SAYING[earlier.says]} to {_title(case, one)}, then {SAYING[later.says]}."
    if one.first:
        return f"{said} The later reply counts."
    if later.date and not earlier.date:
        return f"{said} The first has no date, so it is taken as the earlier; the later reply counts."
    return f"{said} The dates do not tell which came first; the one that stands later in the file counts."


TEXTS: dict[str, Callable[[Case, Contradiction], str]] = {
    "line": _line_text, "reply": _reply_text, "words": _words_text, "order": _order_text, "view": _view_text,
    "statements": _statements_text, "superseded": _superseded_text,
}  # fmt: skip

# --- sides and resolutions

SAID_ON_A_DAY = ("reply", "earlier", "later", "statement")


def _side(case: Case, one: Contradiction, side: Side) -> parts.Side:
    known = next((statement for statement in case.statements if statement.id == side.name), None)
    kind = "statement" if known is not None and side.name not in SIDES else side.name
    if kind == "statement" and known is not None:
        speaker = name(known.who) if known.who else "a speaker who is not named"
        what = f"The statement of {speaker}: {STANCES.get(side.says, side.says)}"
    else:
        what = f"{SIDES[side.name][0].upper()}{SIDES[side.name][1:]}: {_says(case, one, side)}"
    when = day(side.date) if side.date else "day not recorded" if kind in SAID_ON_A_DAY else ""
    text = ", ".join(word for word in (what, when, BASES[side.basis]) if word)
    return parts.Side(side.name, f"{text}.", side.says, side.of, side.on, side.date, side.basis, side.evidence)  # type: ignore[arg-type]


def _says(case: Case, one: Contradiction, side: Side) -> str:
    if side.name == "line":
        return f"“{line_words(case, _line(case, one, side.of))}”"
    if side.name == "view":
        return VIEWS[side.says]
    if side.ranked:
        return " above ".join(_ranked(case, said) for said in side.ranked)
    return ANSWERS[side.says]


def _resolution(by: Resolution, case: Case, one: Contradiction) -> parts.Resolution:
    when = f" on {day(by.date)}" if by.date else ""
    holds = SIDES.get(by.holds, f"the statement {name(by.holds)}")
    why = f" Why: {name(by.why.rstrip('.'))}." if by.why else ""
    return parts.Resolution(
        by.by, by.date, by.holds, by.why, by.then, f"Resolved by {name(by.by)}{when}: {holds} holds.{why} {_then(by, one)}"
    )


def _then(by: Resolution, one: Contradiction) -> str:
    """What follows from a resolution, in a sentence."""
    if by.then == "set_aside":
        return "The reply that does not hold is left out of what is computed."
    if by.then == "edit":
        other = SIDES.get(one.computed_with, "what else it said")
        return f"Nothing changes by that alone: this brief still computes with {other}, until the case file is edited."
    return "What is computed stays as it is."


# --- drift


def drift(case: Case, one: found.Drift) -> parts.Drift:
    """How what a party said of an issue changed, in words."""
    steps = tuple(
        parts.DriftStep(
            step.date, step.stance, step.options, _step_words(case, one.issue, step), step.statement, step.proposal, step.basis,  # type: ignore[arg-type]
            step.evidence,
        )
        for step in one.steps
    )  # fmt: skip
    notes = ["The dates do not tell this order for sure."] * (not one.sure)
    if one.undated:
        said = (
            "One more saying on this has no known date"
            if one.undated == 1
            else f"{count(one.undated, 'more saying').capitalize()} on this have no known date"
        )
        notes.append(f"{said}.")
    return parts.Drift(one.party, one.issue, case.issue[one.issue].name, steps, one.sure, one.undated, " ".join(notes))


def _step_words(case: Case, issue_id: str, step: found.Step) -> str:
    issue = case.issue[issue_id]
    labels = listed([f"“{name(option_label(issue, issue.option(option)))}”" for option in step.options], "or")
    reply = next((f", in reply to {name(p.name)}" for p in case.proposals if p.id == step.proposal), "")
    return f"{labels} {STANCES.get(step.stance, step.stance)}{reply}".strip()
