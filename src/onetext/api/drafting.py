"""Changing the text of a case file: each change becomes a draft, numbered, attributed and never changed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from onetext.api.checking import text_problems
from onetext.api.documents import own_file
from onetext.api.named import nearest
from onetext.api.reading import PathLike, gather, placed, read_case
from onetext.api.writing import write_whole
from onetext.errors import InputError, UsageError
from onetext.model import shown
from onetext.model.case import Case
from onetext.model.issues import Agreed, Issue, Option
from onetext.model.records import Source, Statement
from onetext.model.shown import Shape
from onetext.model.text.changes import changes
from onetext.model.text.drafts import Draft, edit_of, latest, sealed
from onetext.model.text.editing import bracketed_words, free_paragraph, with_content, with_paragraph, with_standing
from onetext.model.text.issues import free_issue
from onetext.model.text.values import Bracket, Content, Hold, Paragraph, Standing, Text, Variant, Words, content


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose draft it is, when, at whose request, answering which statements, why, and what package it puts forward."""

    by: str
    day: date | None = None
    asked: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    why: str = ""
    package: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Additions:
    """What a draft brings into the case beside its text."""

    issues: tuple[Issue, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()


NOTHING_MORE = Additions()


@dataclass(frozen=True, slots=True)
class Edited:
    """A unit of the text that a draft changed: where, and how (insert, delete, change, move)."""

    at: str
    kind: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A draft that was recorded: its number, its edits, the issues agreed by it, and the files written."""

    draft: int
    edits: tuple[Edited, ...]
    agreed: tuple[tuple[str, str], ...]
    digest: str
    written: tuple[str, ...]

    SHAPE = Shape("onetext/text_draft/1", rows="edits")
    to_dict = shown.to_dict


@dataclass(frozen=True, slots=True)
class Open:
    """A case file that is open for a change: its path, its case, and the source of the file."""

    path: Path
    case: Case
    source: str

    @property
    def is_folder(self) -> bool:
        """Whether the text stands beside the case file."""
        return self.path.name == "case.yaml" and "\ntext:" not in f"\n{self.source}" and "\ndrafts:" not in f"\n{self.source}"


def opened(path: PathLike) -> Open:
    """A native case file that may be changed. UsageError for a bundled case or another format; InputError for what is wrong in it."""
    target = own_file(path)
    files = gather((target.parent if target.name == "case.yaml" else target,))
    return Open(target, read_case(files, "native"), target.read_text("utf-8"))


def draft(path: PathLike, how: Attribution) -> Recorded:
    """Record what was changed in the text, or in what is agreed, since the last draft as a new one.

    UsageError where nothing was changed; InputError where a part that was agreed was changed, with the draft that agreed it.
    """
    case_file = opened(path)
    return recorded(case_file, _text(case_file.case), how)


def lift(path: PathLike, issue: str, option: str, how: Attribution, *, ad_referendum: bool = False) -> Recorded:
    """Lift a bracket: the issue is agreed on an option, ad referendum or for good, and a new draft says so."""
    case_file = opened(path)
    known = _issue(case_file.case, issue)
    if option not in known.places:
        raise UsageError(f"no option {option!r} of {issue!r}; {nearest(option, known.places)}")
    if known.agreed is not None and known.agreed.option != option:
        since = next((one.number for one in case_file.case.drafts if issue in one.settled), None)
        said = f"agreed in draft {since}" if since else "agreed"
        raise UsageError(f"{issue!r} is {said} on {known.agreed.option!r}; allowed: to open it again first: `onetext text reopen`")
    return _settled(case_file, issue, Agreed(option, how.day, ad_referendum), how)


def agree(path: PathLike, at: str, how: Attribution, *, ad_referendum: bool = False) -> Recorded:
    """Mark an article or paragraph as agreed, ad referendum or for good; a new draft says so. Its brackets stay open."""
    return _marked(path, at, "ad referendum" if ad_referendum else "agreed", how)


def reopen(path: PathLike, what: str, how: Attribution) -> Recorded:
    """Open an issue, an article or a paragraph again that was agreed; a new draft says at whose request."""
    case_file = opened(path)
    if what not in case_file.case.issue:
        return _marked(path, what, "", how)
    if case_file.case.issue[what].agreed is None:
        raise UsageError(f"{what!r} is open; allowed: an issue that is agreed")
    return _settled(case_file, what, None, how)


def _marked(path: PathLike, at: str, standing: Standing, how: Attribution) -> Recorded:
    case_file = opened(path)
    try:
        changed = with_standing(_text(case_file.case), tuple(at.split("/")), standing)
    except ValueError as wrong:
        raise UsageError(str(wrong)) from None
    return recorded(case_file, changed, how)


def _settled(case_file: Open, issue: str, agreed: Agreed | None, how: Attribution) -> Recorded:
    from onetext.formats.native_edit import with_agreed

    source = with_agreed(case_file.source, issue, agreed, str(case_file.path))
    issues = tuple(replace(one, agreed=agreed) if one.id == issue else one for one in case_file.case.issues)
    changed = replace(case_file, source=source, case=replace(case_file.case, issues=issues))
    return recorded(changed, _text(changed.case), how)


def add(path: PathLike, where: str, words: str, how: Attribution, *, after: str | None = None, level: int = 1) -> Recorded:
    """Add a paragraph to an article (or `preamble`), written as in text.md: behind the paragraph `after`, else as the last."""
    case_file = opened(path)
    text = _text(case_file.case)
    try:
        changed = with_paragraph(text, where, Paragraph(free_paragraph(text, where), _content(words), level), after)
    except ValueError as wrong:
        raise UsageError(str(wrong)) from None
    return recorded(case_file, changed, how)


def alt(path: PathLike, at: str, words: str, instead: str, how: Attribution, *, issue: str = "", keep: Sequence[str] = ()) -> Recorded:
    """Bracket some words of a paragraph beside what a party would say instead: a new issue of two options.

    `at`: article/paragraph. The option `text` has the words as they stand, held by `keep`; the option named for whoever
    asked has `instead`. Raises UsageError where the words do not stand there just once.
    """
    case_file = opened(path)
    case, text = case_file.case, _text(case_file.case)
    who = how.asked[0] if how.asked else how.by
    name = issue or free_issue(at, case.issue)
    if name in case.issue:
        raise UsageError(f"an issue {name!r} is there already; allowed: another id")
    option = who if who != "text" else "other"
    variants = (
        Variant("text", _content(words), tuple(map(Hold, keep))),
        Variant(option, _content(instead), (Hold(who, how.why, how.answers),)),
    )
    try:
        changed = with_content(text, tuple(at.split("/")), lambda of: bracketed_words(of, words, Bracket(name, variants)))
    except ValueError as wrong:
        raise UsageError(str(wrong)) from None
    made = Issue(name, "", (Option("text", f"As it stands: {words}"), Option(option, f"{case.name(who)}: {instead or 'nothing'}")))
    return recorded(case_file, changed, how, Additions((made,)))


def _content(words: str) -> Content:
    return content((Words(words),))


def _text(case: Case) -> Text:
    if case.text is None:
        raise UsageError("the case has no text; allowed: a case with text.md beside it, or 'text:' in it")
    return case.text


def _issue(case: Case, issue: str) -> Issue:
    if issue not in case.issue:
        raise UsageError(f"no issue {issue!r}; {nearest(issue, case.issue)}")
    return case.issue[issue]


def recorded(case_file: Open, text: Text, how: Attribution, more: Additions = NOTHING_MORE) -> Recorded:
    """Write a draft, the text, and the case file where it changed; the whole is held against the case's rules before anything is written."""
    before = case_file.case
    case = replace(
        before,
        issues=(*before.issues, *more.issues),
        sources=(*before.sources, *more.sources),
        statements=(*before.statements, *more.statements),
        text=text,
    )
    if problems := text_problems(case):
        raise InputError(placed((case_file.path.parent if case_file.path.name == "case.yaml" else case_file.path,), problems))
    made = tuple(changes(latest(case.drafts), text))
    last = case.drafts[-1] if case.drafts else None
    agreed = {one.id: one.agreed for one in case.issues if one.agreed is not None}
    new = Draft(
        len(case.drafts) + 1,
        how.by,
        how.day,
        how.why,
        tuple(edit_of(change, how.asked, how.answers) for change in made),
        tuple((issue, one.option) for issue, one in agreed.items() if not one.ad_referendum),
        tuple((issue, one.option) for issue, one in agreed.items() if one.ad_referendum),
        how.package or (last.package if last is not None else ()),
        asked=() if made else how.asked,
        answers=() if made else how.answers,
    )
    if last is not None and not made and all(getattr(new, name) == getattr(last, name) for name in ("agreed", "ad_referendum", "package")):
        raise UsageError(f"nothing was changed since draft {last.number}; allowed: a change of the text or of what is agreed")
    new = sealed(new, last)
    replace(case, drafts=(*case.drafts, new))  # what does not fit together is refused here
    written = write_whole(_files(case_file, text, new, more))
    edits = tuple(Edited("/".join(change.at), change.kind) for change in made)
    return Recorded(new.number, edits, (*new.agreed, *new.ad_referendum), new.digest, written)


def _files(case_file: Open, text: Text, new: Draft, more: Additions) -> dict[Path, bytes]:
    """What is to be written: beside the case file where the text stands there, else into it."""
    from onetext.formats.native_edit import with_draft, with_issues, with_statements, with_text
    from onetext.formats.native_text import TEXT_FILE, draft_file
    from onetext.formats.text import write_text

    path, source = case_file.path, case_file.source
    if more.issues:
        source = with_issues(source, more.issues, str(path))
    if more.statements:
        source = with_statements(source, more.sources, more.statements, str(path))
    if not case_file.is_folder:
        source = with_draft(with_text(source, write_text(text), str(path)), new, str(path))
        return {path: source.encode()}
    name, data = draft_file(new)
    folder = path.parent
    (folder / name).parent.mkdir(exist_ok=True)
    files = {folder / name: data, folder / TEXT_FILE: write_text(text).encode()}
    return files if source == path.read_text("utf-8") else {**files, path: source.encode()}
