"""How the house is built: imports run one way, rules have no side doors, commands load little."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Run

SRC = Path(__file__).resolve().parent.parent / "src" / "gongkai_cli"
MODULES = sorted(SRC.rglob("*.py"))
BELOW: dict[str, set[str]] = {
    "domain": {"domain"},
    "storage": {"storage", "domain"},
    "output": {"output", "storage", "domain"},
    "drafting": {"drafting", "storage", "domain"},
    "documents": {"documents", "output", "storage", "domain"},
    "commands": {"commands", "documents", "drafting", "output", "storage", "domain"},
}
DRAFTING: dict[str, set[str]] = {
    "words": {"words", "model"},
    "reading": {"reading", "words", "model"},
    "structure": {"structure", "words", "model"},
}
"""What the rooms of ``drafting`` use of it."""
HEAVY = {"pydantic", "yaml", "rich", "openpyxl", "docx", "lxml", "jinja2"}
LONGEST = 400


def name(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def layer(path: Path) -> str:
    """The package that a module is in; empty for those on top of all."""
    return path.relative_to(SRC).parts[0] if path.parent != SRC else ""


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a module without what is there for type checkers only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for other in node.orelse:
                yield other
                yield from running(other)
            continue
        yield node
        yield from running(node)


def imported(path: Path) -> Iterator[str]:
    """Name the modules that a module imports, its own house's as ``gongkai_cli.x.y``."""
    package = ["gongkai_cli", *path.relative_to(SRC).parent.parts]
    for node in running(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield stem
            yield from (f"{stem}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", [p for p in MODULES if layer(p)], ids=name)
def test_imports_run_one_way(path: Path) -> None:
    layers = {folder.name for folder in SRC.iterdir() if folder.is_dir()} | set(BELOW)
    top = {p.stem for p in SRC.glob("*.py")} - {"__init__"}
    for module in imported(path):
        parts = module.split(".")
        if parts[0] == "gongkai_cli" and len(parts) > 1:
            assert parts[1] not in top, module
            assert parts[1] not in layers or parts[1] in BELOW[layer(path)], module


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parent.parent.name == "drafting"], ids=name
)
def test_imports_run_one_way_within_the_importer(path: Path) -> None:
    for module in imported(path):
        parts = module.split(".")
        if parts[:2] == ["gongkai_cli", "drafting"] and len(parts) > 2:
            assert parts[2] in DRAFTING[path.parent.name], module


@pytest.mark.parametrize("path", [p for p in MODULES if layer(p) not in {"", "commands"}], ids=name)
def test_nothing_below_the_commands_prints_exits_or_reads_the_clock(path: Path) -> None:
    called = {
        ast.unparse(node.func)
        for node in running(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    forbidden = ("print", "input", "exit", "quit", "sys.exit", "os._exit")
    clocks = ("datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time")
    assert not {c for c in called if c in forbidden or c.endswith(clocks)}
    assert not {m for m in imported(path) if m.split(".")[0] == "typer"}


@pytest.mark.parametrize("path", [p for p in MODULES if layer(p) == "domain"], ids=name)
def test_rules_touch_no_files(path: Path) -> None:
    outside = {"os", "io", "pathlib", "sqlite3", "subprocess", "shutil", "tempfile", "time", "yaml"}
    assert not outside & {module.split(".")[0] for module in imported(path)}
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    assert "open" not in calls


def test_commands_reach_the_ledger_and_the_index_through_the_registry_only() -> None:
    inner = {"index", "index_build", "ledger", "ledger_lines", "lock", "yaml_tree"}
    for path in SRC.joinpath("commands").glob("*.py"):
        assert not {
            module
            for module in imported(path)
            if module.startswith("gongkai_cli.storage.") and module.split(".")[2] in inner
        }, name(path)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_not_too_long_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "args",
    [
        ["list"],
        ["list", "--unit", "城乡科"],
        ["status", "set", "3.1.1", "推进中"],
        ["report"],
        ["units"],
        ["show", "3.1.1"],
        ["status", "log"],
    ],
    ids=" ".join,
)
def test_a_warm_command_loads_no_heavy_library(args: list[str], process: Run) -> None:
    process("list")
    program = (
        "import sys; from gongkai_cli.__main__ import run\n"
        "code = run(sys.argv[1:])\n"
        "print('\\n'.join(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *args], capture_output=True, check=False, timeout=60
    )
    loaded = set(done.stderr.decode().split())
    assert done.returncode == 0
    assert "gongkai_cli.storage.index" in loaded
    assert not {module.split(".")[0] for module in loaded} & HEAVY


@pytest.mark.usefixtures("folder")
def test_the_program_makes_no_connection() -> None:
    for path in MODULES:
        used = {module.split(".")[0] for module in imported(path)}
        assert not used & {"socket", "ssl", "http", "urllib", "ftplib", "requests", "httpx"}, path
