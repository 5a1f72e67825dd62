"""The source as the structure tests see it: every module with its syntax tree, its imports and its functions."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "onetext"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
NOT_CODE = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER})


@dataclass(frozen=True)
class Module:
    """One Python file: its path below the repository, dotted name, text and tree."""

    path: str
    name: str
    text: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The first part of the name below the package; `cli` for the files that only start the command line."""
        parts = self.name.split(".")
        return "top" if len(parts) == 1 else {"__main__": "cli"}.get(parts[1], parts[1])


def module(path: str, text: str, name: str) -> Module:
    """A module from its text."""
    return Module(path, name, text, ast.parse(text))


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the package, by path."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE.parent).with_suffix("")
        parts = inside.parts[:-1] if inside.name == "__init__" else inside.parts
        found.append(module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"), ".".join(parts)))
    return tuple(found)


def _absolute(of: Module, node: ast.ImportFrom) -> str:
    """The dotted name that a `from` import starts from, relative ones resolved."""
    if not node.level:
        return node.module or ""
    parts = of.name.split(".")
    package = parts if of.path.endswith("__init__.py") else parts[:-1]
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def _named(of: Module, node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom():
            yield from (f"{_absolute(of, node)}.{alias.name}" for alias in node.names)
        case ast.Call(
            func=ast.Name("import_module" | "__import__") | ast.Attribute(attr="import_module"), args=[ast.Constant(str(name)), *_]
        ):
            yield name


def imports(of: Module) -> list[tuple[int, str]]:
    """Every import, inside functions too, as (line, dotted name with the imported name at its end)."""
    return [(getattr(node, "lineno", 0), name) for node in ast.walk(of.tree) for name in _named(of, node)]


def for_types_only(of: Module) -> set[str]:
    """Names imported only under `if TYPE_CHECKING`, which no running program follows."""
    return {
        name
        for block in ast.walk(of.tree)
        if isinstance(block, ast.If) and ast.unparse(block.test).endswith("TYPE_CHECKING")
        for statement in block.body
        for name in _named(of, statement)
    }


def _docstring_lines(node: ast.AST) -> set[int]:
    body = getattr(node, "body", None)
    match body:
        case [ast.Expr(ast.Constant(str())) as first, *_]:
            return set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return set()


@cache
def code_lines(of: Module) -> frozenset[int]:
    """Numbers of the lines that hold code: not blank, not only a comment, not part of a docstring."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(of.text).readline):
        if token.type not in NOT_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(lines.difference(*(_docstring_lines(n) for n in ast.walk(of.tree) if isinstance(n, kinds))))


@dataclass(frozen=True)
class Function:
    """A function or method: where it is, how many lines of code it has and which parameters."""

    path: str
    name: str
    line: int
    code: int
    parameters: tuple[str, ...]


def functions(of: Module) -> Iterator[Function]:
    """Every function of a module, nested ones too, by qualified name."""

    def below(node: ast.AST, prefix: str) -> Iterator[Function]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, FunctionNode):
                yield _function(of, child, prefix + child.name)
                yield from below(child, f"{prefix}{child.name}.")
            else:
                yield from below(child, f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix)

    return below(of.tree, "")


def _function(of: Module, node: FunctionNode, name: str) -> Function:
    a = node.args
    every = [*a.posonlyargs, *a.args, *([a.vararg] if a.vararg else []), *a.kwonlyargs, *([a.kwarg] if a.kwarg else [])]
    names = tuple(arg.arg for arg in every)
    span = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    own = names[1:] if names[:1] in (("self",), ("cls",)) else names
    return Function(of.path, name, node.lineno, len(code_lines(of).intersection(span)), own)
