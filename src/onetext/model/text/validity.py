"""What must hold of a text and its drafts within their case; every mistake with its path through text and case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from onetext.errors import Path, Problem
from onetext.model.checks import Problems, check_evidence, check_option, one_of, people_of, repeated, unknown, unsound_characters
from onetext.model.text.changes import SETTINGS
from onetext.model.text.drafts import digest_of
from onetext.model.text.numbering import references
from onetext.model.text.values import Amount, Bracket, Hold, NoteMark, Paragraph, Reference, Text, Words
from onetext.model.text.walk import NOTES, PREAMBLE, TITLE, Wording, passages, pieces, wordings

if TYPE_CHECKING:
    from onetext.model.case import Case

ID = re.compile(r"[\w-][\w.-]*")
IN = "text"


def check_text(case: Case) -> Problems:
    """Ids, references, brackets and holders of the text; one found sound is not looked through again while nothing of that changes."""
    told = (case.text, case.issues, case.parties, case.statements, case.sources)
    if case.text is None or (_sound and all(one is other for one, other in zip(told, _sound[0], strict=True))):
        return
    problems = list(_problems_of(case, case.text))
    if not problems:
        _sound[:] = [told]
    yield from problems


_sound: list[tuple[object, ...]] = []
"""The parts of the case whose text was last found sound: a case is checked again whenever a day or a figure of it is replaced."""


def _problems_of(case: Case, text: Text) -> Problems:
    yield from _check_ids(text)
    yield from _check_pieces(text)
    yield from _each("article", text.early, text.article, (IN, SETTINGS))
    for wording in wordings(text):
        yield from _check_wording(case, wording)


def _each(kind: str, names: Iterable[str], known: Iterable[str], path: Path) -> Problems:
    for name in names:
        yield from one_of(kind, name, known, path)


def _check_ids(text: Text) -> Problems:
    reserved = (TITLE, PREAMBLE, NOTES, SETTINGS)
    blocks = [(PREAMBLE, text.preamble), *((article.id, article.blocks) for article in text.articles)]
    yield from repeated("article", ((one.id, (IN, one.id)) for one in text.articles))
    yield from repeated("note", ((one.id, (IN, NOTES, one.id)) for one in text.notes))
    for where, own in blocks:
        yield from repeated("paragraph", ((block.id, (IN, where, block.id)) for block in own))
    named: list[tuple[str, Path]] = [(one.id, (IN, one.id)) for one in text.articles]
    named += [(one.id, (IN, NOTES, one.id)) for one in text.notes]
    named += [(block.id, (IN, where, block.id)) for where, own in blocks for block in own if isinstance(block, Paragraph)]
    for name, path in named:
        if not ID.fullmatch(name):
            yield Problem("id", f"{name!r} as an id of the text", "letters, digits, '.', '-' and '_'", path)
    for article in text.articles:
        if article.id in reserved:
            yield Problem("id", f"an article {article.id!r}", f"another id; {', '.join(reserved)} are other parts", (IN, article.id))


def _check_pieces(text: Text) -> Problems:
    known = references(text)
    notes = {note.id for note in text.notes}
    for place, content in passages(text):
        for piece in pieces(content):
            if isinstance(piece, NoteMark):
                yield from one_of("note", piece.note, notes, (IN, *place))
            elif isinstance(piece, Reference):
                yield from one_of("article or paragraph", piece.to, known, (IN, *place))
            elif isinstance(piece, Words) and (found := unsound_characters(piece.text)):
                yield Problem("character", f"the text holds {found}", "letters, digits, punctuation and spaces", (IN, *place))


def _check_wording(case: Case, wording: Wording) -> Problems:
    piece, path = wording.piece, (IN, *wording.place[:2], wording.issue)
    if wording.issue not in case.issue:
        yield unknown("issue", wording.issue, case.issue, path)
        return
    issue = case.issue[wording.issue]
    if isinstance(piece, Amount):
        if issue.grid is None:
            yield Problem("wording", f"{issue.id!r} is a choice, not a number", f"wording for each option: {', '.join(issue.places)}", path)
        for held in piece.held:
            yield from check_option(issue, held.option, path)
            yield from _check_holds(case, held.holds, path)
        return
    worded = [(one.option, one.holds) for one in (piece.variants if isinstance(piece, Bracket) else piece.ways)]
    yield from repeated(f"wording of an option of {issue.id!r}:", ((option, path) for option, _ in worded))
    for option, holds in worded:
        yield from check_option(issue, option, path)
        yield from _check_holds(case, holds, path)
    named = {option for option, _ in worded}
    missing = [option for option in issue.places if option not in named]
    if missing and named <= issue.places.keys():
        said = f"{issue.id!r} has no wording here for {', '.join(missing[:6])}{', ...' if len(missing) > 6 else ''}"
        yield Problem("wording", said, "wording for every option; an empty one where nothing would be said", path)


def _check_holds(case: Case, holds: tuple[Hold, ...], path: Path) -> Problems:
    people = people_of(case)
    yield from repeated("holder", ((hold.party, path) for hold in holds))
    for hold in holds:
        yield from one_of("party", hold.party, people, path)
        yield from check_evidence(case, hold.evidence, path)


def check_drafts(case: Case) -> Problems:
    """Numbers from 1 on, whom and what drafts name, and that each is as it was recorded."""
    before = None
    statements = [one.id for one in case.statements]
    people = people_of(case)
    for place, draft in enumerate(case.drafts):
        path: Path = ("drafts", place)
        if draft.number != place + 1:
            yield Problem("draft", f"draft {draft.number} at place {place + 1}", "drafts numbered from 1, in order", path)
            return
        if draft.digest != digest_of(draft, before):
            yield Problem("draft", f"draft {draft.number} is not as it was recorded", "a draft is never changed; a new one is made", path)
            return
        before = draft
        yield from one_of("party", draft.by, people, (*path, "by"))
        yield from _each("party", draft.asked, people, (*path, "asked"))
        yield from _each("statement", draft.answers, statements, (*path, "answers"))
        for i, edit in enumerate(draft.edits):
            at: Path = (*path, "edits", i)
            yield from _each("party", edit.asked, people, (*at, "asked"))
            yield from _each("statement", edit.answers, statements, (*at, "answers"))
