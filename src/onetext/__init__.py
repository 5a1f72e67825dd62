"""Keep the single text of a mediated negotiation, and say with proof whether it can be agreed.

``import onetext`` loads nothing else: a public name is fetched from ``onetext.api`` when it is first used,
so that ``onetext --version`` and scripts that need one function start at once.
"""

from __future__ import annotations

import sys
from types import ModuleType

# Importing `typing` takes longer than all else that `onetext --version` does; type checkers read this name as true.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

_LAYERS = frozenset("errors model formats evidence certify analysis process api report simulate store web cli".split())
# These are both a layer and a public function; `onetext.solve(case, "nash")` is the function,
# `from onetext.solve.x import y` reaches the layer.
_FUNCTIONS_OVER_LAYERS = frozenset({"solve"})


class _Face(ModuleType):
    """The package's module, which keeps a public function from being hidden by the layer of the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        # The import system binds every imported submodule on its parent; for these names that binding is dropped.
        if name in _FUNCTIONS_OVER_LAYERS and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __getattr__(name: str) -> Any:
    """Return the public name from ``onetext.api``, or the layer of that name; AttributeError for all else."""
    from importlib import import_module

    if name in _LAYERS:
        try:
            return import_module(f"{__name__}.{name}")
        except ModuleNotFoundError as missing:
            if missing.name != f"{__name__}.{name}":
                raise
    elif name == "__all__":
        return [public for public in __dir__() if not public.startswith("_")]
    elif not name.startswith("_"):
        api = import_module(f"{__name__}.api")
        if hasattr(api, name):
            return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names, those of ``onetext.api`` included."""
    from importlib import import_module

    return sorted({"__version__", *getattr(import_module(f"{__name__}.api"), "__all__", ())})
