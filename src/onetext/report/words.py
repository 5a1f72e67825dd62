"""The words and rows that every rendering shares: section titles, the words of a cell, and the rows of each table.

Nothing here draws. The vocabulary is the mediator's: movement, what it asks of a party, in the way. No word blames.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from onetext.report.brief import Brief, annexed, first_issues, party
from onetext.report.parts import Cell, Figure, Issue, Nearest, Option, Proposal, Provenance, RestsOn, Rule, Standing, TextBy, WindowStep
from onetext.report.parts_levels import Portion
from onetext.report.parts_robust import Sureness
from onetext.report.parts_window import WindowTurn
from onetext.report.text import clean, count, day, listed, name, number, ordinal

PROVENANCE: dict[Provenance, tuple[str, str]] = {
    "answer": ("●", "the party’s own sealed answer"),
    "statement": ("◐", "a public statement"),
    "guess": ("○", "an estimate"),
}
VIEWS = {
    "": "",
    "wants": "wants it",
    "can_live": "can live with it",
    "rejects": "rejects it",
    "never": "never",
    "only_if": "only if",
    "indifferent": "does not mind",
}
SAYS = {"yes": "said yes", "no": "said no", "if": "answered with conditions", "silent": "has not replied"}
ACCEPTS = {"yes": "✓", "no": "✕", "depends": "?"}
RESERVATION = {
    "": "not said",
    "none": "any agreement is better",
    "unknown": "not known",
    "not said": "not said",
    "left out": "left out of this copy",
}
DEMAND_MARKS = {"red_line": "⊘", "reservation": "≥", "bloc": "∑", "link": "∞"}
DEMAND_TITLES = {"red_line": "red line", "reservation": "worth without an agreement", "bloc": "consent of a bloc", "link": "link"}
ALIKE: dict[Provenance, str] = {
    "answer": "All are the parties’ own sealed answers.",
    "statement": "All come from public statements.",
    "guess": "All are estimates (○).",
}
SUPPORT = {
    "answer": "from the parties’ own answers",
    "statement": "from public statements",
    "guess": "estimates",
    "not said": "not said",
}
VERDICTS = {"yes": "", "depends": "open:", "no": "not"}
EVERYBODY = {"yes": "all {}", "depends": "open for all {}", "no": "none of the {}"}
NOT_SAID = "not said"
FORMS = ("From what was said", "With the estimates")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page that has something to say."""

    key: str
    title: str
    number: int  # from 1; 0 for the annex


TITLES: tuple[tuple[str, str, Callable[[Brief], object]], ...] = (
    ("ask", "Ask first", lambda b: b.ask or b.meeting),
    ("common", "Common ground", lambda b: b.common_ground or b.common_ground_note),
    ("open", "What is open", lambda b: b.open),
    ("conflicts", "What does not fit together", lambda b: b.conflicts or b.conflicts_note),
    ("opens", "What would open it", lambda b: b.softenings or b.softenings_note or any(x.opens != 0 for x in b.links_in_the_way)),
    ("final", "If every public rejection were final", lambda b: b.if_final),
    ("proposals", "What is on the table", lambda b: b.proposals),
    ("text", "The text", lambda b: b.text),
    ("record", "Where the record does not agree", lambda b: b.contradictions or b.drift),
    ("levels", "Two levels", lambda b: b.levels),
    ("issues", "Who wants what", lambda b: b.issues),
    ("trades", "Trades", lambda b: b.trades or b.trades_note),
    ("window", "The window", lambda b: b.window or b.deadlines or b.window_note),
    ("rules", "Best packages, by rule", lambda b: b.rules or b.rules_note),
    ("sure", "How sure is it", lambda b: b.sureness),
    ("evidence", "The evidence", lambda b: b.evidence),
    ("forms", "What the estimates would add", lambda b: b.forms),
    ("rests", "What this rests on", lambda b: b.rests_on.text or b.rests_on.turning or b.rests_on.counts),
    ("charts", "Trade-offs", lambda b: any(t.dots for t in b.tradeoffs)),
)


