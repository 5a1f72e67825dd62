"""Copies that are made while others write, and put back."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onetext.store import copies
from onetext.store.errors import StoreFailed, StoreRefused
from onetext.store.log import Batch, Entry, Sign, connect, create, restore
from onetext.store.writer import Writer
from store.moves import MAIN, PARTIES, Session, append, plain, unsigned, wrong

TIMES, TIMES_ON_SERVER = 50, 15


def test_copies_in_mid_load(url: str, session: str, tmp_path: Path) -> None:
    """Each, put into an empty folder, is whole, has all that was acknowledged before it, and is a beginning of what there is in the end."""
    taken, sizes = [], []
    times = TIMES if "postgresql" not in url else TIMES_ON_SERVER
    with create(url, session=session, main=MAIN) as log, Writer(log) as writer, ThreadPoolExecutor(2) as pool:
        mine = Session(padding=200)
        begun = threading.Event()

        def move(n: int, number: int) -> None:
            def prepare(size: int) -> tuple[Batch, Sign]:
                batch = mine.move(size, f"{n}-{number}", PARTIES[number % 2])
                mine.sign(batch.entries)
                return batch, mine.sign

            writer.submit(prepare)
            begun.set()

        def load(n: int) -> None:
            for number in range(12):
                move(n, number)

        for n in range(times):
            before = log.size
            begun.clear()
            loading = pool.submit(load, n)
            assert begun.wait(20)
            taken.append((before, log.backup(tmp_path / f"copy{n}.db")))
            loading.result()
        final = {stream: log.entries(stream) for stream in (MAIN, *PARTIES)}
        heads = {stream: log.heads(stream) for stream in (MAIN, *PARTIES)}
    for before, path in taken:
        back = tmp_path / "empty" / "store.db"
        back.parent.mkdir()
        shutil.copy(path, back)
        with connect(back, session=session, writing=False) as copy:
            assert before < copy.size <= 12 * times
            sizes.append(copy.size)
            assert wrong(copy) == []
            for stream, entries in final.items():
                size = copy.streams().get(stream, 0)
                assert copy.entries(stream) == entries[:size]
                assert copy.heads(stream) == heads[stream][:size]
        shutil.rmtree(back.parent)
    assert any(size < 12 * (n + 1) for n, size in enumerate(sizes))  # some were taken in mid-load


def test_a_copy_is_written_on(url: str, session: str, tmp_path: Path) -> None:
    """It is a store like any other."""
    with create(url, session=session, main=MAIN) as log:
        append(log, Session(), "a")
        log.backup(tmp_path / "copy.db")
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.db"]
    with connect(tmp_path / "copy.db") as copy:
        append(copy, Session(copy), "b")
        assert wrong(copy, ["a", "b"]) == []
        assert copy.state().journal == "WAL"


def test_a_copy_is_put_back_into_either_kind(url: str, session: str, tmp_path: Path) -> None:
    """With everything that the session had; where the session is there already it is left alone."""
    with create(tmp_path / "one.db", session=session, main=MAIN) as log:
        batch = Batch(0, "k", (Entry(MAIN, 0, b"{}"), Entry("*", 0, b"{}")), (("c", b"1"),), (), (("north", b"{}"),))
        log.append(batch, unsigned)
        log.read("mediator", "c", "why", "when")
        log.backup(tmp_path / "copy.db")
        everything = [log.entries(MAIN), log.streams(), log.heads("*"), log.sealed("c"), log.keys(), log.readings(), log.written(["k"])]
    with restore(tmp_path / "copy.db", url) as back:
        assert (back.session, back.main) == (session, MAIN)
        assert everything == [
            back.entries(MAIN), back.streams(), back.heads("*"), back.sealed("c"), back.keys(), back.readings(), back.written(["k"])
        ]  # fmt: skip
        assert back.append(plain(1, "b"), unsigned).size == 2
    with pytest.raises(StoreRefused, match="already"):
        restore(tmp_path / "copy.db", url)


def test_half_a_copy_is_not_left(url: str, session: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it fails at the end; and no file is written over."""

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    with create(url, session=session, main=MAIN) as log:
        (tmp_path / "there.db").touch()
        with pytest.raises(StoreRefused, match="is there already"):
            log.backup(tmp_path / "there.db")
        monkeypatch.setattr(copies.os, "replace", full)
        with pytest.raises(StoreFailed, match="No space left"):
            log.backup(tmp_path / "out" / "copy.db")
        assert list((tmp_path / "out").iterdir()) == []
