"""A real LibreOffice in tests: it converts files, and edits workbooks as a person would."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PATIENCE = 120
"""Seconds after which a process counts as hung."""
_SCRIPT = Path(__file__).with_name("office_uno.py")
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Setup/L10N">
    <prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop>
  </item>
</oor:items>
"""
"""The language that typed dates are read in: that of the people who fill in forms."""

Step = dict[str, Any]
"""One thing to do in a workbook: ``do`` is a name in ``office_uno.STEPS``, the rest its arguments."""


class Missing(Exception):
    """A program that is needed is not installed."""


def missing(program: str) -> NoReturn:
    """Leave a check out where a program is not installed; where all checks count it must be."""
    told = f"{program} is not installed"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


class Programs(NamedTuple):
    """LibreOffice, and a Python that can talk to it."""

    soffice: str
    python: str


class LibreOffice:
    """An office that runs in the background for as long as tests need it."""

    def __init__(
        self, programs: Programs, folder: Path, pipe: str, process: subprocess.Popen[str]
    ) -> None:
        self.programs = programs
        self.folder = folder
        self.pipe = pipe
        self.process = process

    def convert(self, path: Path, out_dir: Path, ending: str) -> Path:
        """Let LibreOffice open a file and save it in another format.

        The file does not come under the eyes of anybody: what the view holds, like frozen panes,
        is not kept.
        """
        place = ("--outdir", str(out_dir), str(path))
        args = _command(self.programs, self.folder / "converter", "--convert-to", ending, *place)
        _run(args, home=self.folder)
        made = out_dir / f"{path.stem}.{ending}"
        assert made.is_file(), f"LibreOffice did not write {made.name}"
        return made

    def typed(self, path: Path, target: Path, steps: Sequence[Step] = ()) -> Path:
        """Open a workbook, do what the steps say, and save it as ``.xlsx`` under another name."""
        assert self.process.poll() is None, "LibreOffice has ended"
        target.unlink(missing_ok=True)
        _run(self._script(path, target), json.dumps(steps))
        assert target.is_file(), f"LibreOffice did not write {target.name}"
        return target

    def end(self) -> None:
        """Ask it to end, and wait until it has."""
        _run(self._script())
        self.process.communicate(timeout=PATIENCE)

    def _script(self, *paths: Path) -> list[str]:
        return [self.programs.python, str(_SCRIPT), self.pipe, *(str(p.resolve()) for p in paths)]


def step(do: str, **more: object) -> Step:
    """Make a step."""
    return {"do": do, **more}


@contextmanager
def running(folder: Path) -> Iterator[LibreOffice]:
    """Run LibreOffice with a home of its own.

    Args:
        folder: An empty folder for all that it writes.

    Raises:
        Missing: It is not installed.
    """
    programs = find()
    pipe = f"gongkai-{os.getpid()}-{secrets.token_hex(4)}"
    command = _command(programs, folder / "desk", f"--accept=pipe,name={pipe};urp;")
    # Nobody reads what it says for as long as it runs: a pipe would fill up and stop it.
    with _process(command, folder, subprocess.DEVNULL) as process:
        office = LibreOffice(programs, folder, pipe, process)
        try:
            yield office
        finally:
            # Killed at once, it would leave its pipes behind in the folder of temporary files.
            with suppress(AssertionError, subprocess.TimeoutExpired):
                office.end()


def find() -> Programs:
    """Find LibreOffice and a Python that has its ``uno``.

    Raises:
        Missing: There is none.
    """
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if not soffice:
        raise Missing("soffice")
    beside = Path(soffice).resolve().with_name("python")
    candidates = ("/usr/bin/python3", shutil.which("python3"), str(beside), sys.executable)
    for python in filter(None, candidates):
        if _can_talk(python):
            return Programs(soffice, python)
    raise Missing("python3-uno")


def _can_talk(python: str) -> bool:
    try:
        done = subprocess.run(
            [python, "-c", "import uno"],
            env=_environment(),
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _command(programs: Programs, profile: Path, *args: str) -> list[str]:
    """A call of LibreOffice that shares nothing with any other LibreOffice on this machine."""
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
    own = f"-env:UserInstallation={profile.as_uri()}"
    return [programs.soffice, own, "--headless", "--norestore", "--nologo", *args]


def _environment() -> Mapping[str, str]:
    """The caller's environment without what belongs to the Python that runs the tests."""
    dropped = ("PYTHON", "VIRTUAL_ENV", "GONGKAI_", "XDG_")
    return {name: value for name, value in os.environ.items() if not name.startswith(dropped)}


def _run(args: Sequence[str], given: str = "", home: Path | None = None) -> None:
    """Run a process to its end; what it complains of becomes the test's failure."""
    with _process(args, home) as process:
        out, err = process.communicate(given, timeout=PATIENCE)
        assert process.returncode == 0, (args, process.returncode, out, err)


@contextmanager
def _process(
    args: Sequence[str], home: Path | None = None, output: int = subprocess.PIPE
) -> Iterator[subprocess.Popen[str]]:
    """Start a process in a group of its own, of which nothing is left in the end."""
    own = {"HOME": str(home)} if home else {}
    process = subprocess.Popen(
        args,
        env={**_environment(), **own},
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=output,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        yield process
    finally:
        # soffice is a script that starts others; they are in its group, also after its own end.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
