"""The rows and columns of the brief's tables, which every rendering shares; nothing here draws."""

from collections import Counter
from dataclasses import dataclass

from onetext.report.brief import Brief, party
from onetext.report.parts import Accepts, Answer, Cell, Chosen, Issue, LinkInTheWay, Option, Proposal, Rule, Standing
from onetext.report.text import count, listed, name
from onetext.report.words import names, picking


@dataclass(frozen=True, slots=True)
class Opening:
    """One way to open it: who would move, what that asks, what it opens."""

    who: tuple[str, ...]  # party ids; () for a link
    who_note: str  # sentence, for a link: who could change it
    asks: tuple[str, ...]  # sentences
    opens: str
    package: Chosen
    package_note: str


def openings(brief: Brief) -> tuple[Opening, ...]:
    """Softenings, then links whose lifting would open an agreement, as rows."""
    return tuple(_softening_rows(brief)) + tuple(_link_rows(brief))


def _softening_rows(brief: Brief) -> list[Opening]:
    rows = []
    for softening in brief.softenings:
        who = tuple(dict.fromkeys(c.party for c in softening.changes if c.party))
        several = len(who) > 1
        asks = tuple((f"{name(party(brief, c.party).name)}: " if several and c.party else "") + c.text for c in softening.changes)
        rows.append(Opening(who, "", asks, _opens(softening.packages), softening.package, softening.package_note))
    return rows


def _link_rows(brief: Brief) -> list[Opening]:
    rows = []
    for link in brief.links_in_the_way:
        if link.opens == 0:
            continue
        owner = f"{names(brief, link.who)} could change it" if link.who else "no owner recorded"
        made = _titles(brief, link)
        note = link.package_note or (f"{listed(made)} would break no link" if made else "")
        asks = (f"Lift the link “{link.text}”", _grounds(link))
        rows.append(Opening((), owner, asks, _opens(link.opens, link.counted), link.package, note))
    return rows


def keeping_out(brief: Brief) -> tuple[str, ...]:
    """Sentences: each link whose lifting would make a proposal admissible, and open nothing else."""
    links = (link for link in brief.links_in_the_way if link.opens == 0 and link.proposals)
    who = {link.id: f"{names(brief, link.who)} could change it." if link.who else "No owner recorded." for link in brief.links_in_the_way}
    return tuple(f"“{x.text}” keeps out {listed(_titles(brief, x))}. {_grounds(x)} {who[x.id]}" for x in links)


def _titles(brief: Brief, link: LinkInTheWay) -> list[str]:
    titles = {p.id: p.title for p in brief.proposals}
    return [name(titles.get(p, p)) for p in link.proposals]


def _grounds(link: LinkInTheWay) -> str:
    reason = f"Reason on record: {link.why.rstrip('.')}." if link.why else "No reason recorded."
    return f"{reason} Source: {name(link.source)}." if link.source else f"{reason} No source recorded."


def _opens(packages: int | None, counted: bool = True) -> str:
    least = "" if counted else "at least "
    return "not counted" if packages is None else least + count(packages, "package")


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that pick the same package."""

    rules: tuple[Rule, ...]
    package: Chosen


def rule_groups(brief: Brief) -> tuple[RuleGroup, ...]:
    """The rules side by side, those with the same package together, in the order of their first."""
    groups: dict[Chosen, list[Rule]] = {}
    for rule in picking(brief):
        groups.setdefault(rule.package, []).append(rule)
    return tuple(RuleGroup(tuple(rules), package) for package, rules in groups.items())


def compared(groups: tuple[RuleGroup, ...]) -> tuple[Chosen, tuple[tuple[str, tuple[Answer | None, ...]], ...]]:
    """The answers that all groups share, and each other issue's label with the answer of every group."""
    issues = {a.issue: a for g in groups for a in g.package}
    picks = {key: tuple(next((a for a in g.package if a.issue == key), None) for g in groups) for key in issues}
    same = tuple(a for key, a in issues.items() if len({p and p.option for p in picks[key]}) == 1)
    differing = tuple((a.issue_label, picks[key]) for key, a in issues.items() if a not in same)
    return same, differing


def gaining(brief: Brief) -> tuple[str, ...]:
    """Whose gains the rules report."""
    return tuple(dict.fromkeys(key for rule in picking(brief) for key, _ in rule.gains))


