"""What an organization's system may: read what its scopes say, of its own initiative, until it is revoked."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.cli import load
from services.events.log import streaming
from shared.http.app import create_app
from shared.http.gateway import Gateway
from shared.settings import Settings
from tests.kit import Actor, Field, World
from tests.services.registry.integrations.systems import FIELD, LOG, ask, register, signed_in
from tests.shared.operations import operations, within_an_initiative

OPENS = {
    FIELD: {
        "get_initiative",
        "list_phase_transitions",
        "list_organizations",
        "get_organization",
        "list_groupings",
        "get_grouping",
        "list_grouped_organizations",
        "get_coverage",
        "list_context_events",
        "get_context_event",
        "list_coverage_targets",
        "list_seat_targets",
        "export_organizations",
        "export_ties",
        "export_network",
        "list_ties",
        "get_tie",
        "list_tie_corrections",
        "list_sources",
        "get_source",
        "list_voices",
        "get_voice",
        "get_voice_reactions",
        "get_agenda",
        "read_agenda_draft",
        "list_agenda_versions",
        "get_agenda_version",
        "read_agenda_version",
        "compare_agenda_versions",
        "list_activities",
        "get_activity",
        "get_plan",
        "trace_thread",
        "list_backbone_services",
        "get_backbone_service",
        "list_policy_options",
        "get_policy_option",
        "list_indicators",
        "get_indicator",
        "list_indicator_definitions",
        "get_completeness",
        "get_indicator_series",
        "get_observation",
        "get_observation_history",
        "get_observation_report",
        "list_indicator_limits",
        "list_indicator_positions",
        "list_observations",
        "list_publications",
        "list_targets",
        "list_forums",
        "get_forum",
        "get_forum_coverage",
        "list_engagement_activities",
        "get_engagement_activity",
        "get_reach",
        "list_mandates",
        "get_mandate",
        "get_backbone_state",
        "list_decisions",
        "get_decision",
        "get_decision_outcome",
        "list_published_ballots",
        "get_competences",
        "list_sections",
        "list_section_revisions",
        "get_section",
        "get_principle_templates",
    },
    LOG: {
        "list_events",
        "export_log",
        "export_openings",
        "read_story",
        "read_story_page",
        "get_checkpoint",
        "stream_events",
        "get_witness_policy",
        "add_cosignatures",
        "get_tile",
        "get_entry_bundle",
        "get_inclusion_proof",
        "get_consistency_proof",
        "get_proof_file",
    },
    "people:read": set(),
    "figures:report": {"report_observation", "correct_observation", "import_observations"},
    "webhooks:manage": {
        "list_webhook_endpoints",
        "create_webhook_endpoint",
        "get_webhook_endpoint",
        "change_webhook_endpoint",
        "remove_webhook_endpoint",
        "list_webhook_deliveries",
        "get_webhook_delivery",
        "replay_webhook_delivery",
        "pause_webhook_endpoint",
        "replay_webhook_events",
        "resume_webhook_endpoint",
        "rotate_webhook_secret",
        "get_webhook_statistics",
        "test_webhook_endpoint",
        "verify_webhook_endpoint",
    },
}
EVERYWHERE = (
    "registry/organizations",
    "agenda/voices",
    "metrics/indicators",
    "events/events",
    "events/export",
    "events/openings",
)


@asynccontextmanager
async def deployed(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The registry once more, with settings of its own."""
    gateway = Gateway({"registry": create_app(load("registry"), settings)}, {})
    transport = httpx.ASGITransport(gateway)
    async with (
        gateway.started(),
        httpx.AsyncClient(transport=transport, base_url="http://shidra.test") as http,
    ):
        yield http


async def opened_to(system: Actor) -> set[str]:
    """The operations within its initiative that do not refuse the system."""
    opened = set()
    for operation in within_an_initiative():
        answer = await system.call(operation.method, operation.address(system.initiative_id), json={})
        refused = 401 if operation.by_link_alone else 403
        if answer.status_code != refused:
            opened.add(operation.name)
    return opened


