"""The grid of a Word file's table: which cell stands in which place (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import refused
from .docx_elements import at, number, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_WIDEST = 1_000
MOST_SPOTS = 500_000
_TRANSPARENT = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "mc-Choice"}


class Spot(NamedTuple):
    """A place of the grid.

    Attributes:
        cell: The cell that begins here; ``None`` where none does.
        goes_on: ``left`` or ``above``, where the cell over there covers this place too.
    """

    cell: Element | None
    goes_on: str = ""


class Grid(NamedTuple):
    """A table's places, row by row, all rows as wide.

    ``size`` counts the places with those of idle columns; ``deleted`` tells whether rows were deleted.
    """

    rows: tuple[tuple[Spot, ...], ...]
    size: int
    deleted: bool = False


def grid(table: Element) -> Grid:
    """Lay a table out.

    Raises:
        InvalidData: It has too many places.
    """
    rows: list[list[Spot]] = []
    open_columns: set[int] = set()
    deleted, count = False, 0
    for row in inside(table, {"tr"}):
        if at(row, "trPr/del") is not None:
            deleted = True
            continue
        spots, open_columns = _row(row, open_columns)
        rows.append(spots)
        count += len(spots)
        if count > MOST_SPOTS:
            raise refused.crowded()
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > MOST_SPOTS:
        raise refused.crowded()
    full = [row + [Spot(None)] * (width - len(row)) for row in rows]
    return Grid(tuple(_without_idle_columns(full, width)), width * len(rows), deleted)


def inside(element: Element, wanted: set[str]) -> Iterator[Element]:
    """Yield the wanted elements in an element, looking through what only wraps them."""
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from inside(child, wanted)
        elif child.tag == "mc-AlternateContent":
            yield from (found for one in list(child)[:1] for found in inside(one, wanted))


def _row(row: Element, above: set[int]) -> tuple[list[Spot], set[int]]:
    """Lay a row out.

    Args:
        row: The row.
        above: The columns in which a cell begins above that may go on downwards.
    """
    spots = [Spot(None)] * _span(row, "trPr/gridBefore", 0)
    going_on: set[int] = set()
    for cell in inside(row, {"tc"}):
        column = len(spots)
        vertical = at(cell, "tcPr/vMerge")
        down = vertical is not None and vertical.get("val") != "restart"
        sideways = at(cell, "tcPr/hMerge")
        if sideways is not None and sideways.get("val") != "restart" and spots:
            spots.append(Spot(cell, "left"))
            continue
        spots.append(Spot(cell, "above" if down and column in above else ""))
        spots += [Spot(None, "left")] * (_span(cell, "tcPr/gridSpan", 1) - 1)
        if vertical is not None:
            going_on.add(column)
    return spots[:_WIDEST], going_on


def _span(element: Element, path: str, least: int) -> int:
    return min(max(number(value(element, path), least), least), _WIDEST)


def _without_idle_columns(rows: list[list[Spot]], width: int) -> Iterator[tuple[Spot, ...]]:
    """Leave out columns in which no cell begins: borders that are a hair apart make such ones."""
    idle = {n for n in range(width) if all(row[n].cell is None for row in rows)}
    for row in rows:
        yield tuple(spot for n, spot in enumerate(row) if n not in idle)
