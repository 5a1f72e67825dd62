"""Broken case files against their exact messages, and the traps that were measured on other readers."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import SHARED
from onetext.errors import InputError
from onetext.formats import native, yaml_nodes
from onetext.formats.yaml_nodes import MAX_BYTES, MAX_DEPTH, MAX_NODES, Node, Seq, Text

BROKEN = Path(__file__).parent / "broken" / "native.txt"
INTRODUCTION, *ENTRIES = re.split(r"^== ", BROKEN.read_text(encoding="utf-8"), flags=re.MULTILINE)
SOUND = INTRODUCTION[INTRODUCTION.index("onetext: 1") : INTRODUCTION.index("# what people mistype")].strip() + "\n"
SECONDS = 20.0  # of the processor's time: what is guarded against takes minutes


class Broken(NamedTuple):
    """One way to break the sound case, and what is said of it."""

    name: str
    old: str
    new: str
    lines: tuple[str, ...]


def entry(text: str) -> Broken:
    name, *rest = text.strip("\n").split("\n")
    marked = {mark: "\n".join(line[2:] for line in rest if line[:1] == mark) for mark in "-+"}
    return Broken(name, marked["-"], marked["+"], tuple(line for line in rest if line.startswith("FILE:")))


ROWS = [entry(text) for text in ENTRIES]


def refusal(data: bytes) -> tuple[str, ...]:
    """The lines with which a case file is refused."""
    with pytest.raises(InputError) as caught:
        native.read({"FILE.yaml": data})
    return tuple(str(problem).replace("FILE.yaml:", "FILE:", 1) for problem in caught.value.problems)


def test_what_is_broken_was_sound() -> None:
    """The file that the rows break is a case, so that each message comes from its row."""
    assert native.read({"FILE.yaml": SOUND.encode()}).issue["fee"].grid is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_broken_file_is_refused_with_these_lines(row: Broken) -> None:
    """Exactly the lines of the row: each mistake at its place, and nothing that only follows from another."""
    assert row.old in SOUND
    assert refusal(SOUND.replace(row.old, row.new, 1).encode()) == row.lines


BYTES = {
    "empty": (b"", "FILE:1:1: the file is empty; a case, beginning with `onetext: 1`"),
    "comment": (b"# nothing\n", "FILE:1:1: the file is empty; a case, beginning with `onetext: 1`"),
    "text": (b"onetext", "FILE:1:1: 'onetext' stands here; a mapping: onetext, title, about, "),
    "latin_1": ("onetext: 1\ntitle: é".encode("latin-1"), "FILE:2:8: byte 0xE9 is not UTF-8; UTF-8"),
    "utf_16": (SOUND.encode("utf-16"), "FILE:1:1: the file is not in UTF-8 but in UTF-16 or UTF-32; UTF-8"),
    "utf_32": (SOUND.encode("utf-32"), "FILE:1:1: the file is not in UTF-8 but in UTF-16 or UTF-32; UTF-8"),
    "surrogate": (b"onetext: 1\ntitle: \xed\xa0\x80", "FILE:2:8: byte 0xED is not UTF-8; UTF-8"),
    "nul": (b"onetext: 1\ntitle: a\x00b", 'FILE:2:9: the character U+0000 as such; printable text; "\\uXXXX" in double quotes'),
    "escape": (b"onetext: 1\r\ntitle: a\x1b[2J", 'FILE:2:9: the character U+001B as such; printable text; "\\uXXXX" in double quotes'),
    "line_separator": ("onetext: 1\ntitle: ü\u2028b".encode(), "FILE:2:9: the character U+2028 as such; "),
    "inner_mark": ("onetext: 1\n\ufefftitle: b".encode(), "FILE:2:1: the character U+FEFF as such; "),
    "deep_brackets": (b"[" * 5000, f"FILE:1:101: nested deeper than {MAX_DEPTH}; at most {MAX_DEPTH} levels"),
    "deep_mappings": (b"{a: " * 50_000, f"FILE:1:401: nested deeper than {MAX_DEPTH}; at most {MAX_DEPTH} levels"),
    "deep_dashes": (b"- " * 5000, f"FILE:1:201: nested deeper than {MAX_DEPTH}; at most {MAX_DEPTH} levels"),
    "deep_lines": (b"".join(b" " * n + b"a:\n" for n in range(300)), "FILE:101:101: nested deeper than 100; "),
    "deep_questions": (b"? " * 5000, f"FILE:1:201: nested deeper than {MAX_DEPTH}; at most {MAX_DEPTH} levels"),
    "many_nodes": (b"a: [" + b"x," * MAX_NODES + b"]", f"FILE:1:999999: more than {MAX_NODES} nodes; a smaller file"),
    "many_bytes": (b" " * (MAX_BYTES + 1), f"FILE:1:1: the file has {MAX_BYTES + 1} bytes; at most {MAX_BYTES} (8 MiB)"),
    "long_number": (SOUND.replace("reservation: 3", "reservation: " + "9" * 1_000_000).encode(), "FILE:7:20: '9999"),
    "long_key": (b"x" * 2000 + b": 1", "FILE:1:2001: not YAML: "),
    "unclosed_quote": (b"onetext: 1\ntitle: 'a", "FILE:2:10: not YAML: while scanning a quoted scalar found unexpected end of stream"),
    "second_file": (b"onetext: 1\n---\nonetext: 1\n", "FILE:2:1: a second document; one document in a file"),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_case_are_refused_in_a_line_and_soon(name: str) -> None:
    """One line at its place, in less than SECONDS, for what takes others minutes or a stack."""
    data, line = BYTES[name]
    before = time.process_time()
    found = refusal(data)
    assert time.process_time() - before < SECONDS
    assert found[0].startswith(line)
    assert name in ("text",) or len(found) == 1


def test_a_choice_of_too_many_options_is_refused() -> None:
    """The limit holds for what is written out as for grids."""
    options = ", ".join(f"o{n}: x" for n in range(10_001))
    text = f"onetext: 1\nparties: {{a: {{}}}}\nissues: {{i: {{options: {{{options}}}}}}}\n"
    assert refusal(text.encode()) == ("FILE:3:10: issue 'i' has 10001 options; at most 10000",)


PARSER_S_OWN = ("not YAML", "nothing stands here")
"""Words of messages that the parser has a part in: its own, and the column of what is not there."""


@pytest.mark.parametrize(
    "row", [row for row in ROWS if not any(word in row.lines[0] for word in PARSER_S_OWN)][::3], ids=lambda row: row.name
)
def test_a_machine_without_the_fast_parser_says_the_same(row: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's own parser gives the same events, so the same lines at the same places."""
    monkeypatch.setattr(yaml_nodes, "LOADER", yaml.SafeLoader)
    assert refusal(SOUND.replace(row.old, row.new, 1).encode()) == row.lines


