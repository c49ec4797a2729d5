"""Sends signed requests, and sends them again where that is safe.

Every write carries an idempotency key, the same on every try: the API does it once and gives
the first answer again. That is why a lost answer may be followed by the same request.
"""

from __future__ import annotations

import json
import random
import re
import secrets
import time
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, NamedTuple, Optional, Union
from urllib.parse import quote, urlencode

import requests

from .generated.operations import Operations
from .problems import Problem, Unreachable, problem_of
from .signing import PrivateKey, load_key, sign


class Retry(NamedTuple):
    """How often, and how patiently."""

    attempts: int = 4
    """Tries of a request, the first one counted."""
    first_wait_s: float = 0.5
    """Before the second try; doubled each time, with up to as much again by chance."""
    longest_wait_s: float = 30.0
    """No wait is longer, whatever the API asks for."""


class Client(Operations):
    """The API as one partner. May be used by several threads."""

    def __init__(self, base_url: str, key_id: str, private_key: PrivateKey, *,
                 retry: Retry = Retry(), timeout_s: float = 70.0,
                 session: Optional[requests.Session] = None,
                 sleep: Callable[[float], None] = time.sleep) -> None:
        """`base_url`: scheme and host, without `/api/v1`. `timeout_s` is a little more than the
        minute in which the API answers."""
        super().__init__(self.send)
        self.base_url, self.key_id, self.retry = base_url.rstrip("/"), key_id, retry
        self._key, self._timeout_s, self._sleep = load_key(private_key), timeout_s, sleep
        self._session = session or requests.Session()

    @classmethod
    def from_file(cls, path: Union[str, Path], **more: Any) -> "Client":
        """A client under the key of a `sandbox.json`, as the sandbox's page saves it."""
        given = json.loads(Path(path).read_text(encoding="utf-8"))
        return cls(given["base_url"], given["key_id"], given["private_key"], **more)

    def send(self, method: str, path: str, inside: Mapping[str, Any], *,
             query: Optional[Mapping[str, Any]] = None, body: Any = None,
             content_type: str = "application/json", idempotency_key: Optional[str] = None,
             raw: bool = False) -> Any:
        """Any operation by its path; the methods of the groups all come here."""
        url = self.base_url + self._path(path, inside, query)
        headers: Dict[str, str] = {"accept": "*/*"}
        content = b""
        if body is not None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            headers["content-type"] = content_type
        if method != "GET":
            headers["idempotency-key"] = idempotency_key or secrets.token_urlsafe(18)
        for attempt in range(1, self.retry.attempts + 1):
            try:
                return self._once(method, url, headers, content, raw)
            except Problem as problem:
                if attempt == self.retry.attempts or not may_be_repeated(problem):
                    raise
                self._sleep(self._wait_s(attempt, problem.retry_after))
        raise AssertionError("a client tries at least once")

    @staticmethod
    def _path(path: str, inside: Mapping[str, Any], query: Optional[Mapping[str, Any]]) -> str:
        def put(found: "re.Match[str]") -> str:
            return quote(str(inside[found.group(1)]), safe="" if found.group(1) != "path" else "/")

        address = re.sub(r"\{(\w+)\}", put, path)
        given = {name: written(value) for name, value in (query or {}).items() if value is not None}
        return f"{address}?{urlencode(given)}" if given else address

    def _once(self, method: str, url: str, headers: Dict[str, str], content: bytes,
              raw: bool) -> Any:
        request = requests.Request(method, url, headers=headers, data=content or None)
        prepared = self._session.prepare_request(request)
        # Signed is the address as it leaves.
        prepared.headers.update(sign(method, str(prepared.url), headers, content, self.key_id,
                                     self._key))
        try:
            answer = self._session.send(prepared, timeout=self._timeout_s, allow_redirects=False)
        except requests.RequestException as why:
            raise Unreachable(why) from why
        if answer.ok:
            if raw or not answer.content:
                return answer.content if raw else None
            return answer.json()
        asked = answer.headers.get("retry-after", "")
        try:
            document = answer.json()
        except ValueError:
            document = {"code": "not_a_problem", "detail": answer.text[:200]}
        raise problem_of(answer.status_code, document, int(asked) if asked.isdigit() else None)

    def _wait_s(self, attempt: int, asked_s: Optional[int]) -> float:
        doubled = self.retry.first_wait_s * 2 ** (attempt - 1)
        wait = float(asked_s) if asked_s is not None else doubled * (1 + random.random())
        return min(wait, self.retry.longest_wait_s)


def may_be_repeated(problem: Problem) -> bool:
    """Whether the same request may do better in a while."""
    if problem.status == 409:
        return problem.code == "idempotency_in_progress"
    return problem.status in (0, 429, 500, 502, 503, 504)


def written(value: Any) -> str:
    """A value as a query has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(written(one) for one in value)
    return str(value)
