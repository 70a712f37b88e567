"""Bodies of the witnesses' API."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.eventlog.canonical import MAX_INTEGER
from shared.http.bodies import RequestBody, ResponseBody

VerifierKeyText = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9_./:-]{0,99}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44,60}$",
        description="Verifier key of a witness (C2SP signed-note, type 4): `name+hint+base64`.",
        examples=["witness.partner.example+1f2e3d4c+BB5fX19fX19fX19fX19fX19fX19fX19fX19fX19fX19f"],
    ),
]
SignatureLine = Annotated[
    str,
    Field(
        pattern=r"^— [a-z0-9][a-z0-9_./:-]{0,99} [A-Za-z0-9+/=]{100,110}$", description="A note's signature."
    ),
]


class WitnessGiven(RequestBody):
    """A witness of the log."""

    verifier_key: VerifierKeyText
    organization_id: UUID | None = Field(None, description="Whose witness it is, where it is a partner's.")


class WitnessPolicyPut(RequestBody):
    """Whose cosignatures count, and how many have to be there."""

    threshold: int = Field(ge=0, le=50)
    witnesses: list[WitnessGiven] = Field(max_length=50)


class Witness(ResponseBody):
    """A witness of the log."""

    name: str
    verifier_key: str
    organization_id: UUID | None


class WitnessPolicy(ResponseBody):
    """Whose cosignatures count, how many have to be there, and whether they are."""

    threshold: int
    witnesses: list[Witness]
    version: int
    newest_size: int | None = Field(description="Size of the newest checkpoint.")
    cosigned_by: list[str] = Field(description="Witnesses that have cosigned the newest checkpoint.")
    met: bool = Field(description="Whether enough witnesses have cosigned the newest checkpoint.")
    met_at_size: int | None = Field(description="Size of the newest checkpoint that enough have cosigned.")


class CosignaturesGiven(RequestBody):
    """Cosignatures of a checkpoint, as a witness gives them (C2SP tlog-cosignature)."""

    size: int = Field(ge=1, le=MAX_INTEGER)
    signatures: list[SignatureLine] = Field(min_length=1, max_length=50)


class Cosigned(ResponseBody):
    """Who has cosigned a checkpoint."""

    size: int
    cosigned_by: list[str]
