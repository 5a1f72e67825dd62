"""A session as a study: the case as the mediator or a party knows it, ready for every question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from onetext.api.reading import PathLike
from onetext.api.studies import Study, study
from onetext.api.table.cases import case_for
from onetext.api.table.naming import names
from onetext.api.table.sealing import Opened, opened
from onetext.api.table.tables import Table
from onetext.api.table.tables import opened as open_table
from onetext.api.table.views import checked_viewer, seen

Passphrase = Callable[[str], str]
"""Whose -> the passphrase; asked only where something is sealed."""


def load_table(path: PathLike, viewer: str, passphrase: Passphrase, *, as_of: date | str | None = None) -> Study:
    """The study of a session for a viewer, "" or `mediator` for the mediator.

    A party's holds nothing that depends on what others sealed. UsageError for one who has no seat.
    """
    with open_table(path, writing=True) as table:
        who = checked_viewer(table, viewer)
        found = case_for(table, who, opened_by(table, who, passphrase))
        called = "mediator" if who == table.mediator else names(table.session)[who]
    return replace(
        study(found.case, as_of=as_of, source=(str(path),)),
        viewer=called,
        differences=found.differences,
        sealed_by=tuple(sorted(found.label)),
    )


def opened_by(table: Table, viewer: str, passphrase: Passphrase) -> Opened:
    """What is sealed and may be opened for a viewer; no passphrase is asked for where nothing is."""
    if not any(getattr(event, "sealed", "") for event in seen(table, viewer)):
        return {}
    with table.unlocked(viewer, passphrase("the mediator" if viewer == table.mediator else viewer)) as vault:
        return opened(table, vault, f"asked as {viewer}")
