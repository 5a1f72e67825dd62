"""What is proposed: a stretch of text that somebody is said to have said, by which rule, and how safe that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.model import shown
from onetext.model.shown import Shape

Kind = Literal["quoted", "block", "turn", "post", "bracket", "indirect"]
Tier = Literal["A", "B", "C"]
"""A: span and speaker are safe enough to be confirmed in bulk; B: look at the speaker; C: look at both."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the document with its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """When something was said, in EDTF; `status`: `explicit` in the text, `resolved` from a weekday or the like, `unknown`."""

    edtf: str | None = None
    status: str = "unknown"
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed statement. `mention`: where the text names the speaker, `cue`: the words that report; `chain`: from the speaker to
    the document; `party` and `issues` are guesses from the case, "" and none without one."""

    id: str
    start: int
    end: int
    text: str
    kind: Kind
    speaker: str
    mention: Mark | None
    cue: Mark | None
    chain: tuple[str, ...]
    channel: str
    addressee: str
    date: Said
    party: str
    issues: tuple[str, ...]
    loaded: tuple[Mark, ...]
    rule: str
    tier: Tier
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The document that was read: its name, its text as it is stored, to which offsets refer, the digest of that and its length in
    code points, its date in EDTF ("" where unknown) and how that is known, and who brings it."""

    name: str
    digest: str
    characters: int
    date: str
    date_basis: str
    outlet: str
    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """A document and the statements proposed from it, in the order of their places; `loaded`: all evaluative wording in it, also where
    nobody is said to have said anything."""

    document: Source
    proposals: tuple[Proposal, ...]
    loaded: tuple[Mark, ...] = ()

    SHAPE = Shape("onetext/read/1", rows="proposals")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_
