"""Sealed payloads: padded, salted, committed to, and opened only as what they are."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.process.record import strict
from onetext.process.record.commitments import OpeningError, commitment, opened, parts, plaintext
from process.record.building import SESSION, salt

CONTEXT: dict[str, strict.Plain] = {"session": SESSION, "by": "north", "question": 4, "draft": 2}
SALT = salt("one")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(exclude_categories=("Cs",)), max_size=80),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_sealed_is_opened(value: strict.Plain) -> None:
    """Any value, in full blocks, and the commitment is the hash of tag and text."""
    text = plaintext(CONTEXT, SALT, value)
    assert len(text) % 256 == 0
    assert len(text) - len(text.rstrip(b" ")) < 256
    assert commitment(text) == hashlib.sha256(b"onetext/sealed/1\n" + text).hexdigest()
    assert opened(text, commitment(text), CONTEXT) == value
    assert json.loads(text) == {"context": CONTEXT, "salt": SALT.hex(), "value": value}


def test_answers_of_unlike_length_look_alike() -> None:
    """Yes and no, and a page of reasons up to the block."""
    assert len(plaintext(CONTEXT, SALT, "no")) == len(plaintext(CONTEXT, SALT, "yes, " * 6)) == 256


def test_a_text_that_fills_its_block_gets_no_further_one() -> None:
    """The next multiple is the text's own length then."""
    bare = len(plaintext(CONTEXT, SALT, "").rstrip(b" "))
    assert [len(plaintext(CONTEXT, SALT, "x" * (256 - bare + more))) for more in (-1, 0, 1)] == [256, 256, 512]


def test_a_salt_makes_equal_answers_unlike() -> None:
    """So that nobody can try both."""
    assert commitment(plaintext(CONTEXT, SALT, "no")) != commitment(plaintext(CONTEXT, salt("two"), "no"))


@pytest.mark.parametrize("name", CONTEXT)
def test_a_text_of_another_context_is_not_opened(name: str) -> None:
    """An old answer in another place, another question, of somebody else: whatever differs."""
    text = plaintext({**CONTEXT, name: "other"}, SALT, "no")
    with pytest.raises(OpeningError, match=r"was sealed for .*other.*, not for") as caught:
        opened(text, commitment(text), CONTEXT)
    assert caught.value.kind == "context"
    with pytest.raises(OpeningError, match="was sealed for"):
        opened(text, commitment(text), {})


def test_each_bit_counts() -> None:
    """A flipped one is not what was committed to."""
    text = plaintext(CONTEXT, SALT, "no")
    for at in range(len(text)):
        changed = text[:at] + bytes([text[at] ^ 1 << at % 8]) + text[at + 1 :]
        with pytest.raises(OpeningError, match="not the one that was committed to") as caught:
            opened(changed, commitment(text), CONTEXT)
        assert caught.value.kind == "commitment"


GOOD = plaintext(CONTEXT, SALT, "no")
BODY = GOOD.rstrip(b" ")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        BODY,
        GOOD + b" " * 256,
        b" " * 256,
        BODY + b"\n" * (256 - len(BODY)),
        (b" " + BODY).ljust(256),
        BODY.replace(b'"value":"no"', b'"value":1.5').ljust(256),
        BODY.replace(b'"value":"no"', b'"more":1,"value":"no"').ljust(256),
        BODY.replace(b'"value":"no"', b'"value":"no","value":"no"').ljust(256),
        BODY.replace(b'"salt":"', b'"salt":"0').ljust(256),
        b'{"context":[],"salt":"' + b"0" * 64 + b'","value":1}'.ljust(256 - 86),
        b"[]".ljust(256),
        b"\xff".ljust(256),
    ],
)
def test_a_text_in_another_form_is_not_opened(text: bytes) -> None:
    """Even where it is what was committed to."""
    with pytest.raises(OpeningError) as caught:
        opened(text, commitment(text), CONTEXT)
    assert caught.value.kind == "form"
    with pytest.raises(OpeningError):
        parts(text)


def test_what_cannot_be_sealed_is_refused() -> None:
    """A short salt, a float, half a character."""
    with pytest.raises(ValueError, match="a salt has 32 bytes, not 16"):
        plaintext(CONTEXT, bytes(16), "no")
    for value in (0.5, "\ud800", 2**53, {"a": float("nan")}):
        with pytest.raises(strict.NotStrict):
            plaintext(CONTEXT, SALT, value)
