"""Recognition: credit to others, seen by everybody; who has had none for long."""

from datetime import UTC, datetime, timedelta

from tests.governing import partner
from tests.kit import Field, World
from tests.services.erasing import erase

WHY = {"he": "פתחתם את השערים לכולנו", "ar": "فتحتم الأبواب للجميع"}


async def test_credit_goes_to_others_and_everybody_sees_it(world: World, field: Field) -> None:
    body = {"to_organization_id": field.partner.organization_id, "text": WHY}
    given = await field.founder.created(
        "registry/recognitions",
        {
            **body,
            "to_person_id": field.partner.person_id,
            "by_organization_id": field.founder.organization_id,
        },
    )
    assert (given["text"], given["given_by"]) == (WHY, field.founder.person_id)
    outsider = await world.add_person(field.facilitator, "אחרת")
    path = f"registry/recognitions?to_organization_id={field.partner.organization_id}"
    assert (await outsider.get(path)).json()["items"] == [given]
    own = await field.partner.post("registry/recognitions", body)
    assert (own.status_code, own.json()["code"]) == (422, "recognition-of-oneself")
    for wrong in (
        {"to_organization_id": field.partner.person_id},
        {"to_person_id": outsider.person_id},
        {"meeting_id": outsider.person_id},
    ):
        refused = await field.founder.post("registry/recognitions", {**body, **wrong})
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown-recognized")
    in_their_name = {**body, "by_organization_id": field.partner.organization_id}
    assert (await field.founder.post("registry/recognitions", in_their_name)).status_code == 403
    withdraw = f"registry/recognitions/{given['id']}/withdraw"
    assert (await outsider.post(withdraw)).status_code == 403
    assert (await field.founder.post(withdraw)).status_code == 204
    assert (await outsider.get(f"registry/recognitions/{given['id']}")).status_code == 404


async def test_facilitators_see_who_has_had_none_for_long(world: World, field: Field) -> None:
    waiting = await partner(world, field, "בלי הוקרה", "nonprofit")
    thanked = await partner(world, field, "עם הוקרה", "public")
    body = {"to_organization_id": thanked.organization_id, "text": WHY}
    await field.facilitator.created("registry/recognitions", body)
    path = "registry/recognitions/balance"
    everybody = (await field.facilitator.get(path)).json()["partners"]
    assert everybody[-1]["organization_id"] == thanked.organization_id
    assert everybody[-1]["recognitions"] == 1
    since = (datetime.now(UTC) - timedelta(days=90)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for_long = (await field.facilitator.get(f"{path}?none_since={since}")).json()["partners"]
    ids = {one["organization_id"]: one["last_given_at"] for one in for_long}
    assert ids[waiting.organization_id] is None
    assert thanked.organization_id not in ids
    assert (await field.partner.get(path)).status_code == 403


async def test_with_an_erased_person_goes_what_was_said_of_them(world: World, field: Field) -> None:
    named = {
        "to_organization_id": field.partner.organization_id,
        "to_person_id": field.partner.person_id,
        "text": WHY,
    }
    given = await field.founder.created("registry/recognitions", named)
    await erase(world, field.partner, in_service="registry")
    left = (await field.founder.get(f"registry/recognitions/{given['id']}")).json()
    assert (left["text"], left["to_person_id"]) == (None, None)
    assert left["to_organization_id"] == field.partner.organization_id
