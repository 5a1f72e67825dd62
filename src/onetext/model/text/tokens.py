"""What changed within a content, word by word; a bracket is compared with the same issue's bracket, variant by variant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onetext.model.text.changes import woven
from onetext.model.text.values import Amount, Bracket, Content, Hold, Piece, Words

TOKEN = re.compile(r"\w+| +|[^\w ]")
Fate = Literal["same", "added", "removed"]
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces that stayed, came or went together."""

    fate: Fate
    pieces: Content


@dataclass(frozen=True, slots=True)
class VariantChange:
    """A variant of a bracket that both sides have: its fate, its wording in stretches, and who held and holds it."""

    option: str
    fate: Fate
    stretches: tuple[Difference, ...]
    held: tuple[Hold, ...]
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class BracketChange:
    """A bracket, or the place of a number, that both sides have, not alike; `amount` is that place on either side."""

    issue: str
    variants: tuple[VariantChange, ...]
    amount: tuple[Amount, Amount] | None = None


Difference = Stretch | BracketChange


def compared(before: Content, after: Content) -> tuple[Difference, ...]:
    """The stretches that lead from `before` to `after`: what is same or removed makes the first, same or added the second."""
    if before == after:
        return (Stretch("same", after),) if after else ()
    a, b = list(_tokens(before)), list(_tokens(after))
    keys = [_key(one) for one in a], [_key(one) for one in b]
    parts: list[tuple[Fate, Piece] | BracketChange] = []
    for tag, i, j, k, m in _without_islands(_opcodes(*keys), a):
        if tag == "equal":
            parts += [_pair(x, y) for x, y in zip(a[i:j], b[k:m], strict=True)]
        else:
            parts += [("removed", one) for one in a[i:j]] + [("added", one) for one in b[k:m]]
    return tuple(_stretches(parts))


def _opcodes(a: list[object], b: list[object]) -> Iterator[Opcode]:
    """The opcodes of two rows of keys; what both begin and end with is not searched."""
    most = min(len(a), len(b))
    begin = next((i for i in range(most) if a[i] != b[i]), most)
    end = next((i for i in range(most - begin) if a[-1 - i] != b[-1 - i]), most - begin)
    if begin:
        yield "equal", 0, begin, 0, begin
    inner = SequenceMatcher(None, a[begin : len(a) - end], b[begin : len(b) - end], autojunk=False).get_opcodes()
    yield from ((tag, i + begin, j + begin, k + begin, m + begin) for tag, i, j, k, m in inner)
    if end:
        yield "equal", len(a) - end, len(a), len(b) - end, len(b)


def _tokens(of: Content) -> Iterator[Piece]:
    for piece in of:
        if isinstance(piece, Words):
            yield from map(Words, TOKEN.findall(piece.text))
        else:
            yield piece


def _key(piece: Piece) -> object:
    """Brackets and numbers of one issue are matched whatever they say; everything else by what it says."""
    if isinstance(piece, Words):
        return piece.text
    return (type(piece), piece.issue) if isinstance(piece, Bracket | Amount) else piece


def _without_islands(opcodes: Iterable[Opcode], a: list[Piece]) -> list[Opcode]:
    """Opcodes in which a blank alone between two changes is part of them: whole phrases change, not every other token."""
    found: list[Opcode] = []
    codes = list(opcodes)
    for place, (tag, i, j, k, m) in enumerate(codes):
        island = tag == "equal" and 0 < place < len(codes) - 1 and all(isinstance(one, Words) and one.text.isspace() for one in a[i:j])
        changed = tag != "equal" or island
        if changed and found and found[-1][0] == "replace":
            _, first, _, third, _ = found.pop()
            found.append(("replace", first, j, third, m))
        else:
            found.append(("replace" if changed else "equal", i, j, k, m))
    return found


def _pair(x: Piece, y: Piece) -> tuple[Fate, Piece] | BracketChange:
    if x == y:
        return "same", y
    if isinstance(x, Amount) and isinstance(y, Amount):
        return BracketChange(y.issue, tuple(_amounts(x, y)), (x, y))
    assert isinstance(x, Bracket)
    assert isinstance(y, Bracket)
    before = {one.option: one for one in x.variants}
    after = {one.option: one for one in y.variants}
    said = []
    for option in woven(tuple(before), tuple(after)):
        old, new = before.get(option), after.get(option)
        fate: Fate = "added" if old is None else "removed" if new is None else "same"
        stretches = compared(old.content if old else (), new.content if new else ())
        said.append(VariantChange(option, fate, stretches, old.holds if old else (), new.holds if new else ()))
    return BracketChange(y.issue, tuple(said))


def _amounts(x: Amount, y: Amount) -> Iterator[VariantChange]:
    before = {one.option: one.holds for one in x.held}
    after = {one.option: one.holds for one in y.held}
    for option in woven(tuple(before), tuple(after)):
        fate: Fate = "added" if option not in before else "removed" if option not in after else "same"
        yield VariantChange(option, fate, (Stretch(fate, (Words(option),)),), before.get(option, ()), after.get(option, ()))


def _stretches(parts: Iterable[tuple[Fate, Piece] | BracketChange]) -> Iterator[Difference]:
    """Parts of one fate in a row as one stretch, their words joined."""
    fate: Fate = "same"
    row: list[Piece] = []
    for part in parts:
        if isinstance(part, BracketChange) or part[0] != fate:
            if row:
                yield Stretch(fate, _joined(row))
            row = []
        if isinstance(part, BracketChange):
            yield part
        else:
            fate = part[0]
            row.append(part[1])
    if row:
        yield Stretch(fate, _joined(row))


def _joined(row: Iterable[Piece]) -> Content:
    """Words side by side as one; blanks stay as they are."""
    found: list[Piece] = []
    for piece in row:
        if isinstance(piece, Words) and found and isinstance(found[-1], Words):
            found[-1] = Words(found[-1].text + piece.text)
        else:
            found.append(piece)
    return tuple(found)
