"""The brief of cases/native/strait.yaml on 2031-02-01, made by hand; every figure is that of the mock or counted here."""

from itertools import product

from onetext.report.brief import Brief
from onetext.report.parts import (
    Answer,
    Ask,
    Cell,
    Change,
    Chosen,
    Deadline,
    Demand,
    Dot,
    Evidence,
    Figure,
    Issue,
    LinkInTheWay,
    Mark,
    Nearest,
    Option,
    Party,
    Proposal,
    RestsOn,
    Rule,
    Softening,
    Standing,
    Trade,
    TradeOff,
    Turning,
    Way,
    WindowStep,
)
from onetext.report.text import amount, name

PARTIES = (
    Party("north", "Northland", ("principal",), colour=0, mark="N"),
    Party("east", "Eastmark", ("principal",), colour=1, mark="E"),
    Party("west", "Westreach", ("principal",), colour=2, mark="W"),
    Party("isles", "League of Isles", ("bloc",), colour=3, mark="L"),
    Party("ama", "Ama", (), of="isles", colour=3, mark="La"),
    Party("bru", "Bru", (), of="isles", colour=3, mark="Lb"),
    Party("cor", "Cor", (), of="isles", colour=3, mark="Lc"),
    Party("bank", "Strait Bank", ("holder",), colour=4, mark="S"),
    Party("envoy", "The envoy", ("mediator",), colour=7, mark="V"),
)
NAMES = {p.id: name(p.name) for p in PARTIES}
# issue -> title, brief title, unit, {option: (title, {party: worth})}
TABLE: dict[str, tuple[str, str, str, dict[str, tuple[str, dict[str, float]]]]] = {
    "line": ("Where do the forces stand?", "Forces", "", {
        "hold": ("Where they are", {"north": 20, "east": 0, "west": 5, "cor": 0}),
        "pull": ("Ten miles back", {"north": 15, "east": 14, "west": 12, "cor": 5}),
        "leave": ("Out of the strait", {"north": 0, "east": 25, "west": 10, "cor": 8}),
    }),
    "monitors": ("Who watches?", "Watch", "", {
        "none": ("Nobody", {"north": 4, "east": 0, "west": 0, "ama": 0}),
        "joint": ("A joint mission", {"north": 3, "east": 5, "west": 12, "ama": 5}),
        "isles": ("The League of Isles", {"north": 0, "east": 8, "west": 6, "ama": 9}),
    }),
    "port": ("The port", "Port", "", {
        "closed": ("Closed to Eastmark", {"north": 10, "east": 0, "west": 0}),
        "open": ("Open to all", {"north": 4, "east": 22, "west": 8}),
    }),
    "fee": ("Fee for passage", "Fee", "coins per ship", {
        "0": ("0", {"north": 0, "east": 18, "west": 10, "bru": 9, "bank": 0}),
        "3": ("3", {"north": 6, "east": 15, "west": 8.5, "bru": 6.75, "bank": 5}),
        "6": ("6", {"north": 12, "east": 12, "west": 7, "bru": 4.5, "bank": 10}),
        "9": ("9", {"north": 18, "east": 6, "west": 5.5, "bru": 2.25, "bank": 15}),
        "12": ("12", {"north": 24, "east": 0, "west": 4, "bru": 0, "bank": 20}),
    }),
    "fund": ("Rebuilding fund", "Fund", "million coins", {
        "0": ("0", {"north": 0, "east": 0, "west": 0, "ama": 0, "bru": 0, "bank": 10}),
        "20": ("20", {"north": 3, "east": 6, "west": -2, "ama": 3, "bru": 2, "bank": 8}),
        "40": ("40", {"north": 6, "east": 9, "west": -4, "ama": 6, "bru": 4, "bank": 6}),
        "60": ("60", {"north": 9, "east": 12, "west": -6, "ama": 9, "bru": 6, "bank": 4}),
    }),
}  # fmt: skip
RED = {
    ("north", "line", "leave"), ("east", "line", "hold"), ("east", "port", "closed"), ("bank", "fund", "60"),
    ("cor", "fee", "9"), ("cor", "fee", "12"),
}  # fmt: skip
FEW = f"at most two of {name('open port')}, {name('a fund of 40 or more')}, {name('a joint mission')}"


