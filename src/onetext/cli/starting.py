"""Start a case: from a template, or by a few questions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from onetext.cli.options import PLAIN, Plain
from onetext.cli.output import OK, out, out_json

DEFAULT_FILE = "case.yaml"


def new(
    file: Annotated[str, Parameter(show_default=True)] = DEFAULT_FILE,
    /,
    *,
    template: Annotated[str, Parameter(show_default=False)] = "",
    from_: Annotated[str, Parameter(name="--from", show_default=False)] = "",
    options: Plain = PLAIN,
) -> int:
    """Start a case: from a template, from a Word file, or by answering a few questions.

    Parameters
    ----------
    file
        The file or folder to write; one that exists is left alone.
    template
        Copy a bundled case, or `blank`: a page with every key explained. Without it, questions are asked.
    from_
        Start from a Word file: its articles, brackets, tracked changes and comments.
    """
    from onetext.api.templates import template_files, written_new
    from onetext.errors import UsageError

    if template and from_:
        raise UsageError("--template beside --from; allowed: one of them")
    found = None
    if from_:
        from onetext.api.word import case_from_word

        files, found = case_from_word(from_)
    elif template:
        files = template_files(template)
    elif sys.stdin.isatty() and not options.json:
        from onetext.api.templates import drafted

        files = drafted(interview(_prompt()))
    else:
        raise UsageError("nobody is there to be asked; allowed: onetext new FILE --template NAME (onetext doctor lists the cases; blank)")
    written = written_new(Path(file), files)
    if options.json:
        out_json({"schema": "onetext/new/1", "written": list(written)})
    else:
        out("\n".join(written))
        if found is not None:
            from onetext.cli.text.passing import told

            out(f"{found.articles} articles, {len(found.issues)} brackets, {len(found.authors)} authors of changes or comments.")
            told(found)
        out(f"Next: open it in an editor, then `onetext check {file}` and `onetext brief {file}`.")
    return OK


Ask = Callable[[str], str]


def interview(ask: Ask) -> dict[str, list[str] | str]:
    """The answers to a few questions: title, who takes part, and the open issues with their options."""
    title = ask("What is the negotiation about? (its title)")
    parties = _many(ask, "Who must agree? One name at a time; empty when that is all")
    mediator = ask("Who mediates? (empty: nobody)")
    issues: list[str] = []
    while issue := ask("What has to be decided? One question at a time; empty when that is all"):
        options = ask(f"  Its possible answers, separated by ';', or a range such as 0 to 12 by 3 coins  [{issue}]")
        issues.append(f"{issue}|{options}")
    return {"title": title, "parties": parties, "mediator": mediator, "issues": issues}


def _many(ask: Ask, question: str) -> list[str]:
    found: list[str] = []
    while answer := ask(question):
        found.append(answer)
    return found


def _prompt() -> Ask:
    from rich.prompt import Prompt

    return lambda question: (Prompt.ask(question, default="", show_default=False) or "").strip()
