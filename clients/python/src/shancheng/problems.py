"""Problem documents (RFC 9457) as exceptions.

Catch a class for what to do, look at `code` for what happened: codes are stable, texts are not.
"""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional


class Problem(Exception):
    """The API said no, or nobody answered."""

    def __init__(self, status: int, document: Mapping[str, Any], retry_after: Optional[int] = None) -> None:
        self.status = status
        """HTTP status; 0 where no answer came."""
        self.document: Dict[str, Any] = dict(document)
        """The whole problem document."""
        self.retry_after = retry_after
        """Seconds after which the API wants to be asked again, where it says so."""
        where = f"{self.field}: " if self.field else ""
        super().__init__(f"{status} {self.code}: {where}{self.detail}")

    @property
    def code(self) -> str:
        """Stable word to switch on."""
        return str(self.document.get("code", "unknown"))

    @property
    def detail(self) -> str:
        """What is wrong, in English."""
        return str(self.document.get("detail", ""))

    @property
    def field(self) -> Optional[str]:
        """The input field at fault, where there is one."""
        return self.document.get("field")

    @property
    def rule(self) -> Optional[Dict[str, Any]]:
        """The rule that the field breaks."""
        return self.document.get("rule")

    @property
    def request_id(self) -> Optional[str]:
        """Tell it to the operator when you ask."""
        return self.document.get("request_id")


class Invalid(Problem):
    """400 and 422: mend the request."""


class Unsigned(Problem):
    """401: mend the signature; the code says what is wrong with it."""


class Forbidden(Problem):
    """403: the partner lacks the role."""


class Missing(Problem):
    """404: it is not there, or not yours."""


class Conflict(Problem):
    """409: read again and decide."""


class Refused(Problem):
    """429 and 503: later; every try that was allowed has been made."""


class ServerFault(Problem):
    """500 and the like: tell the operator the request id."""


class Unreachable(Problem):
    """No answer. A write may have happened: send the same again under the same key."""

    def __init__(self, why: BaseException) -> None:
        super().__init__(0, {"code": "unreachable", "detail": str(why)})


_BY_STATUS = {400: Invalid, 422: Invalid, 401: Unsigned, 403: Forbidden, 404: Missing,
              409: Conflict, 429: Refused, 503: Refused}


def problem_of(status: int, document: Any, retry_after: Optional[int]) -> Problem:
    """The exception of an answer."""
    known = document if isinstance(document, dict) else {}
    kind = _BY_STATUS.get(status, ServerFault if 500 <= status else Problem)
    return kind(status, known, retry_after)
