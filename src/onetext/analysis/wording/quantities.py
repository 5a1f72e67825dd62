"""Dates and sums that disagree: of one event, of one thing, in words and figures, and of parts and their total.

Only what is said in the same words, in plain wording, under no condition: a false alarm costs trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from onetext.analysis.wording.languages import Language
from onetext.analysis.wording.said import GAP, Finding, Said, Stretch, where
from onetext.model.text.values import Words

SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
FIGURE = r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,3})?"
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
PHASED = re.compile(
    r"\b(?:phase|stage|step|tranche|round|period|interim|initial|final|first|second|third|fourth|fifth|respective|annual|"
    r"if|unless|except|provided|where|case)\w*\b",
    re.IGNORECASE,
)
"""Words with which the same event may have two dates."""
DETERMINED = re.compile(r"^(?:the|this|such|all|any|each|an?)\s+", re.IGNORECASE)
TIMED = re.compile(r"\d{4}|within ")
PRONOUNS = frozenset("it this that they these those such he she each both all which who there".split())
MEASURES = frozenset(
    "sum amount total period majority maximum minimum rate term distance level contribution contributions payment payments instalment "
    "instalments installment tranche tranches share shares loan fee fine value price cost costs limit ceiling number quorum rest "
    "remainder balance ratio proportion percentage speed height width length depth radius range notice delay weight size capacity "
    "quantity volume increase decrease reduction excess equivalent advance deposit grant range average part half quarter third".split()
)
"""Nouns of which one text may well name two sums."""


class Value(NamedTuple):
    """What is said of something, how it reads, and where."""

    value: object
    words: str
    stretch: Stretch


def dates(said: Said) -> Iterator[Finding]:
    """The same thing to be done by one day in one article, and by another day in another."""
    language = said.language
    assert language is not None
    if language.months:
        form = _deadline(language)
        found = ((key, value) for one in _unphased(said) for key, value in _deadlines(form, language, one))
        yield from _disagreeing(said, found, "date_differs", "name the date once, and refer to that article in the other")


def _unphased(said: Said) -> Iterator[Stretch]:
    """Plain stretches of articles whose heading speaks of no phase."""
    phased = {
        article.id
        for article in said.text.articles
        if PHASED.search(" ".join(piece.text for piece in article.heading if isinstance(piece, Words)))
    }
    yield from (one for one in said.plain if len(one.place) > 1 and one.article in said.text.article and one.article not in phased)


def _deadline(language: Language) -> re.Pattern[str]:
    """`The withdrawal shall be completed by 1 June 2027`, and the same with `within 30 days of ...`."""
    months = "|".join(language.months)
    day = rf"(?P<day>\d{{1,2}})\.? (?:de |of )?(?P<month>{months}) (?:de )?(?P<year>\d{{4}})"
    american = rf"(?P<month2>{months}) (?P<day2>\d{{1,2}}), (?P<year2>\d{{4}})"
    within = r"|within (?P<count>\d{1,4}|[a-z-]+)(?: \(\d+\))? (?P<unit>days|weeks|months|years|hours)\b(?P<rest>[^.;,]*)"
    return re.compile(
        rf"^(?P<what>[^,:{GAP}]{{6,200}}?) (?:(?:{language.deadlines}) (?:{day}|{american}){within if language.adds else ''})",
        re.IGNORECASE,
    )


def _deadlines(form: re.Pattern[str], language: Language, stretch: Stretch) -> Iterator[tuple[str, Value]]:
    for sentence in SENTENCE.split(stretch.text):
        found = form.match(sentence) if TIMED.search(sentence) else None
        if found is None or PHASED.search(sentence):
            continue
        what = _event(found["what"], language)
        if what is None:
            continue
        parts = {name: value for name, value in found.groupdict().items() if value and name != "what"}
        if "count" in parts:
            count = parts["count"] if parts["count"].isdigit() else language.numbers.get(parts["count"].lower())
            if count is not None:
                key = f"{what} within {parts['unit'].lower()} {parts.get('rest', '').strip().lower()}"
                yield key, Value(int(count), f"{parts['count']} {parts['unit']}", stretch)
            continue
        day, month, year = (parts.get(name) or parts[f"{name}2"] for name in ("day", "month", "year"))
        yield what, Value((int(year), language.months.index(month.lower()), int(day)), f"{day} {month} {year}", stretch)


def _event(said: str, language: Language) -> str | None:
    """What is to be done, without article and modal; None where no noun and no modal says that it is to be."""
    binding = "|".join((*(f"{pair.binding}|{pair.other}" for pair in language.modals), *language.same_subject))
    parts = re.split(rf"\b(?:{binding})\b", said.lower(), maxsplit=1)
    if len(parts) < 2 or not parts[0].strip() or (parts[0].split()[0] in PRONOUNS and len(parts[0].split()) == 1):
        return None
    what = " ".join(" ".join(parts).split())
    return DETERMINED.sub("", what) if len(what.split()) >= 3 else None


def _disagreeing(said: Said, found: Iterator[tuple[str, Value]], code: str, follows: str) -> Iterator[Finding]:
    """One finding for each thing of which two articles say what is not the same."""
    first: dict[str, Value] = {}
    told: set[str] = set()
    for key, value in found:
        before = first.setdefault(key, value)
        if before.value != value.value and before.stretch.article != value.stretch.article and key not in told:
            told.add(key)
            here = f"{where(said, value.stretch.place)} says {value.words!r}"
            yield Finding(code, value.stretch.place, f"{here}, {where(said, before.stretch.place)} {before.words!r}, of the same", follows)


SUM = re.compile(
    r"\b(?P<det>the|this|such) (?P<noun>(?:[a-z][\w-]* ){0,3}[a-z][\w-]*) of (?P<money>[$€£]|US\$ ?|USD |EUR )?"
    rf"(?P<figure>{FIGURE})(?: (?P<scale>hundred|thousand|million|billion|trillion))?"
    r"(?: (?!(?:shall|is|are|was|were|will|may|must|should|and|or|has|have|for|to|in|on|at|by|from|under|with|that|which)\b)"
    r"(?P<unit>(?:United States |US )?[a-z]+))?(?P<rest> (?:for|to|in|from|under|on|at|by|with)\b[^.,;]*)?",
    re.IGNORECASE,
)
"""What follows is part of the thing: a fund for one purpose is not the fund for another."""


def sums(said: Said) -> Iterator[Finding]:
    """One thing of two sizes in two articles: `the fund of 400 million dollars` and `the fund of 500 million dollars`."""
    language = said.language
    assert language is not None
    if language.adds:
        yield from _disagreeing(said, _sizes(said), "sum_differs", "name the figure once, and refer to that article in the other")


def _sizes(said: Said) -> Iterator[tuple[str, Value]]:
    for stretch in _unphased(said):
        for found in SUM.finditer(stretch.text):
            noun = found["noun"].lower().split()
            amount = number(found["figure"])
            if amount is None or noun[-1] in MEASURES or set(noun) & {"of", "and", "or", "per"} or PHASED.search(found[0]):
                continue
            unit = f"{found['money'] or ''}{found['unit'] or ''}".strip().lower()
            words = found[0].removesuffix(found["rest"] or "")
            key = f"{' '.join(noun)} {unit}{found['rest'] or ''}"
            yield key, Value(amount * SCALES.get((found["scale"] or "").lower(), 1), words, stretch)


def number(figure: str) -> Fraction | None:
    """A figure as written; None where a sign may part thousands as well as decimals."""
    signs = re.sub(r"[\d \u00a0\u202f]", "", figure)
    plain = re.sub(r"[ \u00a0\u202f]", "", figure)
    if re.fullmatch(r"\d+", plain):
        return Fraction(plain)
    if re.fullmatch(r"\d{1,3}([,.])\d{3}(?:\1\d{3})*", plain):
        return Fraction(re.sub(r"[,.]", "", plain)) if signs[0] == "," or len(signs) > 1 else None
    whole, sign, part = plain.rpartition(max(".", ",", key=plain.rfind))
    return Fraction(f"{re.sub(r'[,.]', '', whole)}.{part}") if sign else None


def words_and_figures(said: Said) -> Iterator[Finding]:
    """`thirty (20) days`."""
    language = said.language
    assert language is not None
    if not language.numbers:
        return
    words = "|".join(sorted(map(re.escape, language.numbers), key=len, reverse=True))
    run = rf"(?:{words})(?:(?:[ -]| and )(?:{words}))*" if language.adds else rf"(?:{words})"
    form = re.compile(rf"(?<![\w-])(?P<words>{run}) \((?P<figure>{FIGURE})(?P<percent> ?%)?\)", re.IGNORECASE)
    before = re.compile(rf"(?:{words})[ -](?:\w+ )?$", re.IGNORECASE)
    for stretch in said.stretches:
        for found in form.finditer(stretch.text):
            amount, spelled = number(found["figure"]), spelled_number(found["words"].lower(), language)
            part = not language.adds and before.search(stretch.text[: found.start()])
            if amount is not None and spelled is not None and amount != spelled and not part:
                message = f"{where(said, stretch.place)}: {found[0]!r}: the words say {spelled}, the figures {found['figure']}"
                yield Finding("words_and_figures", stretch.place, message, "write the one that is meant in both")


def spelled_number(words: str, language: Language) -> int | None:
    """`one hundred and twenty`; None where such words name no one number."""
    total = part = 0
    last = 10**12
    for word in re.findall(r"[^\W\d_]+(?:['’]\w+)?", words):
        if word == "and":
            continue
        value = language.numbers.get(word)
        if value is None:
            return None
        if value >= 1000:
            total, part, last = total + max(part, 1) * value, 0, 10**12
        elif value == 100:
            part, last = max(part, 1) * 100, 100
        elif value >= last or (last < 20 and part):
            return None
        else:
            part, last = part + value, 10 if value >= 20 else 1
    return total + part


PART = re.compile(rf"(?P<figure>{FIGURE})(?: (?P<scale>thousand|million|billion))? (?P<unit>[a-z]+)\b", re.IGNORECASE)
TOTAL = re.compile(rf"(?:,? (?:in total|totalling|totaling|in all)|, a total of),? (?:of )?{PART.pattern}\s*[.;]?$", re.IGNORECASE)
REPEATED = re.compile(
    r"\b(?:each|every|per|annual\w*|yearly|monthly|times|instal\w*|tranches|respectively|of which|including|least|most|about|"
    r"approximately|than|up to|between|within|after|before|if)\b",
    re.IGNORECASE,
)


def totals(said: Said) -> Iterator[Finding]:
    """`40 million dollars for A and 50 million dollars for B, in total 100 million dollars`."""
    language = said.language
    assert language is not None
    if not language.adds:
        return
    months = "|".join(language.months)
    day = re.compile(rf"\b(?:\d{{1,2}} )?(?:{months})(?: \d{{1,2}},)? \d{{4}}\b", re.IGNORECASE)
    for stretch in said.stretches:
        for sentence in SENTENCE.split(stretch.text) if "tot" in stretch.text or " in all " in stretch.text else ():
            sentence = day.sub(" ", sentence)
            total = TOTAL.search(sentence)
            if total is None or GAP in sentence or REPEATED.search(sentence):
                continue
            parts = list(PART.finditer(sentence[: total.start()]))
            figures = re.findall(r"\d[\d.,]*", sentence[: total.start()])
            amounts = [_amount(part) for part in parts]
            whole = _amount(total)
            alike = len(parts) >= 2 and len(figures) == len(parts) and {part["unit"].lower() for part in parts} == {total["unit"].lower()}
            if alike and whole is not None and None not in amounts and (made := sum(filter(None, amounts))) != whole:
                said_total = total[0].strip(" ,.;")
                message = f"{where(said, stretch.place)}: the parts make {_shown(made, total)}, and the text says {said_total!r}"
                yield Finding("total_differs", stretch.place, message, "mend the total or a part")


def _amount(found: re.Match[str]) -> Fraction | None:
    amount = number(found["figure"])
    return amount * SCALES.get((found["scale"] or "").lower(), 1) if amount is not None else None


def _shown(amount: Fraction | int, like: re.Match[str]) -> str:
    """An amount in the scale and unit of another."""
    scaled = Fraction(amount) / SCALES.get((like["scale"] or "").lower(), 1)
    figure = str(scaled) if scaled.denominator == 1 else f"{float(scaled):g}"
    return " ".join(filter(None, (figure, like["scale"], like["unit"])))