def figure(worth: float) -> Figure:
    """A worth as the builder would give it: halves and quarters exact, one decimal shown."""
    eighths = int(worth * 4)
    exact = f"{eighths // 4}" if eighths % 4 == 0 else f"{eighths}/4" if eighths % 2 else f"{eighths // 2}/2"
    shown = f"{worth:.1f}".removesuffix(".0")
    return Figure(exact, shown.replace("-", "−"))


def chosen(**options: str) -> Chosen:
    return tuple(Answer(issue, option, TABLE[issue][1], TABLE[issue][3][option][0]) for issue, option in options.items())


def _cell(party: str, issue: str, option: str) -> Cell:
    worths = {o: w[party] for o, (_, w) in TABLE[issue][3].items()}
    low, high, worth = min(worths.values()), max(worths.values()), worths[option]
    share = (worth - low) / (high - low)
    return Cell(party, figure(worth), share=share, best=worth == high, red_line=(party, issue, option) in RED)


def _issue(issue: str) -> Issue:
    title, _, unit, options = TABLE[issue]
    rows = (Option(o, label, tuple(_cell(p, issue, o) for p in worths), today=o == "hold") for o, (label, worths) in options.items())
    return Issue(issue, title, tuple(rows), unit, open=issue not in ("line", "port"))


def admissible() -> list[dict[str, str]]:
    """The 173 packages that break no link, by the definition."""
    kept = []
    for values in product(*(spec[3] for spec in TABLE.values())):
        k = dict(zip(TABLE, values, strict=True))
        watched = k["line"] == "hold" or k["monitors"] != "none"
        paid = 10 * int(k["fee"]) - int(k["fund"]) >= -20
        few = (k["port"] == "open") + (k["fund"] in ("40", "60")) + (k["monitors"] == "joint") <= 2
        if watched and paid and few and not (k["fee"] in ("9", "12") and k["port"] == "open"):
            kept.append(k)
    return kept


def value(party: str, package: dict[str, str]) -> float:
    term = 6 if party == "north" and package["line"] == "pull" and package["monitors"] == "joint" else 0
    return term + sum(TABLE[issue][3][option][1].get(party, 0) for issue, option in package.items())


def tradeoff(x: str, y: str) -> TradeOff:
    points = [(value(x, k), value(y, k)) for k in admissible()]
    beaten = [any(a >= p[0] and b >= p[1] and (a, b) != p for a, b in points) for p in points]
    dots = {Dot(a, b, not worse) for (a, b), worse in zip(points, beaten, strict=True)}
    first = {"line": "pull", "monitors": "joint", "port": "open", "fee": "6", "fund": "20"}
    reserve = {"north": 44, "east": 35, "west": 20}
    marks = (Mark("Nearest: Northland moves", value(x, first), value(y, first)),)
    ordered = tuple(sorted(dots, key=lambda d: (not d.efficient, d.x, d.y)))
    return TradeOff(x, y, ordered, len(points), reserve[x], reserve[y], marks)


PLAN = chosen(line="pull", monitors="joint", port="open", fee="6", fund="40")
FIRST = chosen(line="pull", monitors="joint", port="open", fee="6", fund="20")
STANDINGS = (("north", 44, 61), ("east", 35, 30), ("west", 20, 116), ("isles", None, 106), ("bank", 10, 134))
MEMBERS = (("ama", 6), ("bru", 5), ("cor", 4))
NORTH_44 = Demand("reservation", f"at least {amount('44')}, its worth without an agreement", "north")
WEST_20 = Demand("reservation", f"at least {amount('20')}, its worth without an agreement", "west")
NOT_STAY = Demand("red_line", "the forces must not stay where they are", "east", "not-as-it-is", ("line",))
PORT_OPEN = Demand("red_line", "the port must be open", "east", "port-open", ("port",))
NO_FLOOD = Demand("red_line", "no fund of 60", "bank", "no-flood", ("fund",))
FAILS_FEW = Demand("link", f"the link “{FEW}”: no reason, source or owner is recorded", None, "few", ("monitors", "port", "fund"))
AFTER = f"Once {NAMES['north']} moves"