def sections(brief: Brief) -> tuple[Section, ...]:
    """The sections that have something to say, numbered from 1; then the annex where there is one."""
    present = [(key, title) for key, title, has in TITLES if has(brief)]
    body = tuple(Section(key, title, i) for i, (key, title) in enumerate(present, 1))
    return (*body, Section("annex", "Annex: every issue", 0)) if annexed(brief) else body


def running_head(brief: Brief) -> str:
    """The line on every printed page: whom it is for, the case, the day."""
    viewer = "MEDIATOR ONLY" if brief.viewer == "mediator" else f"FOR {name(brief.viewer)} ONLY"
    return f"{viewer} · {name(brief.title)} · as of {day(brief.as_of)}"


ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")


def headline(brief: Brief) -> tuple[str, str]:
    """The bottom line's first sentence, and the rest of it; a full stop inside a name ends nothing."""
    hidden = ISOLATED.sub(lambda m: "x" * len(m[0]), brief.bottom_line)
    end = hidden.find(". ")
    return (brief.bottom_line, "") if end < 0 else (brief.bottom_line[: end + 1], brief.bottom_line[end + 2 :])


def capital(sentence: str) -> str:
    """The sentence with a capital, unless it begins with a name."""
    return sentence[:1].upper() + sentence[1:]


def has_red_lines(brief: Brief) -> bool:
    return any(s.red_lines for s in brief.standings) or any(c.red_line for i in brief.issues for o in i.options for c in o.cells)


def gains_shown(brief: Brief) -> bool:
    return any(r.gains for r in brief.rules) or any(s.best_gains for s in brief.window)


def has_worths(brief: Brief) -> bool:
    return any(c.worth is not None for i in brief.issues for o in i.options for c in o.cells)


GLOSSARY: tuple[tuple[str, str, Callable[[Brief], object]], ...] = (
    ("package", "one answer to every issue.", lambda b: b.issues),
    ("link", "a condition that ties answers to different issues together, whoever accepts them.", lambda b: "link" in f"{b.bottom_line}{b.how}"),
    ("red line", "what a party says it will not accept, whatever else it gets.", has_red_lines),
    ("without an agreement", "what a party counts on if there is none; it accepts nothing that is worth less to it.", lambda b: b.standings),
    ("points", "each party’s own measure of worth; points of two parties do not compare.", has_worths),
    ("gain", "the worth of a package above what a party has without an agreement.", gains_shown),
    ("may move", "so far may all worths of every party fall at once, in its own points, before somebody no longer accepts.", lambda b: b.sureness),
    ("may be wrong", "so many of a party’s guesses may be off against the package before it no longer accepts.", lambda b: b.sureness),
    ("efficient", "no other package is as good for both and better for one.", lambda b: any(t.dots for t in b.tradeoffs)),
)  # fmt: skip


def glossary(brief: Brief) -> tuple[tuple[str, str], ...]:
    """The technical words of this page, each with one sentence on what it means here."""
    return tuple((term, gloss) for term, gloss, occurs in GLOSSARY if occurs(brief))


def as_of_words(brief: Brief) -> str:
    """The day the figures hold for, and, where nobody said it, that it is today's date."""
    return f"as of {day(brief.as_of)}" + (" (today: the case names no day)" if brief.as_of_from == "today" else "")


def figure_words(low: Figure | None, high: Figure | None) -> str:
    """`6`, or `2 to 6` where it is not known better; "" for nothing."""
    if low is None:
        return ""
    return low.display if high is None or high.exact == low.exact else f"{low.display} to {high.display}"


def cell_words(cell: Cell) -> str:
    """What a cell says beside its worth and its red line: a view, a place in an order, a condition."""
    if cell.view == "only_if":
        return f"only if {cell.condition.removeprefix('only if ')}"
    place = f"{ordinal(cell.rank)} choice" if cell.rank and cell.worth is None else ""
    said = ", ".join(w for w in (VIEWS[cell.view], place, cell.condition) if w)
    return said or ("red line" if cell.red_line and cell.worth is None else "")


def standing_words(standing: Standing) -> str:
    """What a party has without an agreement: its figure, or in words why there is none."""
    return figure_words(standing.reservation, standing.reservation_high) or RESERVATION[standing.reservation_word]


