"""Exports of the work together: whole, in pages, and to each reader what they may see."""

import csv
import io
from typing import Any

import pytest

from shared.exports.tables import XLSX
from shared.imports.tables import read_xlsx
from tests.governing import Governed, govern, in_hours, on_day
from tests.kit import Actor, World

TEXT = {"he": "נפגשנו בחיפה", "en": "We met in Haifa"}
LONG = {"he": "הוקלט בדרך " * 900}
SECRET = {"he": "מה שנאמר בחדר סגור"}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


async def table(by: Actor, what: str, **headers: str) -> list[dict[str, str]]:
    response = await by.get(f"registry/exports/{what}", headers=headers)
    assert response.status_code == 200, response.text
    assert f'filename="{what}.csv"' in response.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("page", [500, 2])
async def test_forums_are_exported_with_who_sits_in_them(
    governed: Governed, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.registry.work_exports.service.PAGE", page)
    chair, member, other = governed.members
    found = await table(governed.holder, "forum-members", **{"Accept-Language": "he"})
    seated = [one for one in found if one["forum_id"] == governed.committee]
    assert {(one["person_id"], one["role"], one["status"], one["votes"]) for one in seated} == {
        (chair.person_id, "chair", "seated", "true"),
        (member.person_id, "member", "seated", "true"),
        (other.person_id, "member", "seated", "true"),
    }
    of_other = next(one for one in seated if one["person_id"] == other.person_id)
    assert (of_other["organization"], of_other["sector"]) == ("משרד הרווחה", "public")
    network = {one["person_id"] for one in found if one["kind"] == "network"}
    assert {chair.person_id, member.person_id, governed.holder.person_id} <= network
    assert len({(one["forum_id"], one["person_id"], one["organization_id"]) for one in found}) == len(found)


async def test_meetings_are_exported_with_how_many_came_and_to_their_forum_with_who(
    governed: Governed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.registry.work_exports.service.PAGE", 2)
    chair, member, other = governed.members
    meetings = [
        await chair.created(
            "registry/meetings", {"forum_id": governed.committee, "title": TEXT, "starts_at": in_hours(hours)}
        )
        for hours in (-48, -24, 24)
    ]
    entries = [{"person_id": chair.person_id, "status": "present"}]
    for meeting in meetings[:2]:
        await chair.post(f"registry/meetings/{meeting['id']}/attendance", {"entries": entries})
    found = {one["id"]: one for one in await table(governed.holder, "meetings", **{"Accept-Language": "en"})}
    counted = ("present", "online", "excused", "absent")
    numbers = [[found[meeting["id"]][name] for name in counted] for meeting in meetings]
    assert numbers == [["1", "0", "0", "2"], ["1", "0", "0", "2"], ["", "", "", ""]]
    assert found[meetings[0]["id"]]["title"] == "We met in Haifa"
    came = await table(member, "attendance")
    assert len(came) == 6
    assert {(one["person_id"], one["status"]) for one in came} == {
        (chair.person_id, "present"),
        (member.person_id, "absent"),
        (other.person_id, "absent"),
    }
    assert await table(governed.field.facilitator, "attendance") == came
    assert await table(governed.holder, "attendance") == []


async def test_interactions_are_exported_as_whoever_reads_may_see_them(governed: Governed) -> None:
    chair, member, other = governed.members
    facilitator = governed.field.facilitator
    parties = [{"organization_id": member.organization_id}, {"person_id": chair.person_id}]
    entry = {"type": "one_on_one", "parties": parties, "tone": 1}
    told = await chair.created("registry/interactions", {**entry, "notes": LONG})
    hidden = await member.created(
        "registry/interactions", {**entry, "type": "conflict", "notes": SECRET, "confidential": True}
    )
    noted = {"he": "רק בין מי שמנחות"}
    await facilitator.created(f"registry/interactions/{told['id']}/private-notes", {"text": noted})
    of_party = {one["id"]: one for one in await table(member, "interactions")}
    assert of_party[told["id"]]["notes"].strip() == LONG["he"].strip()
    assert of_party[hidden["id"]]["notes"] == SECRET["he"]
    assert of_party[told["id"]]["person_ids"] == chair.person_id
    assert of_party[told["id"]]["organization_ids"] == member.organization_id
    of_others = {one["id"]: one for one in await table(other, "interactions")}
    assert (of_others[told["id"]]["notes"], of_others[told["id"]]["tone"]) == ("", "")
    assert hidden["id"] not in of_others
    for reader in (member, facilitator):
        assert noted["he"] not in (await reader.get("registry/exports/interactions")).text
    workbook = await member.get("registry/exports/interactions", params={"format": "xlsx"})
    assert workbook.headers["content-type"].startswith(XLSX)
    assert len(list(read_xlsx(workbook.content).rows)) == len(of_party)


async def test_commitments_and_credit_are_exported_with_names(governed: Governed) -> None:
    chair, member, other = governed.members
    sides: dict[str, Any] = {
        "by": {"organization_id": member.organization_id},
        "to": {"person_id": other.person_id},
    }
    made = await member.created("registry/commitments", {**sides, "text": TEXT, "due_on": on_day(3)})
    await member.put(f"registry/commitments/{made['id']}/views/by", {"outcome": "kept"})
    [row] = [one for one in await table(chair, "commitments") if one["id"] == made["id"]]
    assert (row["status"], row["view_by"], row["view_to"], row["due_on"]) == ("open", "kept", "", on_day(3))
    assert (row["by_organization"], row["to_person_id"]) == ("עמותה שותפה", other.person_id)
    credit = {"to_organization_id": member.organization_id, "text": {"he": "=תודה"}}
    given = await chair.created("registry/recognitions", credit)
    [row] = [one for one in await table(chair, "recognitions") if one["id"] == given["id"]]
    assert (row["to_organization"], row["text"], row["given_by"]) == (
        "עמותה שותפה",
        "'=תודה",
        chair.person_id,
    )
    # What was merged is exported as the one that stays.
    twin = await governed.field.facilitator.created(
        "registry/organizations", {"name": {"he": "כפולה"}, "sector": "business"}
    )
    given = await chair.created("registry/recognitions", {"to_organization_id": twin["id"], "text": TEXT})
    merge = {"organization_id": twin["id"], "into_organization_id": member.organization_id}
    await governed.field.facilitator.created("registry/organization-merges", merge)
    [row] = [one for one in await table(chair, "recognitions") if one["id"] == given["id"]]
    assert (row["to_organization_id"], row["to_organization"]) == (member.organization_id, "עמותה שותפה")


async def test_strangers_auditors_and_the_operator_export_nothing(world: World, governed: Governed) -> None:
    other = await world.found()
    auditor = await world.add_person(governed.field.founder, "מבקרת", part="auditor")
    for what in ("forum-members", "meetings", "attendance", "interactions", "commitments", "recognitions"):
        path = f"registry/exports/{what}"
        stranger = Actor(world.http, other.partner.token, governed.field.id)
        assert (await stranger.get(path)).status_code == 404
        for nobody in (auditor, governed.field.operator):
            assert (await nobody.get(path)).status_code == 403
