"""Plain data as YAML that people read: a line where a line is enough, quotes only where YAML needs them."""

from __future__ import annotations

import json
import re
from textwrap import wrap

from onetext.errors import CannotHold
from onetext.formats.native_codecs import Plain
from onetext.formats.yaml_nodes import UNSOUND

WIDTH = 120
LONGEST_KEY = 1000
# A text that every YAML reader takes as one plain scalar: in brackets, and on a line of its own.
INSIDE = re.compile(r"(?:[^\W_]|[_./+-](?=\w))[\w ./+'~()!;%–—-]*")
ALONE = re.compile(r"(?:[^\W_]|[_./+-](?=\w))(?:[\w ./+'~()!;%–—,-]|(?<=\w)\?)*")
LINES = re.compile("[^\n\r\x85\u2028\u2029 \t][^\r\x85\u2028\u2029]*[^\n\r\x85\u2028\u2029]\n")
"""Lines that a block after `|` keeps as they are."""
BREAKS = re.compile("[\n\r\x85\u2028\u2029]")


def scalar(text: str, safe: re.Pattern[str] = INSIDE) -> str:
    """A text as YAML: plain where that is safe, else in double quotes with escapes."""
    if safe.fullmatch(text) and not text.endswith(" ") and UNSOUND.search(text) is None:
        return text
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise CannotHold("native", ["half of a surrogate pair in a text"])
    quoted = json.dumps(text, ensure_ascii=False)
    return UNSOUND.sub(_escaped, quoted)


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def flow(data: Plain) -> str:
    """Data in one line, with brackets."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{_key(key)}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(flow, data)) + "]"
    return scalar(data)


def _key(text: str) -> str:
    if text in ("", "<<"):
        raise CannotHold("native", [f"the id {text!r}"])
    key = scalar(text)
    return key if len(key) <= LONGEST_KEY else f"? {key} "


def block(data: Plain, depth: int, spread: int) -> list[str]:
    """Data as lines indented by `depth`; mappings of the first `spread` levels always take a line an entry."""
    indent = "  " * depth
    lines: list[str] = []
    if isinstance(data, dict) and data:
        for key, value in data.items():
            lines += _entry(f"{indent}{_block_key(key, indent)}:", value, depth, spread)
    elif isinstance(data, list) and data:
        for item in data:
            lines += _item(f"{indent}- ", item, depth)
    else:
        lines.append(indent + flow(data))
    return lines


def _block_key(text: str, indent: str) -> str:
    key = _key(text)
    return f"{key}\n{indent}" if key.startswith("? ") else key


def _entry(head: str, value: Plain, depth: int, spread: int) -> list[str]:
    if isinstance(value, str) and LINES.fullmatch(value) and UNSOUND.search(value) is None:
        return [f"{head} |", *("  " * (depth + 1) + line if line else "" for line in value[:-1].split("\n"))]
    line = f"{head} {scalar(value, ALONE) if isinstance(value, str) else flow(value)}"
    opened = isinstance(value, (dict, list)) and bool(value)
    if isinstance(value, str) and len(line) > WIDTH and _folds(value):
        inner = "  " * (depth + 1)
        return [f"{head} >-", *(inner + part for part in _folded(value, WIDTH - len(inner)))]
    listed = isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict) and "id" in value[0]
    if not opened or (spread <= 0 and len(line) <= WIDTH and not listed):
        return [line]
    return [head, *block(value, depth + 1, spread - 1)]


def _item(head: str, item: Plain, depth: int) -> list[str]:
    line = head + flow(item)
    if not isinstance(item, dict) or not item or len(line) <= WIDTH:
        return [line]
    lines = block(item, depth + 1, 0)
    return [head + lines[0].lstrip(), *lines[1:]]


def _folds(text: str) -> bool:
    """Whether a text can be folded over lines and come back the same."""
    return " ".join(text.split(" ")) == " ".join(text.split()) and UNSOUND.search(text) is None and BREAKS.search(text) is None


def _folded(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


SPREAD = {"parties": 1, "issues": 2, "positions": 2, "proposals": 1, "sources": 1, "statements": 1, "events": 1}
"""How many levels of a section take a line for each entry, whatever fits."""


def document(sections: dict[str, Plain]) -> str:
    """The whole file; a blank line before each section."""
    lines: list[str] = []
    for key, value in sections.items():
        if isinstance(value, (dict, list)):
            lines += ["", f"{key}:", *block(value, 1, SPREAD.get(key, 1) - 1)]
        else:
            lines += _entry(f"{key}:", value, 0, 0)
    return "\n".join(lines) + "\n"
