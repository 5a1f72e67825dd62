"""Moves of several threads, written in groups: each decided on the size it is written on, each answered after its commit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from onetext.store.errors import StoreRefused
from onetext.store.log import Batch, Conflict, Sign, connect, create
from onetext.store.writer import Prepare, Writer
from store.moves import MAIN, Session, plain, unsigned, wrong


def said(key: str) -> Prepare:
    """A move of one entry on whatever size there is."""
    return lambda size: (plain(size, key), unsigned)


def test_every_thread_gets_its_own_place(url: str, session: str) -> None:
    """Eight threads, forty moves each: no conflict, each once, chains and roots hold."""
    with create(url, session=session, main=MAIN) as log, Writer(log) as writer:
        mine = Session()

        def prepare(key: str) -> Prepare:
            def decided(size: int) -> tuple[Batch, Sign]:
                party = ("north", "south")[len(key) % 2]
                batch = mine.move(size, key, party)
                for each in batch.entries:  # as somebody does who keeps the state of what is decided
                    mine.sign((each,))
                return batch, mine.sign

            return decided

        with ThreadPoolExecutor(8) as pool:
            done = list(pool.map(lambda n: writer.submit(prepare(f"{'k' * (n % 2 + 1)}{n}")), range(320)))
        assert sorted(one.first for one in done) == list(range(320))
        assert not any(one.repeated for one in done)
        assert wrong(log) == []


def test_moves_that_come_while_one_is_written_share_a_commit(url: str, session: str) -> None:
    """Held up inside the first, the others wait for one transaction together; nobody is answered before it."""
    begun: list[str] = []
    inside, go_on = threading.Event(), threading.Event()
    with create(url, session=session, main=MAIN) as log, Writer(log) as writer:
        log._settings = type(log._settings)(passing=begun.append)

        def slow(size: int) -> tuple[Batch, Sign]:
            inside.set()
            assert go_on.wait(20)
            return plain(size, "first"), unsigned

        with ThreadPoolExecutor(8) as pool:
            first = pool.submit(writer.submit, slow)
            assert inside.wait(20)
            others = [pool.submit(writer.submit, said(f"k{n}")) for n in range(5)]
            while writer._asked.qsize() < 5:
                pass
            assert not any(each.done() for each in others)
            go_on.set()
            assert first.result().first == 0
            assert sorted(each.result().first for each in others) == [1, 2, 3, 4, 5]
    assert begun.count("begun") == 2


def test_what_is_refused_leaves_the_others(url: str, session: str) -> None:
    """What `prepare` or `sign` raises is raised to who asked for it, and to nobody else."""

    def refused(size: int) -> tuple[Batch, Sign]:
        raise ValueError("not now")

    def unsignable(size: int) -> tuple[Batch, Sign]:
        def sign(back: object) -> tuple[()]:
            raise ValueError("no key")

        return plain(size, "u"), sign

    with create(url, session=session, main=MAIN) as log, Writer(log) as writer, ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(writer.submit, each) for each in (said("a"), refused, said("b"), unsignable, said("c"), said("d"))]
        outcomes = [str(each.exception() or "") for each in asked]
        assert outcomes == ["", "not now", "", "no key", "", ""]
        assert log.size == 4


def test_a_state_is_forgotten_where_a_decided_move_was_not_written(url: str, session: str) -> None:
    """Once for each group in which that was so, before a move is decided again; never where all went well."""
    told: list[object] = []
    inside, go_on = threading.Event(), threading.Event()

    def decided(key: str, *, signable: bool = True) -> Prepare:
        def prepare(size: int) -> tuple[Batch, Sign]:
            told.append((key, size))
            inside.set()
            assert go_on.wait(20)
            return plain(size, key), unsigned if signable else None  # type: ignore[return-value]

        return prepare

    with (
        create(url, session=session, main=MAIN) as log,
        Writer(log, forget=lambda: told.append("forget")) as writer,
        ThreadPoolExecutor(8) as pool,
    ):
        first = pool.submit(writer.submit, decided("a"))
        assert inside.wait(20)
        bad = pool.submit(writer.submit, decided("b", signable=False))
        while writer._asked.qsize() < 1:
            pass
        last = pool.submit(writer.submit, decided("c"))
        while writer._asked.qsize() < 2:
            pass
        go_on.set()
        assert (first.result().first, last.result().first) == (0, 1)
        assert isinstance(bad.exception(), TypeError)
    assert told == [("a", 0), ("b", 1), ("c", 2), "forget", ("c", 1)]


def test_a_move_that_comes_again_is_not_decided_again(url: str, session: str) -> None:
    """Its key is enough."""
    with create(url, session=session, main=MAIN) as log, Writer(log) as writer:
        first = writer.submit(said("a"), "a")
        writer.submit(said("b"), "b")
        again = writer.submit(lambda size: pytest.fail("decided again"), "a")
        assert (again.first, again.heads, again.repeated) == (first.first, first.heads, True)
        assert log.size == 2


def test_a_group_is_answered_as_a_whole(url: str, session: str) -> None:
    """A refusal that rested on a move which came to nothing is decided anew; a move that came twice is written once."""
    inside, go_on = threading.Event(), threading.Event()
    state: list[str] = []

    def decided(key: str, *, signable: bool = True) -> Prepare:
        def prepare(size: int) -> tuple[Batch, Sign]:
            inside.set()
            assert go_on.wait(20)
            if "only one" in state and key == "late":
                raise ValueError("there is one already")
            state.append("only one" if key == "bad" else key)
            return plain(size, key), unsigned if signable else None  # type: ignore[return-value]

        return prepare

    with create(url, session=session, main=MAIN) as log, Writer(log, forget=state.clear) as writer, ThreadPoolExecutor(8) as pool:
        asked = []
        for n, (key, signable) in enumerate((("first", True), ("bad", False), ("late", True), ("twice", True), ("twice", True))):
            asked.append(pool.submit(writer.submit, decided(key, signable=signable), key))
            assert inside.wait(20)
            while writer._asked.qsize() < n:
                pass
        go_on.set()
        first, bad, late, twice, again = asked
        assert isinstance(bad.exception(), TypeError)
        assert first.result().first == 0
        assert late.exception() is None
        assert {late.result().first, twice.result().first} == {1, 2}
        assert (again.result().first, again.result().repeated) == (twice.result().first, True)
        assert log.size == 3


def test_a_closed_writer_takes_nothing(url: str, session: str) -> None:
    """What was asked before it closed is written."""
    with create(url, session=session, main=MAIN) as log:
        writer = Writer(log)
        writer.submit(said("a"))
        writer.close()
        writer.close()
        with pytest.raises(StoreRefused, match="closed"):
            writer.submit(said("b"))
        assert log.size == 1


def test_two_processes_on_a_server_decide_again(shared_database: str, session: str) -> None:
    """Where another connection was faster, a move is decided on what is there now."""
    create(shared_database, session=session, main=MAIN).close()
    with connect(shared_database, session=session) as log, connect(shared_database, session=session) as other, Writer(log) as writer:
        sizes: list[int] = []

        def prepare(size: int) -> tuple[Batch, Sign]:
            if not sizes:
                other.append(plain(0, "faster"), unsigned)
            sizes.append(size)
            return plain(size, "slower"), unsigned

        assert writer.submit(prepare).first == 1
        assert sizes == [0, 1]
        with pytest.raises(Conflict):
            other.append(plain(1, "late"), unsigned)
