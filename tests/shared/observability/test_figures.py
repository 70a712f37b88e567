"""Every figure the documents promise is really counted."""

import re
from pathlib import Path

from shared.observability.metrics import HEAVY_WORK, LOG_MOVED_RETRIES, REGISTRY
from tests.kit import Field, World

ROOT = Path(__file__).parents[3]
EXCEPTIONAL = {family.name for counter in (HEAVY_WORK, LOG_MOVED_RETRIES) for family in counter.collect()}
AT_REST = {"shidra_database_pool_in_use"}
"""Zero while nothing is going on."""


async def test_one_request_and_one_followed_event_leave_a_sample_of_every_figure(
    world: World, field: Field
) -> None:
    assert (await field.partner.get("agenda/voices")).status_code == 200  # the projection is built
    await world.add_person(field.facilitator, "מאיה")
    assert (await field.partner.get("agenda/voices")).status_code == 200  # and now follows
    families = [family for family in REGISTRY.collect() if family.name.startswith("shidra_")]
    assert len(families) >= 8
    for family in families:
        values = [one.value for one in family.samples if one.labels.get("service") in ("registry", "agenda")]
        if family.name not in EXCEPTIONAL:
            assert values, family.name
            assert any(values) or family.name in AT_REST, family.name


async def test_every_figure_a_document_names_is_there(field: Field) -> None:
    assert (await field.partner.get("agenda/voices")).status_code == 200
    known = {name for family in REGISTRY.collect() for name in (family.name, f"{family.name}_total")}
    named = {
        name
        for page in (ROOT / "docs").glob("*.md")
        for name in re.findall(r"\bshidra_(?:http|log|database|heavy)_\w+", page.read_text("utf-8"))
    }
    assert named
    assert named <= known
