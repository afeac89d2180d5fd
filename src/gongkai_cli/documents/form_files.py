"""Forms as files: what they are called on the way out, and where they are found on the way back."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import InvalidData
from ..storage.files import is_there, reason
from .package import MOST_BYTES, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


_FORBIDDEN = r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]'
_LONGEST_NAME = 60
_MOST_MEMBERS = 5_000
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods", ".csv")
_UTF8_NAME = 0x800


class Source(NamedTuple):
    """A file that may be a form: what messages call it, its whole path, and how to get its bytes.

    ``read`` raises ``Unreadable``.
    """

    name: str
    path: str
    read: Callable[[], bytes]


class Found(NamedTuple):
    """What there is to collect, and the files that were passed over."""

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...]


# -- on the way out --------------------------------------------------------------------------------


def file_names(title: str, units: Sequence[str], ending: str) -> dict[str, str]:
    """Name each unit's file so that every system can keep it; no unit's name leads out of a folder."""
    names: dict[str, str] = {}
    for unit in units:
        names[unit] = _free(f"{title}-{_harmless(unit)}", ending, names.values())
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
        InvalidData: Something given by name is not there, or is no file.
    """
    sources: list[Source] = []
    passed_over: list[str] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a name is impossible
            _in_folder(path, sources, passed_over)
        elif not is_there(path):
            raise InvalidData(f"没有 {path} 这个文件或目录。", "请检查路径。")
        elif not path.is_file():
            raise InvalidData(f"{path} 不是普通文件。", "请写明表格文件、目录或 .zip 压缩包。")
        else:
            _in_file(path, path.name, sources, passed_over)
    return Found(tuple(_told_apart(sources)), tuple(passed_over))


def _told_apart(sources: Sequence[Source]) -> Iterator[Source]:
    """Name files by their whole path where several have the same name."""
    counts = Counter(source.name for source in sources)
    for source in sources:
        yield source if counts[source.name] == 1 else source._replace(name=source.path)


def _in_folder(folder: Path, sources: list[Source], passed_over: list[str]) -> None:
    def closed(problem: OSError) -> None:
        passed_over.append(f"{_readable(str(problem.filename))}（{reason(problem)}）")

    for place, folders, files in os.walk(folder, onerror=closed):
        passed_over += [f"{_readable(n)}（链接）" for n in folders if Path(place, n).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(files):
            below = Path(place, name)
            if not _is_scrap(name):
                shown = _readable(below.relative_to(folder).as_posix())
                if below.suffix.lower() in {*_WORKBOOKS, ".zip"} and below.is_file():
                    _in_file(below, shown, sources, passed_over)
                else:
                    passed_over.append(shown)


def _readable(name: str) -> str:
    """A file's name as people know it: names from Chinese Windows may be in GBK."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def _is_scrap(name: str) -> bool:
    """Whether a name is of a file that programs leave behind: locks, thumbnails, what macOS adds."""
    base = name.rpartition("/")[2]
    scrap = base.startswith((".", "~$")) or base.lower() in {"thumbs.db", "desktop.ini"}
    return scrap or not base or "__MACOSX/" in name


def _in_file(path: Path, name: str, sources: list[Source], passed_over: list[str]) -> None:
    """Take a file as it is, or what is in it if it is an archive of forms."""
    name, whole = _readable(name), _readable(path.as_posix())
    members = _members(path)
    if members is None:
        sources.append(Source(name, whole, partial(_bytes, path)))
        return
    for number, member in members:
        if _is_scrap(member):
            continue
        if Path(member).suffix.lower() in {*_WORKBOOKS, ".zip"}:
            read = partial(_member_bytes, path, number)
            sources.append(Source(f"{name}/{member}", f"{whole}/{member}", read))
        else:
            passed_over.append(f"{name}/{member}")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as problem:
        raise Unreadable(
            "form-damaged", f"读不了：{reason(problem)}。", "请检查权限。"
        ) from problem


def _members(path: Path) -> list[tuple[int, str]] | None:
    """The files in an archive, by their numbers and their names as shown; ``None`` if it is none."""
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return None
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except Exception:  # noqa: BLE001 - damage shows as a dozen kinds of error; reading says which
        return None
    files = [(n, _shown(info)) for n, info in enumerate(infos) if not info.is_dir()]
    names = [name for _, name in files]
    forms = any(Path(name).suffix.lower() in _WORKBOOKS for name in names)
    if "xl/workbook.xml" in names or not (forms or path.suffix.lower() == ".zip"):
        return None
    if len(infos) > _MOST_MEMBERS:
        raise InvalidData(f"{path} 里有 {len(infos)} 个文件，太多。", "请分几次收。")
    return files


def _shown(info: zipfile.ZipInfo) -> str:
    """A member's name: archives made on Chinese Windows have it in GBK without saying so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _member_bytes(path: Path, number: int) -> bytes:
    """Read a member by its number: two may have the same name."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _opened(archive, archive.infolist()[number])
    except Unreadable:
        raise
    except Exception as problem:  # damage shows as a dozen kinds of error
        told = "压缩包已损坏，这个文件读不了。"
        raise Unreadable("form-damaged", told, "请重新收发一次。") from problem


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.filename.lower().endswith(".zip"):
        raise Unreadable("form-format", "是压缩包里的压缩包，不读。", "请解开以后再收。")
    if info.flag_bits & 1:
        raise Unreadable("form-password", "在有密码的压缩包里，读不了。", "请解开以后再收。")
    with archive.open(info) as stream:
        return stream.read(MOST_BYTES + 1)