def accepted_words(standing: Standing) -> str:
    """How many packages a party would accept: `61 of 173`, or `none to 4 of 4` where some depend."""
    most = f" to {standing.possible:,}" if standing.possible is not None else ""
    least = f"{standing.acceptable:,}" if standing.acceptable or not most else "none"
    return f"{least}{most} of {standing.admissible:,}"


def names(brief: Brief, ids: tuple[str, ...], last: str = "and") -> str:
    """A sentence fragment that lists parties by name."""
    return listed([name(party(brief, key).name) for key in ids], last)


def picking(brief: Brief) -> tuple[Rule, ...]:
    """The rules that have a package to show."""
    return tuple(rule for rule in brief.rules if rule.package)


def rule_words(rule: Rule) -> tuple[str, ...]:
    """Sentences below a rule: proof or bound, ties, what it compares, whose gains."""
    status = {"optimal": "Proven best.", "infeasible": "No package qualifies.", "infeasible_links": "The links admit no package."}
    proof = status.get(rule.status, "Best found so far, not proven best" + (f"; at most {rule.bound[0].display}." if rule.bound else "."))
    many = count(rule.tied or 0, "package")
    ties = {None: "", 1: "No tie."}.get(rule.tied, f"{many[0].upper()}{many[1:]} tie; the first in file order is shown.")
    if rule.tied is None and rule.unique is not None:
        ties = "No tie." if rule.unique else "Others tie; not counted."
    compares = "Compares points of different parties." if rule.compares else ""
    return tuple(w for w in (proof, ties, compares, rule.note) if w)


def rule_titles(rules: tuple[Rule, ...]) -> str:
    """The plain names of rules that pick the same package: `Equal gains, largest product`."""
    titles = listed([clean(rule.title) for rule in rules])
    return titles[:1].upper() + titles[1:]


def sure_titles(row: Sureness) -> tuple[str, ...]:
    """The names of a package, then by what it is best under doubt: `Largest sum, largest product`, `Under doubt: ...`."""
    firm = listed([clean(title) for title in row.titles])
    under = f"Under doubt: {listed(list(row.under), 'and')}" if row.under else ""
    return tuple(words for words in (firm[:1].upper() + firm[1:], under) if words)


def chance_words(row: Sureness) -> str:
    """`62.5 %, or 50 to 75 % if figures depend on each other`."""
    free = "" if row.dependent == row.chance else f", or {row.dependent} % if they depend on each other"
    return f"{row.chance} %{free}"


def limit_words(brief: Brief, figure: Figure | None, limit: str, first: tuple[str, ...]) -> str:
    """A figure with whose it is, how much is missing, or in words why there is none."""
    if figure is None:
        return limit or RESERVATION["left out"]
    whose = f" ({names(brief, first)})" if first else ""
    return (f"{figure.display[1:]} missing" if figure.exact.startswith("-") else figure.display) + whose


def weighed_words(brief: Brief) -> str:
    """Whose gains the rules weigh, and whose not; "" where no rule says."""
    first = next((r for r in picking(brief) if r.weighed), None)
    if first is None:
        return ""
    rest = f"; not those of {names(brief, first.not_weighed)}, whose consent is still needed" if first.not_weighed else ""
    return f"The rules weigh the gains of {names(brief, first.weighed)}{rest}."


def provenances(brief: Brief) -> tuple[Provenance, ...]:
    """The kinds of support that occur in the table, strongest first."""
    found = {c.provenance for i in brief.issues for o in i.options for c in o.cells} | {
        s.provenance for s in brief.standings if s.reservation
    }
    return tuple(p for p in PROVENANCE if p in found)


def table_words(brief: Brief) -> str:
    """The sentence above the issue x party table."""
    worth = (
        "Worth of each answer to each party, in that party’s own points."
        if has_worths(brief)
        else "What each party has said of each answer."
        + (" Where a cell is empty, a worth is left out of this copy." if brief.worths_left_out else "")
    )
    kinds = provenances(brief)
    return f"{worth} {ALIKE[kinds[0]]}" if len(kinds) == 1 else worth


