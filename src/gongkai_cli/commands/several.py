"""Several files that one command writes: a folder of them, or one archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..output import console

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def placed(output: Path, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Where each file goes: into a folder, into one archive, or, a single one, under the name given."""
    from ..documents import form_files

    if not files:
        return {}
    ending = output.suffix.lower()
    if ending == ".zip":
        return {output: form_files.pack(files)}
    if len(files) == 1 and next(iter(files)).endswith(ending or "/"):
        return dict.fromkeys([output], *files.values())
    return {output / name: content for name, content in files.items()}


def write_files(files: Mapping[Path, bytes], *, replace: bool, dry_run: bool) -> None:
    """Write files, or say which would be written."""
    from ..storage.files import write_all

    if not dry_run:
        write_all(files, replace=replace)
    for path in files:
        console.write_line(f"{'将写入' if dry_run else '已写入'} {path}")
