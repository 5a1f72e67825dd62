"""Draw docs/images/brief.png: the first page of the brief of the bundled talks, as a browser shows it.

    .venv/bin/python docs/make_picture.py

Needs Chromium on the path and the packages of the tests. The picture is kept below 250 kB.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import onetext

PICTURE = Path(__file__).parent / "images" / "brief.png"
CASE, WIDTH, HEIGHT, MOST_BYTES = "peace-talks-2025", 1000, 1180, 250_000


def draw(to: Path) -> int:
    """Write the picture; returns its size in bytes."""
    from playwright.sync_api import sync_playwright

    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "brief.html"
        onetext.load(CASE).brief().write(page_file)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True, viewport={"width": WIDTH, "height": HEIGHT}).new_page()
        page.goto(page_file.as_uri())
        page.screenshot(path=to)
        browser.close()
    return to.stat().st_size


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    size = draw(PICTURE)
    print(f"{PICTURE.name}: {size} bytes")
    raise SystemExit(size > MOST_BYTES)
