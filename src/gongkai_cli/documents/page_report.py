"""The report as one page for a leader: a file that opens by itself and asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from ..domain.terms import Lamp
from ..output.text import percent, safe_lines
from . import page_matrix, page_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

    from ..domain.dossier import Dossier
    from .page_view import View

_FOLDER = "page"
_CELL, _ROOMY_CELL = 36, 56
"""Pixels: how wide a unit's column is in the matrix, with signs and with words."""
_BESIDE = 460
"""Pixels: what stands beside the units' columns: the page's margins, the item, its lamp."""
_PIECES = 2000


def write(dossier: Dossier) -> bytes:
    """Make the file's bytes."""
    return b"".join(_encoded(dossier))


def _encoded(dossier: Dossier) -> Iterator[bytes]:
    """Make the page piece by piece, so that a large plan's page is held once only."""
    view = page_view.view(dossier)
    style = _read("page.css") + _rules(view) + _read("paper.css")
    script = _read("page.js")
    stream = (
        _environment()
        .get_template("page.html.j2")
        .stream(
            view=view,
            detail=lambda work: page_view.detail(work, view),
            policy=_policy(style, script),
            style=style,
            script=script,
        )
    )
    stream.enable_buffering(_PIECES)
    for piece in stream:
        yield piece.encode("utf-8", "replace")


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("gongkai_cli", f"documents/{_FOLDER}"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_printable,
    )
    made.globals.update(percent=percent, legend=page_matrix.LEGEND, first=page_view.FIRST)
    return made


def _printable(value: object) -> object:
    """Take control signs and reversed writing from what people typed; markup is the page's own."""
    return value if hasattr(value, "__html__") or not isinstance(value, str) else safe_lines(value)


def _read(name: str) -> str:
    return files(__package__).joinpath(_FOLDER, name).read_text("utf-8")


def _rules(view: View) -> str:
    """Say what signs lamps have, how many units there are, and where the matrix needs no scrolling."""
    units = len(view.columns)
    wide = _BESIDE + units * (_ROOMY_CELL if view.roomy else _CELL)
    signs = "".join(
        f".lamp.{lamp.value[0]}::before{{content:'{lamp.sign}';content:'{lamp.sign}'/''}}\n"
        for lamp in Lamp
    )
    return (
        f"{signs}:root{{--units:{units}}}\n"
        f"@media (min-width:{max(wide, 1024)}px){{.scroll{{overflow:visible;max-height:none}}}}\n"
    )


def _policy(style: str, script: str) -> str:
    """The content security policy: nothing is loaded, and no code runs but the page's own."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
