"""Delivering: what a receiver gets, in what order, how often, and what its owner sees of it."""

from tests.kit import Field, World
from tests.services.events.webhooks.receiver import (
    deliver,
    deliveries,
    dispatching,
    endpoint,
    happen,
    receiving,
    subscribed,
)


async def test_what_happens_arrives_once_in_the_log_s_order_with_its_position(
    world: World, field: Field
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"], ordered=True)
        await happen(field, 5)
        await deliver(dispatcher)
        await deliver(dispatcher)
        listed = await field.partner.get("events/events", params={"types": "agenda.*"})
        logged = listed.json()["items"]
        assert receiver.positions == [item["position"] for item in logged]
        assert [one.id for one in receiver.events] == [item["event"]["id"] for item in logged]
        assert [one["status"] for one in await deliveries(field, created)] == [
            "challenge" and "delivered"
        ] * 6
        assert (await endpoint(field, created))["waiting"] == 0
