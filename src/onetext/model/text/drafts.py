"""Drafts: numbered, attributed and unchangeable, a chain of edits from nothing to the text of today.

Each draft holds the digest of all that it says and of the draft before it, so that whatever is changed in one shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onetext.model.canonical import canonical, plain
from onetext.model.text.changes import SETTINGS, Change, Unit, applied, changes, settings
from onetext.model.text.values import Amount, Article, Bracket, Paragraph, Text
from onetext.model.text.walk import NOTES, PREAMBLE, TITLE, Place, wordings

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What one unit of the text became (None: it went, or only moved), who asked for that, what it answers, and why.

    `at` and `after` as in `Change`. `answers` are the ids of the statements that objected to what was there.
    """

    at: Place
    now: Unit | None = None
    after: str | None = None
    gone: bool = False
    asked: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: who made it and when, its edits, what is agreed by then, and the package that it puts forward.

    `agreed` and `ad_referendum` are all issues agreed by then, with their options; `package` may leave issues open and
    holds the agreed ones whether it names them or not. `asked` and `answers` are of the draft as a whole.
    """

    number: int
    by: str
    date: date | None = None
    why: str = ""
    edits: tuple[Edit, ...] = ()
    agreed: Options = ()
    ad_referendum: Options = ()
    package: Options = ()
    digest: str = ""
    asked: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def settled(self) -> dict[str, str]:
        """Issue -> option agreed, ad referendum or not."""
        return dict((*self.agreed, *self.ad_referendum))

    @property
    def puts(self) -> dict[str, str]:
        """Issue -> option put forward, agreed or not."""
        return {**dict(self.package), **self.settled}


def sealed(draft: Draft, before: Draft | None) -> Draft:
    """The draft with the digest of what it says and of the draft before it: SHA-256 over canonical JSON (RFC 8785)."""
    return replace(draft, digest=digest_of(draft, before))


def digest_of(draft: Draft, before: Draft | None) -> str:
    """What the digest of a draft has to be."""
    parent = before.digest if before is not None else ""
    known = _DIGESTS.get(id(draft))
    if known is None or known[0] is not draft or known[1] != parent:
        said = canonical([parent, plain(replace(draft, digest=""))])
        if len(_DIGESTS) >= MOST_KEPT:
            _DIGESTS.clear()
        known = _DIGESTS[id(draft)] = (draft, parent, hashlib.sha256(said).hexdigest())
    return known[2]


MOST_KEPT = 1_000
_DIGESTS: dict[int, tuple[Draft, str, str]] = {}
"""Digests by the identity of a draft: a case is checked again whenever one of its days or figures is replaced, and to hash a draft
costs as much as to digest it."""


def unit(text: Text, at: Place) -> Unit | None:
    """The unit at a place of a text, an article as its heading alone; None where there is none."""
    if at == (TITLE,):
        return text.title
    if at == (SETTINGS,):
        return settings(text)
    if len(at) == 1:
        article = text.article.get(at[0])
        return replace(article, blocks=()) if article is not None else None
    sequences = {PREAMBLE: text.preamble, NOTES: text.notes}
    article = text.article.get(at[0])
    among = sequences.get(at[0], article.blocks if article is not None else ())
    return next((one for one in among if one.id == at[1]), None)


def change_of(edit: Edit, before: Text) -> Change:
    """The change that an edit makes to a text."""
    was = None if edit.now is None and not edit.gone else unit(before, edit.at)
    if edit.gone and len(edit.at) == 1:
        was = before.article.get(edit.at[0])
    return Change(edit.at, was, edit.now, edit.after)


def edit_of(change: Change, asked: tuple[str, ...] = (), answers: tuple[str, ...] = (), why: str = "") -> Edit:
    """A change as an edit, with who asked for it."""
    return Edit(change.at, change.now, change.after, change.kind == "delete", asked, answers, why)


def after(text: Text, draft: Draft) -> Text:
    """The text after a draft. ValueError where an edit is not one of this text."""
    return applied(text, [change_of(edit, text) for edit in draft.edits])


def texts(drafts: Iterable[Draft]) -> Iterator[Text]:
    """The text of each draft, from the first on."""
    text = Text()
    for draft in drafts:
        text = after(text, draft)
        yield text


def text_of(drafts: Sequence[Draft], number: int) -> Text:
    """The text of one draft. ValueError for a number that there is not."""
    if not 1 <= number <= len(drafts):
        raise ValueError(f"no draft {number}; there are {len(drafts)}")
    return list(texts(drafts[:number]))[-1]


def latest(drafts: Sequence[Draft]) -> Text:
    """The text of the last draft; an empty one where there is none."""
    return text_of(drafts, len(drafts)) if drafts else Text()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edit of a part that was agreed: where, and the draft that agreed it."""

    at: Place
    draft: int
    what: str


