"""The commands, each a thin function of its own module; what is heavy is imported when a command runs."""

from __future__ import annotations

from collections.abc import Callable

from cyclopts import App, Group, Parameter

from onetext.cli import asking, briefing, documents, files, questions, setup, starting, sweeping
from onetext.cli.helping import Layout
from onetext.cli.table import answering, disclosing, keeping, mediating, opening
from onetext.cli.text import drafting, passing, showing

ABOUT = """Keep the single text of a mediated negotiation, and say with proof whether it can be agreed.

SCENARIO is a case file or folder, the files of a Genius, GeniusWeb or scored game scenario, or the name of a bundled
case (`onetext doctor` lists them); a path that exists wins.

Exit codes: 0 an answer (that there is no agreement is one), 2 bad usage or bad input, 3 stopped by a limit or Ctrl-C,
with the answer so far."""

MAIN = Group("The main job", sort_key=0)
ASK = Group("Questions", sort_key=1)
FILES = Group("Case files", sort_key=2)
TEXT = Group("The text", sort_key=3)
TABLE = Group("The table", sort_key=4)
REST = Group("About onetext", sort_key=5)
LOOK = Group("Opening and looking", sort_key=0)
MEDIATES = Group("Moves of the mediator", sort_key=1)
ANSWERS = Group("Moves of a party, with --as PARTY", sort_key=2)
RECORD = Group("Keys and the record", sort_key=3)
TEXT_ABOUT = "The single text: show it, draft, lift brackets, look for slips, and take it to Word and back."
TABLE_ABOUT = "The table: a mediated session with its moves, sealed answers, and a record that nobody can bend."

