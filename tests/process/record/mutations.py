"""What can be done to an export: random changes of its data, blind ones and ones that know what an entry is."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

from onetext.process.record import strict, tree
from onetext.process.record.entries import chain
from onetext.process.record.heads import CASE, Head
from process.record.building import STREAM, Export, note, private

Change = Callable[[Export, random.Random], None]
ODD: tuple[Any, ...] = (None, True, 0, -1, 7, 2**53, 1.5, "", "0", "x" * 300, "\u00e9\u202e", [], {}, [[]], {"n": 0}, "A" * 64, "0" * 64)


def places(data: Any, found: list[tuple[Any, Any]] | None = None) -> list[tuple[Any, Any]]:
    """Every (container, key or index) of nested data."""
    found = [] if found is None else found
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        found.append((data, key))
        places(data[key], found)
    return found


def replace_value(data: Export, chance: random.Random) -> None:
    """Put something odd anywhere."""
    holder, key = chance.choice(places(data))
    holder[key] = copy.deepcopy(chance.choice(ODD))


def drop_value(data: Export, chance: random.Random) -> None:
    """Take anything out."""
    holder, key = chance.choice(places(data))
    del holder[key]


def copy_value(data: Export, chance: random.Random) -> None:
    """Put something that stands anywhere in any other place."""
    (holder, key), (other, name) = chance.choice(places(data)), chance.choice(places(data))
    holder[key] = copy.deepcopy(other[name])


def flip_letter(data: Export, chance: random.Random) -> None:
    """Another letter in any text."""
    held = [(holder, key) for holder, key in places(data) if isinstance(holder[key], str) and holder[key]]
    holder, key = chance.choice(held)
    at = chance.randrange(len(holder[key]))
    holder[key] = holder[key][:at] + chance.choice('0a9f"\\ \n{}é=') + holder[key][at + 1 :]


def some_list(data: Export, chance: random.Random) -> list[Any]:
    """One of the lists of the export, most often that of the entries."""
    return data[chance.choice(["entries", "entries", "entries", "heads", "rounds", "consistency"])]


def drop_item(data: Export, chance: random.Random) -> None:
    """Take some items that follow each other out of a list."""
    items = some_list(data, chance)
    at = chance.randrange(len(items) + 1)
    del items[at : at + chance.randrange(1, 4)]


def double_item(data: Export, chance: random.Random) -> None:
    """Put an item of a list into another place, too."""
    items = some_list(data, chance)
    if items:
        items.insert(chance.randrange(len(items) + 1), copy.deepcopy(chance.choice(items)))


def swap_items(data: Export, chance: random.Random) -> None:
    """Exchange two items of a list."""
    items = some_list(data, chance)
    if items:
        a, b = chance.randrange(len(items)), chance.randrange(len(items))
        items[a], items[b] = items[b], items[a]


def cut_off(data: Export, chance: random.Random) -> None:
    """End a list earlier."""
    items = some_list(data, chance)
    del items[chance.randrange(len(items) + 1) :]


def edit_entry(data: Export, chance: random.Random) -> None:
    """Write an entry anew in canonical form, with another number, hash before it, or text."""
    entries = data["entries"]
    at = chance.randrange(len(entries))
    try:
        told = strict.loads(entries[at].encode())
    except strict.NotStrict:
        return
    if not isinstance(told, dict):
        return
    match chance.randrange(5):
        case 0:
            told["text"] = "another"
        case 1:
            told["n"] = chance.choice([0, at - 1, at + 1, chance.randrange(60), 10**6])
        case 2:
            told["before"] = chance.choice(["", "0" * 64, tree.leaf(chance.choice(entries).encode()).hex()])
        case 3:
            told.pop(chance.choice(list(told)))
        case _:
            told |= {"n": at + 1, "text": "another"}
    entries[at] = strict.written(told).decode()


def chain_anew(data: Export, chance: random.Random) -> None:
    """Make the chain anew from some entry on, as if nothing had been done."""
    entries = data["entries"]
    at = chance.randrange(len(entries))
    try:
        told = [json.loads(one) for one in entries[at:]]
        said = [{name: value for name, value in one.items() if name not in ("n", "before")} for one in told]
        entries[at:] = [one.decode() for one in chain(said, at, tree.leaf(entries[at - 1].encode()).hex() if at else "")]
    except (AttributeError, ValueError, strict.NotStrict):
        return


def sign_anew(data: Export, chance: random.Random) -> None:
    """A head, of the stream or of the case, signed with the key or with another, of the entries as they are or of nothing."""
    entries = data["entries"]
    size = chance.randrange(len(entries) + 2)
    root = tree.root(tree.leaf(one.encode()) for one in entries[:size]) if chance.random() < 0.7 else bytes(32)
    signed = note(
        Head(data["session"], chance.choice([STREAM, STREAM, CASE, "south"]), size, root),
        private(chance.choice(["mediator", "mediator", "forger"])),
    )
    if chance.random() < 0.7 or not data["rounds"]:
        data["heads"].insert(chance.choice([len(data["heads"]), chance.randrange(len(data["heads"]) + 1)]), signed)
    else:
        chance.choice(data["rounds"])["head"] = signed


CHANGES: tuple[Change, ...] = (
    replace_value, drop_value, copy_value, flip_letter, drop_item, double_item, swap_items, cut_off, edit_entry, edit_entry, edit_entry, chain_anew, sign_anew,
)  # fmt: skip


def mutated(good: Export, chance: random.Random) -> Export:
    """An export with one to four changes."""
    data = copy.deepcopy(good)
    for _ in range(chance.randrange(1, 5)):
        try:
            chance.choice(CHANGES)(data, chance)
        except (KeyError, TypeError, IndexError, AttributeError, ValueError):
            continue  # an earlier change took away what this one would change
    return data
