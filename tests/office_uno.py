"""What a person does in LibreOffice Calc, step by step: opens a workbook, edits it, saves it as .xlsx.

Run by a Python that has LibreOffice's ``uno``: ``office_uno.py PIPE SOURCE TARGET``, with the steps as
JSON on standard input; ``office_uno.py PIPE`` asks the office to end.  It says nothing; what goes wrong
is a traceback and an exit code.  That Python may be as old as 3.9.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# The module exists in LibreOffice's Python only, so that a type checker cannot know it.
uno: Any = importlib.import_module("uno")

PATIENCE = 60
"""Seconds after which an office that does not answer counts as hung."""
PAUSE = 0.1
XLSX = "Calc MS Excel 2007 XML"


class Book:
    """An open workbook, and the sheet that is worked in: the first one."""

    def __init__(self, desktop: Any, dispatcher: Any, path: str) -> None:
        self.desktop = desktop
        self.dispatcher = dispatcher
        # Not hidden: only a sheet with a view keeps its frozen panes, and can be typed into.
        self.document = desktop.loadComponentFromURL(_url(path), "_blank", 0, ())

    @property
    def sheet(self) -> Any:
        """The sheet that is worked in."""
        return self.document.Sheets.getByIndex(0)

    def save(self, path: str) -> None:
        """Save under another name, as Excel does."""
        self.document.storeToURL(_url(path), (_property("FilterName", XLSX),))

    def close(self) -> None:
        """Close without asking."""
        self.document.close(True)  # noqa: FBT003 - the parameter has no name

    # -- what is filled in -------------------------------------------------------------------------

    def type(self, cell: str, text: str) -> None:
        """Type into a cell: the keyboard's way, which heeds the cell's format, protection and language."""
        self.document.CurrentController.select(self._range(cell))
        self._command("EnterString", _property("StringName", text))

    def text(self, cell: str, text: str) -> None:
        """Put text into a cell, as pasting “unformatted text” does."""
        self._range(cell).setString(text)

    def formula(self, cell: str, text: str) -> None:
        """Put a formula into a cell whatever its format, as pasting a cell with a formula does."""
        self._range(cell).setFormula(text)

    def number(self, cell: str, value: float) -> None:
        """Put a bare number into a cell, as pasting “values” does."""
        self._range(cell).setValue(float(value))

    # -- how the sheet is rearranged -----------------------------------------------------------------

    def unprotect(self) -> None:
        """Take the sheet's protection away; it has no password."""
        self.sheet.unprotect("")

    def insert_rows(self, row: int, count: int = 1) -> None:
        """Insert empty rows above a row."""
        self.sheet.Rows.insertByIndex(row - 1, count)

    def delete_rows(self, row: int, count: int = 1) -> None:
        """Delete rows, the given one first."""
        self.sheet.Rows.removeByIndex(row - 1, count)

    def insert_columns(self, column: str, count: int = 1) -> None:
        """Insert empty columns left of a column."""
        self.sheet.Columns.insertByIndex(self._column(column), count)

    def delete_columns(self, column: str, count: int = 1) -> None:
        """Delete columns, the given one first."""
        self.sheet.Columns.removeByIndex(self._column(column), count)

    def sort(self, area: str, column: str, *, ascending: bool = True) -> None:
        """Sort an area without headings by one of its columns."""
        cells = self._range(area)
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field = self._column(column) - cells.RangeAddress.StartColumn
        field.IsAscending = ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        wish = (
            _property("SortFields", fields),
            _property("IsSortColumns", value=False),
            _property("ContainsHeader", value=False),
        )
        cells.sort(wish)

    def move(self, area: str, to: str) -> None:
        """Cut an area and paste it elsewhere."""
        target = self._range(to).CellAddress
        self.sheet.moveRange(target, self._range(area).RangeAddress)

    def merge(self, area: str) -> None:
        """Merge cells."""
        self._range(area).merge(True)  # noqa: FBT003 - the parameter has no name

    def fit_rows(self) -> None:
        """Make the rows of all sheets as high as what stands in them needs."""
        for number in range(self.document.Sheets.Count):
            sheet = self.document.Sheets.getByIndex(number)
            used = sheet.createCursor()
            used.gotoEndOfUsedArea(False)  # noqa: FBT003 - the parameter has no name
            last = used.RangeAddress.EndRow
            sheet.getCellRangeByPosition(0, 0, 0, last).Rows.OptimalHeight = True

    # -- the sheets ----------------------------------------------------------------------------------

    def rename(self, name: str) -> None:
        """Rename the sheet."""
        self.sheet.Name = name

    def add_sheet(self, name: str, rows: list[list[str]], *, first: bool = False) -> None:
        """Add a sheet with texts behind the others; or before them, after which it is the one edited."""
        sheets = self.document.Sheets
        sheets.insertNewByName(name, 0 if first else sheets.Count)
        added = sheets.getByName(name)
        for number, texts in enumerate(rows):
            for column, text in enumerate(texts):
                added.getCellByPosition(column, number).setString(text)

    def take_out(self) -> None:
        """Copy the sheet into a workbook of its own, and go on with that."""
        before, source = self._documents(), self.document
        wish = (_property("DocName", ""), _property("Index", 1), _property("Copy", value=True))
        self._command("Move", *wish)
        (self.document,) = (book for book in self._documents() if book not in before)
        source.close(True)  # noqa: FBT003 - the parameter has no name

    def _documents(self) -> list[Any]:
        found = self.desktop.Components.createEnumeration()
        documents = []
        while found.hasMoreElements():
            documents.append(found.nextElement())
        return documents

    def _command(self, name: str, *told: Any) -> None:
        """Choose a command of the menu."""
        frame = self.document.CurrentController.Frame
        self.dispatcher.executeDispatch(frame, f".uno:{name}", "", 0, told)

    def _range(self, name: str) -> Any:
        return self.sheet.getCellRangeByName(name)

    def _column(self, letter: str) -> int:
        return int(self._range(f"{letter}1").CellAddress.Column)


