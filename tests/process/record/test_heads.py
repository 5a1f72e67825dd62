"""Heads: their text, their words, and notes of which every byte counts."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.process.record.heads import CASE, Head, NoteError, checked, key_id, key_words, parse, signed, words
from process.record.building import SESSION, holds, note, private, public, verifier

KEY = private()
HEAD = Head(SESSION, "north", 17, hashlib.sha256(b"root").digest())
NOTE = note(HEAD, KEY)

# From the paper, arXiv:0901.4016, section 4.
PROQUINTS = {
    "127.0.0.1": "lusab-babad",
    "63.84.220.193": "gutih-tugad",
    "63.118.7.35": "gutuk-bisog",
    "140.98.193.141": "mudof-sakat",
    "64.255.6.200": "haguz-biram",
    "128.30.52.45": "mabiv-gibot",
    "147.67.119.2": "natag-lisaf",
    "212.58.253.68": "tibup-zujah",
    "216.35.68.215": "tobog-higil",
    "216.68.232.21": "todah-vobij",
    "198.81.129.136": "sinid-makam",
    "12.110.110.204": "budov-kuras",
}


@pytest.mark.parametrize(("address", "said"), PROQUINTS.items())
def test_words_are_those_of_the_paper(address: str, said: str) -> None:
    """Its twelve examples."""
    assert words(bytes(map(int, address.split(".")))) == said


@given(st.binary(max_size=300))
def test_both_say_the_same_words(data: bytes) -> None:
    """Eight of five letters, of 128 bits of the hash."""
    said = words(hashlib.sha256(data).digest()[:16])
    assert verifier().words(data) == said == key_words(data)
    assert [len(each) for each in said.split("-")] == [5] * 8


def test_words_are_read_back() -> None:
    """Every one of the 65,536 words stands for one pair of bytes."""
    assert len({words(n.to_bytes(2, "big")) for n in range(65_536)}) == 65_536


def test_a_head_has_one_text() -> None:
    """Origin, size and root, a line each."""
    assert HEAD.text == f"onetext/{SESSION}/north\n17\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\n".encode()
    assert verifier().words(HEAD.text) == HEAD.words


def test_a_note_is_the_one_of_the_specification() -> None:
    """Text, empty line, name and signature; the key id is the hash of name, newline, algorithm and key."""
    lines = NOTE.split("\n")
    assert lines[3] == "" and lines[4].startswith(f"— onetext/{SESSION} ") and lines[5:] == [""]
    assert key_id(SESSION, public(KEY)) == hashlib.sha256(f"onetext/{SESSION}\n\x01".encode() + public(KEY)).digest()[:4]
    assert parse(NOTE)[0] == HEAD
    assert checked(NOTE, public(KEY), holds) == HEAD


def both(text: str, key: bytes = public(KEY)) -> str:
    """What both say of a note: the kind of fault, or nothing."""
    try:
        one = "" if checked(text, key, holds) else "?"
    except NoteError as wrong:
        one = wrong.kind
    other = verifier().head_of(text, key, SESSION, ("north", "*"))
    assert one == (other[0] if isinstance(other, tuple) else "")
    return one


def test_every_bit_of_a_note_counts() -> None:
    """One flipped at each place is a fault of the note or of its signature."""
    data = NOTE.encode()
    for at in range(len(data)):
        for bit in range(8):
            changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
            try:
                text = changed.decode()
            except UnicodeDecodeError:
                continue
            assert both(text) in ("note", "signature")


@pytest.mark.parametrize(
    "changed",
    [
        "",
        NOTE[:-1],
        NOTE + "\n",
        "\n" + NOTE,
        NOTE + NOTE,
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("\n17\n", "\n017\n"),
        NOTE.replace("\n17\n", "\n-17\n"),
        NOTE.replace("\n17\n", "\n١٧\n"),
        NOTE.replace("\n17\n", "\n9007199254740992\n"),
        NOTE.replace("\n17\n", "\n" + "9" * 5000 + "\n"),
        NOTE.replace("—", "-"),
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("\n\n", "\nmore\n\n"),
        NOTE + NOTE.split("\n")[4] + "\n",
        NOTE.replace("north", "nor\x1bth"),
        NOTE.replace("north", "n" * 201),
        NOTE.replace("/north", "/"),
        NOTE.replace(f"— onetext/{SESSION}", f"— onetext/{'0' * 32}"),
        NOTE.replace("=", "", 1),
    ],
)
def test_what_is_no_note_is_refused(changed: str) -> None:
    """Each before its signature is looked at."""
    assert both(changed) == "note"


def test_a_base64_text_with_loose_bits_is_no_note() -> None:
    """The last letter before the sign of filling carries two bits that stand for nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    at = NOTE.index("=") - 1
    loose = NOTE[:at] + alphabet[alphabet.index(NOTE[at]) | 1] + NOTE[at + 1 :]
    assert loose != NOTE
    assert both(loose) == "note"


def test_another_key_is_told_from_a_bad_signature() -> None:
    """By the key id, which is signed by nobody; so both are faults of the signature."""
    other = private("other")
    with pytest.raises(NoteError, match="signed by another key"):
        checked(note(HEAD, other), public(KEY), holds)
    with pytest.raises(NoteError, match="was changed, or made without the key"):
        checked(signed(HEAD, public(KEY), other.sign), public(KEY), holds)
    assert both(note(HEAD, other)) == both(signed(HEAD, public(KEY), other.sign)) == "signature"


def test_a_head_of_the_case_is_no_head_of_a_stream() -> None:
    """Its text says which it is of, so that it is another one."""
    assert replace(HEAD, stream=CASE).words != HEAD.words


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"session": "x"}, "32 hexadecimal digits, not 'x'"),
        ({"session": SESSION.upper()}, "32 hexadecimal digits"),
        ({"stream": ""}, "one line of at most 200"),
        ({"stream": "a\nb"}, "one line of at most 200"),
        ({"stream": "a\x9b31m"}, "one line of at most 200"),
        ({"stream": "\ud800"}, "one line of at most 200"),
        ({"size": -1}, "size from 0 to"),
        ({"size": 2**53}, "size from 0 to"),
        ({"root": b""}, "root of 32 bytes, not 17 and 0"),
    ],
)
def test_a_head_that_cannot_be_is_refused(change: dict[str, object], message: str) -> None:
    """When it is made."""
    with pytest.raises(ValueError, match=message):
        replace(HEAD, **change)  # type: ignore[arg-type]


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=200),
    st.integers(0, 2**53 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_whatever_is_signed_is_read_back(stream: str, size: int, root: bytes) -> None:
    """By both."""
    head = Head(SESSION, stream, size, root)
    assert checked(note(head, KEY), public(KEY), holds) == head
    other = verifier().head_of(note(head, KEY), public(KEY), SESSION, (stream,))
    assert (other.stream, other.size, other.root) == (stream, size, root)
