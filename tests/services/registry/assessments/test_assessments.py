"""Assessments: dated, kept with their history, seen by facilitators and by nobody else."""

from datetime import UTC, datetime, timedelta

from tests.kit import Field
from tests.services.events.workers import all_events

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
SEEN = {"influence": 4, "interest": 2, "impact": 3, "stance": 5}


def day(days: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


async def test_an_assessment_leaves_what_was_before(field: Field) -> None:
    path = f"registry/organizations/{field.partner.organization_id}/assessments"
    today = await field.facilitator.created(path, SEEN)
    assert SEEN.items() <= today.items()
    assert today["assessed_on"] == day(0)
    earlier = await field.facilitator.created(path, {**SEEN, "stance": 1, "assessed_on": day(-30)})
    other = f"registry/organizations/{field.founder.organization_id}/assessments"
    leading = await field.facilitator.created(other, {**SEEN, "candidate_for": "leading"})
    assert (await field.facilitator.get(path)).json()["items"] == [today, earlier]

    async def latest(query: str) -> list[str]:
        items = (await field.facilitator.get(f"registry/assessments?{query}")).json()["items"]
        return sorted(item["id"] for item in items)

    assert await latest("") == sorted([today["id"], leading["id"]])
    assert await latest(f"on={day(-1)}") == [earlier["id"]]
    assert await latest(f"on={day(-31)}") == []
    assert await latest("candidate_for=leading") == [leading["id"]]
    corrected = await field.facilitator.created(path, {**SEEN, "stance": 4, "assessed_on": day(0)})
    assert await latest("") == sorted([corrected["id"], leading["id"]])
    first = (await field.facilitator.get("registry/assessments?limit=1")).json()
    rest = (await field.facilitator.get(f"registry/assessments?cursor={first['next_cursor']}")).json()
    assert sorted(one["id"] for one in [*first["items"], *rest["items"]]) == await latest("")


async def test_what_is_no_assessment_is_refused(field: Field) -> None:
    path = f"registry/organizations/{field.partner.organization_id}/assessments"
    for wrong in ({**SEEN, "stance": 6}, {**SEEN, "influence": 0}, {"stance": 3}, {**SEEN, "note": "א"}):
        assert (await field.facilitator.post(path, wrong)).status_code == 422
    future = await field.facilitator.post(path, {**SEEN, "assessed_on": day(3)})
    assert (future.status_code, future.json()["code"]) == (422, "assessment-in-future")
    assert (
        await field.facilitator.post(f"registry/organizations/{NOBODY}/assessments", SEEN)
    ).status_code == 404
    assert (await field.facilitator.get(f"registry/organizations/{NOBODY}/assessments")).status_code == 404


async def test_nobody_but_facilitators_sees_how_an_organization_was_assessed(field: Field) -> None:
    path = f"registry/organizations/{field.partner.organization_id}/assessments"
    await field.facilitator.created(path, SEEN)
    for other in (field.partner, field.founder, field.operator):
        assert (await other.get(path)).status_code == 403
        assert (await other.get("registry/assessments")).status_code == 403
        assert (await other.post(path, SEEN)).status_code == 403
    for reader, opened in ((field.partner, False), (field.founder, False), (field.facilitator, True)):
        (fact,) = await all_events(reader, types="registry.organization.assessed")
        assert set(fact["event"]["data"]) == {"organization_id", "assessment_id", "assessed_on"}
        assert set(fact["opened"]) == (set(SEEN) if opened else set())
