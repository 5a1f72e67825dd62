"""`text show` and `text log`: the text in a view, and its drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onetext.cli.asking import loaded
from onetext.cli.options import OPTIONS, Flag, Options
from onetext.cli.output import OK, out, out_json, printed

if TYPE_CHECKING:
    from onetext.api.texts import TextPage

Number = Annotated[int | None, Parameter(show_default=False)]
Named = Annotated[str, Parameter(show_default=False)]


def text_show(
    *scenario: str,
    draft: Number = None,
    clean: Annotated[bool, Flag] = False,
    bracketed: Annotated[bool, Flag] = False,
    compared: Number = None,
    package: Named = "",
    output: Annotated[str, Parameter(name=["--output", "-o"], show_default=False)] = "",
    options: Options = OPTIONS,
) -> int:
    """Show the text: with its brackets and who holds what, clean as a package words it, or compared with an earlier draft.

    Parameters
    ----------
    scenario
        A case file or folder with a text, or the name of a bundled case.
    draft
        The number of a draft; without it the text as it stands.
    clean
        The clean text: as --package words it, else as the draft puts it forward, else with what is agreed.
    bracketed
        The text with its brackets, which is shown when nothing else is asked for.
    compared
        What changed since this draft, and who asked for it.
    package
        Whose wording: a rule, a proposal, agreed, draft, or options such as verb=shall,toll=40.
    output
        Write to a file instead: .html, .md, .docx, .txt, .json, or .xml for Akoma Ntoso.
    """
    from onetext.cli.working import working
    from onetext.errors import UsageError

    if bracketed and (clean or package):
        raise UsageError("bracketed and clean at once; allowed: one of them")
    study = loaded(scenario, options)
    with working(options) as budget:
        page = study.text(draft=draft, view="clean" if clean else "bracketed", compared=compared, package=package or None, budget=budget)
    if output:
        written = page.write(output)
        if not options.json:
            out("\n".join(written))
            return OK
    if options.json:
        from onetext.api.answers import answer_dict

        out_json(answer_dict(study, page.data))
    else:
        printed(lambda console: _print(page, console))
    return OK


def _print(page: TextPage, console: Any) -> None:
    """All rows as one text: a console takes its time for each call."""
    from rich.text import Text

    rows = page.rows(console.width)
    if not console.is_terminal:
        console.file.write("".join(f"{row.text}\n" for row in rows))
        return
    shown = Text()
    for row in rows:
        shown.append(f"{row.text}\n", style=row.style or None)
    console.print(shown, end="", soft_wrap=True)
