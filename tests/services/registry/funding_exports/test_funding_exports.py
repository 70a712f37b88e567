"""Money, what is done with the community, and mandates as files, as whoever asks may see them."""

import csv
import io
from typing import Any

from shared.imports.tables import read_xlsx
from tests.governing import propose_mandate
from tests.kit import Actor, Field, World
from tests.services.registry.funding import allocate, given, granted, spent

WORDS = {"he": "=סוד", "ar": "سر"}
EXPORTS = (
    *("funding-sources", "grants", "allocations", "spending", "contributions"),
    *("engagement-activities", "participation-support", "mandates"),
)


async def exported(by: Actor, name: str, **options: Any) -> list[dict[str, str]]:
    response = await by.get(f"registry/exports/{name}", **options)
    assert response.status_code == 200, response.text
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


async def test_everything_is_exported_as_its_reader_may_see_it(world: World, field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    mapped = {"name": {"he": "קרן תקווה", "en": "Hope"}, "sector": "philanthropy"}
    foundation = (await keeper.created("registry/organizations", mapped))["id"]
    hidden = {"terms": WORDS, "terms_confidential": True, "funder_organization_id": foundation}
    source = await given(keeper, 100, **hidden)
    await granted(keeper, source, 100, conditions=WORDS)
    allocated = (await allocate(keeper, source, field.founder.organization_id, 50)).json()
    await field.founder.created("registry/spending", spent(allocated, 7, text=WORDS))
    kind = {"organization_id": house.organization_id, "kind": "in_kind", "text": WORDS}
    await house.created("registry/contributions", kind)
    held = {"held_on": "2026-01-10", "title": {"he": "ערב"}, "involvement": "involve", "took_part": 3}
    held |= {"organization_ids": [house.organization_id], "support": ["travel", "meals"]}
    engaged = await keeper.created("registry/engagement-activities", held)
    helped = {"support": "travel", "given_on": "2026-01-10", "number": 2, "engagement_id": engaged["id"]}
    await keeper.created("registry/participation-support", helped)
    await propose_mandate(field.founder, house.organization_id)

    files = {name: await exported(house, name) for name in EXPORTS}
    assert {name: len(rows) for name, rows in files.items()} == dict.fromkeys(EXPORTS, 1)
    (money,), (grant,), (spending,) = (files[name] for name in EXPORTS[:2] + EXPORTS[3:4])
    assert (money["funder"], money["amount"], money["terms"]) == ("Hope", "100", "")
    assert (grant["conditions"], grant["received"], grant["spent"]) == ("", "0", "7")
    assert (spending["amount"], spending["currency"], spending["text"]) == ("7", "ILS", "")
    (seen,) = await exported(keeper, "funding-sources", headers={"Accept-Language": "ar"})
    assert (seen["terms"], seen["funder"]) == ("سر", "קרן תקווה")
    (seen,) = await exported(keeper, "spending")
    assert seen["text"] == "'=סוד"
    (activity,), (mandate,) = files["engagement-activities"], files["mandates"]
    assert (activity["support"], activity["organizations"]) == ("travel|meals", mandate["organizations"])
    assert (mandate["status"], mandate["in_force"]) == ("proposed", "false")
    book = await keeper.get("registry/exports/spending?format=xlsx")
    (row,) = list(read_xlsx(book.content).rows)
    assert "=סוד" in row
    for name in EXPORTS:
        assert (await field.operator.get(f"registry/exports/{name}")).status_code == 403
