"""What makes a folder of one's own, and files written whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gongkai_cli.domain.errors import InvalidData
from gongkai_cli.storage.files import write_whole
from gongkai_cli.storage.workspace import create

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_made_is_told_in_full(tmp_path: Path) -> None:
    made = create(tmp_path / "新")
    assert sorted(made) == sorted(p for p in (tmp_path / "新").rglob("*") if p.is_file())


def test_a_file_is_replaced_only_where_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    write_whole(path, b"one", replace=False)
    with pytest.raises(InvalidData):
        write_whole(path, b"two", replace=False)
    assert path.read_bytes() == b"one"
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InvalidData) as refused:
        write_whole(path, b"new")
    assert "磁盘已满" in refused.value.message
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_bytes() == b"old"


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(InvalidData) as refused:
        write_whole(tmp_path / "a" / "b.txt", b"")
    assert refused.value.message.endswith("同名的文件已经存在。")
