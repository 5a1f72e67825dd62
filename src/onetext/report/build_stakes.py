"""The wording that each conflict is about, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from onetext.model.acceptance import voter, worth_at
from onetext.model.case import Case
from onetext.model.conditions import Form, conditions_of, issues_of, meets
from onetext.model.demands import Demand
from onetext.model.text.numbering import article_numbers, label
from onetext.model.text.values import Alternatives, Amount, Bracket, Text
from onetext.model.text.walk import Wording, passages, wordings
from onetext.report.findings import Findings
from onetext.report.parts_text import Stake, StakeVariant
from onetext.report.say import option_label
from onetext.report.wording.spans import Reading, range_of, words
from onetext.report.wording.views import reading_of
from onetext.report.words_text import APART
from onetext.solve.results import Conflict

MOST_VARIANTS = 4
MOST_CHARACTERS = 160


def conflict_issues(found: Findings) -> tuple[frozenset[str], ...]:
    """For each conflict, the issues of which its red lines and links speak, and those of members of a bloc in the way."""
    return tuple(
        frozenset(issue for one in clash.demands for form in _forms(found.case, clash, one) for issue in issues_of(form))
        for clash in found.why.conflicts
    )


def _forms(case: Case, clash: Conflict, one: Demand) -> tuple[Form, ...]:
    """What a demand asks; of a bloc, the red lines of its members in the way that meet the rest of the conflict, if any does."""
    if one.form is not None:
        return (one.form,)
    lines = [line.form for who in dict(clash.members).get(one.party, ()) for line in voter(case, who).lines]
    others = {issue for other in clash.demands for issue in other.issues}
    return tuple([form for form in lines if others.intersection(issues_of(form))] or lines)


def stakes(found: Findings, text: Text, settled: Mapping[str, str]) -> tuple[tuple[Stake, ...], ...]:
    """For each conflict, what of the text its demands are about; what is agreed or has no wording is left out."""
    places: dict[str, list[Wording]] = {}
    for one in wordings(text):
        if one.issue not in settled:
            places.setdefault(one.issue, []).append(one)
    reading = reading_of(text, found.case, settled)
    return tuple(
        tuple(
            _stake(reading, text, one, (issue, concerned), places[issue])
            for one in clash.demands
            for issue, concerned in _concerned(found.case, clash, one).items()
            if issue in places
        )
        for clash in found.why.conflicts
    )


def _concerned(case: Case, clash: Conflict, one: Demand) -> dict[str, set[int]]:
    """Issue -> the places of the options that a demand names."""
    if one.kind == "reservation":
        return _weightiest(case, one.party)
    found: dict[str, set[int]] = {}
    for form in _forms(case, clash, one):
        for issue in issues_of(form):
            found.setdefault(issue, set())
        for issue, part in (part for condition in conditions_of(form) for part in condition.parts):
            found[issue].update(meets(part, case.issue[issue]))
    return found


def _weightiest(case: Case, who: str) -> dict[str, set[int]]:
    """The issue on which the most hangs for a party, by the spread of its worths there; none where it has no worths."""
    spreads: dict[str, Fraction] = {}
    for table in case.position[who].worth if who in case.position else ():
        worths = [worth_at(table, case.issue[table.issue], option.id).middle for option in case.issue[table.issue].options]
        spreads[table.issue] = max(worths) - min(worths)
    most = max(spreads.values(), default=Fraction(0))
    return {next(issue for issue, spread in spreads.items() if spread == most): set()} if most else {}


def _stake(reading: Reading, text: Text, one: Demand, about: tuple[str, set[int]], places: list[Wording]) -> Stake:
    issue, concerned = reading.case.issue[about[0]], about[1]
    numbers = article_numbers(text)
    where = dict.fromkeys(_where(text, wording.place[0], numbers) for wording in places)
    variants = [v for v in _variants(reading, text, places[0]) if not concerned or not v.option or issue.places[v.option] in concerned]
    shown = tuple(variants[:MOST_VARIANTS])
    more = len(variants) - len(shown)
    return Stake(one.kind, one.party, issue.id, issue.name, tuple(where), shown, more)  # type: ignore[arg-type]


def _where(text: Text, at: str, numbers: dict[str, str]) -> str:
    return label(text, text.article[at], numbers) if at in text.article else APART.get(at, at)


def _variants(reading: Reading, text: Text, wording: Wording) -> Iterator[StakeVariant]:
    """The variants at one place; of the place of a number, the words around it."""
    issue = reading.case.issue[wording.issue]
    match wording.piece:
        case Amount():
            around = next(passage.content for passage in passages(text) if passage.place == wording.place)
            yield StakeVariant("", range_of(issue), cut(words(around, reading)))
        case Bracket(_, variants):
            for variant in variants:
                yield StakeVariant(variant.option, option_label(issue, issue.option(variant.option)), cut(words(variant.content, reading)))
        case Alternatives(_, ways):
            for way in ways:
                said = " ".join(words(paragraph.content, reading) for paragraph in way.paragraphs)
                yield StakeVariant(way.option, option_label(issue, issue.option(way.option)), cut(said))


def cut(wording: str) -> str:
    """A wording of at most so many characters, cut between two words where there is a blank to cut at."""
    if len(wording) <= MOST_CHARACTERS:
        return wording
    kept = wording[: MOST_CHARACTERS - 2]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:") + " …"
