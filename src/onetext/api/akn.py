"""The text as Akoma Ntoso 3, the standard for the texts of parliaments, courts and treaties."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onetext.api.templates import slugs
from onetext.model.checks import people_of
from onetext.model.text.resolve import resolved

if TYPE_CHECKING:
    from onetext.api.texts import TextPage
    from onetext.formats.akn import Edition


def to_akn(page: TextPage, *, amending: bool = False) -> bytes:
    """A view of the text as Akoma Ntoso; of two drafts compared, one version with what came and went, or with `amending` an
    amendment. Raises UsageError where the extra `akn` is not installed."""
    from onetext.formats.akn import write_akn

    view = page.data
    text = resolved(page.text, {**dict(view.package), **page.settled}) if view.view == "clean" else page.text
    since = edition(page, view.compared_with) if page.before is not None else None
    return write_akn(text, edition(page, view.draft), before=page.before, since=since, amending=amending)


def edition(page: TextPage, number: int) -> Edition:
    """What the standard asks to be said of a version: its day, its author, its name, who and what it speaks of."""
    from onetext.formats.akn import Edition

    case = page.case
    drafts = case.drafts
    day = (drafts[number - 1].date if number and drafts else None) or case.as_of or date.today()
    mediator = next((party.id for party in case.parties if party.is_a("mediator")), "mediator")
    author = drafts[number - 1].by if number and drafts else mediator
    begun = next((one.date for one in drafts if one.date is not None), None)
    return Edition(
        day, author, slugs([case.title or "treaty"])[0], begun, str(number or ""),
        parties=tuple((who, case.name(who)) for who in people_of(case)),
        issues=tuple((issue.id, issue.name) for issue in case.issues),
    )  # fmt: skip
