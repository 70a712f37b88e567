"""Citing from everywhere: sources, statements somebody stands by, context events; alike in every service."""

from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from services.agenda.citations.schemas import AgendaCitingKind
from services.metrics.citations.schemas import MetricsCitingKind
from services.registry.citations.schemas import RegistryCitingKind
from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

TEXT = {"he": "נשים ערביות ממתינות זמן כפול."}
INDICATOR = {
    "code": "waiting_time",
    "name": {"he": "זמן המתנה"},
    "definition": TEXT,
    "level": "population",
    "direction": "lower_is_better",
    "aggregation": "sum",
    "period_type": "yearly",
}


async def citable(field: Field) -> dict[str, str]:
    """One of each kind that can be cited, and a statement that nobody stands by yet."""
    source = await field.partner.created("registry/sources", {"kind": "study", "title": {"he": "סקר"}})
    said = {"kind": "support", "matter": {"he": "הקו"}, "text": TEXT, "stated_on": "2026-03-08"}
    said["organization_id"] = field.partner.organization_id
    statement = await field.partner.created("registry/statements", said)
    awaited = await field.facilitator.created("registry/statements", {**said, "source_ids": [source["id"]]})
    war = {"kind": "war", "title": {"he": "המלחמה"}, "starts_on": "2023-10-07"}
    event = await field.facilitator.created("registry/context-events", war)
    return {
        "source": source["id"],
        "statement": statement["id"],
        "context_event": event["id"],
        "awaited": awaited["id"],
    }


async def citing(field: Field) -> dict[str, tuple[str, str]]:
    """One thing of each service that can cite, by its service: its kind and id."""
    activity = {"title": {"he": "קו חירום"}, "lead_organization_id": field.partner.organization_id}
    indicator = await field.partner.created("metrics/indicators", INDICATOR)
    return {
        "registry": ("organization", field.partner.organization_id),
        "agenda": ("activity", (await field.partner.created("agenda/activities", activity))["id"]),
        "metrics": ("indicator", indicator["id"]),
    }


def cite(by: tuple[str, str], kind: str, cited: str, **more: Any) -> dict[str, Any]:
    return {"citing_kind": by[0], "citing_id": by[1], "cited_kind": kind, "cited_id": cited, **more}


