"""Who may import whom, who may touch the world, and no import cycle: the table of layers, read from the syntax."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

import pytest

from structure.source import Module, for_types_only, imports, module, modules

PURE = frozenset({"errors", "model"})
EVERY = frozenset("errors model formats evidence solve certify analysis process api report simulate store web cli verifier".split())
LAYERS: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "model": frozenset({"errors"}),
    "formats": PURE,
    "evidence": PURE,
    "solve": PURE,
    "certify": PURE,
    "analysis": PURE | {"solve"},
    "process": PURE,
    "report": PURE | {"solve", "analysis"},
    "simulate": PURE | {"solve", "analysis", "process"},
    "store": PURE | {"process"},
    "api": EVERY - {"web", "cli", "verifier"},
    "web": EVERY - {"cli", "verifier"},
    "cli": EVERY - {"verifier"},
    "top": frozenset({"api"}),
    "cases": frozenset(),
    "verifier": frozenset(),
}
"""Layer -> the layers that it may import, beside itself. `top` is `onetext/__init__.py`, `cases` holds data only; `verifier` is one file
that shares no code with any other, so that nobody imports it either."""

REACH_THE_WORLD = frozenset({"api", "store", "web", "cli", "top", "verifier"})
"""Only these may read clock, files, network and environment."""

OTHER_PACKAGES: dict[str, frozenset[str]] = {
    "numpy": frozenset({"solve", "analysis", "simulate"}),
    "moocore": frozenset({"solve"}),
    "ortools": frozenset({"solve"}),
    "yaml": frozenset({"formats"}),
    "ruamel": frozenset({"formats", "cli"}),
    "spacy": frozenset({"evidence"}),
    "trafilatura": frozenset({"evidence"}),
    "pypdf": frozenset({"evidence"}),
    "docx": frozenset({"evidence"}),
    "defusedxml": frozenset({"formats"}),
    "lxml": frozenset({"formats"}),
    "rfc8785": frozenset({"model", "formats", "api", "process", "store"}),
    "jinja2": frozenset({"report", "web"}),
    "rich": frozenset({"report", "cli"}),
    "cyclopts": frozenset({"cli"}),
    "sqlalchemy": frozenset({"store"}),
    "alembic": frozenset({"store"}),
    "pysqlite3": frozenset({"store"}),
    "pyrage": frozenset({"store"}),
    "argon2": frozenset({"store"}),
    "cryptography": frozenset({"store"}),
    "shamir_mnemonic": frozenset({"store"}),
}
"""Distribution -> the layers that may import it; one that is not listed may be imported nowhere."""

WORLD_MODULES = frozenset(
    "time socket ssl http urllib ftplib smtplib select selectors asyncio subprocess signal logging "
    "random secrets tempfile shutil glob sqlite3 webbrowser getpass platform".split()
)
WORLD_CALLS = frozenset({"open", "input", "print", "breakpoint"})
WORLD_ATTRIBUTES = frozenset(
    {
        ("os", "environ"), ("os", "getenv"), ("os", "urandom"), ("os", "getcwd"), ("os", "listdir"),
        ("os", "walk"), ("os", "stat"), ("sys", "argv"), ("sys", "stdout"), ("sys", "stderr"), ("sys", "stdin"),
        ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
        ("uuid", "uuid1"), ("uuid", "uuid4"), ("np", "random"), ("numpy", "random"), ("Path", "cwd"), ("Path", "home"),
    }
)  # fmt: skip
FILE_METHODS = frozenset({"read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "is_file", "mkdir", "unlink"})


def layer_of(name: str) -> str | None:
    """The layer that a dotted name belongs to; None outside the package and for the version, which all may quote."""
    parts = name.split(".")
    if parts[0] != "onetext" or parts[1:] == ["__version__"]:
        return None
    return parts[1] if len(parts) > 1 and parts[1] in EVERY else "api"


def wrong_imports(of: Module) -> Iterator[str]:
    """Every import that the tables do not allow."""
    allowed = LAYERS[of.layer] | {of.layer}
    for line, name in imports(of):
        first = name.split(".")[0]
        layer = layer_of(name)
        if layer is not None and layer not in allowed:
            yield f"{of.path}:{line}: layer {of.layer!r} imports {name}; allowed: {', '.join(sorted(allowed))}"
        if first in OTHER_PACKAGES and of.layer not in OTHER_PACKAGES[first]:
            yield f"{of.path}:{line}: {first} in layer {of.layer!r}; allowed in: {', '.join(sorted(OTHER_PACKAGES[first]))}"


def touches(of: Module) -> Iterator[str]:
    """Every use of clock, files, network, environment or chance in a layer that may not."""
    if of.layer in REACH_THE_WORLD:
        return
    for line, name in imports(of):
        if name.split(".")[0] in WORLD_MODULES and not (of.layer == "simulate" and name.startswith("random")):
            yield f"{of.path}:{line}: import of {name}"
    package_data = any(name.startswith("importlib.resources") for _, name in imports(of))
    for node in ast.walk(of.tree):
        match node:
            case ast.Call(func=ast.Name(called)) if called in WORLD_CALLS:
                yield f"{of.path}:{node.lineno}: call of {called}()"
            case ast.Attribute(value=ast.Name(owner), attr=attr) if (owner, attr) in WORLD_ATTRIBUTES:
                yield f"{of.path}:{node.lineno}: use of {owner}.{attr}"
            case ast.Attribute(value=ast.Attribute(attr="datetime" | "date"), attr="now" | "utcnow" | "today"):
                yield f"{of.path}:{node.lineno}: reading of the clock"
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in FILE_METHODS and not package_data:
                yield f"{of.path}:{node.lineno}: call of .{attr}()"


def import_graph(of: tuple[Module, ...]) -> dict[str, set[str]]:
    """Module -> the modules of the package that it imports when it runs."""
    names = {m.name for m in of}
    graph: dict[str, set[str]] = {}
    for each in of:
        targets = {name for _, name in imports(each)} - for_types_only(each)
        found = {t if t in names else t.rpartition(".")[0] for t in targets}
        graph[each.name] = (found & names) - {each.name, "onetext"}
    return graph


def cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Each way round found by walking depth first; empty when there is none."""
    done: set[str] = set()
    found: list[list[str]] = []

    def walk(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
        elif name not in done:
            for target in sorted(graph.get(name, ())):
                walk(target, [*path, name])
            done.add(name)

    for start in sorted(graph):
        walk(start, [])
    return found


def test_every_module_belongs_to_a_known_layer() -> None:
    """A new folder needs a row in the table first."""
    assert {m.path: m.layer for m in modules() if m.layer not in LAYERS} == {}


def test_layers_import_only_what_their_row_says() -> None:
    """Imports inside functions and by `import_module` count."""
    assert [wrong for m in modules() for wrong in wrong_imports(m)] == []


def test_only_outer_layers_touch_the_world() -> None:
    """Clock, files, network, environment and unseeded chance stay above the line."""
    assert [wrong for m in modules() for wrong in touches(m)] == []


def test_other_packages_are_those_of_the_table() -> None:
    """No module imports a distribution that the table does not know."""
    import sys

    known = {*sys.stdlib_module_names, *OTHER_PACKAGES, "onetext"}
    assert [f"{m.path}:{line}: {name}" for m in modules() for line, name in imports(m) if name.split(".")[0] not in known] == []


def test_each_solver_stands_behind_one_file() -> None:
    """One file knows the integer solver of OR-Tools, one the linear solver."""
    doors = {
        (m.path.rpartition("onetext/")[2], name.split(".")[1]) for m in modules() for _, name in imports(m) if name.startswith("ortools.")
    }
    assert doors == {("solve/cpsat/engine.py", "sat"), ("solve/linear.py", "linear_solver")}


def beyond_the_standard_library(of: Module) -> list[str]:
    """What a module imports that does not come with Python."""
    return [name for _, name in imports(of) if name.split(".")[0] not in sys.stdlib_module_names]


def test_the_verifier_is_one_file_that_needs_python_alone() -> None:
    """It is given to the parties, who are to trust nothing of ours but what they can read there."""
    (alone,) = [m for m in modules() if m.layer == "verifier"]
    assert beyond_the_standard_library(alone) == []
    assert [m.path for m in modules() for _, name in imports(m) if name.startswith("onetext.verifier")] == []


@pytest.mark.parametrize("text", ["from onetext.process.record import tree", "def f():\n    import cryptography", "from . import x"])
def test_more_than_python_is_seen(text: str) -> None:
    """The check itself can fail."""
    assert len(beyond_the_standard_library(module("src/onetext/verifier/x.py", text, "onetext.verifier.x"))) == 1


def floats(of: Module) -> list[int]:
    """The lines of a module that write a float, or make one."""
    return [
        node.lineno
        for node in ast.walk(of.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]


def test_no_float_decides_in_the_procedure() -> None:
    """Neither in the procedure nor in the record."""
    assert {m.path: found for m in modules() if m.layer == "process" and (found := floats(m))} == {}


@pytest.mark.parametrize("text", ["x = 0.5", "x = float(y)"])
def test_a_float_is_seen(text: str) -> None:
    """The check itself can fail."""
    assert floats(module("src/onetext/process/x.py", text, "onetext.process.x")) == [1]


def test_no_import_cycle() -> None:
    """No module reaches itself, lazy imports included."""
    assert cycles(import_graph(modules())) == []


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        ("model", "from onetext.solve import rules"),
        ("model", "def f():\n    from ..formats import native"),
        ("analysis", "from onetext import certify"),
        ("solve", "from onetext import load"),
        ("api", "import onetext.cli"),
        ("report", "import importlib\nimportlib.import_module('onetext.api')"),
        ("model", "import numpy as np"),
        ("formats", "import ortools.sat.python.cp_model"),
    ],
)
def test_a_wrong_import_is_seen(layer: str, text: str) -> None:
    """The check itself can fail."""
    assert len(list(wrong_imports(module(f"src/onetext/{layer}/x.py", text, f"onetext.{layer}.x")))) == 1


