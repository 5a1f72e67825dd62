"""The top module: light to import, and a public function is never hidden by the layer of the same name."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest

import onetext

HEAVY = ("numpy", "ortools", "pandas", "yaml", "ruamel", "rich", "jinja2", "cyclopts", "onetext.api", "onetext.model")


def run(code: str) -> str:
    """What a fresh interpreter prints for a piece of code."""
    done = subprocess.run([sys.executable, "-I", "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_loads_nothing_else() -> None:
    """`import onetext` costs what an empty module costs."""
    loaded = json.loads(run("import sys, json, onetext; print(json.dumps(sorted(sys.modules)))"))
    assert [name for name in HEAVY if name in loaded] == []


def test_command_line_loads_nothing_heavy() -> None:
    """`onetext --version` answers before anything heavy is imported."""
    code = """
    import sys, json
    from onetext.cli import main
    sys.argv = ["onetext", "--version"]
    try:
        main()
    except SystemExit as stop:
        assert not stop.code
    print(json.dumps(sorted(sys.modules)))
    """
    lines = run(code).splitlines()
    assert lines[0].split()[-1] == onetext.__version__
    assert [name for name in HEAVY if name in json.loads(lines[-1])] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    """Also a private one, for which nothing is imported."""
    with pytest.raises(AttributeError, match="no attribute '_nothing'"):
        _ = onetext._nothing


def test_every_public_name_of_the_api_is_reached() -> None:
    """Whatever `onetext.api` lists is an attribute of `onetext`, and `dir` shows it."""
    from onetext import api

    assert {name for name in api.__all__ if getattr(onetext, name) is not getattr(api, name)} == set()
    assert set(api.__all__) <= set(dir(onetext))
    assert set(onetext.__all__) == set(api.__all__)  # what `from onetext import *` takes


@pytest.mark.parametrize("layer", ["solve"])
def test_a_function_is_not_hidden_by_its_layer(layer: str) -> None:
    """`onetext.solve` stays the function after `onetext.solve` the layer was imported, in either order."""
    code = f"""
    import onetext, onetext.{layer}
    print(type(onetext.{layer}).__name__)
    from onetext.{layer} import __name__ as name
    print(name)
    """
    assert run(code).split() == ["function", f"onetext.{layer}"]
