"""Bodies of secret ballots as they were published."""

from uuid import UUID

from pydantic import Field

from services.agenda.ballots.schemas import Said
from services.agenda.decisions.events import VoterSector


class PublishedBallot(Said):
    """A secret ballot, as it was published at the closing of its decision: nothing tells whose it is."""

    receipt: UUID = Field(description="Whoever cast it was given this in the answer to casting it.")
    sector: VoterSector | None = Field(description="Of `sector_balanced`, which asks what each sector says.")
