"""What commands leave behind: the brief in every form, converted files, a new case; and how fast they start."""

from __future__ import annotations

import json
import webbrowser
from pathlib import Path

import pytest

import onetext
from cli.running import STRAIT, fresh, ran
from onetext.cli import briefing, starting
from onetext.cli.starting import interview


@pytest.mark.parametrize(("name", "begins"), [("b.html", "<!doctype html>"), ("b.md", "**mediator only"), ("b.json", "{"), ("b.txt", "")])
def test_brief_to_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, begins: str) -> None:
    """Each form by the name's end; the bottom line and the path are printed."""
    path = tmp_path / name
    done = ran(capsys, "brief", STRAIT, "-o", str(path))
    assert done.code == 0
    assert path.read_text("utf-8").lower().startswith(begins)
    assert done.out.splitlines()[-1] == str(path)
    assert done.out.startswith("On these estimates")


def test_the_brief_says_how_to_make_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    """The command, with what it was asked, in words that a shell takes."""
    done = ran(capsys, "brief", STRAIT, "--meeting", "east", "--viewer", "A. Reader", "--as-of", "2031-02-01", "--json")
    assert done.json["command"] == f"onetext brief {STRAIT} --as-of 2031-02-01 --meeting east --viewer 'A. Reader'"
    assert (done.json["viewer"], done.json["as_of_from"]) == ("A. Reader", "option")


def test_without_worths(capsys: pytest.CaptureFixture[str]) -> None:
    """No reservation value of the case stands in what is printed."""
    done = ran(capsys, "brief", STRAIT, "--without-worths", "--json")
    assert done.json["worths_left_out"] is True
    assert all(one["reservation"] is None for one in done.json["standings"])


@pytest.mark.parametrize("fails", [False, True])
def test_demo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fails: bool) -> None:
    """Writes one page here and opens it; a browser that fails is no error."""
    opened: list[str] = []

    def opens(address: str) -> bool:
        opened.append(address)
        if fails:
            raise webbrowser.Error("no browser")
        return True

    monkeypatch.setattr(briefing, "DEMO_CASE", "house-sale")
    monkeypatch.setattr(webbrowser, "open", opens)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.chdir(tmp_path)
    done = ran(capsys, "demo")
    page = tmp_path / briefing.DEMO_FILE
    assert done.code == 0
    assert opened == [page.as_uri()]
    assert done.out.splitlines()[-1] == str(page)
    assert "Quarry Lane" in page.read_text("utf-8")


