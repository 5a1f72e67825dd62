"""The form of an export: which fields it has and of which type. Whether what stands in them holds is for others to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from onetext.process.record import strict
from onetext.process.record.findings import Finding, one
from onetext.process.record.heads import SESSION, STREAM

SCHEMA = "onetext/table_export/1"


@dataclass(frozen=True, slots=True)
class Round:
    """What an export says of a closed round: the leaf of this stream in the case tree, and the proof that it stands in a signed head."""

    round: int
    index: int
    leaf: str
    head: str
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A proof that the case tree of one size is the beginning of another."""

    start: int
    to: int
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """One stream with all that is needed to check it."""

    session: str
    stream: str
    key: bytes
    entries: tuple[bytes, ...]
    openings: tuple[tuple[str, bytes], ...]
    heads: tuple[str, ...]
    rounds: tuple[Round, ...]
    consistency: tuple[Step, ...]


def is_text(thing: object) -> bool:
    """Whether it is a text of whole characters."""
    if not isinstance(thing, str):
        return False
    try:
        thing.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_number(thing: object) -> bool:
    """Whether it is an integer that counts something."""
    return isinstance(thing, int) and not isinstance(thing, bool) and 0 <= thing <= strict.MOST


def are_texts(thing: object) -> bool:
    """Whether it is a list of texts."""
    return isinstance(thing, list) and all(map(is_text, thing))


def _is_list(thing: object) -> bool:
    return isinstance(thing, list)


def _are_openings(thing: object) -> bool:
    return isinstance(thing, dict) and all(map(is_text, thing)) and all(map(is_text, thing.values()))


Fields = Mapping[str, Callable[[object], bool]]
EXPORT: Fields = {
    "schema": lambda thing: thing == SCHEMA,
    "session": lambda thing: isinstance(thing, str) and SESSION.fullmatch(thing) is not None,
    "stream": lambda thing: isinstance(thing, str) and STREAM.fullmatch(thing) is not None,
    "key": lambda thing: isinstance(thing, str) and strict.HASH.fullmatch(thing) is not None,
    "entries": are_texts,
    "openings": _are_openings,
    "heads": are_texts,
    "rounds": _is_list,
    "consistency": _is_list,
}
ROUND: Fields = {"round": is_number, "index": is_number, "leaf": is_text, "head": is_text, "proof": are_texts}
STEP: Fields = {"from": is_number, "to": is_number, "proof": are_texts}


def export_of(data: object) -> tuple[Export | None, tuple[Finding, ...]]:
    """The export in data read from JSON; None, with findings, where it is not in the form of one."""
    wrong = tuple(_wrong(data))
    if wrong or not isinstance(data, dict):
        return None, wrong
    return (
        Export(
            data["session"],
            data["stream"],
            bytes.fromhex(data["key"]),
            tuple(text.encode() for text in data["entries"]),
            tuple((committed, text.encode()) for committed, text in data["openings"].items()),
            tuple(data["heads"]),
            tuple(Round(each["round"], each["index"], each["leaf"], each["head"], tuple(each["proof"])) for each in data["rounds"]),
            tuple(Step(each["from"], each["to"], tuple(each["proof"])) for each in data["consistency"]),
        ),
        (),
    )


def _wrong(data: object) -> Iterator[Finding]:
    if not isinstance(data, dict):
        yield one("file", 0, "shape", "is no object")
        return
    for name in _misfits(data, EXPORT):
        yield one("file", 0, "shape", f"field {name[:80]!r} is missing, unknown, or not of its form")
    for what, fields in (("rounds", ROUND), ("consistency", STEP)):
        if isinstance(items := data.get(what), list):
            for at, item in enumerate(items):
                if not isinstance(item, dict) or any(_misfits(item, fields)):
                    yield one(what.removesuffix("s"), at, "shape", f"does not have the fields {', '.join(fields)}, each of its form")


def _misfits(data: Mapping[object, object], fields: Fields) -> Iterator[str]:
    """The fields that are missing, unknown, or not of their form."""
    yield from (str(name) for name in data if name not in fields)
    yield from (name for name, fits in fields.items() if name not in data or not fits(data[name]))
