"""A person's data in the metrics: which indicators they drafted."""

from tests.kit import Field, World
from tests.services.metrics.indicators.test_indicators import drafted


async def test_the_indicators_a_person_drafted_are_exported_to_them_and_facilitators(
    world: World, field: Field
) -> None:
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id)
    hers = await drafted(ruth, code="hers")
    await drafted(field.partner, code="anothers")
    path = f"metrics/people/{ruth.person_id}/personal-data"
    for insider in (ruth, field.facilitator):
        data = (await insider.get(path)).json()
        assert (data["drafted_indicator_ids"], data["complete"]) == ([hers["id"]], True)
    for other in (field.partner, field.founder, field.operator):
        assert (await other.get(path)).status_code == 403
