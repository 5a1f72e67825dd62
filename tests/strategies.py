"""Random cases for Hypothesis: small enough to enumerate by definition, with every feature of the model.

`cases()` draws cases of at most 200 packages with two to four principals; `rich=True` adds titles of any text and a record.
`features(case)` names what a case shows; tests/formats/test_native_write.py counts them over many draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import count
from math import prod
from typing import Any, TypeVar

from hypothesis import strategies as st

from onetext.errors import CaseError
from onetext.model import acceptance
from onetext.model.acceptance import Answer
from onetext.model.case import Case, Link
from onetext.model.conditions import Always, Among, Condition, Count, Form, Implies, Never, Range, Sum
from onetext.model.day import on
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import Interval, sharp, show
from onetext.model.orders import circles, said_careless, views_against
from onetext.model.parties import MAJORITY, UNANIMITY, Consent, Decides, Member, Party
from onetext.model.positions import (
    GUESS,
    IssueWorth,
    NoNumber,
    Order,
    Origin,
    Position,
    Preference,
    RedLine,
    Reservation,
    Term,
    View,
    Worth,
    one_of,
)
from onetext.model.records import Reply, Resolved
from onetext.model.validity_replies import ANSWERS, breaks, cannot_be

T = TypeVar("T")
MOST_PACKAGES = 200
DAY = date(2031, 5, 1)
DAYS = (date(2031, 1, 1), date(2031, 4, 1), date(2031, 5, 1), date(2031, 7, 1))
OPTION_IDS = (("a", "b", "c"), ("yes", "no", "01"), ("hold", "pull", "leave"))
SPANS = ((None, None), (None, None), (DAYS[0], None), (None, DAYS[3]), (DAYS[2], DAYS[3]))
"""From when to when a red line or a line of `consents` holds."""
HALVES = tuple(Fraction(n, 2) for n in range(-6, 21))


@cache
def places(size: int) -> st.SearchStrategy[int]:
    """A place in a sequence of a size; made once, since making strategies takes longer than drawing from them."""
    return st.sampled_from(range(size))


def pick(draw: st.DrawFn, of: Iterable[T]) -> T:
    """One of some things; shrinks to the first."""
    things = tuple(of)
    return things[draw(places(len(things)))]


@cache
def chance(percent: int) -> st.SearchStrategy[bool]:
    """True in about so many of a hundred draws; shrinks to False."""
    return places(100).map(lambda n: n >= 100 - percent)


texts = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=20)
"""Names of any script; what may stand in a name."""


@st.composite
def issues(draw: st.DrawFn, rich: bool) -> tuple[Issue, ...]:
    """Two to four choices and numbers that make at most MOST_PACKAGES packages."""
    made: list[Issue] = []
    for n in range(pick(draw, range(2, 4 + 1))):
        most = min(4, MOST_PACKAGES // prod([len(issue.options) for issue in made] or [1]))
        if most < 2:
            break
        title = draw(texts) if rich else ""
        if draw(chance(45)):
            start, step = pick(draw, (0, -2, 1)), pick(draw, (Fraction(3), Fraction(1), Fraction(1, 2), Fraction(1, 3)))
            steps = pick(draw, range(1, most - 1 + 1))
            made.append(number_issue(f"n{n}", title, Grid(Fraction(start), start + steps * step, step, "coins" if rich else "")))
        else:
            ids = pick(draw, OPTION_IDS)[: draw(st.integers(2, min(3, most)))]
            made.append(Issue(f"i{n}", title, tuple(Option(key, draw(texts) if rich else "") for key in ids)))
    return tuple(made)


@st.composite
def conditions(draw: st.DrawFn, of: tuple[Issue, ...], most: int = 2) -> Condition:
    """A condition on one or two issues: an option, several, or a range."""
    chosen = draw(st.lists(st.sampled_from(of), min_size=1, max_size=most, unique_by=lambda issue: issue.id))
    parts: list[tuple[str, Among | Range]] = []
    for issue in chosen:
        ids = [option.id for option in issue.options]
        if issue.grid is not None and draw(chance(40)):
            amount = issue.options[draw(st.integers(0, len(ids) - 1))].amount
            parts.append((issue.id, pick(draw, (Range(low=amount), Range(high=amount), Range(amount, amount)))))
        else:
            some = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=max(1, len(ids) - 1), unique=True))
            parts.append((issue.id, Among(tuple(some))))
    return Condition(tuple(parts))


@st.composite
def forms(draw: st.DrawFn, of: tuple[Issue, ...]) -> Form:
    """One of the five forms of a link or a red line."""
    numbers = [issue for issue in of if issue.grid is not None]
    kind = pick(draw, ("never", "always", "if", "of", *(["sum"] if numbers else ["of"])))
    if kind == "never":
        return Never(draw(conditions(of)))
    if kind == "always":
        return Always(draw(conditions(of, most=1)))
    if kind == "if":
        return Implies(draw(conditions(of)), draw(conditions(of, most=1)))
    if kind == "of":
        some = tuple(draw(st.lists(conditions(of), min_size=2, max_size=3)))
        bound = draw(st.integers(0, len(some) - 1))
        return pick(draw, (Count(some, at_most=max(1, bound)), Count(some, at_least=min(1, bound)), Count(some, 1, 1)))
    chosen = draw(st.lists(st.sampled_from(numbers), min_size=1, max_size=2, unique_by=lambda issue: issue.id))
    weights = tuple((issue.id, Fraction(pick(draw, (1, -1, 2, Fraction(1, 2))))) for issue in chosen)
    bound_at = sum((w * (pick(draw, i.options).amount or 0) for i, (_, w) in zip(chosen, weights, strict=True)), Fraction(0))
    return pick(draw, (Sum(weights, at_most=bound_at), Sum(weights, at_least=bound_at), Sum(weights, bound_at, bound_at)))


@st.composite
def points(draw: st.DrawFn, intervals: bool) -> Interval:
    """A worth, at times an interval, at times a half or below zero."""
    low = pick(draw, HALVES) if draw(chance(25)) else Fraction(pick(draw, range(10 + 1)))
    width = pick(draw, range(1, 3 + 1)) if intervals and draw(chance(25)) else 0
    return Interval(low, low + width)


@st.composite
def worth(draw: st.DrawFn, intervals: bool, rich: bool) -> Worth:
    """A worth with its origin, at times one of two or three numbers, as likely or not."""
    own, origin = draw(points(intervals)), draw(origins(rich))
    if not intervals or draw(chance(80)):
        return Worth(own, origin)
    shares = pick(draw, ((1, 1), (1, 3), (2, 1), (1, 1, 1), (1, 2, 3)))
    apart = pick(draw, (1, 2))
    return one_of([(own.low + n * apart, Fraction(share, sum(shares))) for n, share in enumerate(shares)], origin)


@st.composite
def origins(draw: st.DrawFn, rich: bool) -> Origin:
    return pick(draw, (GUESS, Origin("statement", ("s1",)), Origin("answer"), Origin("guess", ("s1", "d1")))) if rich else GUESS


@st.composite
def worths(draw: st.DrawFn, of: tuple[Issue, ...], intervals: bool, rich: bool) -> tuple[IssueWorth, ...]:
    """Worths of most issues; of a number at two or three of its amounts, or at one between them."""
    made = []
    for issue in of:
        if draw(chance(10)):
            if draw(chance(50)):
                made.append(IssueWorth(issue.id, indifferent=True))
            continue
        keys = [option.id for option in issue.options]
        if issue.grid is not None and len(keys) > 2 and draw(chance(50)):
            keys = [keys[0], keys[-1]] if draw(chance(50)) else [show((issue.grid.start + issue.grid.stop) / 2)]
        made.append(IssueWorth(issue.id, tuple((key, draw(worth(intervals, rich))) for key in keys)))
    return tuple(made)


@st.composite
def reservations(draw: st.DrawFn, intervals: bool, rich: bool) -> tuple[Reservation, ...] | NoNumber:
    """A reservation value, sharp or not, dated or not, or a word in its place."""
    kind = pick(draw, ("one", "one", "one", "dated", "dated", "word"))
    if kind == "word":
        return pick(draw, NoNumber)
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=3, unique=True))) if kind == "dated" else [None]
    made = []
    for day in days:
        low = Fraction(pick(draw, (0, 4, 8, 12, 16, 20, 30))) + pick(draw, (Fraction(0), Fraction(1, 2)))
        width = pick(draw, range(1, 2 + 1)) if intervals and draw(chance(25)) else 0
        held = Worth(Interval(low, low + width), draw(origins(rich)))
        if width and draw(chance(30)):
            held = one_of(((low, Fraction(1, 3)), (low + width, Fraction(2, 3))), held.origin)
        made.append(Reservation(held, day))
    return tuple(made)


@st.composite
def red_lines(draw: st.DrawFn, of: tuple[Issue, ...], owner: str, rich: bool) -> tuple[RedLine, ...]:
    """None, one or two red lines, softened or not, some of them in force for a time only."""
    made = []
    for n in range(pick(draw, (0, 0, 1, 1, 2))):
        soften = pick(draw, (None, Fraction(3), Fraction(9), Fraction(5, 2)))
        since, until = pick(draw, SPANS)
        title = draw(texts) if rich else ""
        holds = pick(draw, (Fraction(1), Fraction(1), Fraction(1), Fraction(3, 4), Fraction(1, 3)))
        made.append(RedLine(f"{owner}-{n}", draw(forms(of)), soften, draw(origins(rich)), since, until, title, holds))
    return tuple(made)


@st.composite
def said(draw: st.DrawFn, of: tuple[Issue, ...], rich: bool) -> tuple[tuple[View, ...], tuple[Order, ...]]:
    """Views and orders of some issues."""
    views: list[View] = []
    orders: list[Order] = []
    for issue in of:
        ids = [option.id for option in issue.options]
        if draw(chance(30)):
            for option in draw(st.lists(st.sampled_from(ids), min_size=1, unique=True)):
                says = pick(draw, ("wants", "can_live", "rejects", "never", "only_if", "indifferent"))
                where = draw(conditions(of, most=1)) if says == "only_if" else None
                views.append(View(issue.id, option, says, where, draw(origins(rich))))
        elif draw(chance(10)):
            views.append(View(issue.id, "", "indifferent"))
        if draw(chance(20)):
            if draw(chance(50)):
                orders.append(Order(issue.id, direction=pick(draw, ("up", "down") if issue.grid else ("indifferent",))))
            else:
                ranks = [(option,) for option in draw(st.permutations(ids))]
                joined = ((*ranks[0], *ranks[1]), *ranks[2:]) if draw(chance(50)) else tuple(ranks)
                orders.append(Order(issue.id, joined))
    return tuple(views), agreeing(of, tuple(views), tuple(orders))


def agreeing(of: tuple[Issue, ...], views: tuple[View, ...], orders: tuple[Order, ...]) -> tuple[Order, ...]:
    """Those of some orders that no view contradicts: a case in which one does is refused."""
    issue = {one.id: one for one in of}
    carefree = said_careless(Position("", view=views))

    def agrees(order: Order) -> bool:
        return order.issue not in carefree and not any(views_against(Position("", view=views, order=(order,)), issue))

    return tuple(order for order in orders if agrees(order))


def sayable(case: Case, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Those of some replies that a case may hold: none to a proposal that breaks a link which nothing undoes."""
    hard = [link for link in case.links if cannot_be(link)]
    kept = {p.id for p in case.proposals if not any(breaks(case, p, link) for link in hard)}
    return tuple(reply for reply in replies if reply.to in kept or reply.says not in ANSWERS)