def annex_words(brief: Brief) -> str:
    """How many of the issues the main table shows."""
    shown, every = first_issues(brief), len(brief.issues)
    kind = "those still open" if all(i.open for i in shown) else "the first"
    return f"Shown here: {number(len(shown))} of {number(every)} issues, {kind}."


def letter(index: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    return (chr(64 + index // 26) if index > 25 else "") + chr(65 + index % 26)


def nearest_words(nearest: Nearest) -> str:
    """`Once Northland moves: change one answer`, with ties; or that the proposal can stand."""
    if nearest.changes:
        change = f"change {count(nearest.changes, 'answer')}"
        change += f" ({number(nearest.tied)} packages are as near)" if nearest.tied > 1 else ""
    else:
        change = "it can stand as it is" + (f", in {number(nearest.tied)} packages" if nearest.tied > 1 else "")
    return f"{nearest.after}: {change}" if nearest.after else capital(change)


def condition(conditions: TextBy, key: str) -> str:
    """The condition that goes with a party, or ""."""
    return dict(conditions).get(key, "")


def window_count(step: WindowStep) -> str:
    """`none`, `6`, `1 to 4`, or that it was not counted."""
    if step.zopa is None:
        return "some, not counted" if step.best_gains else "not counted"
    most = step.zopa_possible
    return f"{step.zopa:,} to {most:,}" if most and most != step.zopa else f"{step.zopa:,}" if step.zopa else "none"


def turned_words(turned: WindowTurn) -> str:
    """What opens or closes, with the deadlines that lie before it."""
    return f"{turned.text} Before it: {listed(turned.deadlines)}." if turned.deadlines else turned.text


def portion_count(portion: Portion) -> str:
    """`none`, `12`, `1 to 4`, `some` or that it is not known, of the packages of one kind."""
    if portion.sure is None:
        return "some, not counted" if portion.example else "not known"
    if portion.sure == 0 and portion.possible is None and portion.example:
        return "perhaps some"
    most = portion.possible
    return f"{portion.sure:,} to {most:,}" if most is not None else f"{portion.sure:,}" if portion.sure else "none"


CARRYING = {
    "ratifiers": "If only those who ratify move, it would be carried by:",
    "table": "If only the table moves, it would be carried by:",
    "both": "If both move, it would be carried by:",
}


def signed(figure: Figure) -> str:
    """A gain with its sign: `+5`."""
    return figure.display if figure.exact[0] in "-0" else f"+{figure.display}"


def turning_words(rests: RestsOn) -> str:
    """How many guesses turn the verdict when each alone is moved."""
    one = len(rests.turning) == 1
    many = f"{number(len(rests.turning))}{f' of {number(rests.tried)}' if rests.tried else ''} {'guess' if one else 'guesses'}"
    step = f" by {rests.step}" if rests.step else ""
    ends = {t.into for t in rests.turning}
    step += f", to {ends.pop()}" if len(ends) == 1 and rests.turning[0].into else ""
    return f"{many[0].upper()}{many[1:]} {'turns' if one else 'turn'} the verdict when moved alone{step}:"


def shown_words(shown: int, points: int, total: int) -> str:
    """What the dots of a chart stand for."""
    if shown < points:
        return f"{shown:,} of {points:,} points shown, the efficient ones first; {count(total, 'package')} in all."
    return f"{count(total, 'package')} at {points:,} points." if points != total else f"{count(total, 'package')}."


def colon(label: str) -> str:
    """What stands between an issue and its answer: a colon, but none after a question."""
    return "" if label.rstrip().endswith(("?", "!", ":", "؟", "？")) else ":"


def option_label(issue: Issue, option: Option) -> str:
    """An answer below its issue, whose unit stands there once already."""
    return option.label.removesuffix(f" {issue.unit}") if issue.unit else option.label


def nothing_in_the_way(proposal: Proposal) -> str:
    """What stands where no demand is known to fail; a refusal of a text that leaves questions open decides no package."""
    if proposal.accepts and all(said == "yes" for _, said in proposal.accepts):
        return "nothing"
    return "nothing certain" if any(reply.says == "no" for reply in proposal.replies) else "nothing known"
