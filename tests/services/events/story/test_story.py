"""The story as its readers get it: in words, with names and reasons, and for each only what they may open."""

import json
from typing import Any

import pytest

from shared.database.statements import Statement
from tests.governing import govern
from tests.kit import Actor, Field, World
from tests.services.events.story.reading import auditor, last, said, told
from tests.services.events.workers import carry_out
from tests.services.registry.integrations.systems import register, signed_in

HOUSE = {"he": "בית חם", "ar": "بيت دافئ"}


@pytest.fixture
async def house(field: Field) -> dict[str, Any]:
    """An organization with a name in two languages, moved to another stage for a reason."""
    mapped = await field.facilitator.created("registry/organizations", {"name": HOUSE, "sector": "nonprofit"})
    change = {"to": "engaged", "reason": {"he": "הגיעו למפגש"}}
    await field.facilitator.created(f"registry/organizations/{mapped['id']}/stage-changes", change)
    return mapped


async def test_what_happened_is_told_in_three_languages(field: Field, house: dict[str, Any]) -> None:
    item = await last(field.partner, "registry.organization.mapped")
    assert said(item, "he") == "הארגון ״בית חם״ נוסף למפת היוזמה."
    assert said(item, "ar") == "أُضيفت منظمة «بيت دافئ» إلى خريطة المبادرة."
    assert said(item, "en") == "The organization “בית חם” was put on the initiative's map."
    assert item["about"] == [
        {"kind": "organization", "id": house["id"], "name": HOUSE, "closed": False, "erased": False}
    ]
    assert item["more_about"] == 0


async def test_who_acted_is_told_by_name_and_in_what_capacity(field: Field, house: dict[str, Any]) -> None:
    item = await last(field.partner, "registry.organization.mapped")
    assert item["actor"] == {
        "kind": "person",
        "id": field.facilitator.person_id,
        "person_id": field.facilitator.person_id,
        "name": {"he": "מנהלת היוזמה"},
        "closed": False,
        "erased": False,
        "capacity": "initiative_manager",
        "capacity_in_words": {
            "he": "ניהול היוזמה",
            "ar": "إدارة المبادرة",
            "en": "managing the initiative",
        },
        "organization_id": None,
        "organization_name": None,
    }


async def test_for_whom_somebody_acted_is_told(field: Field) -> None:
    await field.partner.created("agenda/voices", {"text": {"he": "אין מענה בלילה"}})
    actor = (await last(field.founder, "agenda.voice.brought"))["actor"]
    assert actor["organization_id"] == field.partner.organization_id
    assert actor["organization_name"] == {"he": "עמותה שותפה"}
    assert actor["capacity_in_words"]["en"] == "for the organization"


async def test_a_reason_is_told_to_whoever_may_open_it(field: Field, house: dict[str, Any]) -> None:
    wanted = "registry.organization.stage_changed"
    assert (await last(field.facilitator, wanted))["reason"] == {"he": "הגיעו למפגש"}
    to_partner = await last(field.partner, wanted)
    assert to_partner["reason"] is None
    assert to_partner["closed"] == ["reason"]
    assert said(to_partner) == "The organization “בית חם” moved from the stage “mapped” to “engaged”."


async def test_things_are_called_what_they_are_called_today(field: Field, house: dict[str, Any]) -> None:
    renamed = await field.facilitator.patch(
        f"registry/organizations/{house['id']}", {"name": {"he": "בית פתוח"}}
    )
    assert renamed.status_code == 200
    assert said(await last(field.partner, "registry.organization.mapped"), "he").startswith(
        "הארגון ״בית פתוח"
    )


async def test_an_auditor_reads_ids_and_codes_and_no_values(
    world: World, field: Field, house: dict[str, Any]
) -> None:
    await field.partner.created("agenda/voices", {"text": {"he": "אין מענה בלילה"}})
    reader = await auditor(world, field)
    items = await told(reader)
    assert [item["position"] for item in items] == [item["position"] for item in await told(field.partner)]
    for item in items:
        names = [item["actor"]["name"], item["actor"]["organization_name"], item["reason"]]
        assert names + [thing["name"] for thing in item["about"]] == [None] * (3 + len(item["about"]))
    shown = json.dumps(items, ensure_ascii=False)
    for secret in ("בית חם", "بيت دافئ", "הגיעו", "קווים אדומים", "מנהלת היוזמה", "אין מענה"):
        assert secret not in shown
    mapped = await last(reader, "registry.organization.mapped")
    assert mapped["about"][0] == {
        "kind": "organization",
        "id": house["id"],
        "name": None,
        "closed": True,
        "erased": False,
    }
    assert said(mapped) == "An organization was put on the initiative's map."
    assert mapped["actor"]["closed"] is True
    page = await reader.get("events/story/page", params={"language": "he"})
    assert page.status_code == 200
    assert "בית חם" not in page.text
    assert "קווים אדומים" not in page.text


