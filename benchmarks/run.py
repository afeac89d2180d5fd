"""Measures gongkai's commands as whole processes, in ratio to an interpreter that does nothing.

Run it with the interpreter of the virtual environment that gongkai is installed in (README.md).
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from cases import HERE, LARGEST, PYTHON, ROWS, SIZES, Case, cases, peer_cases
from measure import Failed, Outcome, measure
from peers import PEERS, installed
from table import Figure, Figures, floors, own_table, peer_table

if TYPE_CHECKING:
    from collections.abc import Sequence

README = HERE / "README.md"
MARKS = ("<!-- table: begin -->\n", "<!-- table: end -->\n")
RUNS, FEW = 15, 5
SLOW = 5.0
TODAY = "2019-12-12"


def environment(home: Path) -> dict[str, str]:
    """An environment of our own: the user's cache is left alone, ``.pyc`` files are used."""
    folders = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CACHE", "DATA", "CONFIG")}
    return {
        **folders,
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "USER": "somebody",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "GONGKAI_TODAY": TODAY,
    }


def run(listed: Sequence[Case], env: dict[str, str], runs: int) -> dict[str, Figure | None]:
    """Run cases in turn, each behind an interpreter that does nothing.

    Returns:
        A figure by row.  A case that takes over ``SLOW`` seconds has only ``FEW`` runs; one that
        fails is said on stderr and has ``None``.
    """
    base = Case("pass", [PYTHON, "-c", "pass"], Path(env["HOME"]))
    working = [case for case in listed if _works(case, env)]
    found: dict[str, list[Outcome]] = {case.row: [] for case in (base, *working)}
    for case in chain.from_iterable(repeat(working, runs)):
        found[base.row].append(_once(base, env))
        known = found[case.row]
        if len(known) < FEW or known[0].seconds < SLOW:
            known.append(_once(case, env))
    floor = statistics.median(outcome.seconds for outcome in found["pass"])
    figures = {row: _figure(outcomes, floor) for row, outcomes in found.items()}
    return {case.row: figures.get(case.row) for case in (base, *listed)}


def _works(case: Case, env: dict[str, str]) -> bool:
    """Run a case for the first time, unmeasured: caches fill, and it must print something."""
    try:
        outcome = _once(case, env)
    except Failed as problem:
        sys.stderr.write(f"{case.row}: {problem}\n")
        return False
    if not outcome.printed:
        sys.stderr.write(f"{case.row}: printed nothing\n")
        return False
    return True


def _once(case: Case, env: dict[str, str]) -> Outcome:
    if case.before:
        case.before()
    return measure(case.command, case.folder, env | dict(case.env), columns=case.columns)


def _figure(outcomes: Sequence[Outcome], floor: float) -> Figure:
    seconds = statistics.median(outcome.seconds for outcome in outcomes)
    return Figure(seconds / floor, seconds, max(outcome.megabytes for outcome in outcomes))


def measured(options: argparse.Namespace) -> Figures:
    """Run everything that was asked for, size by size."""
    figures: Figures = {}
    for size in options.sizes:
        runs = min(options.runs, FEW) if size >= LARGEST else options.runs
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
            work = Path(name)
            listed = cases(work, size, options.only)
            listed += peer_cases(work, size, options.only, options.peers)
            sys.stderr.write(f"{size} items: {len(listed)} cases, {runs} runs\n")
            env = environment(work)
            figures |= {(row, size): figure for row, figure in run(listed, env, runs).items()}
    return figures


def report(figures: Figures, options: argparse.Namespace) -> str:
    """Put the tables together, with the machine and the day."""
    sizes = options.sizes
    missing = [n for n in PEERS if n in options.only and not installed(n, options.peers)]
    seconds = {size: base.seconds for size in sizes if (base := figures["pass", size])}
    day = datetime.now(UTC).date()
    machine = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核，"
    return (
        f"{day}，{machine}Python {platform.python_version()}，每项 {options.runs} 次"
        f"（超过 {SLOW:.0f} 秒的、100,000 项的，最多 {FEW} 次）。"
        f"{floors(seconds)}\n{own_table(figures, sizes)}\n{peer_table(figures, sizes, missing)}"
    )


def write(text: str) -> None:
    """Replace the table in ``README.md``, between the two marks."""
    before, _, rest = README.read_text(encoding="utf-8").partition(MARKS[0])
    behind = rest.partition(MARKS[1])[2]
    README.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{behind}", encoding="utf-8")


def main() -> None:
    names = [*(row.name for row in ROWS), *PEERS]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, choices=SIZES)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", nargs="+", default=names, choices=names, metavar="ROW")
    parser.add_argument("--peers", type=Path, help="folder of virtual environments, by peer")
    parser.add_argument("--write", action="store_true", help="replace the table in README.md")
    options = parser.parse_args()
    text = report(measured(options), options)
    sys.stdout.write(text)
    if options.write:
        write(text)


if __name__ == "__main__":
    main()
