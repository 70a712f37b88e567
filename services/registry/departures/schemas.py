"""Body of the departures' API; what it answers is the person."""

from pydantic import Field

from shared.http.bodies import RequestBody
from shared.localization.texts import LocalizedText


class DepartureCreate(RequestBody):
    """That a person leaves, and perhaps why."""

    reason: LocalizedText | None = Field(None, description="For facilitators only.")
