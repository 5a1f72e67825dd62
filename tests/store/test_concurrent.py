"""Sixteen at once on one expected version: exactly one wins, whatever they do; and a store that does what a list would do."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from onetext.store.errors import Conflict
from onetext.store.log import Appended, Batch, Entry, Head, Log, connect, create
from store.moves import MAIN, plain, unsigned

THREADS = 16


@dataclass
class Race:
    """Rounds in which every thread appends on the size that all saw; whoever wins sends the same again."""

    logs: list[Log]
    rounds: int
    outcomes: list[list[object]] = field(default_factory=list)
    trouble: list[BaseException] = field(default_factory=list)

    def run(self) -> None:
        """Run all rounds."""
        self.outcomes = [[None] * len(self.logs) for _ in range(self.rounds)]
        barrier = threading.Barrier(len(self.logs))
        crew = [threading.Thread(target=self._one, args=(number, barrier)) for number in range(len(self.logs))]
        for each in crew:
            each.start()
        for each in crew:
            each.join()
        if self.trouble:
            raise self.trouble[0]

    def _one(self, number: int, barrier: threading.Barrier) -> None:
        try:
            for n in range(self.rounds):
                barrier.wait(120)
                self.outcomes[n][number] = self._try(number, n)
        except BaseException as wrong:
            self.trouble.append(wrong)
            barrier.abort()

    def _try(self, number: int, n: int) -> object:
        move = plain(n, f"{n}-{number}", data=f"{n} {number}".encode())
        try:
            first = self.logs[number].append(move, unsigned)
        except Conflict as refused:
            return refused.size
        again = self.logs[number].append(move, unsigned)
        assert again == Appended(first.first, first.size, first.heads, repeated=True)
        return first


def raced(logs: list[Log], rounds: int) -> None:
    """One winner in each round, the others told the newer size, and the log holds the winners and nothing else."""
    race = Race(logs, rounds)
    race.run()
    winners = []
    for n, outcomes in enumerate(race.outcomes):
        won = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, Appended)]
        assert len(won) == 1, n
        assert {outcome for outcome in outcomes if not isinstance(outcome, Appended)} == {n + 1}
        winners.append(f"{n} {won[0]}".encode())
    assert [entry.data for entry in logs[0].entries(MAIN)] == winners
    assert [head.size for head in logs[0].heads(MAIN)] == list(range(1, rounds + 1))


def test_one_wins_in_a_file(tmp_path: object, session: str) -> None:
    """2,000 rounds of threads of the one process that may write."""
    with create(f"{tmp_path}/store.db", session=session, main=MAIN) as log:
        raced([log] * THREADS, 2_000)


def race_on_server(url: str, session: str, rounds: int) -> None:
    """Each with a connection of its own, as processes have."""
    create(url, session=session, main=MAIN).close()
    with ExitStack() as stack:
        raced([stack.enter_context(connect(url, session=session)) for _ in range(THREADS)], rounds)


def test_one_wins_on_a_server(shared_database: str, session: str) -> None:
    """500 rounds; all 2,000 in `make slow`."""
    race_on_server(shared_database, session, 500)


@pytest.mark.slow("postgres-long")
def test_one_wins_on_a_server_for_long(shared_database: str, session: str) -> None:
    """2,000 rounds."""
    race_on_server(shared_database, session, 2_000)


def test_the_race_sees_two_winners(tmp_path: object, session: str) -> None:
    """The check itself can fail: a log that takes every move on its own size."""

    class Careless:
        def __init__(self, log: Log) -> None:
            self.log = log
            self.lock = threading.Lock()

        def append(self, batch: Batch, sign: Callable[[tuple[Entry, ...]], tuple[Head, ...]]) -> Appended:
            with self.lock:
                return self.log.append(plain(self.log.size, batch.key, data=batch.entries[0].data), sign)

    with create(f"{tmp_path}/store.db", session=session, main=MAIN) as log:
        careless = Careless(log)
        with pytest.raises(AssertionError):
            raced([careless] * 2, 3)  # type: ignore[list-item]


class Machine(RuleBasedStateMachine):
    """A log beside a list of the moves that it should hold."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.session = secrets.token_hex(16)
        self.log = create(self.url, session=self.session, main=MAIN)
        self.streams: dict[str, list[bytes]] = {}
        self.answers: dict[str, Appended] = {}
        self.sealed: dict[str, bytes] = {}
        self.numbers: Iterator[int] = iter(range(10_000))

    def batch(self, size: int, shape: list[tuple[str, bytes]], key: str = "") -> Batch:
        """A move of one main entry and entries of other streams."""
        at = {stream: len(data) for stream, data in self.streams.items()}
        made = [Entry(MAIN, size, b"main")]
        for stream, data in shape:
            n = size + 1 + sum(e.stream == MAIN for e in made[1:]) if stream == MAIN else at.get(stream, 0)
            at[stream] = n + 1
            made.append(Entry(stream, n, data))
        key = key or f"k{next(self.numbers)}"
        return Batch(size, key, tuple(made), sealed=((f"c{key}", key.encode()),))

    def keep(self, batch: Batch, answer: Appended) -> None:
        """What the model holds after a move."""
        for entry in batch.entries:
            self.streams.setdefault(entry.stream, []).append(entry.data)
        self.answers[batch.key] = answer
        self.sealed |= dict(batch.sealed)

    @property
    def size(self) -> int:
        """The size of the main stream, by the model."""
        return len(self.streams.get(MAIN, ()))

    shapes = st.lists(st.tuples(st.sampled_from([MAIN, "north", "south", "*"]), st.binary(max_size=20)), max_size=4)

    @initialize()
    def begins_empty(self) -> None:
        """Nothing is there."""
        assert self.log.streams() == {}

    @rule(shape=shapes)
    def append(self, shape: list[tuple[str, bytes]]) -> None:
        """A move on the right size."""
        batch = self.batch(self.size, shape)
        answer = self.log.append(batch, unsigned)
        assert answer == Appended(self.size, self.size + batch.added, unsigned(batch.entries))
        self.keep(batch, answer)

    @rule(off=st.sampled_from([-3, -1, 1, 5]), shape=shapes)
    def late(self, off: int, shape: list[tuple[str, bytes]]) -> None:
        """A move on another size."""
        if self.size + off >= 0:
            with pytest.raises(Conflict) as told:
                self.log.append(self.batch(self.size + off, shape), unsigned)
            assert told.value.size == self.size

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), off=st.integers(0, 3))
    def again(self, data: st.DataObject, off: int) -> None:
        """A move that was written before."""
        key = data.draw(st.sampled_from(sorted(self.answers)))
        first = self.answers[key]
        assert self.log.append(self.batch(off, [], key), unsigned) == Appended(first.first, first.size, first.heads, repeated=True)

    @rule(shapes=st.lists(shapes, max_size=4), stale=st.integers(0, 3), unsignable=st.integers(0, 6))
    def group(self, shapes: list[list[tuple[str, bytes]]], stale: int, unsignable: int) -> None:
        """Several moves in one transaction, perhaps one of them on a wrong size, or one that cannot be signed."""

        def fails(back: tuple[Entry, ...]) -> tuple[Head, ...]:
            raise ValueError("no key")

        batches = []
        for place, shape in enumerate(shapes):
            size = self.size if place != stale else self.size + 9
            batch = self.batch(size, shape)
            batches.append(batch)
            if place not in (stale, unsignable):
                self.keep(batch, Appended(size, size + batch.added, unsigned(batch.entries)))
            elif place == unsignable:
                break  # those behind it would be decided on what was never written
        asked = [(batch, fails if place == unsignable else unsigned) for place, batch in enumerate(batches)]
        outcomes = self.log.append_group(asked)
        for place, (batch, outcome) in enumerate(zip(batches, outcomes, strict=True)):
            if place == stale:
                assert isinstance(outcome, Conflict)
            elif place == unsignable:
                assert isinstance(outcome, ValueError)
            else:
                assert outcome == self.answers[batch.key]

    @rule()
    def reopen(self) -> None:
        """Closed and opened."""
        self.log.close()
        self.log = connect(self.url, session=self.session)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        """Every stream, every ciphertext of the latest moves."""
        assert self.log.size == self.size
        assert self.log.streams() == {stream: len(data) for stream, data in self.streams.items()}
        for stream, data in self.streams.items():
            assert [(entry.n, entry.data) for entry in self.log.entries(stream)] == list(enumerate(data))
            assert [head.size for head in self.log.heads(stream)] == list(range(1, len(data) + 1))
        for commitment in list(self.sealed)[-2:]:
            assert self.log.sealed(commitment) == self.sealed[commitment]

    def teardown(self) -> None:
        """Let the next one write."""
        self.log.close()


def test_a_store_does_what_a_list_does(url: str) -> None:
    """Any moves in any order, resent, late, in groups, over closing and opening."""
    few = settings(max_examples=500 if os.environ.get("HYPOTHESIS_PROFILE") == "slow" else 10, stateful_step_count=20, deadline=None)
    run_state_machine_as_test(type("Here", (Machine,), {"url": url}), settings=few)  # type: ignore[no-untyped-call]
