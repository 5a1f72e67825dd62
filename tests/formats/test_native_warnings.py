"""What `check` warns of: each kind of thing left unsaid, with what follows, at its place."""

from __future__ import annotations

import pytest

from conftest import SHARED
from onetext.formats import native
from onetext.model.warnings import warnings

QUIET = """\
onetext: 1
parties:
  a: {name: A}
  b: {name: B, kind: holder}
  c: {kind: bloc, members: {d: {}}}
issues:
  line: {options: {hold: H, pull: P}}
  fee: {from: 0, to: 3}
links:
  - {id: x, never: {line: hold, fee: 3}, why: Because}
consents:
  - {who: b, on: {fee: 3}}
positions:
  a: {reservation: {worth: 3, from: answer}, worth: {line: {hold: {worth: 1, from: answer}, pull: {worth: 2, from: answer}}, fee: indifferent}}
  b: {red_lines: [{id: y, never: {fee: 2}, from: answer}]}
  d: {view: {line: {hold: wants}}}
"""
EXPECTED = {
    ("hold: {worth: 1, from: answer}, ", ""): (
        "14:46: worths that 'a' does not say: line (hold); each counts as 0 and is shown as not said",
    ),
    (", fee: indifferent", ""): ("14:46: worths that 'a' does not say: fee; each counts as 0 and is shown as not said",),
    ("  d: {view: {line: {hold: wants}}}\n", ""): (
        "5:29: 'd' is silent: no figure, red line, view or reply of it is known; every verdict that needs it is at most 'depends'",
    ),
    ("view: {line: {hold: wants}}", "order: {line: [hold, pull]}"): (
        "16:3: 'd' is silent: no figure, red line, view or reply of it is known; every verdict that needs it is at most 'depends'",
    ),
    (", why: Because", ""): ("10:5: link 'x' has no why; where it is in the way, the brief cannot say why it holds",),
    ("consents:\n  - {who: b, on: {fee: 3}}\n", ""): ("4:3: no line of consents names the holder 'b'; its consent is never needed",),
    ("kind: bloc,", "kind: [bloc, ratifier],"): ("5:3: no line of consents names the ratifier 'c'; its consent is never needed",),
    ("{worth: 3, from: answer}", "3"): ("14:3: no evidence for the reservation value of 'a'; what rests on it rests on a guess",),
    ("{worth: 2, from: answer}", "2"): ("14:3: no evidence for the worths of 'a'; what rests on it rests on a guess",),
    ("fee: indifferent}}", "fee: indifferent}, terms: [{when: {}, worth: 1}]}"): (
        "14:3: no evidence for the terms of 'a'; what rests on it rests on a guess",
    ),
    ("{fee: 2}, from: answer", "{fee: 2}"): ("15:3: no evidence for the red lines of 'b'; what rests on it rests on a guess",),
    (", why: Because}\n", ", why: Because, soften: {a: 1}}\nproposals: {p: {package: {line: hold, fee: 3}}}\nreplies: [{who: a, to: p, says: if}]\n"): (
        "12:24: 'a' replies 'if' to 'p', which breaks the link 'x' (and 10:5); no package that all accept can be that proposal; "
        "what the reply says of others counts",
    ),
    (", why: Because}\n", ", why: Because, kind: law}\nproposals: {p: {package: {line: hold, fee: 3}}}\nreplies: [{who: a, to: p, says: 'no'}]\n"): (
        "12:24: 'a' replies 'no' to 'p', which breaks the link 'x' (and 10:5); no package that all accept can be that proposal; "
        "what the reply says of others counts",
    ),
    (", why: Because}\n", ", why: Because, kind: law}\nproposals: {p: {package: {line: hold, fee: 3}}}\nreplies: [{who: a, to: p, says: silent}]\n"): (),
}  # fmt: skip


def found(text: str) -> tuple[str, ...]:
    files = {"case.yaml": text.encode()}
    return tuple(str(problem).removeprefix("case.yaml:") for problem in native.placed(files, warnings(native.read(files))))


def test_a_case_that_says_all_is_not_warned_of() -> None:
    """Sealed answers need no statement; a view is enough not to be silent."""
    assert found(QUIET) == ()


@pytest.mark.parametrize("change", EXPECTED, ids=lambda change: change[0].strip()[:20])
def test_each_thing_left_unsaid_is_warned_of(change: tuple[str, str]) -> None:
    """One line for each party or link, at its place, with what follows."""
    assert change[0] in QUIET
    assert found(QUIET.replace(*change)) == EXPECTED[change]


def test_many_are_listed_in_a_line() -> None:
    """The whole of strait.yaml: one line a party and kind of thing, however many figures there are."""
    lines = found((SHARED / "cases" / "native" / "strait.yaml").read_text(encoding="utf-8"))
    bare = "the reservation value, the worths, the terms, the red lines"
    assert [line for line in lines if line.endswith(f"no evidence for {bare} of 'north'; what rests on it rests on a guess")]
    assert len(lines) == 13
