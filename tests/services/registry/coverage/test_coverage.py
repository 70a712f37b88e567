"""Coverage: who is there by sector, grouping and population, and what is missing to the targets."""

from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.registry.coverage.counting import Group, counted, groups, present, signals
from services.registry.coverage.events import CoverageCounting
from services.registry.organizations.events import DecisionMakerKind, Sector
from shared.partnership import Stage
from tests.kit import Actor, Field
from tests.services.events.workers import all_events

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
HALVES: dict[str, Any] = {
    "name": {"he": "מרכז ופריפריה"},
    "values": [{"name": {"he": "מרכז"}}, {"name": {"he": "פריפריה"}}],
}
stages = st.dictionaries(st.sampled_from(Stage), st.integers(1, 50))


@given(stages)
def test_whoever_counts_as_partner_counts_as_engaged_and_as_mapped(there: dict[Stage, int]) -> None:
    by = [
        present(there, counting)
        for counting in (CoverageCounting.PARTNER, CoverageCounting.ENGAGED, CoverageCounting.MAPPED)
    ]
    assert by == sorted(by)
    away = there.get(Stage.PAUSED, 0) + there.get(Stage.LEFT, 0)
    assert by[-1] == sum(there.values()) - away


@given(stages, st.integers(1, 200), st.sampled_from(CoverageCounting))
def test_a_signal_says_what_is_missing_and_only_where_something_is(
    there: dict[Stage, int], at_least: int, counting: CoverageCounting
) -> None:
    group = Group(sector=Sector.PUBLIC)
    target = {**group.shown(), "id": uuid4(), "at_least": at_least, "counting": counting.value}
    found = signals({group: there}, [], [target])
    assert bool(found) == (present(there, counting) < at_least)
    for signal in found:
        assert signal["present"] + signal["missing"] == at_least
        assert signal["lack"] == ("thin" if signal["present"] else "missing")
        assert all(str(signal["missing"]) in signal["text"][language] for language in ("he", "ar", "en"))


def test_groups_without_any_organization_are_there() -> None:
    value = str(uuid4())
    grouping = {"id": uuid4(), "values": [{"id": value, "name": {"he": "מרכז"}}]}
    wanted = [Group(place="rahat").shown(), Group(population_group="bedouin").shown()]
    found = groups(counted([]), [grouping], wanted)
    assert [group["sector"] for group in found if group["sector"]] == list(Sector)
    rest = [
        (group["value_id"], group["population_group"] or group["place"])
        for group in found
        if not group["sector"] and not group["decision_maker_kind"]
    ]
    assert rest == [(UUID(value), None), (None, None), (None, "bedouin"), (None, "rahat")]
    kinds = [group["decision_maker_kind"] for group in found if group["decision_maker_kind"]]
    assert kinds == list(DecisionMakerKind)
    assert all(group["organizations"] == 0 and group["stages"] == [] for group in found)


async def _coverage(by: Actor) -> tuple[dict[tuple[Any, ...], dict[str, Any]], list[dict[str, Any]]]:
    body = (await by.get("registry/coverage")).json()
    keys = ("sector", "value_id", "population_group")
    plain = [one for one in body["groups"] if not one["place"] and not one["decision_maker_kind"]]
    return {tuple(group[key] for key in keys): group for group in plain}, body["signals"]


async def test_organizations_are_counted_by_sector_grouping_and_population(field: Field) -> None:
    grouping = await field.facilitator.created("registry/groupings", HALVES)
    mine, value = field.partner.organization_id, grouping["values"][1]["id"]
    await field.partner.put(f"registry/groupings/{grouping['id']}/organizations/{mine}", {"value_id": value})
    served = {"population_groups": ["bedouin", "bedouin"]}
    assert (await field.facilitator.patch(f"registry/organizations/{mine}", served)).status_code == 200
    found, missing = await _coverage(field.partner)
    assert missing == []
    assert found[("nonprofit", None, None)]["stages"] == [{"stage": "mapped", "organizations": 1}]
    assert found[("philanthropy", None, None)]["stages"] == [{"stage": "partner", "organizations": 1}]
    assert found[("business", None, None)]["organizations"] == 0
    assert found[(None, value, None)]["organizations"] == 1
    assert found[(None, value, None)]["name"] == {"he": "פריפריה"}
    assert found[(None, grouping["values"][0]["id"], None)]["organizations"] == 0
    assert found[(None, None, None)]["organizations"] == 1
    assert found[(None, None, "bedouin")]["organizations"] == 1
    change = {"to": "left", "reason": {"he": "עזבו"}}
    await field.facilitator.created(f"registry/organizations/{mine}/stage-changes", change)
    found, _ = await _coverage(field.partner)
    assert found[(None, value, None)]["organizations"] == 0
    assert found[(None, value, None)]["stages"] == [{"stage": "left", "organizations": 1}]


