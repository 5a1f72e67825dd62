"""`python tests/store/make_old.py` keeps a small store of the schema of today in `old`, with what it has to give for ever.

Run it once for each new revision; what is there is never made again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from onetext.store.log import Log, create  # noqa: E402
from onetext.store.tables import REVISIONS  # noqa: E402
from store.moves import MAIN, PARTIES, Session, leaf, root  # noqa: E402

OLD = Path(__file__).parent / "old"


def told(log: Log) -> dict[str, object]:
    """What a store gives: sizes, digests of the bytes and roots of every stream, heads, ciphertexts, papers, keys, readings."""
    streams = {}
    for stream, size in log.streams().items():
        data = [entry.data for entry in log.entries(stream)]
        heads = "".join(head.note for head in log.heads(stream))
        streams[stream] = {
            "size": size,
            "bytes": hashlib.sha256(b"\n".join(data)).hexdigest(),
            "root": root([leaf(each) for each in data]).hex(),
            "heads": hashlib.sha256(heads.encode()).hexdigest(),
        }
    secret, again = b"sealed k3", log.written(["k3"])
    return {
        "streams": streams,
        "sealed": log.sealed(hashlib.sha256(secret).hexdigest()) == secret,
        "keys": {holder: data.decode() for holder, data in log.keys().items()},
        "readings": [[each.n, each.who, each.commitment, each.reason, each.at] for each in log.readings()],
        "repeated": [[each.first, each.size] for each in again.values()],
    }


def main() -> None:
    """Make the files of today's revision."""
    path = OLD / f"{REVISIONS[-1]}.db"
    if path.exists():
        raise SystemExit(f"{path} is there already")
    with create(path, session="0" * 32, main=MAIN) as log:
        mine = Session()
        for n in range(12):
            batch = mine.move(n, f"k{n}", PARTIES[n % 2])
            keys = ((PARTIES[n % 2], json.dumps({"made": n}).encode()),)
            log.append(type(batch)(batch.expected, batch.key, batch.entries, batch.sealed, (), keys), mine.sign)
        log.read("mediator", "c0", "to compare", "2026-01-01")
        path.with_suffix(".json").write_text(json.dumps(told(log), indent=2) + "\n", "utf-8")
    path.with_name(path.name + ".lock").unlink()


if __name__ == "__main__":
    main()