COMMANDS = (
    (
        MAIN,
        briefing.brief,
        "SCENARIO... [-o FILE] [options]",
        ("house-sale -o house.html", "peace-talks-2025 --meeting ua --without-worths -o bag.html"),
    ),
    (MAIN, briefing.demo, "[options]", ("",)),
    (ASK, asking.solve, "SCENARIO... [--rule RULE] [options]", ("house-sale --rule nash", "labour-dispute --rule leximin --json")),
    (ASK, asking.frontier, "SCENARIO... [options]", ("house-sale --within zopa",)),
    (ASK, asking.zopa, "SCENARIO... [options]", ("labour-dispute", "treaty-28 --as-of 2032-01-01")),
    (ASK, asking.why, "SCENARIO... [--from PROPOSAL] [options]", ("peace-talks-2025",)),
    (ASK, questions.ask, "SCENARIO... [--of PARTY] [--budget N] [options]", ("mine.yaml --of east", "mine.yaml --simulate")),
    (
        ASK,
        asking.robust,
        "SCENARIO... [--package NAME] [--gamma N] [--off N] [--joint N] [options]",
        ("labour-dispute", "labour-dispute --gamma 2 --package nash"),
    ),
    (ASK, asking.window, "SCENARIO... [options]", ("house-sale", "treaty-28 --as-of 2043-06-01")),
    (
        ASK,
        sweeping.sweep,
        "SCENARIO... [--ask QUESTION] [--days FROM:TO:STEP] [options]",
        ("scenarios/* --ask solve --rule nash", "treaty-28 --days 2043-01-01:2043-12-31:30 --json"),
    ),
    (FILES, files.check, "SCENARIO... [options]", ("mine.yaml",)),
    (
        FILES,
        files.convert,
        "IN... OUT [--to FORMAT] [options]",
        ("domain.xml buyer.xml seller.xml case.yaml", "house-sale sale.yaml"),
    ),
    (
        FILES,
        documents.read,
        "DOC... [--case CASE] [--add] [-o FILE] [--date DAY] [options]",
        ("article.txt", "briefing.html --case mine.yaml --add", "article.txt -o review.html"),
    ),
    (FILES, documents.confirm, "CASE --by NAME [--sure]", ('mine.yaml --by "A. Clerk"',)),
    (
        FILES,
        starting.new,
        "[FILE] [--template NAME] [--from DOCX] [options]",
        ("mine.yaml", "mine.yaml --template labour-dispute", "mine.yaml --from plan.docx"),
    ),
    (
        TEXT,
        showing.text_show,
        "SCENARIO... [--draft N] [--clean] [--compared M] [-o FILE] [options]",
        ("treaty-28", "treaty-28 --package nash -o clean.html", "treaty-28 --compared 2"),
    ),
    (TEXT, drafting.text_log, "SCENARIO... [options]", ("treaty-28",)),
    (
        TEXT,
        drafting.text_draft,
        "CASE --by PARTY [--asked PARTY] [--answers ID] [--why WHY] [options]",
        ("mine --by envoys --asked north --answers s12",),
    ),
    (TEXT, drafting.text_lift, "CASE ISSUE OPTION --by PARTY [--ad-referendum] [options]", ("mine verb should --by envoys",)),
    (TEXT, drafting.text_agree, "CASE PART --by PARTY [--ad-referendum] [options]", ("mine forces/p2 --by envoys",)),
    (TEXT, drafting.text_reopen, "CASE PART --by PARTY [options]", ("mine verb --by envoys --asked north",)),
    (TEXT, drafting.text_add, "CASE ARTICLE WORDS --by PARTY [options]", ('mine forces "The Parties report." --by envoys',)),
    (
        TEXT,
        drafting.text_alt,
        "CASE ARTICLE/PARAGRAPH WORDS INSTEAD --by PARTY [options]",
        ('mine forces/p1 "12 days" "30 days" --by envoys --asked east',),
    ),
    (TEXT, passing.text_lint, "SCENARIO... [options]", ("treaty-28",)),
    (
        TEXT,
        passing.text_export,
        "SCENARIO... -o FILE [--draft N] [--compared M] [--package NAME] [options]",
        ("treaty-28 -o plan.docx", "treaty-28 --compared 3 -o changes.docx", "treaty-28 -o plan.xml"),
    ),
    (TEXT, passing.text_import, "CASE DOCX --by PARTY [--author NAME=PARTY,...] [options]", ("mine plan.docx --by north",)),
    (
        LOOK,
        opening.table_new,
        "CASE -o FOLDER [--procedure one-text|rolling] [--mode MODE] [options]",
        ("treaty-28 -o selm", "treaty-28 -o selm --procedure rolling --wait principals:18"),
    ),
    (LOOK, opening.table_view, "FOLDER [--as PARTY] [options]", ("selm", "selm --as aldmere")),
    (LOOK, opening.table_log, "FOLDER [--as PARTY] [options]", ("selm", "selm --as borrowen --locked")),
    (LOOK, opening.table_status, "FOLDER [--as PARTY] [options]", ("selm", "selm --as aldmere")),
    (
        MEDIATES,
        mediating.table_draft,
        "FOLDER [--from CASE] [--package PACKAGE] [--why WHY] [options]",
        ("selm --from treaty-28", "selm --package plan-1"),
    ),
    (
        MEDIATES,
        mediating.table_ask,
        "FOLDER PARTY QUESTION [--note NOTE] [options]",
        ("selm aldmere --reservation", "selm bank --worth fund=400"),
    ),
    (
        MEDIATES,
        disclosing.table_disclose,
        "FOLDER --to PARTY,... WHAT [--check] [--confirm] [options]",
        ("selm --to borrowen --best nash --check", "selm --to aldmere,borrowen --agreeable"),
    ),
    (
        MEDIATES,
        mediating.table_meeting,
        "FOLDER PARTY... [--day DAY] [--place PLACE] [--outcome WORDS] [options]",
        ("selm aldmere --day 2043-09-20 --place Sorrel",),
    ),
    (MEDIATES, mediating.table_hold, "FOLDER PARTY PARTY... [--level LEVEL] [options]", ("selm cassaly dunmar --level ministers",)),
    (MEDIATES, mediating.table_resume, "FOLDER PARTY PARTY... [--level LEVEL] [options]", ("selm aldmere borrowen --level ministers",)),
    (MEDIATES, mediating.table_mode, "FOLDER MODE [options]", ("selm plenary",)),
    (MEDIATES, mediating.table_close, "FOLDER [options]", ("selm",)),
    (
        MEDIATES,
        mediating.table_seat,
        "FOLDER PARTY NAME [--level LEVEL] [--power POWER] [options]",
        ('selm bank "J. Doe" --level experts --power negotiate',),
    ),
    (MEDIATES, mediating.table_unseat, "FOLDER PARTY NAME [options]", ('selm bank "J. Doe"',)),
    (MEDIATES, mediating.table_put, "FOLDER PACKAGE [options]", ("selm draft", "selm plan-1")),
    (MEDIATES, keeping.table_reveal, "FOLDER [options]", ("selm",)),
    (MEDIATES, keeping.table_hand_over, "FOLDER NAME [--share WORDS --share WORDS] [options]", ('selm "A. Successor"',)),
    (
        ANSWERS,
        answering.table_answer,
        "FOLDER QUESTION [SAYS] --as PARTY [--open] [options]",
        ("selm aldmere-1 40:45 --as aldmere", 'selm bank-1 --words "not before 2045" --as bank'),
    ),
    (
        ANSWERS,
        answering.table_confide,
        "FOLDER [SAYS] [QUESTION] --as PARTY [options]",
        ('selm --words "The minister will not come." --as fells', 'selm yes --line "never port=closed" --as cassaly'),
    ),
    (
        ANSWERS,
        answering.table_criticise,
        "FOLDER ARTICLE WORDS --as PARTY [--open] [options]",
        ('selm dam "It leaves the filling open." --as borrowen',),
    ),
    (
        ANSWERS,
        answering.table_bracket,
        "FOLDER ARTICLE/PARAGRAPH WORDS INSTEAD --as PARTY [options]",
        ('selm forces/p1 "thirty days" "ninety days" --as aldmere',),
    ),
    (ANSWERS, answering.table_lift, "FOLDER ISSUE OPTION --as PARTY [options]", ("selm dam notice --as borrowen",)),
    (ANSWERS, answering.table_vote, "FOLDER yes|no --as PARTY [options]", ("selm yes --as aldmere",)),
    (ANSWERS, answering.table_initial, "FOLDER --as PARTY [options]", ("selm --as aldmere",)),
    (ANSWERS, answering.table_sign, "FOLDER --as PARTY [--ad-referendum] [options]", ("selm --as borrowen --ad-referendum",)),
    (ANSWERS, answering.table_ratify, "FOLDER --as PARTY [options]", ("selm --as assembly",)),
    (ANSWERS, answering.table_withdraw, "FOLDER --as PARTY [--why WHY] [options]", ("selm --as dunmar",)),
    (ANSWERS, answering.table_return, "FOLDER --as PARTY [options]", ("selm --as dunmar",)),
    (
        RECORD,
        keeping.table_passphrase,
        "FOLDER [--as PARTY] [--lost] [--share WORDS --share WORDS] [options]",
        ("selm --as aldmere", "selm --as bank --lost"),
    ),
    (RECORD, keeping.table_shares, "FOLDER [--share WORDS --share WORDS] [options]", ("selm",)),
    (RECORD, keeping.table_receipt, "FOLDER [--as PARTY] [-o FILE] [options]", ("selm --as aldmere -o aldmere.receipt",)),
    (
        RECORD,
        keeping.table_export,
        "FOLDER [--as PARTY] -o FILE [--with-verifier] [options]",
        ("selm --as aldmere -o aldmere.json --with-verifier",),
    ),
    (RECORD, keeping.table_verify, "EXPORT|FOLDER [--receipt FILE]... [options]", ("aldmere.json --receipt aldmere.receipt", "selm")),
    (RECORD, keeping.table_backup, "FOLDER -o FOLDER [options]", ("selm -o selm-backup",)),
    (
        RECORD,
        keeping.table_restore,
        "BACKUP -o FOLDER [--receipt FILE]... [--share WORDS]... [options]",
        ("selm-backup -o selm-again --receipt aldmere.receipt",),
    ),
    (REST, setup.schema, "[COMMAND]", ("", "why")),
    (REST, setup.doctor, "[options]", ("",)),
)
"""Group, function, what follows its name on the command line, and examples."""