@st.composite
def preferences(draw: st.DrawFn, of: tuple[Issue, ...], position: Position) -> tuple[Preference, ...]:
    """At times one or two preferences between two answers, to one issue or to two, that nothing else contradicts."""
    issue, kept = {one.id: one for one in of}, list[Preference]()
    for _ in range(pick(draw, (0, 0, 0, 1, 2))):
        about = draw(st.lists(st.sampled_from([i for i in of if len(i.options) > 1]), min_size=1, max_size=2, unique_by=lambda i: i.id))
        pairs = [(i.id, *draw(st.permutations([o.id for o in i.options]))[:2]) for i in about]
        one = Preference(tuple((i, a) for i, a, _ in pairs), tuple((i, b) for i, _, b in pairs), draw(chance(20)))
        told = replace(position, prefers=(*kept, one))
        agrees = not any(circles(told, issue)) and not any(views_against(told, issue))
        if agrees and (one.alike or len(pairs) > 1 or pairs[0][0] not in said_careless(told)):
            kept.append(one)
    return tuple(kept)


def turned(one: Worth) -> Worth:
    """A worth of the other sign."""
    if one.chances:
        return one_of((-number, share) for number, share in one.chances)
    return Worth(Interval(-one.points.high, -one.points.low))


@st.composite
def positions(draw: st.DrawFn, of: tuple[Issue, ...], who: str, rich: bool) -> Position:
    """A position with worths (most), with words only, or one that cannot gain."""
    intervals = draw(chance(35))
    lines = draw(red_lines(of, who, rich))
    soften = pick(draw, (Fraction(1), Fraction(1), Fraction(2), Fraction(1, 2), None))
    alternative = draw(texts) if rich else ""
    if draw(chance(12)):
        nothing = tuple(IssueWorth(issue.id, tuple((option.id, Worth(sharp(0))) for option in issue.options)) for issue in of)
        return Position(who, alternative, (Reservation(Worth(sharp(0))),), soften, nothing)
    views, orders = draw(said(of, rich)) if draw(chance(30)) else ((), ())
    if draw(chance(10)):
        spoken = Position(who, alternative, (), soften, red_lines=lines, view=views, order=orders)
        return replace(spoken, prefers=draw(preferences(of, spoken)))
    terms = tuple(Term(draw(conditions(of)), draw(worth(intervals, False))) for _ in range(pick(draw, (0, 0, 1, 2))))
    terms = tuple(Term(t.when, turned(t.worth)) if draw(chance(40)) else t for t in terms)
    held = draw(reservations(intervals, rich))
    whole = Position(who, alternative, held, soften, draw(worths(of, intervals, rich)), terms, lines, views, orders)
    return replace(whole, prefers=draw(preferences(of, whole)) if views or orders else ())


