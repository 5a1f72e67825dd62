"""Events in plain words, one line each; loaded words and shares of blame have no place in them.

`Naming` gives the names of parties, issues and options by their ids, and the draft that was on the table before, so that a long
package is told by what it changes. Nothing else is told that the event itself does not hold, so that a viewer's events tell what
this viewer may know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from onetext.model import artefacts as a
from onetext.model.checks import one_line
from onetext.model.conditions import Always, Condition, Count, Form, Implies, Never, Range, Sum
from onetext.model.numbers import Interval, show
from onetext.process import events as e
from onetext.process import questions as q
from onetext.process.terms import ESCROW

Names = Mapping[str, str]
Titles = Callable[[str, str], str]
"""Issue and option -> the option's title; issue and "" -> the issue's; "" where there is none."""
DECIMALS = 4
THIS = "this package: "
FEW = 6
"""The most options that a sentence lists where it can name a draft instead."""


def untitled(issue: str, option: str) -> str:
    """Where no titles are known."""
    return ""


@dataclass(frozen=True, slots=True)
class Naming:
    """How a viewer's sentences name things: parties and the mediator by id, options by their titles, the draft before by its number."""

    names: Names
    titles: Titles = untitled
    draft: e.TextTabled | None = None

    def __call__(self, who: str) -> str:
        return self.names.get(who, who)

    def option(self, issue: str, option: str) -> str:
        """One option of an issue: `Price: 420 thousand crowns`; its ids where no title is known."""
        found, title = self.titles(issue, option), self.issue(issue)
        return f"{title}{'' if title.endswith('?') else ':'} {found}" if found else f"{issue}={option}"

    def issue(self, issue: str) -> str:
        """An issue by its title."""
        return self.titles(issue, "") or issue

    def options(self, options: Iterable[tuple[str, str]]) -> str:
        """Some options: `Price: 420 thousand crowns; Keys: In October`."""
        return "; ".join(self.option(*one) for one in options) or "nothing"

    def package(self, options: Iterable[tuple[str, str]], called: str = "") -> str:
        """A package, `called` so where its options are listed; one that is near to the draft's is told by what it changes in it."""
        given = tuple(options)
        near = self._near(dict(given)) if self.draft is not None else None
        return near or called + self.options(given)

    def _near(self, given: dict[str, str]) -> str | None:
        """A package as the draft's with changes; None where it is easier to list."""
        assert self.draft is not None
        there = {**dict(self.draft.package), **dict(self.draft.settled)}
        changed = [(issue, option) for issue, option in given.items() if there.get(issue) != option]
        if not there.keys() <= given.keys() or len(changed) > FEW or (changed and len(given) <= FEW):
            return None
        what = f"what draft {self.draft.number} puts forward"
        return f"{what}, but with {self.options(changed)}" if changed else what


def told(event: e.Event, names: Names | Naming) -> str:
    """An event as one line: what somebody wrote can begin no line of its own, nor turn the direction of what follows."""
    return one_line(TELLS[type(event)](event, names if isinstance(names, Naming) else Naming(names)))


NAMELESS = Naming({})


def condition(of: Condition, name: Naming = NAMELESS) -> str:
    """A condition in words."""
    return " and ".join(_part(issue, part, name) for issue, part in of.parts) or "anything"


def _part(issue: str, part: Any, name: Naming) -> str:
    if isinstance(part, Range):
        ends = ((part.low, "from"), (part.high, "up to"))
        return f"{name.issue(issue)} {' '.join(f'{word} {show(end)}' for end, word in ends if end is not None)}"
    first, *others = part.options
    return " or ".join([name.option(issue, first), *(name.titles(issue, option) or option for option in others)])


def form(of: Form, name: Naming = NAMELESS) -> str:
    """A red line in words."""
    match of:
        case Never(when):
            return f"never “{condition(when, name)}”"
        case Always(when):
            return f"always “{condition(when, name)}”"
        case Implies(when, then):
            return f"if “{condition(when, name)}” then “{condition(then, name)}”"
        case Count(some, at_least, at_most):
            return f"{_bounds(at_least, at_most)} of these: {'; '.join(condition(one, name) for one in some)}"
        case Sum(weights, at_least, at_most):
            parts = (f"{show(weight)} x {name.issue(issue)}" for issue, weight in weights)
            return f"{' + '.join(parts)} {_bounds(at_least, at_most)}"


def _bounds(low: Any, high: Any) -> str:
    return " and ".join(f"{word} {show(end)}" for word, end in (("at least", low), ("at most", high)) if end is not None)


def question(of: q.Question, name: Naming = NAMELESS) -> str:
    """A question as its subject: what one is asked about."""
    match of:
        case q.OnArticle(article):
            return f"article {article}"
        case q.OnPackage(options):
            return f"whether it would accept {name.package(options, THIS)}"
        case q.OnWorth(issue, option):
            return f"what this is worth to it: {name.option(issue, option)}"
        case q.OnReservation():
            return "below what value it would rather have no agreement"
        case q.OnLine(line):
            return f"whether it has a red line: {form(line, name)}"
        case q.OnPreference(rather, than):
            return f"which it would rather have: first, {name.options(rather)}; or second, {name.options(than)}"


