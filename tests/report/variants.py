"""Briefs that strain the page: right-to-left names, hostile names, no numbers at all, and one with everything in it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from onetext.report.brief import Brief
from onetext.report.parts import (
    Answer,
    Ask,
    Cell,
    Deadline,
    Demand,
    Evidence,
    Figure,
    Issue,
    Meeting,
    Note,
    Option,
    Party,
    Proposal,
    Reply,
    RestsOn,
    Rule,
    Said,
    Standing,
    TradeOff,
    Way,
    WindowStep,
)
from onetext.report.parts_levels import Carrying, Portion, TwoLevels
from onetext.report.parts_open import OpenPackage
from onetext.report.parts_record import Contradiction, Drift, DriftStep, Resolution, Side
from onetext.report.parts_robust import Sureness
from onetext.report.parts_window import WindowLater, WindowTurn
from onetext.report.text import amount, name

ARABIC = {
    "Northland": "بلاد الشمال",
    "Eastmark": "מזרח מארק",
    "Westreach": "الغرب الأقصى",
    "League of Isles": "رابطة الجزر",
    "Strait Bank": "بنك المضيق",
    "Harbour and strait": "الميناء والمضيق",
    "Where do the forces stand?": "أين تقف القوات؟",
    "Forces": "القوات",
    "Ten miles back": "عشرة أميال إلى الوراء",
    "A joint mission": "بعثة مشتركة",
    "Open to all": "مفتوح للجميع",
}
HOSTILE = {
    "Northland": "<script>alert(1)</script>",
    "Eastmark": '"><img src=x onerror=alert(1)>',
    "Westreach": "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle",
    "Strait Bank": "\u202eknaB\u2066 &amp; {{ 7*7 }} [x](javascript:1) | `code`",
    "Ten miles back": "</style></title><b>bold</b>",
    "Harbour and strait": "</title><script>1</script>\u202e",
    "The envoy’s plan": "x" * 300,
}


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """`value` with names replaced in every text, ids left alone."""
    if isinstance(value, str):
        for old, new in names.items():
            value = value.replace(old, new)
        return value
    if isinstance(value, tuple):
        return tuple(renamed(item, names) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: renamed(getattr(value, f.name), names) for f in fields(value)})
    return value


def no_numbers() -> Brief:
    """Positions by views, orders, red lines and silence only."""
    a, b, c = name("Alta"), name("Borea"), name("Costa")
    port = Issue("port", "The port", (
        Option("closed", "Closed", (Cell("a", view="wants", provenance="statement", evidence=("s1",)), Cell("b", red_line=True, view="never"))),
        Option("open", "Open to all", (Cell("a", view="only_if", condition=f"{name('a joint mission')} watches"), Cell("b", view="wants"))),
    ))  # fmt: skip
    watch = Issue("watch", "Who watches?", (
        Option("none", "Nobody", (Cell("a", rank=1), Cell("b", view="rejects"))),
        Option("joint", "A joint mission", (Cell("a", rank=2), Cell("b", view="can_live"))),
        Option("isles", "The isles", (Cell("a", rank=2), Cell("b", view="indifferent"))),
    ))  # fmt: skip
    open_port = (Answer("port", "open", "The port", "Open to all"), Answer("watch", "joint", "Who watches?", "A joint mission"))
    return Brief(
        title="Without numbers", as_of="2031-02-01", as_of_from="today", verdict="depends",
        parties=(Party("a", "Alta", colour=0, mark="A"), Party("b", "Borea", colour=1, mark="B"), Party("c", "Costa", colour=2, mark="C")),
        columns=("a", "b", "c"),
        bottom_line=f"On two public statements: it is open whether any package suits all. {c} has said nothing.",
        how="All 6 packages were examined.",
        ways=(Way("movement", f"{c} saying what it could accept", ("c",)),),
        ask=(Ask(f"{c}: could you accept an open port?", "c"),),
        open=(OpenPackage(open_port, ("b",), ("a", "c")),),
        open_note="One package of the six is open: nobody is known to refuse it, and not all are known to accept.",
        conflicts_note="No set of demands is known to be impossible together.",
        issues=(port, watch),
        standings=(
            Standing("a", reservation_word="not said", alternative=f"{a} keeps the port closed.", provenance="statement"),
            Standing("b", reservation_word="not said", red_lines=("the port must not be closed",)),
            Standing("c", silent=True),
        ),
        evidence=(Evidence("s1", f"{name('Mira Sol')}, for {a}: “we will close the port”", "Mira Sol", "2031-01", grade="B2"),),
        rests_on=RestsOn("statement", f"Public statements of {a} and {b}; nothing from {c}.", (("statement", 1), ("not said", 4))),
        digest="0" * 64, version="0.1.0", command="onetext brief x.yaml",
    )  # fmt: skip


def crowded(issues: int = 28, parties: int = 8) -> Brief:
    """Many issues and parties, mixed provenance, a limit reached, a meeting, rules, replies and deadlines."""
    people = tuple(Party(f"p{i}", f"Party of the {word}", colour=i, mark=word[0].upper()) for i, word in enumerate(WORDS[:parties]))
    kinds = ("answer", "statement", "guess")

    def cell(p: int, i: int, o: int) -> Cell:
        worth = (7 * p + 5 * i + 3 * o) % 11
        high = Figure(str(worth + 2), str(worth + 2)) if (p + o) % 5 == 0 else None
        return Cell(f"p{p}", Figure(str(worth), str(worth)), high, worth / 12, worth > 8, (p + i + o) % 13 == 0, provenance=kinds[p % 3],  # type: ignore[arg-type]
                    evidence=("s1",) if p % 3 == 1 and o == 0 else ())  # fmt: skip

    def option(i: int, o: int) -> Option:
        label = f"Variant {o + 1} of article {i + 1}, with a wording that takes some room"
        return Option(f"o{o}", label, tuple(cell(p, i, o) for p in range(parties) if (p + i) % 4), today=o == 0,
                      note="By 1 September 2031, verified by the envoy." if o == 3 else "")  # fmt: skip

    rows = tuple(
        Issue(f"i{i}", f"Article {i + 1}: the matter at hand", tuple(option(i, o) for o in range(4)), open=i < 12) for i in range(issues)
    )
    package = tuple(Answer(r.id, "o1", f"Article {i + 1}", r.options[1].label) for i, r in enumerate(rows))
    gains = tuple((p.id, Figure(str(i + 1), str(i + 1))) for i, p in enumerate(people[:5]))
    weighed, others = tuple(p.id for p in people[:5]), tuple(p.id for p in people[5:])

    def rule(key: str, title: str, o: str, compares: bool) -> Rule:
        chosen = tuple(replace(a, option=o, option_label=f"Variant {o[1]}") if i % 9 == 0 else a for i, a in enumerate(package))
        return Rule(
            key, title, "optimal", chosen, gains, gains, gains[0][1:], (), 2, weighed=weighed, not_weighed=others, compares=compares
        )

    stopped = replace(rule("leximin", "worst first", "o2", True), status="feasible", bound=(Figure("9", "9"),), tied=None, unique=None)
    held = (Demand("red_line", f"article {i + 1} must not stay as it is", f"p{i}") for i in range(parties))
    conflict = (*held, Demand("link", f"the link “{name('budget')}”", None, "budget"))
    replies = (Reply("p1", "no", "2031-01-20", f"no to {name('Article 4')}", "answer", ("s1",)), Reply("p2", "if", "2031-01-21"))
    return Brief(
        title="A treaty of many articles", as_of="2031-02-01", about="Everything at once.", banner="Exercise", parties=people,
        columns=tuple(p.id for p in people), verdict="no", bottom_line="On answers, statements and estimates: not within the time given.",
        notes=(Note("limit", "Stopped after 120 seconds.", Figure("48", "48"), "4 %"), Note("left_out", "Three later records are not used.")),
        ask=(Ask(f"{name(people[0].name)}: is {amount('9')} the least?", "p0", "It alone would turn the answer."),),
        meeting=Meeting("p0", (Said(f"“{name('never without a guarantee')}”", "2031-01-19", "i0", ("s1",)),), (f"{name(people[1].name)}’s answers",)),
        conflicts=(conflict,), conflicts_note="The list may not be complete.", issues=rows,
        standings=tuple(Standing(p.id, Figure(str(30 + i), str(30 + i)), acceptable=1000 * i, admissible=9000) for i, p in enumerate(people)),
        proposals=(Proposal("d1", "Draft one", "p0", "2031-01-10", package, (), True, tuple((p.id, "no") for p in people), replies=replies),),
        contradictions=(
            Contradiction(f"{name(people[1].name)} refused {name('Draft one')}; by its worths it gains {amount('4')}.",
                          "p1", ("s1",), "reply/p1/d1/no",
                          "reply", "d1", (Side("reply", "Its reply: no, 20 January 2031, a public statement.",
                                               "no", "d1", (), "2031-01-20", "statement", ("s1",)),
                                          Side("figures", "Its figures: yes, an estimate.", "yes", "d1")), "figures", "", "reply"),
            Contradiction(f"{name(people[2].name)} first said no to {name('Draft one')}, then yes.", "p2", kind="superseded", id="superseded/p2"),
            Contradiction(f"{name(people[3].name)} says two things.", "p3", kind="statements", id="statements/s1/s2/i0", open=False,
                          resolved=Resolution("A. Clerk", "2031-01-25", "s1", "", "stands", f"Resolved by {name('A. Clerk')}.")),
        ),
        drift=(Drift("p1", "i0", rows[0].title, (DriftStep("2031-01-02", "reject", ("o1",), "rejected", "s1", evidence=("s1",)),
                                                  DriftStep("2031-01", "accept", (), "accepted")), False, 1, "The dates do not tell this order for sure."),),
        levels=TwoLevels(
            f"{name(people[1].name)} ratifies what {name(people[0].name)} agrees to.",
            (Portion("table", "accepted at the table", 12, 20, package), Portion("both", "accepted at the table and ratified", 0),
             Portion("table_only", "accepted at the table and not ratified", None, None, package)),
            (f"{name('Draft one')} would not be ratified by {name(people[1].name)} (red line “{name('never again')}”).",),
            (Carrying("ratifiers", (Way("movement", f"{name(people[1].name)} accepting less: {amount('9')} against {amount('12')}", ("p1",), 3),)),
             Carrying("table", (Way("movement", "waiving the link", (), None),))),
            "There may be others: the search was stopped by its limit.",
        ),
        rules=(rule("egalitarian", "equal gains", "o1", True), rule("nash", "largest product", "o2", False), stopped,
               rule("utilitarian", "largest sum", "o3", True)),
        sureness=(
            Sureness("nash", ("The envoy’s plan", "Largest product"), ("most guesses may be wrong",), package, "49.2 to 82", "37.5 to 87.5",
                     Figure("-3/2", "−1.5"), "", ("p0",), Figure("1/2", "0.5"), "", ("p0", "p1"), "It breaks a link."),
            Sureness("radius", (), ("all worths may move furthest",), package, "100", "100", None, "no limit", (), None, "not accepted"),
        ),
        sureness_note="Nine figures are in doubt.",
        window=(WindowStep("2031-01-01", "2031-03-31", 0, 4, today=True), WindowStep("2031-04-01", "", 12, best_gains=gains)),
        window_turns=(
            WindowTurn("2031-04-01", "sure", "opens", f"From 1 April 12 packages are acceptable to all: {name(people[0].name)} has {amount('9')}.",
                       0, 12, (f"{name('The mandate ends')} (30 March 2031)",)),
        ),
        window_later=(
            WindowLater("p1", "2031-04-01", "agreement", "better", f"It would serve {name(people[1].name)} more, by {amount('4')}.",
                        Figure("4", "4")),
        ),
        deadlines=(Deadline("2031-06-30", "The mandate of the joint mission ends", "The Courier"), Deadline("2031", "Some time this year")),
        evidence=(Evidence("s1", "A claim, attributed.", "Mira Sol", "2031-01-19", ("Mira Sol", "The Courier"), "B2", "The Courier", "red_line"),),
        rests_on=RestsOn("guess", "Two of three positions are estimates.", (("answer", 40), ("statement", 30), ("guess", 30), ("not said", 12)), (), 30),
        tradeoffs=(TradeOff("p0", "p1", (), 0),),
    )  # fmt: skip


WORDS = ("north", "east", "west", "south", "centre", "ocean", "mountain", "valley", "river", "lake")
