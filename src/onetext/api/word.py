"""Word both ways: the text of a case as .docx, and what people did to such a file, or wrote without us, back into a case."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onetext.api.documents import source_id
from onetext.api.drafting import Additions, Attribution, opened, recorded
from onetext.api.reading import PathLike, gather
from onetext.api.templates import slugs
from onetext.errors import InputError, Problem, UsageError
from onetext.formats.word.story import Unread
from onetext.formats.word.taken import Todo
from onetext.model import shown
from onetext.model.case import Case
from onetext.model.issues import Issue, Option
from onetext.model.parties import Party
from onetext.model.records import Source
from onetext.model.shown import Shape
from onetext.model.text.drafts import texts
from onetext.model.text.issues import held_by, issues_from, without_evidence
from onetext.model.text.resolve import resolved
from onetext.model.text.values import Hold, Text, Words
from onetext.model.text.walk import passages

if TYPE_CHECKING:
    from onetext.api.texts import TextPage
    from onetext.formats.word.manifest import Manifest
    from onetext.formats.word.story import Story
    from onetext.formats.word.taken import Taken

INSTALL = "reading Word needs the extra 'word': pip install 'onetext[word]'"
US = "onetext"
OPEN_ISSUE = Issue("todo", "todo: a question that is open", (Option("yes"), Option("no")))
"""What stands in a new case whose text has no bracket."""
MOST_SAID = 240
"""Characters of a statement in a comment."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken from a Word file: the draft recorded (0: none), new issues and statements, and everything left to a person.

    `authors`: who changed something or remarked on it (name in the file -> party). `unread` lists every part of the file that was
    not understood.
    """

    draft: int
    articles: int
    issues: tuple[str, ...]
    statements: tuple[str, ...]
    authors: tuple[tuple[str, str], ...]
    todo: tuple[Todo, ...]
    unread: tuple[Unread, ...]
    written: tuple[str, ...]

    SHAPE = Shape("onetext/text_import/1", rows="todo")
    to_dict = shown.to_dict


# --- out


def to_word(page: TextPage) -> bytes:
    """A view of the text as a .docx file: with brackets, clean, or with the changes since a draft as tracked changes."""
    from onetext.formats.word.runs import Author
    from onetext.formats.word.writing import Names, write_word
    from onetext.report.wording.spans import range_of

    case, view = page.case, page.data
    mediator = next((party.title for party in case.parties if party.is_a("mediator")), US)
    day = _day(case.drafts[view.draft - 1].date if case.drafts and view.draft else None)
    text = resolved(page.text, {**dict(view.package), **page.settled}) if view.view == "clean" else page.text
    names = Names(
        Author(mediator, day),
        _authors(page) if page.before is not None else {},
        lambda issue, held: remark(case, issue, held),
        {issue.id: range_of(issue) for issue in case.issues if issue.grid is not None},
        digest_of(page.text) if view.view != "clean" else "",
        frozenset(page.settled),
    )
    return write_word(text, names, page.before)


def _day(day: Any) -> str:
    return f"{day.isoformat()}T00:00:00Z" if day is not None else ""


def _authors(page: TextPage) -> dict[str, Any]:
    """By unit, who asked for its change, else who made the draft; the last draft that changed it counts."""
    from onetext.formats.word.runs import Author

    case, view = page.case, page.data
    found: dict[str, Any] = {}
    for draft in case.drafts[view.compared_with : view.draft]:
        for edit in draft.edits:
            who = edit.asked or (draft.by,)
            found["/".join(edit.at)] = Author(", ".join(map(case.name, who)), _day(draft.date))
    return found


def remark(case: Case, issue: str, held: Sequence[tuple[str, tuple[Hold, ...]]]) -> tuple[str, ...]:
    """What the comment on a bracket says: the issue, who holds which option and why, and the statements behind it."""
    known = {one.id: one for one in case.statements}
    lines = [f"{issue}: {case.issue[issue].name}" if issue in case.issue else issue]
    agreed = case.issue[issue].agreed if issue in case.issue else None
    if agreed is not None:
        lines.append(f"agreed on {agreed.option}" + (" ad referendum: subject to confirmation at home" if agreed.ad_referendum else ""))
    for option, holds in held:
        title = case.issue[issue].option(option).name if issue in case.issue and option in case.issue[issue].places else option
        for hold in holds:
            why = "; ".join(filter(None, (hold.why, ", ".join(hold.evidence))))
            lines.append(
                f"{case.name(hold.party)} holds {option}" + (f" ({title})" if title != option else "") + (f": {why}" if why else "")
            )
    evidence = dict.fromkeys(name for _, holds in held for hold in holds for name in hold.evidence if name in known)
    lines += [f"{name}, {known[name].said or 'no date'}: {(known[name].quote or known[name].claim)[:MOST_SAID]}" for name in evidence]
    return tuple(lines)


def digest_of(text: Text) -> str:
    """What tells a text from another: SHA-256 over its source."""
    from onetext.formats.text import write_text

    return hashlib.sha256(write_text(text).encode()).hexdigest()


# --- in


def read_docx(path: PathLike) -> tuple[str, Story, Manifest | None]:
    """The name of a Word file, what it says, and what it says of itself where it is one of ours."""
    from onetext.formats.word.manifest import read_manifest

    try:
        from onetext.formats.word.reading import read_story
    except ImportError:
        raise UsageError(INSTALL) from None
    files = gather((path,))
    if len(files.data) != 1:
        raise UsageError(f"{path} is no single file; allowed: a .docx file")
    ((name, data),) = files.data.items()
    story = read_story(files.shown[name], data)
    return name, story, read_manifest(story.properties)


def import_word(path: PathLike, docx: PathLike, how: Attribution, *, authors: Mapping[str, str] | None = None) -> Imported:
    """Take what people did to a Word file of the text: changes become brackets held by their authors, comments statements.

    The file must be an export of the text as it stands. Authors are parties by id or name, by `authors`, else whoever `how`
    names. A new draft records it. Raises InputError or UsageError, with nothing written.
    """
    from onetext.formats.word.authors import Ledger
    from onetext.formats.word.taking import authors_in, taken_from

    case_file = opened(path)
    case = case_file.case
    name, story, manifest = read_docx(docx)
    _check_base(case, str(docx), manifest)
    people = _people(case, authors_in(story, manifest), how.by, authors or {})
    source = source_id(name, [one.id for one in case.sources])
    ledger = Ledger(lambda author: people.get(author, how.by), set(case.issue))
    taken = taken_from(story, manifest, ledger, source)
    taken = replace(taken, todo=(*taken.todo, *untracked(case.text or Text(), taken)))
    said = Additions(taken.issues, (Source(source, title=name, file="", date=""),) if taken.statements else (), taken.statements)
    asked = tuple(dict.fromkeys(who for _, who in taken.parties)) or how.asked
    if taken.text == case.text and not taken.statements:
        return imported(taken, 0, ())
    done = recorded(
        case_file, taken.text, replace(how, asked=asked, why=how.why or f"what {', '.join(map(case.name, asked))} wrote into {name}"), said
    )
    return imported(taken, done.draft, done.written)


def untracked(before: Text, taken: Taken) -> tuple[Todo, ...]:
    """The parts whose words changed without being tracked: with every new issue settled on what stands, they are others than before."""
    stands = resolved(taken.text, {issue.id: "text" for issue in taken.issues})
    old, new = _words_by_part(before), _words_by_part(stands)
    found = []
    for part in dict.fromkeys((*old, *new)):
        gone = [words for words in old.get(part, []) if words not in new.get(part, [])]
        come = [words for words in new.get(part, []) if words not in old.get(part, [])]
        if gone or come:
            said = f"{(gone or ['nothing'])[0][:60]!r} became {(come or ['nothing'])[0][:60]!r}"
            found.append(Todo(part, f"changed without being tracked, by nobody known: {said}"))
    return tuple(found)


def _words_by_part(text: Text) -> dict[str, list[str]]:
    """By article, title, preamble and notes, the words of each content, everything else as a sign."""
    found: dict[str, list[str]] = {}
    for place, of in passages(text):
        words = "".join(piece.text if isinstance(piece, Words) else "…" for piece in of).strip()
        if words:
            found.setdefault(place[0], []).append(words)
    return found


def _check_base(case: Case, name: str, manifest: Manifest | None) -> None:
    """Refuse a file that was not written from the text as it stands: what was changed since would be lost."""
    if manifest is None:
        problem = Problem("word", "no file that onetext wrote", "an export of this text; `onetext new --from` takes any other", file=name)
        raise InputError([problem])
    base = manifest.texts[1].get("digest", "")
    if case.text is not None and base == digest_of(case.text):
        return
    if manifest.texts[1].get("digest") == "":
        raise InputError([Problem("word", "a clean text, without its brackets", "an export of the bracketed text", file=name)])
    known = {digest_of(text): number for number, text in enumerate(texts(case.drafts), 1)}
    was = f"written from draft {known[base]}" if base in known else "written from another text"
    raise InputError([Problem("word", f"{was}, and the text has changed since", "an export of the text as it stands", file=name)])


def _people(case: Case, found: Sequence[str], by: str, given: Mapping[str, str]) -> dict[str, str]:
    """Which party each author of a file is. UsageError where more than one is nobody that is known."""
    from onetext.model.checks import people_of

    ids = people_of(case)
    known = {**{case.name(who).casefold(): who for who in ids}, **{who.casefold(): who for who in ids}}
    people = {name: given.get(name, known.get(name.casefold(), "")) for name in found}
    strangers = [name for name, who in people.items() if not who]
    if len(strangers) > 1:
        listed = ", ".join(repr(one) for one in strangers)
        raise UsageError(f"authors that are no party: {listed}; allowed: --author 'NAME=PARTY' for each; parties: {', '.join(ids)}")
    return {name: who or by for name, who in people.items()}


def imported(taken: Taken, draft: int, written: tuple[str, ...]) -> Imported:
    """What was taken, as a result."""
    return Imported(
        draft,
        len(taken.text.articles),
        tuple(one.id for one in taken.issues),
        tuple(one.id for one in taken.statements),
        taken.parties,
        taken.todo,
        taken.unread,
        written,
    )


def case_from_word(docx: PathLike) -> tuple[Mapping[str, bytes], Imported]:
    """The files of a new case from a Word file that anybody wrote: articles, typed brackets, tracked changes, comments."""
    from onetext.formats import write
    from onetext.formats.word.authors import Ledger
    from onetext.formats.word.taking import taken_from

    name, story, manifest = read_docx(docx)
    people: dict[str, str] = {}

    def party(author: str) -> str:
        if author not in people:
            people[author] = slugs([*people, author or "unknown"])[-1]
        return people[author]

    source = source_id(name)
    taken = taken_from(story, manifest, Ledger(party, set()), source)
    if not taken.text.articles and not taken.text.preamble:
        raise InputError([Problem("word", "no text in it", "a document with text", file=str(docx))])
    text = without_evidence(taken.text)
    parties = [Party(who, author) for author, who in people.items()]
    parties += [Party(who, who) for who in held_by(text) if who not in people.values()]
    parties += [Party(f"party-{letter}", "todo: name a party") for letter in "ab"[len(parties) :]]
    known = {one.id: one for one in taken.issues}
    issues = tuple(known.get(one.id, one) for one in issues_from(text)) or (OPEN_ISSUE,)
    sources = (Source(source, title=name),) if taken.statements else ()
    title = " ".join("".join(getattr(piece, "text", "") for piece in taken.text.title).split()) or Path(name).stem
    made = Case(title, parties=tuple(parties), issues=issues, sources=sources, statements=taken.statements, text=text)
    return write(made, "native"), replace(imported(taken, 0, ()), issues=tuple(one.id for one in issues))
