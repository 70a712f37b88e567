"""What webhooks are signed with, after Standard Webhooks (version `v1`: HMAC-SHA256).

No secret is stored: each is derived from a key that lies outside the database and the ids of endpoint and
secret. Whoever reads the database can sign nothing (docs/decisions/0017).
"""

import base64
import hmac
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

_DOMAIN = b"shidra/v1/webhook-secret\0"
PREFIX = "whsec_"


class WebhookKey:
    """The key of a deployment, read when it is first needed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._key: bytes | None = None

    def secret(self, initiative_id: UUID, endpoint_id: UUID, secret_id: UUID) -> bytes:
        """The bytes of a secret; raises OSError where the key cannot be read."""
        if self._key is None:
            self._key = self._file.read_bytes()
        named = initiative_id.bytes + endpoint_id.bytes + secret_id.bytes
        return hmac.digest(self._key, _DOMAIN + named, "sha256")


def shown(secret: bytes) -> str:
    """A secret as its owner is shown it and libraries take it: `whsec_…`."""
    return PREFIX + base64.b64encode(secret).decode()


def signature(secrets: Iterable[bytes], message_id: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: one signature for each live secret."""
    signed = b"%s.%d.%s" % (message_id.encode(), timestamp, body)
    return " ".join(
        "v1," + base64.b64encode(hmac.digest(secret, signed, "sha256")).decode() for secret in secrets
    )
