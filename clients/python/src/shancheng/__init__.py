"""Client of the Shancheng API 山城: signed requests, typed answers, verified webhooks.

    client = Client("https://network.example", key_id, private_key)
    paid = client.tills.pay({...})

Groups and methods are those of the API's description; `shancheng.models` has its types.
"""

from .client import Client, Retry
from .generated import models
from .problems import (Conflict, Forbidden, Invalid, Missing, Problem, Refused, ServerFault,
                       Unreachable, Unsigned)
from .signing import PrivateKey, content_digest, new_key, signature_base
from .webhooks import Event, NotGenuine, Webhooks

__all__ = [
    "Client", "Conflict", "Event", "Forbidden", "Invalid", "Missing", "NotGenuine", "PrivateKey",
    "Problem", "Refused", "Retry", "ServerFault", "Unreachable", "Unsigned", "Webhooks",
    "content_digest", "models", "new_key", "signature_base",
]
