"""Who sees which figures, per audience: before and after an organization publishes them."""

import re
from pathlib import Path

import pytest

from tests.kit import Actor, Field, World
from tests.services.metrics.indicators.test_indicators import drafted
from tests.services.metrics.indicators.test_sharing import staff
from tests.services.metrics.observations.test_observations import SUM, figure, reported
from tests.services.registry.integrations.systems import FIELD, register, signed_in

METRICS = Path(__file__).parents[4] / "services" / "metrics"


async def seen(by: Actor) -> list[str]:
    answer = await by.get("metrics/observations")
    assert answer.status_code == 200, answer.text
    return [item["period"] for item in answer.json()["items"]]


async def test_each_audience_sees_what_it_may(world: World, field: Field) -> None:
    await drafted(field.partner, **SUM)
    analyst = await staff(world, field, "data_analyst")
    auditor = await world.add_person(field.founder, "מבקר", part="auditor")
    member = await world.add_person(field.facilitator, "תושבת")
    theirs, others = [
        await signed_in(world, field.id, await register(one, one.organization_id, FIELD))
        for one in (field.partner, field.founder)
    ]
    colleague = await world.add_person(field.facilitator, "עמיתה", field.partner.organization_id)
    figures = [await reported(field.partner, period=str(year)) for year in (2022, 2023, 2024)]
    insiders = (field.partner, colleague, analyst, theirs)
    outsiders = (field.founder, field.facilitator, member, others)

    for who in insiders:
        assert await seen(who) == ["2022", "2023", "2024"]
    for who in outsiders:
        assert await seen(who) == []
        for path in ("", "/revisions"):
            assert (await who.get(f"metrics/observations/{figures[0]['id']}{path}")).status_code == 404
        assert (await who.get(f"metrics/observations/reports/{figures[0]['report_id']}")).status_code == 404
    assert (await auditor.get("metrics/observations")).status_code == 403
    assert (await field.operator.get("metrics/observations")).status_code == 403

    await publish(field.partner, "2023")
    for who in insiders:
        assert await seen(who) == ["2022", "2023", "2024"]
    for who in outsiders:
        assert await seen(who) == ["2022", "2023"]
        assert (await who.get(f"metrics/observations/{figures[2]['id']}")).status_code == 404
    assert (await auditor.get("metrics/observations")).status_code == 403


async def publish(by: Actor, period: str) -> None:
    await by.created(
        "metrics/observations/publications",
        {"organization_id": by.organization_id, "indicator": "women_helped", "period": period},
    )


async def test_whoever_reported_a_figure_sees_what_they_reported(field: Field) -> None:
    await drafted(field.partner, **SUM)
    await field.facilitator.created("metrics/observations", figure(field.partner))
    [made] = (await field.facilitator.get("metrics/observations")).json()["items"]
    path = f"metrics/observations/{made['id']}"
    await field.partner.post(f"{path}/corrections", {"value": "7", "reason": {"he": "טעות"}})
    # What the partner put in its place is the partner's.
    assert (await field.facilitator.get(path)).status_code == 404
    revisions = (await field.facilitator.get(f"{path}/revisions")).json()["revisions"]
    assert [one["value"] for one in revisions] == ["12"]
    refused = await field.facilitator.post(f"{path}/corrections", {"value": "8", "reason": {"he": "x"}})
    assert refused.status_code == 404


async def test_what_was_corrected_before_it_was_published_stays_with_the_partner(field: Field) -> None:
    await drafted(field.partner, **SUM)
    made = await reported(field.partner)
    path = f"metrics/observations/{made['id']}"
    await field.partner.post(f"{path}/corrections", {"value": "7", "reason": {"he": "טעות"}})
    await publish(field.partner, "2024")
    await field.partner.post(f"{path}/corrections", {"value": "8", "reason": {"he": "עוד טעות"}})
    values = [one["value"] for one in (await field.founder.get(f"{path}/revisions")).json()["revisions"]]
    assert values == ["7", "8"]


async def test_only_the_organization_publishes_its_figures(world: World, field: Field) -> None:
    await drafted(field.partner, **SUM)
    body = {
        "organization_id": field.partner.organization_id,
        "indicator": "women_helped",
        "period": "2024",
    }
    analyst = await staff(world, field, "data_analyst")
    path = "metrics/observations/publications"
    for who in (analyst, field.facilitator, field.founder):
        assert (await who.post(path, body)).status_code == 403
    await field.partner.created(path, body)
    for again in ("2024", "2023"):
        refused = await field.partner.post(path, body | {"period": again})
        assert (refused.status_code, refused.json()["code"]) == (409, "published-already")
    refused = await field.partner.post(path, body | {"period": "2990"})
    assert refused.json()["errors"][0]["code"] == "period_not_begun"
    listed = (await field.founder.get(path)).json()["items"]
    assert [(one["period"], one["published_by"]) for one in listed] == [("2024", field.partner.person_id)]


async def test_of_another_initiative_nothing_is_seen(world: World, field: Field) -> None:
    await drafted(field.partner, **SUM)
    made = await reported(field.partner)
    elsewhere = await world.found("מהלך אחר")
    assert (await elsewhere.partner.get(f"metrics/observations/{made['id']}")).status_code == 404
    assert await seen(elsewhere.partner) == []


@pytest.mark.parametrize("file", sorted(METRICS.rglob("repository.py")), ids=lambda file: file.parent.name)
def test_every_statement_that_reads_figures_asks_who_looks(file: Path) -> None:
    text = file.read_text("utf-8")
    if not re.search(
        r"^from services\.metrics\.observations\.models import .*\bobservations\b", text, re.MULTILINE
    ):
        return
    if file.parent.name in ("indicators", "completeness", "reports_due"):
        # That there are some, and when they came, is no figure.
        assert not re.search(r"\.c\.(value|numerator|denominator|state|remark|dimensions)\b", text)
    else:
        assert "from services.metrics.visibility import" in text
