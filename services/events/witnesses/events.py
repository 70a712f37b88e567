"""The fact of a witness policy: whose cosignatures count from now on, and how many there have to be."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import CODE, OPEN, Event


class WitnessPolicySet(Event):
    """Witnesses of the log were named, and how many have to cosign a checkpoint; the lists go together."""

    type: ClassVar[str] = "events.witness_policy.set"
    subject: ClassVar[str] = "logs/{initiative_id}"
    example: ClassVar[dict[str, Any]] = {
        "initiative_id": "01936f9a-0000-7000-8000-000000000001",
        "threshold": 1,
        "names": ["witness.partner.example"],
        "public_keys": ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    }
    initiative_id: Annotated[UUID, OPEN]
    threshold: Annotated[int, OPEN]
    names: Annotated[list[Annotated[str, CODE]], OPEN]
    public_keys: Annotated[list[Annotated[str, CODE]], OPEN]
    """Ed25519, in hex."""
