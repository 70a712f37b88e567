"""Merging: an id leads on to another, nothing is lost, and it can be undone."""

from typing import Any

from tests.governing import form, govern, on_day, propose_mandate, seat
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events
from tests.services.registry.funding import given

REASON = {"he": "אותה עמותה, נרשמה פעמיים"}


async def _mapped(by: Actor, name: str, **more: Any) -> str:
    body = {"name": {"he": name}, "sector": "nonprofit", **more}
    return str((await by.created("registry/organizations", body))["id"])


async def _merged(by: Actor, merged: str, into: str) -> dict[str, Any]:
    body = {"organization_id": merged, "into_organization_id": into, "reason": REASON}
    return await by.created("registry/organization-merges", body)


async def _found(by: Actor, search: str) -> list[str]:
    answer = await by.get("registry/organizations", params={"search": search})
    return [item["id"] for item in answer.json()["items"]]


async def test_an_old_id_leads_on_and_nothing_recorded_under_it_is_lost(world: World, field: Field) -> None:
    staff = field.facilitator
    kept = await _mapped(staff, "בית חם")
    old = await _mapped(staff, "מעון השלום", identifiers=[{"scheme": "IL-RA", "value": "580000008"}])
    ruth = await world.add_person(staff, "רות", old)
    await staff.created(
        f"registry/organizations/{old}/stage-changes", {"to": "engaged", "reason": {"he": "באו למפגש"}}
    )
    figures = {"influence": 3, "interest": 4, "impact": 2, "stance": 5}
    assessment = await staff.created(f"registry/organizations/{old}/assessments", figures)
    before = {item["id"]: item for item in (await staff.get("registry/organizations")).json()["items"]}
    merge = await _merged(staff, old, kept)
    assert (merge["organization_id"], merge["into_organization_id"]) == (old, kept)
    assert (merge["reason"], merge["undone_at"]) == (REASON, None)

    base = f"/registry/v1/initiatives/{field.id}/organizations"
    for method, rest in (
        ("GET", ""),
        ("PATCH", ""),
        ("GET", "/assessments?limit=5"),
        ("POST", "/assessments"),
    ):
        headers = {"If-Match": "*"} if method == "PATCH" else {}
        body = {"website": None} if method == "PATCH" else figures if method == "POST" else None
        moved = await staff.call(method, f"registry/organizations/{old}{rest}", body, headers=headers)
        assert (moved.status_code, moved.headers["Location"]) == (308, f"{base}/{kept}{rest}")
    listed = [item["id"] for item in (await field.partner.get("registry/organizations")).json()["items"]]
    assert old not in listed
    assert kept in listed
    assert await _found(field.partner, "מעון השלום") == await _found(field.partner, "580000008") == [kept]
    history = (await staff.get(f"registry/organizations/{kept}/assessments")).json()["items"]
    assert [item["id"] for item in history] == [assessment["id"]]
    changes = (await staff.get(f"registry/organizations/{kept}/stage-changes")).json()["items"]
    assert [change["to"] for change in changes] == ["engaged"]
    person = (await staff.get(f"registry/people/{ruth.person_id}")).json()
    speaks_for = {one["organization_id"]: one["represents"] for one in person["affiliations"]}
    assert speaks_for == {old: True, kept: True}
    late = {"organization_id": old, "represents": True}
    refused = await staff.post(f"registry/people/{field.partner.person_id}/affiliations", late)
    assert refused.json()["code"] == "unknown-organization"

    undone = await field.founder.post(f"registry/organization-merges/{merge['id']}/undo")
    assert (undone.status_code, undone.json()["version"]) == (200, 2)
    again = await staff.post(f"registry/organization-merges/{merge['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "merge-undone")
    after = {item["id"]: item for item in (await staff.get("registry/organizations")).json()["items"]}
    assert after[kept] == before[kept]
    assert {**after[old], "version": 0} == {**before[old], "version": 0}
    assert await _found(field.partner, "מעון השלום") == [old]
    person = (await staff.get(f"registry/people/{ruth.person_id}")).json()
    lasting = {one["organization_id"]: one["until"] is None for one in person["affiliations"]}
    assert lasting == {old: True, kept: False}
    shown = await staff.get(f"registry/organization-merges?organization_id={kept}")
    assert shown.json()["items"] == [undone.json()]
    one = await staff.get(f"registry/organization-merges/{merge['id']}")
    assert one.json() == undone.json()
    types = [one["event"]["type"] for one in await all_events(staff)]
    assert types.count("registry.organization.merged") == types.count("registry.organization.separated") == 1


async def test_a_file_that_names_what_was_merged_means_the_one_that_stays(field: Field) -> None:
    staff = field.facilitator
    number = [{"scheme": "IL-RA", "value": "580000008"}]
    kept, old = [await _mapped(staff, name, identifiers=number) for name in ("גן הארזים", "גן הארז")]
    await _merged(staff, old, kept)
    for file in (f"id,sector\n{old},public\n", "name,sector\nגן הארז,public\n"):
        answer = await staff.post(
            "registry/imports",
            content=file.encode(),
            headers={"Content-Type": "text/csv"},
            params={"imported": "organizations", "mode": "upsert"},
        )
        summary = answer.json()
        assert (summary["created"], summary["merge_candidates"], summary["rejected"]) == (0, 0, 0), summary
    shown = (await staff.get(f"registry/organizations/{kept}")).json()
    assert shown["sector"] == "public"


async def test_nothing_is_recorded_anew_of_what_was_merged_away(field: Field) -> None:
    staff, partner = field.facilitator, field.partner.organization_id
    kept, old = [await _mapped(staff, name) for name in ("גן הארזים", "גן הארז")]
    source = await given(staff, 100)
    evening = {"held_on": on_day(-3), "title": REASON, "involvement": "involve", "organization_ids": [old]}
    held = await staff.created("registry/engagement-activities", evening | {"took_part": 5})
    merge = await _merged(staff, old, kept)
    mandate = {
        "backbone_type": "existing_nonprofit",
        "roles": ["convene_engage"],
        "organization_ids": [partner],
    }
    term = {"starts_on": on_day(0), "ends_on": on_day(90)}
    money = {"amount": 1, "currency": "ILS"}

    def bodies(named: str) -> list[tuple[Actor, str, dict[str, Any], str]]:
        party = {"organization_id": named}
        both = [party, {"organization_id": partner}]
        between = {"from_organization_id": partner, "to_organization_id": named}
        return [
            (staff, "ties", {**between, "kind": "referral", "direction": "mutual"}, "unknown-tied"),
            (staff, "interactions", {"type": "listening", "parties": both}, "unknown-party"),
            (staff, "commitments", {"by": both[1], "to": party, "text": REASON}, "unknown-party"),
            (staff, "mandates", mandate | term | {"consulted_ids": [named]}, "unknown-holder"),
            (
                staff,
                "funding-sources",
                {"funder_organization_id": named, "state": "pledged", **money},
                "unknown-funder",
            ),
            (
                staff,
                "allocations",
                {**party, "source_id": source["id"], "amount": 1, "purpose": REASON},
                "unknown-recipient",
            ),
            (
                staff,
                "contributions",
                {**party, "kind": "redirected", "text": REASON, **money},
                "unknown-contributor",
            ),
            (
                staff,
                "engagement-activities",
                evening | {"took_part": 5, "organization_ids": [named]},
                "unknown-host",
            ),
            (
                field.founder,
                "recognitions",
                {"to_organization_id": named, "text": REASON},
                "unknown-recognized",
            ),
            (
                field.operator,
                "integrations",
                {**party, "name": REASON, "scopes": ["field:read"]},
                "unknown-organization",
            ),
        ]

    for by, path, body, code in bodies(old):
        refused = await by.post(f"registry/{path}", body)
        assert (refused.status_code, refused.json().get("code")) == (422, code), (path, refused.text)
    for by, path, body, _ in bodies(kept):
        await by.created(f"registry/{path}", body)
    # What was recorded under the old id before can be corrected, and stays with it.
    path = f"registry/engagement-activities/{held['id']}"
    corrected = await staff.put(path, evening | {"took_part": 6}, headers={"If-Match": "*"})
    assert (corrected.status_code, corrected.json()["organization_ids"]) == (200, [old]), corrected.text
    await staff.post(f"registry/organization-merges/{merge['id']}/undo")
    by, path, body, _ = bodies(old)[0]
    await by.created(f"registry/{path}", body)


async def test_what_was_merged_can_be_merged_on(field: Field) -> None:
    staff = field.facilitator
    first, second, third = [await _mapped(staff, name) for name in ("אילן", "אלון", "ארז")]
    inner = await _merged(staff, first, second)
    outer = await _merged(staff, second, third)
    assert await _found(field.partner, "אילן") == [third]
    moved = await staff.get(f"registry/organizations/{first}")
    assert moved.headers["Location"].endswith(second)
    body = {"organization_id": third, "into_organization_id": first}
    circle = await staff.post("registry/organization-merges", body)
    assert (circle.status_code, circle.json()["code"]) == (422, "unknown-organization")
    itself = await staff.post("registry/organization-merges", body | {"into_organization_id": third})
    assert (itself.status_code, itself.json()["code"]) == (422, "same-organization")
    await staff.post(f"registry/organization-merges/{inner['id']}/undo")
    assert await _found(field.partner, "אילן") == [first]
    assert await _found(field.partner, "אלון") == [third]
    await staff.post(f"registry/organization-merges/{outer['id']}/undo")
    assert await _found(field.partner, "אלון") == [second]
    assert (await field.partner.post("registry/organization-merges", body)).status_code == 403


async def test_merging_takes_neither_a_vote_nor_a_mandate_away(world: World, field: Field) -> None:
    governed = await govern(world, field)
    staff, partner = field.facilitator, field.partner.organization_id
    twin = await _mapped(staff, "עמותה שותפה")
    for by in (staff, field.founder):
        body = {"organization_id": partner, "into_organization_id": twin}
        refused = await by.post("registry/organization-merges", body)
        assert refused.status_code == 403
        assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"
    await _merged(staff, twin, partner)
    holder = governed.holder.organization_id
    left = {"to": "left", "reason": {"he": "שדרה בלבד"}}
    await governed.holder.created(f"registry/organizations/{holder}/stage-changes", left)
    await propose_mandate(governed.chair, holder)
    other = await _mapped(staff, "ארגון שדרה")
    body = {"organization_id": holder, "into_organization_id": other}
    mandated = await staff.post("registry/organization-merges", body)
    assert (mandated.status_code, mandated.json()["code"]) == (409, "mandate-holder-merged")
    await _merged(staff, other, holder)


async def test_merging_gives_no_organization_two_seats(world: World, field: Field) -> None:
    staff, partner = field.facilitator, field.partner
    circle = await form(partner, "action_circle")
    path = f"registry/forums/{circle}/members"
    twin = await _mapped(staff, "עמותה שותפה")
    speaker = await world.add_person(staff, "רות", twin)
    await seat(partner, circle, partner)
    proposal = {"person_id": speaker.person_id, "organization_id": twin}
    proposed = await partner.created(path, proposal)
    body = {"organization_id": twin, "into_organization_id": partner.organization_id}
    for step in ("accept", "give-up"):
        refused = await staff.post("registry/organization-merges", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "seat-holder-merged"), step
        assert (await speaker.post(f"{path}/{proposed['id']}/{step}")).status_code == 200
    merge = await _merged(staff, twin, partner.organization_id)
    late = await partner.post(path, proposal)
    assert (late.status_code, late.json()["code"]) == (422, "unknown-organization")
    await partner.created(path, proposal | {"organization_id": partner.organization_id})
    await staff.post(f"registry/organization-merges/{merge['id']}/undo")


async def test_agenda_and_metrics_name_the_one_that_stays(field: Field) -> None:
    staff, partner = field.facilitator, field.partner
    kept, old = [await _mapped(staff, name) for name in ("גן הארזים", "גן הארז")]
    indicator: dict[str, Any] = {
        **{"name": REASON, "definition": REASON, "level": "performance", "direction": "none"},
        **{"aggregation": "sum", "period_type": "monthly"},
    }

    async def said(named: str, code: str) -> list[str]:
        """What each refuses that names an organization, once for each way of naming one."""
        activity = {"title": REASON, "lead_organization_id": partner.organization_id}
        answers = [
            await staff.post("agenda/voices", {"text": REASON, "brought_by": {"organization_id": named}}),
            await partner.post("agenda/activities", {**activity, "participants": [named]}),
            await staff.post("agenda/activities", {**activity, "lead_organization_id": named}),
            await staff.post(
                "metrics/indicators", {**indicator, "code": code, "custodian_organization_id": named}
            ),
        ]
        return ["" if answer.status_code == 201 else answer.json()["code"] for answer in answers]

    merge = await _merged(staff, old, kept)
    refused = ["unknown-bringer", "unknown-partner", "unknown-partner", "unknown-custodian"]
    assert await said(old, "old") == refused
    assert await said(kept, "kept") == [""] * 4
    assert (await staff.post(f"registry/organization-merges/{merge['id']}/undo")).status_code == 200
    assert await said(old, "undone") == [""] * 4