async def test_a_system_reads_what_members_read(world: World, field: Field, house: dict[str, Any]) -> None:
    system = await register(field.partner, field.partner.organization_id)
    reader = await signed_in(world, field.id, system)
    assert said(await last(reader, "registry.organization.mapped"), "he").startswith("הארגון ״בית חם")
    assert (await last(reader, "registry.organization.stage_changed"))["reason"] is None
    registered = await last(reader, "registry.integration.registered")
    assert said(
        registered
    ) == "The system “מערכת הדיווח” of the organization “עמותה שותפה” was let in, to: " + (
        "read the initiative and read its log."
    )
    without = await register(field.partner, field.partner.organization_id, "field:read")
    refused = await (await signed_in(world, field.id, without)).get("events/story")
    assert refused.status_code == 403


async def test_of_an_erased_person_the_story_keeps_that_something_happened(
    world: World, field: Field
) -> None:
    ruth = await world.add_person(field.facilitator, "רות לוי", field.partner.organization_id)
    await ruth.created("agenda/voices", {"text": {"he": "אין מענה בלילה"}})
    before = await last(field.partner, "agenda.voice.brought")
    assert before["actor"]["name"] == {"he": "רות לוי"}
    assert before["reason"] == {"he": "אין מענה בלילה"}
    assert said(before, "he") == "ההיגד ״אין מענה בלילה״ הובא ליוזמה."
    await ruth.created("events/erasures", {"person_id": ruth.person_id})
    await carry_out(world.settings)
    item = await last(field.facilitator, "agenda.voice.brought")
    assert (item["actor"]["name"], item["actor"]["erased"], item["actor"]["closed"]) == (None, True, False)
    assert (item["reason"], item["erased"], item["closed"]) == (None, ["text"], [])
    assert said(item, "he") == "היגד שנמחק הובא ליוזמה."
    joined = await last(field.facilitator, "registry.person.joined", subject=f"people/{ruth.person_id}")
    assert said(joined, "he") == "הצטרפות ליוזמה: מי שפרטיהם נמחקו."
    assert "רות" not in json.dumps(await told(field.facilitator), ensure_ascii=False)
    page = await field.facilitator.get("events/story/page", params={"language": "he"})
    assert "רות" not in page.text
    assert "מי שפרטיהם נמחקו" in page.text


async def test_what_the_charter_refused_reads_well_and_names_nobody(field: Field) -> None:
    refused = await field.facilitator.post("agenda/voices", {"text": {"he": "דעתי שלי"}})
    assert refused.status_code == 403
    item = await last(field.partner, "agenda.charter.refused")
    assert said(item, "he") == "בקשה נדחתה: המצע שייך לשותפים."
    assert said(item, "ar") == "رُفض طلب: الأجندة ملك للشركاء."
    assert said(item, "en") == "A request was refused: the agenda belongs to the partners."
    assert (item["actor"]["id"], item["actor"]["name"]) == (None, None)
    assert item["actor"]["capacity"] == "initiative_manager"


async def test_governing_reads_as_a_story(world: World, field: Field) -> None:
    governed = await govern(world, field)
    await governed.grant()
    items = await told(field.partner, types=["agenda.*", "registry.forum.*", "registry.seat.*"])
    sentences = [said(item, "he") for item in items]
    for expected in (
        "הפורום ״network״ הוקם (רשת השותפים).",
        "הוצע מושב במסגרת הפורום ״steering_committee״ עבור נציגת הקרן המייסדת (ראשות).",
        "ההחלטה בשאלה ״האם?״ נוסחה, להכרעה של הפורום ״network״.",
        "נרשם קול של הארגון ״הקרן המייסדת״ על ההחלטה בשאלה ״האם?״: בעד.",
        "ההחלטה בשאלה ״האם?״ התקבלה. קולות שנרשמו: 3 מתוך 3.",
        "מושבים במסגרת הפורום ״steering_committee״ אוישו: נציגת הקרן המייסדת, נציגת עמותה שותפה "
        "ונציגת משרד הרווחה.",
    ):
        assert expected in sentences
    granted = await last(field.partner, "agenda.mandate.granted")
    assert said(granted, "he").endswith("הארגון ״ארגון שדרה״.")
    assert {thing["kind"] for thing in granted["about"]} >= {"decision", "organization", "mandate"}


