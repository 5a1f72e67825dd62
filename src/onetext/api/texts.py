"""The text of a case in a view: bracketed, clean as a package words it, or compared with an earlier draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Literal

from onetext.api.named import nearest
from onetext.api.reading import PathLike
from onetext.api.writing import write_whole
from onetext.errors import UsageError
from onetext.model import shown
from onetext.model.case import Case
from onetext.model.rules import RULES
from onetext.model.shown import Shape
from onetext.model.text.drafts import Draft, latest, text_of, texts
from onetext.model.text.resolve import resolved
from onetext.model.text.values import Text

if TYPE_CHECKING:
    from onetext.report.wording.lines import View
    from onetext.solve.budget import Budget

Package = str | Mapping[str, str]
AGREED, PUT_FORWARD = "agreed", "draft"
"""Packages beside rules and proposals: only what is agreed; what the draft puts forward."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """The text in one view, in whatever form it is wanted; `data` is what every form shows."""

    data: View
    case: Case
    text: Text
    before: Text | None = None
    settled: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The view as one JSON object."""
        return self.data.to_dict()

    @property
    def names(self) -> dict[str, str]:
        from onetext.model.checks import people_of

        return {who: self.case.name(who) for who in people_of(self.case)}

    def rows(self, width: int = 100) -> list[Any]:
        """The view as rows of a screen, each with a style; of two drafts compared, only what changed."""
        from onetext.report.wording.plain import rows

        return list(rows(self.data, self.names, width, only_changes=self.data.view == "compared"))

    def plain(self) -> str:
        """The whole view as plain text of 100 columns."""
        from onetext.report.wording.plain import rows

        return "\n".join(row.text for row in rows(self.data, self.names)) + "\n"

    def markdown(self) -> str:
        """The view as Markdown."""
        from onetext.report.wording.markdown import to_markdown

        return to_markdown(self.data, self.names)

    def html(self) -> str:
        """The view as one HTML page that asks for nothing else."""
        from onetext.report.wording.html import to_html

        return to_html(self.data, self.names, self.case.title or "Case")

    def word(self) -> bytes:
        """The view as a .docx file; of two drafts compared, what changed as tracked changes by whoever asked for it."""
        from onetext.api.word import to_word

        return to_word(self)

    def akoma_ntoso(self, *, amending: bool = False) -> bytes:
        """The view as Akoma Ntoso 3, with the extra `akn`; of two drafts compared, with what came and went, or as an amendment."""
        from onetext.api.akn import to_akn

        return to_akn(self, amending=amending)

    def write(self, path: PathLike, *, amending: bool = False) -> tuple[str, ...]:
        """Write the view as the name's end says: .html, .md, .json, .txt, .docx or .xml (Akoma Ntoso); whole or not at all."""
        form = form_of(str(path))
        return write_whole({Path(path): self.akoma_ntoso(amending=True) if amending else form(self)})

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{escape(self.html())}" style="width:100%;height:60em;border:0"></iframe>'


def _json(page: TextPage) -> bytes:
    return (json.dumps(page.to_dict(), ensure_ascii=False, indent=2) + "\n").encode()


FORMS: dict[str, Callable[[TextPage], bytes]] = {
    "html": lambda page: page.html().encode(),
    "md": lambda page: page.markdown().encode(),
    "json": _json,
    "txt": lambda page: page.plain().encode(),
    "docx": lambda page: page.word(),
    "xml": lambda page: page.akoma_ntoso(),
}
"""How a name ends to what is written."""


def form_of(path: str) -> Callable[[TextPage], bytes]:
    """The form that a file name asks for; UsageError where it ends in none that is known."""
    kind = PurePath(path).suffix.lower().removeprefix(".")
    if kind not in FORMS:
        listed = ", ".join("." + one for one in FORMS)
        raise UsageError(f"no text is written as {PurePath(path).name!r}; allowed: a name that ends in {listed}")
    return FORMS[kind]


def text(
    case: Case,
    *,
    draft: int | None = None,
    view: Literal["bracketed", "clean"] = "bracketed",
    compared: int | None = None,
    package: Package | None = None,
    budget: Budget | None = None,
) -> TextPage:
    """The text of a case: with its brackets, `clean` as a package words it, or `compared` with an earlier draft.

    `draft`: its number; without it the text as it stands. `package`: an option for some issues, or the name of a rule, a
    proposal, `agreed` or `draft` (what the draft puts forward); with it the view is clean. Raises UsageError where the case
    has no text, or for a draft or package that there is not.
    """
    from onetext.report.wording.comparing import compared_lines, requests_of
    from onetext.report.wording.lines import View
    from onetext.report.wording.views import bracketed, clean, counted, early_labels

    shown = text_at(case, draft)
    settled = settled_at(case, draft)
    number = draft if draft is not None else len(case.drafts)
    words, before = "", None
    chosen: dict[str, str] = {}
    if compared is not None:
        if package is not None or view == "clean":
            raise UsageError("a text compared is shown with its brackets; allowed: compared, or a package")
        before = text_at(case, compared)
        kind: Literal["bracketed", "clean", "compared"] = "compared"
        sides = resolved(before, settled_at(case, compared)), resolved(shown, settled)
        lines = compared_lines(*sides, case, requests_of(case.drafts, compared, number, shown))
    elif package is not None or view == "clean":
        kind = "clean"
        words, chosen = package_of(case, package if package is not None else _usual(case, draft), draft, budget)
        lines = clean(shown, case, {**chosen, **settled})
    else:
        kind = "bracketed"
        lines = bracketed(shown, case, settled)
    data = View(
        kind, number, len(case.drafts), draft is None and bool(case.drafts) and shown != latest(case.drafts), lines,
        counted(shown, {**settled, **chosen}), words, tuple(chosen.items()), compared or 0, early_labels(shown), shown.rightward, shown.language,
    )  # fmt: skip
    return TextPage(data, case, shown, before, settled)


