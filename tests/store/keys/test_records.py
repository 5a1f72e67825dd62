"""Key records as bytes: canonical, flat, strict on reading."""

from __future__ import annotations

import json

import pytest

from onetext.errors import Damaged, NoKey, UsageError
from onetext.store.keys.records import (
    KINDS,
    SCHEMA,
    KeyRecord,
    copies,
    latest,
    parties,
    read,
    read_all,
    recipients,
    record,
    session_of,
    vouched,
)  # fmt: skip
from store.keys.session import OTHER, SESSION, a_session

BORN = a_session()


def test_what_is_written_is_read() -> None:
    """The same value, the same bytes; the public half in the clear, numbers whole."""
    for one in BORN.records:
        assert read(one.written) == one
        assert read(one.written).written == one.written
        found = json.loads(one.written)
        assert (found["schema"], found["session"], found["kind"]) == (SCHEMA, SESSION, one.kind)
        assert all(type(value) in (str, int) for value in found.values())
    assert read_all(one.written for one in BORN.records) == BORN.records


def test_a_session_is_born_with_these_records() -> None:
    """The escrow, so that it covers the first answer, an identity of each, and the key that signs; nobody else has a copy of a key."""
    assert [(one.holder, one.kind) for one in BORN.records] == [
        ("escrow", "escrow"),
        ("mediator", "identity"), ("north", "identity"), ("south", "identity"),
        ("signing", "signing"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "onetext/key_record/2"}, "of schema"),
        ({"session": "x"}, "32 hexadecimal digits"),
        ({"session": SESSION.upper()}, "32 hexadecimal digits"),
        ({"holder": ""}, "holder with a name"),
        ({"holder": "a\u202eb"}, "holder with a name"),
        ({"holder": "\ud800"}, "holder with a name"),
        ({"holder": 3}, "int instead of text"),
        ({"kind": "password"}, "no kind of key record"),
        ({"time": 1.0}, "no such time"),
        ({"time": True}, "no such time"),
        ({"time": "1"}, "no such time"),
        ({"time": 0}, "no such time"),
        ({"memory": 2**31}, "no such memory"),
        ({"salt": "0g"}, "no such salt"),
        ({"salt": ""}, "no such salt"),
        ({"salt": "AB"}, "no such salt"),
        ({"recipient": "ssh-rsa x"}, "no such recipient"),
        ({"more": 1}, "has the fields"),
    ],
)
def test_a_record_of_another_form_is_refused(change: dict[str, object], says: str) -> None:
    """One line that says what is wrong."""
    found = {**json.loads(BORN.records[1].written), **change}
    with pytest.raises(Damaged, match=says):
        read(json.dumps(found, sort_keys=True, separators=(",", ":")).encode())


@pytest.mark.parametrize(
    "stored",
    [
        b"", b"\xff", b"null", b"[]", b"3", b"{}", b'{"schema":1}', b"[" * 100_000, b'{"session":' + b"9" * 5000 + b"}",
        BORN.records[1].written + b" ", b" " + BORN.records[1].written,
        BORN.records[1].written.replace(b'"kind"', b'"kind":"identity","kind"'),
        BORN.records[1].written.replace(b"north", b"\\u006eorth").replace(b"mediator", b"\\u006dediator"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_record_are_refused(stored: bytes) -> None:
    """Also a second writing of the same record: bytes and record are one to one."""
    with pytest.raises(Damaged, match="key record"):
        read(stored)


def test_a_record_is_valid_from_birth() -> None:
    """Missing, unknown and doubled fields."""
    with pytest.raises(UsageError, match="has the fields commitment, sealed"):
        record(SESSION, "north", "copy", commitment=b"a")
    with pytest.raises(UsageError, match="has the fields"):
        KeyRecord(SESSION, "north", "copy", (("commitment", "ab"), ("commitment", "ab"), ("sealed", "ab")))
    with pytest.raises(UsageError, match="no such sealed"):
        record(SESSION, "north", "copy", commitment=b"a", sealed=b"")


def test_records_of_two_sessions_do_not_mix() -> None:
    """And none at all are an error of their own."""
    with pytest.raises(Damaged, match="2 sessions"):
        read_all(one.written for one in (*BORN.records, a_session(OTHER).records[0]))
    with pytest.raises(NoKey, match="no key records"):
        session_of(())


def test_the_last_record_counts() -> None:
    """Of a holder and kind; a holder without one is told who has one."""
    newer = record(SESSION, "north", "identity", **{**dict(latest(BORN.records, "north").fields), "salt": "00" * 16})
    assert latest((*BORN.records, newer), "north") == newer
    assert latest((newer, *BORN.records), "north") != newer
    with pytest.raises(NoKey, match="of 'east'; there are: mediator, north, south"):
        latest(BORN.records, "east")


def test_an_answer_is_sealed_to_three() -> None:
    """The party, the mediator and the escrow, by their records."""
    north, mediator = (latest(BORN.records, holder).text("recipient") for holder in ("north", "mediator"))
    assert recipients(BORN.records, "north") == (north, mediator, BORN.records[0].text("recipient"))
    assert parties(BORN.records) == ("north", "south")


def test_copies_are_of_one_holder_and_the_last_counts() -> None:
    """By commitment."""
    made = [
        record(SESSION, holder, "copy", commitment=b"c", sealed=text)
        for holder, text in (("south", b"1"), ("north", b"2"), ("north", b"3"), ("south", b"4"))
    ]
    assert copies(made, "north") == {b"c".hex(): b"3"}


def test_a_record_that_the_log_does_not_name_is_refused() -> None:
    """Somebody who can write to the store, though not read it, adds an escrow of their own."""
    known = {one.digest for one in BORN.records}
    assert vouched(BORN.records, known) == BORN.records
    with pytest.raises(Damaged, match="does not know this key record of 'escrow'"):
        vouched((*BORN.records, a_session().records[0]), known)


def test_each_kind_is_made_somewhere() -> None:
    """At birth; grants and copies come with changes."""
    assert {one.kind for one in BORN.records} == KINDS.keys() - {"grant", "copy"}
