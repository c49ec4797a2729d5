"""HTTP Message Signatures (RFC 9421) with Ed25519, and Content-Digest (RFC 9530)."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from pathlib import Path
from typing import Dict, List, Optional, Tuple, Union

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (Encoding, NoEncryption, PrivateFormat,
                                                          PublicFormat, load_pem_private_key)

PrivateKey = Union[str, bytes, Path, Ed25519PrivateKey]
"""A key, its PEM text, or the path of a PEM file."""


def load_key(key: PrivateKey) -> Ed25519PrivateKey:
    """A private key from any of its forms."""
    if isinstance(key, Ed25519PrivateKey):
        return key
    if isinstance(key, Path):
        key = key.read_bytes()
    loaded = load_pem_private_key(key.encode() if isinstance(key, str) else key, None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise ValueError("the private key is not an Ed25519 key")
    return loaded


def new_key() -> Tuple[str, str]:
    """A new key pair: private and public key as PEM."""
    private = Ed25519PrivateKey.generate()
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return secret.decode(), public.decode()


def content_digest(body: bytes) -> str:
    """Value of the header `content-digest`."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signature_base(covered: List[Tuple[str, str]], parameters: str) -> str:
    """What is signed: a line for each covered component, and the parameters (RFC 9421 §2.5)."""
    lines = [f'"{name}": {value}' for name, value in covered]
    return "\n".join([*lines, f'"@signature-params": {parameters}'])


def sign(method: str, url: str, headers: Dict[str, str], body: bytes, key_id: str,
         key: Ed25519PrivateKey, now: Optional[int] = None) -> Dict[str, str]:
    """The headers that make a request a signed one.

    Covers method, address, the body's digest and type, and the idempotency key. `headers` have
    lower-case names. Each call takes a new nonce: a signature is good once.
    """
    covered = [("@method", method), ("@target-uri", url)]
    added = {}
    if body:
        added["content-digest"] = content_digest(body)
        covered.append(("content-digest", added["content-digest"]))
    covered += [(name, headers[name]) for name in ("content-type", "idempotency-key")
                if name in headers]
    names = " ".join(f'"{name}"' for name, _ in covered)
    created = int(time.time()) if now is None else now
    parameters = (f'({names});created={created};keyid="{key_id}";alg="ed25519"'
                  f';nonce="{secrets.token_urlsafe(18)}"')
    signature = key.sign(signature_base(covered, parameters).encode())
    added["signature-input"] = f"sig1={parameters}"
    added["signature"] = f"sig1=:{base64.b64encode(signature).decode()}:"
    return added