@st.composite
def blocs(draw: st.DrawFn, members_may_be: tuple[str, ...], rich: bool) -> Party:
    """A bloc of two or three members; now and then a party is one of them."""
    ids = [f"m{n}" for n in range(pick(draw, range(2, 3 + 1)))]
    if draw(chance(20)):
        ids[0] = pick(draw, members_may_be)
    shares = (None, Fraction(1, 2), Fraction(7, 10), Fraction(2, 3))
    decides = Decides(pick(draw, shares), pick(draw, shares), draw(chance(50)))
    if decides.weight is None and decides.members is None:
        decides = pick(draw, (UNANIMITY, MAJORITY))
    weights = st.sampled_from((Fraction(1), Fraction(2), Fraction(5), Fraction(1, 2)))
    return Party("bloc", "The bloc" if rich else "", ("bloc",), tuple(Member(key, "", draw(weights)) for key in ids), decides)


@st.composite
def consent(draw: st.DrawFn, of: tuple[Issue, ...], who: str, stages: tuple[str, ...] = ("",)) -> Consent:
    """A line of `consents`, on a part of the packages or on all, now or for a time."""
    on_what = draw(conditions(of)) if stages == ("",) or draw(chance(50)) else Condition()
    return Consent(who, on_what, pick(draw, stages), *pick(draw, SPANS))


