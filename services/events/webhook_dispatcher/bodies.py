"""What is sent: CloudEvents 1.0 in structured JSON (media type `application/cloudevents+json`).

Of an event only what stands open in the log: ids and facts. Sealed values are not sent, for an erasure
could not reach them; the receiver reads what it may see of them by the position.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shared.eventlog.envelope import timestamp

MEDIA_TYPE = "application/cloudevents+json"
CHALLENGE_TYPE = "shidra.webhook.challenge"
TEST_TYPE = "shidra.webhook.test"
_CHALLENGE = b"shidra/v1/webhook-challenge\0"


def event_body(line: bytes, position: int, public_url: str) -> bytes:
    """An entry of the log as its receivers get it, the same at every attempt.

    Attributes of CloudEvents are plain values: the actor, an object in the log, is spread over several.
    """
    logged = json.loads(line)
    initiative = logged["initiative"]
    body = {
        "specversion": logged["specversion"],
        "id": logged["id"],
        "source": logged["source"],
        "type": logged["type"],
        "subject": logged["subject"],
        "time": logged["time"],
        "datacontenttype": "application/json",
        "initiative": initiative,
        "position": position,
        "proof": f"{public_url}/events/v1/initiatives/{initiative}/proofs/{position}",
        "schema": logged["schema"],
        **{f"actor{name}": value for name, value in logged["actor"].items()},
        "data": logged["data"],
    }
    return _dumped(body)


def note_body(type_: str, message_id: UUID, endpoint: Mapping[str, Any], data: Mapping[str, Any]) -> bytes:
    """A test or a challenge: an event that stands in no log."""
    body = {
        "specversion": "1.0",
        "id": str(message_id),
        "source": "/events",
        "type": type_,
        "subject": f"webhook-endpoints/{endpoint['id']}",
        "time": timestamp(datetime.now(UTC)),
        "datacontenttype": "application/json",
        "initiative": str(endpoint["initiative_id"]),
        "data": dict(data),
    }
    return _dumped(body)


def challenge_of(secret: bytes, message_id: UUID) -> str:
    """The value a challenge asks for: nobody can know it who did not get the challenge."""
    return hmac.digest(secret, _CHALLENGE + message_id.bytes, "sha256").hex()


def answers(answer: str | None, challenge: str) -> bool:
    """Whether an answer to a challenge holds its value: `{"challenge": "…"}`."""
    try:
        given = json.loads(answer or "")
    except ValueError:
        return False
    said = given.get("challenge") if isinstance(given, dict) else None
    return isinstance(said, str) and hmac.compare_digest(said.encode(), challenge.encode())


def _dumped(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
