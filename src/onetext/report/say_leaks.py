"""What an artefact would give away, in plain lines that a mediator reads before it is shown."""

from __future__ import annotations

from dataclasses import replace

from onetext.analysis.leaks.results import Gained, Leaks, Learned, Weaker
from onetext.model.artefacts import Accepts, Agreeable, Artefact, Best, Chosen, Count, Figure, Line, Words
from onetext.model.case import Case
from onetext.model.numbers import Interval
from onetext.model.positions import Position, red_lines
from onetext.model.rules import RULES
from onetext.report.say import answer as answered
from onetext.report.say import chosen, condition_words, form_words, in_words, line_words, pair
from onetext.report.text import count, listed, plain, roughly

MOST_NAMED = 8
"""A package of more answers is not said in one line."""
MOST_FIGURES = 12
"""So many figures of one viewer get a line of their own, those of which most is left out last."""
MOST_READ = 10**9
"""A larger number is told by its size."""
UNREAD = "Nothing was computed: these are words, and what they give away is for somebody to read. They were not checked."


def with_words(full: Case, found: Leaks) -> Leaks:
    """A leak check with its lines; `full` is the case that it was made of."""
    gained = tuple(replace(each, figures=tuple(_named(full, one) for one in each.figures)) for each in found.gained)
    gained = tuple(replace(each, says=tuple(map(plain, gained_lines(full, each)))) for each in gained)
    weaker = tuple(replace(one, what=plain(artefact_words(full, one.artefact))) for one in found.weaker)
    whole = replace(found, gained=gained, weaker=weaker, what=plain(artefact_words(full, found.artefact)))
    return replace(whole, says=tuple(_lines(full, whole)))


def artefact_words(full: Case, artefact: Artefact) -> str:
    """What would be shown, as a fragment."""
    match artefact:
        case Accepts(party, package, says):
            return f"that {full.name(party)} would {'' if says else 'not '}accept {_package(full, package)}"
        case Agreeable(exists):
            return f"that {'some' if exists else 'no'} package suits all"
        case Count(number, party):
            who = full.name(party) if party else "all whose consent is needed"
            return f"that {count(number, 'package', 'packages')} would be accepted by {who}"
        case Best(rule, package):
            return f"that {_package(full, package)} comes first by the rule “{RULES[rule].plain_name}”"
        case Figure(party, points, issue, option):
            what = f"the worth of “{pair_words(full, issue, option)}”" if issue else "the reservation value"
            return f"{what} of {full.name(party)}: {span_words(points)}"
        case Line(party, form, holds):
            return f"that {full.name(party)} has {'a' if holds else 'no such'} red line: {form_words(full, form)}"
        case Words():
            return "a message in words"


def _package(full: Case, package: Chosen) -> str:
    if len(package) <= MOST_NAMED:
        return f"this package ({in_words(chosen(full, package))})"
    return f"this package of {len(package)} answers"


def pair_words(full: Case, issue: str, option: str) -> str:
    """An answer to an issue; of a number also an amount that is no option."""
    if option in full.issue[issue].places:
        one = answered(full, issue, option)
        return pair(one.issue_label, one.option_label)
    return f"{full.issue[issue].name}: {option}"


def span_words(points: Interval) -> str:
    return f"exactly {points}" if points.sharp else str(points)


def _named(full: Case, one: Learned) -> Learned:
    return replace(one, what=plain(figure_words(full, one)))


def figure_words(full: Case, one: Learned) -> str:
    """Which figure it is, as the subject of a sentence."""
    name = full.name(one.party)
    if one.kind == "reservation":
        return f"{name}'s reservation value"
    if one.kind == "worth":
        return f"what “{pair_words(full, one.issue, one.option)}” is worth to {name}"
    if one.kind == "term":
        when = full.position[one.party].terms[int(one.option)].when
        return f"what “{condition_words(full, when)}” is worth to {name}"
    own = red_lines(full.position.get(one.party, Position(one.party)))
    line = next((each for each in own if each.id == one.line), None)
    return f"{name}'s red line “{line_words(full, line) if line is not None else one.line.removeprefix('held:')}”"


def gained_lines(full: Case, of: Gained) -> list[str]:
    """What one viewer could conclude, line by line; the most telling first."""
    who = listed([full.name(one) for one in of.viewers])
    return _said(of, f"Together, {who}" if len(of.viewers) > 1 else f"After this, {who}")


def _said(of: Gained, who: str) -> list[str]:
    if of.method == "none":
        return [f"{who}: nothing was computed."]
    told = sorted((one for one in of.figures if one.changed), key=_telling)
    if not told:
        return [f"{who} can conclude {_nothing(of)}", *_how(of)]
    sure = " at most" if of.status == "at_most" else ""
    lines = [f"{who} can conclude{sure}:", *(f"- {_line(one)}" for one in told[:MOST_FIGURES])]
    if len(told) > MOST_FIGURES:
        lines.append(f"- something about {_rest(tuple(told[MOST_FIGURES:]))} too")
    left = tuple(one for one in of.figures if not one.changed)
    return [*lines, *([f"- nothing about {_rest(left)}"] if left else []), *_how(of)]


