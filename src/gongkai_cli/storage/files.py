"""Files: written whole or not at all, compared byte by byte."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..domain.errors import InvalidData

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path
    from typing import BinaryIO

_CHUNK = 1 << 18


def write_whole(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file through a temporary neighbour, so that nobody ever sees half of it.

    Args:
        path: The file.
        content: All of it.
        replace: Whether an existing file may be replaced.

    Raises:
        InvalidData: The file is there already, or cannot be written.
    """
    if not replace and path.exists():
        raise InvalidData(f"{path} 已存在，没有改动。", "请换一个名称；要替换它，请加 --force。")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        reason = problem.strerror or str(problem)
        raise InvalidData(f"写不了 {path}：{reason}。", "请检查磁盘空间和权限。") from problem


def starts_with(stream: BinaryIO, db: sqlite3.Connection, row: int) -> bool:
    """Tell whether a file begins with the bytes kept in a row of ``made_from``, and read that far."""
    with db.blobopen("made_from", "content", row, readonly=True) as kept:
        while chunk := kept.read(_CHUNK):
            if stream.read(len(chunk)) != chunk:
                return False
    return True
