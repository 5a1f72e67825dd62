"""Entries and leaves of the case tree: one spelling, a chain, and nothing that only looks like one. Strict JSON under them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from onetext.process.record import strict, tree
from onetext.process.record.entries import NotAnEntry, RoundLeaf, chain, entry, link, round_leaf, round_leaves
from onetext.process.record.heads import Head
from process.record.building import SESSION, VIEWERS, salt, verifier

HASH = "0" * 64
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)


@given(PLAIN)
def test_the_text_of_a_value_is_the_canonical_one(value: strict.Plain) -> None:
    """By the package for RFC 8785, and by the verifier's own writer; and it is read back."""
    text = strict.written(value)
    assert text == rfc8785.dumps(value) == verifier().spell(value)
    assert strict.read(text) == verifier().parse(text) == value
    assert not isinstance(value, dict) or verifier().canonical_object(text) == value


def test_names_are_ordered_by_utf_16() -> None:
    """A letter beyond the first plane comes before one at the end of it."""
    assert strict.written({"\ufb33": 1, "\U0001f600": 2, "a": 3}).decode() == '{"a":3,"\U0001f600":2,"\ufb33":1}'


NOT_STRICT = {
    "a name twice": b'{"a":1,"a":1}',
    "a name twice within": b'[{"b":{"a":1,"a":2}}]',
    "a float": b"[1.0]",
    "an exponent": b"[1e3]",
    "an exponent that never ends": b"[1e100000000]",
    "not a number": b"[NaN]",
    "infinity": b"[Infinity]",
    "minus infinity": b"[-Infinity]",
    "minus nothing": b"[-0]",
    "a large number": b"[9007199254740992]",
    "a very large number": b"[" + b"9" * 100_000 + b"]",
    "a blank": b"[1, 2]",
    "a line more": b"[1]\n",
    "an escape that is not needed": b'["\\u0061"]',
    "an escaped slash": b'["\\/"]',
    "an escape in capitals": b'["\\u001F"]',
    "a control character": b'["\x01"]',
    "half a character": b'["\\ud800"]',
    "half a character as a name": b'{"\\udfff":1}',
    "no UTF-8": b'["\xff"]',
    "an overlong letter": b'["\xc1\xa1"]',
    "another order": b'{"b":1,"a":2}',
    "deep": b"[" * 65 + b"]" * 65,
    "very deep": b"[" * 100_000 + b"]" * 100_000,
    "deep and open": b'{"a":' * 100_000,
    "a mark at the start": b"\xef\xbb\xbf[1]",
    "nothing": b"",
    "cut off": b'["a',
    "two": b"[][]",
    "UTF-16": "[1]".encode("utf-16"),
}


@pytest.mark.parametrize("text", NOT_STRICT.values(), ids=NOT_STRICT)
def test_another_spelling_is_refused_by_both(text: bytes) -> None:
    """Also where Python's own reader takes it."""
    with pytest.raises(strict.NotStrict):
        strict.read(text)
    with pytest.raises(verifier().Unreadable):
        verifier().canonical_object(text)
    with pytest.raises(NotAnEntry):
        link(text)
    assert verifier().entry_of(text).n is None


@pytest.mark.parametrize("value", [1.5, float("inf"), "\ud800", 2**53, {1: 2}, {"a": b"b"}, [{"\udc00": 1}], (1, 2)])
def test_what_has_no_such_text_is_refused(value: object) -> None:
    """Before anything is written."""
    with pytest.raises(strict.NotStrict):
        strict.written(value)  # type: ignore[arg-type]


def test_as_deep_as_allowed() -> None:
    """64 levels are read, by both."""
    text = b"[" * 64 + b"]" * 64
    assert strict.written(strict.read(text)) == text == verifier().spell(verifier().parse(text))


@given(st.lists(st.dictionaries(TEXTS.filter(lambda name: name not in ("n", "before", "kind")), PLAIN, max_size=3), max_size=6))
def test_a_chain_is_read_back(said: list[dict[str, strict.Plain]]) -> None:
    """Each with its number, what it said, and the hash of the one before it."""
    texts = chain([{**one, "kind": "noted"} for one in said])
    before = ""
    for n, (text, one) in enumerate(zip(texts, said, strict=True)):
        found = link(text)
        assert (found.n, found.before, found.data) == (n, before, {**one, "kind": "noted", "n": n, "before": before})
        assert verifier().entry_of(text).n == n
        before = hashlib.sha256(b"\x00" + text).hexdigest()
    assert chain([{"kind": "more"}], len(texts), before)[0] == entry({"kind": "more"}, len(texts), before)


