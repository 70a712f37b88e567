"""What `shidra fsck` derives of sealed values: whose they are, and by which erasure they may be gone."""

import json
from typing import Any

import pytest

from services.events.sealing.sealed_values import Row, SealedValues
from services.registry.app import SERVICE as REGISTRY
from services.registry.interactions.events import ConfidentialInteractionRecorded, InteractionRecorded
from shared.erasure import completed_event
from shared.eventlog.event_types import Event
from shared.ids import uuid7
from tests.shared.eventlog.logs import written

CONCERNED, STRANGER = uuid7(), uuid7()
RECORDED = InteractionRecorded.model_validate(
    {
        **InteractionRecorded.example,
        "person_ids": [CONCERNED],
        "recorded_by": None,
        "tone": 1,
        "notes": {"en": "a"},
    }
)
IN_CONFIDENCE = ConfidentialInteractionRecorded.model_validate(RECORDED.model_dump())


def erased(by: str, person: Any) -> Event:
    event_type = completed_event(by)
    return event_type.model_validate({**event_type.example, "person_id": person})


def beside(event: Event) -> tuple[dict[str, Any], list[Row]]:
    """An event as it stands in the log, and the rows of its values."""
    entry = written(event, uuid7())
    rows: list[Row] = [
        {
            "field": one.field,
            "type": event.type,
            "salt": one.salt,
            "value": one.value.decode(),
            "audience": one.audience.value,
            "readers": list(one.readers),
            "persons": list(one.people),
        }
        for one in entry.openings
    ]
    return json.loads(entry.line), rows


def wrong(*looked_at: tuple[Event, bool]) -> list[str]:
    """What is said of events whose values are there, or not."""
    values, said = SealedValues(), []
    for position, (event, there) in enumerate(looked_at):
        envelope, rows = beside(event)
        said += values.look_at(position, envelope, rows if there else [])
    return said + values.at_the_end()


@pytest.mark.parametrize("event", [RECORDED, IN_CONFIDENCE])
def test_values_are_there_or_erased_by_the_service_whose_they_are(event: Event) -> None:
    gone = ["position 0: its values are gone, and nobody they were about was erased"]
    by_its_service, by_another = erased(REGISTRY.name, CONCERNED), erased("agenda", CONCERNED)
    assert wrong((event, True)) == []
    assert wrong((event, False)) == gone
    assert wrong((event, False), (by_another, True)) == gone
    assert wrong((event, False), (by_its_service, True)) == []
    assert wrong((event, True), (by_another, True)) == []
    assert wrong((event, True), (by_its_service, True)) == [
        "position 0: a value about a person is there whom registry has erased"
    ]


def test_anothers_erasure_takes_no_values() -> None:
    assert wrong((RECORDED, False), (erased(REGISTRY.name, STRANGER), True)) != []
    # About whom they were is sealed with them: that somebody was erased is all that can be asked.
    assert wrong((IN_CONFIDENCE, False), (erased(REGISTRY.name, STRANGER), True)) == []


CHANGED: dict[str, dict[str, Any]] = {
    "who may open a value": {"audience": "members"},
    "not what the entry's type says": {"type": "registry.person.joined"},
    "those who may open a value": {"readers": []},
    "those whose erasure erases a value": {"persons": [CONCERNED, STRANGER]},
    "does not open its commitment": {"salt": bytes(32)},
    "not canonical": {"value": '{"en": "a"}'},
}


@pytest.mark.parametrize("event", [RECORDED, IN_CONFIDENCE])
@pytest.mark.parametrize("said", CHANGED)
def test_what_a_row_says_follows_from_its_entry(event: Event, said: str) -> None:
    envelope, rows = beside(event)
    changed = [{**row, **CHANGED[said]} if row["field"] == "notes" else row for row in rows]
    assert any(said in one for one in SealedValues().look_at(7, envelope, changed))
    assert SealedValues().look_at(7, envelope, rows) == []


def test_a_value_without_its_neighbours_and_a_type_nobody_records_are_wrong() -> None:
    envelope, rows = beside(RECORDED)
    (said,) = SealedValues().look_at(7, envelope, rows[:-1])
    assert said == "position 7: of its values, 1 are missing, others not"
    (said,) = SealedValues().look_at(7, {**envelope, "type": "registry.nothing"}, [])
    assert "no service records" in said