def _nothing(of: Gained) -> str:
    if not of.figures:
        return "nothing: there is nothing that is not known already."
    if of.worlds_before == of.worlds_after and of.worlds_before is not None:
        return f"nothing about {_rest(of.figures)}."
    if len(of.figures) == 1:
        return f"nothing about {_rest(of.figures)}."
    return f"nothing about any single one of {_rest(of.figures)}, only which of their values go together."


def _telling(one: Learned) -> tuple[bool, bool, float, str]:
    width = one.before.high - one.before.low
    return (
        not one.pinned,
        one.kind not in ("reservation", "red_line"),
        float((one.after.high - one.after.low) / width) if width else 1.0,
        one.what,
    )


def _line(one: Learned) -> str:
    what = one.what[:1].upper() + one.what[1:]
    why = f", because {one.why}" if one.why else ""
    if one.kind == "red_line":
        if one.status != "exact":
            return f"{what}: it is not known whether this becomes certain"
        return f"{what}: certain that it {'holds' if one.after.low else 'does not hold'}{why}"
    after = _wide(one, one.after)
    alone = f"; to one that knew all the rest, {_wide(one, one.alone)}" if one.alone is not None and one.alone != one.after else ""
    pinned = "; that pins it" if one.pinned else "; that may pin it" if one.may_be_pinned else ""
    holes = f", {count(one.values_after or 0, 'value')} of these by steps of {one.step}" if one.holes else ""
    proven = ""
    if one.status != "exact" and one.proven is not None:
        proven = "; the rest is not proven impossible" if one.proven == one.before else f"; proven is {_wide(one, one.proven)}"
    is_ = "is" if after.sharp else "lies in"
    return f"{what} {is_} {after}{holes} (before: {_wide(one, one.before)}){alone}{proven}{pinned}{why}"


def _wide(one: Learned, points: Interval) -> Interval:
    """What is possible of a figure that its party gives as an interval, from what is possible of its middle."""
    return Interval(points.low - one.half, points.high + one.half)


def _rest(figures: tuple[Learned, ...]) -> str:
    """`3 figures and one red line`."""
    lines = sum(one.kind == "red_line" for one in figures)
    parts = [count(n, one, many) for n, one, many in ((len(figures) - lines, "figure", "figures"), (lines, "red line", "red lines")) if n]
    return listed(parts)


def _ways(ways: int) -> str:
    """A number of ways, roughly where nobody reads it digit by digit."""
    return f"{ways:,}" if ways < MOST_READ else roughly(ways)


def _how(of: Gained) -> list[str]:
    lines = []
    if of.worlds_before is not None and of.worlds_after and of.bits is not None:
        before, after = _ways(of.worlds_before), _ways(of.worlds_after)
        left = f"{after} {'is' if of.worlds_after == 1 else 'are'} left: {of.bits:.1f} bits"
        lines.append(f"Of {before} ways in which all this may stand, {left}.")
    if of.status == "at_most":
        lines.append("Worlds found and limits proven do not meet everywhere: what is said is the most that can be concluded.")
    if not of.checked:
        lines.append("Not every end was computed anew.")
    if of.not_varied:
        lines.append(f"Taken as known, although it is not: {'; '.join(of.not_varied)}.")
    return lines


def _lines(full: Case, found: Leaks) -> list[str]:
    """The whole check: what is to be shown, what each could conclude, whether to confirm, what might be shown instead."""
    lines = [f"To be shown: {found.what}."]
    if not found.computed:
        return [*lines, UNREAD]
    lines += _of_all(full, found.gained)
    if found.apart:
        lines.append(
            f"{count(found.apart, 'thing').capitalize()} shown before could not be put together with this: together they may tell more."
        )
    if found.needs_confirmation:
        lines.append(f"Somebody should confirm this before it is shown: {_reason(found)}.")
    lines += [f"Instead: {one.what}. {_instead(one)}" for one in found.weaker]
    if isinstance(found.artefact, Best):
        lines.append(
            "Instead: put this package forward without saying by which rule. That alone tells nothing; to whoever knows that "
            "only such packages are put forward, it tells as much as above."
        )
    return [plain(line) for line in lines]


def _of_all(full: Case, gained: tuple[Gained, ...]) -> list[str]:
    """The lines of all viewers; said once where each alone and all together can conclude the same."""
    bodies = {tuple(_said(each, "")) for each in gained}
    if len(gained) > 1 and len(bodies) == 1:
        names = listed([full.name(one) for one in gained[-1].viewers])
        return _said(gained[-1], f"After this, {names}, each alone and all together,")
    return [line for each in gained for line in gained_lines(full, each)]


def _reason(found: Leaks) -> str:
    pinned = {(one.party, one.kind, one.issue, one.option, one.line): one for each in found.gained for one in each.figures if one.pinned}
    if pinned:
        return f"{_rest(tuple(pinned.values()))} {'is' if len(pinned) == 1 else 'are'} pinned"
    return "it is not known that nothing is pinned"


def _instead(one: Weaker) -> str:
    if not one.changed:
        return "Nothing can be concluded from that."
    bits = f", {one.bits:.1f} bits" if one.bits is not None else ""
    most = "at most " if one.status != "exact" else ""
    return f"That tells {most}something about {count(one.changed, 'figure or red line', 'figures or red lines')}{bits}; {one.pinned or 'none'} pinned."
