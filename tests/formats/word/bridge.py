"""Runs in the Python that comes with LibreOffice: drives it and prints what it says, as JSON.

bridge.py PROFILE views FILE ...     the paragraphs of each file, all changes accepted and all rejected
bridge.py PROFILE write FOLDER       the part of the corpus that LibreOffice writes (see `office_cases.py`)
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PIPE = "onetext-corpus"


def value(name: str, what: Any) -> Any:
    """A named value, as LibreOffice takes them."""
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


class Office:
    """A running LibreOffice: its desktop, and a way to send it commands."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.dispatcher = self.service("com.sun.star.frame.DispatchHelper")

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def configure(self, node: str, name: str, what: Any) -> None:
        """Set one of its settings."""
        provider = self.service("com.sun.star.configuration.ConfigurationProvider")
        access = "com.sun.star.configuration.ConfigurationUpdateAccess"
        held = provider.createInstanceWithArguments(access, (value("nodepath", node),))
        held.setPropertyValue(name, what)
        held.commitChanges()

    def save(self, document: Any, address: str) -> None:
        document.storeToURL(address, (value("FilterName", "MS Word 2007 XML"),))

    def open(self, address: str) -> Any:
        return self.desktop.loadComponentFromURL(address, "_blank", 0, (value("Hidden", True),))

    def command(self, document: Any, name: str, *values: Any) -> None:
        self.dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{name}", "", 0, values)


@contextmanager
def office(profile: str) -> Iterator[Office]:
    """A LibreOffice of one's own; it ends with the block."""
    pipe = f"{PIPE}-{abs(hash(profile))}"
    command = ["soffice", f"-env:UserInstallation={profile}", f"--accept=pipe,name={pipe};urp;", "--headless", "--norestore", "--nologo"]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    running = None
    try:
        for _ in range(240):
            try:
                running = Office(resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"))
                break
            except NoConnectException:
                time.sleep(0.25)
        if running is None:
            raise RuntimeError("LibreOffice does not answer")
        yield running
    finally:
        if running is not None:
            running.desktop.terminate()
        try:
            started.wait(30)
        except subprocess.TimeoutExpired:
            started.kill()


def each_of(holder: Any) -> Iterator[Any]:
    """What a holder of things holds."""
    listed = holder.createEnumeration()
    while listed.hasMoreElements():
        yield listed.nextElement()


def paragraphs(text: Any) -> Iterator[str]:
    """The paragraphs of a text, those in tables in order."""
    for block in each_of(text):
        if block.supportsService("com.sun.star.text.TextTable"):
            for cell in block.getCellNames():
                yield from paragraphs(block.getCellByName(cell))
        else:
            # Beside a content control, a portion may hold the end of its paragraph, too.
            yield "".join(portions(block)).replace("\r", "")


def portions(block: Any) -> Iterator[str]:
    """The text of a paragraph without the labels of its notes and the anchors of its remarks."""
    for portion in each_of(block):
        kind = portion.TextPortionType
        if kind in ("Text", "TextField"):
            yield portion.getString()
        elif kind == "ContentControl":
            yield from portions(portion.ContentControl)
        elif kind == "InContentMetadata":
            yield from portions(portion.InContentMetadata)


def whole(document: Any) -> list[str]:
    """The text and its notes."""
    found = list(paragraphs(document.Text))
    for notes in (document.Footnotes, document.Endnotes):
        for number in range(notes.Count):
            found += paragraphs(notes.getByIndex(number))
    return found


def views(running: Office, files: list[str]) -> dict[str, dict[str, list[str]]]:
    """Both views of each file."""
    answers: dict[str, dict[str, list[str]]] = {}
    for file in files:
        answers[file] = {}
        for view, command in (("accepted", "AcceptAllTrackedChanges"), ("original", "RejectAllTrackedChanges")):
            document = running.open(Path(file).as_uri())
            running.command(document, command)
            answers[file][view] = whole(document)
            if document.Redlines.createEnumeration().hasMoreElements():
                answers[file][view].append("LibreOffice left changes standing")
            document.close(True)
    return answers


def main(profile: str, task: str, *arguments: str) -> None:
    """Do one task and print the answer."""
    with office(profile) as running:
        if task == "views":
            answer = views(running, list(arguments))
        else:
            sys.path.insert(0, str(Path(__file__).parent))
            import office_cases

            answer = office_cases.write(running, Path(arguments[0]))
    print(json.dumps(answer, ensure_ascii=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
