"""Rules that go wrong where they are measured, for tests of many cases: they can be sent to another process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from onetext.model.rules import RULES, Gains, Rule


def rule(measure: Callable[[Gains, Gains], Fraction]) -> Rule:
    """A rule with this measure."""
    return replace(RULES["utilitarian"], name="odd", measure=measure)


def _dies_once(mark: Path, gains: Gains, best: Gains) -> Fraction:
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return sum(gains, Fraction(0))


def dies_once(mark: Path) -> Rule:
    """The utilitarian rule, but the first process that measures by it ends."""
    return rule(partial(_dies_once, mark))


def _dies(parent: int, least: int, gains: Gains, best: Gains) -> Fraction:
    if len(gains) >= least and os.getpid() != parent:
        os._exit(9)
    return sum(gains, Fraction(0))


def dies_of(least: int) -> Rule:
    """The utilitarian rule, but every process except this one ends at a case of so many principals."""
    return rule(partial(_dies, os.getpid(), least))


def _fails(gains: Gains, best: Gains) -> Fraction:
    raise ArithmeticError("no such\nsum")


FAILS = rule(_fails)


def _waits(seconds: float, gains: Gains, best: Gains) -> Fraction:
    time.sleep(seconds)
    return sum(gains, Fraction(0))


def waits(seconds: float) -> Rule:
    """The utilitarian rule, at a rest before each measure."""
    return rule(partial(_waits, seconds))