@st.composite
def ratifiers(draw: st.DrawFn, principals: tuple[str, ...], rich: bool) -> Party:
    """One who is asked at home: by itself, or with two members and a rule, one of whom may sit at the table."""
    behind = pick(draw, ("", *principals))
    if draw(chance(40)):
        return Party("house", "The house" if rich else "", ("ratifier",), behind=behind)
    ids = ["h0", pick(draw, ("h1", "h1", *principals))]
    decides = pick(draw, (UNANIMITY, MAJORITY, Decides(members=Fraction(1, 2))))
    return Party("house", "", ("bloc", "ratifier"), tuple(Member(key) for key in ids), decides, behind=behind)


@st.composite
def links(draw: st.DrawFn, of: tuple[Issue, ...], people: tuple[str, ...], rich: bool) -> tuple[Link, ...]:
    """None to three links; some may be waived."""
    made = []
    for n in range(pick(draw, (0, 1, 1, 2, 3))):
        soften = ((pick(draw, people), Fraction(pick(draw, range(1, 9 + 1)))),) if draw(chance(25)) else ()
        own: dict[str, Any] = {"kind": pick(draw, ("", "law", "money")), "why": draw(texts), "who": people[:1]} if rich else {}
        made.append(Link(f"l{n}", draw(forms(of)), soften=soften, **own))
    return tuple(made)


