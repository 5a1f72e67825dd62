"""Showing something made of confidences: first what it would give away, then, where that is accepted, the disclosure itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onetext.api.budgets import limits
from onetext.api.named import find_rule
from onetext.api.table import said
from onetext.api.table.acts import whole_case
from onetext.api.table.cases import case_for
from onetext.api.table.sealing import Opened, opened
from onetext.api.table.tables import More, Moved, Table
from onetext.errors import UsageError
from onetext.model.artefacts import Agreeable, Artefact, Best, Count, Words
from onetext.model.case import Case
from onetext.process import commands as c
from onetext.process import events as e
from onetext.process.decide import audience_of
from onetext.process.moves import check_lawful
from onetext.process.terms import Actor
from onetext.store.keys.vault import Vault

if TYPE_CHECKING:
    from onetext.analysis.leaks.results import Leaks
    from onetext.solve.budget import Budget


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown, as typed: one of these.

    `best`: the rule whose best package; `agreeable`: whether any package suits all; `count`: how many suit all, or with
    `of` one party; `accepts`: whether the party `of` would accept a package; `worth`, `reservation`, `line`: a figure or
    red line of the party `of`; `words`: a message.
    """

    best: str = ""
    agreeable: bool = False
    count: bool = False
    accepts: str = ""
    worth: str = ""
    reservation: bool = False
    line: str = ""
    words: str = ""
    of: str = ""


NEEDS_A_PARTY = ("accepts", "worth", "reservation", "line")
KINDS = ("best", "agreeable", "count", *NEEDS_A_PARTY, "words")


def checked(case: Case, shown: Shown) -> str:
    """The kind of what is to be shown. UsageError, before anything is opened for it, where nothing, two things or a stranger is named."""
    given = [name for name in KINDS if getattr(shown, name)]
    if len(given) != 1:
        what = " and ".join(given) or "nothing"
        raise UsageError(f"{what} is to be shown; allowed: one of {', '.join(f'--{name}' for name in KINDS)}")
    (kind,) = given
    if (kind in NEEDS_A_PARTY or shown.of) and shown.of not in case.party:
        raise UsageError(f"it is not said whose {kind} it is; allowed: --of {', --of '.join(case.party)}")
    if kind == "best":
        find_rule(shown.best)
    if kind == "accepts":
        said.named_package(case, shown.accepts)
    if kind == "worth":
        said.options(case, shown.worth)
    return kind


def artefact_of(case: Case, shown: Shown, budget: Budget) -> Artefact:
    """What is to be shown, worked out from the case as the mediator knows it. UsageError where it cannot be."""
    from onetext.analysis.leaks import holds

    own = _on_its_day(case)
    match checked(case, shown):
        case "best":
            return holds.best_of(own, find_rule(shown.best).name, budget)
        case "agreeable":
            return holds.agreeable_of(own, budget)
        case "count":
            return holds.count_of(own, shown.of, budget)
        case "accepts":
            return holds.accepts_of(own, shown.of, dict(said.named_package(case, shown.accepts)))
        case "worth":
            return holds.figure_of(own, shown.of, *said.options(case, shown.worth)[0])
        case "reservation":
            return holds.figure_of(own, shown.of)
        case "line":
            return holds.line_of(own, shown.of, shown.line)
    return Words(shown.words)


def leaks(table: Table, found: Opened, artefact: Artefact, to: Sequence[str], budget: Budget | None = None) -> Leaks:
    """What each of an audience, and all of them together, could conclude from what is to be shown. `found`: all that is sealed, opened.

    What each was shown before counts too, as far as it is still true: harmless answers may pin a figure together. Where that
    cannot be worked out, what this tells alone, and that it was not put together.
    """
    from onetext.analysis.leaks.check import leaks as check
    from onetext.analysis.leaks.history import Held
    from onetext.report.say_leaks import with_words

    full = case_for(table, table.held.mediator, found).case
    given = budget or limits()
    held = {viewer: Held(case_for(table, viewer, found).case, shown_before(table, viewer, artefact, full, given)) for viewer in to}
    gives = check(held, full, artefact, budget=given)
    before = {one for each in held.values() for one in each.shown}
    if before and gives.computed and gives.status != "exact":
        alone = check({viewer: each.case for viewer, each in held.items()}, full, artefact, budget=given)
        gives = replace(alone, apart=len(before))
    return with_words(full, gives)


def shown_before(table: Table, viewer: str, artefact: Artefact, full: Case, budget: Budget) -> tuple[Artefact, ...]:
    """What a viewer was shown beside an artefact and what is not in its case, each once, as far as it is still true of the case."""
    from onetext.analysis.leaks.holds import still

    shown = dict.fromkeys(event.artefact for event in table.seen(viewer) if isinstance(event, e.Disclosed))
    computed = (one for one in shown if one != artefact and isinstance(one, Agreeable | Count | Best))
    return tuple(one for one in computed if still(_on_its_day(full), one, budget) is not False)


def _on_its_day(case: Case) -> Case:
    from onetext.model.day import on

    return on(case, case.as_of) if case.as_of else case


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What would be shown to whom, what it gives away, and, where it was done, the move."""

    artefact: Artefact
    to: tuple[str, ...]
    leaks: Leaks
    moved: Moved | None = None


def disclosure(table: Table, actor: Actor, vault: Vault, shown: Shown, to: Sequence[str], budget: Budget | None = None) -> Disclosure:
    """Work out what is to be shown and what it gives away; nothing is shown yet."""
    given = budget or limits()
    check_lawful(table.session, c.Disclose(Words(""), tuple(to)), actor)
    audience_of(table.session, tuple(to))
    checked(whole_case(table), shown)
    found = opened(table, vault, "a disclosure is checked for what it gives away", (e.Answered, e.Confided))
    artefact = artefact_of(case_for(table, table.held.mediator, found).case, shown, given)
    return Disclosure(artefact, tuple(to), leaks(table, found, artefact, to, given))


def disclose(table: Table, actor: Actor, made: Disclosure, *, confirmed: bool = False, key: str = "") -> Disclosure:
    """Show what was worked out. `confirmed`: whether what it pins was seen and accepted; MoveError where it pins something and was not."""
    digest = hashlib.sha256(json.dumps(made.leaks.to_dict(), sort_keys=True).encode()).hexdigest()
    command = c.Disclose(made.artefact, made.to, digest, made.leaks.needs_confirmation, confirmed)
    return replace(made, moved=table.move(command, actor, More(key=key)))
