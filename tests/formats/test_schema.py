"""The JSON Schema of the case file: made from the reader's tables, so each case passes and what it can know it refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from formats.test_native_broken import ROWS, SOUND, Broken
from formats.test_native_write import FILES
from onetext.formats import native
from onetext.formats.schema import schema
from onetext.model.case import Case
from strategies import cases

SCHEMA = schema()
CHECK = Draft202012Validator(SCHEMA)


class Typed(yaml.SafeLoader):
    """YAML as an editor reads it: numbers, booleans and nothing by the rules of YAML 1.2, dates as text."""


Typed.yaml_implicit_resolvers = {}
TYPES = {
    "int": (r"^[-+]?[0-9]+$", "-+0123456789"),
    "float": (r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", "-+.0123456789"),
    "bool": (r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    "null": (r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
}
for name, (pattern, first) in TYPES.items():
    Typed.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(pattern), list(first))


def complaints(text: str, loader: type = yaml.BaseLoader) -> list[str]:
    return [error.message for error in CHECK.iter_errors(yaml.load(text, Loader=loader))]


def test_the_schema_is_one() -> None:
    """It is a sound schema of the dialect that it names."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("loader", [yaml.BaseLoader, Typed])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_every_case_passes(path: Any, loader: type) -> None:
    """The bundled cases, with scalars as text and with the types that an editor gives them."""
    assert complaints(path.read_text(encoding="utf-8"), loader) == []


@given(cases(rich=True))
def test_whatever_is_written_passes(case: Case) -> None:
    """Any case, as the writer writes it."""
    assert complaints(native.write(case)["case.yaml"].decode()) == []


BEYOND = frozenset(
    """
    issue_misspelt option_misspelt party_unknown evidence_unknown day_that_is_none thirty_one_digits
    division_by_zero interval_upside_down bloc_and_principal bloc_without_members bloc_of_itself bloc_with_position weight_below_zero
    parliament_with_position behind_nobody behind_itself behind_at_the_table consent_until_before
    decides_share decides_without_share step_zero to_below_from to_below_from_is_one_mistake_however_many_worths
    to_off_the_grid too_many_options today_off_the_grid point_outside point_twice
    direction_changing control_character options_none empty_key source_unknown
    entries_do_not_ascend no_reservation_value soften_reservation_zero red_line_twice red_line_until_before from_and_since
    view_of_two_kinds view_of_unknown_option order_of_a_choice order_twice
    order_in_a_circle order_against_a_view order_alike_against_a_view direction_against_a_view order_of_an_issue_that_does_not_matter
    preference_against_an_order preferences_in_a_circle preference_of_three_in_a_circle preference_against_a_view
    preference_of_other_issues preference_of_the_same
    sum_of_a_choice sum_bounds_crossed equals_and_bound bound_of_never half_a_condition of_nothing then_without_if range_of_a_choice
    range_upside_down amount_off_the_grid amount_in_words option_in_a_list issue_in_a_condition link_twice contradiction
    title_turned titles_turned view_of_an_unknown_issue agreed_off_the_grid agreed_unknown option_verifier
    one_of_twice shares_below_one share_of_nothing one_of_a_reservation_value one_of_a_term chance_above_one chance_of_nothing
    link_soften_zero link_soften_party link_source consent_of_nobody proposal_options statement_range statement_issue
    reply_to_an_unknown_proposal reply_to_what_cannot_be reply_to_what_cannot_be_however_it_is_filled
    """.split()
)
"""Rows whose mistake no schema can see: what holds between parts, what a number is worth, and names that are not known."""


def is_yaml(row: Broken) -> bool:
    """Whether a row is YAML that another reader makes a tree of."""
    try:
        tree = yaml.load(SOUND.replace(row.old, row.new, 1), Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return False
    return isinstance(tree, dict) and row.name not in ("anchor", "tag", "duplicate_key")


@pytest.mark.parametrize("row", [row for row in ROWS if is_yaml(row)], ids=lambda row: row.name)
def test_a_broken_file_fails_where_a_schema_can_know(row: Broken) -> None:
    """Every broken file but those whose mistake lies beyond a schema; those pass it."""
    assert bool(complaints(SOUND.replace(row.old, row.new, 1))) == (row.name not in BEYOND)


def test_every_key_is_described() -> None:
    """An editor shows a line on each key of the case file."""

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            for key, value in part.get("properties", {}).items():
                assert value["description"].endswith("."), key
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(SCHEMA)
