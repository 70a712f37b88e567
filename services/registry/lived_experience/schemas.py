"""Bodies of the lived experience's API. Without a version: a tag would tell others that it changed."""

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody


class LivedExperienceDeclare(RequestBody):
    """What a person says of themself."""

    declared: bool | None = Field(
        description="Whether one has lived through what the initiative is about; null takes back any answer."
    )


class LivedExperience(ResponseBody):
    """What a person has said of themself."""

    declared: bool | None = Field(description="Null where the person has not said.")
