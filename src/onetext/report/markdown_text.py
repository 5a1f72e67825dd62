"""The text of the brief as Markdown: how far it is, its open articles beside the analysis, wording at stake, packages in short."""

from onetext.report import markup as md
from onetext.report import words, words_text
from onetext.report.brief import Brief
from onetext.report.parts_text import OpenArticle, OpenIssue, Stake, TextLine
from onetext.report.text import number


def section(brief: Brief) -> list[str]:
    """The section on the text."""
    text = brief.text
    if text is None:
        return []
    ready = md.table(words_text.READY, ((words_text.draft_words(row), *words_text.ready_cells(row)) for row in text.readiness))
    out = [md.say(text.state), ready, words_text.IN_CONFLICT, *_slopes(brief)]
    return [*out, *(["### Articles with open brackets"] if text.articles else []), *(_article(brief, one) for one in text.articles)]


def _slopes(brief: Brief) -> list[str]:
    if not brief.slopes:
        return []
    head = ["In its own points", "No agreement", *(f"Draft {draft}" for draft in words_text.slope_drafts(brief))]
    body = [
        (md.who(brief, [row.party]), row.reservation.display if row.reservation else "not known", *map(words_text.point_words, row.points))
        for row in words_text.slope_rows(brief)
    ]
    lines = (f"⊘ {md.who(brief, [who])}: {md.say(line)}" for who, line in words_text.crossings(brief))
    note = " ".join(filter(None, (words_text.SLOPES, md.say(brief.slopes_note))))
    return ["### The drafts, by what they are worth", note, md.table(head, body), md.bullets(lines)]


def _article(brief: Brief, one: OpenArticle) -> str:
    heading = md.say("".join(span.text for span in one.heading))
    title = f"**{md.say(one.label)}{f'. {heading}' if heading else ''}**"
    return "  \n".join((title, *map(_line, one.lines))) + "\n\n" + md.bullets(_issue(brief, issue) for issue in one.issues)


def _line(line: TextLine) -> str:
    return " ".join(filter(None, (md.say(line.marker), md.say("".join(span.text for span in line.spans)))))


def _issue(brief: Brief, one: OpenIssue) -> str:
    held = "; ".join(f"{md.say(words_text.variant_words(v))} ({md.say(words_text.held_words(brief, v))})" for v in one.variants)
    said = ". ".join(words.capital(md.say(part)) for part in words_text.analysis_words(brief, one))
    return f"{md.say(one.title)}{words.colon(one.title)} {held}. *{said}.*"


def at_stake(brief: Brief) -> list[str]:
    """Below what does not fit together: the wording that it is about."""
    if brief.text is None:
        return []
    items = [f"**{words.letter(i)}**: {_stake(brief, one)}" for i, held in enumerate(brief.text.stakes) for one in held]
    return ["### The wording at stake", md.bullets(items)] if items else []


def _stake(brief: Brief, one: Stake) -> str:
    whose = f"{md.who(brief, [one.party])}, " if one.party else ""
    wording = md.say("".join(map(words_text.stake_wording, one.variants))) + (f" and {number(one.more)} more" if one.more else "")
    return f"{whose}{words_text.stake_kind(one)}: {md.say(words_text.stake_words(one))}: {wording}"


def packages(brief: Brief) -> list[str]:
    """Below the rules: for each package, what it decides of the text, paragraph by paragraph."""
    out: list[str] = []
    for one in brief.text.packages if brief.text is not None else ():
        if one.lines:
            out += [f"### The text as worded by: {md.say(words_text.package_titles(brief, one))}"]
            out += ["  \n".join(f"**{_line(line)}**" if line.kind == "heading" else _line(line) for line in one.lines)]
    return out
