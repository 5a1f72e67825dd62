"""Case files: check and convert."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from onetext.cli.asking import loaded
from onetext.cli.options import OPTIONS, Flag, Options
from onetext.cli.output import BAD, OK, err, line_of, out, out_json

MOST_WARNINGS = 20


def check(*scenario: str, options: Options = OPTIONS) -> int:
    """Say whether a case is well-formed, every mistake at its place, and what a reader should know of it.

    Parameters
    ----------
    scenario
        A case file or folder, several files, or the name of a bundled case.
    """
    from onetext.api.checking import refused, text_problems
    from onetext.api.reading import placed
    from onetext.errors import InputError

    try:
        study = loaded(scenario, options)
        if problems := text_problems(study.case):
            raise InputError(placed(study.source, problems))
    except InputError as wrong:
        if not options.json:
            raise
        for problem in wrong.problems[:10]:
            err(line_of(problem))
        out_json(refused(wrong.problems).to_dict())
        return BAD
    found = study.check()
    if options.json:
        from onetext.api.answers import answer_dict

        out_json(answer_dict(study, found))
        return OK
    case = study.case
    out(f"{case.title or scenario[0]}: well-formed. {len(case.parties)} parties, {len(case.issues)} issues, {case.size:,} packages.")
    for warning in found.warnings[:MOST_WARNINGS]:
        out(f"  {warning.path}: {warning.message}; {warning.follows}")
    if len(found.warnings) > MOST_WARNINGS:
        out(f"  ... and {len(found.warnings) - MOST_WARNINGS} more (all with --json)")
    return OK


def convert(
    *paths: str,
    to: Annotated[str, Parameter(show_default=False)] = "",
    normalise: Annotated[bool, Flag] = False,
    options: Options = OPTIONS,
) -> int:
    """Read a scenario in one format and write it in another; refused, with every reason, where that format cannot hold it.

    Parameters
    ----------
    paths
        The scenario, then the file or folder to write.
    to
        The format to write: native, genius or geniusweb; without it, as the name of OUT ends.
    normalise
        Divide each party's points first, which Genius and GeniusWeb may need.
    """
    from onetext.errors import UsageError

    if len(paths) < 2:
        raise UsageError("convert needs a SCENARIO and a place to write; allowed: onetext convert IN OUT")
    written = loaded(paths[:-1], options).convert(paths[-1], to=to, normalise=normalise)
    if options.json:
        out_json({"schema": "onetext/convert/1", "written": list(written)})
    else:
        for path in written:
            out(path)
    return OK
