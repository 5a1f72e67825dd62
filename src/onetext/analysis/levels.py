"""Two levels as an answer: what would be ratified, who refuses which proposal at home, and what would carry it.

Theory of operation: the case `at_once` asks everybody at the table, so its verdict, conflicts and openings are those of
both levels together. Where some stand and others move, the openings are those of a case in which the former do not
move. The conflicts need no search of their own: demands of the movers clash with all that stands exactly where they are
what a conflict of both levels holds of theirs, so the minimal ones are the minimal of these parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onetext.analysis.conflicts import conflicts
from onetext.analysis.proposals import completions, open_size
from onetext.analysis.softenings import softenings
from onetext.analysis.survey import survey
from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.demands import demands
from onetext.model.levels import at_once, people, standing, waivable
from onetext.model.records import Proposal
from onetext.model.shown import Shape
from onetext.model.witness import why_accepts
from onetext.solve.budget import UNLIMITED, Budget, decided, enumerable, part
from onetext.solve.results import Change, Conflict, Levels, Softening
from onetext.solve.stages import levels

MOST_COMPLETIONS = 1_024
"""A proposal that leaves more packages open than this is not completed one by one."""
MOST_CONFLICTS, MOST_OPENINGS = 100, 12
"""Where there are too many packages to enumerate, at most so many are looked for."""
MOVES = ("both_move", "ratifiers_move", "table_moves")
"""Who may move: everybody, those who ratify alone, those at the table alone."""
NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Says:
    """What one who is asked later makes of a package, and why: `kind` and `id` as of `model.witness.Reason`, of a bloc
    the `members` that refuse. `answer`: yes, no, depends, or `not asked`."""

    party: str
    answer: str
    kind: str = ""
    id: str = ""
    members: tuple[str, ...] = ()

    SHAPE = Shape(null=("kind", "id"), key="party")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What becomes of a proposal on both levels: `table` and `ratified` are yes, no or depends over its completions.

    Of a proposal that leaves too much open to be completed one by one, "" and nobody's answer.
    """

    id: str
    table: str
    ratified: str
    ratifiers: tuple[Says, ...]

    SHAPE = Shape(null=("table", "ratified"), key="id")


@dataclass(frozen=True, slots=True)
class Moves:
    """What would carry an agreement on both levels if only some move: empty where some package may pass both as it is.

    `conflicts`: minimal sets of demands of those who move that no package meets which meets all demands of those who
    stand. `within_reach` is False where the demands of those who stand clash among themselves, so that no movement of
    the others is enough. `complete` names which of `conflicts` and `softenings` are complete.
    """

    within_reach: bool
    conflicts: tuple[Conflict, ...] = ()
    softenings: tuple[Softening, ...] = ()
    complete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ratification:
    """Both levels: the counts, the proposals, and what would carry it by whom who moves.

    `agreement`: yes where some package is surely accepted at the table and by all who are asked later, no where every
    one is surely refused by somebody, else depends.
    """

    agreement: str
    levels: Levels
    proposals: tuple[Confirmed, ...]
    both_move: Moves
    ratifiers_move: Moves
    table_moves: Moves

    @property
    def complete(self) -> bool:
        """Whether all lists are, and it is known what there is."""
        whole = all(len(getattr(self, name).complete) == len(LISTS) for name in MOVES)
        return whole and self.levels.status != "unknown"


LISTS = ("conflicts", "softenings")


def ratification(case: Case, chosen: Sequence[Proposal], budget: Budget = UNLIMITED) -> Ratification | None:
    """What becomes of an agreement at home, on the case's day; None where nobody is asked to ratify."""
    given = decided(case, budget)
    found = levels(case, given)
    if found is None:
        return None
    confirmed = tuple(confirmation(case, proposal) for proposal in chosen)
    if found.agreement == "no":
        return Ratification("no", found, confirmed, **carrying(case, given))
    nothing = Moves(True, complete=LISTS if found.agreement != "unknown" else ())
    return Ratification(found.agreement, found, confirmed, *(nothing for _ in MOVES))


def carried(found: Ratification) -> tuple[tuple[str, Softening], ...]:
    """Every opening of both levels once, by plain total, with the name in MOVES of those of whom alone it asks something."""
    listed: dict[tuple[Change, ...], tuple[str, Softening]] = {}
    for name in reversed(MOVES):
        for opening in getattr(found, name).softenings:
            listed.setdefault(opening.changes, (name, opening))
    return tuple(sorted(listed.values(), key=lambda one: one[1].total))


def home_known(found: Ratification | None) -> tuple[tuple[str, bool], ...]:
    """Whether what becomes of an agreement at home is complete, under its name; nothing where nobody ratifies."""
    return () if found is None else (("ratification", found.complete),)


# --- what would carry it


