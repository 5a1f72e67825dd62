"""Many cases through one call: the same answers in the same order whatever does the work, and nothing lost with a worker."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import date

import jsonschema
import pytest

import onetext
from cli.running import ran
from conftest import ROOT, require
from dying import FAILS, dies_of, dies_once, waits
from onetext.api.published import published
from onetext.errors import UsageError
from onetext.solve.budget import Budget

NAMES = ("labour-dispute", "river-game", "house-sale", "labour-dispute", "house-sale")
STUDIES = [onetext.load(name) for name in NAMES]


@contextmanager
def cluster() -> Iterator[Executor]:
    """A Dask cluster of two worker processes on this machine."""
    require("cluster")
    from distributed import Client, LocalCluster

    paths = [path for path in sys.path if path]
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as local,
        Client(local) as client,
    ):
        client.run(sys.path.extend, paths)
        yield client.get_executor()


EXECUTORS = {"here": lambda: nullcontext(1), "processes": lambda: nullcontext(2), "threads": lambda: ThreadPoolExecutor(2), "dask": cluster}


@pytest.mark.parametrize("kind", EXECUTORS)
def test_the_answers_are_those_of_the_plain_functions(kind):
    """For each question, in the order of the cases, with the case and day of each."""
    with EXECUTORS[kind]() as executor:
        for question, options in (("zopa", {}), ("solve", {"rule": "leximin"}), ("why", {}), ("frontier", {"within": "zopa"})):
            found = onetext.sweep(STUDIES, question, executor=executor, **options)
            assert (found.question, found.status) == (question, "complete")
            assert [row.name for row in found.rows] == [study.case.title for study in STUDIES]
            assert [row.as_of for row in found.rows] == [study.as_of for study in STUDIES]
            assert [row.answer for row in found.rows] == [getattr(study, question)(**options) for study in STUDIES]


@pytest.mark.parametrize("kind", ["processes", "dask"])
def test_a_worker_that_dies_loses_nothing(kind, tmp_path):
    """The first process that measures by the rule ends; every answer is there all the same."""
    with EXECUTORS[kind]() as executor:
        found = onetext.sweep(STUDIES, "solve", executor=executor, rule=dies_once(tmp_path / "mark"))
    assert (tmp_path / "mark").exists()
    assert [row.outcome for row in found.rows] == ["answered"] * 5
    assert [row.answer.objective for row in found.rows] == [study.solve("utilitarian").objective for study in STUDIES]


def test_a_process_killed_from_outside_loses_nothing():
    """One of two is ended in the midst of the work."""
    killed = []

    def kill() -> None:
        while not killed:
            time.sleep(0.05)
            if children := multiprocessing.active_children():
                time.sleep(0.8)  # it has begun
                children[0].kill()
                killed.append(children[0].pid)

    thread = threading.Thread(target=kill)
    thread.start()
    found = onetext.sweep(STUDIES * 4, "solve", executor=2, rule=waits(0.02))
    thread.join()
    assert killed
    assert found.status == "complete"
    assert [row.answer.objective for row in found.rows] == [study.solve("utilitarian").objective for study in STUDIES] * 4
    assert max(row.tries for row in found.rows) > 1


def test_what_kills_every_worker_is_named_and_takes_none_along():
    """The game of four principals ends its process each time; it is reported, the others are answered."""
    found = onetext.sweep(STUDIES, "solve", executor=2, rule=dies_of(4))
    assert [row.outcome for row in found.rows] == ["answered", "lost", "answered", "answered", "answered"]
    assert "every process that took it on ended" in found.rows[1].trouble
    assert (found.status, found.rows[1].answer) == ("partial", None)


def test_an_executor_that_takes_nothing_any_more_loses_nothing():
    """What it did not take is done here."""
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    found = onetext.sweep(STUDIES[:2], "zopa", executor=executor)
    assert "sent again: RuntimeError: cannot schedule new futures" in found.rows[0].trouble
    assert [row.answer for row in found.rows] == [study.zopa() for study in STUDIES[:2]]


@pytest.mark.parametrize("executor", [1, 2])
def test_a_mistake_in_one_case_stays_there(executor):
    """It is the outcome of that row, as one line."""
    found = onetext.sweep(STUDIES[:2], "solve", executor=executor, rule=FAILS)
    assert {(row.outcome, row.trouble) for row in found.rows} == {("failed", "ArithmeticError: no such sum")}


def test_what_cannot_be_asked_of_a_case_is_refused_there():
    """A method that cannot answer for one of two cases."""
    large = onetext.load("treaty-28")
    found = onetext.sweep([STUDIES[0], large], "zopa", executor=1, method="enumeration")
    assert [row.outcome for row in found.rows] == ["answered", "refused"]
    assert "enumeration" in found.rows[1].trouble


@pytest.mark.parametrize(
    ("question", "options", "said"),
    [
        ("zope", {}, "did you mean 'zopa'"),
        ("zopa", {"rule": "nash"}, "no option 'rule' of 'zopa'"),
        ("solve", {"rule": "nosh"}, "did you mean 'nash'"),
        ("zopa", {"budget2": 1}, "no option"),
    ],
)
def test_a_wrong_question_is_refused_before_any_work(question, options, said):
    """With what is known."""
    with pytest.raises(UsageError, match=said):
        onetext.sweep([], question, **options)


@pytest.mark.parametrize("executor", [1, 2])
def test_each_case_has_its_own_limit(executor):
    """A limit that is reached is an outcome with the answer so far."""
    found = onetext.sweep([onetext.load("treaty-28")] * 2, "solve", executor=executor, time=0)
    assert [row.outcome for row in found.rows] == ["cut_short"] * 2
    assert found.rows[0].answer.status == "unknown"


@pytest.mark.parametrize("executor", [1, 2])
def test_a_sweep_that_is_stopped_says_what_was_not_asked(executor):
    """Nothing is missing from the rows."""
    found = onetext.sweep(STUDIES, executor=executor, budget=onetext.limits(0))
    assert [(row.outcome, row.tries) for row in found.rows] == [("not_asked", 0)] * 5


def test_a_stop_reaches_the_searches_that_run():
    """They end with their best so far, long before their own limit."""
    began = time.monotonic()
    budget = Budget(cancelled=lambda: time.monotonic() > began + 2.5)
    hard = onetext.load("treaty-28")
    found = onetext.sweep([hard.on(day) for day in onetext.days("2031-01-01", "2043-01-01", 30)], "why", executor=2, budget=budget)
    became = {row.outcome for row in found.rows}
    assert {"cut_short", "not_asked"} <= became and len(found.rows) > 100


def test_names_and_days():
    """A mapping or pairs give names; days have equal distance, both ends included."""
    days = onetext.days("2030-01-01", "2030-07-01", 91)
    assert days == (date(2030, 1, 1), date(2030, 4, 2))
    assert onetext.days("2030-01-01", date(2030, 1, 3))[-1] == date(2030, 1, 3)
    study = onetext.load("house-sale")
    for cases in ({"a": study, "b": study.case}, [("a", study), ("b", study.case)]):
        assert [row.name for row in onetext.sweep(cases, executor=1).rows] == ["a", "b"]
    for wrong in (("2030-01-02", "2030-01-01", 1), ("2030-01-01", "2030-01-02", 0)):
        with pytest.raises(UsageError, match="no days"):
            onetext.days(*wrong)


def test_columns_and_json():
    """Columns hold the single figures of each answer; JSON what the command of the question prints."""
    found = onetext.sweep({"a": STUDIES[0], "b": STUDIES[1]}, "zopa", executor=1)
    columns = found.to_columns()
    assert columns["name"] == ["a", "b"] and columns["zopa"] == [19, 11]
    shown = found.to_dict()
    jsonschema.validate(shown, json.loads(published("sweep")))
    assert shown["rows"][0]["answer"]["case"]["title"] == STUDIES[0].case.title
    assert shown["rows"][0]["answer"] == {**STUDIES[0].zopa().to_dict(), "case": shown["rows"][0]["answer"]["case"]}


def test_the_command_asks_each_scenario_on_each_day(capsys):
    """One line for each; two scenarios are not one."""
    done = ran(capsys, "sweep", "house-sale", "labour-dispute", "--as-of", "2030-05-10,2030-06-30", "--jobs", "1")
    assert done.code == 0
    lines = [line.split() for line in done.out.splitlines()[4:]]
    assert [(line[0], line[1], line[2]) for line in lines] == [
        ("house-sale", "2030-05-10", "6"),
        ("house-sale", "2030-06-30", "16"),
        ("labour-dispute", "2030-05-10", "19"),
        ("labour-dispute", "2030-06-30", "19"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("house-sale", "--days", "2030-01-01"), 2, "no days"),
        (("house-sale", "--days", "2030-01-01:2030-02-01:x"), 2, "no days"),
        (("house-sale", "--days", "2030-01-01:2030-02-01", "--as-of", "2030-01-01"), 2, "both given"),
        (("house-sale", "--ask", "zopa", "--rule", "nash"), 2, "no option 'rule'"),
        (("house-sale", "nowhere.yaml"), 2, "nowhere.yaml"),
        ((), 2, "no SCENARIO"),
        (("treaty-28", "--ask", "solve", "--time", "0", "--jobs", "1"), 3, "1 answered"),
    ],
)
def test_what_the_command_says_of_wrong_usage_and_limits(capsys, arguments, code, said):
    """Bad usage ends before any work; a limit ends with what there is."""
    done = ran(capsys, "sweep", *arguments)
    assert done.code == code
    assert said in done.out + done.err


def test_ctrl_c_keeps_what_was_answered():
    """The first one stops the sweep; every case has its row."""
    command = [sys.executable, "-m", "onetext", "sweep", "treaty-28", "--ask", "why", "--days", "2031-01-01:2043-01-01:30", "--json"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, env={**os.environ, "PYTHONPATH": "src"}
    )
    time.sleep(4)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 3, err
    rows = json.loads(out)["rows"]
    assert len(rows) == 147 and rows[-1]["outcome"] == "not_asked"
