"""The catalogues: open to everybody, whole in three languages, in step with the codes the API takes."""

from enum import Enum
from typing import Any

import pytest

from services.registry.catalogues.service import CATALOGUES, CatalogueName
from services.registry.interactions.events import InteractionType
from services.registry.mandates.events import BackboneRole, BackboneType
from services.registry.organizations.events import Sector
from services.registry.profiles.events import OfferKind
from services.registry.spending.events import SpendingCategory
from services.registry.staff.events import StaffRole
from shared.localization.languages import Language
from shared.partnership import Stage
from tests.kit import World

COUNTS = {"backbone_types": 6, "roles": 8, "success_keys": 11, "indicators_27": 27}


async def _read(world: World, name: str) -> Any:
    answer = await world.http.get(f"/registry/v1/catalogues/{name}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("name", CatalogueName)
async def test_a_catalogue_is_whole_in_every_language_and_names_its_sources(world: World, name: str) -> None:
    body = await _read(world, name)
    entries = body["entries"]
    assert body["name"] == name
    assert len(entries) == COUNTS.get(name, len(entries)) > 0
    assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
    assert len({entry["code"] for entry in entries}) == len(entries)
    texts = [body["title"], *(entry["name"] for entry in entries)]
    texts += [entry["description"] for entry in entries if entry["description"]]
    texts += [text for entry in entries for text in entry["advantages"] + entry["disadvantages"]]
    assert all(text.keys() == set(Language) and all(text.values()) for text in texts)
    assert all(entry["source"] for entry in entries)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        (CatalogueName.SECTORS, Sector),
        (CatalogueName.ENGAGEMENT_STAGES, Stage),
        (CatalogueName.STAFF_ROLES, StaffRole),
        (CatalogueName.INTERACTION_TYPES, InteractionType),
        (CatalogueName.BACKBONE_TYPES, BackboneType),
        (CatalogueName.ROLES, BackboneRole),
        (CatalogueName.OFFER_KINDS, OfferKind),
        (CatalogueName.SPENDING_CATEGORIES, SpendingCategory),
    ],
)
def test_a_catalogue_lists_the_codes_the_api_takes(name: CatalogueName, codes: type[Enum]) -> None:
    assert {entry.code for entry in CATALOGUES[name].entries} == {code.value for code in codes}


async def test_every_kind_of_backbone_has_its_advantages_disadvantages_and_an_example(world: World) -> None:
    kinds = {entry["code"]: entry for entry in (await _read(world, "backbone_types"))["entries"]}
    assert all(kind["advantages"] and kind["disadvantages"] and kind["example"] for kind in kinds.values())
    # The guide's table has its columns reversed in these four rows.
    for code, for_it, against_it in (
        ("existing_nonprofit", "Credibility", "baggage"),
        ("government", "public sector", "Bureaucracy"),
        ("shared_multiple", "Fewer resources", "coordinating"),
        ("steering_committee", "Commitment of leaders", "who answers for what"),
    ):
        for side, words in (("advantages", for_it), ("disadvantages", against_it)):
            assert any(words in text["en"] for text in kinds[code][side]), (code, side)
    # The guide's table says the opposite here, and has columns reversed in four rows.
    assert "Fewer resources" in kinds["shared_multiple"]["advantages"][0]["en"]
    assert "Bureaucracy" in kinds["government"]["disadvantages"][0]["en"]


async def test_the_indicators_are_of_six_of_the_eight_roles(world: World) -> None:
    roles = {entry["code"] for entry in (await _read(world, "roles"))["entries"]}
    counted: dict[str, int] = {}
    for entry in (await _read(world, "indicators_27"))["entries"]:
        counted[entry["group"]] = counted.get(entry["group"], 0) + 1
    assert counted.keys() < roles
    assert sorted(counted.values()) == [3, 3, 4, 4, 5, 8]
    for entry in (await _read(world, "staff_roles"))["entries"]:
        assert set(entry["roles"]) <= roles
        assert entry["titles"]["feminine"]["he"] != entry["titles"]["masculine"]["he"]


async def test_a_catalogue_that_does_not_exist_is_a_problem(world: World) -> None:
    answer = await world.http.get("/registry/v1/catalogues/secrets")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