def test_demo_without_a_screen(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Prints the path and starts nothing."""
    monkeypatch.setattr(briefing, "DEMO_CASE", "house-sale")
    monkeypatch.setattr(webbrowser, "open", lambda address: pytest.fail("opened"))
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    assert ran(capsys, "demo").code == 0


def test_the_demo_is_a_bundled_case() -> None:
    """The case of the talks of 2025."""
    assert briefing.DEMO_CASE in onetext.bundled()


def test_convert_there_and_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The paths are printed; the case is the same."""
    copy = tmp_path / "copy.yaml"
    done = ran(capsys, "convert", STRAIT, str(copy))
    assert (done.code, done.out) == (0, f"{copy}\n")
    assert onetext.load(copy).case == onetext.load(STRAIT).case


def test_convert_keeps_the_day_of_the_clock_out(capsys: pytest.CaptureFixture[str], tmp_path: Path, shared: Path) -> None:
    """A case that names no day names none afterwards."""
    copy = tmp_path / "copy.yaml"
    assert ran(capsys, "convert", str(shared / "cases" / "genius" / "Coffee"), str(copy)).code == 0
    assert onetext.load(copy).as_of_from == "today"
    assert "as_of" not in copy.read_text("utf-8")


def test_check_of_a_sound_case(capsys: pytest.CaptureFixture[str]) -> None:
    """Says so, and what is not said, with what follows."""
    done = ran(capsys, "check", STRAIT)
    assert done.out.startswith("Harbour and strait: well-formed. 6 parties, 5 issues, 360 packages.")
    assert "worths that 'cor' does not say: monitors, port, fee, fund; each counts as 0" in done.out
    found = ran(capsys, "check", STRAIT, "--json").json
    assert (found["ok"], found["errors"]) == (True, [])
    assert {one["code"] for one in found["warnings"]} == {"not_said", "no_why", "no_evidence"}


def test_new_by_questions(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A few answers make a case that can be read."""
    said = iter(["Two banks", "Upper", "Lower", "", "The judge", "How much?", "0 to 6 by 3 litres", "Where?", "here; there", ""])
    monkeypatch.setattr(starting, "_prompt", lambda: lambda question: next(said))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    done = ran(capsys, "new", str(tmp_path / "banks.yaml"))
    assert done.code == 0
    case = onetext.load(tmp_path / "banks.yaml").case
    assert (case.title, len(case.parties), case.size) == ("Two banks", 3, 6)


def test_the_questions_end_when_nothing_is_said() -> None:
    """An empty answer is an end, not a mistake."""
    assert interview(lambda question: "") == {"title": "", "parties": [], "mediator": "", "issues": []}


def test_doctor(capsys: pytest.CaptureFixture[str]) -> None:
    """Names versions, formats, rules and cases, and what is missing: nothing."""
    done = ran(capsys, "doctor", "--json")
    assert (done.json["ok"], done.json["missing"]) == (True, [])
    assert {"peace-talks-2025", "treaty-28"} <= set(done.json["cases"])
    assert "All that the base needs is there." in ran(capsys, "doctor").out


@pytest.mark.parametrize("arguments", [("--help",), ("check", STRAIT), ("check", "treaty-28"), ("doctor",), ("schema",)])
def test_what_is_not_loaded(arguments: tuple[str, ...]) -> None:
    """Help, check, doctor and schema start without arrays, solver, templates and charts."""
    import subprocess
    import sys

    code = "import sys; from onetext.cli import main; main(); sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    loaded = set(done.stderr.split())
    assert "onetext.cli.app" in loaded
    assert loaded & {"numpy", "ortools", "pandas", "jinja2", "ruamel.yaml"} == set()


def large_case(lines: int) -> str:
    """A well-formed case of some thousand lines: 28 issues, 6 parties, and statements for the rest."""
    text = ["onetext: 1", "title: Large", "parties:", *(f"  p{n}: {{name: Party {n}}}" for n in range(6)), "issues:"]
    for n in range(28):
        text += [f"  i{n}:", f"    title: Issue {n}", "    options:", *(f"      o{k}: Option {k}" for k in range(4))]
    text.append("positions:")
    for p in range(6):
        text += [f"  p{p}:", "    reservation: 40", "    worth:"]
        for n in range(28):
            text += [f"      i{n}:", *(f"        o{k}: {{worth: {k}/{n + 1}, from: statement, evidence: [s{n}]}}" for k in range(4))]
    text += ["sources:", "  art: {title: The Courier, date: 2031-04-20}", "statements:"]
    n = 0
    while len(text) < lines:
        text += [f"  s{n}:", "    who: A speaker", f"    for: p{n % 6}", f"    on: {{i{n % 28}: o{n % 4}}}", "    stance: accept"]
        text += ["    source: art", "    said: 2031-04-19", "    chain: [A speaker, The Courier]", "    grade: B2"]
        n += 1
    return "\n".join(text) + "\n"


def test_a_large_case_is_sound(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The case by which starting times are measured."""
    path = tmp_path / "large.yaml"
    path.write_text(large_case(4_000), "utf-8")
    assert ran(capsys, "check", str(path)).code == 0


@pytest.mark.bench
@pytest.mark.parametrize(
    ("arguments", "seconds"),
    [(("--version",), 0.05), (("--help",), 0.2), (("check", "large.yaml"), 0.4), (("brief", "peace-talks-2025", "-o", "b.html"), 3.0)],
    ids=lambda value: value[0] if isinstance(value, tuple) else str(value),
)
def test_time_of_a_process(tmp_path: Path, arguments: tuple[str, ...], seconds: float) -> None:
    """The best of five whole processes, start included: what others run at the same time only adds."""
    from time import perf_counter

    (tmp_path / "large.yaml").write_text(large_case(4_000), "utf-8")
    took = []
    for _ in range(5):
        began = perf_counter()
        assert fresh(*arguments, folder=tmp_path).code == 0
        took.append(perf_counter() - began)
    best = min(took)
    print(f"onetext {' '.join(arguments)}: {best:.3f} s (at most {seconds})")
    assert best <= seconds


def test_the_json_of_a_brief_is_its_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--json` and `-o x.json` say the same."""
    done = ran(capsys, "brief", STRAIT, "-o", str(tmp_path / "b.json"), "--json")
    assert done.json == json.loads((tmp_path / "b.json").read_text("utf-8"))
