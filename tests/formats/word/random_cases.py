"""Documents with changes by chance, from a seed: what a hand would not think of."""

from __future__ import annotations

import re
from itertools import count
from random import Random

from formats.word.make_corpus import DATE, E, M, N, cell, change, cut, document, gone, ins, item, mark, p, r, row, table

WORDS = "all parties agree that the border of the north and east stays open for water and trade".split()
AUTHORS = (N, E, M)


def _piece(of: Random) -> str:
    """Text in some state."""
    text = " ".join(of.sample(WORDS, of.randint(1, 3))) + of.choice(["", " ", " ", "\t", "\n"])
    who, other = of.sample(AUTHORS, 2)  # nobody's deletion of his own insertion is recorded: the text is simply gone
    match of.randrange(8):
        case 0 | 1 | 2:
            return r(text)
        case 3:
            return ins(who, text)
        case 4:
            return cut(who, text)
        case 5:
            return change("ins", who, cut(other, text))
        case 6:
            return change("ins", who, r(text) + cut(other, "cut ") + r("after "))
        case _:
            return change("del", who, gone(text)) + ins(who, text.upper())


def _pieces(of: Random) -> list[str]:
    return [_piece(of) for _ in range(of.randint(0, 4))]


def _mark(of: Random) -> str:
    return of.choice(["", "", "", mark("ins", of.choice(AUTHORS)), mark("del", of.choice(AUTHORS))])


def _whole(of: Random, tag: str, who: str) -> str:
    """A paragraph that is inserted or deleted as a whole."""
    words = " ".join(of.sample(WORDS, 3))
    return p(ins(who, words) if tag == "ins" else cut(who, words), marks=mark(tag, who))


def _table(of: Random) -> str:
    def _row() -> str:
        who = of.choice(AUTHORS)
        match of.randrange(4):
            case 0:
                return row(*(cell(_whole(of, "ins", who)) for _ in range(2)), marks=mark("ins", who))
            case 1:
                return row(*(cell(_whole(of, "del", who)) for _ in range(2)), marks=mark("del", who))
            case _:
                return row(
                    *(cell("".join(p(*_pieces(of), marks=_mark(of)) for _ in range(of.randint(0, 1))) + p(*_pieces(of))) for _ in range(2))
                )

    return table(*(_row() for _ in range(of.randint(1, 3))))


def _block(of: Random) -> str:
    match of.randrange(9):
        case 0:
            return _whole(of, "ins", of.choice(AUTHORS))
        case 1:
            return _whole(of, "del", of.choice(AUTHORS))
        case 2:
            return item(*_pieces(of), marks=_mark(of))
        case 3:
            return _table(of) + p(*_pieces(of))
        case _:
            return p(*_pieces(of), marks=_mark(of))


def random_document(seed: int) -> bytes:
    """A document by chance, the same for the same seed.

    No two changes are of one hour: LibreOffice 7.4 takes changes of one author within a minute at the end of a paragraph and
    at the start of the next for a single change, and with it the paragraph's own mark, which nobody changed.
    """
    of = Random(seed)
    body = "".join(_block(of) for _ in range(of.randint(1, 7))) + p(*_pieces(of))
    hours = count()
    return document(re.sub(DATE, lambda _: f"2026-03-{1 + (now := next(hours)) // 24:02}T{now % 24:02}:00:00Z", body))
