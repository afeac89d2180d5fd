"""One whole process, run and measured: its time, its peak memory, and whether it did anything."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import tempfile
import termios
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_CHUNK = 1 << 16


class Outcome(NamedTuple):
    """What a process took: seconds, peak memory in MB, and the bytes that it printed.

    A process counts the memory that its parent had when it was started, so whoever measures must stay
    small: what is made is made in processes of its own, and what is printed is thrown away.
    """

    seconds: float
    megabytes: float
    printed: int


class Failed(Exception):
    """A process that was to be measured left with an error."""


def measure(
    command: Sequence[str], folder: Path, env: Mapping[str, str], *, columns: int = 0
) -> Outcome:
    """Run a process to its end.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        env: Its whole environment.
        columns: The width of the terminal that it runs in; 0 for a pipe.

    Raises:
        Failed: It left with another code than 0.
    """
    with tempfile.TemporaryFile() as errors:
        reader, writer = _terminal(columns) if columns else os.pipe()
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=env,
            stdin=writer if columns else subprocess.DEVNULL,
            stdout=writer,
            stderr=errors,
        )
        os.close(writer)
        printed = _drain(reader)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        os.close(reader)
        if process.returncode:
            errors.seek(0)
            raise Failed(f"{' '.join(command)}: {process.returncode}\n{errors.read().decode()}")
    return Outcome(seconds, usage.ru_maxrss / 1024, printed)


def _terminal(columns: int) -> tuple[int, int]:
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    return reader, writer


def _drain(reader: int) -> int:
    """Read to the end, which a terminal reports as an error."""
    printed = 0
    try:
        while chunk := os.read(reader, _CHUNK):
            printed += len(chunk)
    except OSError:
        pass
    return printed
