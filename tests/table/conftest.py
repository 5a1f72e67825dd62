"""What the table needs beside the base."""

from __future__ import annotations

from conftest import require

require("table")
