"""The mediator's brief as data, the whole page in the order of the page; its parts are in `parts`.

Built from a case by `build`, rendered by `html`, `markdown`, `terminal` and `tojson`; conventions stand in `parts`.
"""

from dataclasses import dataclass, field
from typing import Literal

from onetext.report.parts import (
    Ask,
    Chosen,
    Deadline,
    Demand,
    Evidence,
    Issue,
    LinkInTheWay,
    Meeting,
    Note,
    Party,
    Proposal,
    RestsOn,
    Rule,
    Softening,
    Standing,
    Trade,
    TradeOff,
    Way,
    WindowStep,
)
from onetext.report.parts_final import IfFinal
from onetext.report.parts_forms import Forms
from onetext.report.parts_levels import TwoLevels
from onetext.report.parts_open import OpenPackage
from onetext.report.parts_record import Contradiction, Drift
from onetext.report.parts_robust import Sureness
from onetext.report.parts_text import Slope, TextState
from onetext.report.parts_window import WindowLater, WindowTurn


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything on the page, in the order of the page."""

    title: str  # label
    as_of: str  # ISO day
    about: str = ""  # label: the case's own words
    as_of_from: Literal["case", "option", "today"] = "case"  # said in the file, on the command line, or nowhere
    viewer: str = "mediator"  # who may read it
    banner: str = ""  # sentence: `Exercise on public statements; worths are guesses`
    parties: tuple[Party, ...] = ()  # file order, members after their bloc
    columns: tuple[str, ...] = ()  # ids of the parties with a column in the tables
    notes: tuple[Note, ...] = ()
    # 1 the bottom line
    verdict: Literal["yes", "no", "depends", "unknown"] = "unknown"
    bottom_line: str = ""  # sentence, begins with what it rests on
    lead: str = ""  # sentences below it
    how: str = ""  # sentences: what was examined, by which method
    ways: tuple[Way, ...] = ()
    # 2 ask first
    ask: tuple[Ask, ...] = ()
    meeting: Meeting | None = None
    # 3 common ground: issues with one answer left in every package that crosses no red line
    common_ground: Chosen = ()
    common_ground_note: str = ""  # sentence: of how many packages
    # what is open: packages that nobody surely refuses and not all accept
    open: tuple[OpenPackage, ...] = ()
    open_note: str = ""  # sentences: how many, and which are listed
    # 4 what does not fit together, what would open it
    conflicts: tuple[tuple[Demand, ...], ...] = ()
    conflicts_note: str = ""  # sentence: whether the list is complete
    softenings: tuple[Softening, ...] = ()
    softenings_note: str = ""
    links_in_the_way: tuple[LinkInTheWay, ...] = ()
    # if every public rejection were final
    if_final: IfFinal | None = None
    # 5 proposals and replies
    proposals: tuple[Proposal, ...] = ()
    # the text under negotiation
    text: TextState | None = None
    slopes: tuple[Slope, ...] = ()  # what each draft is worth to each principal
    slopes_note: str = ""  # sentences: who is left out
    # what contradicts and what changed in the record
    contradictions: tuple[Contradiction, ...] = ()
    drift: tuple[Drift, ...] = ()  # how what a party said of an issue changed
    # what parties said alone, and what estimates add
    forms: Forms | None = None
    # what becomes of an agreement at home
    levels: TwoLevels | None = None
    # 6 the issue x party table; open issues first
    issues: tuple[Issue, ...] = ()
    standings: tuple[Standing, ...] = ()
    # 7 trades
    trades: tuple[Trade, ...] = ()
    trades_note: str = ""  # sentence: why there are none, or where they start
    # 8 the window
    window: tuple[WindowStep, ...] = ()
    window_note: str = ""
    window_turns: tuple[WindowTurn, ...] = ()  # what opens and closes after today
    window_later: tuple[WindowLater, ...] = ()  # for whom a later day would be better or worse
    deadlines: tuple[Deadline, ...] = ()
    # 9 best packages by rule
    rules: tuple[Rule, ...] = ()
    rules_note: str = ""
    # how sure packages are, where some figure is in doubt
    sureness: tuple[Sureness, ...] = ()
    sureness_note: str = ""  # sentences: what is in doubt, and what is taken for granted
    # 10 evidence
    evidence: tuple[Evidence, ...] = ()
    # 11 what this rests on
    rests_on: RestsOn = field(default_factory=RestsOn)
    # 12 charts
    tradeoffs: tuple[TradeOff, ...] = ()
    # end
    digest: str = ""  # SHA-256 of the canonical case and the as-of day, hexadecimal
    version: str = ""
    command: str = ""  # reproduces this brief
    worths_left_out: bool = False  # `--without-worths`


def party(brief: Brief, key: str) -> Party:
    """The party or member with this id; one that stands for itself where the id is unknown."""
    return next((p for p in brief.parties if p.id == key), Party(key, key, ()))


def annexed(brief: Brief) -> bool:
    """Whether the whole issue x party table goes to an annex: more than eight issues."""
    return len(brief.issues) > 8


def first_issues(brief: Brief) -> tuple[Issue, ...]:
    """The issues of section 6: all of up to eight; of more, up to eight open ones."""
    if not annexed(brief):
        return brief.issues
    return tuple(i for i in brief.issues if i.open)[:8] or brief.issues[:8]
