"""The rules, one row each, and `lint`, which asks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onetext.analysis.wording import brackets, marks, modals, quantities, references, terms
from onetext.analysis.wording.languages import LANGUAGES
from onetext.analysis.wording.said import Finding, Said, said
from onetext.model.case import Case
from onetext.model.text.changes import SETTINGS


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, the codes of what is found, and whether that takes the words of a language."""

    codes: tuple[str, ...]
    looks_for: str
    find: Callable[[Said], Iterator[Finding]]
    needs_words: bool = False


RULES = (
    Rule(("reference_moved", "reference_lost"), "references in words to what moved or is not there", references.lost, True),
    Rule(
        ("term_unused", "term_undefined", "term_twice", "terms_alike"),
        "terms defined and not used, or used and not defined; one term for two things, two terms for one",
        terms.terms,
        True,
    ),
    Rule(("date_differs",), "one event with two dates", quantities.dates, True),
    Rule(("sum_differs",), "one thing of two sizes", quantities.sums, True),
    Rule(("words_and_figures",), "numbers in words and figures that differ", quantities.words_and_figures, True),
    Rule(("total_differs",), "parts that do not make their total", quantities.totals, True),
    Rule(("modals",), "what binds beside what does not, and no bracket", modals.mixed, True),
    Rule(("unheld",), "variants that no party holds", brackets.unheld),
    Rule(("unworded",), "issues without wording", brackets.unworded),
    Rule(("open_wording",), "open wording without an issue", brackets.open_wording),
    Rule(("held_otherwise",), "one issue with other holders in two places", brackets.held_otherwise),
    Rule(("note_uncalled", "note_twice"), "footnotes not called, or called twice", marks.notes),
    Rule(("no_heading",), "articles without a heading where others have one", marks.headings),
    Rule(("empty",), "paragraphs that say nothing", marks.empty),
    Rule(("doubled",), "words doubled", marks.doubled, True),
    Rule(("unmatched",), "quotation marks and parentheses without their other half", marks.unmatched),
)


def lint(case: Case) -> tuple[Finding, ...]:
    """What may be wrong with the wording of a case's text, by rule, then in reading order; nothing where there is no text.

    In a language without a table, the rules that need its words are left out, and a finding `language` says so.
    """
    if case.text is None:
        return ()
    read = said(case, case.text)
    found: list[Finding] = []
    if read.language is None:
        left_out = ", ".join(code for rule in RULES if rule.needs_words for code in rule.codes)
        message = f"no words are known of the language {case.text.language!r}; not looked for: {left_out}"
        found.append(Finding("language", (SETTINGS,), message, f"languages with words: {', '.join(LANGUAGES)}"))
    for rule in RULES:
        if read.language is not None or not rule.needs_words:
            found += rule.find(read)
    return tuple(dict.fromkeys(found))
