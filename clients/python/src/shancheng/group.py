"""What every group of operations stands on."""

from __future__ import annotations

from typing import Any, Callable, Iterator, Optional


class Group:
    """Operations of one tag; `send` signs, sends and reads."""

    def __init__(self, send: Callable[..., Any]) -> None:
        self._send = send

    @staticmethod
    def _pages(ask: Callable[[Optional[str]], Any]) -> Iterator[Any]:
        """Every item of every page; a page is asked for when the one before is used up."""
        cursor: Optional[str] = None
        while True:
            page = ask(cursor)
            yield from page["items"]
            cursor = page.get("next")
            if not cursor:
                return
