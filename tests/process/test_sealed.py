"""Sealed content: every way out but one is shut, and the one is noted first."""

from __future__ import annotations

import ast
import copy
import dataclasses
import hashlib
import inspect
import json
import logging
import marshal
import pickle
import pprint
import reprlib
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.errors import Damaged, UsageError
from onetext.model.canonical import plain
from onetext.process.record.commitments import BLOCK as STEP
from onetext.process.record.commitments import commitment as commitment_of
from onetext.process.record.commitments import plaintext
from onetext.process.sealed import Sealed, ciphertext_of, fresh, kept, open_sealed

CANARY = secrets.token_hex(16)
SALT = bytes.fromhex("ab" * 32)
DIGITS = SALT.hex()
SLOT = {"session": "0" * 32, "party": "north", "n": 3}
PLAINTEXT = plaintext(SLOT, SALT, {"line": CANARY})
FRESH: Sealed[dict[str, str]] = fresh(PLAINTEXT)
KEPT: Sealed[dict[str, str]] = kept(FRESH.commitment, PLAINTEXT[::-1])
SAME: Sealed[dict[str, str]] = fresh(PLAINTEXT)


def backwards(ciphertext: bytes) -> bytes:
    """A key that opens what was sealed by turning it round."""
    return ciphertext[::-1]


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """Something that holds sealed content, as events do."""

    party: str
    content: Sealed[dict[str, str]]


REFUSED: dict[str, Callable[[Any], object]] = {
    "str": str,
    "format": lambda one: format(one, ">20"),
    "f-string": lambda one: f"{one}",
    "percent": lambda one: "%s" % one,  # noqa: UP031
    "join": "".join,
    "equal": lambda one: one == SAME,
    "equal to itself": lambda one: one == one,
    "unequal": lambda one: one != SAME,
    "equal to anything": lambda one: one == 3,
    "less": lambda one: one < SAME,
    "in a list": lambda one: one in [SAME],
    "hash": hash,
    "in a set": lambda one: {one},
    "in a mapping": lambda one: {one: 1},
    "truth": bool,
    "not": lambda one: not one,
    "bytes": bytes,
    "length": len,
    "iterated": list,
    "indexed": lambda one: one[0],
    "int": int,
    "pickle": pickle.dumps,
    "pickle, each protocol": lambda one: [pickle.dumps(one, protocol) for protocol in range(6)],
    "reduce": lambda one: one.__reduce__(),
    "reduce_ex": lambda one: one.__reduce_ex__(4),
    "state": lambda one: one.__getstate__(),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "json": json.dumps,
    "json by default": lambda one: json.dumps(one, default=str),
    "json by vars": lambda one: json.dumps(one, default=vars),
    "plain": plain,
    "marshal": lambda one: marshal.dumps([one]) and None,
    "asdict": dataclasses.asdict,
    "astuple": dataclasses.astuple,
    "replace": lambda one: dataclasses.replace(one, commitment="0" * 64),
    "vars": vars,
    "dict": dict,
    "changed": lambda one: setattr(one, "commitment", "0" * 64),
    "extended": lambda one: setattr(one, "more", 1),
    "deleted": lambda one: delattr(one, "commitment"),
    "asdict of its event": lambda one: dataclasses.asdict(Event("north", one)),
    "astuple of its event": lambda one: dataclasses.astuple(Event("north", one)),
    "its event as text": lambda one: json.dumps(plain(Event("north", one))),
    "pickle of its event": lambda one: pickle.dumps(Event("north", one)),
    "deepcopy of its event": lambda one: copy.deepcopy(Event("north", one)),
    "hash of its event": lambda one: hash(Event("north", one)),
    "its event compared": lambda one: Event("north", one) == Event("north", SAME),
}
"""Ways out that are refused."""

SHOWN: dict[str, Callable[[Any], object]] = {
    "repr": repr,
    "ascii": ascii,
    "repr in a text": lambda one: f"{one!r}",
    "repr of its event": lambda one: repr(Event("north", one)),
    "event in a text": lambda one: f"{Event('north', one)}",
    "in a list": lambda one: str([one]),
    "printed nicely": pprint.pformat,
    "shortened": reprlib.repr,
    "members": lambda one: repr(inspect.getmembers(one)),
    "dir": dir,
    "replaced in its event": lambda one: repr(dataclasses.replace(Event("north", one), party="south")),
    "slots": lambda one: repr([getattr(one, name) for name in type(one).__slots__]),
    "syntax": lambda one: ast.dump(ast.Constant(one)),
    "annotated": lambda one: repr(Sealed[str]),
}
"""Ways to show it that go well, and show nothing of the content."""


@pytest.mark.parametrize("content", [FRESH, KEPT], ids=["fresh", "kept"])
@pytest.mark.parametrize("way", REFUSED)
def test_this_way_out_is_refused(way: str, content: Sealed[dict[str, str]]) -> None:
    """With a TypeError, or a ValueError of marshal, that does not hold the content."""
    with pytest.raises((TypeError, ValueError)) as refused:
        REFUSED[way](content)
    assert isinstance(refused.value, TypeError) or way == "marshal"
    assert CANARY not in repr(refused.value)


@pytest.mark.parametrize("way", ["str", "format", "f-string", "equal", "unequal", "hash", "pickle", "copy", "deepcopy", "truth", "changed"])
def test_the_refusal_says_why(way: str) -> None:
    """And where to go."""
    with pytest.raises(TypeError, match=r"sealed content is not .*; open it by open_sealed, which notes who reads it and why"):
        REFUSED[way](FRESH)


