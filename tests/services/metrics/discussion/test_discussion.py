"""What partners think of an indicator, and what it cannot tell."""

from tests.kit import Field, World
from tests.services.erasing import erase
from tests.services.metrics.indicators.test_indicators import drafted

CONCERN = {"position": "concern", "reason": {"he": "מי שלא פנתה שוב אינה בהכרח בטוחה"}}


async def test_a_partners_last_position_counts(field: Field) -> None:
    path = f"metrics/indicators/{(await drafted(field.partner))['id']}"
    own = f"{path}/positions/{field.founder.organization_id}"
    first = (await field.founder.put(own, CONCERN)).json()
    assert (first["position"], first["reason"], first["version"]) == ("concern", CONCERN["reason"], 1)
    assert (await field.founder.put(own, CONCERN)).json() == first
    second = (await field.founder.put(own, {"position": "support"}, headers={"If-Match": '"1"'})).json()
    assert (second["position"], second["reason"], second["version"]) == ("support", None, 2)
    assert (await field.founder.put(own, CONCERN, headers={"If-Match": '"1"'})).status_code == 412
    assert (await field.partner.get(f"{path}/positions")).json()["items"] == [second]


async def test_only_its_representatives_say_where_an_organization_stands(world: World, field: Field) -> None:
    path = f"metrics/indicators/{(await drafted(field.partner))['id']}/positions"
    for other in (field.partner, field.facilitator):
        answer = await other.put(f"{path}/{field.founder.organization_id}", CONCERN)
        assert answer.status_code == 403


async def test_a_position_short_of_support_has_a_reason(field: Field) -> None:
    path = f"metrics/indicators/{(await drafted(field.partner))['id']}"
    own = f"{path}/positions/{field.founder.organization_id}"
    for position in ("support_with_reservations", "concern", "objection"):
        refused = await field.founder.put(own, {"position": position})
        assert refused.json()["errors"][0]["code"] == "position_without_reason"


async def test_a_position_is_to_be_renewed_when_the_definition_changes(field: Field) -> None:
    path = f"metrics/indicators/{(await drafted(field.partner))['id']}"
    await field.founder.put(f"{path}/positions/{field.founder.organization_id}", CONCERN)
    await field.partner.patch(path, {"definition": {"he": "אחרת"}})
    [position] = (await field.partner.get(f"{path}/positions")).json()["items"]
    assert (position["definition_version"], position["to_be_renewed"]) == (1, True)


async def test_known_limits_are_noted_and_struck_out(world: World, field: Field) -> None:
    path = f"metrics/indicators/{(await drafted(field.partner))['id']}/limits"
    member = await world.add_person(field.facilitator, "תושבת")
    text = {"he": "אינו סופר מי שלא הגיעו לאף שירות"}
    noted = await member.created(path, {"text": text})
    assert (await field.founder.get(path)).json()["items"] == [noted]
    assert (noted["text"], noted["noted_by"]) == (text, member.person_id)
    assert (await field.founder.post(f"{path}/{noted['id']}/strike")).status_code == 403
    assert (await member.post(f"{path}/{noted['id']}/strike")).status_code == 204
    assert (await member.post(f"{path}/{noted['id']}/strike")).status_code == 404
    assert (await field.founder.get(path)).json()["items"] == []


async def test_of_an_erased_person_the_position_stays_and_the_reason_goes(world: World, field: Field) -> None:
    path = f"metrics/indicators/{(await drafted(field.partner))['id']}"
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id)
    await ruth.put(f"{path}/positions/{ruth.organization_id}", CONCERN)
    limit = await ruth.created(f"{path}/limits", {"text": {"he": "גבול"}})
    data = (await ruth.get(f"metrics/people/{ruth.person_id}/personal-data")).json()
    assert data["positions"][0]["reason"] == CONCERN["reason"]
    assert [one["id"] for one in data["limits"]] == [limit["id"]]
    await erase(world, ruth, in_service="metrics")
    [position] = (await field.partner.get(f"{path}/positions")).json()["items"]
    assert (position["position"], position["reason"], position["taken_by"]) == ("concern", None, None)
    [kept] = (await field.partner.get(f"{path}/limits")).json()["items"]
    assert kept == limit | {"noted_by": None}


async def test_what_is_said_of_nothing_is_not_found(field: Field) -> None:
    path = "metrics/indicators/019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
    assert (await field.partner.get(f"{path}/positions")).status_code == 404
    assert (await field.partner.get(f"{path}/limits")).status_code == 404
    assert (await field.partner.post(f"{path}/limits", {"text": {"he": "x"}})).status_code == 404
