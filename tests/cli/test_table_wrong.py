"""`onetext table` with what is wrong: one line for each error that says what is allowed, exit 2, nothing written, no traceback."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import jsonschema
import pytest

from cli.running import Done, fresh, ran
from cli.tabled import DRAFT, answer, kept, table
from cli.test_schemas import RUNS, WORDS_OF
from onetext.api.published import published
from onetext.cli.app import COMMANDS

Capture = pytest.CaptureFixture[str]
OF_A_FOLDER = sorted(name for name in RUNS if name.startswith("table_") and name not in ("table_new", "table_verify"))
SAYS_WHAT = re.compile(r"; allowed: |did you mean |known: | see `onetext|; bundled: ")
SHARE = "academic acid " * 10
"""Twenty words that are no share."""

WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    # opening
    (("new", "house-sale"), "no folder is named; allowed: -o FOLDER"),
    (("new", "house-sale", "-o", "sale"), "sale is there already; allowed: a new folder"),
    (("new", "house-sale", "-o", "no/such/place"), "cannot make no/such/place: No such file or directory"),
    (("new", "hose-sale", "-o", "x"), "did you mean 'house-sale'?"),
    (("new", "house-sale", "-o", "x", "--wait", "principals"), "'principals' is no measure of progress; allowed: LEVEL:N"),
    (("new", "house-sale", "-o", "x", "--wait", "principals:0"), "is no measure of progress"),
    (("new", "house-sale", "-o", "x", "--mode", "plenry"), 'Did you mean "plenary"?'),
    (("new", "house-sale", "-o", "x", "--procedure", "two-text"), "--procedure"),
    (("new", "house-sale", "-o", "x", "--store", "mysql://a/b"), "allowed: a path, sqlite:///path or postgresql://"),
    (("new", "house-sale", "-o", "x", "--store", "://"), "; allowed: a path, or postgresql://..."),
    # who
    (("view", "sale", "--as", "nobody"), "'nobody' has no seat at this table; allowed: mediator, seller, buyer"),
    (("log", "sale", "--as", "nobody"), "'nobody' has no seat at this table; allowed: mediator, seller, buyer"),
    (("receipt", "sale", "--as", "nobody"), "'nobody' has no seat at this table; allowed: mediator, seller, buyer"),
    (("export", "sale", "--as", "nobody", "-o", "x.json"), "'nobody' has no seat at this table"),
    (("passphrase", "sale", "--as", "nobody"), "'nobody' has no seat at this table"),
    (("passphrase", "sale", "--as", "nobody", "--lost"), "'nobody' has no seat at this table"),
    (("vote", "put", "yes", "--as", "nobody"), "'nobody' has no seat at this table"),
    (("ask", "sale", "nobody", "--reservation"), "'nobody' has no seat at this table; allowed: seller, buyer"),
    (("meeting", "sale"), "nobody is named; allowed: seller, buyer"),
    (("meeting", "sale", "nobody"), "'nobody' has no seat at this table; allowed: seller, buyer"),
    (("seat", "sale", "nobody", "N. N."), "'nobody' has no seat at this table; allowed: seller, buyer"),
    (("unseat", "sale", "buyer", "N. N."), "no delegate 'N. N.' of 'buyer'; allowed: nobody is seated"),
    (("confide", "sale", "--words", "x", "--as", "buyer", "--delegate", "N. N."), "no delegate 'N. N.' of 'buyer'"),
    (("vote", "put", "yes"), "the mediator may not `vote` (it is for a party)"),
    (("close", "sale", "--as", "buyer"), "a party may not `close` (it is for the mediator)"),
    (("disclose", "sale", "--to", "nobody", "--agreeable"), "'nobody' has no seat at this table; allowed: seller, buyer"),
    (("disclose", "sale", "--agreeable"), "nobody is named; allowed: seller, buyer"),
    # what
    (("ask", "sale", "seller"), "nothing is asked; allowed: --article, --package, --worth, --reservation, --line, or --rather"),
    (("ask", "sale", "seller", "--reservation", "--worth", "date=june"), "two questions in one: worth, reservation; allowed: one of them"),
    (("ask", "sale", "seller", "--worth", "date=jun"), "no option 'jun' of 'date'; did you mean 'june'?"),
    (("ask", "sale", "seller", "--worth", "dat=june"), "no issue 'dat'; did you mean 'date'?"),
    (("ask", "sale", "seller", "--worth", "date=june,roof=buyer"), "is not one option; allowed: ISSUE=OPTION"),
    (("ask", "sale", "seller", "--worth", "june"), "'june' is no option; allowed: ISSUE=OPTION"),
    (("ask", "sale", "seller", "--package", "third"), "no proposal 'third'; allowed: ISSUE=OPTION,... or first, second"),
    (("ask", "sale", "seller", "--package", "date=june,date=august"), "'date' is named twice; allowed: one option for an issue"),
    (("ask", "sale", "seller", "--line", "perhaps date=june"), "is no red line; allowed: never ISSUE=OPTION"),
    (("ask", "sale", "seller", "--line", "never"), "says nothing; allowed: never ISSUE=OPTION"),
    (("ask", "sale", "seller", "--line", "never price=low..440"), "allowed: a number"),
    (("ask", "sale", "seller", "--rather", "date=june"), "a preference is between two answers; allowed: --rather"),
    (("ask", "sale", "seller", "--article", "rof"), "no issue 'rof'; did you mean 'roof'?"),
    (("answer", "sale", "seller-2", "3", "--as", "seller"), "no question 'seller-2' was asked of 'seller'; allowed: seller-1"),
    (("answer", "sale", "seller-1", "3", "--as", "buyer"), "no question 'seller-1' was asked of 'buyer'; allowed: none was asked"),
    (("answer", "sale", "seller-1", "much", "--as", "seller"), "; allowed: points such as 40 or 35:45"),
    (("answer", "sale", "seller-1", "45:35", "--as", "seller"), "; allowed: points such as 40 or 35:45"),
    (("answer", "sale", "seller-1", "--as", "seller"), "; allowed: points such as 40 or 35:45"),
    (("answer", "sale", "seller-1", "40", "--soften", "3", "--as", "seller"), "allowed: yes with --soften POINTS"),
    (
        ("answer", "sale", "seller-1", "40", "--open", "--as", "seller"),
        "in shuttle mode nothing is said before all; allowed: to say it sealed",
    ),
    (("confide", "sale", "--as", "seller"), "nothing is said; allowed: words, or a question with an answer to it"),
    (("criticise", "sale", "cellar", "It is wet.", "--as", "buyer"), "no issue 'cellar'; "),
    (("draft", "sale"), "there is nothing to put on the table; allowed: --from CASE with a draft, or --package"),
    (("draft", "sale", "--from", "labour-dispute"), "the case has no 'seller', which this session has; allowed: the case of this session"),
    (("draft", "sale", "--from", "nowhere"), "no such file"),
    (("put", "sale", "date=june"), "the package leaves price, roof open; allowed: one option for every issue"),
    (("put", "sale", "plan"), "no proposal 'plan'; allowed: ISSUE=OPTION"),
    (("lift", "rolling", "verbs", "shall", "--as", "east"), "no issue 'verbs'; did you mean 'verb'? known: verb, extent, line, toll"),
    (("lift", "rolling", "verb", "must", "--as", "east"), "no option 'must' of 'verb'"),
    (("bracket", "rolling", "arms/p1", "x", "y", "--as", "east"), "no article 'arms'"),
    (("bracket", "rolling", "forces/p2", "x", "y", "--issue", "verb", "--as", "east"), "an issue 'verb' is there already"),
    (("mode", "sale", "shuttle"), "the mode is shuttle already; allowed: caucus, plenary"),
    (("seat", "sale", "buyer", "N. N.", "--issues", "cellar"), "no issue 'cellar'; allowed: price, date, roof"),
    (("meeting", "sale", "buyer", "seller"), "a meeting in shuttle mode is with one party; allowed: that, or another mode"),
    (("meeting", "sale", "buyer", "--day", "soon"), "'soon' is no day; allowed: a day such as 2031-05-01"),
    (("meeting", "sale", "buyer", "--minutes", "long"), "--minutes"),
    (("hold", "sale", "buyer", "seller", "--since", "soon"), "'soon' is no day; allowed: a day such as 2031-05-01"),
    (
        ("meeting", "rolling", "north", "east", "--level", "principals"),
        "0 of the 2 issues that a meeting of principals waits for are settled",
    ),
    (("hold", "sale", "buyer"), "a line of contact is between two parties or more; allowed: two names"),
    (("disclose", "sale", "--to", "buyer"), "nothing is to be shown; allowed: one of --best, --agreeable"),
    (("disclose", "sale", "--to", "buyer", "--count", "--agreeable"), "agreeable and count is to be shown; allowed: one of --best"),
    (("disclose", "sale", "--to", "buyer", "--worth", "date=june"), "it is not said whose worth it is; allowed: --of seller, --of buyer"),
    (("disclose", "sale", "--to", "buyer", "--best", "nahs"), "did you mean 'nash'?"),
    # when
    (("vote", "sale", "yes", "--as", "buyer"), "a party may not `vote` while the session is at: a draft on the table; allowed: "),
    (("vote", "voted", "yes", "--as", "buyer"), "'buyer' has voted; allowed: to wait until the votes are revealed"),
    (("reveal", "sale"), "the mediator may not `reveal` while the session is at: a draft on the table; allowed: "),
    (("sign", "put", "--as", "buyer"), "a party may not `sign` while the session is at: put to yes or no; allowed: "),
    (("ratify", "signed", "--as", "seller"), "nothing waits for a confirmation by 'seller'; allowed: buyer"),
    (("draft", "signed", "--package", DRAFT), "allowed: "),
    (("return", "sale", "--as", "buyer"), "'buyer' has not left the table; allowed: "),
    (("vote", "left", "yes", "--as", "buyer"), "'buyer' has left the table; allowed: return"),
    (("put", "left", DRAFT), "'buyer', whose yes is needed, has left the table; allowed: to wait until it returns"),
    (("lift", "sale", "roof", "halves", "--as", "buyer"), "a party may not `lift` in a one-text procedure; allowed: "),
    (("criticise", "rolling", "forces", "No.", "--as", "north"), "a party may not `criticise` in a rolling procedure; allowed: "),
    (("initial", "voted", "--as", "buyer"), "a party may not `initial` while"),
    # keys
    (("view", "sale", "--passphrase-file", "nowhere"), "no passphrase can be read from nowhere; allowed: a file whose first line it is"),
    (
        ("view", "sale", "--passphrase-file", "sale.seller"),
        "does not open the keys of 'mediator'; allowed: the holder's own, or two recovery",
    ),
    (("view", "sale", "--as", "seller", "--passphrase-file", "sale.buyer"), "does not open the keys of 'seller'; allowed: "),
    (("export", "sale", "-o", "x.json", "--passphrase-file", "sale.buyer"), "does not open the keys of 'mediator'"),
    (("reveal", "voted", "--passphrase-file", "sale.buyer"), "does not open the keys of 'mediator'"),
    (("hand-over", "sale", "A. Successor", "--passphrase-file", "sale.buyer"), "does not open the keys of 'mediator'"),
    (("hand-over", "sale", " "), "nobody is named; allowed: the name of a person"),
    (("passphrase", "sale", "--as", "buyer"), "this passphrase is that of the mediator; allowed: the own one of 'buyer', or --lost"),
    (("passphrase", "sale", "--lost"), "allowed: `onetext table hand-over NAME --share WORDS --share WORDS`"),
    (("passphrase", "sale", "--share", SHARE), "shares are for a passphrase that is lost; allowed: --lost --as PARTY"),
    (("passphrase", "sale", "--as", "buyer", "--lost", "--share", SHARE), "share 1 is mistyped"),
    (("shares", "sale", "--share", "@nowhere"), "no share can be read from nowhere; allowed: --share @FILE, or --share WORDS"),
    (("shares", "sale", "--share", "one two", "--share", "three"), "share 1 has 2 words; a share has 20; allowed: all of them"),
    (("shares", "sale", "--share", SHARE, "--share", SHARE), "share 1 is mistyped: a word is not in the list"),
    (("shares", "sale", "--as", "buyer"), "'buyer' has no say over the keys of 'escrow'; allowed: its own"),
    # the record
    (("export", "sale"), "no file is named; allowed: -o FILE.json"),
    (("export", "sale", "-o", "no/such/x.json"), "cannot write no/such/x.json"),
    (("receipt", "sale", "-o", "no/such/x"), "cannot write no/such/x"),
    (("verify", "nowhere"), "nowhere cannot be read: No such file or directory; allowed: an exported file, or the folder of a session"),
    (("verify", "talks"), "talks cannot be read: Is a directory; allowed: an exported file, or the folder of a session"),
    (("verify", "talks/text.md"), "talks/text.md is no export; allowed: a file written by `onetext table export`"),
    (("verify", "number.json"), "number.json is no export: "),
    (("verify", "sale", "--receipt", "nowhere"), "nowhere cannot be read; allowed: a file with a receipt"),
    (("verify", "sale", "--receipt", "seller.json"), "seller.json is not a signed head"),
    (("backup", "sale"), "no folder is named; allowed: -o FOLDER"),
    (("backup", "sale", "-o", "put"), "put is there already; allowed: a new folder"),
    (("backup", "sale", "-o", "no/such/place"), "cannot make no/such/place"),
    (("restore", "backup"), "no folder is named; allowed: -o FOLDER"),
    (("restore", "backup", "-o", "put"), "put is there already; allowed: a new folder"),
    (("restore", "backup", "-o", "x", "--passphrase-file", "sale.buyer"), "does not open the keys of 'mediator'"),
    (("restore", "backup", "-o", "x", "--share", SHARE), "share 1 is mistyped"),
    (("restore", "backup", "-o", "x", "--receipt", "nowhere"), "nowhere cannot be read; allowed: a file with a receipt"),
    (("restore", "backup", "-o", "x", "--receipt", "seller.json"), "seller.json is not a signed head"),
    (("restore", "backup", "-o", "x", "--receipt", "other.receipt"), "other.receipt is of another session, "),
    (("restore", "backup", "-o", "x", "--receipt", "forged.receipt"), "forged.receipt has a signature that does not hold"),
    # commands
    (("veiw", "sale"), 'Did you mean "view"?'),
    (("view", "sale", "--lock"), "Did you mean --locked?"),
    (("ask", "sale"), "PARTY"),
)


def refused(done: Done) -> None:
    """Exit 2, and one line that says what is allowed."""
    assert done.code == 2, done.err + done.out
    assert "Traceback" not in done.err + done.out
    assert "a mistake in onetext itself" not in done.err
    assert len(done.err.splitlines()) == 1, done.err
    assert SAYS_WHAT.search(done.err), done.err


def beside(states: Path) -> None:
    """Further files that are no good: a number, a receipt of another session, and one that was changed."""
    (states / "number.json").write_text("7\n", "utf-8")
    table("receipt", "rolling", "-o", "other.receipt")
    note = (states / "seller.receipt").read_text("utf-8")
    root = note.splitlines()[2]
    (states / "forged.receipt").write_text(note.replace(root, root[:10] + ("A" if root[10] != "A" else "B") + root[11:]), "utf-8")


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=lambda value: "-".join(value)[:60] if isinstance(value, tuple) else "")
def test_bad_usage(capsys: Capture, states: Path, arguments: tuple[str, ...], said: str) -> None:
    """Said in one line, the same as JSON; and what is kept is what was kept before."""
    beside(states)
    before = kept(states)
    done = ran(capsys, "table", *arguments)
    refused(done)
    assert said in done.err
    assert done.out == "" or arguments[0] == "disclose"
    as_json = ran(capsys, "table", *arguments, "--json")
    refused(as_json)
    jsonschema.validate(as_json.json, json.loads(published("error")))
    assert kept(states) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "buyer", "--reservation", "--of", "seller"), "needs a second confirmation; allowed: to look at what it gives away"),
        (("--to", "seller", "--line", "x", "--of", "buyer"), "'buyer' has no red line 'x'; known: bank-s-limit"),
        (("--to", "seller", "--worth", "price=390", "--of", "buyer"), "'buyer' gives no such figure: price=390; allowed: "),
    ],
    ids=["pinned", "line", "figure"],
)
def test_what_cannot_be_shown(capsys: Capture, states: Path, arguments: tuple[str, ...], said: str) -> None:
    """What is found when all was opened: that it was opened is noted, and no more is written."""
    before = kept(states)
    for more in ((), ("--json",)):
        done = ran(capsys, "table", "disclose", "sale", *arguments, *more)
        refused(done)
        assert said in done.err
    after = kept(states)
    assert len(after["sale/session.db"]) > len(before["sale/session.db"])
    assert answer("log", "sale", "--locked")["entries"][-1]["kind"] == "RoundClosed"
    assert {name for name in after if after[name] != before[name]} == {"sale/session.db"}


@pytest.mark.parametrize("place", ["nowhere", "talks", "seller.json"])
@pytest.mark.parametrize("command", OF_A_FOLDER)
def test_what_is_no_session(capsys: Capture, states: Path, command: str, place: str) -> None:
    """A folder that is not there, one of something else, and a file."""
    before = kept(states)
    done = ran(capsys, *WORDS_OF[command], place, *RUNS[command][0][1:])
    refused(done)
    assert done.err == f"onetext: {place} is no session; allowed: a folder made by `onetext table new`\n"
    assert kept(states) == before


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "sale/table.json is damaged; allowed: the file as it was written, or a restored backup"),
        ("[1]", "sale/table.json is damaged"),
        ('{"schema": "onetext/table/1"}', "sale/table.json is damaged"),
        ('{"schema": "onetext/table/1", "session": 1, "mediator": "mediator", "store": ""}', "sale/table.json is damaged"),
        ('{"schema": "onetext/table/2"}', "sale is a session of 'onetext/table/2'; allowed: 'onetext/table/1'"),
        (
            '{"schema": "onetext/table/1", "session": "0123456789abcdef0123456789abcdef", "mediator": "mediator", "store": ""}',
            "there is no session '0123456789abcdef0123456789abcdef' in ",
        ),
    ],
    ids=["empty", "list", "short", "number", "newer", "another"],
)
@pytest.mark.parametrize("command", ["table_view", "table_close", "table_backup", "table_verify"])
def test_a_damaged_folder(capsys: Capture, states: Path, command: str, written: str, said: str) -> None:
    """The small file of the folder: cut, of another form, of a later release, of another session."""
    (states / "sale" / "table.json").write_text(written, "utf-8")
    before = kept(states)
    done = ran(capsys, *WORDS_OF[command], "sale", *RUNS[command][0][1:])
    refused(done)
    assert said in done.err
    assert kept(states) == before


@pytest.mark.parametrize(
    "command", ["table_view", "table_log", "table_status", "table_close", "table_export", "table_backup", "table_verify"]
)
@pytest.mark.parametrize(
    ("damage", "said"), [("gone", "there is no store at "), ("text", "is damaged (SQLITE_NOTADB"), ("empty", "there is no session in ")]
)
def test_a_damaged_store(capsys: Capture, states: Path, command: str, damage: str, said: str) -> None:
    """The file of the store: away, overwritten, empty."""
    store = states / "sale" / "session.db"
    for path in states.glob("sale/session.db*"):
        path.unlink()
    if damage != "gone":
        store.write_bytes(b"no database\n" * 1000 if damage == "text" else b"")
    before = kept(states)
    done = ran(capsys, *WORDS_OF[command], "sale", *RUNS[command][0][1:])
    refused(done)
    assert said in done.err
    assert kept(states) == before


def changed(states: Path, statement: str) -> None:
    """Change the store of `sale` behind its back."""
    from onetext.store.sqlite import driver

    connection = driver().connect(str(states / "sale" / "session.db"), isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(statement)
    connection.close()


CHANGES = {
    "an entry": (
        "UPDATE entries SET data = CAST(replace(CAST(data AS TEXT), 'halfway', 'halfwey') AS BLOB) WHERE stream = 'mediator' AND n = 1",
        "entr",
    ),
    "an entry away": ("DELETE FROM entries WHERE stream = 'mediator' AND n = 2", "does not follow the one before it"),
    "the last entry": ("DELETE FROM entries WHERE stream = 'mediator' AND n = 5", "are not those that its last head was signed over"),
    "no JSON": ("UPDATE entries SET data = x'78' WHERE stream = 'mediator' AND n = 1", "entry 1 of 'mediator': "),
    "a head": ("UPDATE heads SET note = 'x'", "is not a signed head"),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("command", ["table_view", "table_close", "table_export"])
def test_a_record_that_was_changed(capsys: Capture, states: Path, command: str, what: str) -> None:
    """Nothing is shown of it and nothing written to it; the way out is named."""
    changed(states, CHANGES[what][0])
    before = kept(states)
    done = ran(capsys, *WORDS_OF[command], "sale", *RUNS[command][0][1:])
    refused(done)
    assert CHANGES[what][1] in done.err
    assert "allowed: `onetext table verify`, which says where, and a restored backup" in done.err
    assert kept(states) == before


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_changed_is_found(capsys: Capture, states: Path, what: str) -> None:
    """`verify` does not stop at it: it exits with 1 and says where."""
    assert ran(capsys, "table", "verify", "sale").code == 0
    changed(states, CHANGES[what][0])
    done = ran(capsys, "table", "verify", "sale", "--json")
    if what == "a head":  # not even the case tree can be read
        refused(done)
        return
    assert (done.code, done.json["holds"], done.err) == (1, False, "")
    assert {"mediator"} == {one["stream"] for one in done.json["wrong"]}


def test_key_records_that_nobody_vouches_for(capsys: Capture, states: Path) -> None:
    """Who can write to the store, though not read it, cannot add a reader of its own."""
    data = "CAST(replace(CAST(data AS TEXT), 'mediator', 'mediatar') AS BLOB)"
    changed(states, f"INSERT INTO keys SELECT session, move, 99, '000099', {data} FROM keys WHERE place = 1 AND move = 0")
    done = ran(capsys, "table", "view", "sale")
    refused(done)
    assert "the log does not know this key record of 'mediatar'" in done.err


def test_sealed_content_that_was_changed(capsys: Capture, states: Path) -> None:
    """A ciphertext that is none any more says so, whose it is, and what to do."""
    changed(states, "UPDATE sealed SET data = x'00'")
    done = ran(capsys, "table", "view", "sale", "--as", "seller")
    refused(done)
    assert "; allowed: a restored backup" in done.err


def test_without_the_key_that_signs(capsys: Capture, states: Path) -> None:
    """It is looked at and verified as before; a move says how the key comes back. One that others may read is refused."""
    key = states / "sale" / "signing.key"
    key.chmod(0o644)
    done = ran(capsys, "table", "close", "sale")
    refused(done)
    assert "signing.key may be read by others than its owner; allowed: to set its mode to 0600" in done.err
    key.chmod(0o600)
    key.write_text("no key\n", "utf-8")
    refused(done := ran(capsys, "table", "close", "sale"))
    assert "signing.key is no signing key; allowed: `onetext table restore`, which gets it back from the store" in done.err
    key.unlink()
    refused(done := ran(capsys, "table", "close", "sale"))
    assert "signing.key is missing; allowed: `onetext table restore`, which gets it back from the store" in done.err
    assert ran(capsys, "table", "verify", "sale").out.endswith("Everything holds.\n")


def test_a_place_that_cannot_be_written(capsys: Capture, states: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason of the system, for a new session and for a move."""
    import os

    real = os.open

    def refuses(path: str, flags: int, *more: int, **named: int) -> int:
        if flags & os.O_CREAT and "sale" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refuses)
    before = kept(states)
    refused(done := ran(capsys, "table", "close", "sale"))
    assert "session.db cannot be written: Permission denied; allowed: a folder that can be written" in done.err
    assert kept(states) == before