@pytest.mark.parametrize(
    ("content", "n", "before"),
    [
        ({}, 0, ""),
        ({"kind": 1}, 0, ""),
        ({"kind": "a", "n": 3}, 0, ""),
        ({"kind": "a", "before": ""}, 0, ""),
        ({"kind": "a"}, 0, HASH),
        ({"kind": "a"}, 1, ""),
        ({"kind": "a"}, 1, HASH[1:]),
        ({"kind": "a"}, 1, "A" * 64),
        ({"kind": "a"}, -1, HASH),
    ],
)
def test_an_entry_that_cannot_be_is_not_made(content: dict[str, strict.Plain], n: int, before: str) -> None:
    """No kind, its own number, or a place where none is."""
    with pytest.raises(ValueError, match="entry"):
        entry(content, n, before)


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"n": 0, "before": ""},
        {"n": True, "before": HASH, "kind": "a"},
        {"n": "1", "before": HASH, "kind": "a"},
        {"n": -1, "before": HASH, "kind": "a"},
        {"n": 0, "before": HASH, "kind": "a"},
        {"n": 1, "before": "", "kind": "a"},
        {"n": 1, "before": HASH.replace("0", "A"), "kind": "a"},
        {"n": 1, "before": HASH + "\n", "kind": "a"},
        {"n": 1, "before": None, "kind": "a"},
        {"n": 1, "before": HASH, "kind": ["a"]},
    ],
)
def test_what_is_no_entry_is_not_read_by_either(data: strict.Plain) -> None:
    """Canonical, but not what every entry has."""
    text = strict.written(data)
    with pytest.raises(NotAnEntry):
        link(text)
    assert verifier().entry_of(text).n is None


HEADS = [Head(SESSION, name, at * 5, salt(name)) for at, name in enumerate(VIEWERS)]
SALTS = [salt((1, name)) for name in VIEWERS]


def test_leaves_of_a_round_follow_each_other() -> None:
    """One for each viewer in the order given, chained to the round before; both read them."""
    first = round_leaves(HEADS, 1, SALTS, 0, "")
    second = round_leaves(HEADS, 2, SALTS, 3, tree.leaf(first[-1].text).hex())
    for n, leaf in enumerate([*first, *second]):
        assert (leaf.n, leaf.stream, leaf.round) == (n, VIEWERS[n % 3], 1 + n // 3)
        assert round_leaf(leaf.text) == leaf
        read = verifier().leaf_of(leaf.text)
        assert (read["n"], read["size"], read["root"], read["before"]) == (n, leaf.size, leaf.root.hex(), leaf.before)
        assert list(json.loads(leaf.text)) == ["before", "n", "root", "round", "salt", "size", "stream"]
    assert second[0].before == tree.leaf(first[2].text).hex()
    with pytest.raises(ValueError, match="zip"):
        round_leaves(HEADS, 1, SALTS[1:], 0, "")


LEAF = round_leaves(HEADS, 1, SALTS, 3, HASH)[1]


@pytest.mark.parametrize(
    "change",
    [
        {"n": 0}, {"n": -3}, {"n": True}, {"before": ""}, {"before": "x"}, {"round": -1}, {"round": "1"}, {"round": False}, {"stream": ""},
        {"stream": "a\nb"}, {"size": -1}, {"size": None}, {"root": "0"}, {"root": "G" * 64}, {"root": "A" * 64},
        {"salt": "A" * 64}, {"salt": ""}, {"salt": 5}, {"more": 1},
    ],
)  # fmt: skip
def test_what_is_no_leaf_is_read_by_neither(change: dict[str, strict.Plain]) -> None:
    """Each field that is not of its form, and any field more."""
    data = strict.read(LEAF.text)
    assert isinstance(data, dict)
    text = strict.written({**data, **change})
    with pytest.raises(NotAnEntry):
        round_leaf(text)
    assert verifier().leaf_of(text) is None
    with pytest.raises(NotAnEntry):
        round_leaf(strict.written({name: value for name, value in data.items() if name not in change and name != "size"}))


@pytest.mark.parametrize("change", [{"size": -1}, {"root": b""}, {"salt": b"short"}, {"stream": ""}, {"round": -1}])
def test_a_leaf_that_cannot_be_is_not_made(change: dict[str, object]) -> None:
    """A leaf without its salt could be guessed, so there is none."""
    with pytest.raises(ValueError, match="no leaf of the case tree"):
        replace(LEAF, **change)  # type: ignore[arg-type]


def test_without_the_salt_a_leaf_would_be_guessed() -> None:
    """Who knows the viewers and guesses what one has seen finds the hash of an unsalted leaf, and of a salted one does not."""
    guess = RoundLeaf(LEAF.n, LEAF.before, LEAF.round, LEAF.stream, LEAF.size, LEAF.root, salt("a guess"))
    assert tree.leaf(guess.text) != tree.leaf(LEAF.text)
