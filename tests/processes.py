"""A scratch folder with the plan, and real `gongkai` processes that work in it."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import gongkai_cli
from gongkai_cli.__main__ import main
from gongkai_cli.storage.locate import Location

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = Path(__file__).resolve().parents[1] / "data" / "plan2019.yaml"
PATIENCE = 120
_ASKED = (
    ("list", "--json"),
    ("report", "--json"),
    ("units", "--json"),
    ("units", "城乡科", "--json"),
    ("show", "3.1.1", "--json"),
    ("show", "3.1.2", "--json"),
    ("status", "log", "--json"),
)


class Done(NamedTuple):
    """What a process left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Office:
    """A working folder with a plan, and a home of its own for everything else that is written."""

    folder: Path
    home: Path

    @property
    def plan(self) -> Path:
        return self.folder / "data" / "plan2019.yaml"

    @property
    def ledger(self) -> Path:
        return self.plan.with_name("plan2019.progress.yaml")

    @property
    def location(self) -> Location:
        return Location(self.plan, self.ledger)

    @property
    def cache(self) -> Path:
        return self.home / "cache"

    @property
    def index(self) -> Path:
        """The one index file of this office."""
        (found,) = self.cache.glob("gongkai/index/*.sqlite")
        return found

    def environment(self, **more: str) -> dict[str, str]:
        """The caller's environment without what would change an answer."""
        dropped = ("GONGKAI_", "PYTHONDONTWRITEBYTECODE", "PYTHONIOENCODING", "GIT_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
        private = {
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_DATA_HOME": str(self.home / "data"),
            "TZ": "CST-8",
        }
        return {**kept, **private, **more}

    def start(
        self,
        *args: str,
        before: Callable[[], None] | None = None,
        environment: dict[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a command; `before` runs in the new process first.

        Such a process writes no bytecode: where `before` limits the size of files, Python would
        leave half of a module in its `__pycache__`, for everybody who runs the program later.
        """
        more = {"PYTHONDONTWRITEBYTECODE": "1"} if before else {}
        return subprocess.Popen(
            [sys.executable, "-m", "gongkai_cli", *args],
            cwd=self.folder,
            env=self.environment(**more, **environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=before,  # noqa: PLW1509 - tests that use it start no threads
        )

    def run(
        self,
        *args: str,
        before: Callable[[], None] | None = None,
        environment: dict[str, str] | None = None,
    ) -> Done:
        """Run a command to its end; as users start it where something is to happen before it begins."""
        if before or environment:
            return finish(self.start(*args, before=before, environment=environment))
        return self.split(*args)

    def run_alone(self, *args: str) -> Done:
        """Run a command to its end as users start it."""
        return finish(self.start(*args))

    def split(self, *args: str) -> Done:
        """Run a command to its end in a process split off this one, which spares its start.

        It is a process like any other, with files, locks and memory of its own; only Python and
        the program's modules are there already.
        """
        _load_everything()
        (out, told), (err, warned) = os.pipe(), os.pipe()
        process = os.fork()
        if not process:
            _become(self, args, told, warned)
        os.close(told)
        os.close(warned)
        printed = [open(end, encoding="utf-8").read() for end in (out, err)]  # noqa: SIM115
        return Done(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), *printed)

    def ask(self, *args: str) -> Any:
        """Run a command that must succeed, and read its JSON."""
        done = self.run(*args, "--json")
        assert done.code == 0, done
        return done.json

    def record(self, *args: str) -> list[str]:
        """Run a `status` command that must succeed; gives the ids of the entries that it made."""
        return [change["entry"] for change in self.ask("status", *args)["changes"]]

    def said(self, item: str, unit: str, *options: str) -> Any:
        """What `show` knows of a unit's part in an item."""
        (shown,) = self.ask(*options, "show", item)["items"]
        (part,) = [part for part in shown["assignments"] if part["unit"] == unit]
        return part

    def findings(self) -> list[Any]:
        """What `check` finds, without what it says of the plan as it was copied."""
        done = self.run("check", "--json")
        found = done.json["findings"]
        assert done.code == int(any(finding["severity"] == "error" for finding in found)), done
        return [finding for finding in found if finding["file"] != "data/plan2019.yaml"]

    def codes(self) -> list[tuple[str, int]]:
        """The findings about the ledger: code and line."""
        return [(finding["code"], finding["line"]) for finding in self.findings()]

    def answers(self, *options: str) -> dict[str, str]:
        """Everything that reading commands say, by command; they run side by side."""
        started = {" ".join(words): self.start(*options, *words) for words in _ASKED}
        told = {words: finish(process) for words, process in started.items()}
        assert all(done.code == 0 for done in told.values()), told
        return {words: done.out + done.err for words, done in told.items()}

    def forget(self) -> None:
        """Delete the cache."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def rows(self) -> list[dict[str, Any]]:
        """The entries in the ledger file, each line read as JSON and nothing else."""
        lines = self.ledger.read_bytes().split(b"\n")
        assert lines.pop() == b"", "the last line is not ended"
        entries = [line for line in lines if not line.startswith(b"#")]
        assert all(line.startswith(b"- ") for line in entries)
        return [json.loads(line[2:]) for line in entries]


@cache
def _load_everything() -> None:
    """Load the program's modules, once for all commands that are split off."""
    for module in pkgutil.walk_packages(gongkai_cli.__path__, "gongkai_cli."):
        importlib.import_module(module.name)


def _become(office: Office, args: tuple[str, ...], out: int, err: int) -> NoReturn:
    """Be the command from here on, as a process that has just begun."""
    try:
        os.chdir(office.folder)
        os.environ.clear()
        os.environ.update(office.environment())
        time.tzset()
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout, sys.stderr = open(1, "w", encoding="utf-8"), open(2, "w", encoding="utf-8")  # noqa: SIM115
        sys.argv = ["gongkai", *args]
        main()
    finally:
        os._exit(70)


def make_office(base: Path, name: str = "office") -> Office:
    """Make a folder with a copy of the plan that comes with the program."""
    made = Office(base / name, base / f"{name}-home")
    made.plan.parent.mkdir(parents=True)
    made.home.mkdir()
    shutil.copy(PLAN, made.plan)
    return made


def finish(process: subprocess.Popen[bytes]) -> Done:
    """Wait for a process, and take what it printed."""
    out, err = process.communicate(timeout=PATIENCE)
    return Done(process.returncode, out.decode(), err.decode())


def refused(done: Done, *codes: int) -> bool:
    """Whether a command said no as it should: in Chinese, on standard error only, no traceback."""
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in done.err)
    quiet = not done.out and "Traceback" not in done.err and "内部出错" not in done.err
    return done.code in codes and chinese and quiet
