"""Papers: a case as the bytes that the store keeps, known by their SHA-256."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from onetext.model.case import Case


def paper(case: Case) -> bytes:
    """A case as a paper: its native files in one JSON object."""
    from onetext.formats import write

    files = {name: data.decode() for name, data in write(case, "native").items()}
    return json.dumps({"files": files}, ensure_ascii=False, sort_keys=True).encode()


def digest(paper: bytes) -> str:
    """The SHA-256 by which a paper is known."""
    return hashlib.sha256(paper).hexdigest()


@lru_cache(maxsize=8)
def case_of(paper: bytes) -> Case:
    """The case in a paper."""
    from onetext.formats import read

    files = json.loads(paper)["files"]
    return read({name: text.encode() for name, text in files.items()}, "native")
