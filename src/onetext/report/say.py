"""The words for what a case holds: figures, answers, conditions, red lines and links, as sentence fragments.

Names go through `text.name` and worths through `text.amount`, as `parts` asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from onetext.model.case import Case, Link
from onetext.model.conditions import Always, Among, Condition, Count, Form, Implies, Never, Range, Sum
from onetext.model.issues import Issue, Option
from onetext.model.numbers import Interval, exact, show
from onetext.model.positions import RedLine
from onetext.model.records import Proposal
from onetext.report.parts import Answer, Chosen, Figure, FigureBy
from onetext.report.text import amount, listed, name, number


def display(worth: Fraction) -> str:
    """A number to read: whole where it is whole, else two decimals at most; a true minus sign."""
    with localcontext() as context:
        context.prec = 40
        shown = f"{Decimal(worth.numerator) / Decimal(worth.denominator):,.2f}".rstrip("0").rstrip(".")
    if shown in ("0", "-0") and worth:
        shown = f"{float(worth):.2g}"
    return shown.replace("-", "−")


def percent(low: Fraction, high: Fraction) -> str:
    """A probability in per cent: `62.5`, `0 to 75`."""
    return _per_cent(low) if low == high else f"{_per_cent(low)} to {_per_cent(high)}"


def _per_cent(share: Fraction) -> str:
    """To one decimal; what is neither 0 nor 100 never reads as if it were."""
    rounded = round(share * 100, 1)
    if rounded in (0, 100) and share not in (0, 1):
        return "under 0.1" if share < Fraction(1, 2) else "over 99.9"
    return f"{float(rounded):.1f}".removesuffix(".0")


def figure(worth: Fraction | int) -> Figure:
    """A number with its exact text."""
    return Figure(show(worth), display(Fraction(worth)))


def figures(points: Iterable[tuple[str, Fraction]]) -> FigureBy:
    return tuple((who, figure(worth)) for who, worth in points)


def interval(points: Interval) -> str:
    """`44`, or `40 to 44`, as an amount inside a sentence."""
    return amount(display(points.low) if points.sharp else f"{display(points.low)} to {display(points.high)}")


def span(points: str) -> str:
    """The exact text of a number or an interval (`17/2`, `[2, 6]`) as an amount inside a sentence: `8.5`, `2 to 6`."""
    return amount(" to ".join(display(exact(end)) for end in points.strip("[]").split(", ")))


def option_label(issue: Issue, option: Option) -> str:
    """An option as a label; a number with its unit."""
    if option.amount is None:
        return option.name
    return f"{display(option.amount)} {issue.grid.unit}".strip() if issue.grid else option.name


def answer(case: Case, issue_id: str, option_id: str) -> Answer:
    issue = case.issue[issue_id]
    return Answer(issue_id, option_id, issue.name, option_label(issue, issue.option(option_id)))


def chosen(case: Case, package: Iterable[tuple[str, str]]) -> Chosen:
    """A package, or a part of one, in the order given."""
    return tuple(answer(case, issue, option) for issue, option in package)


def in_words(answers: Chosen) -> str:
    """`The port: Open to all; Fee for passage: 6 coins per ship`, as a sentence fragment."""
    return "; ".join(pair(a.issue_label, a.option_label) for a in answers)


def titled(issue: str) -> str:
    """The name of an issue before its answer; a title that is itself a question takes no colon."""
    return f"{name(issue)}{'' if issue.endswith('?') else ':'}"


def pair(issue: str, option: str) -> str:
    """One answer to one issue: `The port: Open to all`."""
    return f"{titled(issue)} {name(option)}"


def breaking(case: Case, one: bool = False) -> str:
    """` that break no link` after a number of packages; nothing where the case has no link."""
    return "" if not case.links else " that breaks no link" if one else " that break no link"


def people(case: Case, ids: Iterable[str], last: str = "and") -> str:
    return listed([name(case.name(who)) for who in ids], last)


def part_words(case: Case, issue_id: str, part: Among | Range) -> str:
    """The options that a part of a condition names: `6 or more`, `40 or 60 million coins`, `Open to all or Closed`."""
    issue = case.issue[issue_id]
    unit = f" {issue.grid.unit}" if issue.grid and issue.grid.unit else ""
    if isinstance(part, Among):
        options = [issue.option(option) for option in part.options]
        if issue.grid is not None:
            return name(listed([display(o.amount or Fraction(0)) for o in options], "or") + unit)
        return listed([name(option_label(issue, option)) for option in options], "or")
    low, high = (None if end is None else display(end) for end in (part.low, part.high))
    if low is not None and high is not None:
        return name(f"{low}{unit}" if low == high else f"{low} to {high}{unit}")
    return name(f"{low}{unit} or more" if low is not None else f"{high}{unit} or less" if high is not None else "any number")


def condition_words(case: Case, condition: Condition) -> str:
    """A condition as a fragment: `The port: Open to all together with Fee: 9 or more`; `any package` where it has no part."""
    words = [f"{titled(case.issue[i].name)} {part_words(case, i, p)}" for i, p in condition.parts]
    return " together with ".join(words) or "any package"


def form_words(case: Case, form: Form) -> str:
    """What a red line or a link asks, as a fragment."""
    match form:
        case Never(condition):
            return _only(case, condition, "not")
        case Implies(condition, then):
            return f"if {condition_words(case, condition)}, then {condition_words(case, then)}"
        case Count(of, at_least, at_most):
            return f"{_bounds(at_least, at_most)} of these: {'; '.join(condition_words(case, one) for one in of)}"
        case Sum(weights, at_least, at_most):
            terms = " + ".join(f"{display(w)} × {name(case.issue[i].name)}" if w != 1 else name(case.issue[i].name) for i, w in weights)
            return f"{terms.replace('+ −1 × ', '− ').replace('+ −', '− ')}: {_bounds(at_least, at_most)}"
        case _:
            return _only(case, form.condition, "only")


def _only(case: Case, condition: Condition, word: str) -> str:
    """`The port: only Open to all`, `Fee for passage: not 9 or 12 coins`; over several issues the word stands before them."""
    if len(condition.parts) != 1:
        return f"{word} {condition_words(case, condition)}"
    ((issue, part),) = condition.parts
    return f"{titled(case.issue[issue].name)} {word} {part_words(case, issue, part)}"


def _bounds(at_least: Fraction | int | None, at_most: Fraction | int | None) -> str:
    low, high = (None if end is None else _count(end) for end in (at_least, at_most))
    if at_least is not None and at_least == at_most:
        return f"exactly {low}"
    return listed([words for words, end in ((f"at least {low}", low), (f"at most {high}", high)) if end is not None])


def _count(end: Fraction | int) -> str:
    return number(end) if isinstance(end, int) else display(Fraction(end))


def line_words(case: Case, line: RedLine) -> str:
    """A red line: its title where the case gives one, else what it asks."""
    return name(line.title) if line.title else form_words(case, line.form)


MOVING = ("accepting", "doing without", "moving from its red line")
MOVE = ("Accept", "Do without", "Move from its red line")


def without_line(case: Case, line: RedLine, verbs: tuple[str, str, str] = MOVING) -> str:
    """A party moving from a red line: `accepting “Fund: 60”`, `doing without “The port: Open to all”`, or from the line as titled."""
    accept, do_without, move = verbs
    if line.title or not isinstance(line.form, (Never, Always)):
        return f"{move} “{line_words(case, line)}”"
    return f"{accept if isinstance(line.form, Never) else do_without} “{condition_words(case, line.form.condition)}”"


def link_words(case: Case, link: Link) -> str:
    """A link: its title where the case gives one, else what it asks."""
    return name(link.title) if link.title else form_words(case, link.form)


def follows_words(case: Case, proposal: Proposal, answer: str, kind: str, key: str) -> str:
    """From what a party's answer to a proposal follows, where it follows from words: `nowhere worse than Plan 1, which it
    accepted`; "" where a red line or a number decides, or its reply to that very proposal."""
    if kind == "view":
        return "in every answer wanted, or one to live with"
    other = next((one for one in case.proposals if one.id == key), None) if kind == "reply" else None
    if other is None or other.id == proposal.id:
        return ""
    side, said = ("worse", "accepted") if answer == "yes" else ("better", "refused")
    return f"nowhere {side} than {name(other.name)}, which it {said}"
