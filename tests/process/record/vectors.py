"""The vectors that lie beside the verifier: good exports and bad ones, each with what has to be found in it, for whoever writes another verifier.

`PYTHONPATH=tests python -m process.record.vectors` writes them anew, from fixed keys and salts; a test holds the files equal to what it would write.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from onetext.process.record import commitments, strict
from onetext.process.record.heads import CASE, Head
from process.record.building import ROOT, SESSION, Content, Export, Plan, alone, contents, export, note, private, salt

FOLDER = ROOT / "src" / "onetext" / "verifier" / "vectors"
SAID = contents(12, 3)
PLAN = Plan(range(1, 13), (4, 9, 12))
GOOD = export(SAID, PLAN)
FORGER = private("forger")


def entries(change: Callable[[list[str]], object]) -> Export:
    """The good export with other entries."""
    changed = list(GOOD["entries"])
    change(changed)
    return {**GOOD, "entries": changed}


def put(at: int, text: str) -> Export:
    """The good export with another text for an entry."""
    return entries(lambda listed: listed.__setitem__(at, text))


def told(at: int, **fields: Any) -> str:
    """The canonical text of an entry in which some fields are others."""
    return strict.written({**json.loads(GOOD["entries"][at]), **fields}).decode()


def said(at: int) -> list[Content]:
    """What was said, but for one entry."""
    return [{**one, "text": "another"} if n == at else one for n, one in enumerate(SAID)]


def within(name: str, at: int, **fields: Any) -> Export:
    """The good export with other fields in one round, or step."""
    return {**GOOD, name: [{**one, **fields} if n == at else one for n, one in enumerate(GOOD[name])]}


def head(at: int, text: str) -> Export:
    """The good export with another note for a head."""
    return {**GOOD, "heads": [text if n == at else one for n, one in enumerate(GOOD["heads"])]}


def signed(size: int, root: bytes, stream: str = PLAN.stream, session: str = SESSION) -> str:
    """A note that the key signs."""
    return note(Head(session, stream, size, root), PLAN.key)


def openings(change: Callable[[str, str], tuple[str, str]]) -> Export:
    """The good export whose first opening was changed."""
    first, *rest = GOOD["openings"].items()
    return {**GOOD, "openings": dict([change(*first), *rest])}


def flipped(text: str, at: int) -> str:
    """Hexadecimal digits, or base64, one of which is another."""
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


def hexed(text: str) -> str:
    """Hexadecimal digits of which the first is another."""
    return ("1" if text[0] == "0" else "0") + text[1:]


ANEW = list(export(said(5), PLAN)["entries"])
ROUND = GOOD["rounds"][1]
EARLY = export(SAID[:7], Plan(range(1, 8), (4,)))
OTHER = export(said(5), PLAN)
MINE = export(said(5), Plan(PLAN.heads, PLAN.rounds, FORGER))


def replayed(committed: str, text: str) -> tuple[str, str]:
    """An opening of another session, with a commitment of its own."""
    context, value = commitments.parts(text.encode())
    other = commitments.plaintext({**context, "session": "0" * 32}, salt("other"), value)
    return commitments.commitment(other), other.decode()


Vector = tuple[Export | str, list[str], str]
"""An export (or the text of a file), the receipts to hand in, and what it is about. What has to be found is worked out by both verifiers."""

VECTORS: dict[str, Vector] = {
    "good": (GOOD, [], "as it was written"),
    "good-receipts": (GOOD, [GOOD["heads"][0], GOOD["heads"][6], ROUND["head"]], "with receipts of this record"),
    "good-few-heads": (export(SAID, Plan((7, 12), (9,))), [], "heads only now and then, a single round"),
    "good-one-entry": (export(SAID[:1], Plan((1,))), [], "one entry, no round"),
    "good-empty": (export([], Plan((0,))), [], "no entry; its head is that of the empty tree"),
    "bad-entry-flipped": (put(5, GOOD["entries"][5].replace("2031", "2030")), [], "one bit of an entry is another"),
    "bad-entry-malformed": (put(5, GOOD["entries"][5][:-1] + "]"), [], "one bit of an entry is another, so that it is no JSON"),
    "bad-entry-spaced": (put(5, GOOD["entries"][5].replace(":", ": ", 1)), [], "an entry with a blank more: the same data in another spelling"),
    "bad-entry-name-twice": (put(5, '{"n":5,' + GOOD["entries"][5][1:]), [], "an entry with a name twice"),
    "bad-entry-float": (put(5, GOOD["entries"][5].replace('"n":5', '"n":5.0')), [], "an entry with a float"),
    "bad-entry-before": (put(5, told(5, before="0" * 64)), [], "an entry that follows another than the one before it"),
    "bad-entry-number": (put(5, told(5, n=6)), [], "an entry with another number"),
    "bad-entry-last": (put(11, told(11, text="another")), [], "the last entry, for which no other vouches"),
    "bad-entry-first": (put(0, told(0, text="another")), [], "the first entry"),
    "bad-entry-missing": (entries(lambda e: e.pop(5)), [], "an entry was taken out"),
    "bad-entries-missing": (entries(lambda e: e.__delitem__(slice(5, 8))), [], "three entries were taken out"),
    "bad-entries-swapped": (entries(lambda e: e.insert(5, e.pop(6))), [], "two entries change places"),
    "bad-entry-twice": (entries(lambda e: e.insert(9, e[5])), [], "an entry stands twice"),
    "bad-entry-added": (entries(lambda e: e.insert(6, ANEW[5])), [], "another version of an entry stands beside it"),
    "bad-cut-off": (entries(lambda e: e.__delitem__(slice(7, None))), [], "cut off, but for the heads"),
    "good-cut-off-unseen": (EARLY, [], "cut off with its heads: without a receipt it cannot be told from an early export"),
    "bad-cut-off-receipt": (EARLY, [GOOD["heads"][11]], "the same, with a receipt"),
    "bad-chain-anew": ({**GOOD, "entries": ANEW}, [], "an entry changed and the chain made anew, without the key"),
    "bad-chain-anew-few-heads": ({**export(SAID, Plan((3, 8, 12))), "entries": ANEW}, [], "the same where heads are few: known only between two of them"),
    "good-signed-anew-unseen": (OTHER, [], "an entry changed, and all made anew with the key: without a receipt it holds"),
    "bad-signed-anew-receipts": (OTHER, [GOOD["heads"][4], GOOD["heads"][5]], "the same, with receipts before and after the entry"),
    "bad-signed-anew-case": (OTHER, [GOOD["rounds"][2]["head"]], "the same, with a case head"),
    "bad-receipt-odd": (GOOD, [signed(5, bytes(32)), GOOD["heads"][11]], "two receipts that the key signed, the smaller one of another record"),
    "bad-receipt-unclear": (
        {**GOOD, "rounds": GOOD["rounds"][1:], "consistency": GOOD["consistency"][1:]},
        [GOOD["rounds"][0]["head"]],
        "a case head of a round that is not in the export",
    ),
    "bad-other-key": (MINE, [GOOD["heads"][11]], "made anew with another key, which is given as the key"),
    "bad-other-key-claimed": ({**MINE, "key": GOOD["key"]}, [], "made anew with another key, while the right one is given"),
    "bad-receipt-no-note": (GOOD, ["a receipt\n"], "a receipt that is none"),
    "bad-receipt-other-stream": (GOOD, [signed(3, bytes(32), "south")], "a receipt of somebody else"),
    "bad-no-heads": ({**GOOD, "heads": []}, [], "no head at all"),
    "bad-head-signature": (head(4, flipped(GOOD["heads"][4], GOOD["heads"][4].index("— ") + 70)), [], "a head with another signature"),
    "bad-head-root": (head(4, signed(5, bytes(32))), [], "a head that the key signed, of another root"),
    "bad-head-size": (head(4, GOOD["heads"][4].replace("\n5\n", "\n6\n")), [], "a head whose size was changed"),
    "bad-head-note": (head(4, GOOD["heads"][4].rstrip("\n")), [], "a note without its last newline"),
    "bad-head-order": (head(4, GOOD["heads"][2]), [], "a head that is smaller than the one before it"),
    "bad-head-stream": (head(4, signed(5, bytes(32), "south")), [], "a head of another stream"),
    "bad-head-session": (head(4, signed(5, bytes(32), session="0" * 32)), [], "a head of another session"),
    "bad-head-last": ({**GOOD, "heads": GOOD["heads"][:-1]}, [], "the newest head was taken out: the last entry is covered by none"),
    "bad-round-proof": (within("rounds", 1, proof=[hexed(ROUND["proof"][0]), *ROUND["proof"][1:]]), [], "one digit of an inclusion proof"),
    "bad-round-proof-short": (within("rounds", 1, proof=ROUND["proof"][1:]), [], "an inclusion proof with a hash less"),
    "bad-round-proof-long": (within("rounds", 1, proof=[*ROUND["proof"], "0" * 64]), [], "an inclusion proof with a hash more"),
    "bad-round-index": (within("rounds", 1, index=ROUND["index"] + 1), [], "an inclusion proof for another index"),
    "bad-round-number": (within("rounds", 1, round=7), [], "a round under another number than its leaf says"),
    "bad-round-smaller": (export(SAID, Plan(PLAN.heads, (9, 4, 12))), [], "a round at which the stream is smaller than at the one before"),
    "bad-round-leaf": (within("rounds", 1, leaf=ROUND["leaf"].replace('"size":9', '"size":8')), [], "a leaf that says another size"),
    "bad-round-leaf-form": (within("rounds", 1, leaf=ROUND["leaf"].replace('"round":2,', "")), [], "a leaf without its round"),
    "bad-round-head": (within("rounds", 1, head=signed(6, bytes(32), CASE)), [], "a case head of another root"),
    "bad-round-head-stream": (within("rounds", 1, head=GOOD["heads"][5]), [], "a head of the stream in place of the case head"),
    "bad-round-missing": ({**GOOD, "rounds": GOOD["rounds"][::2]}, [], "a round was taken out, the steps were not"),
    "bad-rounds-swapped": ({**GOOD, "rounds": [GOOD["rounds"][n] for n in (1, 0, 2)]}, [], "two rounds change places"),
    "bad-step-proof": (within("consistency", 0, proof=[hexed(one) for one in GOOD["consistency"][0]["proof"]]), [], "a consistency proof of other hashes"),
    "bad-step-sizes": (within("consistency", 0, to=7), [], "a consistency proof that says another size"),
    "bad-opening-changed": (openings(lambda c, t: (c, t.replace("worth", "warth"))), [], "an opening that is not what was committed to"),
    "bad-opening-unused": (openings(replayed), [], "an opening of another session, that no entry commits to"),
    "bad-opening-form": (openings(lambda c, t: (c, t + " ")), [], "an opening with a blank too many"),
    "unreadable-json": (json.dumps(GOOD)[:-1], [], "cut off in the middle of the file"),
    "unreadable-name-twice": (json.dumps(GOOD)[:-1] + f', "key": "{GOOD["key"]}"}}', [], "a name twice in the file"),
    "unreadable-nan": (json.dumps({**GOOD, "more": float("nan")}), [], "not a number"),
    "unreadable-field": ({**GOOD, "more": 1}, [], "a field that no export has"),
    "unreadable-type": ({**GOOD, "entries": [json.loads(GOOD["entries"][0])]}, [], "an entry as an object, and not as its text"),
    "unreadable-schema": ({**GOOD, "schema": "onetext/table_export/2"}, [], "another version of the form"),
}  # fmt: skip


def files() -> dict[str, str]:
    """Name -> text of every file of the folder: the exports, the receipts, and the index, which says what has to be found."""
    made: dict[str, str] = {}
    index = []
    for name, (data, receipts, about) in VECTORS.items():
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1)
        made[f"{name}.json"] = text + "\n"
        names = [f"{name}.receipt-{at}.txt" for at in range(len(receipts))]
        made |= dict(zip(names, receipts, strict=True))
        found = [{"place": place, "kind": kind} for place, kind in sorted(alone(text.encode(), receipts))]
        exit_status = 2 if name.startswith("unreadable") else 1 if found else 0
        index.append({"file": f"{name}.json", "about": about, "receipts": names, "exit": exit_status, "findings": found})
    made["index.json"] = json.dumps({"schema": "onetext/record_vectors/1", "vectors": index}, ensure_ascii=False, indent=1) + "\n"
    return made


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in FOLDER.iterdir():
        each.unlink()
    for name, text in files().items():
        (FOLDER / name).write_text(text, "utf-8", newline="\n")
