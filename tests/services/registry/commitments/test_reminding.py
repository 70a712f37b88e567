"""Reminding the sides of commitments: once a week before, once when the day is past."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from services.registry.commitments.events import Reminder
from services.registry.commitments.reminding import due
from services.registry.worker import Reminders
from shared.database.address import Address
from shared.database.pool import Database
from tests.governing import on_day
from tests.kit import Field, World
from tests.services.ending.ends import end_in
from tests.services.events.workers import all_events


@pytest.fixture
async def reminders(world: World) -> AsyncIterator[Reminders]:
    dsn = Address.of(world.settings).service_dsn(world.settings, "registry")
    database = await Database.connect(dsn, world.settings, size=4)
    try:
        yield Reminders(database)
    finally:
        await database.close()


def test_no_day_is_both_due_soon_and_overdue() -> None:
    today = date(2026, 11, 25)
    soon, overdue = (due(kind, today) for kind in (Reminder.DUE_SOON, Reminder.OVERDUE))
    assert soon == (today, today + timedelta(days=8))
    assert overdue[1] == today


async def promised(field: Field, days: int) -> str:
    body = {
        "by": {"organization_id": field.partner.organization_id},
        "to": {"organization_id": field.founder.organization_id},
        "text": {"he": "נתונים"},
        "due_on": on_day(days),
    }
    return str((await field.partner.created("registry/commitments", body))["id"])


async def test_nobody_is_reminded_in_an_initiative_that_has_ended(
    world: World, field: Field, reminders: Reminders
) -> None:
    await promised(field, 3)
    await end_in(world, field.id)
    while await reminders.remind_next():
        pass
    assert await all_events(field.partner, types="registry.commitment.reminded") == []


async def test_each_side_is_reminded_once_of_what_waits(field: Field, reminders: Reminders) -> None:
    soon, later, over, long_over = [await promised(field, days) for days in (3, 30, -2, -60)]
    kept, withdrawn = await promised(field, 2), await promised(field, 2)
    for side, actor in (("by", field.partner), ("to", field.founder)):
        said = await actor.put(f"registry/commitments/{kept}/views/{side}", {"outcome": "kept"})
        assert said.status_code == 200
    assert (await field.partner.post(f"registry/commitments/{withdrawn}/withdraw")).status_code == 200
    for _ in range(2):
        while any(await asyncio.gather(*(reminders.remind_next() for _ in range(3)))):
            pass
    told = [
        one["event"]["data"] for one in await all_events(field.partner, types="registry.commitment.reminded")
    ]
    assert sorted((one["commitment_id"], one["kind"]) for one in told) == sorted(
        [(soon, "due_soon"), (over, "overdue")]
    )
    assert {one["to_organization_id"] for one in told} == {field.founder.organization_id}
    assert later not in str(told)
    assert long_over not in str(told)