def _window() -> tuple[WindowStep, ...]:
    def gains(north: float, east: float, west: float) -> tuple[tuple[str, Figure], ...]:
        return (("north", figure(north)), ("east", figure(east)), ("west", figure(west)))

    def change(worth: str) -> tuple[str, ...]:
        return (f"{NAMES['north']}: at least {amount(worth)}",)

    return (
        WindowStep("2031-01-01", "2031-03-31", 0, changes=change("44"), today=True),
        WindowStep("2031-04-01", "2031-06-30", 1, best_gains=gains(5, 24, 17), changes=change("38")),
        WindowStep("2031-07-01", "", 6, best_gains=gains(13, 33, 18.5), changes=change("30")),
    )


def _softenings() -> tuple[Softening, ...]:
    accept = f"Accept about what it has without an agreement: {amount('43')} against {amount('44')}"
    closed = chosen(line="pull", monitors="joint", port="closed", fee="3", fund="40")
    return (
        Softening((Change("reservation", accept, "north", None, figure(1)),), figure(1), (("north", figure(1)),), 1, FIRST),
        Softening(
            (Change("red_line", f"Do without {name('an open port')}, now one of its red lines", "east", "port-open", figure(9)),),
            figure(9), (("east", figure(9)),), 3, closed,
        ),
    )  # fmt: skip


def _proposals() -> tuple[Proposal, ...]:
    everyone = (("north", "yes"), ("east", "yes"), ("west", "yes"), ("isles", "yes"), ("bank", "yes"))
    east_fails = (
        Demand("red_line", "does not leave the strait", "north", "no-exit", ("line",)),
        Demand("reservation", f"worth {amount('4')} to {amount('7')} to it, depending on the fund, against {amount('44')}", "north"),
    )
    east_accepts = (("north", "no"), ("east", "yes"), ("west", "yes"), ("isles", "yes"), ("bank", "depends"))
    three = chosen(line="pull", monitors="joint", fee="6")
    return (
        Proposal(
            "plan-1", "The envoy’s plan", "envoy", "2031-01-10", PLAN, (), False, everyone, (), (FAILS_FEW,),
            nearest_after=(Nearest(1, 1, (FIRST,), chosen(fund="20"), AFTER),),
        ),
        Proposal(
            "east-1", "Eastmark’s counterproposal", "east", "2031-01-22",
            chosen(line="leave", monitors="isles", port="open", fee="0"), ("Fund",), None, east_accepts,
            (("bank", "if there is no fund"),), east_fails, nearest_after=(Nearest(3, 1, (FIRST,), three, AFTER),),
        ),
    )  # fmt: skip


def _ask() -> tuple[Ask, ...]:
    worse = "would an agreement with forces ten miles back, a joint mission, an open port, a fee of 6 and a fund of 20 really be"
    few = f"Whoever set it: why may {FEW} go together?"
    return (
        Ask(f"{NAMES['north']}: {worse} worse for you than none?", "north", "One point is enough to turn the answer."),
        Ask(f"{NAMES['east']}: is an open port a condition, or what you would like best?", "east"),
        Ask(few, "", "The link has no reason, source or owner on record."),
    )


def _rests_on() -> RestsOn:
    def turn(text: str, value: float, moved: float) -> Turning:
        return Turning("north", text, figure(value), figure(moved), "one package that all accept")

    turning = (
        turn("what it has without an agreement", 44, 43),
        turn(f"what it gets from {name('ten miles back')}", 15, 16),
        turn(f"what it gets from {name('a joint mission')}", 3, 4),
        turn(f"what it gets from {name('an open port')}", 4, 5),
        turn(f"what it gets from {name('ten miles back')} and {name('a joint mission')} together", 6, 7),
    )
    text = "Nothing here comes from a party’s own answer or from a statement: seven positions, all estimates."
    return RestsOn("guess", text, (("guess", 7),), turning, 62, "one point")