@st.composite
def cases(draw: st.DrawFn, rich: bool = False) -> Case:
    """A valid case of at most MOST_PACKAGES packages and two to four principals, with its day; links that contradict go."""
    of = draw(issues(rich))
    principals = tuple(f"p{n}" for n in range(pick(draw, range(2, 4 + 1))))
    parties = [Party(who, draw(texts) if rich else "") for who in principals]
    voters = list(principals)
    consents: list[Consent] = []
    if draw(chance(35)):
        parties.append(draw(blocs(principals, rich)))
        voters += [member.id for member in parties[-1].members if member.id not in voters]
    if draw(chance(40)):
        parties.append(Party("holder", kinds=pick(draw, (("holder",), ("guarantor",), ("holder", "mediator")))))
        voters.append("holder")
        consents += [draw(consent(of, "holder")) for _ in range(pick(draw, (0, 1, 2, 2)))]
    if draw(chance(40)):
        parties.append(house := draw(ratifiers(principals, rich)))
        own = [member.id for member in house.members] or [house.id]
        voters += [who for who in own if who not in voters]
        consents += [draw(consent(of, "house", ("", "ratify"))) for _ in range(pick(draw, (0, 1, 1, 2)))]
    if draw(chance(10)):
        parties.append(Party("envoy", kinds=("mediator",)))
    spoken = tuple(draw(positions(of, who, rich)) for who in voters if not draw(chance(5)))
    joined = draw(links(of, principals, rich))
    record = _record(draw, of, principals) if rich else {}
    replies = record.pop("replies", ())
    titles = (
        {
            "title": draw(texts),
            "beside": pick(draw, ("", "", "house-sale", "../other.yaml")),
            "about": draw(st.text(st.characters(exclude_categories=("Cs",)), max_size=200)),
        }
        if rich
        else {}
    )
    for kept in (joined[:n] for n in count(len(joined), -1)):
        try:
            made = Case(
                as_of=DAY, parties=tuple(parties), issues=of, links=kept, consents=tuple(consents), positions=spoken, **record, **titles
            )
            return replace(made, replies=sayable(made, replies)) if replies else made
        except CaseError:
            if not kept:
                raise
    raise AssertionError("not reached")


