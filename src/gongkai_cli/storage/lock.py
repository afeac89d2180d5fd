"""One writer at a time: an advisory lock held on the ledger file itself.

The lock needs no second file and ends with its process, however that ends.  Only the standard library
is used: importing a locking package costs a command more time than all the rest of its own code.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..domain.errors import Busy, InvalidData
from .files import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE = 0.01
_FAR = 1 << 62  # Windows locks bytes: one that no reader ever asks for

if os.name == "nt":
    import msvcrt

    def _try_lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, patience: float) -> Iterator[int]:
    """Open a file for reading and appending, alone.

    Args:
        path: The file; made if it is not there.
        patience: Seconds to wait for another writer.

    Yields:
        The file descriptor; the lock goes when it is closed, on leaving.

    Raises:
        Busy: Another writer held the lock all the time.
        InvalidData: The file cannot be opened.
    """
    end = time.monotonic() + patience
    handle = _open(path)
    try:
        while not _held(handle, path):
            if time.monotonic() > end:
                raise Busy(f"别的程序正在写 {path.name}，等了 {patience:g} 秒。", "请稍后再试。")
            time.sleep(_PAUSE)
            if not _same_file(handle, path):
                os.close(handle)
                handle = _open(path)
        yield handle
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o666)
    except OSError as problem:
        raise InvalidData(f"写不了 {path}：{reason(problem)}。", "请检查目录和权限。") from problem


def _held(handle: int, path: Path) -> bool:
    """Take the lock, if it is free and the file has not been replaced (by git, say) meanwhile."""
    try:
        _try_lock(handle)
    except OSError:
        return False
    return _same_file(handle, path)


def _same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
