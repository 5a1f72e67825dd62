"""A tool as `bench.peers.worker` knows them, with tasks that agree, disagree, fail, take too long or die."""

from __future__ import annotations

import os
import time
from typing import Any

from bench.peers.worker import Task

VERSION = "fake 1.0"


def _given(**given: Any) -> dict[str, Any]:
    return given


def _fails(given: dict[str, Any]) -> Any:
    raise ArithmeticError("two\nlines")


def _unready(**given: Any) -> Any:
    raise LookupError("no such input")


TASKS = {
    "sum": Task(_given, lambda given: sum(given["numbers"]), lambda found: {"sum": found, "count": 3}),
    "same": Task(_given, lambda given: -sum(-n for n in given["numbers"]), lambda found: {"sum": found}),
    "wrong": Task(_given, lambda given: sum(given["numbers"]) + 1, lambda found: {"sum": found, "table": {"a": 1}}),
    "silent": Task(_given, sum, lambda found: {}),
    "unready": Task(_unready, sum, dict),
    "fails": Task(_given, _fails, dict),
    "slow": Task(_given, lambda given: time.sleep(60), dict),
    "dies": Task(_given, lambda given: os._exit(7), dict),
    "prints": Task(_given, lambda given: print("not a reply") or sum(given["numbers"]), lambda found: {"sum": found}),
    "none": Task(_given, lambda given: None, lambda found: {}),
}