@pytest.mark.parametrize(
    ("layer", "text"),
    [("solve", "from ..model.case import Case"), ("report", "from onetext import __version__"), ("cli", "from onetext import load")],
)
def test_a_right_import_is_let_through(layer: str, text: str) -> None:
    """The check does not cry wolf."""
    assert list(wrong_imports(module(f"src/onetext/{layer}/x.py", text, f"onetext.{layer}.x"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "import time",
        "def f():\n    import random",
        "from urllib.request import urlopen",
        "open('x')",
        "import os\nos.environ['HOME']",
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.date.today()",
        "from pathlib import Path\nPath('x').read_text()",
        "print('x')",
    ],
)
def test_a_touch_of_the_world_is_seen(text: str) -> None:
    """Each kind of it, in a layer below the line; above the line it is allowed."""
    assert len(list(touches(module("src/onetext/solve/x.py", text, "onetext.solve.x")))) == 1
    assert list(touches(module("src/onetext/api.py", text, "onetext.api"))) == []


def test_a_cycle_is_seen() -> None:
    """Two modules that import each other, one of them inside a function."""
    pair = (
        module("src/onetext/model/a.py", "from onetext.model import b", "onetext.model.a"),
        module("src/onetext/model/b.py", "def f():\n    from .a import x", "onetext.model.b"),
    )
    assert cycles(import_graph(pair)) == [["onetext.model.a", "onetext.model.b", "onetext.model.a"]]
