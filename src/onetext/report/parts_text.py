"""The parts of the brief on the text under negotiation; conventions as in `parts`, wording as drafters write it: `[shall][should]`."""

from dataclasses import dataclass
from typing import Literal

from onetext.report.parts import Figure
from onetext.report.wording.lines import Span


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the text was in one draft; `in_conflict` counts by the conflicts of today."""

    draft: int  # 0: the text as it stands, where no draft records it
    date: str  # ISO day; empty where it is not known
    by: str  # id of the party that made it
    articles: int  # articles in all, annexes among them
    clean: int  # those without an open bracket
    bracketed: int  # those with one
    in_conflict: int  # those with one whose issue a red line or link of a conflict of today speaks of
    agreed: int  # issues agreed by then


@dataclass(frozen=True, slots=True)
class TextLine:
    """A heading, paragraph or footnote of the text."""

    kind: Literal["title", "heading", "paragraph", "footnote"]
    marker: str  # what stands before it: `Article 3`, `2.`, `(a)`
    spans: tuple[Span, ...]  # its wording
    level: int = 0  # of a paragraph: 0 without a number, 1 `1.`, 2 `(a)`, 3 `(i)`


@dataclass(frozen=True, slots=True)
class OpenVariant:
    """One variant of an open bracket, and what speaks for it."""

    option: str  # option id
    label: str  # label of the option
    marker: str  # `Alt-2` where it is a paragraph of its own; else empty
    holders: tuple[str, ...] = ()  # ids of the parties that hold it
    rules: tuple[str, ...] = ()  # ids of the rules that pick it
    common: bool = False  # the one answer left in every package that crosses no red line


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An issue with an open bracket in an article."""

    issue: str  # issue id
    title: str  # label
    conflicts: tuple[int, ...]  # places in `conflicts`, from 0, of those with a red line or link that speaks of it
    variants: tuple[OpenVariant, ...] = ()
    same: bool = False  # every rule that picks a package picks the same variant


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article with open brackets: only the paragraphs that hold them."""

    at: str  # id of the article; `title`, `preamble` or `notes` for what belongs to none
    label: str  # `Article 3`
    heading: tuple[Span, ...]
    lines: tuple[TextLine, ...]
    issues: tuple[OpenIssue, ...]


@dataclass(frozen=True, slots=True)
class StakeVariant:
    """One variant concerned by a demand."""

    option: str  # option id; empty where the wording holds the place of a number
    label: str  # label
    wording: str  # the words, shortened where they are long; empty where nothing would be said


@dataclass(frozen=True, slots=True)
class Stake:
    """The wording that a member of a conflict is about.

    Of a reservation value: on the issue with the most at stake for that party.
    """

    kind: Literal["red_line", "reservation", "bloc", "link"]
    party: str  # empty for a link
    issue: str  # issue id
    issue_label: str  # label
    where: tuple[str, ...]  # articles: `Article 3`
    variants: tuple[StakeVariant, ...]  # at most four
    more: int = 0  # further ones, not shown


@dataclass(frozen=True, slots=True)
class PackageText:
    """The clean text of the package of some rules: the articles whose wording it decides."""

    rules: tuple[str, ...]  # ids of the rules that pick it
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class TextState:
    """The text today: how far it is, what is open, what conflicts are about, and how packages word it."""

    draft: int  # number of the last draft; 0 where none is recorded
    drafts: int
    edited: bool  # it has changes that no draft records yet
    state: str  # sentences: which draft, how far, and whether anything is agreed before everything is
    readiness: tuple[Readiness, ...]  # draft by draft; last the text as it stands, where no draft records it
    articles: tuple[OpenArticle, ...]
    stakes: tuple[tuple[Stake, ...], ...]  # for each of `conflicts`, in their order
    packages: tuple[PackageText, ...]
    rightward: bool = True
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SlopePoint:
    """What the package that a draft puts forward is worth to one party.

    Where the draft leaves issues open, or a worth is an interval, between the worst and the best of it.
    """

    draft: int
    value: Figure  # in that party's points; the low end where it is not known better
    value_high: Figure | None  # the high end; `null`: the same
    share: float  # 0..1, from the least to the most that any answers together are worth to it, links left aside
    share_high: float | None
    enough: Literal["yes", "no", "depends", ""]  # whether it reaches what the party has without an agreement; empty: no number known
    crossed: tuple[str, ...] = ()  # sentence fragments: red lines that it crosses however open issues are settled


@dataclass(frozen=True, slots=True)
class Slope:
    """One party's values of the drafts, in their order."""

    party: str
    points: tuple[SlopePoint, ...]
    reservation: Figure | None = None  # the low end where it is an interval
