"""What stands behind a plan's outline: a closing request, annexes, who signs, 抄送, 印发, buttons."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from ..model import Line
from ..words import numbers
from ..words.unit_names import squeeze
from ..words.web_page import BELOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Block

_TAIL = re.compile(
    r"^本.{1,8}自.{2,14}(?:起|之日)(?:施行|实施|执行|生效)"
    r"|^会议(?:强调|要求|指出)[，,：:]|^(?:出席|列席|参加|请假|缺席|记录)(?:人员?)?\s*[：:]"
    r"|^(?:抄\s*送|分\s*送|主题词|公开方式|此件|联系人|信息公开|附\s*件?\s*[：:]|（联系人)|印发[。.]?$|校对|打印"
)
_ANNEX = re.compile(r"附\s*件\s*[：:]")
_LAST, _LONGEST_NAME, _LONGEST = 16, 50, 60
_CLOSING = re.compile(
    "^.{0,44}(?:报送|上报|书面报告|报[^。，]{0,16}(?:办公室|汇总|局|厅|司|处|科|股|办))[^。]{0,20}。?$"
)


def part_tail(blocks: list[Block], issuer: str) -> list[Line]:
    """Take the last lines off that belong to no chapter.

    Args:
        blocks: The document from its first heading on, which is shortened.
        issuer: Who issued it; empty where that is not known.
    """
    tail = _page_end(blocks)
    annexes = _annexes(blocks)
    while blocks and isinstance(last := blocks[-1], Line):
        if not (_is_tail(last, issuer) or last.place in annexes):
            break
        tail.insert(0, last)
        blocks.pop()
    return tail


def _page_end(blocks: list[Block]) -> list[Line]:
    """Take off what a web page says below a document, from the first line that only pages have."""
    last = [*takewhile(lambda block: isinstance(block, Line), reversed(blocks[-_LAST:]))][::-1]
    lines = [block for block in last if isinstance(block, Line)]
    first = next((n for n, line in enumerate(lines) if BELOW.search(line.text.strip())), len(lines))
    if any(numbers.leading(line.text) or line.number for line in lines[first:]):
        return []
    del blocks[len(blocks) - len(lines[first:]) :]
    return lines[first:]


def _annexes(blocks: Sequence[Block]) -> set[str]:
    """The places of the annexes' names at the end of a document, the further ones on lines of their own."""
    last = [block for block in blocks[-_LAST:] if isinstance(block, Line)]
    first = next((n for n, line in enumerate(last) if _ANNEX.match(line.text.strip())), len(last))
    listed = takewhile(lambda line: numbers.leading(line.text) or line.number, last[first + 1 :])
    return {
        line.place for line in listed if len(line.text) <= _LONGEST_NAME and "。" not in line.text
    }


def _is_tail(line: Line, issuer: str) -> bool:
    words = squeeze(line.text)
    if line.number or numbers.leading(line.text) or len(words) > _LONGEST:
        return False
    if _CLOSING.search(words):
        return True
    own = issuer and words.startswith(issuer) and len(words) <= len(issuer) + 16
    dated = re.fullmatch(
        r"[（(]?(?:\d{4}|[一二三四五六七八九〇○零]{4})年.{1,3}月.{1,3}日[）)]?", words
    )
    return bool(_TAIL.search(words) or BELOW.search(words) or own or dated)
