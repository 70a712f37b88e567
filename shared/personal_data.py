"""What any service adds to the export of a person's data: values of its events, refusals by the charter.

Each service exports its own part, and each slice says in its service's `personal_data` what it holds.
"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from pydantic import Field

from shared.commands import Caller
from shared.database.statements import Statement
from shared.eventlog.event_types import Audience
from shared.eventlog.tables import openings
from shared.http.bodies import ResponseBody
from shared.http.problems import Forbidden, OpenTo

MOST = 2000
"""Items of one kind in an export; what is beyond is read from the lists and the log."""


class LoggedValue(ResponseBody):
    """A value in the log that is about the person."""

    position: int
    type: str = Field(description="The event's type.")
    field: str
    value: Any = Field(description="The value as it was recorded.")
    audience: str = Field(description="Who may open it.")


class CharterRefusalOfPerson(ResponseBody):
    """That the charter refused something the person asked for; the log does not say who it was."""

    rule: str
    refused_at: datetime


class PersonalDataPart(ResponseBody):
    """What the export of every service holds."""

    person_id: UUID
    charter_refusals: list[CharterRefusalOfPerson]
    logged_values: list[LoggedValue] = Field(description="In the log's order.")
    complete: bool = Field(description=f"False where there are more than {MOST} items of one kind.")


def may_export(caller: Caller, person_id: UUID) -> None:
    """Raises Forbidden for anybody but the person and facilitators."""
    if not (caller.facilitates or caller.person_id == person_id):
        raise Forbidden(OpenTo.THEMSELF, OpenTo.FACILITATORS)


class LoggedPersonalData:
    """Reads what a service's own events and refusals hold of a person."""

    def __init__(self, service: str) -> None:
        refusals = sa.table(
            "charter_refusal",
            sa.column("initiative_id", sa.Uuid),
            sa.column("person_id", sa.Uuid),
            sa.column("rule", sa.Text),
            sa.column("refused_at", sa.DateTime(timezone=True)),
            schema=service,
        )
        initiative = sa.bindparam("initiative", type_=sa.Uuid)
        person = sa.bindparam("person", type_=sa.Uuid)
        self._values = Statement(
            sa.select(
                openings.c.position, openings.c.type, openings.c.field, openings.c.value, openings.c.audience
            )
            .where(
                openings.c.initiative_id == initiative,
                openings.c.type.startswith(f"{service}.", autoescape=True),
                person == sa.any_(openings.c.persons),
                # A value about somebody that is for those concerned, and they are none of these any more
                # (staff who recorded something confidential between others), is not theirs to have.
                sa.or_(
                    openings.c.audience != Audience.CONCERNED.value, person == sa.any_(openings.c.readers)
                ),
            )
            .order_by(openings.c.position, openings.c.field)
            .limit(MOST + 1)
        )
        self._refusals = Statement(
            sa.select(refusals.c.rule, refusals.c.refused_at)
            .where(refusals.c.initiative_id == initiative, refusals.c.person_id == person)
            .order_by(refusals.c.rule)
        )

    async def read(
        self, connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID
    ) -> dict[str, Any]:
        """The fields of PersonalDataPart."""
        values = await self._values.all(connection, initiative=initiative_id, person=person_id)
        refusals = await self._refusals.all(connection, initiative=initiative_id, person=person_id)
        return {
            "person_id": person_id,
            "charter_refusals": [dict(row) for row in refusals],
            "logged_values": [{**row, "value": json.loads(row["value"])} for row in values[:MOST]],
            "complete": len(values) <= MOST,
        }
