"""Files: written whole or not at all, compared byte by byte."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from ..domain.errors import InvalidData

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from pathlib import Path
    from typing import BinaryIO

_CHUNK = 1 << 18


_REASONS = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "磁盘已满",
    errno.EDQUOT: "磁盘已满",
    errno.EISDIR: "这是一个目录",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENOTDIR: "路径中间有一段不是目录",
    errno.ENAMETOOLONG: "名称太长",
}


def reason(problem: OSError) -> str:
    """Say in Chinese why a file cannot be read or written."""
    return _REASONS.get(problem.errno or 0) or problem.strerror or str(problem)


def is_there(path: Path) -> bool:
    """Whether there is such a file; no where the name is impossible or the folder closed."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for some of these


def write_whole(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file through a temporary neighbour, so that nobody ever sees half of it.

    Args:
        path: The file.
        content: All of it.
        replace: Whether an existing file may be replaced.

    Raises:
        InvalidData: The file is there already, or cannot be written.
    """
    if not replace and is_there(path):
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
        with suppress(OSError):
            temporary.unlink()
        raise InvalidData(
            f"写不了 {path}：{reason(problem)}。", "请检查磁盘空间和权限。"
        ) from problem


def write_all(files: Mapping[Path, bytes], *, replace: bool = False) -> None:
    """Write several files, each whole; where one is there already and may not be replaced, none.

    Raises:
        InvalidData: A file is there already, or cannot be written.
    """
    there = [] if replace else [path for path in files if is_there(path)]
    if there:
        more = f" 等 {len(there)} 个文件" if len(there) > 1 else ""
        raise InvalidData(
            f"{there[0]}{more}已存在，什么都没有写。", "请换一个目录；要替换，请加 --force。"
        )
    for path, content in files.items():
        write_whole(path, content, replace=replace)


def starts_with(stream: BinaryIO, db: sqlite3.Connection, row: int) -> bool:
    """Tell whether a file begins with the bytes kept in a row of ``made_from``, and read that far."""
    with db.blobopen("made_from", "content", row, readonly=True) as kept:
        while chunk := kept.read(_CHUNK):
            if stream.read(len(chunk)) != chunk:
                return False
    return True
