"""What a disclosure at the table is checked for: figures that are intervals, and what was shown before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import require

require("table")

from onetext.api.budgets import limits  # noqa: E402
from onetext.api.table import acts, disclosing  # noqa: E402
from onetext.api.table.opening import Outside, new  # noqa: E402
from onetext.api.table.said import About  # noqa: E402
from onetext.api.table.tables import Table, opened  # noqa: E402
from onetext.process.moves import MoveError  # noqa: E402
from onetext.process.terms import Actor  # noqa: E402
from onetext.store.keys.vault import Vault  # noqa: E402
from onetext.store.keys.wrapping import Cost  # noqa: E402

MEDIATOR, SELLER = Actor("mediator"), Actor("seller")


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[tuple[Table, Vault]]:
    """A house is for sale, and the seller has said in confidence that its reservation value lies between 415 and 417."""
    made = new("house-sale", tmp_path / "t", outside=Outside(cost=Cost(1, 8, 1)))
    with opened(tmp_path / "t", writing=True) as table:
        acts.ask(table, MEDIATOR, "seller", About(reservation=True))
        acts.typed_answer(table, SELLER, "seller-1", ("415:417", "", ""))
        with table.unlocked("mediator", dict(made.passphrases)["mediator"]) as vault:
            yield table, vault


def says(table: Table, vault: Vault, **shown: object) -> str:
    """The lines of a check."""
    what = disclosing.Shown(**shown)  # type: ignore[arg-type]
    return "\n".join(disclosing.disclosure(table, MEDIATOR, vault, what, ("buyer",)).leaks.says)


def test_a_figure_given_as_an_interval_is_told_as_one(talks: tuple[Table, Vault]) -> None:
    """Not as its middle, which the seller never named."""
    table, vault = talks
    told = says(table, vault, reservation=True, of="seller")
    assert "Seller's reservation value lies in [415, 417]" in told and "416" not in told


def test_what_was_shown_before_is_counted_or_said_to_be_left_out(talks: tuple[Table, Vault]) -> None:
    """Where two disclosures cannot be put together, that is said, and a second confirmation asked for."""
    table, vault = talks
    first = disclosing.disclosure(table, MEDIATOR, vault, disclosing.Shown(agreeable=True), ("buyer",))
    assert not first.leaks.needs_confirmation and first.leaks.apart == 0
    disclosing.disclose(table, MEDIATOR, first)
    again = disclosing.disclosure(table, MEDIATOR, vault, disclosing.Shown(agreeable=True), ("buyer",))
    assert again.leaks.apart == 0  # the same once more tells nothing new
    second = disclosing.disclosure(table, MEDIATOR, vault, disclosing.Shown(count=True), ("buyer",), limits(4.0, "1GiB"))
    assert second.leaks.apart == 1 and second.leaks.needs_confirmation
    assert "One thing shown before could not be put together with this" in "\n".join(second.leaks.says)
    with pytest.raises(MoveError, match="needs a second confirmation"):
        disclosing.disclose(table, MEDIATOR, second)
