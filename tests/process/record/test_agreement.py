"""The two verifiers find the same on whatever is done to an export; and neither is satisfied with what is not as it was."""

from __future__ import annotations

import json
import random

import pytest

from process.record.building import Export, Plan, both, contents, export, verifier
from process.record.mutations import mutated

SAID = contents(24, 4)
GOOD = export(SAID, Plan(range(1, 25), (7, 15, 24)))
SPARSE = export(SAID, Plan((5, 12, 24), (7, 15)))
HARMLESS = frozenset({"heads", "openings", "rounds", "consistency"})
"""A head in the middle and an opening can be left out, and rounds with the steps between them; nothing else can."""


def agree(record: Export, seed: int, count: int) -> dict[str, int]:
    """Compare both on so many changed exports; how often each kind was found."""
    chance = random.Random(seed)
    kinds: dict[str, int] = {}
    for _ in range(count):
        data = mutated(record, chance)
        receipts = chance.sample(GOOD["heads"] + [each["head"] for each in GOOD["rounds"]], chance.choice([0, 0, 1, 3]))
        found = both(data, receipts)
        if not found:
            assert {name for name in record if data[name] != record[name]} <= HARMLESS
            assert all(each in record["rounds"] for each in data["rounds"])
        for _, kind in found:
            kinds[kind] = kinds.get(kind, 0) + 1
    return kinds


@pytest.mark.parametrize("record", [GOOD, SPARSE], ids=["dense", "sparse"])
def test_both_find_the_same_in_changed_exports(record: Export) -> None:
    """400 each, from a fixed seed; almost every kind of finding is among them."""
    kinds = agree(record, 24, 400)
    assert len(kinds) >= 18, kinds


@pytest.mark.slow
def test_both_find_the_same_in_many_changed_exports() -> None:
    """20,000 of them."""
    for seed in range(100):
        agree((GOOD, SPARSE)[seed % 2], seed, 200)


def test_each_sentence_and_the_json_say_what_was_found() -> None:
    """For people and for programs; both name the place."""
    chance = random.Random(3)
    for _ in range(60):
        raw = json.dumps(mutated(GOOD, chance)).encode()
        report = verifier().check(raw, GOOD["heads"][3:5])
        lines, told = verifier().sentences(report), json.loads(verifier().as_json(report))
        assert told["holds"] is (report.status == 0) is (lines[-1] == "Everything holds.")
        assert len(told["findings"]) == len(report.found)
        for each in told["findings"]:
            assert any(line.startswith(f"{each['place']}: {each['kind']}: ") for line in lines)
