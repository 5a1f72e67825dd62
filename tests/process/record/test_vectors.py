"""The vectors beside the verifier are what the script writes, and both verifiers find in each what its index says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onetext.process.record.findings import KINDS
from process.record import vectors
from process.record.building import both_raw, verifier

INDEX: list[dict[str, Any]] = json.loads((vectors.FOLDER / "index.json").read_text("utf-8"))["vectors"]


def test_the_files_are_what_the_script_writes() -> None:
    """Byte for byte, and no file more or less."""
    held = {path.name: path.read_bytes() for path in vectors.FOLDER.iterdir()}
    assert {name: text.encode() for name, text in vectors.files().items()} == held


@pytest.mark.parametrize("vector", INDEX, ids=lambda vector: vector["file"].removesuffix(".json"))
def test_each_is_found_to_be_what_it_is(vector: dict[str, Any], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """By both, and by the command."""
    receipts = [(vectors.FOLDER / name).read_text("utf-8") for name in vector["receipts"]]
    expected = {(each["place"], each["kind"]) for each in vector["findings"]}
    assert both_raw((vectors.FOLDER / vector["file"]).read_bytes(), receipts) == expected
    assert vector["file"].startswith(("good", "bad", "unreadable")[vector["exit"]])
    options = [part for name in vector["receipts"] for part in ("--receipt", str(vectors.FOLDER / name))]
    assert verifier().main([str(vectors.FOLDER / vector["file"]), "--json", *options]) == vector["exit"]
    told = json.loads(capsysbinary.readouterr().out)
    assert {(each["place"], each["kind"]) for each in told["findings"]} == expected


def test_every_kind_of_finding_has_a_vector() -> None:
    """But for the key, which is no part of an export."""
    assert {each["kind"] for vector in INDEX for each in vector["findings"]} == set(KINDS) - {"key"}
