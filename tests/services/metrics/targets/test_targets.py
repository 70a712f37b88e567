"""Baselines and targets of an indicator."""

from typing import Any

import pytest

from tests.kit import Field, World
from tests.services.erasing import erase
from tests.services.metrics.indicators.test_indicators import drafted

TARGET = {"kind": "target", "period": "2028April", "value": "12.50"}


async def test_a_target_is_set_for_a_period_and_place(field: Field) -> None:
    path = f"metrics/indicators/{(await drafted(field.partner))['id']}/targets"
    whole = await field.partner.created(path, TARGET)
    assert (whole["period_start"], whole["value"], whole["dimensions"]) == ("2028-04-01", "12.50", {})
    north = await field.facilitator.created(path, TARGET | {"dimensions": {"district": "צפון"}})
    assert north["dimensions"] == {"district": "north"}
    base = await field.partner.created(path, TARGET | {"kind": "baseline", "period": "2024/25"})
    assert base["period"] == "2024April"
    assert (await field.founder.get(path)).json()["items"] == [whole, north, base]
    again = await field.partner.post(path, TARGET)
    assert (again.status_code, again.json()["code"]) == (409, "target-set-already")
    assert (await field.founder.post(path, TARGET)).status_code == 403


async def test_a_target_is_changed_and_dropped(field: Field) -> None:
    path = f"metrics/indicators/{(await drafted(field.partner))['id']}/targets"
    target = await field.partner.created(path, TARGET)
    own = f"{path}/{target['id']}"
    assert (await field.partner.patch(own, {"value": "12.5"}, version=1)).json()["version"] == 1
    changed = (await field.partner.patch(own, {"value": "11"}, version=1)).json()
    assert (changed["value"], changed["version"]) == ("11", 2)
    assert (await field.partner.delete(own, version=1)).status_code == 412
    assert (await field.partner.delete(own, version=2)).status_code == 204
    assert (await field.partner.get(path)).json()["items"] == []
    assert (await field.partner.delete(own)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"period": "2028"}, "/period", "bad_period"),
        ({"dimensions": {"age": "x"}}, "/dimensions/age", "unknown_dimension"),
        ({"dimensions": {"district": "x"}}, "/dimensions/district", "unknown_dimension_value"),
        ({"value": "1e3"}, "/value", "bad_format"),
        ({"value": "1,000"}, "/value", "bad_format"),
    ],
)
async def test_what_is_no_target_is_refused(
    field: Field, changes: dict[str, Any], pointer: str, code: str
) -> None:
    path = f"metrics/indicators/{(await drafted(field.partner))['id']}/targets"
    refused = await field.partner.post(path, TARGET | changes)
    assert refused.status_code == 422
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [(pointer, code)]


async def test_of_an_erased_person_the_target_stays(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    path = f"metrics/indicators/{(await drafted(ruth))['id']}/targets"
    target = await ruth.created(path, TARGET)
    await erase(world, ruth, in_service="metrics")
    [kept] = (await field.partner.get(path)).json()["items"]
    assert kept == target | {"set_by": None, "version": 2}