@pytest.mark.parametrize("scopes", [(FIELD,), (LOG,), (FIELD, LOG)])
async def test_a_system_reads_what_its_scopes_say_and_nothing_else(
    world: World, field: Field, scopes: tuple[str, ...]
) -> None:
    registered = await register(field.partner, field.partner.organization_id, *scopes)
    system = await signed_in(world, field.id, registered)
    assert await opened_to(system) == set().union(*(OPENS[scope] for scope in scopes))


def test_the_document_says_which_scope_opens_an_operation() -> None:
    document = json.loads((Path(__file__).parents[4] / "docs" / "openapi" / "shidra.json").read_text("utf-8"))
    said: dict[str, set[str]] = {scope: set() for scope in OPENS}
    for methods in document["paths"].values():
        for operation in methods.values():
            for way in operation.get("security", ()):
                for scope in way.get("clientCredentials", ()):
                    said[scope].add(operation["operationId"])
    assert said == OPENS
    flow = document["components"]["securitySchemes"]["clientCredentials"]["flows"]["clientCredentials"]
    assert set(flow["scopes"]) == set(said)


async def test_what_is_open_to_systems_answers_them(world: World, field: Field) -> None:
    registered = await register(field.partner, field.partner.organization_id)
    system = await signed_in(world, field.id, registered)
    for path in ("registry", *EVERYWHERE):
        assert (await system.get(path)).status_code == 200, path


async def test_other_initiatives_do_not_exist_to_a_system(world: World, field: Field) -> None:
    registered = await register(field.partner, field.partner.organization_id)
    elsewhere = await world.found("מהלך אחר")
    system = await signed_in(world, elsewhere.id, registered)
    for operation in within_an_initiative():
        answer = await system.call(operation.method, operation.address(elsewhere.id), json={})
        unknown = 401 if operation.by_link_alone else 404
        assert answer.status_code == unknown, operation.name


async def test_of_all_initiatives_a_system_is_shown_its_own(world: World, field: Field) -> None:
    await world.found("מהלך אחר")
    registered = await register(field.partner, field.partner.organization_id)
    for scope, shown in ((FIELD, [field.id]), (LOG, [])):
        system = await signed_in(world, field.id, registered, scope=scope)
        listed = (await system.get("/registry/v1/initiatives")).json()["items"]
        assert [one["id"] for one in listed] == shown


async def test_outside_its_initiative_a_system_changes_nothing(world: World, field: Field) -> None:
    registered = await register(field.partner, field.partner.organization_id)
    system = await signed_in(world, field.id, registered)
    inside = {operation.name for operation in within_an_initiative()}
    for operation in operations():
        if operation.name not in inside and operation.method != "GET" and operation.name != "issue_token":
            answer = await system.call(operation.method, operation.address(field.id), json={})
            assert 400 <= answer.status_code < 500, operation.name


async def test_a_system_opens_what_members_may_and_nothing_facilitators_keep(
    world: World, field: Field
) -> None:
    organization = f"registry/organizations/{field.partner.organization_id}"
    await field.facilitator.created(
        f"{organization}/stage-changes", {"to": "engaged", "reason": {"he": "סיבה שמורה לצוות"}}
    )
    await world.add_person(field.facilitator, "רות", email="ruth@example.org")
    registered = await register(field.partner, field.partner.organization_id, LOG, "people:read")
    system = await signed_in(world, field.id, registered)
    lines = (await system.get("events/openings")).text.splitlines()
    opened = [json.loads(line) for line in lines]
    assert {one["field"] for one in opened} >= {"name"}
    assert not {"reason", "email", "phone"} & {one["field"] for one in opened}
    page = (await system.get("events/events?types=registry.organization.stage_changed")).json()
    assert [item["closed"] for item in page["items"]] == [["reason"]]


