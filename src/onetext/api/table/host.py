"""A session for many at once: moves of several threads, decided one after the other and written in groups.

Each move is decided on the state that those before it leave, written or not yet; where one before it could not be written it is
decided again. Nobody is answered before the commit that holds his move.
"""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType

from onetext.api.table.held import Held
from onetext.api.table.tables import NOTHING_MORE, Content, More, Moved, Prepared, Table, key_of, moved
from onetext.process import commands as c
from onetext.process.terms import Actor
from onetext.store.values import Batch, Sign
from onetext.store.writer import Writer


class Host:
    """A table whose moves many threads may make at once. A context manager; the table stays open."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._writer = Writer(table.log, forget=self._forget)
        self._last: Held | None = table.held

    def __enter__(self) -> Host:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None) -> None:
        self._writer.close()

    def move(self, command: c.Command, actor: Actor, more: More = NOTHING_MORE) -> Moved:
        """Make a move, as `Table.move`; waits until it is kept."""
        last: list[Prepared] = []
        more = replace(more, contents=tuple(self._encrypted(one) for one in more.contents))

        def prepare(size: int) -> tuple[Batch, Sign]:
            made = self.table.prepared(self._state(size), command, actor, more)
            last[:] = [made]
            self._last = made.after
            return made.batch, made.sign

        appended = self._writer.submit(prepare, key_of(actor, more.key))
        if not last:  # the key was written before: nothing was decided
            return Moved((), appended, next((head.note for head in appended.heads if head.stream == actor.who), ""))
        return moved(last[0], appended, actor)

    def _encrypted(self, content: Content) -> Content:
        """A content encrypted by whoever brings it, so that the one thread that writes need not."""
        to = self.table.recipients(content.party)
        return replace(content, cipher=self.table.encrypted(content), to=to)

    def _state(self, size: int) -> Held:
        """The state on which the next move is decided: that after the last one; read anew where other processes wrote."""
        if self._last is None or self._last.session.size != size:
            self.table.refresh()
            self._last = self.table.held
        return self._last

    def _forget(self) -> None:
        """Believe no state any more: what it rests on may not have been written."""
        self._last = None
