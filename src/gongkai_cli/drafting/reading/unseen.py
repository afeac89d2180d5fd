"""Signs that nobody sees, which come along with pasted text and which no plan file may hold."""

from __future__ import annotations

import re

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def cleaned(text: str) -> str:
    """Take away control signs, marks of no width and of direction; every kind of break becomes one."""
    if text.isprintable():
        return text
    return _UNSEEN.sub("", _BREAKS.sub("\n", text))


def count(text: str) -> int:
    """Tell how many signs of a text nobody sees."""
    return 0 if text.isprintable() else len(_UNSEEN.findall(text))