async def test_targets_say_what_is_missing_until_it_is_there(field: Field) -> None:
    grouping = await field.facilitator.created("registry/groupings", HALVES)
    value = {"grouping_id": grouping["id"], "value_id": grouping["values"][0]["id"]}
    wanted = await field.facilitator.created(
        "registry/coverage-targets", {"sector": "nonprofit", "at_least": 1}
    )
    await field.facilitator.created(
        "registry/coverage-targets", {**value, "at_least": 3, "counting": "mapped"}
    )
    _, missing = await _coverage(field.partner)
    assert [(one["present"], one["missing"]) for one in missing] == [(0, 3), (0, 1)]
    assert missing[1]["target_id"] == wanted["id"]
    assert missing[0]["text"]["en"] == "מרכז – organizations on the map: 0; wanted: at least 3; missing: 3."
    change = {"to": "engaged", "reason": {"he": "הגיעו"}}
    path = f"registry/organizations/{field.partner.organization_id}/stage-changes"
    await field.facilitator.created(path, change)
    assert [one["missing"] for one in (await _coverage(field.partner))[1]] == [3]
    kept = await field.facilitator.patch(
        f"registry/groupings/{grouping['id']}",
        {"values": [{"name": {"he": "א"}}, {"id": grouping["values"][1]["id"], "name": {"he": "ב"}}]},
    )
    assert kept.json()["code"] == "grouping-value-in-use"


async def test_places_and_kinds_of_decision_makers_are_counted_and_wanted(field: Field) -> None:
    ministry = {
        **{"name": {"he": "משרד הרווחה"}, "sector": "public", "places_served": ["rahat", "0070", "rahat"]},
        "decision_maker_kinds": ["national_government", "public_agency"],
    }
    mapped = await field.facilitator.created("registry/organizations", ministry)
    assert mapped == mapped | ministry
    path = f"registry/organizations/{mapped['id']}"
    fewer = {"decision_maker_kinds": ["national_government"]}
    assert (await field.facilitator.patch(path, fewer)).json()["decision_maker_kinds"] == [
        "national_government"
    ]
    for wrong in ({"decision_maker_kinds": ["kings"]}, {"places_served": ["Be’er Sheva"]}):
        assert (await field.facilitator.patch(path, wrong)).status_code == 422
    told = [one["event"] for one in await all_events(field.partner, types="registry.organization.*")][-2:]
    assert [one["data"]["decision_maker_kinds"] for one in told] == [
        ["national_government", "public_agency"],
        ["national_government"],
    ]
    wanted = (
        {"place": "rahat", "at_least": 2, "counting": "mapped"},
        {"decision_maker_kind": "parliament", "at_least": 1, "counting": "mapped"},
        {"decision_maker_kind": "national_government", "at_least": 1, "counting": "mapped"},
    )
    for target in wanted:
        await field.facilitator.created("registry/coverage-targets", target)
    again = await field.facilitator.post("registry/coverage-targets", wanted[0])
    assert (again.status_code, again.json()["code"]) == (409, "coverage-target-exists")
    both = {**wanted[0], "sector": "public"}
    assert (await field.facilitator.post("registry/coverage-targets", both)).status_code == 422
    body = (await field.partner.get("registry/coverage")).json()
    here = {
        one["place"] or one["decision_maker_kind"]: one["organizations"]
        for one in body["groups"]
        if one["place"] or one["decision_maker_kind"]
    }
    assert here == dict.fromkeys(DecisionMakerKind, 0) | {"rahat": 1, "0070": 1, "national_government": 1}
    said = [(one["lack"], one["text"]["en"], one["text"]["he"]) for one in body["signals"]]
    assert said == [
        (
            "thin",
            "rahat – organizations on the map: 1; wanted: at least 2; missing: 1.",
            "rahat – ארגונים במפה: 1; היעד: 2 לפחות; חסרים: 1.",
        ),
        (
            "missing",
            "Parliament – organizations on the map: 0; wanted: at least 1; missing: 1.",
            "כנסת – ארגונים במפה: 0; היעד: 1 לפחות; חסרים: 1.",
        ),
    ]


async def test_facilitators_set_and_drop_targets(field: Field) -> None:
    body = {"population_group": "bedouin", "at_least": 2}
    assert (await field.partner.post("registry/coverage-targets", body)).status_code == 403
    target = await field.facilitator.created("registry/coverage-targets", body)
    assert (target["counting"], target["population_group"], target["sector"]) == ("engaged", "bedouin", None)
    again = await field.facilitator.post("registry/coverage-targets", body)
    assert (again.status_code, again.json()["code"]) == (409, "coverage-target-exists")
    for wrong in (
        {"at_least": 2},
        {**body, "sector": "public"},
        {"grouping_id": NOBODY, "at_least": 2},
        {"sector": "public", "at_least": 0},
        {"grouping_id": NOBODY, "value_id": NOBODY, "at_least": 2},
    ):
        assert (await field.facilitator.post("registry/coverage-targets", wrong)).status_code == 422
    assert (await field.partner.get("registry/coverage-targets")).json()["items"] == [target]
    path = f"registry/coverage-targets/{target['id']}"
    assert (await field.partner.delete(path)).status_code == 403
    assert (await field.facilitator.delete(path, version=2)).status_code == 412
    assert (await field.facilitator.delete(path, version=1)).status_code == 204
    assert (await field.facilitator.delete(path)).status_code == 404
    assert (await field.partner.get("registry/coverage-targets")).json()["items"] == []
    facts = await all_events(field.partner, types="registry.coverage_target.*")
    told = [one["event"]["type"] for one in facts]
    assert told == ["registry.coverage_target.set", "registry.coverage_target.dropped"]
