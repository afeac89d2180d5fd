"""Forms as files: what they are called on the way out, and where they are found on the way back."""

from __future__ import annotations

import io
import os
import re
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import InvalidData
from ..domain.forms import form_title
from ..storage.files import reason
from .package import MOST_BYTES, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..domain.plan import Plan

_FORBIDDEN = r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]'
_LONGEST_NAME = 60
_MOST_MEMBERS = 5_000
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods", ".csv")
_UTF8_NAME = 0x800


class Source(NamedTuple):
    """A file that may be a form: what messages call it, and how to get its bytes.

    ``read`` raises ``Unreadable``.
    """

    name: str
    read: Callable[[], bytes]


class Found(NamedTuple):
    """What there is to collect, and the files that were passed over."""

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...]


# -- on the way out --------------------------------------------------------------------------------


def file_names(plan: Plan, units: Sequence[str]) -> dict[str, str]:
    """Name each unit's form so that every system can keep it; no unit's name leads out of a folder."""
    names: dict[str, str] = {}
    for unit in units:
        names[unit] = _free(f"{form_title(plan)}-{_harmless(unit)}", ".xlsx", names.values())
    return names


def returned_name(name: str, taken: Iterable[str]) -> str:
    """Name the copy of a form that goes back to its unit."""
    stem = Path(_harmless(name.rpartition("/")[2])).stem
    return _free(f"{stem.removesuffix('-退回')}-退回", ".xlsx", taken)


def _harmless(name: str) -> str:
    return re.sub(_FORBIDDEN, "_", name).strip(" .")[:_LONGEST_NAME] or "_"


def _free(stem: str, ending: str, taken: Iterable[str]) -> str:
    lower = {name.lower() for name in taken}
    name, n = f"{stem}{ending}", 1
    while name.lower() in lower:
        n += 1
        name = f"{stem}({n}){ending}"
    return name


def pack(files: Mapping[str, bytes]) -> bytes:
    """Put files into one zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


# -- on the way back -------------------------------------------------------------------------------


def find(paths: Sequence[Path]) -> Found:
    """List what may be forms: files given by name, and those in folders and zip archives.

    Raises:
        InvalidData: Something given by name is not there.
    """
    sources: list[Source] = []
    passed_over: list[str] = []
    for path in paths:
        if path.is_dir():
            for below in sorted(_files_below(path)):
                if below.suffix.lower() in {*_WORKBOOKS, ".zip"}:
                    sources += _file(below, below.relative_to(path).as_posix())
                else:
                    passed_over.append(below.relative_to(path).as_posix())
        elif path.exists():
            sources += _file(path, path.name)
        else:
            raise InvalidData(f"没有 {path} 这个文件或目录。", "请检查路径。")
    return Found(tuple(sources), tuple(passed_over))


def _files_below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        yield from (Path(place, name) for name in files if not _is_scrap(name))


def _is_scrap(name: str) -> bool:
    """Whether a name is of a file that programs leave behind: locks, thumbnails, what macOS adds."""
    base = name.rpartition("/")[2]
    scrap = base.startswith((".", "~$")) or base.lower() in {"thumbs.db", "desktop.ini"}
    return scrap or not base or "__MACOSX/" in name


def _file(path: Path, name: str) -> list[Source]:
    members = _members(path)
    if members is None:
        return [Source(name, partial(_bytes, path))]
    return [
        Source(f"{name}/{shown}", partial(_member_bytes, path, member))
        for member, shown in members
        if not _is_scrap(shown)
    ]


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as problem:
        raise Unreadable(
            "form-damaged", f"读不了：{reason(problem)}。", "请检查权限。"
        ) from problem


def _members(path: Path) -> list[tuple[str, str]] | None:
    """The files in an archive, by their names there and by their names as shown; else ``None``."""
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return None
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (OSError, zipfile.BadZipFile):
        return None
    files = [(info.filename, _shown(info)) for info in infos if not info.is_dir()]
    inside = [pair for pair in files if Path(pair[1]).suffix.lower() in {*_WORKBOOKS, ".zip"}]
    if any(name == "xl/workbook.xml" for name, _ in files):
        return None
    if len(infos) > _MOST_MEMBERS and inside:
        raise InvalidData(f"{path} 里有 {len(infos)} 个文件，太多。", "请分几次收。")
    return inside if inside or path.suffix.lower() == ".zip" else None


def _shown(info: zipfile.ZipInfo) -> str:
    """A member's name: archives made on Chinese Windows have it in GBK without saying so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _member_bytes(path: Path, member: str) -> bytes:
    if member.lower().endswith(".zip"):
        raise Unreadable("form-format", "是压缩包里的压缩包，不读。", "请解开以后再收。")
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
            return stream.read(MOST_BYTES + 1)
    except RuntimeError as problem:
        told = "在有密码的压缩包里，读不了。"
        raise Unreadable("form-password", told, "请解开以后再收。") from problem
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError) as problem:
        told = "压缩包已损坏，这个文件读不了。"
        raise Unreadable("form-damaged", told, "请重新收发一次。") from problem