def scalars(node: Node) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Seq):
        for item in node.items:
            yield from scalars(item)
    else:
        for key, value in node.entries:
            yield key
            yield from scalars(value)


def test_a_word_replaced_is_found_where_it_stands() -> None:
    """Each word of a whole case in turn replaced by nonsense: free text, an error at that very place, or, where it was
    the definition of a name, an error at each use that names what is missing."""
    text = (SHARED / "cases" / "native" / "strait.yaml").read_text(encoding="utf-8")
    lines = text.splitlines()
    root, _ = yaml_nodes.read_nodes("x", text.encode())
    found: Counter[str] = Counter()
    for word in scalars(root):
        line, start, end = lines[word.line - 1], word.col - 1, word.col - 1 + len(word.value)
        assert line[start:end] == word.value
        broken = [*lines[: word.line - 1], f"{line[:start]}zzqq{line[end:]}", *lines[word.line :]]
        try:
            native.read({"x.yaml": "\n".join(broken).encode()})
            found["free"] += 1
        except InputError as error:
            here = any((problem.line, problem.col) == (word.line, word.col) for problem in error.problems)
            assert here or all(f"{word.value!r}" in problem.message for problem in error.problems), str(error)
            found["here" if here else "named"] += 1
    assert found == {"free": 42, "here": 351, "named": 21}


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    """Nine levels of nine aliases each load at once elsewhere and then take for ever to write."""
    levels = "".join(f"  {b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    found = refusal(f"onetext: 1\ntitle:\n  a: &a [x]\n{levels}".encode())
    assert "FILE:3:6: an anchor &a; the thing itself, written out at each place" in found
    assert len([line for line in found if " an alias " in line]) == 72


def test_a_mark_at_the_beginning_changes_nothing() -> None:
    """A byte order mark and Windows line ends are read over; places count without the mark."""
    plain = native.read({"x.yaml": SOUND.encode()})
    assert native.read({"x.yaml": b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()}) == plain
    assert refusal(b"\xef\xbb\xbfonetext: 3") == ("FILE:1:10: version '3' of the format; version 1",)


def test_all_is_said_of_many_mistakes_up_to_a_limit_and_soon() -> None:
    """A file of nothing but mistakes ends at a thousand, with hints, in bounded time."""
    options = ", ".join(f"option-{n}: x" for n in range(9000))
    worths = ", ".join(f"opiton-{n}: 1" for n in range(9000))
    text = f"onetext: 1\nparties: {{a: {{}}}}\nissues: {{i: {{options: {{{options}}}}}}}\npositions: {{a: {{reservation: 1, worth: {{i: {{{worths}}}}}}}}}"
    before = time.process_time()
    found = refusal(text.encode())
    assert time.process_time() - before < 10
    assert len(found) == 1000
    assert found[0].startswith("FILE:4:45: unknown option of 'i' 'opiton-0'; did you mean 'option-0'?")


@given(st.binary(max_size=300))
@example(b"onetext: 1\nparties: {a: {}}\nissues: {i: {options: {x: }}}")
def test_bytes_are_a_case_or_an_input_error(data: bytes) -> None:
    """No other exception, whatever the bytes."""
    try:
        native.read({"x.yaml": data})
    except InputError as error:
        assert all(problem.line >= 1 and problem.col >= 1 for problem in error.problems)


WORDS = st.sampled_from("0 1 -1 1/2 x never none hold line fee a b {} [] [1,2] {a:1} from:date guess 2031-01-01 *x &x !t <<".split())
KEYS = st.sampled_from(
    re.findall(r"[a-z_]+(?=:)", SOUND) + "links consents red_lines view order never sum of if then at_most soften evidence".split()
)
NESTED = st.recursive(WORDS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=12)


def as_text(thing: object) -> str:
    if isinstance(thing, list):
        return "[" + ", ".join(map(as_text, thing)) + "]"
    if isinstance(thing, dict):
        return "{" + ", ".join(f"{key}: {as_text(value)}" for key, value in thing.items()) + "}"
    return str(thing)


@given(st.sampled_from(sorted(native.CASE.known)), NESTED, st.integers(0, 6))
def test_a_section_of_anything_is_a_case_or_an_input_error(section: str, thing: object, at: int) -> None:
    """Known keys at wrong places, wrong shapes, words for numbers: an input error, or read; never anything else."""
    lines = [line for line in SOUND.splitlines() if not line.startswith(f"{section}:")]
    try:
        native.read({"x.yaml": "\n".join([*lines[:1], f"{section}: {as_text(thing)}", *lines[1:]]).encode()})
    except InputError as error:
        assert error.problems


def test_no_file_of_a_case() -> None:
    """A folder without a case says what it should hold."""
    with pytest.raises(InputError, match=r"^a\.txt:1:1: no case file here; one YAML file, or a folder with case\.yaml$"):
        native.read({"a.txt": b"", "b.txt": b""})
    assert not native.recognises({"a.yaml": b"", "b.yaml": b""})
    assert native.recognises({"-": b"# piped in\nonetext: 1\n"})
