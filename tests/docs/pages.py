"""Pages of documentation as programs: a page is run in an empty folder and comes out with the outputs that it really has.

- A ```console block holds commands after `$ `, each followed by what it prints, errors included. `onetext` runs in
  this process; what stands behind a `|` or `>`, and every other command, is given to the shell.
- A ```python block runs in the namespace of its page. What it prints stands in the ```text block that follows it.
- A block with a file name, such as ```yaml shop.yaml, is written as that file; `+shop.yaml` is added at its end.
- `export NAME=VALUE` counts for the rest of the page. Once a page has opened a session, what differs from session to session
  (keys, words, times: `docs.varying`) stays as the page has it, where nothing else in an output differs.
- Between `<!-- NAME: made by make docs -->` and `<!-- end -->` stands what `made.MADE` has under NAME.

Anything else is left as it is.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from shlex import split
from typing import Any
from unittest import mock

from docs.varying import steady
from onetext.cli.run import run as run_command

BLOCK = re.compile(r"^```(?P<kind>\w*)(?: (?P<name>\S+))?\n(?P<body>.*?)^```$(?P<after>\n\n```text\n.*?^```$)?", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"^<!-- (?P<name>[\w ]+): made by make docs -->\n(?P<body>.*?)^<!-- end -->$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ ", re.MULTILINE)
EXPORT = re.compile(r"export ([A-Z_]+)=(.+)")
NEW = "onetext table new "
WRITTEN = frozenset({"yaml", "xml", "json", "toml", "text"})


@dataclass
class Reader:
    """Somebody who follows a page: the folder where that happens, the names that Python blocks left, the last exit code.

    `exported`: variables of the environment. `varies`: whether there is a session, so that some of what is printed is new each time.
    """

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)
    code: int = 0
    exported: dict[str, str] = field(default_factory=dict)
    varies: bool = False


def rebuilt(text: str, reader: Reader, made: Mapping[str, Callable[[str], str]]) -> str:
    """The page with every output as it really is."""
    filled = MADE.sub(
        lambda part: f"<!-- {part['name']}: made by make docs -->\n{made[part['name']](part['body']).strip()}\n<!-- end -->", text
    )

    def block(part: re.Match[str]) -> str:
        kind, name, body, after = part["kind"], part["name"], part["body"], part["after"] or ""
        if kind == "console":
            return f"```console\n{_console(body, reader)}```{after}"
        if kind == "python":
            printed = _python(body, reader)
            return f"```python\n{body}```" + (f"\n\n```text\n{printed}```" if printed else "")
        if kind in WRITTEN and name:
            _written(reader.folder / name.removeprefix("+"), body, "a" if name.startswith("+") else "w")
        return part[0]

    return BLOCK.sub(block, filled)


def _written(path: Path, body: str, mode: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open(mode, encoding="utf-8") as file:
        file.write(body)


def _console(body: str, reader: Reader) -> str:
    typed = [part.partition("\n") for part in COMMAND.split(body)[1:]]
    assert typed and COMMAND.match(body), f"a console block begins with `$ `:\n{body}"
    return "".join(f"$ {line}\n{_kept(was, _tidy(_ran(line, reader)), reader)}" for line, _, was in typed)


def _kept(was: str, real: str, reader: Reader) -> str:
    """An output, as the page has it where only what differs from session to session does."""
    return was if reader.varies and steady(was) == steady(real) else real


def _ran(line: str, reader: Reader) -> str:
    if line == "echo $?":
        return str(reader.code)
    if export := EXPORT.fullmatch(line):
        reader.exported[export[1]] = _shell(f"printf %s {export[2]}", "", reader)
        return ""
    command, passed, rest = next((parts for sign in (" | ", " > ") if (parts := line.partition(sign))[1]), (line, "", ""))
    if not command.startswith("onetext "):
        return _shell(line, "", reader)
    reader.varies = reader.varies or command.startswith(NEW)
    rest = f"cat > {rest}" if passed == " > " else rest
    shown = StringIO()
    with redirect_stdout(shown), redirect_stderr(shown), mock.patch.dict(os.environ, reader.exported):
        reader.code = run_command(split(command)[1:])
    return _shell(rest, shown.getvalue(), reader) if rest else shown.getvalue()


def _shell(line: str, given: str, reader: Reader) -> str:
    environment = {**os.environ, **reader.exported}
    done = subprocess.run(
        line, shell=True, cwd=reader.folder, input=given, capture_output=True, encoding="utf-8", timeout=60, check=False, env=environment
    )
    return done.stdout + done.stderr


def _python(body: str, reader: Reader) -> str:
    shown = StringIO()
    with redirect_stdout(shown):
        exec(compile(body, "<page>", "exec", dont_inherit=True), reader.names)
    return _tidy(shown.getvalue())


def _tidy(text: str) -> str:
    """Without blanks at the ends of lines and empty lines at the end; not empty, it ends with a new line."""
    lines = "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n")
    return f"{lines}\n" if lines else ""
