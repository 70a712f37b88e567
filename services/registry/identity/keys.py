"""The registry's signing key, its public half for everybody, and the operator's token: files made once."""

import base64
import hashlib
import json
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from shared.settings import Settings


def prepare_secrets(settings: Settings) -> None:
    """Make the operator's token and the signing key where they are missing; what exists is not touched."""
    _write_once(settings.operator_token_file, _operator_token(), 0o600)
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write_once(settings.token_key_file, key, 0o600)
    _write_once(settings.identity_key_file, secrets.token_bytes(32), 0o600)
    _write_once(settings.webhook_key_file, secrets.token_bytes(32), 0o600)
    public = json.dumps({"keys": [public_jwk(load_signing_key(settings.token_key_file))]})
    _write_once(settings.public_keys_file, public.encode(), 0o644)


def rotate_operator_token(settings: Settings) -> None:
    """Replace the operator's token; every process reads the new one with the next request."""
    draft = settings.operator_token_file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    _write_once(draft, _operator_token(), 0o600)
    draft.replace(settings.operator_token_file)


def _operator_token() -> bytes:
    return secrets.token_urlsafe(32).encode() + b"\n"


def load_signing_key(file: Path) -> Ed25519PrivateKey:
    """Read the signing key; raises TypeError where the file holds another kind of key."""
    key = load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file.name} holds no Ed25519 key")
    return key


def public_jwk(key: Ed25519PrivateKey) -> dict[str, str]:
    """The public half as a JSON Web Key, its id the thumbprint of RFC 7638."""
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    jwk = {"crv": "Ed25519", "kty": "OKP", "x": _base64(raw)}
    thumbprint = hashlib.sha256(json.dumps(jwk, separators=(",", ":"), sort_keys=True).encode()).digest()
    return {**jwk, "kid": _base64(thumbprint), "use": "sig", "alg": "EdDSA"}


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _write_once(file: Path, content: bytes, mode: int) -> None:
    """Write a file whole or not at all, and never over another."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass  # another process made it first; its file holds
    finally:
        draft.unlink()
