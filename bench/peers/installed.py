"""Tasks that every tool answers alike: start a process that imports it, and how large its environment is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.peers.worker import Task

NOT_COUNTED = ("pip", "setuptools", "_distutils_hack", "pkg_resources")


def started(program: str) -> str:
    """What a fresh interpreter prints that runs a program."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return done.stdout


def importing(module: str) -> Task:
    """A fresh process that imports the module, and ends."""
    return Task(lambda: f"import {module}", started, lambda printed: {})


def size(*beside: Path) -> Task:
    """The megabytes of the environment's packages, those that every environment has left out, and of folders `beside` it."""
    packages = Path(sys.prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"

    def look(folders: tuple[Path, ...]) -> dict[str, Any]:
        inside = [entry for entry in packages.iterdir() if not entry.name.startswith(NOT_COUNTED)]
        every = [path for folder in (*inside, *folders) for path in (folder, *folder.rglob("*"))]
        held = sum(path.lstat().st_size for path in every if path.is_file() and path.suffix != ".pyc")
        return {"MB": round(held / 1e6), "packages": sum(entry.suffix == ".dist-info" for entry in inside)}

    return Task(lambda: beside, look, dict)
