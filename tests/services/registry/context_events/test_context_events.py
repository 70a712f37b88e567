"""Context events: what happened outside, recorded by facilitators, read by every member."""

from typing import Any

from tests.kit import Field
from tests.services.events.workers import all_events

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
WAR: dict[str, Any] = {
    "kind": "war",
    "title": {"he": "המלחמה", "ar": "الحرب"},
    "note": {"he": "מקלטים מלאים"},
    "starts_on": "2023-10-07",
    "ends_on": None,
    "source_ids": [],
}


async def test_facilitators_record_what_happened_outside_and_members_read_it(field: Field) -> None:
    source = await field.partner.created("registry/sources", {"kind": "study", "title": {"he": "דוח"}})
    war = await field.facilitator.created("registry/context-events", {**WAR, "source_ids": [source["id"]]})
    assert war == {**war, **WAR, "source_ids": [source["id"]], "version": 1}
    for reader in (field.partner, field.founder):
        assert (await reader.get(f"registry/context-events/{war['id']}")).json() == war
    for other in (field.partner, field.founder, field.operator):
        assert (await other.post("registry/context-events", WAR)).status_code == 403
    assert (await field.operator.get("registry/context-events")).status_code == 403
    assert (await field.partner.get(f"registry/context-events/{NOBODY}")).status_code == 404
    for wrong, code in (
        ({**WAR, "ends_on": "2023-10-06"}, "context-event-reversed"),
        ({**WAR, "source_ids": [NOBODY]}, "unknown-context-source"),
        ({**WAR, "kind": "rumour"}, "validation-failed"),
        ({**WAR, "starts_on": None}, "validation-failed"),
    ):
        refused = await field.facilitator.post("registry/context-events", wrong)
        assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_what_is_recorded_is_changed_and_taken_back(field: Field) -> None:
    war = await field.facilitator.created("registry/context-events", WAR)
    path = f"registry/context-events/{war['id']}"
    assert (await field.partner.patch(path, {"note": None})).status_code == 403
    early = await field.facilitator.patch(path, {"ends_on": "2020-01-01"})
    assert early.json()["code"] == "context-event-reversed"
    changed = (await field.facilitator.patch(path, {"ends_on": "2025-10-10", "note": None}, version=1)).json()
    assert changed == war | {"ends_on": "2025-10-10", "note": None, "version": 2}
    same = await field.facilitator.patch(path, {"ends_on": "2025-10-10"}, version=2)
    assert same.json() == changed
    assert (await field.facilitator.delete(path, version=1)).status_code == 412
    assert (await field.partner.delete(path)).status_code == 403
    assert (await field.facilitator.delete(path, version=2)).status_code == 204
    assert (await field.facilitator.get(path)).status_code == 404
    told = await all_events(field.partner, types="registry.context_event.*")
    happened = [one["event"]["type"].rpartition(".")[2] for one in told]
    assert happened == ["recorded", "described", "withdrawn"]


async def test_a_span_of_days_shows_what_touches_it(field: Field) -> None:
    war = await field.facilitator.created("registry/context-events", WAR)
    day = {"starts_on": "2022-11-01", "ends_on": "2022-11-01"}
    election = await field.facilitator.created("registry/context-events", {**WAR, **day, "kind": "election"})

    async def listed(query: str) -> list[str]:
        body = (await field.partner.get(f"registry/context-events?{query}")).json()
        return [one["id"] for one in body["items"]]

    assert await listed("") == [war["id"], election["id"]]
    assert await listed("since=2022-11-02") == [war["id"]]
    assert await listed("until=2022-11-01") == [election["id"]]
    assert await listed("since=2022-11-01&until=2023-10-07") == [war["id"], election["id"]]
    assert await listed("since=2024-01-01&kind=election") == []