def strait() -> Brief:
    """Strait on 1 February 2031."""
    standings = tuple(Standing(p, None if r is None else figure(r), acceptable=n, admissible=173) for p, r, n in STANDINGS)
    members = tuple(Standing(p, figure(r)) for p, r in MEMBERS)
    passing = "Of the 173 packages that break no link, 14 cross no red line. All 14 have the same answer to two issues."
    accepting = f"{NAMES['north']} accepting about what it has without an agreement"
    return Brief(
        title="Harbour and strait",
        as_of="2031-02-01",
        as_of_from="option",
        about="A fictional case of three governments, a league of islands and a bank.",
        banner="Exercise: a fictional case",
        parties=PARTIES,
        columns=("north", "east", "west", "isles", "bank"),
        verdict="no",
        bottom_line="On these estimates, none with a source: not yet. No package that breaks no link suits all five.",
        lead="Three ways are known. Each would open it alone:",
        how="All 173 packages that break no link were examined in exact arithmetic. "
        "An error of one point in any of five figures turns this answer.",
        ways=(
            Way("movement", accepting, ("north",), 1),
            Way("movement", f"{NAMES['east']} doing without {name('an open port')}", ("east",), 3),
            Way("link", f"lifting one link that nobody has signed, after which {name('the envoy’s plan')} stands as it is", (), 1),
        ),
        ask=_ask(),
        common_ground=chosen(line="pull", port="open"),
        common_ground_note=passing,
        conflicts=((NORTH_44, NOT_STAY, PORT_OPEN), (NORTH_44, PORT_OPEN, WEST_20, NO_FLOOD)),
        conflicts_note="The list is complete.",
        softenings=_softenings(),
        links_in_the_way=(LinkInTheWay("few", f"At most two of {FEW.removeprefix('at most two of ')}", 1, ("plan-1",), package=PLAN),),
        proposals=_proposals(),
        issues=tuple(_issue(i) for i in ("monitors", "fee", "fund", "line", "port")),
        standings=standings + members,
        trades=(
            Trade(
                f"Let {name('a joint mission')} watch instead of {name('the League of Isles')}, and add a fund of 20.",
                "Eastmark’s counterproposal with no fund", chosen(monitors="joint", fund="20"),
                (("north", figure(6)), ("east", figure(3)), ("west", figure(4))),
                chosen(line="leave", monitors="joint", port="open", fee="0", fund="20"),
            ),
        ),
        trades_note="These serve the principals better than the package they start from; none is yet acceptable to all.",
        window=_window(),
        window_note=f"On the schedule assumed for {NAMES['north']}. No other party’s change is in the file.",
        rules_note="No package suits all five, so no rule has one to pick.",
        rests_on=_rests_on(),
        tradeoffs=(tradeoff("north", "east"), tradeoff("north", "west"), tradeoff("west", "east")),
        digest="3f1c0f6f2b5d9a3e7c41a0d8b9e2f7661d0c4b8e5a9f3d27c6b1e8f04a7d9c52",
        version="0.1.0",
        command="onetext brief strait.yaml --as-of 2031-02-01",
    )  # fmt: skip


def with_rules(brief: Brief) -> tuple[Rule, ...]:
    """Two rules that differ, as of 2031-08-01 in shape; for the rendering only."""
    gains = (("north", figure(13)), ("east", figure(24)), ("west", figure(17)))
    values = (("north", figure(43)), ("east", figure(59)), ("west", figure(37)))
    common = {"values": values, "gains": gains, "weighed": ("north", "east", "west"), "not_weighed": ("isles", "bank")}
    other = chosen(line="pull", monitors="joint", port="open", fee="3", fund="20")
    return (
        Rule("egalitarian", "equal gains", package=FIRST, objective=(figure(13),), tied=1, compares=True, source="Rawls 1971", **common),
        Rule("nash", "largest product", package=FIRST, objective=(figure(5304),), tied=1, source="Nash 1950", **common),
        Rule("utilitarian", "largest sum", package=other, objective=(figure(54),), tied=2, compares=True, source="Harsanyi 1955", **common),
    )


EVIDENCE = (
    Evidence("s1", f"{name('Mira Sol')}, for {name('Northland')}: “{name('we will not leave the strait')}”", "Mira Sol", "2031-01-19",
             ("Mira Sol", "The Strait Courier"), "B2", "The Strait Courier", "reject", (f"{name('Northland')} on {name('Forces')}",)),
)  # fmt: skip
DEADLINES = (Deadline("2031-06-30", "The mandate of the joint mission ends", "The Strait Courier"),)