def gainers(brief: Brief) -> tuple[str, ...]:
    """Whose best gains the window reports."""
    return tuple(dict.fromkeys(key for step in brief.window for key, _ in step.best_gains))


def columns(brief: Brief) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each column of the issue x party table: its party, and the ids whose cells stand in it (a bloc's members too)."""
    members = {c: tuple(p.id for p in brief.parties if p.of == c) for c in brief.columns}
    return tuple((c, (c, *members[c])) for c in brief.columns)


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of the issue x party table: what is said there, or for how many rows nothing is."""

    column: str
    cells: tuple[Cell, ...]
    span: int = 1  # rows; more than one only where a party has said nothing on the whole issue


def option_rows(brief: Brief, issue: Issue) -> tuple[tuple[Option, tuple[Slot, ...]], ...]:
    """The rows of one issue: an option and its slots; a column silent on the issue has one slot, in the first row."""
    layout = columns(brief)
    silent = {c for c, ids in layout if not any(cell.party in ids for o in issue.options for cell in o.cells)}
    rows = []
    for i, option in enumerate(issue.options):
        slots = []
        for column, ids in layout:
            if column not in silent:
                slots.append(Slot(column, tuple(cell for cell in option.cells if cell.party in ids)))
            elif i == 0:
                slots.append(Slot(column, (), len(issue.options)))
        rows.append((option, tuple(slots)))
    return tuple(rows)


def conflict_columns(brief: Brief) -> tuple[str, ...]:
    """The parties that occur in a conflict, in the order of the columns; "" for links, last."""
    found = {demand.party or "" for conflict in brief.conflicts for demand in conflict}
    known = tuple(p.id for p in brief.parties if p.id in found)
    return (*known, *sorted(found - {*known, ""}), *([""] if "" in found else []))


def accepting(proposal: Proposal) -> tuple[tuple[Accepts, tuple[str, ...]], ...]:
    """Who would accept, whose answer depends, who would not; only groups with somebody in them."""
    verdicts: tuple[Accepts, ...] = ("yes", "depends", "no")
    groups = ((v, tuple(key for key, said in proposal.accepts if said == v)) for v in verdicts)
    return tuple(group for group in groups if group[1])


def standings(brief: Brief, ids: tuple[str, ...]) -> tuple[Standing, ...]:
    """The standings of these parties and members, in their order."""
    return tuple(s for key in ids for s in brief.standings if s.party == key)


def beyond_common(brief: Brief, package: Chosen) -> Chosen:
    """The answers of a package that are not common ground; all of them where that would leave none."""
    settled = {answer.issue for answer in brief.common_ground}
    return tuple(answer for answer in package if answer.issue not in settled) or package


def open_note(brief: Brief) -> str:
    """What is open, and that its common ground is not told again."""
    again = any(beyond_common(brief, one.package) != one.package for one in brief.open)
    return f"{brief.open_note} What is common ground is left out here." if again else brief.open_note


def position_lines(brief: Brief) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Party id -> (mark, sentence): what no agreement means for it, its red lines, or that it is silent."""
    lines = []
    for standing in brief.standings:
        found = [("", f"Without an agreement: {standing.alternative}")] if standing.alternative else []
        found += [("⊘", text) for text in standing.red_lines]
        found += [("", "It is not known what it could accept; what needs its consent is open.")] if standing.silent else []
        lines += [(standing.party, tuple(found))] if found else []
    return tuple(lines)


def evidence_numbers(brief: Brief) -> dict[str, int]:
    """Evidence id -> its number on the page."""
    return {e.id: i for i, e in enumerate(brief.evidence, 1)}


HANDS = {"first": ("●", "first-hand"), "retold": ("○", "retold"), "unsourced": ("◌", "nobody named")}
"""How a statement came, as a sign and in words."""


def evidence_hands(brief: Brief) -> dict[str, tuple[str, str]]:
    """Evidence id -> the sign and words for how it came; those that are no statements have none."""
    return {e.id: HANDS[e.hand] for e in brief.evidence if e.hand}


def common_evidence(brief: Brief) -> str:
    """The evidence behind most of a large table's cells, which is then named once; "" where there is none."""
    cells = [set(c.evidence) for i in brief.issues for o in i.options for c in o.cells]
    counted = Counter(key for ids in cells for key in ids)
    key, many = max(counted.items(), key=lambda item: item[1], default=("", 0))
    return key if many > 12 and many > len(cells) * 0.6 else ""
