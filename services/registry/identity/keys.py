"""The registry's signing key, its public half for everybody, and the operator's token: files made once."""

import base64
import hashlib
import json
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

from shared.eventlog.signing import prepare_log_key
from shared.secret_files import write_once
from shared.settings import Settings


def prepare_secrets(settings: Settings) -> None:
    """Make the operator's token and the signing keys where they are missing; what exists is not touched."""
    write_once(settings.operator_token_file, _operator_token(), 0o600)
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_once(settings.token_key_file, key, 0o600)
    write_once(settings.identity_key_file, secrets.token_bytes(32), 0o600)
    write_once(settings.webhook_key_file, secrets.token_bytes(32), 0o600)
    public = json.dumps({"keys": [public_jwk(load_signing_key(settings.token_key_file))]})
    write_once(settings.public_keys_file, public.encode(), 0o644)
    prepare_log_key(settings)


def rotate_operator_token(settings: Settings) -> None:
    """Replace the operator's token; every process reads the new one with the next request."""
    draft = settings.operator_token_file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    write_once(draft, _operator_token(), 0o600)
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
