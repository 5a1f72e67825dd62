"""Scenarios for the tests of formats: the folders of ../shared/cases, and small ones to spoil."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

from conftest import SHARED

CASES = SHARED / "cases"
GENIUS = sorted(folder.name for folder in (CASES / "genius").iterdir()) if CASES.is_dir() else []
GAMES = sorted(folder.name for folder in (CASES / "games").iterdir() if folder.is_dir()) if CASES.is_dir() else []
NONLINEAR = [name for name in GENIUS if name.endswith("issues")]
LINEAR = [name for name in GENIUS if name not in NONLINEAR]

Files = dict[str, bytes]


def load(folder: Path) -> Files:
    """Every file below a folder, by its name from there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def reference(name: str) -> list[dict[str, str]]:
    """The rows of a reference table."""
    path = CASES / f"reference-{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else []


ROWS = [*reference("bilateral"), *reference("three-parties")]


def as_in(row: dict[str, str]) -> Files:
    """The files of a scenario with as many profiles as its row in a reference table has parties, first by file name."""
    files = load(CASES / "genius" / row["scenario"])
    profiles = [name for name, data in files.items() if b"<weight" in data]
    return {name: data for name, data in files.items() if name not in profiles[int(row["parties"]) :]}


def roots(files: Files) -> dict[str, ElementTree.Element]:
    """The well-formed XML files as the standard library reads them; those of a profile only."""
    parsed = {name: ElementTree.fromstring(data) for name, data in files.items() if name != "pareto.xml"}
    return {name: root for name, root in parsed.items() if root.iter("weight") and (list(root.iter("weight")) or list(root.iter("ufun")))}


def weights(root: ElementTree.Element) -> dict[str, Fraction]:
    """The weight of each issue by its index; in FitnessA the objective has one too, which is no issue's."""
    indices = {issue.attrib["index"] for issue in root.iter("issue")}
    return {w.attrib["index"]: Fraction(w.attrib["value"]) for w in root.iter("weight") if w.attrib["index"] in indices}


def evaluations(issue: ElementTree.Element) -> dict[str, Fraction]:
    return {item.attrib["value"]: Fraction(item.attrib["evaluation"]) for item in issue.findall("item")}


DOMAIN = """<negotiation_template>
<utility_space number_of_issues="2">
<objective index="0" name="root" description="" type="objective" etype="objective">
<issue index="1" name="Price" type="discrete"><item index="1" value="low"/><item index="2" value="high"/></issue>
<issue index="2" name="Days" type="integer" lowerbound="1" upperbound="4"/>
</objective>
</utility_space>
</negotiation_template>
"""

PROFILE = """<utility_space>
<objective index="0" name="root" description="" type="objective" etype="objective">
<weight index="1" value="0.75"/>
<weight index="2" value="0.25"/>
<issue index="1" name="Price" type="discrete"><item index="1" value="low" evaluation="3"/><item index="2" value="high" evaluation="4"/></issue>
<issue index="2" name="Days" type="integer" lowerbound="1" upperbound="4"><evaluator ftype="linear" slope="0.25" offset="0.25"/></issue>
</objective>
<reservation value="0.5"/>
</utility_space>
"""


def scenario(profile: str = PROFILE, domain: str = DOMAIN) -> Files:
    """A domain and two profiles, the second as PROFILE has it."""
    return {"domain.xml": domain.encode(), "one.xml": profile.encode(), "two.xml": PROFILE.encode()}
