"""The same items in other programs, each listing what one owner has.

``python peers.py PEER FOLDER --items 10000`` writes a registry in the form of Taskwarrior (its JSON
import), todoman (one ``.ics`` file for each item) or Doorstop (one YAML file for each item).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from registries import Duty

_DOORSTOP_LIST = """
import sys, doorstop
for item in doorstop.build().find_document("GK"):
    if sys.argv[1] in item.get("owner"):
        print(item.uid, item.text)
"""


class Peer(NamedTuple):
    """Another program: how its items are written, and the command that lists an owner's.

    ``program`` is looked for in ``<peers>/<name>/bin``, then on the ``PATH``; ``listing`` makes the
    arguments behind it from the registry's folder and the owner.
    """

    program: str
    write: Callable[[Path, Iterable[Duty]], None]
    listing: Callable[[Path, str], list[str]]


def taskwarrior(folder: Path, duties: Iterable[Duty]) -> None:
    """Write ``tasks.json`` and import it; owners are tags."""
    rc = "confirmation=no\nhooks=off\nverbose=nothing\n"
    (folder / "taskrc").write_text(f"data.location={folder}\n{rc}", encoding="utf-8")
    tasks = [
        {
            "description": f"{duty.id} {duty.title} {duty.text}",
            "tags": duty.units,
            "due": f"{duty.due.replace('-', '')}T000000Z",
            "status": "pending",
        }
        for duty in duties
    ]
    source = folder / "tasks.json"
    source.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    command = ["task", f"rc:{folder}/taskrc", "import", str(source)]
    subprocess.run(command, check=True, capture_output=True)


def todoman(folder: Path, duties: Iterable[Duty]) -> None:
    """Write one calendar file for each item, and todoman's settings; owners are categories."""
    items = folder / "items"
    items.mkdir()
    settings = f'path = "{folder}/*"\ndate_format = "%Y-%m-%d"\n'
    settings += f'cache_path = "{folder}/cache.sqlite3"\n'
    (folder / "config.py").write_text(settings, encoding="utf-8")
    for duty in duties:
        (items / f"{duty.id}.ics").write_text(_calendar(duty), encoding="utf-8", newline="\r\n")


def _calendar(duty: Duty) -> str:
    return (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//gongkai//benchmark//ZH\nBEGIN:VTODO\n"
        f"UID:{duty.id}@example.com\nDTSTAMP:20191014T000000Z\nSUMMARY:{duty.id} {duty.title}\n"
        f"DESCRIPTION:{duty.text}\nCATEGORIES:{','.join(duty.units)}\n"
        f"DUE;VALUE=DATE:{duty.due.replace('-', '')}\nSTATUS:NEEDS-ACTION\n"
        "END:VTODO\nEND:VCALENDAR\n"
    )


def doorstop(folder: Path, duties: Iterable[Duty]) -> None:
    """Write one YAML file for each item; Doorstop wants a version control root above them."""
    (folder / ".git").mkdir()
    document = folder / "items"
    document.mkdir()
    settings = "settings:\n  digits: 6\n  prefix: GK\n  sep: ''\n"
    (document / ".doorstop.yml").write_text(settings, encoding="utf-8")
    for n, duty in enumerate(duties, 1):
        (document / f"GK{n:06}.yml").write_text(_requirement(duty, n), encoding="utf-8")


def _requirement(duty: Duty, n: int) -> str:
    return (
        f"active: true\nderived: false\nheader: |\n  {duty.title}\nlevel: 1.{n}\nlinks: []\n"
        f"normative: true\nowner: {'、'.join(duty.units)}\nref: ''\nreviewed: null\n"
        f"text: |\n  {duty.text}\n"
    )


PEERS = {
    "taskwarrior": Peer(
        "task", taskwarrior, lambda folder, owner: [f"rc:{folder}/taskrc", f"+{owner}", "list"]
    ),
    "todoman": Peer(
        "todo",
        todoman,
        lambda folder, owner: ["--config", f"{folder}/config.py", "list", "--category", owner],
    ),
    # Doorstop's own command cannot select by owner, so its library is asked.
    "doorstop": Peer("python", doorstop, lambda _, owner: ["-c", _DOORSTOP_LIST, owner]),
}


def installed(name: str, venvs: Path | None) -> str | None:
    """Find a peer's program: in its virtual environment, or on the ``PATH``."""
    program = PEERS[name].program
    own = venvs / name / "bin" / program if venvs else None
    if own and own.exists():
        return str(own)
    return None if program == "python" else shutil.which(program)


def main() -> None:
    from registries import duties

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=10_000)
    options = parser.parse_args()
    options.folder.mkdir(parents=True)
    PEERS[options.peer].write(options.folder, duties(options.items))


if __name__ == "__main__":
    main()
