"""The backbone's own work for the initiative, apart from the partners' plan."""

from services.agenda.backbone_services.events import BackboneServiceRole
from services.registry.mandates.events import BackboneRole
from tests.governing import govern, on_day
from tests.kit import Field, World
from tests.services.agenda.activities.test_activities import ACTIVITIES, led_by

SERVICES = "agenda/backbone-services"
WORK = {"title": {"he": "איסוף נתונים"}, "role": "shared_measurement"}


async def test_facilitators_record_the_backbones_work_and_everybody_reads_it(field: Field) -> None:
    activity = (await field.partner.created(ACTIVITIES, led_by(field.partner)))["id"]
    work = await field.facilitator.created(SERVICES, WORK | {"activity_ids": [activity]})
    assert (work["status"], work["activity_ids"]) == ("planned", [activity])
    path = f"{SERVICES}/{work['id']}"
    changed = await field.facilitator.patch(path, {"status": "running"}, version=1)
    assert (changed.json()["status"], changed.json()["version"]) == ("running", 2)
    assert (await field.facilitator.patch(path, {"status": "running"})).json()["version"] == 2
    assert (await field.facilitator.patch(path, {"status": "done"}, version=1)).status_code == 412
    assert (await field.partner.get(path)).json() == changed.json()
    assert [one["id"] for one in (await field.partner.get(SERVICES)).json()["items"]] == [work["id"]]
    assert (await field.partner.get("agenda/plan")).json()["activities"] == []


async def test_whoever_speaks_for_the_holder_of_the_mandate_records_it_too(
    world: World, field: Field
) -> None:
    governed = await govern(world, field)
    assert (await governed.holder.post(SERVICES, WORK)).status_code == 403
    await governed.grant()
    assert (await governed.holder.post(SERVICES, WORK)).status_code == 201


async def test_partners_do_not_record_work_for_the_backbone(field: Field) -> None:
    assert (await field.partner.post(SERVICES, WORK)).status_code == 403


async def test_what_the_work_names_is_there_and_in_order(field: Field) -> None:
    nobody = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
    for named, code in (
        ({"activity_ids": [nobody]}, "unknown-dependency"),
        ({"starts_on": on_day(1), "ends_on": on_day(0)}, "activity-ends-before-it-starts"),
    ):
        refused = await field.facilitator.post(SERVICES, WORK | named)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert (await field.facilitator.get(f"{SERVICES}/{nobody}")).status_code == 404


def test_the_roles_are_the_mandates() -> None:
    assert [role.value for role in BackboneServiceRole] == [role.value for role in BackboneRole]
