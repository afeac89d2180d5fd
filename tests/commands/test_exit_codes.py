"""Exit codes: 0, 1, 2, 3, 4, 5, 130, and 70 for our own mistakes; errors leave standard output empty."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Run


@pytest.mark.usefixtures("small")
def test_each_kind_of_outcome_has_its_code_as_a_process(small: Path, process: Run) -> None:
    assert process("list").code == 0
    assert process("check").code == 0
    for code, args in ((2, ["list", "--lamp", "蓝"]), (4, ["show", "9.9"])):
        answer = process(*args)
        assert (answer.code, answer.out) == (code, "")
        assert answer.err.startswith("错误：")
    plan = small / "plan2019.yaml"
    plan.write_text(plan.read_text("utf-8").replace("lead:", "leda:"), "utf-8")
    assert process("check").code == 1
    broken = process("list")
    assert (broken.code, broken.out) == (3, "")
    assert "[unknown-key]" in broken.err


@pytest.mark.skipif(os.name == "nt", reason="flock")
def test_a_ledger_that_somebody_else_holds_ends_with_5(
    small: Path, gongkai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    from gongkai_cli.storage import ledger

    monkeypatch.setattr(ledger, "PATIENCE", 0.2)
    path = small / "plan2019.progress.yaml"
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        answer = gongkai("status", "set", "1.1", "已完成")
        reading = gongkai("list")
    assert (answer.code, answer.out) == (5, "")
    assert "别的程序正在写 plan2019.progress.yaml" in answer.err
    assert path.read_bytes() == b""
    assert reading.code == 0


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let processes be interrupted also where the tests run in the background, which has that ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupted_command_ends_with_130_and_no_traceback(small: Path) -> None:
    import fcntl

    path = small / "plan2019.progress.yaml"
    with path.open("w") as held, _interruptible():
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = subprocess.Popen(
            [sys.executable, "-m", "gongkai_cli", "status", "set", "1.1", "已完成"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        _until_it_waits(waiting.pid, path)
        waiting.send_signal(signal.SIGINT)
        out, err = waiting.communicate(timeout=20)
    assert (waiting.returncode, out) == (130, b"")
    assert b"Traceback" not in err


@pytest.mark.usefixtures("small")
def test_our_own_mistake_ends_with_70_in_one_sentence(
    gongkai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai_cli.commands.session import Session

    def fail(_: Session) -> None:
        raise ZeroDivisionError("分母\x1b[31m为零")

    monkeypatch.setattr(Session, "registry", fail)
    answer = gongkai("list")
    assert (answer.code, answer.out) == (70, "")
    assert answer.err.startswith("错误：程序内部出错（ZeroDivisionError：分母")
    assert "GONGKAI_DEBUG" in answer.err
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err
    with pytest.raises(ZeroDivisionError):
        gongkai("list", GONGKAI_DEBUG="1")


@pytest.mark.skipif(os.name == "nt", reason="/dev/full and shell pipes")
@pytest.mark.usefixtures("office")
def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m gongkai_cli list --json; echo $? >&2"
    done = subprocess.run(
        ["sh", "-c", f"({command}) | head -c 1"], capture_output=True, check=False
    )
    assert done.stderr == b"0\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
@pytest.mark.usefixtures("office")
def test_output_that_cannot_be_written_is_not_taken_for_success() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gongkai_cli", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode not in {0, 1, 2, 4, 5}
    assert done.stderr.startswith("错误：".encode())
    assert b"Traceback" not in done.stderr


@pytest.mark.usefixtures("folder")
def test_the_version_is_told(process: Run) -> None:
    from gongkai_cli import __version__

    assert process("--version") == (0, f"gongkai {__version__}\n", "")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("no_color", [False, True])
def test_a_terminal_gets_a_table_in_colour_unless_no_color_is_set(*, no_color: bool) -> None:
    out = on_a_terminal("list", "--today", "2019-12-26", **({"NO_COLOR": "1"} if no_color else {}))
    assert "编号" in out
    assert "─" * 80 in out
    assert "●逾期" in out
    assert ("\x1b[1;31m" in out) is not no_color
    assert "\x1b[31m" not in out if no_color else True


def on_a_terminal(*args: str, **env: str) -> str:
    """Run a command whose standard output is a pseudo terminal of 80 columns."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
    child = subprocess.Popen(
        [sys.executable, "-m", "gongkai_cli", *args],
        stdout=slave,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color", **env},
    )
    os.close(slave)
    said = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        said += chunk
    os.close(master)
    assert child.wait(20) == 0
    return said.decode()


def _until_it_waits(pid: int, path: Path) -> None:
    """Wait until a process has a file open, whose lock it cannot have; a while where nobody can tell."""
    files = Path(f"/proc/{pid}/fd")
    until = time.monotonic() + (10 if files.parent.exists() else 1.5)
    while time.monotonic() < until:
        with suppress(OSError):
            if any(link.resolve() == path.resolve() for link in files.iterdir()):
                time.sleep(0.1)
                return
        time.sleep(0.02)