@pytest.mark.parametrize("content", [FRESH, KEPT], ids=["fresh", "kept"])
@pytest.mark.parametrize("way", SHOWN)
def test_what_is_shown_holds_no_content(way: str, content: Sealed[dict[str, str]]) -> None:
    """Neither as it is nor turned round, as the test's own cipher has it; nor the salt."""
    shown = str(SHOWN[way](content))
    assert not [one for one in (CANARY, CANARY[::-1], DIGITS, CANARY.encode().hex()) if one in shown]


def test_it_shows_itself_as_sealed_and_not_by_its_commitment() -> None:
    """A commitment in a sentence for another party would say that there is an answer."""
    assert repr(FRESH) == repr(KEPT) == "<sealed>"


def test_a_log_line_holds_no_content(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    """Whatever the place it is put into."""
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").info("read %r", FRESH)
    assert caplog.messages == ["read <sealed>"]
    assert CANARY not in "".join(capsys.readouterr())


def opening(content: Sealed[Any], **changed: Any) -> Any:
    """Open with what fits, unless changed."""
    fits: dict[str, Any] = {"context": SLOT, "key": backwards, "reason": "to compute the zone", "note": lambda *_: None}
    return open_sealed(content, **{**fits, **changed})


@pytest.mark.parametrize("content", [FRESH, KEPT], ids=["fresh", "kept"])
def test_it_opens_for_a_reason_that_is_noted_first(content: Sealed[dict[str, str]]) -> None:
    """Also where it then does not open."""
    noted: list[tuple[str, str]] = []
    assert opening(content, note=lambda *seen: noted.append(seen)) == {"line": CANARY}
    with pytest.raises(Damaged):
        opening(content, context={}, note=lambda *seen: noted.append(seen))
    assert noted == [(FRESH.commitment, "to compute the zone")] * 2


def test_what_cannot_be_noted_is_not_read() -> None:
    """The log of readings is full: the key is not even asked."""
    asked: list[bytes] = []

    def full(commitment: str, reason: str) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        opening(KEPT, note=full, key=lambda ciphertext: asked.append(ciphertext) or b"")
    for reason in ("", "  \n"):
        with pytest.raises(UsageError, match="for a reason"):
            opening(KEPT, reason=reason, key=lambda ciphertext: asked.append(ciphertext) or b"")
    assert asked == []


@pytest.mark.parametrize(
    "context",
    [{}, {**SLOT, "n": 4}, {**SLOT, "n": True}, {**SLOT, "party": "south"}, {**SLOT, "more": ""}, {"session": "0" * 32, "party": "north"}],
)
def test_an_answer_in_another_slot_does_not_open(context: dict[str, Any]) -> None:
    """Age has no associated data; the context inside is what stops a replay."""
    with pytest.raises(Damaged, match="for another place in the record"):
        opening(FRESH, context=context)
    one: Sealed[str] = fresh(plaintext({**SLOT, "n": 1}, SALT, "x"))
    with pytest.raises(Damaged, match="for another place in the record"):
        opening(one, context={**SLOT, "n": True})


@pytest.mark.parametrize("key", [lambda ciphertext: ciphertext, lambda ciphertext: b"", lambda ciphertext: PLAINTEXT + b" " * STEP])
def test_other_content_under_the_same_commitment_is_seen(key: Callable[[bytes], bytes]) -> None:
    """Whatever a key gives."""
    with pytest.raises(Damaged, match="not what the record names"):
        opening(KEPT, key=key)


@pytest.mark.parametrize(
    "plaintext",
    [
        b"", b"\xff", b"null", b"[]", b"{}", b"[" * 100_000, PLAINTEXT.rstrip(), PLAINTEXT + b" ", PLAINTEXT + b" " * STEP, b" " + PLAINTEXT[:-1],
        json.dumps({"context": SLOT, "salt": DIGITS, "value": 1}).encode().ljust(STEP),
        json.dumps({"context": SLOT, "salt": "ab", "value": 1}, separators=(",", ":"), sort_keys=True).encode().ljust(STEP),
        json.dumps({"context": SLOT, "salt": DIGITS, "value": 1, "x": 1}, separators=(",", ":"), sort_keys=True).encode().ljust(STEP),
        json.dumps({"context": [], "salt": DIGITS, "value": 1}, separators=(",", ":"), sort_keys=True).encode().ljust(STEP),
    ],
)  # fmt: skip
def test_content_of_another_form_is_refused(plaintext: bytes) -> None:
    """One value has one plaintext, padded one way: else its length or its order of keys could carry a mark."""
    with pytest.raises(Damaged, match="has not the form"):
        opening(fresh(plaintext))


def test_the_commitment_is_the_documented_one() -> None:
    """By hand; and a commitment of another form is none."""
    assert commitment_of(PLAINTEXT) == hashlib.sha256(b"onetext/sealed/1\n" + PLAINTEXT).hexdigest() == FRESH.commitment
    for bad in ("", "AB" * 32, "ab" * 31):
        with pytest.raises(UsageError, match="64 hexadecimal digits"):
            kept(bad, b"x")


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=8,
)


@given(values, st.binary(min_size=32, max_size=32))
def test_every_value_comes_back(value: Any, salt: bytes) -> None:
    """By the same bytes, whose number is a multiple of 256."""
    made = plaintext(SLOT, salt, value)
    assert len(made) % STEP == 0
    assert opening(fresh(made)) == value
    again: Sealed[Any] = kept(commitment_of(made), ciphertext_of(fresh(made), backwards))
    assert opening(again) == value
    assert ciphertext_of(again, lambda clear: pytest.fail("sealed twice")) == made[::-1]


def test_short_answers_have_one_length() -> None:
    """A yes is as long as a no, and as a line with its reason."""
    assert {len(plaintext(SLOT, SALT, value)) for value in (True, False, None, "no", {"line": "41 1/2", "why": "the river"})} == {STEP}
