"""The page on the table names every move, event, phase, mode, procedure and power there is, each in the tables made for it."""

from __future__ import annotations

from typing import get_args

import pytest

from conftest import ROOT
from docs.made_table import MADE_OF_TABLES, leads_to
from onetext.process import events as e
from onetext.process.moves import MOVES
from onetext.process.session import AFTER
from onetext.process.terms import Mode, Phase, Power, Procedure

PAGE = (ROOT / "docs" / "reference" / "table.md").read_text("utf-8")


def part(name: str) -> str:
    """What stands on the page between a marker and its end."""
    return PAGE.partition(f"<!-- {name}: made by make docs -->\n")[2].partition("<!-- end -->")[0]


@pytest.mark.parametrize("name", MADE_OF_TABLES)
def test_every_table_stands_on_the_page(name):
    """As it is made now; `test_page` holds it word for word."""
    assert part(name).strip() == MADE_OF_TABLES[name](part(name)).strip()


def test_every_move_event_phase_and_power_is_named():
    """Nothing that can happen at the table is missing."""
    assert all(f"| `{move.verb}` |" in part("moves") for move in MOVES.values())
    assert all(f"| `{kind.__name__}` |" in part("visibility") for kind in get_args(e.Event))
    assert all(f"\n{phase.value}\n" in part("phases") for phase in Phase)
    assert all(f"| {power.value} |" in part("powers") for power in Power)
    assert all(f"**{one.value}**" in PAGE for one in (*Mode, *Procedure))


def test_every_way_from_phase_to_phase_is_drawn():
    """Each event that changes the phase is led to by some move, and so is drawn."""
    assert {event for events in leads_to().values() for event in events} == set(get_args(e.Event))
    assert all(f"({event.__name__})" in part("phases") for event in AFTER)
