"""Golden playthroughs: what each viewer reads after each move stands in a text, and nobody reads what another sealed.

Where that changed on purpose, `ONETEXT_ACCEPT=1` writes the texts anew; look at the difference before it is committed.
"""

from __future__ import annotations

import os
from difflib import unified_diff
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from conftest import require

require("table")

from onetext.process.moves import MOVES  # noqa: E402
from process.playthroughs.playing import PLAYS, Played, played  # noqa: E402

ACCEPT = bool(os.environ.get("ONETEXT_ACCEPT"))
EITHER = {"new", "draft", "ask", "answer", "confide", "mode", "seat", "meeting", "hold", "resume", "put", "close"}
OWN = {
    "one_text": EITHER | {"criticise", "disclose", "vote", "reveal", "initial", "sign", "ratify", "withdraw", "return", "unseat"},
    "rolling": EITHER | {"bracket", "lift"},
}
each_play = pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.stem)


@cache
def done(play: Path) -> Played:
    """A play, played once for all tests."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            return played(play.read_text("utf-8"))
        finally:
            os.chdir(before)


@each_play
def test_each_viewer_reads_what_the_text_says(play):
    """The text, played, is the text as it stands."""
    there, real = play.read_text("utf-8"), done(play).text
    if ACCEPT and real != there:
        play.write_text(real, "utf-8")
    elif real != there:
        shown = "\n".join(unified_diff(there.splitlines(), real.splitlines(), play.name, f"{play.name}, as it is played", lineterm=""))
        pytest.fail(f"{shown}\n\nIf that is right: ONETEXT_ACCEPT=1", pytrace=False)


@each_play
def test_nobody_reads_what_another_sealed(play):
    """Words and figures that were sealed stand in no sentence, view, stream or export of anybody but who sealed them and the mediator."""
    secrets, seen = done(play).secrets, done(play).seen
    strings = [text for secret in secrets for text in secret.strings if text]
    assert len(secrets) >= 3 and all(secret.strings[0] for secret in secrets), "each sealed content has words of its own"
    assert len(set(strings)) == len(strings), "each of them is told apart from all others"
    for secret in secrets:
        own = "\n".join((*seen["mediator"], *seen[secret.by]))
        for text in filter(None, secret.strings[:1]):
            assert text in own, f"{text!r} is looked for as it is shown"
        for viewer in seen.keys() - {"mediator", secret.by}:
            found = [text for text in secret.strings if text and text in "\n".join(seen[viewer])]
            assert found == [], f"{viewer} reads what {secret.by} sealed"


@each_play
def test_the_moves_of_its_procedure_are_made(play):
    """Each playthrough shows the moves that its procedure has, and some that are refused with what is allowed."""
    lines = [line.split(" table ")[1] for line in play.read_text("utf-8").splitlines() if line.startswith("$ ") and " table " in line]
    made = {line.split()[0] for line in lines}
    assert made == OWN[play.stem]
    assert made <= {move.verb for move in MOVES.values()}
    assert len(done(play).refused) >= 3 and all("; allowed: " in one for one in done(play).refused)


def test_a_leak_would_be_seen(tmp_path, monkeypatch):
    """The check itself can fail: sealed words said before all are found in what others read."""
    monkeypatch.chdir(tmp_path)
    words = '--words "a quarter of the roof"'
    moves = [
        "new house-sale -o sale --mode plenary",
        'ask sale seller --worth "price=400"',
        f"confide sale {words} --as seller",
        f"answer sale seller-1 12.5 {words} --as seller --open",
    ]
    found = played("\n".join(f"$ onetext table {move}" for move in moves))
    assert found.secrets[0].strings[0] in "\n".join(found.seen["buyer"])


def test_a_play_that_says_otherwise_is_put_right(tmp_path, monkeypatch):
    """What is indented is made anew; the rest stays."""
    monkeypatch.chdir(tmp_path)
    script = "# A sale\n\n## 2030-05-10 Opened\n\n$ onetext table new house-sale -o sale\n  seller\n      What nobody said.\n\nAnd so on.\n"
    found = played(script).text
    assert "What nobody said" not in found and found.startswith("# A sale\n") and found.endswith("\n\nAnd so on.\n")
    assert "  everybody\n      The mediator opened the session" in found
