"""Mandates and commitments as of both times, with what partners and sides said of them then."""

from typing import Any

import asyncpg
import pytest

from tests.governing import Governed, govern, on_day
from tests.kit import Actor, World
from tests.services.erasing import erase
from tests.services.registry.history.test_history import answered, now

TEXT = {"he": "נשלח את הנתונים."}
NOTE = {"he": "הגיע באיחור."}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


class Replay:
    """What lists and single things answered after each change."""

    def __init__(self, reader: Actor, paths: list[str]) -> None:
        self._reader, self._paths = reader, paths
        self.seen: list[tuple[str, list[Any]]] = []

    async def look(self) -> None:
        # Reading waits for what another service decided: the moment comes after it.
        bodies = await answered(self._reader, self._paths, "")
        self.seen.append((now(), bodies))

    async def compare(self) -> None:
        """Every moment's view is what was answered then; no two of them are the same."""
        assert len({str(bodies) for _, bodies in self.seen}) == len(self.seen)
        for moment, bodies in self.seen:
            assert await answered(self._reader, self._paths, f"known_at={moment}") == bodies
        # A day that goes on holds what is recorded now.
        assert await answered(self._reader, self._paths[-1:], f"as_of={on_day(0)}") == bodies[-1:]


async def test_mandates_and_the_answers_of_carriers_at_every_moment(governed: Governed) -> None:
    chair, carrier = governed.chair, governed.members[1]
    body = {
        "organization_ids": [governed.holder.organization_id],
        "backbone_type": "existing_nonprofit",
        "roles": ["convene_engage"],
        "authority": TEXT,
        "carriers": [{"organization_id": carrier.organization_id, "roles": ["dialogue_trust"]}],
        "starts_on": on_day(-3),
        "ends_on": on_day(30),
    }
    before = now()
    proposed = (await chair.created("registry/mandates", body))["id"]
    path = f"registry/mandates/{proposed}"
    replay = Replay(
        governed.holder, ["registry/mandates?limit=200", "registry/mandates?status=proposed", path]
    )
    await replay.look()
    for answer in ("carry", "decline"):
        said = await carrier.post(f"{path}/carriers/{carrier.organization_id}/{answer}")
        assert said.status_code == 200, said.text
        await replay.look()
    assert (await chair.post(f"{path}/withdraw")).status_code == 200
    await replay.look()
    granted = await governed.grant(starts=-2, ends=365)
    await replay.look()
    await replay.compare()

    async def in_force(query: str) -> list[str]:
        items = (await chair.get(f"registry/mandates?{query}")).json()["items"]
        assert all(one["in_force"] for one in items)
        return [one["id"] for one in items]

    # On its days alone; before it was granted nobody knew it would be.
    held = [await in_force(f"as_of={on_day(day)}") for day in (-3, -2, 0, 365, 366)]
    assert held == [[], [granted], [granted], [granted], []]
    assert await in_force(f"as_of={on_day(0)}&known_at={replay.seen[3][0]}") == []
    assert (await chair.get(f"registry/mandates?status=withdrawn&as_of={on_day(0)}")).json()["items"] == []
    one = f"registry/mandates/{granted}"
    shown = [(await chair.get(f"{one}?as_of={on_day(day)}")).json()["in_force"] for day in (-3, -2, 366)]
    assert shown == [False, True, False]
    assert (await chair.get(f"{one}?known_at={replay.seen[3][0]}")).status_code == 404
    assert (await chair.get(f"{path}?known_at={before}")).status_code == 404


async def test_commitments_and_what_the_sides_said_at_every_moment(
    world: World, governed: Governed, database: asyncpg.Connection
) -> None:
    by, to = governed.members[1], governed.members[2]
    sides = {
        "by": {"person_id": by.person_id, "organization_id": by.organization_id},
        "to": {"organization_id": to.organization_id},
    }
    before = now()
    made = await by.created("registry/commitments", {**sides, "text": TEXT, "due_on": on_day(3)})
    path = f"registry/commitments/{made['id']}"
    of_side = f"registry/commitments?by_organization_id={by.organization_id}&limit=200"
    replay = Replay(
        governed.holder, ["registry/commitments?limit=200", "registry/commitments?status=open", of_side, path]
    )
    await replay.look()

    async def says(actor: Actor, side: str, outcome: str, **more: Any) -> None:
        said = await actor.put(f"{path}/views/{side}", {"outcome": outcome, **more})
        assert said.status_code == 200, said.text
        await replay.look()

    await says(by, "by", "kept", note=NOTE)
    await says(to, "to", "not_kept", note=NOTE)
    await says(to, "to", "kept")
    day = {"due_on": on_day(20), "reason": TEXT}
    asked = await by.created(f"{path}/renegotiations", day)
    # What both said of the earlier day counts no longer, and was said.
    assert (await to.post(f"{path}/renegotiations/{asked['id']}/accept")).status_code == 200
    await replay.look()
    await says(to, "to", "not_kept", note=NOTE)
    assert (await to.post(f"{path}/withdraw")).status_code == 200
    await replay.look()
    await replay.compare()
    assert (await by.get(f"{path}?known_at={before}")).status_code == 404
    assert (await by.get(f"{path}?as_of={on_day(-1)}")).status_code == 404
    first = await by.get(f"registry/commitments?of_backbone=true&as_of={on_day(0)}")
    assert (first.status_code, first.json()["code"]) == (422, "backbone-is-of-now")
    # Erased is who promised, and what they said, at every moment; what the other side said stays.
    await erase(world, by, in_service="registry")
    left = "SELECT count(*) FROM registry.recorded WHERE strpos(state::text, $1) > 0"
    assert await database.fetchval(left, by.person_id) == 0
    for moment, bodies in replay.seen:
        then = (await to.get(f"{path}?known_at={moment}")).json()
        assert (then["by"]["person_id"], then["text"], then["recorded_by"]) == (None, None, None)
        assert then["status"] == bodies[-1]["status"]
        for view, seen in zip(then["views"], bodies[-1]["views"], strict=True):
            own = view["side"] == "by"
            assert view == (seen | {"note": None, "author_id": None} if own else seen)


async def test_since_when_they_are_known_is_said(governed: Governed, database: asyncpg.Connection) -> None:
    reader = governed.holder
    moment = now()
    later = "INSERT INTO registry.recording_begun VALUES ($1::text::uuid, now(), $2)"
    for resource in ("mandate", "commitment"):
        assert (await reader.get(f"registry/{resource}s?known_at={moment}")).status_code == 200
        await database.execute(later, reader.initiative_id, resource)
        for path in (f"{resource}s", f"{resource}s/{governed.network}"):
            refused = await reader.get(f"registry/{path}?known_at={moment}")
            assert (refused.status_code, refused.json()["code"]) == (422, "not-kept-then")
            refused = await reader.get(f"registry/{path}?known_at=2099-01-01T00:00:00Z")
            assert (refused.status_code, refused.json()["code"]) == (422, "moment-to-come")
    # The history of organizations is older.
    assert (await reader.get(f"registry/organizations?known_at={moment}")).status_code == 200
    # Mandates have days of their own; commitments hold from when they are recorded.
    assert (await reader.get(f"registry/mandates?as_of={on_day(-9)}")).status_code == 200
    refused = await reader.get(f"registry/commitments?as_of={on_day(-9)}")
    assert (refused.status_code, refused.json()["code"]) == (422, "not-kept-then")
