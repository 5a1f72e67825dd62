"""What a user downloads: the base in a fresh environment, from the lock and the wheel, and its size."""

from __future__ import annotations

import json
import subprocess
import venv
from pathlib import Path

import pytest

from conftest import require
from structure.source import ROOT

MEGABYTES = 400
PACKAGES = 32
NOT_COUNTED = frozenset({"pip", "setuptools", "onetext"})


def pip(python: Path, *arguments: str) -> str:
    """What pip prints, in the environment of an interpreter."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow("install")
def test_the_base_install_stays_small(tmp_path: Path) -> None:
    """At most 400 MB and 32 packages; the wheel carries its data and starts."""
    require("install")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    pip(python, "install", "--quiet", "--require-hashes", "-r", "requirements.lock")
    pip(python, "install", "--quiet", "--no-deps", ".")
    site = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    size = int(subprocess.run(["du", "-sm", site], capture_output=True, text=True, check=True).stdout.split()[0])
    names = {each["name"].lower() for each in json.loads(pip(python, "list", "--format", "json"))} - NOT_COUNTED
    print(f"base install: {size} MB, {len(names)} packages")
    assert size <= MEGABYTES
    assert len(names) <= PACKAGES
    assert missing_from(site / "onetext") == []
    started = subprocess.run([tmp_path / "env" / "bin" / "onetext", "--version"], capture_output=True, text=True, check=False)
    assert started.returncode == 0, started.stderr


def missing_from(installed: Path) -> list[str]:
    """Files of the package that did not come along."""
    source = ROOT / "src" / "onetext"
    files = (path.relative_to(source) for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(str(name) for name in files if not (installed / name).is_file())
