"""The page on which proposed statements are reviewed: the document with each in its place, a note beside it, the keyboard for all.

One file, no request. The page may run its own script and nothing else, named by its hash; what is decided is saved as a file.
"""

from __future__ import annotations

import itertools
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

CSP = "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
TIERS = {"A": "words and speaker are safe", "B": "look at the speaker", "C": "look at words and speaker"}
KINDS = {
    "quoted": "quotation",
    "block": "block",
    "turn": "turn of an interview",
    "post": "post",
    "bracket": "editor’s note",
    "indirect": "told in other words",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the document of which the same proposals hold, and whether its words are marked as evaluative."""

    text: str
    ids: tuple[str, ...]
    first: tuple[str, ...]
    loaded: bool


def to_html(read: Mapping[str, Any]) -> str:
    """The page as text, to be written as UTF-8; `read` as `onetext read --json` prints it."""
    css, script = _file("review.css"), _file("review.js")
    environment = Environment(
        loader=PackageLoader("onetext.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    paragraphs = _paragraphs(read)
    return environment.get_template("review.html").render(
        document=read["document"],
        paragraphs=paragraphs,
        proposals={one["id"]: one for one in read["proposals"]},
        csp=CSP.format(_hash(css), _hash(script)),
        css=css,
        script=script,
        kinds=KINDS,
        tiers=TIERS,
        digest=json.dumps(read["document"]["digest"]),
    )


def _file(name: str) -> str:
    return files("onetext.report").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _paragraphs(read: Mapping[str, Any]) -> list[list[Run]]:
    """The document as paragraphs of runs."""
    text, proposals, words = read["document"]["text"], read["proposals"], read["loaded"]
    lines, at, found = text.split("\n"), 0, []
    for line in lines:
        if line.strip():
            found.append(runs(text, at, at + len(line), proposals, words))
        at += len(line) + 1
    return found


def runs(text: str, start: int, end: int, proposals: Sequence[Mapping[str, Any]], words: Sequence[Mapping[str, Any]]) -> list[Run]:
    """A stretch of text cut wherever a proposal or an evaluative word begins or ends."""
    near = [one for one in proposals if one["start"] < end and start < one["end"]]
    marks = [one for one in words if one["start"] < end and start < one["end"]]
    cuts = sorted({start, end, *(edge for one in (*near, *marks) for edge in (one["start"], one["end"]) if start < edge < end)})
    made = []
    for low, high in itertools.pairwise(cuts):
        ids = tuple(one["id"] for one in near if one["start"] <= low and high <= one["end"])
        first = tuple(one["id"] for one in near if max(one["start"], start) == low)
        made.append(Run(text[low:high], ids, first, any(one["start"] <= low and high <= one["end"] for one in marks)))
    return made