async def test_filters_are_those_of_the_events(field: Field, house: dict[str, Any]) -> None:
    for filters in (
        {"types": "registry.organization.*"},
        {"actor": field.founder.person_id},
        {"subject": f"organizations/{house['id']}"},
        {"from": "2000-01-01T00:00:00Z"},
        {"until": "2000-01-01T00:00:00Z"},
    ):
        events = (await field.partner.get("events/events", params={"limit": 200, **filters})).json()["items"]
        items = await told(field.partner, **filters)
        assert [item["position"] for item in items] == [event["position"] for event in events]
        newest = await field.partner.get("events/story", params={"limit": 200, **filters})
        assert newest.json()["items"] == items[::-1]


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_pages_hold_together_while_events_arrive(field: Field, order: str) -> None:
    before = [item["position"] for item in await told(field.partner)]
    seen: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        params = {"order": order, "limit": 3, **cursor}
        page = (await field.partner.get("events/story", params=params)).json()
        seen += [item["position"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
        if len(seen) < 9:
            await field.partner.created("agenda/voices", {"text": {"he": "היגד"}})
    assert seen == sorted(set(seen), reverse=order == "newest")
    assert set(before) <= set(seen)


async def test_a_cursor_that_is_none_of_ours_is_refused(field: Field) -> None:
    response = await field.partner.get("events/story", params={"cursor": "x"})
    assert (response.status_code, response.json()["code"]) == (400, "invalid-cursor")


async def test_a_page_costs_as_many_statements_however_much_it_names(
    field: Field, house: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        await field.partner.created("agenda/voices", {"text": {"he": f"היגד {number}"}})
    run: list[str] = []
    plain = Statement.arguments

    def counted(self: Statement, values: dict[str, Any]) -> list[Any]:
        run.append(self.sql)
        return plain(self, values)

    async def cost(limit: int) -> int:
        run.clear()
        response = await field.partner.get("events/story", params={"limit": limit})
        assert len(response.json()["items"]) >= min(limit, 20)
        return len(run)

    await field.partner.get("events/story")  # what is to be followed is followed
    monkeypatch.setattr(Statement, "arguments", counted)
    assert await cost(1) == await cost(200)


@pytest.mark.parametrize(("language", "direction"), [("he", "rtl"), ("ar", "rtl"), ("en", "ltr")])
async def test_the_page_is_in_its_readers_language(
    field: Field, house: dict[str, Any], language: str, direction: str
) -> None:
    asked = await field.partner.get("events/story/page", params={"language": language})
    preferred = await field.partner.get(
        "events/story/page", headers={"Accept-Language": f"{language},fr;q=0.5"}
    )
    assert asked.status_code == preferred.status_code == 200
    assert asked.text == preferred.text
    assert asked.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in asked.headers["content-security-policy"]
    assert f'<html lang="{language}" dir="{direction}">' in asked.text
    assert "<script" not in asked.text
    assert "קווים אדומים" in asked.text


async def test_names_on_the_page_are_text_and_nothing_else(field: Field) -> None:
    name = {"he": "<b onclick=alert(1)>&\"'"}
    await field.facilitator.created("registry/organizations", {"name": name, "sector": "other"})
    page = (await field.partner.get("events/story/page")).text
    assert "<b" not in page.replace("<bdi", "").replace("<blockquote", "").replace("<body", "")
    assert "&lt;b onclick=alert(1)&gt;&amp;" in page


async def test_a_page_that_goes_on_says_so(field: Field) -> None:
    page = await field.partner.get("events/story/page", params={"limit": 2, "language": "en"})
    assert "The story goes on on the next page, after entry 1." in page.text


async def test_to_strangers_there_is_no_story(world: World, field: Field) -> None:
    stranger = (await world.found()).partner
    for path in ("story", "story/page"):
        other = Actor(world.http, stranger.token, field.id)
        assert (await other.get(f"events/{path}")).status_code == 404
        assert (await field.operator.get(f"events/{path}")).status_code == 403
