"""The JSON Schema of the case file, made from the tables that read it."""

from __future__ import annotations

from onetext.formats.native import CASE
from onetext.formats.native_codecs import Json
from onetext.formats.native_parts import CONDITION_SCHEMA, RANGE_SCHEMA
from onetext.formats.native_positions import WORTH_DEF
from onetext.formats.native_records import object_schema

ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def schema() -> Json:
    """The JSON Schema (2020-12) of a case file, for editors and other programs.

    It serves both for YAML read with its types and for YAML whose scalars all stay text. What holds between parts of a
    case (an id that exists, a step that fits) is beyond it: `onetext check` says that.
    """
    return {
        "$schema": ADDRESS,
        "title": "onetext case",
        "description": "A negotiation: who takes part, what is open, what each would accept.",
        **object_schema(CASE),
        "$defs": {"condition": CONDITION_SCHEMA, "range": RANGE_SCHEMA, "worth": WORTH_DEF},
    }
