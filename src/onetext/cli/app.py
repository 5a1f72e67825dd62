"""The commands, each a thin function of its own module; what is heavy is imported when a command runs."""

from __future__ import annotations

from cyclopts import App, Group, Parameter

from onetext.cli import asking, briefing, files, setup, starting

ABOUT = """Keep the single text of a mediated negotiation, and say with proof whether it can be agreed.

SCENARIO is a case file or folder, the files of a Genius, GeniusWeb or scored game scenario, or the name of a bundled
case: peace-talks-2025, treaty-28, house-sale, labour-dispute, river-game, peace-simulator-2025. A path that exists wins.

Exit codes: 0 an answer (no agreement is one), 2 bad usage or input, 3 stopped by a limit or Ctrl-C with the answer so far."""

EXAMPLES = """Examples:
  onetext demo                                     the brief of a bundled case, in the browser
  onetext brief house-sale -o house.html           the mediator's brief of a case as one page
  onetext why peace-talks-2025                     what is in the way, and what would open an agreement
  onetext new mine.yaml --template labour-dispute  start a case from a bundled one"""

MAIN = Group("The main job", sort_key=0)
ASK = Group("Questions", sort_key=1)
FILES = Group("Case files", sort_key=2)
REST = Group("About onetext", sort_key=3)

app = App(
    name="onetext",
    help=ABOUT,
    help_epilogue=EXAMPLES,
    help_formatter="plain",
    help_format="plaintext",
    version_flags=(),
    group_commands=REST,
    default_parameter=Parameter(negative=(), show_env_var=False),
)

COMMANDS = (
    (MAIN, briefing.brief, "SCENARIO... [-o FILE] [options]"),
    (MAIN, briefing.demo, "[options]"),
    (ASK, asking.solve, "SCENARIO... [--rule RULE] [options]"),
    (ASK, asking.frontier, "SCENARIO... [options]"),
    (ASK, asking.zopa, "SCENARIO... [options]"),
    (ASK, asking.why, "SCENARIO... [--from PROPOSAL] [options]"),
    (FILES, files.check, "SCENARIO... [options]"),
    (FILES, files.convert, "IN... OUT [--to FORMAT] [options]"),
    (FILES, starting.new, "[FILE] [--template NAME]"),
    (REST, setup.schema, "[COMMAND]"),
    (REST, setup.doctor, "[--json]"),
)
"""Group, function and what follows its name on the command line."""

for group, function, usage in COMMANDS:
    app.command(function, group=group, usage=f"Usage: onetext {function.__name__} {usage}")
