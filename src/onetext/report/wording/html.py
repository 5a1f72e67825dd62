"""A view of the text as one HTML page: no script, no request, light and dark, print, either direction."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from onetext.report.wording import say
from onetext.report.wording.lines import View

CSP = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def to_html(view: View, names: Mapping[str, str], title: str) -> str:
    """The page as text, to be written as UTF-8; `title` is the name of the case."""
    css = files("onetext.report").joinpath("templates/wording.css").read_text("utf-8")
    environment = Environment(
        loader=PackageLoader("onetext.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("wording.html").render(
        v=view,
        say=say,
        names=dict(names),
        title=title,
        css=css,
        csp=CSP.format(b64encode(sha256(css.encode()).digest()).decode()),
    )
