"""The program: runs a command, and turns every error into a sentence and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code.

    The garbage collector is off: a command lives too short to need it.  The process leaves without
    taking the interpreter apart, which would take longer than most commands.
    """
    gc.disable()
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 0
    os._exit(code)


def run(args: list[str]) -> int:
    """Run a command.

    Returns:
        The exit code (design, section 4).
    """
    from .output import console

    console.prepare_streams()
    try:
        return _run(args)
    except console.ReaderGone:
        return 0
    except KeyboardInterrupt:
        return 130


def _run(args: list[str]) -> int:
    from typer import Abort
    from typer.main import get_command

    from .cli import app
    from .domain.errors import GongkaiError
    from .output import console

    try:
        result = get_command(app).main(args, prog_name="gongkai", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except GongkaiError as problem:
        from .refusals import report

        return report(problem)
    except Abort:
        return 130
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except (console.ReaderGone, KeyboardInterrupt):
        raise
    except Exception as problem:  # noqa: BLE001
        from .refusals import unexpected

        return unexpected(problem)


if __name__ == "__main__":
    main()