def answer(of: q.Answer) -> str:
    """An answer in words."""
    parts = [of.says, points(of.points) if of.points is not None else ""]
    parts += [f"to be given up for {number(of.soften)} of its points" if of.soften is not None else "", f"“{of.words}”" if of.words else ""]
    return "; ".join(part for part in parts if part)


def ended(text: str) -> str:
    """A sentence with its full stop, where a quotation has not brought it along."""
    return text if text.endswith((".", ".”", "?”", "!”")) else f"{text}."


def points(of: Interval) -> str:
    """Points, or between what points."""
    if of.sharp:
        return f"{number(of.low)} point{'' if of.low == 1 else 's'}"
    return f"between {number(of.low)} and {number(of.high)} points"


def number(of: Fraction) -> str:
    """A number as one writes it: `14.5`; as a fraction where its decimals would not end."""
    for places in range(1, DECIMALS + 1):
        if (scaled := of * 10**places).denominator == 1 and of.denominator > 1:
            digits = f"{abs(scaled.numerator):0{places + 1}}"
            return f"{'-' if of < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    return show(of)


def artefact(of: a.Artefact, names: Names | Naming) -> str:
    """What is disclosed, as a sentence without its end."""
    name = names if isinstance(names, Naming) else Naming(names)
    match of:
        case a.Accepts(party, options, says):
            return f"{name(party)} {'would' if says else 'would not'} accept {name.package(options, THIS)}"
        case a.Agreeable(exists):
            return "there is a package that suits all" if exists else "no package suits all"
        case a.Count(count, party):
            return f"{count} package{' suits' if count == 1 else 's suit'} {name(party) if party else 'all'}"
        case a.Best(rule, options):
            return f"the best package by the rule {rule} is this: {name.package(options)}"
        case a.Figure(party, found, issue, option):
            what = f"the worth to {name(party)} of {name.option(issue, option)}" if issue else f"the reservation value of {name(party)}"
            return f"{what} is {points(found)}"
        case a.Line(party, line, holds):
            return f"{name(party)} {'has' if holds else 'does not have'} the red line: {form(line, name)}"
        case a.Words(text):
            return f"“{text}”"


def _by(event: Any, name: Naming) -> str:
    """Who acted, with the delegate who did."""
    delegate = getattr(event, "delegate", "")
    return f"{name(event.by)} ({delegate})" if delegate else name(event.by)


def _list(parties: Iterable[str], name: Naming) -> str:
    """Names as one says them: `Aldmere, Borrowen and Cassaly`."""
    *others, last = [name(one) for one in parties] or ["nobody"]
    return f"{', '.join(others)} and {last}" if others else last


def _opened(x: e.Opened, name: Naming) -> str:
    gate = f" A meeting of {x.gate.level} waits until {_issues(x.gate.issues)} {_are(x.gate.issues)} settled." if x.gate else ""
    seats = _list((seat.party for seat in x.seats), Naming({seat.party: seat.name for seat in x.seats}))
    return f"{name(x.by)} opened the session “{x.title}”: {x.procedure.value} procedure, {x.mode.value} mode. At the table: {seats}.{gate}"


def _issues(count: int) -> str:
    return f"{count} issue{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _seated(x: e.Seated, name: Naming) -> str:
    of = x.delegate
    limits = f"; for good on this alone: {', '.join(map(name.issue, of.issues))}" if of.issues else ""
    level = f" ({of.level})" if of.level else ""
    return f"{of.name}{level} speaks for {name(of.party)}, with the power to {of.power.value}{limits}."


def _tabled(x: e.TextTabled, name: Naming) -> str:
    puts = f" {_puts(x, name)}" if x.package else ""
    before = dict(name.draft.settled) if name.draft else {}
    new = [one for one in x.settled if before.get(one[0]) != one[1]]
    gone = [one for one in before if one not in dict(x.settled)]
    settled = f" Settled in it{' since then' if before else ''}: {name.options(new)}." if new else ""
    open_again = f" Open again: {', '.join(name.issue(issue) for issue in gone)}." if gone else ""
    return f"{name(x.by)} tabled draft {x.number}.{puts}{settled}{open_again}{_why(x.why)}"


def _puts(x: e.TextTabled, name: Naming) -> str:
    """What a draft puts forward: all of it where that is short or nothing was before, else what it changes."""
    there = dict(name.draft.package) if name.draft else {}
    changed = [one for one in x.package if there.get(one[0]) != one[1]]
    if there and there.keys() <= dict(x.package).keys() and len(x.package) > FEW:
        since = f"draft {name.draft.number}" if name.draft else ""
        of = f"{len(changed)} of {_issues(len(x.package))}"
        return f"It changes {of} since {since}: {name.options(changed)}." if changed else f"It puts forward what {since} did."
    if len(x.package) > FEW:
        of = "each" if len(x.package) == len(x.issues) else str(len(x.package))
        return f"It puts forward an option for {of} of {_issues(len(x.issues))}."
    return f"It puts forward: {name.options(x.package)}."


