"""Texts of our own with what is said in them marked in place, and how proposals are scored against such marks.

A mark is `⟦kind|speaker|day⟧...⟦/⟧`: kind q (quotation, with its quotation marks), i (indirect), b, t, p (block, turn, post) or n (in
quotation marks, and said by nobody).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onetext.evidence.proposals import Proposal

TEXTS = Path(__file__).parent / "texts"
MARK = re.compile(r"⟦(?P<kind>[qibtpn])(?:\|(?P<who>[^|⟧]*))?(?:\|(?P<day>[^⟧]*))?⟧|⟦/⟧")
QUOTES = '“”„«»‘’‚"‹› '
KINDS = {"quoted": "q", "indirect": "i", "block": "b", "turn": "t", "post": "p"}


@dataclass(frozen=True)
class Gold:
    """What is said in a text, by hand."""

    kind: str
    start: int
    end: int
    text: str
    who: str = ""
    day: str = ""


def marked(path: Path) -> tuple[str, list[Gold]]:
    """A text without its marks, and what they say."""
    source, text, at, opened, found = path.read_text("utf-8"), "", 0, [], []
    for match in MARK.finditer(source):
        text += source[at : match.start()]
        at = match.end()
        if match["kind"]:
            opened.append((match, len(text)))
            continue
        begin, start = opened.pop()
        end = len(text)
        if begin["kind"] in "qn":
            while text[start] in QUOTES:
                start += 1
            while text[end - 1] in QUOTES:
                end -= 1
        found.append(Gold(begin["kind"], start, end, text[start:end], begin["who"] or "", begin["day"] or ""))
    return text + source[at:], found


def overlap(one: Gold, other: Proposal) -> float:
    """Intersection over union."""
    both = max(0, min(one.end, other.end) - max(one.start, other.start))
    return both / (max(one.end, other.end) - min(one.start, other.start))


def same(gold: str, speaker: str) -> bool:
    """Whether a speaker is the one of the gold: the same words, or the same last name."""
    left, right = (re.sub(r"[^\w ]", "", name).lower().split() for name in (gold, speaker))
    return bool(left and right) and (left == right or left[-1] == right[-1] or " ".join(left) in " ".join(right))


@dataclass(frozen=True)
class Score:
    """How many were to be found, were proposed, and agree; which were missed, which were wrong."""

    gold: int
    proposed: int
    right: int
    missed: tuple[Gold, ...]
    wrong: tuple[Proposal, ...]

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def told(self, kinds: str) -> str:
        """The figures in words."""
        return (
            f"{NAMED[kinds]}: {self.right} of {self.gold} found, {self.proposed} proposed; precision {self.precision:.3f}, F1 {self.f1:.3f}"
        )


NAMED = {"q": "quotations", "btp": "blocks, turns and posts", "i": "indirect statements"}
LEAST_FOUND = {"q": (0.95, 0.98), "btp": (0.95, 0.95), "i": (0.85, 0.85)}
"""F1 and precision that are promised."""
LEAST = {"q": 0.8, "i": 0.5, "b": 0.7, "t": 0.7, "p": 0.7}


def scored(gold: Sequence[Gold], proposals: Iterable[Proposal], kinds: str) -> Score:
    """One to one, by place and speaker."""
    wanted = [one for one in gold if one.kind in kinds]
    mine = [one for one in proposals if KINDS.get(one.kind, "") and KINDS[one.kind] in kinds]
    free, missed = list(mine), []
    for one in wanted:
        near = [other for other in free if overlap(one, other) >= LEAST[one.kind] and same(one.who, other.speaker)]
        if near:
            free.remove(max(near, key=lambda other: overlap(one, other)))
        else:
            missed.append(one)
    return Score(len(wanted), len(mine), len(wanted) - len(missed), tuple(missed), tuple(free))


def summed(scores: Iterable[Score]) -> Score:
    """Several texts as one."""
    every = list(scores)
    return Score(
        sum(one.gold for one in every),
        sum(one.proposed for one in every),
        sum(one.right for one in every),
        tuple(miss for one in every for miss in one.missed),
        tuple(wrong for one in every for wrong in one.wrong),
    )