STEPS: dict[str, Callable[..., None]] = {
    step.__name__: step
    for step in (
        Book.type,
        Book.text,
        Book.formula,
        Book.number,
        Book.unprotect,
        Book.insert_rows,
        Book.delete_rows,
        Book.insert_columns,
        Book.delete_columns,
        Book.sort,
        Book.move,
        Book.merge,
        Book.fit_rows,
        Book.rename,
        Book.add_sheet,
        Book.take_out,
    )
}
"""What may be asked for, by name."""


def _url(path: str) -> str:
    return str(uno.systemPathToFileUrl(path))


def _property(name: str, value: Any) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def connect(pipe: str) -> Any:
    """Wait until the office answers, and give its context."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    last = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if time.monotonic() > last:
                raise
            time.sleep(PAUSE)


def service(office: Any, name: str) -> Any:
    """One of the office's services for windows and documents."""
    return office.ServiceManager.createInstanceWithContext(f"com.sun.star.frame.{name}", office)


def work(office: Any, source: str, target: str) -> None:
    """Open a workbook, carry out the steps, and save it."""
    book = Book(service(office, "Desktop"), service(office, "DispatchHelper"), source)
    try:
        for step in json.load(sys.stdin):
            STEPS[step.pop("do")](book, **step)
        book.save(target)
    finally:
        book.close()


def end(office: Any) -> None:
    """Ask the office to end."""
    service(office, "Desktop").terminate()


if __name__ == "__main__":
    pipe, *paths = sys.argv[1:]
    work(connect(pipe), *paths) if paths else end(connect(pipe))
    # At the usual end, the bridge's threads may still use what the interpreter has taken down: now
    # and then that is a crash after all is done.
    os._exit(0)
