"""A stream and its heads are of one moment, on both kinds of database, although others write."""

from __future__ import annotations

import threading

from onetext.store.log import connect, create
from store.moves import MAIN, plain, unsigned


def test_a_stream_comes_with_its_heads(url: str, session: str) -> None:
    """What `entries` and `heads` say; nothing for a stream that is not there."""
    with create(url, session=session, main=MAIN) as log:
        for n in range(3):
            log.append(plain(n, f"move {n}"), unsigned)
        assert log.stream(MAIN) == (log.entries(MAIN), log.heads(MAIN)) and len(log.entries(MAIN)) == 3
        assert log.stream("nowhere") == ((), ())


def test_no_entry_is_read_without_the_head_over_it(url: str, session: str) -> None:
    """While another one writes, the last head is always over the last entry that is read."""
    with create(url, session=session, main=MAIN) as log, connect(url, session=session, writing=False) as reader:
        log.append(plain(0, "move 0"), unsigned)
        done = threading.Event()

        def writes() -> None:
            for n in range(1, 60):
                log.append(plain(n, f"move {n}"), unsigned)
            done.set()

        crew = threading.Thread(target=writes)
        crew.start()
        while not done.is_set():
            entries, heads = reader.stream(MAIN)
            assert heads[-1] == unsigned(entries[-1:])[0]
        crew.join()
