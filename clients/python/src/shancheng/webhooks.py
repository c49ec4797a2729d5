"""Checks that a webhook comes from where it says, and reads it."""

from __future__ import annotations

import base64
import json
import re
import time
from typing import Any, Dict, Mapping, Optional, TypedDict

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .signing import content_digest, signature_base

MUST_COVER = {"@method", "@target-uri", "content-digest"}
WINDOW_S = 300


class Event(TypedDict):
    """An event 事件. The same `id` may come more than once: drop what you have seen."""

    id: str
    institution: int
    name: str
    aggregate: str
    at: str
    data: Dict[str, Any]


class NotGenuine(Exception):
    """The delivery is not what it says it is: answer 401 and do nothing."""


class Webhooks:
    """Checks deliveries to one address.

    `keys`: public keys (base 64, as the API gives them) by key id; two while a key is changed.
    `url`: the address exactly as it was registered: the signature covers it.
    """

    def __init__(self, url: str, keys: Mapping[str, str]) -> None:
        self.url = url
        self._keys = {key_id: Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
                      for key_id, key in keys.items()}

    def event(self, headers: Mapping[str, str], body: bytes, now: Optional[float] = None) -> Event:
        """The event of a delivery.

        Raises `NotGenuine` for one that is not signed right, is older than five minutes, or has
        another body than the signed one.
        """
        given = {name.lower(): value for name, value in headers.items()}
        try:
            self._check(given, body, time.time() if now is None else now)
            return json.loads(body)
        except (KeyError, ValueError, InvalidSignature) as why:
            raise NotGenuine(f"not a genuine delivery: {why!r}") from why

    def _check(self, headers: Mapping[str, str], body: bytes, now: float) -> None:
        label, parameters = headers["signature-input"].split("=", 1)
        names = re.findall(r'"([^"]+)"', parameters[: parameters.index(")")])
        said = dict(re.findall(r';(\w+)="?([^";]+)"?', parameters))
        if not MUST_COVER <= set(names):
            raise ValueError(f"the signature covers only {names}")
        if WINDOW_S < abs(now - int(said["created"])):
            raise ValueError("made more than five minutes ago, or ahead")
        if headers["content-digest"] != content_digest(body):
            raise ValueError("another body than the signed one")
        values = {"@method": "POST", "@target-uri": self.url}
        covered = [(name, values[name] if name.startswith("@") else headers[name])
                   for name in names]
        mine, signature = headers["signature"].split("=", 1)
        if mine != label:
            raise ValueError(f"no signature labelled {label}")
        base = signature_base(covered, parameters).encode()
        self._keys[said["keyid"]].verify(base64.b64decode(signature.strip(":")), base)
