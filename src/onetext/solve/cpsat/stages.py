"""Table and ratification where the space is too large to enumerate: of which kinds there are packages, each proven."""

from __future__ import annotations

from onetext.model.acceptance import agreed, broken_links, consenters
from onetext.model.case import Case
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding, Mode
from onetext.solve.cpsat.search import Package, seek
from onetext.solve.cpsat.settled import refused
from onetext.solve.cpsat.zone import GOOD_ENOUGH
from onetext.solve.results import Levels, Portion, Ratifier

Demand = tuple[str, bool, Mode]
"""A stage, whether all who are asked there accept or somebody refuses, and whether surely or possibly."""

REFUSAL: dict[Mode, Mode] = {"surely": "possibly", "possibly": "surely"}
"""Somebody surely refuses where not all possibly accept, and possibly where not all surely do."""


def by_programs(case: Case, budget: Budget) -> Levels:
    """`solve.stages.levels` without a count: a kind has no package where that is proven, else one is shown."""
    found = {
        "table": _portion(case, [("table", True)], budget),
        "both": _portion(case, [("table", True), ("ratify", True)], budget),
        "table_only": _portion(case, [("table", True), ("ratify", False)], budget),
        "ratifiers_only": _portion(case, [("ratify", True), ("table", False)], budget),
    }
    known = all(_settled(portion) for portion in found.values())
    late = tuple(Ratifier(party.id, party.behind, None, None) for party in consenters(case, "ratify"))
    return Levels("proven" if known else "unknown", "cp-sat", **found, ratifiers=late)


def _settled(portion: Portion) -> bool:
    """Whether it is known if there are sure ones, and if there are possible ones."""
    return portion.answer != "unknown" and (portion.first_sure or portion.sure == 0)


def _portion(case: Case, asks: list[tuple[str, bool]], budget: Budget) -> Portion:
    """Whether there is a package of a kind, sure ones first."""
    proven, package = _exists(case, [(stage, accepts, "surely") for stage, accepts in asks], budget)
    if package is not None:
        return Portion(None, None, tuple(package.items()), True)
    sure = 0 if proven else None
    proven, package = _exists(case, [(stage, accepts, "possibly") for stage, accepts in asks], budget)
    return Portion(sure, 0 if proven and package is None else None, tuple(package.items()) if package else None)


def _exists(case: Case, demands: list[Demand], budget: Budget) -> tuple[bool, Package | None]:
    """Whether it is settled if some admissible package meets some demands, and one that does, decided again by definition.

    Where a refusal cannot be written in whole numbers, the program is wider than what it stands for: that it has no
    package is proof, a package that it has may be none.
    """
    encoding = coded.admissible(case)
    exact = False not in [_require(encoding, *demand) for demand in demands]
    outcome, package = seek(
        encoding, budget, "what the table and those who ratify accept", lambda one: not exact or _meets(case, one, demands)
    )
    if package is not None and not _meets(case, package, demands):
        return False, None
    return package is not None or outcome.status == "infeasible", package


def _require(encoding: Encoding, stage: str, accepts: bool, mode: Mode) -> bool:
    """Restrict a program to the packages that meet a demand; whether that could be done exactly."""
    parties = consenters(encoding.case, stage)
    if not accepts:
        return refused(encoding, parties, REFUSAL[mode])
    for party in parties:
        coded.accept(encoding, party, mode)
    return True


def _meets(case: Case, package: Package, demands: list[Demand]) -> bool:
    """Whether an admissible package meets demands, by definition."""
    return not broken_links(case, package) and all(_answers(case, package, *demand) for demand in demands)


def _answers(case: Case, package: Package, stage: str, accepts: bool, mode: Mode) -> bool:
    answer = agreed(case, package, stage)
    if accepts:
        return answer in GOOD_ENOUGH[mode]
    return answer not in GOOD_ENOUGH[REFUSAL[mode]]