async def test_every_service_cites_what_serves_and_shows_where_it_is_cited(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    things, cited_by = await citable(field), await citing(field)
    bystander = await world.add_person(field.facilitator, "שכן")
    for service, by in cited_by.items():
        path = f"{service}/citations"
        passage = {"passage": {"he": "עמ׳ 12"}}
        made = await field.partner.created(path, cite(by, "source", things["source"], **passage))
        assert (made["citing_kind"], made["cited_kind"], made["passage"]) == (
            by[0],
            "source",
            passage["passage"],
        )
        assert made["cited_by"] == field.partner.person_id
        for kind in ("statement", "context_event"):
            await field.facilitator.created(path, cite(by, kind, things[kind]))
        refusals = {
            "cited-already": cite(by, "source", things["source"]),
            "not-citable": cite(by, "statement", things["awaited"]),
            "nothing-that-cites": cite((by[0], str(uuid4())), "source", things["source"]),
        }
        for code, body in refusals.items():
            refused = await field.partner.post(path, body)
            assert (refused.json()["code"], refused.status_code) == (code, 409 if "already" in code else 422)
        # By its own kind only: a source is no statement.
        other = await field.partner.post(path, cite(by, "statement", things["source"]))
        assert other.json()["code"] == "not-citable"
        here = await bystander.get(path, params={"cited_id": things["source"]})
        assert [one["id"] for one in here.json()["items"]] == [made["id"]]
        of_it = await bystander.get(path, params={"citing_id": by[1], "cited_kind": "statement"})
        assert [one["cited_id"] for one in of_it.json()["items"]] == [things["statement"]]
        exported = await field.partner.get(f"{service}/people/{field.partner.person_id}/personal-data")
        assert exported.json()["citations"] == [made]
        # Whoever cited it takes it back, and facilitators.
        assert (await bystander.post(f"{path}/{made['id']}/withdraw")).status_code == 403
        by_another = of_it.json()["items"][0]["id"]
        assert (await field.partner.post(f"{path}/{by_another}/withdraw")).status_code == 403
        assert (await field.facilitator.post(f"{path}/{made['id']}/withdraw")).status_code == 204
        assert (await field.facilitator.post(f"{path}/{made['id']}/withdraw")).status_code == 404
        told = await all_events(field.founder, types=f"{service}.citation.*")
        assert [one["event"]["type"].rpartition(".")[2] for one in told] == [*["added"] * 3, "withdrawn"]

    # The thread leads from what is cited to what rests on it.
    trace = (await field.founder.get(f"agenda/trace/statement/{things['statement']}")).json()
    assert [(link["to_kind"], link["to_id"]) for link in trace["led_to"]] == [cited_by["agenda"]]
    back = (await field.founder.get(f"agenda/trace/activity/{cited_by['agenda'][1]}")).json()
    assert {link["from_kind"] for link in back["rests_on"]} == {"statement", "context_event"}

    # What is denied or withdrawn is cited nowhere anew; where it is cited, it stays.
    await field.partner.post(f"registry/statements/{things['awaited']}/confirm")
    await field.partner.post(f"registry/statements/{things['statement']}/withdraw", {})
    await field.partner.post(f"registry/sources/{things['source']}/withdraw")
    for service, by in cited_by.items():
        for kind, name in (("source", "source"), ("statement", "statement")):
            late = await field.founder.post(f"{service}/citations", cite(by, kind, things[name]))
            assert late.json()["code"] == "not-citable"
        now = await field.founder.post(f"{service}/citations", cite(by, "statement", things["awaited"]))
        assert now.status_code == 201
        assert len((await bystander.get(f"{service}/citations")).json()["items"]) == 3

    for service in cited_by:
        await erase(world, field.founder, in_service=service)
        left = f"SELECT count(cited_by) FROM {service}.citation WHERE cited_by = $1::text::uuid"
        assert await database.fetchval(left, field.founder.person_id) == 0


async def test_a_section_cites_statements_but_is_not_grounded_in_what_happened_outside(field: Field) -> None:
    things = await citable(field)
    section = {"kind": "problem", "title": {"he": "הבעיה"}, "text": TEXT}

    async def drafted(by: Actor, *cited: str) -> Any:
        return await by.post("agenda/agenda/sections", {**section, "cites_sources": list(cited)})

    assert (await drafted(field.partner, things["awaited"])).json()["code"] == "source-not-citable"
    outside = await drafted(field.facilitator, things["context_event"])
    assert outside.status_code == 403
    assert outside.json()["type"].endswith("agenda-belongs-to-partners")
    both = await drafted(field.facilitator, things["context_event"], things["statement"])
    assert both.status_code == 201, both.text
    trace = (await field.founder.get(f"agenda/trace/section/{both.json()['id']}")).json()
    assert {link["from_kind"] for link in trace["rests_on"]} == {"statement", "context_event"}


async def test_what_an_assessment_rests_on_is_for_facilitators(field: Field) -> None:
    things = await citable(field)
    path = f"registry/organizations/{field.partner.organization_id}/assessments"
    made = await field.facilitator.created(path, {"influence": 4, "interest": 3, "impact": 2, "stance": 1})
    of_assessment = cite(("assessment", made["id"]), "source", things["source"])
    refused = await field.partner.post("registry/citations", of_assessment)
    assert refused.json()["code"] == "nothing-that-cites"
    cited = await field.facilitator.created("registry/citations", of_assessment)
    assert (await field.partner.get("registry/citations")).json()["items"] == []
    assert (await field.partner.post(f"registry/citations/{cited['id']}/withdraw")).status_code == 404
    assert len((await field.facilitator.get("registry/citations")).json()["items"]) == 1
    parties = [{"organization_id": one.organization_id} for one in (field.partner, field.founder)]
    talk = {"type": "conflict", "parties": parties, "confidential": True}
    secret = await field.partner.created("registry/interactions", talk)
    hidden = cite(("interaction", secret["id"]), "source", things["source"])
    assert (await field.partner.post("registry/citations", hidden)).json()["code"] == "nothing-that-cites"


@pytest.mark.parametrize("kinds", [RegistryCitingKind, AgendaCitingKind, MetricsCitingKind])
async def test_whatever_kind_it_is_nothing_cites_that_is_not_there(field: Field, kinds: Any) -> None:
    service = kinds.__name__.removesuffix("CitingKind").lower()
    source = await field.partner.created("registry/sources", {"kind": "study", "title": {"he": "סקר"}})
    for kind in kinds:
        body = cite((kind.value, str(uuid4())), "source", source["id"])
        refused = await field.facilitator.post(f"{service}/citations", body)
        assert (refused.status_code, refused.json()["code"]) == (422, "nothing-that-cites")
