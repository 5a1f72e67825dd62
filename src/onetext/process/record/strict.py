"""JSON of which there is one spelling only: what the record is written in, and what it refuses to read.

RFC 8785 (canonical JSON), and within it no floats: a number is an integer that every reader holds exactly. Names may not
stand twice, texts are whole Unicode, and nothing is nested deeper than people write.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn

import rfc8785

from onetext.errors import OnetextError
from onetext.model.canonical import Plain, canonical

MOST = 2**53 - 1
"""The largest integer that every reader of JSON holds exactly (RFC 7493)."""
DEEPEST = 64
"""How many lists and objects may stand in each other."""
HALF = re.compile("[\ud800-\udfff]")
HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class NotStrict(OnetextError):
    """A text is not JSON as the record has it, or a value has no such text; the message says why."""


def written(data: Plain) -> bytes:
    """The one text of plain data. NotStrict for a float, a number too large, half a character, or what is nested too deep."""
    if only_ascii_names(data):
        return canonical(data)
    return bytes(rfc8785.dumps(data))  # names are ordered by UTF-16 there, by characters in Python's own writer


def read(text: bytes) -> Plain:
    """The data of a text. NotStrict where it is not the one text of it."""
    data = loads(text)
    if written(data) != text:
        raise NotStrict("is not in canonical form (RFC 8785)")
    return data


def loads(text: bytes) -> Plain:
    """The data of a JSON text in any spelling, within the limits. NotStrict says what is wrong."""
    try:
        data: Plain = json.loads(
            text.decode("utf-8"), object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float, parse_int=_small
        )
    except UnicodeDecodeError as wrong:
        raise NotStrict(f"is not UTF-8: byte {wrong.start}") from wrong
    except RecursionError as wrong:
        raise NotStrict(f"is nested more than {DEEPEST} deep") from wrong
    except ValueError as wrong:
        raise NotStrict(f"is not JSON: {wrong}") from wrong
    only_ascii_names(data)
    return data


def only_ascii_names(data: Plain) -> bool:
    """Whether all names are ASCII; NotStrict for what the record cannot hold. Level by level and by exact types, since every entry comes through here."""
    level, depth, ascii_names = [data], 1, True
    while level:
        if depth > DEEPEST and any(type(one) in (dict, list) for one in level):
            raise NotStrict(f"is nested more than {DEEPEST} deep")
        below: list[Plain] = []
        for one in level:
            if type(one) is str:
                one.isascii() or whole(one)
            elif type(one) is dict:
                ascii_names = all(list(map(whole, one))) and ascii_names  # a list: each of them is to be looked at
                below += one.values()
            elif type(one) is list:
                below += one
            else:
                _scalar(one)
        level, depth = below, depth + 1
    return ascii_names


def _scalar(data: Plain) -> None:
    """NotStrict for what is no integer within the limits, true, false or null."""
    if data is None or type(data) is bool:
        return
    if not isinstance(data, int) or type(data) is not int:
        kind = type(data).__name__
        raise NotStrict(f"holds a {kind}; only texts, integers, true, false, null, lists and objects may stand there")
    if abs(data) > MOST:
        raise NotStrict(f"holds a number beyond {MOST}")


def whole(text: object) -> bool:
    """Whether a text is ASCII. NotStrict where it holds half a character, or is no text."""
    if not isinstance(text, str):
        raise NotStrict(f"has {text!r} for a name; names are texts")
    if text.isascii():
        return True
    if HALF.search(text):  # not by an encoder: its error would carry the text along, and it may be one that is to be sealed
        raise NotStrict("holds half of a surrogate pair")
    return False


def _once(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise NotStrict(f"has a name twice: {next(name for name in names if names.count(name) > 1)[:80]!r}")
    return found


def _no_float(text: str) -> NoReturn:
    raise NotStrict(f"holds {text[:40]!r}; numbers are integers there")


def _small(text: str) -> int:
    if len(text) > 17:
        raise NotStrict(f"holds a number beyond {MOST}")
    return int(text)
