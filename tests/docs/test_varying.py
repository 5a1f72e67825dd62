"""What differs from session to session stays as a page has it; anything else does not."""

from __future__ import annotations

import re

import pytest

from conftest import require
from docs.pages import Reader, rebuilt
from docs.varying import VARYING, steady

EIGHT = "tipip-lupub-hatoj-miguf-subap-pudin-vakis-ritab"
SAME = {
    "PASSPHRASE": ("  union  lidij-basoh-hufih-buhof-puman", "  union  kukih-vitij-kalij-kitih-bilad"),
    "EIGHT-WORDS": (f"Receipt 2: {EIGHT}", f"Receipt 2: {'-'.join(reversed(EIGHT.split('-')))}"),
    "TWENTY WORDS": (f"  1. {' '.join(['acid'] * 20)}", f"  1. {' '.join(['lamp'] * 20)}"),
    "HEX": (f"Session {'0' * 32} in t.", f"Session {'f' * 32} in t."),
    "BASE64": (f"— onetext/t {'A' * 60}==", f"— onetext/t {'Q' * 60}=="),
    "WHEN": ("3  2026-11-29 02:03  Depot", "3  2027-01-01 17:45  Depot"),
    "DATABASE": ("Kept in SQLite 3.53.4, WAL, FULL", "Kept in PostgreSQL 15.1, , on"),
}


@pytest.mark.parametrize("name", VARYING)
def test_each_kind_of_what_varies_is_left_out(name):
    """Two outputs that differ in it alone are the same."""
    one, other = SAME[name]
    assert one != other and steady(one) == steady(other) and f"<{name}>" in steady(one)


@pytest.mark.parametrize(
    "said",
    ["Receipt 2: two-words", "met Depot on 2030-03-04 in the canteen", "since 2043-09-17.", "5 of 5 issues settled", "  1. twelve words"],
)
def test_nothing_else_is_left_out(said):
    """Counts, days that were said, and words of other shapes are compared."""
    assert steady(said) == said


def test_an_output_of_a_session_is_put_right_where_more_than_that_differs(tmp_path, monkeypatch):
    """A page keeps its own keys and words, and loses a sentence that is not said."""
    require("table")
    monkeypatch.chdir(tmp_path)
    page = '```console\n$ export ONETEXT_PASSPHRASE="a lamp for the night bus"\n$ onetext table new house-sale -o sale\n$ onetext table close sale\n```\n'
    made = rebuilt(page, Reader(tmp_path), {})
    assert "as in ONETEXT_PASSPHRASE" in made and "The mediator closed round 1.\nReceipt 2: " in made
    again = tmp_path / "again"
    again.mkdir()
    monkeypatch.chdir(again)
    wrong = made.replace("closed round 1", "closed round 7")
    assert rebuilt(wrong, Reader(again), {}) != wrong
    third = tmp_path / "third"
    third.mkdir()
    monkeypatch.chdir(third)
    assert rebuilt(made, Reader(third), {}) == made
    assert len(re.findall(r"Session [0-9a-f]{32}", made)) == 1
