"""The parts of the brief as data: what every rendering shows, with no markup and nothing left to compute.

Conventions. Ids are those of the case. A `Figure` is a number decided by the builder: exact text and the text shown. A
field said to be a *sentence* is plain text in which each name from the case stands inside `text.name(...)` and each
worth, gain or reservation value inside `text.amount(...)`; a field said to be a *label* is a bare name from the case.
Absent is None, "" or (); a number that nobody said is absent, never 0. Dates are ISO text. Pairs and `Chosen` are
objects in JSON.
"""

from dataclasses import dataclass
from typing import Literal

from onetext.model.positions import Basis
from onetext.model.records import Says

Provenance = Basis  # the party's sealed answer > a public statement > an analyst's guess
Accepts = Literal["yes", "no", "depends"]
NoteKind = Literal["limit", "estimate", "left_out", "assumption", "as_of", "answer"]
Shape = Literal["diamond", "square", "star", "ring"]
NoNumberWord = Literal["", "none", "unknown", "not said", "left out"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: exact reduced text (`44`, `17/2`) and the text shown (`8.5`)."""

    exact: str
    display: str


FigureBy = tuple[tuple[str, Figure], ...]  # party id -> figure
CountBy = tuple[tuple[str, int], ...]
AcceptsBy = tuple[tuple[str, Accepts], ...]
TextBy = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One option chosen for one issue."""

    issue: str  # issue id
    option: str  # option id; a number's option as reduced exact text
    issue_label: str  # label, as brief as the case allows: `Fee for passage`
    option_label: str  # label: `A joint mission`; a number with its unit: `6 coins per ship`


Chosen = tuple[Answer, ...]  # a package, or a part of one; in JSON {issue: option}


@dataclass(frozen=True, slots=True)
class Party:
    """A party or a member of a bloc, and how it is drawn."""

    id: str
    name: str  # label
    kind: tuple[str, ...] = ("principal",)  # roles; () for a member that is only a member
    of: str = ""  # id of the bloc it is a member of
    colour: int = 0  # 0..7, index into the palette of party colours; a member has its bloc's
    mark: str = ""  # one to three characters, unique in the case, beside the colour: `N`


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know before trusting the figures: a limit reached, an estimate, records left out."""

    kind: NoteKind
    text: str  # sentence
    bound: Figure | None = None  # best value still possible, where a limit stopped a search
    gap: str = ""  # how far the best found is from the bound, as shown: `2.4 %`


@dataclass(frozen=True, slots=True)
class Way:
    """One way that would open an agreement: a movement, or a link lifted."""

    kind: Literal["movement", "link"]
    text: str  # sentence: `Northland accepting about what it has without an agreement`
    parties: tuple[str, ...] = ()  # who would move; () for a link
    opens: int | None = None  # packages then accepted by all; None: not counted


@dataclass(frozen=True, slots=True)
class Ask:
    """A question on which the verdict hangs."""

    question: str  # sentence, ends with a question mark
    party: str = ""  # whom to ask; "" when it is not known who could say
    why: str = ""  # sentence: what each answer would settle


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody last said on an issue."""

    text: str  # sentence; a quotation stands in quotation marks
    date: str = ""
    issue: str = ""  # issue id
    evidence: tuple[str, ...] = ()  # evidence ids


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a meeting with one party needs (`--meeting`); the questions are in `Brief.ask`."""

    party: str
    said: tuple[Said, ...] = ()  # what it last said, newest first
    confidential: tuple[str, ...] = ()  # sentences: what must not be said to it


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a party, a bloc or a link holds to; a member of a conflict, or what a proposal fails."""

    kind: Literal["red_line", "reservation", "bloc", "link"]
    text: str  # sentence fragment: `the port must be open`
    party: str | None = None  # None for a link
    id: str | None = None  # id of the red line or link; None for reservation and bloc
    issues: tuple[str, ...] = ()  # issue ids
    members: tuple[str, ...] = ()  # members of the bloc in the way


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a movement."""

    kind: Literal["red_line", "reservation", "link"]
    text: str  # sentence: `Accept about what it has without an agreement: 43 against 44`
    party: str | None = None
    id: str | None = None
    cost: Figure | None = None  # by the case's own `soften`, in that party's points; never shown as a price


@dataclass(frozen=True, slots=True)
class Softening:
    """Movements after which some package is acceptable to all (CASEFILE: What is in the way)."""

    changes: tuple[Change, ...]
    cost: Figure | None = None  # plain total; adds points of different parties
    costs: FigureBy = ()
    packages: int | None = None  # how many it opens; None: not counted
    package: Chosen = ()  # one of them
    package_note: str = ""  # sentence: `The envoy’s plan, as it is`


@dataclass(frozen=True, slots=True)
class LinkInTheWay:
    """A link whose lifting alone would open a zopa or make a proposal admissible."""

    id: str
    text: str  # sentence: what the link says
    opens: int | None = None  # packages that all accept once it is lifted
    proposals: tuple[str, ...] = ()  # ids of proposals that it alone keeps out
    why: str = ""  # sentence, as recorded
    source: str = ""  # label of the source, as recorded
    who: tuple[str, ...] = ()  # ids of those who could change it
    package: Chosen = ()  # one package that it opens
    package_note: str = ""
    counted: bool = True  # False: it opens at least so many, a limit came first


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to a proposal, whole or on some issues."""

    who: str
    says: Says
    date: str = ""
    text: str = ""  # sentence on single issues: `no to the fee, yes to the port`
    provenance: Provenance = "guess"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """The packages nearest to a proposal that all accept."""

    changes: int  # issues changed
    tied: int  # packages as near
    packages: tuple[Chosen, ...] = ()  # whole packages
    changed: Chosen = ()  # only the changed answers of the first one
    after: str = ""  # sentence: the softening or link after which; "" when there is a zopa


@dataclass(frozen=True, slots=True)
class Proposal:
    """A package that somebody put forward, and what becomes of it."""

    id: str
    title: str  # label
    by: str = ""  # party id
    date: str = ""
    package: Chosen = ()
    open_issues: tuple[str, ...] = ()  # labels of the issues it leaves open
    admissible: bool | None = None  # breaks no link; None: depends on open issues
    accepts: AcceptsBy = ()
    condition: TextBy = ()  # party id -> sentence: `if there is no fund`
    fails: tuple[Demand, ...] = ()
    dominated_by: Chosen = ()
    nearest: Nearest | None = None
    nearest_after: tuple[Nearest, ...] = ()  # when the zopa is empty
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party makes of one option."""

    party: str  # party or member id
    worth: Figure | None = None  # in that party's points; the low end where it is an interval
    worth_high: Figure | None = None  # the high end; None: sharp
    share: float | None = None  # 0..1, from the least to the most it gets on this issue; None: no bar
    best: bool = False  # nothing is better for it on this issue
    red_line: bool = False  # behind a red line, whatever the other answers
    view: Literal["", "wants", "can_live", "rejects", "never", "only_if", "indifferent"] = ""
    condition: str = ""  # sentence fragment after `only if`, or of a red line over several issues
    rank: int | None = None  # place in its order, 1 is best, ties share
    provenance: Provenance = "guess"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One admissible answer; `cells` holds only those who said something, all others have not said."""

    id: str
    label: str  # label
    cells: tuple[Cell, ...] = ()
    today: bool = False  # the state without agreement
    agreed: str = ""  # sentence: `agreed ad referendum since 3 May 2031`
    note: str = ""  # sentence: obligation, date, who verifies


@dataclass(frozen=True, slots=True)
class Issue:
    """One row group of the issue x party table."""

    id: str
    title: str  # label
    options: tuple[Option, ...]
    unit: str = ""  # label
    open: bool = True  # more than one answer left in the packages that cross no red line
    note: str = ""  # sentence


@dataclass(frozen=True, slots=True)
class Standing:
    """The foot of the table: what a party has without an agreement, and how much suits it."""

    party: str
    reservation: Figure | None = None  # the low end where it is an interval
    reservation_high: Figure | None = None
    reservation_word: NoNumberWord = ""  # where there is no number
    acceptable: int | None = None  # admissible packages it accepts in all cases
    possible: int | None = None  # in some; None when the same
    admissible: int | None = None
    silent: bool = False  # neither reservation value nor red line, view or reply
    alternative: str = ""  # sentence: what no agreement means for it
    red_lines: tuple[str, ...] = ()  # sentence fragments: each red line in force
    provenance: Provenance = "guess"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trade:
    """A change of up to three issues that serves more than one party."""

    text: str  # sentence
    start: str = ""  # label of the package it starts from: `The envoy’s plan`
    changes: Chosen = ()
    gains: FigureBy = ()  # change of worth, each in that party's points
    package: Chosen = ()


@dataclass(frozen=True, slots=True)
class WindowStep:
    """A span of days in which no reservation value changes."""

    date: str  # first day
    until: str = ""  # last day; "" when open
    zopa: int | None = None  # packages that all accept in all cases; None: not counted
    zopa_possible: int | None = None  # in some; None when the same
    best_gains: FigureBy = ()  # each party's best gain among them, in its points
    changes: tuple[str, ...] = ()  # sentences: `Northland: at least 44`
    today: bool = False  # the as-of day lies in it


@dataclass(frozen=True, slots=True)
class Deadline:
    date: str
    what: str  # sentence
    source: str = ""  # label


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule of fairness picks."""

    rule: str  # stable id: `nash`
    title: str  # plain name: `equal gains`
    status: str = "optimal"
    package: Chosen = ()
    values: FigureBy = ()
    gains: FigureBy = ()
    objective: tuple[Figure, ...] = ()  # one; `leximin` one for each party, ascending
    bound: tuple[Figure, ...] = ()
    tied: int | None = None  # packages that reach the optimum; None: not known
    unique: bool | None = None
    method: str = ""
    weighed: tuple[str, ...] = ()  # whose gains
    not_weighed: tuple[str, ...] = ()
    compares: bool = False  # adds or compares points of different parties
    note: str = ""  # sentence: degenerate, midpoints, from which set
    source: str = ""  # literature


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement or source behind a cell."""

    id: str
    text: str  # sentence: the claim, attributed; a quotation in quotation marks
    who: str = ""  # label: speaker
    date: str = ""
    chain: tuple[str, ...] = ()  # labels: speaker first, outlet last
    grade: str = ""  # source A-F and information 1-6; X unknown
    source: str = ""  # label
    stance: str = ""
    behind: tuple[str, ...] = ()  # sentences: the cells it stands behind: `Northland on the port`
    hand: str = ""  # `first`, `retold` by somebody between, or `unsourced`: nobody is named
    confirmed: str = ""  # sentence fragment: who checked it against its source, and when; "" where nobody did


@dataclass(frozen=True, slots=True)
class Turning:
    """A guess that turns the verdict when it alone is moved."""

    party: str
    text: str  # sentence fragment: `what it has without an agreement`
    value: Figure | None = None
    moved: Figure | None = None  # the value at which the verdict turns
    into: str = ""  # sentence fragment: the verdict it turns into


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What the verdict rests on."""

    weakest: Provenance | Literal["not said", ""] = ""
    text: str = ""  # sentence
    counts: CountBy = ()  # `answer`, `statement`, `guess`, `not said` -> positions
    turning: tuple[Turning, ...] = ()
    tried: int | None = None  # guesses moved, one at a time
    step: str = ""  # how far each was moved, in words: `one point`


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    efficient: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A named package in a chart."""

    label: str  # label
    x: float
    y: float
    shape: Shape = "diamond"


@dataclass(frozen=True, slots=True)
class TradeOff:
    """Values of packages to two principals."""

    x: str  # party id
    y: str
    dots: tuple[Dot, ...]  # at most 400, all efficient ones kept first
    total: int  # packages that the dots stand for
    reserve_x: float | None = None
    reserve_y: float | None = None
    marks: tuple[Mark, ...] = ()
