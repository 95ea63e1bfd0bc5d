"""Text without the characters nobody sees, which make two equal cells differ."""

from __future__ import annotations

import re

# Marks of order and width, soft hyphens, byte order marks, controls: left by web pages and chats.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc]"
)
_BLANKS = " \u3000\xa0\u2002\u2003\u2009"


def seen(text: str) -> str:
    """Return what can be seen of a text, without the blanks at its ends; "" if it is nothing."""
    if not text.isprintable() or not text.isascii():
        text = _UNSEEN.sub("", text)
    text = text.strip(_BLANKS)
    return "" if text.isspace() else text
