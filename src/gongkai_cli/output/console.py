"""Where output goes: standard output in one piece, notices and errors to standard error."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, TypeVar

from .table import Format, Table, csv_text, plain_lines, terminal
from .text import folded, one_line, safe_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, RenderableType

    from ..domain.errors import GongkaiError

T = TypeVar("T")


class ReaderGone(Exception):
    """Nobody reads the output any more (``gongkai list | head -1``)."""


def prepare_streams() -> None:
    """Let no character crash a print; pipes are UTF-8 unless the user says otherwise."""
    for stream in (sys.stdout, sys.stderr):
        chosen = os.environ.get("PYTHONIOENCODING") or stream.isatty()
        encoding = stream.encoding if chosen else "utf-8"
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding=encoding, errors="replace", newline="\n" if not chosen else None)


def is_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


def write(text: str) -> None:
    """Write to standard output.

    Raises:
        ReaderGone: The other end of the pipe is closed.
    """
    _put(sys.stdout, text)


def write_line(text: str) -> None:
    """Write a line to standard output; what a person or a file named is made safe."""
    write(f"{one_line(text)}\n")


def write_folded(text: str) -> None:
    """Write a line to standard output; on a terminal one that is too wide goes on below, indented."""
    columns = os.get_terminal_size(sys.stdout.fileno()).columns if is_terminal() else 0
    write("".join(f"{part}\n" for part in folded(one_line(text), columns)))


def notice(text: str) -> None:
    """Write a line, or several, to standard error; what a person or a file named is made safe."""
    _put(sys.stderr, f"{safe_lines(text)}\n")


@contextmanager
def patience(text: str) -> Iterator[None]:
    """Say on the terminal what is being done, if it takes over a second."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    timer = Timer(1.0, lambda: _put(sys.stderr, f"{text}……"))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        if timer.finished.is_set():
            _put(sys.stderr, "\r\033[K")
        timer.cancel()


def counted(text: str, things: Sequence[T]) -> Iterator[T]:
    """Go through things, and say on the terminal how far it is if it takes over a second."""
    from time import monotonic

    begun, told = monotonic(), False
    for n, thing in enumerate(things, 1):
        if sys.stderr.isatty() and monotonic() - begun > 1:
            _put(sys.stderr, f"\r{text} {n}/{len(things)}")
            told = True
        yield thing
    if told:
        _put(sys.stderr, "\r\033[K")


def confirmed(question: str) -> bool:
    """Ask on the terminal; anything but a clear yes is a no."""
    _put(sys.stderr, f"{question}[y/N] ")
    return sys.stdin.readline().strip().lower() in {"y", "yes", "是", "好"}


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def complain(problem: GongkaiError) -> None:
    """Say what cannot be done and what to do about it, on standard error."""
    notice(f"错误：{one_line(problem.message)}")
    if problem.remedy:
        notice(one_line(problem.remedy))


def _put(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise ReaderGone from None


def rich_console() -> Console:
    """A console for standard output, as wide as the terminal; data is never highlighted."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def render(parts: Iterable[RenderableType], console: Console) -> None:
    """Print renderables to the terminal."""
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def show_table(table: Table, form: Format) -> None:
    """Print a table in a form that is not JSON."""
    if form is Format.CSV:
        write(csv_text([table]))
    elif form is Format.PLAIN:
        write("".join(f"{line}\n" for line in plain_lines(table)))
    else:
        console = rich_console()
        render([terminal(table, console.width)], console)


def show_page(facts: Sequence[tuple[str, str]], parts: Sequence[Table], form: Format) -> None:
    """Print facts, a line each, and the tables below them."""
    if form is Format.CSV:
        write(csv_text(parts))
    elif form is Format.PLAIN:
        write("".join(f"{line}\n" for line in _plain_page(facts, parts)))
    else:
        console = rich_console()
        render(_rich_page(facts, parts, console.width), console)


def _plain_page(facts: Sequence[tuple[str, str]], parts: Sequence[Table]) -> Iterator[str]:
    for label, text in facts:
        yield f"{label}\t{one_line(text)}"
    for part in parts:
        yield ""
        if part.title:
            yield part.title
        yield from plain_lines(part, header=True)
    yield ""


def _rich_page(
    facts: Sequence[tuple[str, str]], parts: Sequence[Table], available: int
) -> Iterator[RenderableType]:
    from rich.table import Table as RichTable
    from rich.text import Text

    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text in facts:
        grid.add_row(Text(label, style="bold"), Text(safe_lines(text)))
    yield grid
    for part in parts:
        yield ""
        if part.title:
            yield Text(part.title, style="bold")
        yield terminal(part, available) if part.rows else Text("无", style="dim")