def _record(draw: st.DrawFn, of: tuple[Issue, ...], people: tuple[str, ...]) -> dict[str, Any]:
    """Proposals, replies and a record that speaks of them."""
    from onetext.model.records import (
        Alternative,
        Channel,
        Confirmed,
        Deadline,
        Event,
        Proposal,
        Source,
        Statement,
    )

    packages = [tuple((i.id, pick(draw, i.options).id) for i in of if not draw(chance(30))) for _ in range(2)]
    about = pick(draw, ((), ((of[0].id, ()),), ((of[0].id, (of[0].options[-1].id,)), (of[1].id, ()))))
    says = st.sampled_from(("yes", "no", "if", "silent"))
    when = st.sampled_from(("", "2031", "2031-04~", "2031-04-19", "2031-04-19/..", "2031-XX"))
    return {
        "proposals": (
            Proposal("d-1", packages[0], draw(texts), people[0], date(2031, 1, 10), "d1"),
            Proposal("d-2", packages[1], evidence=("s1",)),
        ),
        "replies": (Reply(people[1], "d-1", draw(says), DAY, ((of[0].id, draw(says)),), draw(origins(True))), Reply(people[0], "d-2", "yes")),
        "deadlines": (Deadline(DAY, draw(texts.filter(bool)), "d1"),),
        "sources": (Source("d1", draw(texts), "d.txt", draw(when), "https://example.org/?a=1#b"),),
        "statements": (
            Statement("s1", draw(texts), people[0], about, pick(draw, ("", "accept", "red_line")), draw(texts), draw(texts),
                      "d1", pick(draw, (None, (0, 5))), draw(when), ("A", "B"), "press", "call", pick(draw, ("", "B2", "XX")),
                      pick(draw, (None, Confirmed("C"), Confirmed("C", DAY))), pick(draw, ((), ("x",)))),
        ),
        "events": (Event("e1", draw(texts), draw(when), people, "ministers", pick(draw, (None, 0, 90)), "here", "open", ("s1",)),),
        "channels": (Channel(people, "any", "open", draw(when), ("s1",)),),
        "alternatives": (Alternative(people[:1], "money", "worse", draw(texts), ()),),
        "resolved": pick(draw, ((), (Resolved("statements/s1/s2/i0", draw(texts.filter(str.strip)), "s1", DAY, draw(texts)),
                                     Resolved("reply/p0/d-2/yes/undated", "A. Clerk", "figures")))),
    }  # fmt: skip


# --- what a case shows

FEATURES = frozenset(
    """
    bloc-with-shares holder-with-two-lines ratifier ratifier-with-members dated-consent dated-reservation interval one-of
    line-with-a-chance of equals negative-worth negative-term half-step empty-zopa zero-gain
    """.split()
)


def features(case: Case) -> frozenset[str]:
    """Which of FEATURES a case shows; by definition, package by package."""
    return frozenset((*_written(case), *_computed(case)))


def _written(case: Case) -> Iterator[str]:
    forms_of = [link.form for link in case.links] + [line.form for p in case.positions for line in p.red_lines]
    dated = [p.reservation for p in case.positions if not isinstance(p.reservation, NoNumber)]
    points_of = [worth.points for p in case.positions for table in p.worth for _, worth in table.at]
    marks = {
        "bloc-with-shares": any(bloc.decides not in (UNANIMITY, MAJORITY) for bloc in case.blocs),
        "holder-with-two-lines": len({c.who for c in case.consents}) < len(case.consents),
        "ratifier": any(party.is_a("ratifier") for party in case.parties),
        "ratifier-with-members": any(bloc.is_a("ratifier") for bloc in case.blocs),
        "dated-consent": any(line.since or line.until for line in case.consents),
        "dated-reservation": any(len(entries) > 1 for entries in dated),
        "interval": any(not p.sharp for p in points_of) or any(not e.worth.points.sharp for entries in dated for e in entries),
        "one-of": any(worth.chances for p in case.positions for table in p.worth for _, worth in table.at),
        "line-with-a-chance": any(line.chance < 1 for p in case.positions for line in p.red_lines),
        "of": any(isinstance(form, Count) for form in forms_of),
        "equals": any(isinstance(f, (Count, Sum)) and f.at_least is not None and f.at_least == f.at_most for f in forms_of),
        "negative-worth": any(p.low < 0 for p in points_of),
        "negative-term": any(term.worth.points.low < 0 for p in case.positions for term in p.terms),
        "half-step": any(issue.grid is not None and issue.grid.step.denominator == 2 for issue in case.issues),
    }
    yield from (name for name, shown in marks.items() if shown)


def _computed(case: Case) -> Iterator[str]:
    today = on(case, case.as_of or DAY)
    admissible = [package for package in today.packages() if not acceptance.broken_links(today, package)]
    asked = [party.id for party in (*today.principals, *today.blocs)]
    if not any(all(acceptance.accepts(today, who, package) is Answer.YES for who in asked) for package in admissible):
        yield "empty-zopa"
    for party in today.principals:
        position = today.position.get(party.id)
        held = position.reservation_on(today.as_of or DAY) if position is not None and position.has_worths else None
        if held is not None and admissible:
            best = max(acceptance.value(today, party.id, package).high for package in admissible)
            if best == held.points.high:
                yield "zero-gain"
