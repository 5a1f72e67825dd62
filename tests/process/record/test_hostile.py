"""Files that are no export, or one made to break who reads it: one clear line each, no traceback, and soon."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from process.record.building import VERIFIER, Plan, both_raw, by_ours, contents, export, verifier

GOOD = export(contents(6, 3), Plan(range(1, 7), (3, 6)))


def with_(**fields: Any) -> bytes:
    """The good export with other fields, as a file."""
    return json.dumps({**GOOD, **fields}).encode()


def with_round(**fields: Any) -> bytes:
    """The good export, with another first round."""
    data = copy.deepcopy(GOOD)
    data["rounds"][0] |= fields
    return json.dumps(data).encode()


RAW = json.dumps(GOOD).encode()
FIRST = json.loads(GOOD["entries"][0])
UNREADABLE = {
    "nothing": b"",
    "no text": bytes(range(256)),
    "zeros": bytes(1000),
    "UTF-16": RAW.decode().encode("utf-16"),
    "a mark at the start": b"\xef\xbb\xbf" + RAW,
    "cut off": RAW[: len(RAW) // 2],
    "twice": RAW + RAW,
    "a list": b"[" + RAW + b"]",
    "a number": b"1",
    "null": b"null",
    "deep lists": b"[" * 200_000 + b"]" * 200_000,
    "deep objects": b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "deep entries": RAW[:-1] + b',"x":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "a name twice": RAW[:-1] + b',"key":"' + b"0" * 64 + b'"}',
    "NaN": with_(more=float("nan")),
    "infinity": with_(more=float("inf")),
    "a float": RAW.replace(b'"index": 1', b'"index": 1.0'),
    "an endless exponent": RAW.replace(b'"index": 1', b'"index": 1e100000000'),
    "a million digits": RAW.replace(b'"index": 1', b'"index": 1' + b"0" * 1_000_000),
    "half a character": RAW.replace(b'"north"', b'"\\ud800"'),
    "another schema": with_(schema="onetext/table_export/2"),
    "no schema": json.dumps({name: value for name, value in GOOD.items() if name != "schema"}).encode(),
    "a field more": with_(more=1),
    "entries as text": with_(entries="entries"),
    "entries as numbers": with_(entries=[1, 2]),
    "entries as objects": with_(entries=[FIRST]),
    "a key in capitals": with_(key=GOOD["key"].upper()),
    "a short key": with_(key=GOOD["key"][2:]),
    "openings as a list": with_(openings=[1]),
    "openings of numbers": with_(openings={"a": 1}),
    "rounds as text": with_(rounds=["round"]),
    "a round without leaf": with_(rounds=[{"round": 1}]),
    "a true index": with_round(index=True),
    "a negative index": with_round(index=-1),
    "a large index": with_round(index=2**60),
    "a proof of numbers": with_round(proof=[1]),
    "a stream of two lines": with_(stream="a\nb"),
    "a session with a line": with_(session=GOOD["session"] + "\n"),
}
WRONG = {
    "no entries": with_(entries=[]),
    "no heads": with_(heads=[]),
    "nothing at all": with_(entries=[], heads=[], rounds=[], consistency=[], openings={}),
    "a key that is no point": with_(key="02" + "0" * 62),
    "a weak key": with_(key="01" + "0" * 62),
    "an entry that is empty": with_(entries=["", *GOOD["entries"][1:]]),
    "an entry that is deep": with_(entries=["[" * 100_000, *GOOD["entries"][1:]]),
    "an entry that is deep and closed": with_(entries=["[" * 100_000 + "]" * 100_000, *GOOD["entries"][1:]]),
    "an entry of a number that is long": with_(entries=["9" * 500_000, *GOOD["entries"][1:]]),
    "an entry with a far number": with_(
        entries=[
            GOOD["entries"][0].replace('"n":0', '"n":9007199254740991').replace('"before":""', f'"before":"{"0" * 64}"'),
            *GOOD["entries"][1:],
        ]
    ),
    "an entry with half a character": with_(entries=['{"a":"\\ud800"}', *GOOD["entries"][1:]]),
    "an entry with zeros": with_(entries=["\x00" * 50, *GOOD["entries"][1:]]),
    "20,000 entries that are none": with_(entries=[str(n) for n in range(20_000)]),
    "20,000 times the same": with_(entries=GOOD["entries"][:1] * 20_000),
    "a head of a size without end": with_(heads=[GOOD["heads"][0].replace("\n1\n", "\n" + "9" * 100_000 + "\n")]),
    "a head with a screen's commands": with_(heads=["\x1b[2J" * 100]),
    "a head of many lines": with_(heads=["\n" * 100_000]),
    "a proof without end": with_round(proof=["0" * 64] * 50_000),
    "a proof of nothing": with_round(proof=[]),
    "a proof of words": with_round(proof=["north"]),
    "a leaf that is deep": with_round(leaf="[" * 100_000),
    "a leaf that is a list": with_round(leaf="[]"),
    "a leaf of true numbers": with_round(leaf=GOOD["rounds"][0]["leaf"].replace('"size":3', '"size":true')),
    "far steps": with_(consistency=[{"from": 0, "to": 2**53 - 1, "proof": []}]),
    "an opening that is deep": with_(openings={"0" * 64: '{"context":' * 50_000}),
    "an opening of nothing": with_(openings={"": ""}),
    "an opening whose context is none": with_(openings={"a": '{"context":[],"salt":"' + "0" * 64 + '","value":1}'}),
}


def test_the_export_that_these_are_made_of_holds() -> None:
    """So that each is wrong by what was done to it."""
    assert both_raw(RAW) == set()


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_export_is_unreadable_to_both(raw: bytes) -> None:
    """Status 2, within two seconds of work."""
    start = time.process_time()
    report = verifier().check(raw, [])
    assert time.process_time() - start < 2
    assert report.status == 2
    assert verifier().sentences(report)[-1] == "It cannot be read as an export."
    assert {kind for _, kind in both_raw(raw)} == {"shape"}


@pytest.mark.parametrize("raw", WRONG.values(), ids=WRONG)
def test_what_is_a_broken_export_does_not_hold_for_both(raw: bytes) -> None:
    """Status 1, within two seconds of work, and nothing that a terminal would obey."""
    start = time.process_time()
    report = verifier().check(raw, GOOD["heads"][:2])
    assert time.process_time() - start < 2
    assert report.status == 1
    text = "".join(verifier().sentences(report))
    assert text.isprintable()
    assert both_raw(raw, GOOD["heads"][:2])


@pytest.mark.parametrize(
    "data", [None, 1, [], "text", {}, {1: 2}, {"entries": [b"x"]}, {**GOOD, "entries": ("a",)}, {**GOOD, "rounds": [{1: 1}]}]
)
def test_data_that_no_json_gives_is_unreadable_to_ours(data: object) -> None:
    """The check of the package takes any value."""
    found = by_ours(data)
    assert not found.readable
    assert not found.holds


def run(*arguments: str | Path, isolated: bool = True) -> subprocess.CompletedProcess[bytes]:
    """The verifier as its user runs it, from a folder of its own, without anything that is installed."""
    flags = ["-I", "-S"] if isolated else []
    return subprocess.run([sys.executable, *flags, VERIFIER, *map(str, arguments)], capture_output=True, check=False, timeout=60)


def test_the_command_says_whether_it_holds(tmp_path: Path) -> None:
    """Status 0, 1 and 2; in sentences, and as JSON."""
    good, bad, receipt = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "receipt.txt"
    good.write_bytes(RAW)
    bad.write_bytes(with_(entries=GOOD["entries"][:4] + GOOD["entries"][5:]))
    receipt.write_text(GOOD["heads"][2], "utf-8")
    done = run(good, "--receipt", receipt, "--key", GOOD["key"])
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Everything holds." in done.stdout
    assert b"Receipt 0 for 3" in done.stdout
    done = run(bad, "--json")
    assert (done.returncode, done.stderr) == (1, b"")
    assert [(each["place"], each["kind"]) for each in json.loads(done.stdout)["findings"]] == [("entry 4", "missing")]
    done = run(good, "--key", "0" * 64)
    assert done.returncode == 1
    assert b"key: key: the export is of another key" in done.stdout


@pytest.mark.parametrize(
    "raw", [b"", b"[" * 300_000, bytes(1000), b"\xff\xfe", b"1" * 2_000_000], ids=["empty", "deep", "zeros", "bytes", "digits"]
)
def test_the_command_never_ends_in_a_traceback(raw: bytes, tmp_path: Path) -> None:
    """A line, and status 2; and status 1 for a receipt that is such a file."""
    bad, good = tmp_path / "bad.json", tmp_path / "good.json"
    bad.write_bytes(raw)
    good.write_bytes(RAW)
    done = run(bad)
    assert (done.returncode, done.stderr) == (2, b"")
    assert done.stdout.count(b"\n") == 2
    done = run(good, "--receipt", bad)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"receipt 0: note: is no signed head" in done.stdout


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A folder, a file that is not there, a name that cannot be one."""
    for path in (tmp_path, tmp_path / "none.json"):
        done = run(path)
        assert (done.returncode, done.stderr) == (2, b"")
        assert b"cannot be read" in done.stdout
    assert verifier().main(["a\x00b"]) == 2


def test_a_file_too_large_is_not_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The limit is checked before anything is parsed."""
    monkeypatch.setattr(verifier(), "LARGEST_FILE", 100)
    path = tmp_path / "large.json"
    path.write_bytes(RAW)
    assert verifier().main([str(path)]) == 2
    assert b"is larger than 100 bytes" in capsysbinary.readouterr().out


def test_a_wrong_option_is_an_error_of_use() -> None:
    """Status 2 of the command line's own."""
    for arguments in (["a.json", "--key", "xyz"], [], ["a.json", "--more"]):
        with pytest.raises(SystemExit, match="2"):
            verifier().main(arguments)