def test_somebody_else_writes(capsys: Capture, states: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has the lock is named; a look goes on beside it."""
    from onetext.store import values
    from onetext.store.log import connect

    monkeypatch.setattr(values.Settings, "wait", 0.05, raising=False)
    with connect(states / "sale" / "session.db", writing=True):
        done = fresh("table", "close", "sale", folder=states, PYTHONPATH=":".join(sys.path))
        look = fresh("table", "status", "sale", folder=states, PYTHONPATH=":".join(sys.path))
    refused(done)
    assert "is being written by process" in done.err
    assert look.code == 0


def test_no_passphrase(states: Path) -> None:
    """Without one at hand, and without a terminal to ask on, both ways to give it are named."""
    done = fresh("table", "view", "sale", folder=states, PYTHONPATH=":".join(sys.path))
    refused(done)
    assert "the passphrase of the mediator is needed; allowed: --passphrase-file FILE, or ONETEXT_PASSPHRASE" in done.err


def test_a_weak_passphrase(capsys: Capture, states: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a new session, and a new one; nothing is made."""
    monkeypatch.setenv("ONETEXT_NEW_PASSPHRASE", "short")
    before = kept(states)
    refused(done := ran(capsys, "table", "passphrase", "sale"))
    assert "needs at least 12 characters, this one has 5; allowed: a longer one, or to let one be made" in done.err
    monkeypatch.setenv("ONETEXT_PASSPHRASE", "short")
    refused(ran(capsys, "table", "new", "house-sale", "-o", "x"))
    assert kept(states) == before


def test_what_fails_half_way_leaves_nothing(capsys: Capture, states: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new session, a backup and a restored session whose store fails: their folders are gone again."""
    from onetext.store import log
    from onetext.store.errors import StoreFull

    def full(*given: object, **named: object) -> None:
        raise StoreFull("no room left; allowed: to free some space")

    before = kept(states)
    monkeypatch.setattr(log.Log, "append_group", full)
    monkeypatch.setattr(log.Log, "backup", full)
    for arguments in (("new", "house-sale", "-o", "x"), ("backup", "sale", "-o", "x"), ("restore", "backup", "-o", "x")):
        refused(ran(capsys, "table", *arguments))
    assert kept(states) == before


@pytest.mark.parametrize("command", ["brief", "why", "zopa", "solve", "check"])
def test_for_is_of_a_session(capsys: Capture, states: Path, command: str) -> None:
    """`--for` with a case, and with one who has no seat."""
    refused(done := ran(capsys, command, "house-sale", "--for", "buyer"))
    assert "--for is of a session; allowed: the folder of one" in done.err
    refused(done := ran(capsys, command, "sale", "--for", "nobody"))
    assert "'nobody' has no seat at this table; allowed: mediator, seller, buyer" in done.err


def test_every_command_is_tried() -> None:
    """A new command of the table needs rows above."""
    tried = {arguments[0] for arguments, _ in WRONG}
    words = {WORDS_OF[function.__name__][-1] for _, function, _, _ in COMMANDS if function.__name__.startswith("table_")}
    assert words - tried == {"status", "resume", "withdraw"}  # these take no more than a folder and names, as those that are


def test_the_measure_sees_what_was_written(states: Path) -> None:
    """A move, a file more, and a changed file are seen."""
    before = kept(states)
    shutil.copy("sale.shares", "x")
    assert kept(states) != before
    (states / "x").unlink()
    assert kept(states) == before
    table("close", "sale")
    assert kept(states) != before


def test_shares_that_do_not_fit(capsys: Capture, states: Path) -> None:
    """One share twice, one alone, and two of two sessions: what is missing is said without a word of them."""
    own, other = (Path(f"{name}.shares").read_text("utf-8").splitlines() for name in ("sale", "rolling"))
    for shares, said in (
        ((own[0], own[0]), "2 different shares are needed, there is 1; allowed: two of the three, each after --share"),
        ((own[0],), "2 different shares are needed, there is 1"),
        ((own[0], other[1]), "these shares are not of one set; allowed: two whose first three words are the same"),
        ((other[0], other[1]), "belong to another escrow: an earlier set, or another session's; allowed: two of one set"),
    ):
        given = [part for share in shares for part in ("--share", share)]
        for arguments in (("shares", "sale"), ("hand-over", "sale", "N. N."), ("restore", "backup", "-o", "x")):
            before = kept(states)
            done = ran(capsys, "table", *arguments, *given)
            refused(done)
            assert said in done.err
            assert own[0].split()[5] not in done.err.split()
            assert kept(states) == before
