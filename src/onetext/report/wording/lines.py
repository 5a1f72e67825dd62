"""A text as readers see it: lines of spans, with who holds what below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.model import shown
from onetext.model.shown import Shape

Mark = Literal["", "bracket", "agreed", "added", "removed", "moved", "reference", "note"]
Kind = Literal["title", "heading", "paragraph", "footnote"]
Fate = Literal["", "added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line; `mark` says what it is."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A party that holds a variant, and why; `statements` are ids."""

    party: str
    name: str
    why: str = ""
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of a bracket of the line: its option, its wording, and who holds it."""

    issue: str
    option: str
    wording: str
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """By which draft a line was changed, at whose request, answering which statements, and why."""

    draft: int
    by: str
    date: str
    asked: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A title, heading, paragraph or footnote: where it stands, its number, its spans.

    `at` leads to it by ids. `level` is that of a paragraph. `fate` is set where two drafts are compared.
    """

    kind: Kind
    at: str
    marker: str
    spans: tuple[Span, ...]
    level: int = 0
    standing: str = ""
    variants: tuple[Variant, ...] = ()
    fate: Fate = ""
    requests: tuple[Request, ...] = ()

    @property
    def words(self) -> str:
        """The line as plain words, less its number and what was removed."""
        return "".join(span.text for span in self.spans if span.mark != "removed")


@dataclass(frozen=True, slots=True)
class Count:
    """How far a text is: articles in all (annexes among them), those without an open bracket, open brackets, issues worded in all."""

    articles: int
    clean: int
    open: int
    issues: int


@dataclass(frozen=True, slots=True)
class View:
    """A text in one view: `clean` (of a package), `bracketed` or `compared` (with draft `compared_with`).

    `draft` is the draft shown, 0 for a text without drafts; `edited` says that the text has changes that no draft records.
    `package` is the package whose wording is shown, and `package_from` says where it comes from. `early`: the articles that may
    enter into force before all is agreed; none: nothing is agreed until everything is.
    """

    view: Literal["clean", "bracketed", "compared"]
    draft: int
    drafts: int
    edited: bool
    lines: tuple[Line, ...]
    readiness: Count
    package_from: str = ""
    package: tuple[tuple[str, str], ...] = ()
    compared_with: int = 0
    early: tuple[str, ...] = ()
    rightward: bool = True
    language: str = "en"

    SHAPE = Shape("onetext/text_show/1", rows="lines")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_
