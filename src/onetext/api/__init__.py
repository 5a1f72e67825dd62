"""The public face: `load` a scenario, or ask a case directly; every answer is a frozen value with its witness.

>>> import onetext
>>> study = onetext.load("house-sale")
>>> study.zopa().status
'exact'
"""

from __future__ import annotations

from onetext.api.briefs import Page, brief
from onetext.api.budgets import limits
from onetext.api.checking import Check
from onetext.api.documents import read
from onetext.api.many import days, sweep
from onetext.api.questions import ask, check, digest, frontier, robust, simulate_questions, solve, trades, why, window, zopa
from onetext.api.reading import bundled
from onetext.api.studies import Study, load, study
from onetext.api.tasks import Sweep
from onetext.api.writing import convert
from onetext.model.case import Case
from onetext.model.rules import RULES
from onetext.solve.plan import METHODS

__all__ = [
    "METHODS", "RULES", "Case", "Check", "Page", "Study", "Sweep", "ask", "brief", "bundled", "check", "convert", "days", "digest",
    "frontier", "limits", "load", "read", "robust", "simulate_questions", "solve", "study", "sweep", "trades", "why", "window", "zopa",
]  # fmt: skip