app = App(
    name="onetext",
    help=ABOUT,
    help_formatter=Layout(),
    help_format="plaintext",
    usage="Usage: onetext COMMAND [options]",
    version_flags=(),
    suppress_keyboard_interrupt=False,
    group_commands=REST,
    group_arguments=Group("Arguments", sort_key=0),
    group_parameters=Group("Options", sort_key=1),
    default_parameter=Parameter(negative=(), show_env_var=False),
)
WITHIN = {
    "text": App(name="text", help=TEXT_ABOUT, usage="Usage: onetext text COMMAND [options]", group=TEXT, group_commands=TEXT),
    "table": App(name="table", help=TABLE_ABOUT, usage="Usage: onetext table COMMAND [options]", group=TABLE, group_commands=RECORD),
}
"""The commands that have commands of their own."""
for one in WITHIN.values():
    app.command(one)


def words_of(function: Callable[..., int]) -> tuple[str, ...]:
    """The words that call a command: `check`, or `text show` of `text_show`, `table hand-over` of `table_hand_over`."""
    name = function.__name__
    first, _, rest = name.partition("_")
    return (first, rest.strip("_").replace("_", "-")) if first in WITHIN and rest else (name,)


for group, function, usage, examples in COMMANDS:
    *within, name = words_of(function)
    called = " ".join(("onetext", *within, name))
    lines = "\n".join(f"  {called} {example}".rstrip() for example in examples)
    home = WITHIN[within[0]] if within else app
    home.command(function, name=name, group=group, usage=f"Usage: {called} {usage}", help_epilogue=f"Examples:\n{lines}")