async def test_what_is_somebodys_a_system_opens_only_with_a_scope_of_its_own(
    world: World, field: Field
) -> None:
    brought = await field.partner.created("agenda/voices", {"text": {"he": "אין תור פנוי לפני הקיץ"}})
    organization_id = field.partner.organization_id
    reading = await register(field.partner, organization_id, LOG, "people:read")
    named = await signed_in(world, field.id, reading)
    # A token that was asked for without the scope is as good as a system that never had it.
    unnamed = [
        await signed_in(world, field.id, await register(field.partner, organization_id, LOG)),
        await signed_in(world, field.id, reading, scope=LOG),
    ]

    async def opened(system: Actor, type_name: str) -> list[tuple[list[str], list[str]]]:
        items = (await system.get(f"events/events?types={type_name}")).json()["items"]
        return [(sorted(item["opened"]), item["closed"]) for item in items]

    for type_name, value in (("registry.person.joined", "name"), ("agenda.voice.brought", "text")):
        assert all(value in shown for shown, _ in await opened(named, type_name))
        for system in unnamed:
            assert all(not shown and value in closed for shown, closed in await opened(system, type_name))
    name = (await field.partner.get(f"registry/people/{field.partner.person_id}")).json()["name"]["he"]
    for path in ("events/openings", "events/story", "events/story/page", "events/export"):
        for system in unnamed:
            read = (await system.get(path)).text
            assert name not in read, path
            assert brought["text"]["he"] not in read, path
    for system in (named, *unnamed):
        mapped = await opened(system, "registry.organization.mapped")
        assert mapped
        assert all("name" in shown for shown, _ in mapped)
    assert name in (await named.get("events/story")).text


async def test_a_system_goes_on_reading_from_where_it_was(world: World, field: Field) -> None:
    registered = await register(field.partner, field.partner.organization_id, LOG)
    system = await signed_in(world, field.id, registered)
    seen = (await system.get("events/events")).json()["items"][-1]["position"]
    await field.founder.patch(
        f"registry/organizations/{field.founder.organization_id}", {"name": {"he": "שם חדש"}}
    )
    new = (await system.get(f"events/events?after={seen}")).json()["items"]
    assert [item["position"] for item in new] == [seen + 1]
    assert new[0]["event"]["type"] == "registry.organization.described"


async def test_a_revoked_system_is_shut_out_of_every_service_with_its_next_request(
    world: World, field: Field
) -> None:
    registered = await register(field.partner, field.partner.organization_id)
    other = await register(field.partner, field.partner.organization_id)
    system = await signed_in(world, field.id, registered)
    stays = await signed_in(world, field.id, other)
    for path in EVERYWHERE:
        assert (await system.get(path)).status_code == 200
    assert (await field.partner.delete(f"registry/integrations/{registered['id']}")).status_code == 204
    for path in ("registry", *EVERYWHERE):
        assert (await system.get(path)).status_code == 404, path
        assert (await stays.get(path)).status_code == 200, path
    assert (await system.get("/registry/v1/initiatives")).json()["items"] == []
    # Its credentials are worth nothing either, and sending the same request again revives nothing.
    assert (await ask(world, registered["id"], registered["client_secret"])).status_code == 401
    assert (await field.partner.delete(f"registry/integrations/{registered['id']}")).status_code == 404


async def test_an_export_breaks_off_when_the_system_is_revoked(
    world: World, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_PAGE", 2)
    registered = await register(field.partner, field.partner.organization_id, LOG)
    system = await signed_in(world, field.id, registered)
    next_page, pages = streaming._next_page, 0

    async def revoked_meanwhile(*arguments: Any) -> streaming.Page:
        nonlocal pages
        if pages == 1:
            await field.partner.delete(f"registry/integrations/{registered['id']}")
        read = await next_page(*arguments)
        pages += 1
        return read

    monkeypatch.setattr(streaming, "_next_page", revoked_meanwhile)
    with pytest.raises(AssertionError):  # how the test client says that an answer was broken off
        await system.get("events/export")
    assert pages == 1


async def test_every_system_has_a_rate_of_its_own(fresh: World) -> None:
    field = await fresh.found()
    limited = fresh.settings.model_copy(update={"rate_limit_per_minute": 60})
    first = await register(field.partner, field.partner.organization_id)
    second = await register(field.partner, field.partner.organization_id)
    async with deployed(limited) as http:
        one = await signed_in(World(http, limited), field.id, first)
        two = await signed_in(World(http, limited), field.id, second)
        statuses = [(await one.get("registry/organizations")).status_code for _ in range(70)]
        assert 429 in statuses
        assert statuses.index(429) >= 60
        assert (await two.get("registry/organizations")).status_code == 200
