"""Scored game folders: both games of ../shared/cases by plain brute force, and bad input."""

from __future__ import annotations

from itertools import product

import pytest

from formats.samples import CASES, GAMES, load
from onetext import formats
from onetext.errors import InputError
from onetext.formats import games
from onetext.model.acceptance import Answer, accepts, value
from onetext.model.numbers import sharp

CONFIG = b"Mayor,mayor,player,greedy,m\n\nOther cities , cities,p1\n"
GAME = {
    "config.txt": CONFIG,
    "scores_files/mayor.txt": b"1, 2, 3\n4,0\n5",
    "scores_files/cities.txt": b"3, 2, 1\r\n0,4.5\r\n 5 \r\n",
    "initial_deal.txt": b"A2,B1",
}


def messages(**changed: bytes | None) -> list[str]:
    files = {**GAME, **{name.replace("__", "/") + ".txt": data for name, data in changed.items()}}
    with pytest.raises(InputError) as caught:
        games.read({name: data for name, data in files.items() if data is not None})
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("name", GAMES)
def test_every_party_scores_every_deal_as_its_file_says(name: str) -> None:
    files = load(CASES / "games" / name)
    case = formats.read(files)
    lines = [line.split(",") for line in files["config.txt"].decode().splitlines()]
    assert [party.id for party in case.parties] == [line[0].strip() for line in lines]
    assert all(party.kinds == ("principal",) for party in case.parties)
    for line in lines:
        *rows, (threshold,) = [[int(x) for x in row.split(",")] for row in files[f"scores_files/{line[1]}.txt"].decode().split("\n")]
        for deal in product(*(range(len(row)) for row in rows)):
            package = {letter: f"{letter}{i + 1}" for letter, i in zip("ABCDE", deal, strict=True)}
            points = sum(row[i] for row, i in zip(rows, deal, strict=True))
            assert value(case, line[0], package) == sharp(points)
            assert accepts(case, line[0], package) is (Answer.YES if points >= threshold else Answer.NO)


@pytest.mark.parametrize(("name", "package", "by"), [("base", "A1,B1,C4,D1,E5", "SportCo"), ("game1", "A1,B4,C1,D1,E3", "government")])
def test_the_initial_deal_is_a_proposal_of_the_first_player(name: str, package: str, by: str) -> None:
    (proposal,) = formats.read(load(CASES / "games" / name)).proposals
    assert (",".join(option for _, option in proposal.package), proposal.by) == (package, by)


def test_a_small_game() -> None:
    case = games.read({f"town/{name}": data for name, data in GAME.items()})
    assert [(issue.id, [option.id for option in issue.options]) for issue in case.issues] == [
        ("A", ["A1", "A2", "A3"]),
        ("B", ["B1", "B2"]),
    ]
    assert value(case, "Other cities", {"A": "A1", "B": "B2"}) == sharp("7.5")
    assert case.proposals[0].package == (("A", "A2"), ("B", "B1"))
    assert games.read({name: data for name, data in GAME.items() if name != "initial_deal.txt"}).proposals == ()


def test_bad_games_are_refused_with_their_place() -> None:
    assert messages(config=b"Mayor\n") == ["config.txt:1:1: a line without a name and a file; name,file,role,..."]
    assert messages(config=b"") == ["config.txt:1:1: no party; a line name,file,role,... for each"]
    assert messages(config=CONFIG + b"Mayor,mayor") == ["config.txt:4:1: party 'Mayor' stands twice; each once"]
    assert messages(scores_files__mayor=None) == ["config.txt:1:1: no file 'scores_files/mayor.txt' for 'Mayor'; a file of scores"]
    assert messages(scores_files__mayor=b"1,x\n2")[0].startswith("scores_files/mayor.txt:1:1: 'x' is not a number")
    assert messages(scores_files__mayor=b"1,2\n3,4") == [
        "scores_files/mayor.txt:2:1: the last line is no threshold below lines of points; one number"
    ]
    assert messages(scores_files__cities=b"1,2\n4,0\n5") == [
        "scores_files/cities.txt:1:1: issues of [2, 2] options; [3, 2], as in scores_files/mayor.txt"
    ]
    assert messages(initial_deal=b"A9,B1") == ["initial_deal.txt:1:1: unknown option 'A9'; known: A1, A2, A3, B1, B2"]
    assert messages(initial_deal=b"A1,A2") == ["initial_deal.txt:1:1: two options of one issue in a deal; one option of each issue"]
    both = messages(scores_files__mayor=b"", scores_files__cities=b"\xff")
    assert [message.split(":")[0] for message in both] == ["scores_files/mayor.txt", "scores_files/cities.txt"]