def refusals(drafts: Sequence[Draft], now: Text) -> Iterator[Refusal]:
    """The parts agreed by the last draft whose wording `now` changes; to open one again, a draft says so first.

    Parts are articles and paragraphs that are marked, and the wording of the option on which an issue is agreed.
    """
    if not drafts:
        return
    history = list(texts(drafts))
    for change in changes(history[-1], now):
        for at, old, new in _agreed_units(change, history[-1]):
            if old != new:
                yield Refusal(at, _since(history, at), "/".join(at))
    yield from _rewordings(drafts, history[-1], now)


def _rewordings(drafts: Sequence[Draft], before: Text, now: Text) -> Iterator[Refusal]:
    """The agreed issues whose agreed words are others than they were, or stand elsewhere no more."""
    settled = drafts[-1].settled
    if not settled:
        return
    new = _agreed_words(now, settled)
    for (place, issue), words in _agreed_words(before, settled).items():
        if new.get((place, issue)) != words:
            since = next(one.number for one in drafts if one.settled.get(issue) == settled[issue])
            yield Refusal((*place[:2], issue), since, f"{issue} ({settled[issue]})")


def _agreed_words(text: Text, settled: Mapping[str, str]) -> dict[tuple[Place, str], object]:
    """By place and issue, the wording of the option agreed."""
    found: dict[tuple[Place, str], object] = {}
    for place, piece in wordings(text):
        if piece.issue not in settled or isinstance(piece, Amount):
            continue
        option = settled[piece.issue]
        if isinstance(piece, Bracket):
            found[place, piece.issue] = next((one.content for one in piece.variants if one.option == option), None)
        else:
            found[place, piece.issue] = next((way.paragraphs for way in piece.ways if way.option == option), None)
    return found


def _agreed_units(change: Change, before: Text) -> Iterator[tuple[Place, object, object]]:
    """The agreed units that a change touches: what they say before and after, less their standing."""
    article = before.article.get(change.at[0]) if len(change.at) <= 2 else None
    if article is not None and article.standing:
        stands_elsewhere = change.kind == "move" and len(change.at) == 1  # the article as a whole may move, nothing in it
        yield (change.at[0],), _wording(change.was or article), _wording(article) if stands_elsewhere else _wording(change.now)
        return
    own = unit(before, change.at)
    if own is not None and _is_agreed(own) and change.kind != "move":
        yield change.at, _wording(own), _wording(change.now)
    if article is not None and change.kind == "delete" and len(change.at) == 1:
        for block in article.blocks:
            if _is_agreed(block):
                yield (article.id, block.id), _wording(block), None


def _is_agreed(of: Unit | None) -> bool:
    return isinstance(of, Article | Paragraph) and bool(of.standing)


def _wording(of: Unit | None) -> Unit | None:
    return replace(of, standing="") if isinstance(of, Article | Paragraph) else of


def _since(history: Sequence[Text], at: Place) -> int:
    """The draft since which a unit has stood as agreed, without a break."""
    since = len(history)
    for number in range(len(history), 0, -1):
        if not _is_agreed(unit(history[number - 1], at)):
            break
        since = number
    return since
