"""Every figure the documents promise is really counted."""

import re
from pathlib import Path
from uuid import UUID

from shared.observability.metrics import (
    DELETED_ROWS,
    HEAVY_WORK,
    LOG_MOVED_RETRIES,
    REGISTRY,
    SEALED_ENTRIES,
    SEALING_LAG,
    SEALING_REFUSALS,
    WEBHOOK_ATTEMPTS,
    WEBHOOK_DURATION,
)
from tests.kit import Field, World
from tests.services.events.sealers import sealer_of
from tests.services.events.webhooks.receiver import deliver, dispatching, happen, receiving, subscribed

ROOT = Path(__file__).parents[3]
EXCEPTIONAL = {family.name for counter in (HEAVY_WORK, LOG_MOVED_RETRIES) for family in counter.collect()}
COUNTED_BY_OTHER_PROCESSES = {
    family.name
    for counter in (
        SEALED_ENTRIES,
        SEALING_LAG,
        SEALING_REFUSALS,
        WEBHOOK_ATTEMPTS,
        WEBHOOK_DURATION,
        DELETED_ROWS,
    )
    for family in counter.collect()
}
"""By the sealer, the dispatcher and the workers, which delete what is over."""
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
        if family.name not in EXCEPTIONAL | COUNTED_BY_OTHER_PROCESSES:
            assert values, family.name
            assert any(values) or family.name in AT_REST, family.name


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_what_is_sealed_and_delivered_is_counted(world: World, field: Field, tmp_path: Path) -> None:
    sealed = value("shidra_log_sealed_entries_total")
    async with sealer_of(world, tmp_path / "signed") as sealer:
        await sealer.seal(UUID(field.id))
    assert value("shidra_log_sealed_entries_total") > sealed
    delivered = value("shidra_webhook_attempts_total", outcome="delivered")
    timed = value("shidra_webhook_attempt_duration_seconds_count")
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        await happen(field, 1)
        await deliver(dispatcher)
    assert value("shidra_webhook_attempts_total", outcome="delivered") > delivered
    assert value("shidra_webhook_attempt_duration_seconds_count") > timed


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
