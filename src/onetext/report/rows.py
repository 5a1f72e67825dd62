"""The rows and columns of the brief's tables, which every rendering shares; nothing here draws."""

from dataclasses import dataclass

from onetext.report.brief import Brief, party
from onetext.report.parts import Accepts, Cell, Chosen, Issue, Option, Proposal, Rule, Standing
from onetext.report.text import count, listed, name
from onetext.report.words import names


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
    """Softenings, then links in the way, as rows."""
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
    titles = {p.id: p.title for p in brief.proposals}
    for link in brief.links_in_the_way:
        owner = f"{names(brief, link.who)} could change it" if link.who else "no owner recorded"
        reason = f"Reason on record: {link.why}" if link.why else "No reason recorded."
        source = f"Source: {name(link.source)}." if link.source else "No source recorded."
        made = [name(titles.get(p, p)) for p in link.proposals]
        asks = (f"Lift the link “{link.text}”", f"{reason} {source}")
        opens = _opens(link.opens) if link.opens else "no package that suits all"
        note = link.package_note or (f"{listed(made)} would break no link" if made else "")
        rows.append(Opening((), owner, asks, opens, link.package, note))
    return rows


def _opens(packages: int | None) -> str:
    return "not counted" if packages is None else count(packages, "package")


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that pick the same package."""

    rules: tuple[Rule, ...]
    package: Chosen


def rule_groups(brief: Brief) -> tuple[RuleGroup, ...]:
    """The rules side by side, those with the same package together, in the order of their first."""
    groups: dict[Chosen, list[Rule]] = {}
    for rule in brief.rules:
        groups.setdefault(rule.package, []).append(rule)
    return tuple(RuleGroup(tuple(rules), package) for package, rules in groups.items())


def first_package(groups: tuple[RuleGroup, ...]) -> Chosen:
    """The issues of the table of rules: the answers of the first package that there is."""
    return next((g.package for g in groups if g.package), ())


def gaining(brief: Brief) -> tuple[str, ...]:
    """Whose gains the rules report."""
    return tuple(dict.fromkeys(key for rule in brief.rules for key, _ in rule.gains))


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


def position_lines(brief: Brief) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Party id -> (mark, sentence): what no agreement means for it, its red lines, or that it is silent."""
    lines = []
    for standing in brief.standings:
        found = [("", f"Without an agreement: {standing.alternative}")] if standing.alternative else []
        found += [("⊘", text) for text in standing.red_lines]
        found += [("", "Nothing is known of its position; what needs its consent is open.")] if standing.silent else []
        lines += [(standing.party, tuple(found))] if found else []
    return tuple(lines)


def evidence_numbers(brief: Brief) -> dict[str, int]:
    """Evidence id -> its number on the page."""
    return {e.id: i for i, e in enumerate(brief.evidence, 1)}