def text_at(case: Case, draft: int | None) -> Text:
    """The text of a draft, or as it stands; UsageError where there is none."""
    if case.text is None and not case.drafts:
        raise UsageError("the case has no text; allowed: a case with text.md beside it, or 'text:' in it")
    if draft is None:
        return case.text if case.text is not None else latest(case.drafts)
    if not 1 <= draft <= len(case.drafts):
        raise UsageError(f"no draft {draft}; known: {_numbers(case.drafts)}")
    return text_of(case.drafts, draft)


def _numbers(drafts: tuple[Draft, ...]) -> str:
    return f"1 to {len(drafts)}" if len(drafts) > 1 else "1" if drafts else "none"


def settled_at(case: Case, draft: int | None) -> dict[str, str]:
    """Issue -> option agreed, by the time of a draft or now."""
    if draft is not None:
        return case.drafts[draft - 1].settled
    return {issue.id: issue.agreed.option for issue in case.issues if issue.agreed is not None}


def _usual(case: Case, draft: int | None) -> str:
    """The package of a clean view for which none is named: what the draft puts forward, if it does."""
    last = case.drafts[(draft or len(case.drafts)) - 1] if case.drafts else None
    return PUT_FORWARD if last is not None and last.package else AGREED


def package_of(case: Case, package: Package, draft: int | None, budget: Budget | None) -> tuple[str, dict[str, str]]:
    """What a package is called, and its options; issues that it leaves open are not among them."""
    from onetext.api.questions import solve

    if not isinstance(package, str):
        return "the package given", _known(case, package)
    if package == AGREED:
        return "what is agreed", settled_at(case, draft)
    if package == PUT_FORWARD and case.drafts:
        last = case.drafts[(draft or len(case.drafts)) - 1]
        return f"the package that draft {last.number} puts forward", last.puts
    proposals = {one.id: one for one in case.proposals}
    if package in proposals:
        return f"the proposal {proposals[package].name!r}", dict(proposals[package].package)
    if package in RULES:
        found = solve(case, package, budget=budget)
        if found.package is None:
            raise UsageError(f"no package is acceptable to all, so {package} picks none; allowed: a proposal, agreed or draft")
        return f"the package of the rule {package}", dict(found.package)
    if "=" in package:
        return "the package given", _known(case, dict(part.split("=", 1) for part in package.split(",") if "=" in part))
    raise UsageError(f"no package {package!r}; {nearest(package, [*proposals, *RULES, AGREED, PUT_FORWARD])}")


def _known(case: Case, package: Mapping[str, str]) -> dict[str, str]:
    """The options named, all of which there are."""
    for issue, option in package.items():
        if issue not in case.issue:
            raise UsageError(f"no issue {issue!r}; {nearest(issue, case.issue)}")
        if option not in case.issue[issue].places:
            raise UsageError(f"no option {option!r} of {issue!r}; {nearest(option, case.issue[issue].places)}")
    return dict(package)


@dataclass(frozen=True, slots=True)
class Logged:
    """One draft in the list of drafts: `changed` parts of the text, issues `agreed` by then, articles without an open bracket."""

    draft: int
    date: str
    by: str
    by_name: str
    asked: tuple[str, ...]
    answers: tuple[str, ...]
    changed: int
    agreed: int
    articles: int
    clean: int
    digest: str
    why: str


@dataclass(frozen=True, slots=True)
class Log:
    """The drafts of a text; `issues` that are worded in it, and whether it has changes that no draft records."""

    drafts: tuple[Logged, ...]
    issues: int
    edited: bool

    SHAPE = Shape("onetext/text_log/1", rows="drafts")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_


def drafts(case: Case) -> Log:
    """The drafts of the text of a case, from the first on."""
    from onetext.report.wording.views import counted

    now = text_at(case, None)
    rows = []
    for one, text in zip(case.drafts, texts(case.drafts), strict=True):
        count = counted(text, one.settled)
        asked = dict.fromkeys((*one.asked, *(who for edit in one.edits for who in edit.asked)))
        answers = dict.fromkeys((*one.answers, *(name for edit in one.edits for name in edit.answers)))
        day = one.date.isoformat() if one.date is not None else ""
        who = (one.by, case.name(one.by), tuple(asked), tuple(answers))
        how_far = (len(one.edits), len(one.settled), count.articles, count.clean)
        rows.append(Logged(one.number, day, *who, *how_far, one.digest, one.why))
    return Log(tuple(rows), counted(now, {}).issues, bool(case.drafts) and now != latest(case.drafts))
