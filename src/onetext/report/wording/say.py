"""What the views of a text say in words, whatever they are drawn in: the head, who holds what, who asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onetext.report.wording.lines import Holder, Line, Request, Variant, View

WHOLE = "Nothing is agreed until everything is agreed."
STANDINGS = {"": "", "agreed": "agreed", "ad referendum": "agreed ad referendum: subject to confirmation at home"}
FATES = {"": "", "added": "new", "removed": "gone", "changed": "changed", "moved": "moved"}


def plural(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def head(view: View) -> str:
    """Which draft it is, in which view, and how far it is, in a line."""
    which = f"Draft {view.draft} of {view.drafts}" if view.drafts else "No draft recorded"
    which += ", with changes that no draft records yet" if view.edited else ""
    how = {
        "bracketed": "with its brackets",
        "clean": f"as worded by {view.package_from}" if view.package_from else "clean",
        "compared": f"compared with draft {view.compared_with}",
    }[view.view]
    return f"{which}, {how}. {readiness(view)}"


def readiness(view: View) -> str:
    """How many articles are clean, how many brackets are open."""
    count = view.readiness
    open_ = plural(count.articles - count.clean, "article has", "articles have")
    said = f"{plural(count.articles, 'article')}: {count.clean:,} clean; {open_} open brackets, of {plural(count.open, 'issue')}."
    return said if count.articles > count.clean else f"{plural(count.articles, 'article')}, all clean."


def agreement(view: View) -> str:
    """The switch: everything or nothing, or the articles of an early harvest."""
    if not view.early:
        return WHOLE
    return f"Early harvest: {', '.join(view.early)} may enter into force before all is agreed."


def held(variants: Iterable[Variant]) -> Iterator[str]:
    """Who holds the variants, a line for each issue: `verb: shall held by Northland; should by nobody known`."""
    issues: dict[str, list[Variant]] = {}
    for variant in variants:
        issues.setdefault(variant.issue, []).append(variant)
    for issue, own in issues.items():
        yield f"{issue}: " + "; ".join(f"{one.option} {_by(one.holders)}" for one in own)


def _by(holders: tuple[Holder, ...]) -> str:
    if not holders:
        return "held by nobody known"
    return "held by " + ", ".join(one.name + _why(one) for one in holders)


def _why(one: Holder) -> str:
    said = "; ".join(filter(None, (one.why, ", ".join(one.statements))))
    return f" ({said})" if said else ""


def asked(requests: Iterable[Request], names: dict[str, str]) -> Iterator[str]:
    """Who asked for a change, a line for each draft."""
    for one in requests:
        who = ", ".join(names.get(party, party) for party in one.asked)
        said = [f"draft {one.draft}, by {names.get(one.by, one.by)}" + (f", {one.date}" if one.date else "")]
        said += [f"asked for by {who}"] if who else []
        said += [f"answers {', '.join(one.answers)}"] if one.answers else []
        said += [one.why] if one.why else []
        yield "; ".join(said)


def beginning(line: Line) -> str:
    """What stands before a line: `Article 3.`, `2.`, `[1]`."""
    if line.kind == "heading":
        return line.marker + ("." if line.spans else "")
    return f"[{line.marker}]" if line.kind == "footnote" else line.marker
