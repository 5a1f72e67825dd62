"""The wording within a paragraph: words, `[shall | should]{verb: shall by north; should by east}`, `[#]{toll}`, `[^note]`, `[3](#article)`.

A bracket without braces is plain words. A backslash before a character takes its meaning away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from onetext.model.text.values import Amount, Bracket, Content, Held, Hold, NoteMark, Piece, Reference, Variant, Words, content

SPECIAL = re.compile(r"[\\\[\]|]")
QUOTED = r'"(?:[^"\\]|\\.)*"'
BARE = r'[^\s;,:{}"\\]+'
NAME = rf"(?:{QUOTED}|{BARE})"
NAMED = re.compile(rf"\s*({NAME})\s*")
BY = re.compile(r"by(?=[\s;,]|$)\s*")
SIGN = re.compile(r"\s*([:;,])\s*")
TARGET = re.compile(r"\(#([^()\s]+)\)")
MARK = re.compile(r"\^([\w.-]+)")
MOST_NESTED = 20
BRACKET_FORM = "[wording | wording]{issue: option by party, party; option by party}"
NUMBER_FORM = "[#]{issue} or [#]{issue: amount by party; amount by party}"


class Answer(NamedTuple):
    """One option named in braces, and who holds it."""

    option: str
    holds: tuple[Hold, ...]


class Braces(NamedTuple):
    """What braces say: an issue and some of its options; `wrong` says what is not understood, and where."""

    issue: str
    answers: tuple[Answer, ...]
    wrong: str = ""
    at: int = 0


def name_of(token: str) -> str:
    """A name as written: bare, or in double quotes."""
    if not token.startswith('"'):
        return token
    try:
        return str(json.loads(token))
    except ValueError:
        return token[1:-1]


def read_braces(inside: str) -> Braces:
    """`issue: option by party, party; option` without its braces."""
    found = NAMED.match(inside)
    if found is None:
        return Braces("", (), "no issue is named", 0)
    issue, at = name_of(found[1]), found.end()
    answers: list[Answer] = []
    sign = SIGN.match(inside, at)
    if sign is not None and sign[1] == ":":
        while sign is not None and sign[1] in ":;":
            answer, at, wrong = _answer(inside, sign.end())
            if wrong:
                return Braces(issue, tuple(answers), wrong, at)
            answers.append(answer)
            sign = SIGN.match(inside, at)
    if inside[at:].strip():
        return Braces(issue, tuple(answers), f"{inside[at:].strip()[:40]!r} is not understood", at)
    return Braces(issue, tuple(answers))


def _answer(inside: str, at: int) -> tuple[Answer, int, str]:
    found = NAMED.match(inside, at)
    if found is None:
        return Answer("", ()), at, "no option is named"
    option, at = name_of(found[1]), found.end()
    holds: list[Hold] = []
    by = BY.match(inside, at)
    if by is not None:
        at = by.end()
        while True:
            party = NAMED.match(inside, at)
            if party is None:
                return Answer(option, ()), at, "no party is named after 'by'"
            holds.append(Hold(name_of(party[1])))
            at = party.end()
            sign = SIGN.match(inside, at)
            if sign is None or sign[1] != ",":
                break
            at = sign.end()
    return Answer(option, tuple(holds)), at, ""


@dataclass
class Inline:
    """A reader of one stretch of source; problems and the places of brackets go to its owner."""

    source: str
    report: Callable[[int, str, str], None]
    seen: Callable[[str, int], None]
    depth: int = field(default=0)

    def read(self) -> Content:
        """The content of the whole source."""
        pieces: list[Piece] = []
        at = 0
        while at < len(self.source):
            found, at = self.stretch(at, "")
            pieces += found
            if at < len(self.source):  # a bracket closed that was not opened
                self.report(at, "']' without '['", "a backslash before a bracket that is no bracket of the text")
                at += 1
        return content(pieces)

    def stretch(self, at: int, ends: str) -> tuple[list[Piece], int]:
        """Pieces from `at` to the first of `ends` (or `]`) outside of inner brackets, and where that stands."""
        pieces: list[Piece] = []
        source = self.source
        while True:
            found = SPECIAL.search(source, at)
            stop = found.start() if found else len(source)
            if stop > at:
                pieces.append(Words(source[at:stop]))
            if found is None:
                return pieces, stop
            sign = found[0]
            if sign == "\\":
                pieces.append(Words(source[stop + 1 : stop + 2] or "\\"))
                at = stop + 2
            elif sign == "[":
                inner, at = self.bracket(stop)
                pieces += inner
            elif sign == "]" or sign in ends:
                return pieces, stop
            else:
                pieces.append(Words(sign))
                at = stop + 1

    def bracket(self, start: int) -> tuple[list[Piece], int]:
        """What a bracket from `start` says, and where it ends."""
        self.depth += 1
        if self.depth > MOST_NESTED:
            self.report(start, f"brackets nested deeper than {MOST_NESTED}", f"at most {MOST_NESTED}")
            return [], len(self.source)
        sides: list[list[Piece]] = []
        at = start
        while True:
            side, at = self.stretch(at + 1, "|")
            sides.append(side)
            if at >= len(self.source):
                self.report(start, "'[' is not closed", "']', or a backslash before a bracket that is no bracket of the text")
                self.depth -= 1
                return [Words("["), *side], at
            if self.source[at] == "]":
                break
        self.depth -= 1
        return self.closed(start, at + 1, sides)

    def closed(self, start: int, at: int, sides: list[list[Piece]]) -> tuple[list[Piece], int]:
        """The pieces of a bracket whose sides are read: by what follows it, and what stands in it."""
        follows = self.source[at : at + 1]
        if follows == "{":
            return self.braced(start, at, sides)
        target = TARGET.match(self.source, at) if follows == "(" else None
        if target is not None:
            return [Reference(target[1])], target.end()
        alone = "".join(piece.text for piece in sides[0] if isinstance(piece, Words)) if len(sides) == 1 else ""
        if mark := MARK.fullmatch(alone):
            return [NoteMark(mark[1])], at
        plain: list[Piece] = [Words("[")]
        for i, side in enumerate(sides):
            plain += [Words("|"), *side] if i else side
        return [*plain, Words("]")], at

    def braced(self, start: int, at: int, sides: list[list[Piece]]) -> tuple[list[Piece], int]:
        """A bracket of an issue, or the place of a number."""
        end = closing(self.source, at)
        if end < 0:
            self.report(at, "'{' is not closed", BRACKET_FORM)
            return [], len(self.source)
        braces = read_braces(self.source[at + 1 : end])
        wordings = [content(side) for side in sides]
        number = self.source[start:at].replace(" ", "") == "[#]"
        if braces.wrong:
            self.report(at + 1 + braces.at, braces.wrong, NUMBER_FORM if number else BRACKET_FORM)
            return [], end + 1
        self.seen(braces.issue, start)
        if number:
            return [Amount(braces.issue, tuple(Held(one.option, one.holds) for one in braces.answers))], end + 1
        if len(wordings) != len(braces.answers):
            said = f"{len(wordings)} wordings and {len(braces.answers)} options of {braces.issue!r}"
            self.report(start, said, f"an option for each wording, in their order: {BRACKET_FORM}")
            return [], end + 1
        variants = (Variant(answer.option, wording, answer.holds) for wording, answer in zip(wordings, braces.answers, strict=True))
        return [Bracket(braces.issue, tuple(variants))], end + 1


BRACE_END = re.compile(rf"{QUOTED}|\}}")


def closing(source: str, at: int) -> int:
    """Where the brace that opens at `at` closes, names in quotes passed over; -1 where it does not."""
    for found in BRACE_END.finditer(source, at + 1):
        if found[0] == "}":
            return found.start()
    return -1
