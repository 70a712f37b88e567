"""What tests need to govern an initiative: forums, seats, a mandate, decisions carried to their end."""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from tests.kit import Actor, Field, World

MAJORITY: dict[str, Any] = {"name": "majority"}
CONSENT: dict[str, Any] = {"name": "consent"}
BALANCED: dict[str, Any] = {"name": "sector_balanced", "sectors_required": 2}
HALF: dict[str, Any] = {"share": {"numerator": 1, "denominator": 2}}


def in_hours(hours: float) -> str:
    """A moment to come, as the API takes it."""
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def on_day(days: int) -> str:
    """A day to come, or past."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


async def form(by: Actor, kind: str, **more: Any) -> str:
    """Form a forum without notice; answers its id."""
    body = {
        "kind": kind,
        "name": {"he": kind},
        "method": MAJORITY,
        "quorum": HALF,
        "notice_hours": 0,
        **more,
    }
    return str((await by.created("registry/forums", body))["id"])


async def seat(by: Actor, forum_id: str, *holders: Actor, role: str = "member", **more: Any) -> list[str]:
    """Propose people for seats, which they accept; answers the seats' ids."""
    seats = []
    for holder in holders:
        body = {"person_id": holder.person_id, "role": role, **more}
        if holder.organization_id:
            body.setdefault("organization_id", holder.organization_id)
        proposed = await by.created(f"registry/forums/{forum_id}/members", body)
        accepted = await holder.post(f"registry/forums/{forum_id}/members/{proposed['id']}/accept")
        assert accepted.status_code == 200, accepted.text
        seats.append(str(proposed["id"]))
    return seats


def question(forum_id: str, kind: str = "own_matter", **more: Any) -> dict[str, Any]:
    """A decision to draft."""
    asked = {"forum_id": forum_id, "kind": kind, "question": {"he": "האם?"}, "closes_at": in_hours(72)}
    return {**asked, **more}


async def draft(by: Actor, forum_id: str, kind: str = "own_matter", **more: Any) -> str:
    """Draft a decision; answers its id."""
    return str((await by.created("agenda/decisions", question(forum_id, kind, **more)))["id"])


async def opened(by: list[Actor], decision_id: str) -> dict[str, Any]:
    """Open a decision by the support of as many as it takes."""
    for actor in by:
        response = await actor.post(f"agenda/decisions/{decision_id}/open")
        assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    assert body["status"] == "open"
    return body


async def cast(voter: Actor, decision_id: str, choice: str, *, voter_id: str = "", **more: Any) -> None:
    """Cast a ballot, as a person or for an organization."""
    path = f"agenda/decisions/{decision_id}/ballots/{voter_id or voter.person_id}"
    response = await voter.put(path, {"choice": choice, **more})
    assert response.status_code == 200, response.text


async def closed(by: Actor, decision_id: str) -> dict[str, Any]:
    """Close a decision by hand; answers it."""
    response = await by.post(f"agenda/decisions/{decision_id}/close")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def make_due(database: asyncpg.Connection, decision_id: str) -> None:
    """Let the time of a decision be over, as if it had passed."""
    await database.execute(
        "UPDATE agenda.decision SET closes_at = now() - interval '1 second' WHERE id = $1::text::uuid",
        decision_id,
    )


async def partner(world: World, field: Field, name: str, sector: str) -> Actor:
    """Somebody who represents another partner."""
    organization = await field.facilitator.created(
        "registry/organizations", {"name": {"he": name}, "sector": sector}
    )
    change = {"to": "partner", "reason": {"he": "הצטרפו"}}
    await field.facilitator.created(f"registry/organizations/{organization['id']}/stage-changes", change)
    return await world.add_person(field.facilitator, f"נציגת {name}", organization["id"])


@dataclass
class Governed:
    """An initiative with a network and a seated steering committee of three; the backbone is a fourth."""

    field: Field
    network: str
    committee: str
    members: list[Actor]
    """The committee: the founder, in the chair; two partners of other sectors."""
    holder: Actor
    """Speaks for the organization that holds the mandate or would."""
    mandates: list[str] = dataclasses.field(default_factory=list)

    @property
    def chair(self) -> Actor:
        return self.members[0]

    async def decide(self, kind: str, choices: list[str] | None = None, **more: Any) -> dict[str, Any]:
        """Carry a decision of the committee to its end; all say yes unless told otherwise."""
        decision_id = await draft(self.chair, self.committee, kind, **more)
        await opened([self.chair], decision_id)
        consenting = more.get("method", MAJORITY)["name"] == "consent"
        for member, choice in zip(self.members, choices or self._everybody(consenting), strict=True):
            reason = {"he": "יש בזה נזק"} if choice == "object" else None
            await cast(member, decision_id, choice, reason=reason)
        return await closed(self.chair, decision_id)

    @staticmethod
    def _everybody(consenting: bool) -> list[str]:
        return ["consent" if consenting else "yes"] * 3

    async def grant(self, *, starts: int = 0, ends: int = 365) -> str:
        """Have the committee grant the holder's organization the mandate; answers its id."""
        mandate_id = await propose_mandate(self.chair, self.holder.organization_id, starts, ends)
        decision = await self.decide("mandate", subject={"mandate_id": mandate_id}, method=CONSENT)
        assert decision["outcome"] == "adopted"
        self.mandates.append(mandate_id)
        return mandate_id


async def propose_mandate(by: Actor, organization_id: str, starts: int = 0, ends: int = 365) -> str:
    """Propose an organization as backbone; answers the mandate's id."""
    body = {
        "organization_ids": [organization_id],
        "backbone_type": "existing_nonprofit",
        "roles": ["convene_engage", "dialogue_trust"],
        "starts_on": on_day(starts),
        "ends_on": on_day(ends),
    }
    return str((await by.created("registry/mandates", body))["id"])


async def govern(world: World, field: Field) -> Governed:
    """Form the network and the committee, which the founding partner seats in the network."""
    founder = field.founder
    change = {"to": "partner", "reason": {"he": "הצטרפו"}}
    path = f"registry/organizations/{field.partner.organization_id}/stage-changes"
    await field.facilitator.created(path, change)
    others = [field.partner, await partner(world, field, "משרד הרווחה", "public")]
    holder = await partner(world, field, "ארגון שדרה", "nonprofit")
    network = await form(founder, "network")
    committee = await form(founder, "steering_committee")
    seats = await seat(founder, committee, founder, role="chair")
    seats += await seat(founder, committee, *others)
    decision_id = await draft(founder, network, "seats", subject={"forum_id": committee, "seat_ids": seats})
    await opened([founder, field.partner], decision_id)
    await cast(founder, decision_id, "yes", voter_id=founder.organization_id)
    assert (await closed(founder, decision_id))["outcome"] == "adopted"
    return Governed(field, network, committee, [founder, *others], holder)
