"""Sessions at the table, made once in each process that runs tests, and copied for each test that asks for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import require


@pytest.fixture(scope="session")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every state of `cli.tabled`; nobody writes into it."""
    require("table")
    from cli import tabled

    folder = tmp_path_factory.mktemp("sessions")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ONETEXT_PASSPHRASE", tabled.PHRASE)
        tabled.made(folder)
    return folder


@pytest.fixture
def states(sessions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of every state in the folder of work, with the mediator's passphrase at hand."""
    from cli import tabled

    for path in sessions.iterdir():
        (shutil.copytree if path.is_dir() else shutil.copy)(path, tmp_path / path.name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONETEXT_PASSPHRASE", tabled.PHRASE)
    monkeypatch.delenv("ONETEXT_NEW_PASSPHRASE", raising=False)
    return tmp_path
