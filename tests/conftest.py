"""What the tests share: a private home, scratch folders with plans, and gongkai to run in them."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pytest
from office import Missing, missing, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from office import LibreOffice

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "data" / "plan2019.yaml"
SOURCE = ROOT / "data" / "plan2019-source.txt"
TODAY = "2019-11-20"
PATIENCE = 20
"""Seconds after which a process counts as hung."""

SMALL_PLAN = """\
format: 1
document:
  title: 某局2019年政务公开工作要点分工方案
  year: 2019
  issuer: 某局
  issued: 2019-10-13
  due: 2019-12-25
  report_to: 办公室
units:
  - {name: 办公室, kind: 科室}
  - {name: 城乡科, kind: 科室, aliases: [城乡]}
  - {name: 事务中心, kind: 局属单位}
groups:
  - {name: 各科室, kind: 科室, complete: true}
  - {name: 各相关科室, open: true, within: 各科室}
sections:
  - number: （一）
    heading: 加强政策解读
    items:
      - id: "1.1"
        number: "1."
        title: 发布政策文件
        text: 及时在门户网站发布政策文件及解读。
        assigned: 办公室
        responsible: [办公室]
        publish_to: [门户网站]
      - id: "1.2"
        number: "2."
        title: 回应关切
        text: 积极回应社会关切，做好舆情研判。
        assigned: 城乡科牵头，办公室配合
        lead: [城乡科]
        support: [办公室]
        due: 2019-11-30
  - number: （二）
    heading: 完善制度规范
    items:
      - id: "2.1"
        number: "1."
        title: 办事服务公开
        text: 推行办事服务事项一站式公开。
        assigned: 事务中心牵头，各相关科室配合
        lead: [事务中心]
        support: [各相关科室]
"""
"""Three items, three units, an open group; 1.2 has a deadline of its own."""


class Answer(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        """Standard output as tab-separated cells."""
        return [line.split("\t") for line in self.out.splitlines()]


class Run(Protocol):
    """Runs ``gongkai`` in the test's folder."""

    def __call__(self, *args: str, **env: str) -> Answer:
        """Run with arguments, and with environment variables of this run."""


@pytest.fixture(autouse=True)
def _private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees the caller's settings, cache or data, nor leaves the collector off."""
    for name in list(os.environ):
        if name.startswith("GONGKAI_") or name in {
            "COLUMNS",
            "NO_COLOR",
            "FORCE_COLOR",
            "PYTHONIOENCODING",
        }:
            monkeypatch.delenv(name)
    for name, value in private_env(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    yield
    gc.unfreeze()
    gc.enable()


def private_env(home: Path) -> dict[str, str]:
    """Make the environment of somebody who has never used the program; the day is fixed."""
    return {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "GONGKAI_TODAY": TODAY,
        "GONGKAI_BY": "张三",
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the test runs."""
    made = tmp_path / "here"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def office(folder: Path) -> Path:
    """A folder with the shipped plan."""
    (folder / "data").mkdir()
    shutil.copy(SHIPPED, folder / "data")
    shutil.copy(SOURCE, folder / "data")
    return folder


@pytest.fixture
def small(folder: Path) -> Path:
    """A folder with the small plan."""
    (folder / "plan2019.yaml").write_text(SMALL_PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def gongkai(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process."""
    from gongkai_cli.__main__ import run

    def call(*args: str, **env: str) -> Answer:
        with monkeypatch.context() as patch:
            for name, value in env.items():
                patch.setenv(name, value)
            capsys.readouterr()
            code = run(list(args))
            return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def process() -> Run:
    """Run a command as a process of its own, as users do; the test's folder is its folder."""

    def call(*args: str, **env: str) -> Answer:
        done = run_process(args, env)
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    """One office for all tests: it takes seconds to start."""
    try:
        with running(tmp_path_factory.mktemp("libreoffice")) as made:
            yield made
    except Missing as problem:
        missing(str(problem))


def run_process(
    args: tuple[str, ...], env: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process; its output stays bytes."""
    return subprocess.run(
        [sys.executable, "-m", "gongkai_cli", *args],
        env={**os.environ, **env},
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