def _why(why: str) -> str:
    return f" Why: {ended(why)}" if why else ""


def _note(note: str) -> str:
    return f" (For the mediator alone: {note})" if note else ""


def _asked(x: e.Asked, name: Naming) -> str:
    return f"{name(x.by)} asked {_list(x.audience, name)} (question {x.question}): {question(x.about, name)}.{_note(x.note)}"


def _stated(x: e.Stated, name: Naming) -> str:
    if isinstance(x.about, q.OnArticle):
        return f"{_by(x, name)} said before all, of {question(x.about, name)}: {ended(answer(x.answer))}"
    return f"{_by(x, name)} said before all: {ended(answer(x.answer))} It was asked {question(x.about, name)}."


def _confided(x: e.Confided, name: Naming) -> str:
    about = f" ({question(x.about, name)})" if x.about is not None else ""
    return f"{_by(x, name)} told the mediator something in confidence{about}. It is sealed."


def _disclosed(x: e.Disclosed, name: Naming) -> str:
    pinned = " (A second confirmation was asked for and given.)" if x.pinned else ""
    return f"{name(x.by)} told {_list(x.audience, name)}: {ended(artefact(x.artefact, name))}{pinned}"


def _met(x: e.Met, name: Naming) -> str:
    place = f" in {x.place}" if x.place else ""
    parts = [f"{x.minutes} minutes" if x.minutes is not None else "", f"level: {x.level}" if x.level else ""]
    more = "; ".join(part for part in parts if part)
    outcome = f" Outcome: {ended(x.outcome)}" if x.outcome else ""
    return f"{name(x.by)} met {_list(x.audience, name)} on {x.day}{place}{f' ({more})' if more else ''}.{outcome}{_note(x.note)}"


def _channel(x: e.ChannelSet, name: Naming) -> str:
    level = f" ({x.line.level})" if x.line.level else ""
    since = f", since {x.line.since}" if x.line.since else ""
    return f"Line of contact between {_list(x.line.between, name)}{level}: {x.line.state}{since}."


def _bracketed(x: e.Bracketed, name: Naming) -> str:
    instead = f"“{x.instead}”" if x.instead else "nothing"
    return f"{_by(x, name)} bracketed “{x.words}” in {x.at_text} and would say {instead} instead. Issue {x.issue}."


def _lifted(x: e.Lifted, name: Naming) -> str:
    for_good = ", ad referendum (subject to confirmation at home)" if x.ad_referendum else ""
    option = name.titles(x.issue, x.option) or x.option
    return f"{_by(x, name)} no longer stands in the way of “{option}” ({name.issue(x.issue)}){for_good}."


def _put(x: e.Put, name: Naming) -> str:
    return f"{name(x.by)} put to yes or no (vote {x.number}): {name.package(x.package)}. Asked: {_list(x.voters, name)}."


def _signed(x: e.Signed, name: Naming) -> str:
    return f"{_by(x, name)} signed{' ad referendum (subject to confirmation at home)' if x.ad_referendum else ''}."


TELLS: dict[type, Callable[[Any, Naming], str]] = {
    e.Opened: _opened,
    e.Seated: _seated,
    e.Unseated: lambda x, name: f"{x.name} no longer speaks for {name(x.party)}.",
    e.ModeSet: lambda x, name: f"{name(x.by)} changed how the parties meet: {x.mode.value}.",
    e.TextTabled: _tabled,
    e.Asked: _asked,
    e.Answered: lambda x, name: f"{_by(x, name)} answered question {x.question}. The answer is sealed to the mediator.",
    e.Stated: _stated,
    e.Confided: _confided,
    e.Disclosed: _disclosed,
    e.Met: _met,
    e.ChannelSet: _channel,
    e.RoundClosed: lambda x, name: f"{name(x.by)} closed round {x.round}.",
    e.Bracketed: _bracketed,
    e.Lifted: _lifted,
    e.Put: _put,
    e.Voted: lambda x, name: f"{_by(x, name)} voted (vote {x.number}). The vote is sealed until all are revealed together.",
    e.AllAgreed: lambda x, name: f"Vote {x.number}: all agreed.",
    e.NotAgreed: lambda x, name: f"Vote {x.number}: not agreed.",
    e.Initialled: lambda x, name: f"{_by(x, name)} initialled the text.",
    e.Signed: _signed,
    e.AllSigned: lambda x, name: "All have signed.",
    e.Ratified: lambda x, name: f"{_by(x, name)} confirmed what was signed.",
    e.Concluded: lambda x, name: "The agreement is concluded.",
    e.Withdrew: lambda x, name: f"{_by(x, name)} left the table.{f' It says: “{x.why}”' if x.why else ''}",
    e.Returned: lambda x, name: f"{_by(x, name)} came back to the table.",
    e.HandedOver: lambda x, name: f"The mediation went over to {x.to}.",
    e.Rekeyed: lambda x, name: f"{name(x.by)} made new keys for {'recovery' if x.whose == ESCROW else name(x.whose)}.",
}
"""One row for each type of event: a test holds it complete."""
