"""G8: whatever is done to a record of 200 entries is found, at the right entry, and by both verifiers."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable

import pytest

from onetext.process.record import strict, tree
from onetext.process.record.checking import touched
from onetext.process.record.entries import chain
from process.record.building import Content, Export, Found, Plan, both, both_raw, by_ours, contents, export, private, public

COUNT = 200
SAID = contents(COUNT)
ROUNDS = (30, 90, 150, 200)
DENSE = Plan(range(1, COUNT + 1), ROUNDS)
"""A head after each entry, as the store writes them."""
SPARSE = Plan((40, 90, 120, 200), ROUNDS)
GOOD = export(SAID, DENSE)
FEW_HEADS = export(SAID, SPARSE)


def with_entries(change: Callable[[list[str]], object], of: Export = GOOD) -> Export:
    """An export whose list of entries was changed."""
    entries = list(of["entries"])
    change(entries)
    return {**of, "entries": entries}


def rewritten(at: int) -> list[Content]:
    """What was said, but for one entry."""
    return [{**one, "text": "nothing of the kind"} if n == at else one for n, one in enumerate(SAID)]


def chained_anew(at: int) -> list[str]:
    """The entries of one who changed one of them and made the chain anew from there."""
    return [one.decode() for one in chain(rewritten(at))]


@pytest.mark.parametrize("record", [GOOD, FEW_HEADS], ids=["dense", "sparse"])
def test_a_good_record_holds(record: Export) -> None:
    """With each of its heads as a receipt, too."""
    assert both(record) == set()
    assert both(record, [*record["heads"][::7], record["rounds"][1]["head"]], bytes.fromhex(record["key"])) == set()
    found = by_ours(record, record["heads"][:1])
    assert (found.size, found.rounds, [each.status for each in found.receipts]) == (COUNT, (1, 2, 3, 4), ["consistent"])
    assert found.head is not None and found.head.size == COUNT


def test_each_bit_that_flips_in_an_entry_is_found_there() -> None:
    """One bit in every byte of every entry, each time another."""
    chance = random.Random(8)
    flips = 0
    for n, text in enumerate(GOOD["entries"]):
        data = bytearray(text.encode())
        vouched = tree.leaf(bytes(data))
        assert touched(bytes(data), n, vouched) == []
        for at in range(len(data)):
            bit = 1 << chance.randrange(8)
            data[at] ^= bit
            found = touched(bytes(data), n, vouched)
            assert found and {(each.place.what, each.place.at) for each in found} == {("entry", n)}
            data[at] ^= bit
            flips += 1
    assert flips > 100_000


def flipped(raw: bytes, at: int, bit: int) -> bytes:
    """Bytes of which one bit is another."""
    return raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :]


@pytest.mark.parametrize("record", [GOOD, FEW_HEADS], ids=["dense", "sparse"])
def test_flips_in_entries_are_found_by_both(record: Export) -> None:
    """The whole check finds what the check of the one entry finds, and nothing elsewhere."""
    chance = random.Random(17)
    seen = 0
    while seen < 40:
        n = chance.choice([0, 1, 198, 199, *range(COUNT)])
        data = record["entries"][n].encode()
        changed = flipped(
            data, chance.choice([chance.randrange(len(data)), data.index(b'"before"') + chance.randrange(80)]), chance.randrange(7)
        )
        if not changed.isascii() and data.isascii():
            continue
        try:
            text = changed.decode()
        except UnicodeDecodeError:
            continue
        seen += 1
        found = both(with_entries(lambda entries, n=n, text=text: entries.__setitem__(n, text), record))
        alone_there = {(str(each.place), each.kind) for each in touched(changed, n, tree.leaf(data))}
        if record is GOOD or n < COUNT - 1:
            assert {one for one in found if not one[0].startswith("opening")} == alone_there
        else:
            assert found - {(f"entry {n}", "form")} == {("entries 150 to 199", "root")}


def test_flips_anywhere_in_the_file_are_found_by_both() -> None:
    """100 places of the file, structure, heads, proofs and openings included."""
    raw = json.dumps(GOOD, ensure_ascii=False).encode()
    chance = random.Random(5)
    for _ in range(100):
        changed = flipped(raw, chance.randrange(len(raw)), chance.randrange(8))
        assert both_raw(changed) != set()


def without(at: int, more: int = 1) -> Export:
    """An export some of whose entries were taken out."""
    return with_entries(lambda entries: entries.__delitem__(slice(at, at + more)))


@pytest.mark.parametrize(
    ("record", "found"),
    [
        (without(0), {("entry 0", "missing")}),
        (without(17), {("entry 17", "missing")}),
        (without(198), {("entry 198", "missing")}),
        (without(17, 3), {("entries 17 to 19", "missing")}),
        (without(150, 50), {("entries 150 to 199", "missing")}),
        (with_entries(list.reverse), {(f"entry {n}", "moved") for n in range(COUNT)}),
        (with_entries(lambda e: e.insert(18, e[17])), {("entry 17", "twice")}),
        (with_entries(lambda e: e.insert(100, e[17])), {("entry 17", "twice")}),
        (with_entries(lambda e: e.append(e[0])), {("entry 0", "twice")}),
        (with_entries(lambda e: e.__setitem__(slice(17, 19), [e[18], e[17]])), {("entry 17", "moved"), ("entry 18", "moved")}),
        (with_entries(lambda e: e.insert(9, e.pop(5))), {(f"entry {n}", "moved") for n in range(5, 10)}),
        (with_entries(lambda e: e.__setitem__(17, e[57])), {("entry 17", "missing"), ("entry 57", "twice"), *((f"entry {n}", "moved") for n in range(18, 58))}),
        (with_entries(lambda e: e.insert(20, chained_anew(0)[33])), {("entry 19", "added")}),
    ],
    ids=lambda value: None if isinstance(value, dict) else "+".join(sorted({kind for _, kind in value})),
)  # fmt: skip
def test_what_is_taken_out_doubled_or_moved_is_located(record: Export, found: Found) -> None:
    """Each at its number, and nothing beside it: the chain says what the missing ones were, so that the roots still hold."""
    assert {one for one in both(record) if not one[0].startswith("opening")} == found


@pytest.mark.parametrize("at", [0, 1, 77, 198, 199])
def test_one_entry_written_anew_is_located(at: int) -> None:
    """By the chain, if it is not the last; by the roots in any case."""
    assert both(with_entries(lambda entries: entries.__setitem__(at, chained_anew(at)[at]))) - unused() == {(f"entry {at}", "changed")}


def unused() -> Found:
    """Findings at openings, whose entry is another now."""
    return {(f"opening {n}", "unused") for n in range(COUNT)}


@pytest.mark.parametrize("at", [0, 50, 199])
def test_a_chain_made_anew_without_the_key_is_located(at: int) -> None:
    """The chain holds; the first root that does not is that of the entry changed."""
    assert both(with_entries(lambda entries: entries.__setitem__(slice(None), chained_anew(at)))) == {(f"entry {at}", "changed")}


def test_with_few_heads_it_is_located_between_two_of_them() -> None:
    """Neither chain nor roots say more; rounds count as heads."""
    assert both(with_entries(lambda entries: entries.__setitem__(slice(None), chained_anew(100)), FEW_HEADS)) == {
        ("entries 90 to 119", "root")
    }


def test_a_record_signed_anew_with_another_key_is_found() -> None:
    """By the key, if it is known, and by any receipt; without either it holds by itself, as it must."""
    forged = export(rewritten(50), Plan(DENSE.heads, ROUNDS, private("forger")))
    assert both(forged) == set()
    assert both(forged, key=public(private())) == {("key", "key")}
    assert both(forged, GOOD["heads"][50:51]) == {("receipt 0", "signature")}
    known = both(forged, GOOD["heads"][49:51], public(private()))  # receipts are checked by the key that is known
    assert known == {("key", "key"), ("receipt 1", "forked"), ("entry 50", "forked")}
    claimed = {**forged, "key": GOOD["key"]}
    assert {kind for _, kind in both(claimed)} == {"signature", "unsigned"}


def test_a_record_signed_anew_with_the_key_is_found_by_a_receipt() -> None:
    """It holds by itself; against receipts it forks, and between which two it does is said."""
    forged = export(rewritten(50), DENSE)
    assert both(forged) == set()
    receipts = [GOOD["heads"][size - 1] for size in (20, 50, 51, 200)]
    assert both(forged, receipts) == {("receipt 2", "forked"), ("receipt 3", "forked"), ("entry 50", "forked")}
    assert both(forged, receipts[::3]) == {("receipt 1", "forked"), ("entries 20 to 199", "forked")}
    assert [each.status for each in by_ours(forged, receipts).receipts] == ["consistent", "consistent", "forked", "forked"]


def test_an_export_cut_off_with_its_heads_is_seen_only_with_a_receipt() -> None:
    """By itself it is a good record of 120 entries; a receipt for 200 says that it is behind by 80."""
    cut = export(SAID[:120], Plan(range(1, 121), ROUNDS[:2]))
    assert both(cut) == set()
    assert both(cut, [GOOD["heads"][99]]) == set()
    assert both(cut, [GOOD["heads"][199], GOOD["rounds"][3]["head"]]) == {("receipt 0", "behind"), ("receipt 1", "behind")}
    assert [each.by for each in by_ours(cut, [GOOD["heads"][199], GOOD["rounds"][3]["head"]]).receipts] == [80, 6]


def test_receipts_hold_where_an_entry_was_changed_afterwards() -> None:
    """The receipt is of the entry as it was; the finding is at the entry."""
    changed = with_entries(lambda entries: entries.__setitem__(17, chained_anew(17)[17]))
    assert both(changed, GOOD["heads"][10:30]) == {("entry 17", "changed")}


def test_a_case_head_kept_from_a_round_is_compared_with_that_round() -> None:
    """Two case trees of one size are a fork; one of a size that no round has cannot be compared."""
    other = export(rewritten(10), DENSE)
    assert both(other, [GOOD["rounds"][1]["head"]]) == {("receipt 0", "forked")}
    less = {**GOOD, "rounds": GOOD["rounds"][1:], "consistency": GOOD["consistency"][1:]}
    assert both(less, [GOOD["rounds"][0]["head"]]) == {("receipt 0", "unclear")}


def test_many_changes_at_once_are_all_located() -> None:
    """Random entries taken out, written anew, or linked to nothing, in records with a head after each entry: these, and no others.

    None beside one taken out or loose: what an entry was is known from the next, and where that is lost, the roots above say nothing.
    """
    chance = random.Random(1848)
    said = contents(40, 4)
    record = export(said, Plan(range(1, 41), (13, 40)))
    for _ in range(200):
        entries: list[str | None] = list(record["entries"])
        gone, bent, loose = (set(chance.sample(range(40), chance.choice([0, 1, 1, 2, 5]))) for _ in range(3))
        loose = {n for n in loose if not {n - 1, n + 1} & (gone | bent | loose)}
        gone = {n for n in gone if not {n - 1, n + 1} & (gone | bent | loose)}
        for n in sorted(bent | loose):
            told = json.loads(record["entries"][n])
            told["count" if n in bent else "text"] = -1
            if n in loose and n:
                told["before"] = "0" * 64
            entries[n] = strict.written(told).decode()
        for n in gone:
            entries[n] = None
        found = both({**record, "entries": [one for one in entries if one is not None], "openings": {}})
        covered = {n for place, _ in found for n in span(place)}
        assert covered == gone | bent | loose, (gone, bent, loose, found)
        assert {kind for _, kind in found} <= {"changed", "missing"}


def test_one_changed_before_one_missing_is_located() -> None:
    """No chain vouches for it; the root signed after it does not hold."""
    record = with_entries(lambda entries: entries.__setitem__(slice(30, 32), [chained_anew(30)[30]]))
    assert both(record) - unused() == {("entry 30", "changed"), ("entry 31", "missing")}


def span(place: str) -> range:
    """The entries that a place names."""
    ends = [int(n) for n in re.findall(r"\d+", place)]
    return range(ends[0], ends[-1] + 1)
