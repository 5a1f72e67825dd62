"""The parts of the brief on what contradicts and what changed in the record; conventions as in `parts`."""

from dataclasses import dataclass

from onetext.report.parts import Provenance


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction, with its source."""

    name: str  # what `holds` of a resolution calls it: `reply`, `figures`, `line`, the id of a statement
    text: str  # sentence: what it says, when, and where that comes from
    says: str = ""  # in plain data: `yes`, `never`, `reject`, `a above b`
    of: str = ""  # id of the proposal, red line or issue that this is said of
    on: tuple[str, ...] = ()  # option ids
    date: str = ""  # EDTF; empty where it is not known
    basis: Provenance = "guess"  # the weakest, where several entries stand behind it
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """That a named person resolved a contradiction."""

    by: str  # the person who resolved it
    date: str  # when; empty where nobody said
    holds: str  # name of the side that holds
    why: str  # why
    then: str  # `set_aside`, `edit` or `stands`
    text: str = ""  # sentences: who resolved it, and what follows


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things on record that cannot both be so."""

    text: str  # sentence: what was said, what speaks against it, which was computed with
    party: str = ""
    evidence: tuple[str, ...] = ()  # of both sides
    id: str = ""  # by which a resolution names it
    kind: str = ""  # `line`, `reply`, `words`, `order`, `view`, `statements` or `superseded`
    about: str = ""  # id of the proposal or issue
    sides: tuple[Side, ...] = ()  # both sides, each with its source
    computed_with: str = ""  # name of the side that is computed with; empty: neither
    first: str = ""  # name of the side that came first; empty: the dates do not tell
    stronger: str = ""  # name of the side that rests on the stronger basis; empty: both on the same
    open: bool = True  # nobody resolved it, and no other resolution took a side away
    resolved: Resolution | None = None  # who resolved it; None where nobody did


@dataclass(frozen=True, slots=True)
class DriftStep:
    """What a party said of some answers on one day."""

    date: str  # EDTF
    stance: str  # of a reply to a single issue `accept`, `reject` or `conditional`
    options: tuple[str, ...] = ()  # option ids; none for the issue as a whole
    text: str = ""  # sentence fragment: the stance and the answers
    statement: str = ""  # id of the statement
    proposal: str = ""  # id of the proposal replied to
    basis: Provenance = "statement"  # where it comes from
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """How what a party said of an issue changed."""

    party: str
    issue: str  # issue id
    issue_label: str  # label
    steps: tuple[DriftStep, ...]  # in the order of their dates
    sure: bool = True  # the dates tell this order
    undated: int = 0  # sayings on the same answers of days that are not known
    note: str = ""  # sentence: what is not known of the order