def carrying(case: Case, budget: Budget) -> dict[str, Moves]:
    """What would carry an agreement on both levels where nothing does, by who may move."""
    both = at_once(case)
    clashes, whole = _conflicts(both, part(budget, 1 / 3))
    every = _softenings(both, part(budget, 1 / 3))
    found: dict[str, Moves] = {}
    for place, name in enumerate(MOVES):
        moves = _movers(case, name)
        parts = [_part(both, clash, moves) for clash in clashes]
        within = all(one.demands for one in parts)
        openings, all_openings = _asked_of(both, every, moves, part(budget, 1 / (len(MOVES) - place))) if within else ((), True)
        known = (("conflicts", whole), ("softenings", all_openings))
        complete = tuple(name for name, complete in known if complete)
        found[name] = Moves(within, _minimal(both, parts) if within else (), openings, complete)
    return found


Moving = Callable[[str], bool]
Openings = tuple[tuple[Softening, ...], bool]
"""Openings, and whether they are all."""


def _asked_of(both: Case, every: Openings, moves: Moving, budget: Budget) -> Openings:
    """The openings that ask something of the movers alone; those of everybody, where each of these does.

    Then no other is left: what others undercut, one of these would undercut too.
    """
    openings, whole = every
    waived = {link.id for link in both.links if waivable(link, moves)}
    mine = all(change.id in waived if change.kind == "link" else moves(change.party) for one in openings for change in one.changes)
    held = standing(both, moves)
    return every if held == both or (mine and whole) else _softenings(held, budget)


def _movers(case: Case, name: str) -> Moving:
    """Who may move under a name of MOVES; one who is asked on both levels, as a member say, moves only where everybody may."""
    table, late = ({*people(case, stage), *(party.id for party in consenters(case, stage))} for stage in ("table", "ratify"))
    return {
        "both_move": lambda who: True,
        "ratifiers_move": lambda who: who in late and who not in table,
        "table_moves": lambda who: who not in late,
    }[name]


def _part(both: Case, clash: Conflict, moves: Moving) -> Conflict:
    """What of a conflict is asked by those who move."""
    waived = {link.id for link in both.links if waivable(link, moves)}
    mine = tuple(one for one in clash.demands if (one.id in waived if one.kind == "link" else moves(one.party)))
    return Conflict(mine, tuple((bloc, members) for bloc, members in clash.members if moves(bloc)))


def _minimal(both: Case, parts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """The conflicts that hold no other, each once, smallest first, then in the order of the case."""
    place = {demand.key: i for i, demand in enumerate(demands(both))}
    keys = {frozenset(place[one.key] for one in conflict.demands): conflict for conflict in reversed(parts)}
    least = [own for own in keys if not any(other < own for other in keys)]
    return tuple(keys[own] for own in sorted(least, key=lambda own: (len(own), sorted(own))))


def _conflicts(case: Case, budget: Budget) -> tuple[tuple[Conflict, ...], bool]:
    if budget.expired():
        return (), False
    if enumerable(case, budget):
        return conflicts(survey(case), budget)
    from onetext.solve.cpsat.conflicts import conflicts as by_programs

    return by_programs(case, budget, MOST_CONFLICTS)


def _softenings(case: Case, budget: Budget) -> Openings:
    if budget.expired():
        return (), False
    if enumerable(case, budget):
        return softenings(survey(case), budget)
    from onetext.solve.cpsat.openings import softenings as by_programs

    return by_programs(case, budget, MOST_OPENINGS)


# --- who refuses what


def says(case: Case, package: Package) -> tuple[Says, ...]:
    """What each who is asked later makes of a package, in file order."""
    return tuple(_says(case, party.id, package) for party in consenters(case, "ratify"))


def _says(case: Case, who: str, package: Package) -> Says:
    if not asked(case, who, package):
        return Says(who, NOT_ASKED)
    reason = why_accepts(case, who, package)
    refusing = (
        tuple(m.id for m in case.party[who].members if accepts(case, m.id, package) is Answer.NO) if reason.answer is Answer.NO else ()
    )
    return Says(who, reason.answer.value, reason.kind, reason.id, refusing)


def confirmation(case: Case, proposal: Proposal) -> Confirmed:
    """What becomes of a proposal on both levels, by definition, over its completions that break no link, or over all."""
    if open_size(case, proposal) > MOST_COMPLETIONS:
        return Confirmed(proposal.id, "", "", ())
    every = list(completions(case, proposal))
    tried = [package for package in every if not broken_links(case, package)] or every
    table, home = (_alike([agreed(case, package, stage).value for package in tried]) for stage in ("table", "ratify"))
    each = zip(*(says(case, package) for package in tried), strict=True)
    return Confirmed(proposal.id, table, home, tuple(_together(list(one)) for one in each))


def _alike(answers: Sequence[str]) -> str:
    """The answer that all give, else that it depends."""
    return answers[0] if len(set(answers)) == 1 else Answer.DEPENDS.value


def _together(said: Sequence[Says]) -> Says:
    """What one says of all completions: its answer and its reason where these are the same, the members that always refuse."""
    first, reasons = said[0], {(one.answer, one.kind, one.id) for one in said}
    always = tuple(who for who in first.members if all(who in one.members for one in said))
    if len(reasons) == 1:
        return replace(first, members=always)
    return Says(first.party, _alike([one.answer for one in said]), members=always)
