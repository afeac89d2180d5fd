"""A real Chromium in tests: it opens a page as a reader does, and keeps all that the page says and asks."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PATIENCE = 20_000
"""Milliseconds after which the browser counts as hung."""
HEIGHTS = {360: 760, 768: 1024, 1440: 900}
"""The screens that a page must suit: a phone, a tablet, a desk; by their widths."""

Scheme = Literal["light", "dark"]


class Missing(Exception):
    """A program that is needed is not installed."""


class Visit(NamedTuple):
    """An open page, and what it said on the console and asked of the network meanwhile."""

    page: Page
    said: list[str]
    asked: list[str]


def find() -> str:
    """Find Chromium.

    Raises:
        Missing: There is none.
    """
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise Missing("chromium")


@contextmanager
def running(folder: Path) -> Iterator[Browser]:
    """Run Chromium without a window, with a home of its own.

    Args:
        folder: An empty folder for all that it writes.

    Raises:
        Missing: It is not installed.
    """
    program = find()
    environment: dict[str, str | float | bool] = {**os.environ, "HOME": str(folder)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"], env=environment
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(  # noqa: PLR0913
    browser: Browser,
    path: Path,
    address: str = "",
    *,
    width: int = 1440,
    scheme: Scheme = "light",
    scripts: bool = True,
) -> Iterator[Visit]:
    """Open a file as a double click does.

    Args:
        browser: Where.
        path: The file.
        address: What follows the file's address, from ``#`` on.
        width: Of the window, in pixels.
        scheme: Whether the reader prefers light or dark.
        scripts: Whether scripts may run.
    """
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit = Visit(page, [], [])
    page.on("console", lambda message: visit.said.append(message.text))
    page.on("pageerror", lambda error: visit.said.append(str(error)))
    page.on("dialog", lambda dialog: visit.said.append(dialog.message))
    context.on("request", lambda request: visit.asked.append(request.url))
    try:
        page.goto(path.as_uri() + address)
        yield visit
    finally:
        context.close()
