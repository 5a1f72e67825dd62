"""Asks LibreOffice what a Word file says once every change is accepted, and once every change is rejected.

    python -m formats.word.libreoffice FILE.docx ...      (from the folder `tests`)

writes `FILE.accepted.txt` and `FILE.original.txt` beside each file. The answer of LibreOffice is the independent check
of `onetext.formats.word.views`: both must say the same, paragraph by paragraph, tables in order, notes after the text.

The bridge to LibreOffice, `uno`, comes with the system's Python, seldom with ours: this file starts that Python with
`bridge.py`, and a LibreOffice with a profile of its own, and both end with it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

BRIDGE = Path(__file__).with_name("bridge.py")
PYTHONS = (sys.executable, "/usr/bin/python3", "/usr/lib/libreoffice/program/python", "/opt/libreoffice/program/python")
SECONDS = 300
COMMENT_MARK = re.compile(rb"<w:comment(?:RangeStart|RangeEnd|Reference)[^>]*/>")


@cache
def bridge_python() -> str:
    """A Python that can speak to LibreOffice; "" where there is none."""
    for python in PYTHONS:
        if shutil.which(python) and subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return python
    return ""


def missing() -> str:
    """Why LibreOffice cannot be asked here; "" when it can."""
    if shutil.which("soffice") is None:
        return "no LibreOffice on the path (Debian: apt-get install libreoffice-writer-nogui)"
    return "" if bridge_python() else "no Python that can speak to it (Debian: apt-get install python3-uno)"


def ask(task: str, *arguments: str) -> Any:
    """What `bridge.py` answers to a task."""
    with TemporaryDirectory() as profile:
        command = [bridge_python(), str(BRIDGE), Path(profile).as_uri(), task, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def without_comments(data: bytes) -> bytes:
    """A Word file without the marks of its comments, which are no text: without a screen, LibreOffice 7.4 dies of them."""
    held = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(held, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            copy.writestr(name, COMMENT_MARK.sub(b"", part) if name == "word/document.xml" else part)
    return held.getvalue()


def views(files: Sequence[Path]) -> dict[str, dict[str, list[str]]]:
    """By the name of each file: its paragraphs `accepted` and `original`."""
    with TemporaryDirectory() as folder:
        copies = [Path(folder) / each.name for each in files]
        for file, copy in zip(files, copies, strict=True):
            copy.write_bytes(without_comments(file.read_bytes()))
        return {Path(name).name: said for name, said in ask("views", *map(str, copies)).items()}


BATCH, BATCH_SECONDS = 12, 60


def saved_again(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The files as LibreOffice saves them after it opened them; those on which it does not finish are left out.

    On some texts from right to left with long notes its layout goes round in circles; the rest of their batch is asked again.
    """
    before, after = folder / "before", folder / "after"
    before.mkdir()
    after.mkdir()
    for name, data in files.items():
        (before / name).write_bytes(data)
    names = list(files)
    for place in range(0, len(names), BATCH):
        batch = names[place : place + BATCH]
        while batch:
            _convert([before / name for name in batch], after, folder / "profile")
            left = [name for name in batch if not (after / name).exists()]
            batch = left[1:]  # the first that is missing is the one on which it stuck
    return {name: (after / name).read_bytes() for name in names if (after / name).exists()}


def _convert(files: Sequence[Path], target: Path, profile: Path) -> None:
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "docx", "--outdir", str(target)]
    running = subprocess.Popen([*command, *map(str, files)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        running.wait(BATCH_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def written(paragraphs: Sequence[str]) -> str:
    """Paragraphs as the text of a file: one a line, with their own breaks and tabs spelled out."""
    return "".join(each.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + "\n" for each in paragraphs)


def main(names: Sequence[str]) -> None:
    """Write both views beside each file."""
    files = [Path(name) for name in names]
    answers = views(files)
    for file in files:
        for view in ("accepted", "original"):
            file.with_suffix(f".{view}.txt").write_bytes(written(answers[file.name][view]).encode("utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
