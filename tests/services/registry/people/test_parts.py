"""In what way people take part: auditors are the founders' to name, and read the log and nothing else."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from shared.standing import Standing
from tests.kit import Actor, Field, World
from tests.shared.operations import within_an_initiative

# What whoever takes part as an auditor may call: lines and exports of the log.
OPEN_TO_AUDITORS = {
    "list_events",
    "stream_events",
    "export_log",
    "export_openings",
    "read_story",
    "read_story_page",
    "get_checkpoint",
    "get_tile",
    "get_entry_bundle",
    "get_inclusion_proof",
    "get_consistency_proof",
    "get_proof_file",
    "get_witness_policy",
    "make_stream_link",
    "list_stream_links",
    "get_stream_link",
    "revoke_stream_link",
    "add_cosignatures",  # witnessing is what somebody who audits does with a checkpoint
}


@pytest.fixture
async def auditor(world: World, field: Field) -> Actor:
    return await world.add_person(field.founder, "מבקרת", part="auditor")


async def test_people_take_part_as_participants_unless_said_otherwise(world: World, field: Field) -> None:
    path = f"registry/people/{field.partner.person_id}"
    assert (await field.partner.get(path)).json()["part"] == "participant"
    member = await world.add_person(field.facilitator, "בת הקהילה", part="community_member")
    shown = await member.get(f"registry/people/{member.person_id}")
    assert (shown.json()["part"], shown.json()["left_at"]) == ("community_member", None)
    newest = (await field.partner.get("events/events", params={"types": "registry.person.joined"})).json()
    assert newest["items"][-1]["event"]["data"]["part"] == "community_member"


async def test_auditors_are_added_by_founders_and_not_by_those_they_look_at(field: Field) -> None:
    body: dict[str, Any] = {"name": {"he": "מבקרת"}, "part": "auditor"}
    for other in (field.facilitator, field.operator):
        refused = await other.post("registry/people", body)
        assert (refused.status_code, refused.json()["code"]) == (403, "auditors-by-founders")
    assert (await field.founder.created("registry/people", body))["part"] == "auditor"


async def test_auditors_are_sent_off_and_taken_back_by_founders_alone(field: Field, auditor: Actor) -> None:
    person = f"registry/people/{auditor.person_id}"
    refused = await field.facilitator.post(f"{person}/departure", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "auditors-by-founders")
    assert (await auditor.get("events/events")).status_code == 200
    assert (await field.founder.post(f"{person}/departure", {})).status_code == 200
    assert (await auditor.get("events/events")).status_code == 404
    assert (await field.facilitator.post(f"{person}/return")).json()["code"] == "auditors-by-founders"
    assert (await field.founder.post(f"{person}/return")).status_code == 200
    assert (await auditor.get("events/events")).status_code == 200


async def test_an_auditor_reads_and_witnesses_the_log_and_does_nothing_else(
    field: Field, auditor: Actor
) -> None:
    known = {"person_id": auditor.person_id, "organization_id": field.partner.organization_id}
    let_in = set()
    for operation in within_an_initiative():
        body: dict[str, Any] | None = None if operation.method == "GET" else {}
        answered = await auditor.call(operation.method, operation.address(field.id, **known), json=body)
        if answered.status_code not in (401, 403):  # some only links open, which no token does
            let_in.add(operation.name)
    assert let_in == OPEN_TO_AUDITORS


async def test_an_auditor_opens_no_value(world: World, field: Field, auditor: Actor) -> None:
    await world.add_person(field.facilitator, "רות", email="ruth@example.org")
    log = (await auditor.get("events/events", params={"types": "registry.person.joined"})).text
    assert "ruth@example.org" not in log
    assert "רות" not in log


async def test_an_alternate_may_act_for_a_representative_and_is_none(world: World, field: Field) -> None:
    person = await world.add_person(field.facilitator, "ממלאת מקום")
    path = f"registry/people/{person.person_id}/affiliations"
    founding = {"organization_id": field.founder.organization_id}
    both = await field.facilitator.post(path, {**founding, "represents": True, "alternate": True})
    assert [error["code"] for error in both.json()["errors"]] == ["alternate_represents"]
    added = await field.facilitator.post(path, {**founding, "alternate": True})
    (affiliation,) = added.json()["affiliations"]
    assert (affiliation["represents"], affiliation["alternate"]) == (False, True)
    organization = {"name": {"he": "ארגון"}, "sector": "other"}
    assert (await person.post("registry/organizations", organization)).status_code == 403


async def test_organizations_name_their_alternates_and_representatives_themselves(
    world: World, field: Field
) -> None:
    mine, theirs = field.partner.organization_id, field.founder.organization_id
    person = await world.add_person(field.facilitator, "ממלאת מקום")
    path = f"registry/people/{person.person_id}/affiliations"
    # Of their own organization, and of no other.
    assert (await field.partner.post(path, {"organization_id": theirs})).json()["code"] == "forbidden"
    added = await field.partner.post(path, {"organization_id": mine, "alternate": True})
    (affiliation,) = added.json()["affiliations"]
    assert (affiliation["organization_id"], affiliation["alternate"]) == (mine, True)
    # An alternate names nobody.
    assert (await person.post(path, {"organization_id": mine})).json()["code"] == "forbidden"
    founders = await field.facilitator.post(path, {"organization_id": theirs})
    other = next(one for one in founders.json()["affiliations"] if one["organization_id"] == theirs)
    ending = {"until": "2020-12-31"}
    assert (await field.partner.post(f"{path}/{other['id']}/end", ending)).json()["code"] == "forbidden"
    nothing = await field.partner.post(f"{path}/{person.person_id}/end", ending)
    assert nothing.status_code == 404
    assert (await field.partner.post(f"{path}/{affiliation['id']}/end", ending)).status_code == 200
    # Staff do not speak for the organization, whom else they represent.
    appointed = {"person_id": field.partner.person_id, "role": "data_analyst"}
    await field.founder.created("registry/staff", appointed)
    refused = await field.partner.post(path, {"organization_id": mine, "represents": True})
    assert refused.json()["code"] == "forbidden"


async def test_every_service_knows_for_whom_somebody_is_an_alternate_until_it_ends(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    person = await world.add_person(field.facilitator, "ממלאת מקום")
    path = f"registry/people/{person.person_id}/affiliations"
    organization = field.partner.organization_id
    added = await field.facilitator.post(path, {"organization_id": organization, "alternate": True})
    reads = {"registry": "people", "agenda": "voices", "metrics": "indicators", "events": "events"}
    for service, list_of in reads.items():
        assert (await person.get(f"{service}/{list_of}")).status_code == 200
        standing = await standing_in(database, service, person)
        assert (standing.alternate_for, standing.represents) == (frozenset({UUID(organization)}), frozenset())
    (affiliation,) = added.json()["affiliations"]
    await field.facilitator.post(f"{path}/{affiliation['id']}/end", {"until": "2020-12-31"})
    for service, list_of in reads.items():
        assert (await person.get(f"{service}/{list_of}")).status_code == 200
        assert not (await standing_in(database, service, person)).alternate_for


async def standing_in(database: asyncpg.Connection, service: str, person: Actor) -> Standing:
    rows = await database.fetch(
        f"SELECT to_jsonb(fact)::text AS fact FROM {service}.standing_fact fact"
        " WHERE initiative_id = $1::text::uuid AND subject_id = $2::text::uuid",
        person.initiative_id,
        person.person_id,
    )
    facts = [json.loads(row["fact"]) for row in rows]
    standing = Standing.of(UUID(person.person_id), facts, datetime.now(UTC).date())
    assert standing is not None
    return standing
