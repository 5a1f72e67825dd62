"""Writes a session as this release keeps it, and what it says, for later releases to open: `python tests/table/keep.py`.

`kept-N.tar.xz` is made once for a release and never again; `kept-N.json` is what every later release has to read out of it.
"""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

from onetext.api.table import records
from onetext.api.table.sealing import opened
from onetext.api.table.tables import opened as open_table
from onetext.process.coding import encoded
from table.settings import fast_folder, phrase
from table.talks import STREAMS, went

HERE = Path(__file__).parent
RELEASES = (1,)
FILES = ("table.json", "session.db", "signing.key")


def archive(release: int) -> Path:
    return HERE / f"kept-{release}.tar.xz"


def expected(release: int) -> Path:
    return HERE / f"kept-{release}.json"


def unpacked(release: int, folder: Path) -> Path:
    """The session of a release, in a folder; the key that signs is its owner's alone."""
    with tarfile.open(archive(release)) as tar:
        tar.extractall(folder, filter="data")
    (folder / "signing.key").chmod(0o600)
    return folder


def said(folder: Path) -> dict[str, Any]:
    """What a session says to each viewer: events, what is opened, where it stands, and the signed head."""
    found = {}
    for viewer in STREAMS:
        with open_table(folder, writing=True) as table:
            with table.unlocked(viewer, phrase(viewer)) as vault:
                own = opened(table, vault, "to see that it still opens")
            session = table.session
            found[viewer] = {
                "events": [encoded(event) for event in table.seen(viewer)],
                "opened": dict(sorted(own.items())),
                "stands": [session.phase.value, session.round, list(session.settled), [list(one) for one in session.outcomes]],
                "receipt": records.receipt(table, viewer).note,
                "root": table.tip(viewer).tree.root.hex(),
            }
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def keep(release: int) -> None:
    """Write the session of this release."""
    folder = fast_folder() / "S"
    went(folder)
    with tarfile.open(archive(release), "w:xz") as tar:
        for name in FILES:
            data = (folder / name).read_bytes()
            about = tarfile.TarInfo(name)
            about.size = len(data)
            tar.addfile(about, io.BytesIO(data))
    expected(release).write_text(json.dumps(said(folder), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    for number in RELEASES:
        if not archive(number).exists():
            keep(number)
