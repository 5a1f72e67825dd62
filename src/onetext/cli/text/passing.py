"""`text export`, `import` and `lint`: to Word and Akoma Ntoso and back, and slips found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onetext.cli.asking import loaded
from onetext.cli.options import OPTIONS, PLAIN, Flag, Options, Plain
from onetext.cli.output import OK, out, out_json
from onetext.cli.text.drafting import NOBODY, Whose, attribution
from onetext.cli.text.showing import Named, Number

if TYPE_CHECKING:
    from onetext.api.word import Imported

MOST_LISTED = 20


def text_export(
    *scenario: str,
    output: Annotated[str, Parameter(name=["--output", "-o"], show_default=False)] = "",
    draft: Number = None,
    compared: Number = None,
    package: Named = "",
    clean: Annotated[bool, Flag] = False,
    amendment: Annotated[bool, Flag] = False,
    options: Options = OPTIONS,
) -> int:
    """Write the text as Word, with real numbering, comments that say who holds what, and changes since a draft as tracked changes.

    Parameters
    ----------
    scenario
        A case file or folder with a text, or the name of a bundled case.
    output
        The file to write: .docx, or .xml for Akoma Ntoso.
    draft
        The number of a draft; without it the text as it stands.
    compared
        A draft: what changed since then is written as tracked changes of whoever asked for it.
    package
        Whose wording: a rule, a proposal, agreed, draft, or options such as verb=shall,toll=40.
    clean
        The clean text, as the draft puts it forward.
    amendment
        Of Akoma Ntoso, with --compared: the changes as an amendment, not as a text that shows them.
    """
    from onetext.cli.working import working
    from onetext.errors import UsageError

    if not output:
        raise UsageError("no file is named; allowed: -o plan.docx")
    study = loaded(scenario, options)
    with working(options) as budget:
        page = study.text(draft=draft, view="clean" if clean else "bracketed", compared=compared, package=package or None, budget=budget)
    if amendment and (compared is None or not output.endswith(".xml")):
        raise UsageError("an amendment needs --compared and a name that ends in .xml; allowed: --compared 2 --amendment -o changes.xml")
    written = page.write(output, amending=amendment)
    if options.json:
        out_json({"schema": "onetext/text_export/1", "written": list(written)})
    else:
        out("\n".join(written))
    return OK


def text_import(
    scenario: str,
    docx: str,
    /,
    *,
    author: Named = "",
    whose: Whose = NOBODY,
    plain: Plain = PLAIN,
) -> int:
    """Take a Word file back: tracked changes become brackets held by their authors, comments statements, in a new draft.

    The file is an export of the text as it stands, on which people worked. What is unclear is listed, with its place, and so
    is every part of the file that was not understood.

    Parameters
    ----------
    scenario
        A native case file or its folder.
    docx
        The Word file.
    author
        Which parties the authors in the file are: 'J. Doe=north,A. Roe=east'; those not named are whoever --by names.
    """
    from onetext.api.word import import_word

    authors = dict(part.split("=", 1) for part in author.split(",") if "=" in part)
    found = import_word(scenario, docx, attribution(whose), authors={name.strip(): who.strip() for name, who in authors.items()})
    if plain.json:
        out_json(found.to_dict())
        return OK
    head = f"Draft {found.draft} recorded" if found.draft else "Nothing was changed in it"
    out(f"{head}: {_count(len(found.issues), 'new bracket')}, {_count(len(found.statements), 'statement')}.")
    told(found)
    return OK


def told(found: Imported) -> None:
    """Print who the authors are, what is left to a person, and what was not understood."""
    for name, party in found.authors:
        out(f"  {name or 'nobody named'} is {party}")
    for issue in found.issues[:MOST_LISTED]:
        out(f"  new issue {issue}")
    _listed("todo", [f"{one.place}: {one.what}" for one in found.todo])
    _listed("not understood", [f"{one.place}: {one.what}" + (f" ({one.count} times)" if one.count > 1 else "") for one in found.unread])
    if found.written:
        out("\n".join(found.written))


def _listed(what: str, lines: list[str]) -> None:
    for line in lines[:MOST_LISTED]:
        out(f"  {what}: {line}")
    if len(lines) > MOST_LISTED:
        out(f"  ... and {len(lines) - MOST_LISTED} more of these (all with --json)")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"


def text_lint(*scenario: str, options: Options = OPTIONS) -> int:
    """Look for slips of the text: references that moved, terms, dates and sums that disagree, brackets that nobody holds.

    Parameters
    ----------
    scenario
        A case file or folder with a text, or the name of a bundled case.
    """
    study = loaded(scenario, options)
    found: Any = study.lint()
    if options.json:
        from onetext.api.answers import answer_dict

        out_json(answer_dict(study, found))
        return OK
    out(f"{_count(found.articles, 'article')}, {found.rules} rules, {_count(len(found.slips), 'finding')}.")
    for one in found.slips:
        out(f"  {one.at or 'text'}: {one.message}; {one.follows} [{one.code}]")
    return OK
