"""One thread that writes what many threads ask for, several moves to a transaction.

A commit waits for the disk, and while it waits more moves come in; they share the next commit. Nobody is answered before the commit that
holds his move.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from types import TracebackType

from onetext.store.errors import Busy, Conflict, StoreRefused
from onetext.store.log import Log
from onetext.store.values import Appended, Batch, Outcome, Sign

Prepare = Callable[[int], tuple[Batch, Sign]]
"""Decides a move, given the size of the main stream that it will be written on.

It is called in the writing thread, for one move after the other, so that it may use a state that it keeps. The moves before it in the
same group are decided and not yet written. Where they come to nothing, `forget` of the writer is called, and this again for the same move.
"""

MOST = 64
"""Moves that share one commit at most."""
PAUSE = 5e-5
"""Seconds in which those who were just answered together may ask for the next, before it is looked who is there."""
TRIES = 100
"""So often a move is decided again, where other processes write to the session too."""


@dataclass(slots=True)
class _Asked:
    prepare: Prepare
    key: str
    answer: Future[Appended] = field(default_factory=Future)
    tries: int = 0


def _nothing() -> None:
    pass


class Writer:
    """Takes moves from several threads and writes them in groups. A context manager; closing it leaves the log open.

    `forget` is called in the writing thread whenever a move that was decided was not written as decided: whoever keeps a state that moves
    are decided on has to read it anew from the log.
    """

    def __init__(self, log: Log, *, forget: Callable[[], None] = _nothing, most: int = MOST) -> None:
        self.log = log
        self._forget = forget
        self._most = most
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self._closing = Lock()
        self._closed = False
        self._size: int | None = None
        self._thread = Thread(target=self._run, name="onetext-writer", daemon=True)
        self._thread.start()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def submit(self, prepare: Prepare, key: str = "") -> Appended:
        """Have a move decided and written, and wait until it is durable. Raises what `prepare` or the log raises.

        With `key`, a move that was written under it before is answered again without deciding anew.
        """
        asked = _Asked(prepare, key)
        with self._closing:
            if self._closed:
                raise StoreRefused("this writer is closed")
            self._asked.put(asked)
        return asked.answer.result()

    def close(self) -> None:
        """Write what was asked for until now, and end."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._asked.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            group: list[_Asked] = []
            item = self._asked.get()
            while True:
                if item is None:
                    going = False
                    break
                group.append(item)
                if len(group) >= self._most:
                    break
                try:
                    item = self._asked.get_nowait()
                except Empty:
                    break
            self._settled(group)
            if len(group) > 1:
                time.sleep(PAUSE)

    def _settled(self, group: list[_Asked]) -> None:
        """Answer every move of a group, whatever happens: nobody may wait for ever."""
        try:
            left = group
            while left:
                left = self._written(self._first_time(left))
        except BaseException as wrong:
            self._forget()
            for each in group:
                if not each.answer.done():
                    each.answer.set_exception(wrong)

    def _first_time(self, group: list[_Asked]) -> list[_Asked]:
        """Answer those that were written before, and give the others."""
        names = {each.key for each in group if each.key}
        known = self.log.written(names) if names else {}
        for each in group:
            if each.key in known:
                each.answer.set_result(known[each.key])
        return [each for each in group if each.key not in known]

    def _written(self, group: list[_Asked]) -> list[_Asked]:
        """Decide and write moves, answer them, and give those that have to be decided again."""
        start = size = self.log.size if self._size is None else self._size
        self._size = None
        made: dict[int, tuple[Batch, Sign]] = {}
        outcomes: dict[int, Outcome] = {}
        again, names = set[int](), set[str]()
        for place, each in enumerate(group):
            if each.key and each.key in names:
                again.add(place)  # the same move came twice: when it is written, the second is answered as the first
                continue
            names.add(each.key)
            try:
                made[place] = each.prepare(size)
            except Exception as refused:
                outcomes[place] = refused
                continue
            size = made[place][0].expected + made[place][0].added
        written = self.log.append_group(list(made.values())) if made else []
        outcomes |= zip(made, written, strict=True)
        as_decided = all(isinstance(outcome, Appended) and not outcome.repeated for outcome in written)
        if as_decided:
            self._size = max([start, *(outcome.size for outcome in written if isinstance(outcome, Appended))])
        else:
            self._forget()
        for place, outcome in sorted(outcomes.items()):
            # A refusal may rest on a move before it that came to nothing.
            undone = isinstance(outcome, Conflict) or (place not in made and not as_decided)
            if undone and group[place].tries < TRIES:
                group[place].tries += 1
                again.add(place)
            else:
                _answer(group[place], outcome)
        return [group[place] for place in sorted(again)]


def _answer(asked: _Asked, outcome: Outcome) -> None:
    """Tell who asked what became of it."""
    if isinstance(outcome, Appended):
        asked.answer.set_result(outcome)
    elif isinstance(outcome, Conflict):
        asked.answer.set_exception(Busy(f"other processes write to this session without a pause ({outcome}); allowed: to try again"))
    else:
        asked.answer.set_exception(outcome)
