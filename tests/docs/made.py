"""The parts of pages that are made from the package: keys of JSON and of the case file, rules, formats, bundled cases.

A function of `MADE` gets what stands on the page so far, and returns what must stand there. Words that only a person
can write (what a key of JSON means) are kept from the page; the list of keys is the package's.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import onetext
from docs.made_table import MADE_OF_TABLES
from docs.plays import MADE_OF_PLAYS
from onetext.api.published import MAKERS, published
from onetext.formats import FORMATS
from onetext.model.rules import RULES
from onetext.report import brief, parts, parts_record

Json = dict[str, Any]
ROW = re.compile(r"^\| `(?P<key>[^`]+)` \| (?P<type>[^|]*) \| (?P<meaning>[^|]*) \|$", re.MULTILINE)
WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null", "object": "object"}
EVERYWHERE = {
    "schema": "Name and version of this form of JSON.",
    "exact": "The numbers above once more as exact texts: `7`, `17/2`.",
    "case": "[What the answer holds for](#case).",
}
COMMON = EVERYWHERE | {
    "id": "Its id in the case.",
    "party": "The party's id.",
    "who": "The party's id.",
    "kind": "Its kind.",
    "date": "The day, as ISO text; empty where it is not known.",
    "evidence": "Ids of the statements and sources behind it.",
    "provenance": "Where it comes from: the party's own answer, a public statement, or a guess.",
    "package": "A package: option by issue.",
    "changes": "What changes.",
    "options": "The options, in file order.",
    "cells": "What each party makes of it.",
    "bound": "No package can have more.",
    "method": "How it was found.",
    "status": "How far it is proven.",
    "values": "What the package is worth, by party.",
    "gains": "The same less the reservation value.",
    "costs": "What is asked of each party, in its own points.",
}
"""What keys mean that occur in many objects of the brief."""


def records(name: str) -> dict[str, Json]:
    """The objects in the JSON of a command: under "" the whole, then each named part."""
    whole = json.loads(published(name))
    inner = {"case": whole["properties"]["case"]} if "case" in whole["properties"] and name == "solve" else {}
    return {"": whole, **whole.get("$defs", {}), **inner}


def type_of(schema: Json) -> str:
    """What a key holds, in a few words."""
    if "const" in schema:
        return f"`{schema['const']}`".replace("`True`", "true").replace("`False`", "false")
    if "enum" in schema:
        return " or ".join(f"`{one}`" for one in schema["enum"]).replace("``", "empty")
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(map(type_of, schema["anyOf"])))
    if "prefixItems" in schema:
        return "list of " + ", ".join(map(type_of, schema["prefixItems"]))
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {type_of(schema['items'])}"
    if kind == "object" and isinstance(more := schema.get("additionalProperties"), dict):
        return f"object of {type_of(more)}"
    return " or ".join(WORDS[one] for one in ([kind] if isinstance(kind, str) else kind))


def keys(name: str, part: str, there: str) -> str:
    """The keys of one object in the JSON of a command, with their types, and what each means as far as it is known."""
    said = comments(name, part) | {row["key"]: row["meaning"].strip() for row in ROW.finditer(there) if row["meaning"].strip()}
    said |= {key: text for key, text in (COMMON if name == "brief" and part else EVERYWHERE).items() if not said.get(key)}
    rows = [f"| `{key}` | {type_of(schema)} | {said.get(key, '')} |" for key, schema in records(name)[part]["properties"].items()]
    return "\n".join(["| key | holds | meaning |", "|---|---|---|", *rows])


def comments(name: str, part: str) -> dict[str, str]:
    """What the fields of the brief say of themselves, in the comments beside them."""
    found = next((module for module in (parts, parts_record) if hasattr(module, part)), None) if name == "brief" else None
    kind = brief.Brief if name == "brief" and not part else getattr(found, part, None)
    if kind is None:
        return {}
    lines = inspect.getsource(kind).splitlines()
    return {key: text for line in lines if (key := line.strip().partition(":")[0]) and (text := sentence(line.partition("  # ")[2]))}


def sentence(comment: str) -> str:
    """A comment as a sentence on a page."""
    text = re.sub(r"\bNone\b", "`null`", comment.strip().replace("|", "or"))
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""


def case_sections() -> list[str]:
    """The parts of the case file that have a table of their own: its keys, and forms that occur in several places."""
    whole = json.loads(published("case"))
    parts = whole["properties"] | whole["$defs"]
    return ["top", *(key for key, one in parts.items() if list(walked(one, key)))]


def case_keys(name: str, there: str) -> str:
    """The keys below one key of the case file, or of a form that occurs in several places."""
    whole = json.loads(published("case"))
    below = whole if name == "top" else whole["properties"].get(name) or whole["$defs"][name]
    found = below["properties"].items() if name == "top" else walked(below, name)
    rows = [f"| `{path}` | {schema.get('description', '')}{allowed(schema)} |" for path, schema in found]
    return "\n".join(["| key | meaning |", "|---|---|", *dict.fromkeys(rows)])


def allowed(schema: Json) -> str:
    """The words of which one is allowed, as a sentence to be added."""
    inner = [schema, *schema.get("anyOf", ()), schema.get("items", {}), *(schema.get("additionalProperties"),)]
    words = [word for one in inner if isinstance(one, dict) for word in one.get("enum", ())]
    texts = [word for word in dict.fromkeys(words) if isinstance(word, str) and word not in ("true", "false", "1", "")]
    return f" One of {', '.join(f'`{word}`' for word in texts)}." if texts else ""


def walked(schema: Json, path: str) -> Iterator[tuple[str, Json]]:
    """The keys below a place in the schema of the case file; `ID` stands for an id, `[]` for an entry of a list."""
    for key, one in schema.get("properties", {}).items():
        yield (where := f"{path}.{key}".lstrip(".")), one
        yield from walked(one, where)
    for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from walked(one, path)
    if isinstance(schema.get("items"), dict):
        yield from walked(schema["items"], f"{path}[]")
    if isinstance(more := schema.get("additionalProperties"), dict):
        yield from walked(more, f"{path}.ID")


def rules(there: str) -> str:
    """The rules in a table."""
    rows = [f"| `{r.name}` | {r.plain_name} | {r.about} | {'yes' if r.compares_points else 'no'} | {r.source} |" for r in RULES.values()]
    return "\n".join(
        ["| rule | plain name | best is where | compares points of different parties | source |", "|---|---|---|---|---|", *rows]
    )


def formats(there: str) -> str:
    """The formats in a table, in the order in which they are tried."""
    rows = [f"| `{f.name}` | {f.description} | yes | {'yes' if f.write else 'no'} |" for f in FORMATS.values()]
    return "\n".join(["| format | what it is | read | written |", "|---|---|---|---|", *rows])


def cases(there: str) -> str:
    """The bundled cases in a table."""
    rows = []
    for name in onetext.bundled():
        case = onetext.load(name).case
        size = f"{case.size:,}".replace(",", " ")
        rows.append(f"| `{name}` | {case.title} | {len(case.parties)} | {len(case.issues)} | {size} |")
    return "\n".join(["| name | title | parties | issues | packages |", "|---|---|---|---|---|", *rows])


def classes(module: object) -> list[str]:
    """The names of the public classes of a module of ours, in its order."""
    tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]


def evidence(there: str) -> str:
    """By rule what was proposed in our own texts, what of it is right, and what is not."""
    from evidence.gold import KINDS, TEXTS, marked, scored
    from onetext.evidence.document import Document
    from onetext.evidence.propose import propose

    every, wrong, missed = [], [], []
    for path in sorted(TEXTS.glob("*.txt")):
        text, gold = marked(path)
        found = propose(Document(text, path.name)).proposals
        scores = [scored(gold, found, kinds) for kinds in ("q", "i", "btp")]
        every += [one for one in found if one.kind in KINDS]
        wrong += [(path.stem, one) for score in scores for one in score.wrong]
        missed += [f"{path.stem}: “{one.text}” ({one.who})" for score in scores for one in score.missed]
    rows = ["| rule | tier | proposed | right |", "|---|---|--:|--:|"]
    for rule, tier in sorted({(one.rule, one.tier) for one in every}, key=lambda pair: (pair[1], pair[0])):
        mine = sum((one.rule, one.tier) == (rule, tier) for one in every)
        rows.append(f"| `{rule}` | {tier} | {mine} | {mine - sum((one.rule, one.tier) == (rule, tier) for _, one in wrong)} |")
    errors = [f"- `{one.rule}`, {stem}: “{' '.join(one.text.split())}” ({one.speaker or 'nobody'})" for stem, one in wrong]
    return (
        "\n".join(rows)
        + "\n\nWrong: "
        + ("\n\n" + "\n".join(errors) if errors else "none.")
        + "\n\nMissed: "
        + ("\n\n" + "\n".join(f"- {one}" for one in missed) if missed else "none.")
    )


MADE: dict[str, Callable[[str], str]] = {
    **{f"case_keys {name}": partial(case_keys, name) for name in case_sections()},
    "rules": rules,
    "formats": formats,
    "cases": cases,
    "evidence": evidence,
    **MADE_OF_TABLES,
    **MADE_OF_PLAYS,
    **{f"keys {name} {part}".strip(): partial(keys, name, part) for name in MAKERS if name != "case" for part in records(name)},
}
"""By the name in a page's marker."""
