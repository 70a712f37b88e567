"""Declaring events: what stands in the log for everybody is never what somebody typed."""

import json
import types
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any, cast
from uuid import UUID

import pytest
from pydantic import ValidationError

from services.cli import load_all
from shared.eventlog import event_types as declared
from shared.eventlog.envelope import MAX_LINE_BYTES, Actor, LineTooLongError, entry
from shared.eventlog.event_types import CODE, FOR_CONCERNED, FOR_MEMBERS, OPEN, Audience, Event, event_types
from shared.ids import uuid7

load_all()


@pytest.fixture(autouse=True)
def _register_of_the_tests_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declared, "_registry", dict(declared._registry))


def _declared(**namespace: Any) -> type[Event]:
    """An event type declared as a class body would."""
    own = {"__module__": __name__, "__qualname__": f"Thing{uuid7().hex}", "subject": "things"}

    def body(attributes: dict[str, Any]) -> None:
        attributes |= own | namespace

    return cast(type[Event], types.new_class("Thing", (Event,), exec_body=body))


def _event(**fields: Any) -> type[Event]:
    """An event type with an id and these fields."""
    return _declared(
        __annotations__={"thing_id": Annotated[UUID, OPEN], **fields},
        type=f"registry.thing.{uuid7().hex}",
        subject="things/{thing_id}",
    )


class Colour(Enum):
    RED = "red"


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[str, OPEN],
        Annotated[str | None, OPEN],
        Annotated[list[str], OPEN],
        Annotated[list[Annotated[str, OPEN]], OPEN],
        Annotated[dict[str, int], OPEN],
        Annotated[float, OPEN],
        Annotated[bytes, OPEN],
        Annotated[UUID | str, OPEN],
        Annotated[Any, OPEN],
    ],
)
def test_free_text_and_structures_cannot_be_open(annotation: Any) -> None:
    with pytest.raises(TypeError, match="cannot be open"):
        _event(field=annotation)


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[UUID | None, OPEN],
        Annotated[list[UUID], OPEN],
        Annotated[int, OPEN],
        Annotated[bool, OPEN],
        Annotated[datetime | None, OPEN],
        Annotated[Colour, OPEN],
        Annotated[str, OPEN, CODE],
        Annotated[list[Annotated[str, CODE]], OPEN],
    ],
)
def test_ids_numbers_dates_enums_and_codes_can_be_open(annotation: Any) -> None:
    assert _event(field=annotation).open_fields == {"thing_id", "field"}


def test_a_code_is_nothing_anybody_typed() -> None:
    event = _event(field=Annotated[str, OPEN, CODE])
    for text in ("Dana Levi", "דנה", "", "A", "x" * 201):
        with pytest.raises(ValidationError):
            event.model_validate({"thing_id": uuid7(), "field": text})


def test_a_field_nobody_marked_is_sealed_for_the_fewest() -> None:
    assert _event(field=str).sealed_fields == {"field": Audience.FACILITATORS}


def test_people_and_readers_are_named_by_open_fields() -> None:
    annotations = {"person_id": Annotated[UUID, FOR_MEMBERS]}
    with pytest.raises(TypeError, match="open fields"):
        _declared(__annotations__=annotations, type="registry.thing.wrong", people=("person_id",))


def test_of_a_confidential_fact_they_are_named_by_ids_sealed_for_those_concerned() -> None:
    annotations = {"person_ids": Annotated[list[UUID], FOR_CONCERNED], "said": Annotated[str, FOR_CONCERNED]}
    named = {"people": ("person_ids",), "readers": ("person_ids",)}
    kind = _declared(__annotations__=annotations, type="registry.thing.secret", **named)
    person = uuid7()
    written = _sealed(kind.model_validate({"person_ids": [person], "said": "דנה"}))
    assert str(person) not in json.dumps(written["line"])
    assert {opening.readers for opening in written["openings"]} == {(person,)}
    assert {opening.people for opening in written["openings"]} == {(person,)}
    with pytest.raises(TypeError, match="ids for those concerned"):
        _declared(__annotations__=annotations, type="registry.thing.wrong", people=("said",))


def test_a_type_is_declared_once() -> None:
    first = _event()
    with pytest.raises(TypeError, match="twice"):
        _declared(type=first.type)


def _sealed(event: Event) -> dict[str, Any]:
    item = entry(
        event,
        source="/registry",
        initiative_id=uuid7(),
        actor=Actor("operator"),
        time=datetime.now(UTC),
        request_id=str(uuid7()),
    )
    line: dict[str, Any] = json.loads(item.line)
    return {"line": line, "openings": item.openings}


def test_a_sealed_value_is_nowhere_in_the_line() -> None:
    event = _event(name=Annotated[str, FOR_CONCERNED]).model_validate(
        {"thing_id": uuid7(), "name": "דנה לוי"}
    )
    written = _sealed(event)
    assert "דנה" not in json.dumps(written["line"], ensure_ascii=False)
    (opening,) = written["openings"]
    assert written["line"]["sealed"] == {"name": opening.commitment()}
    assert json.loads(opening.value) == "דנה לוי"


def test_an_absent_value_leaves_no_trace() -> None:
    event = _event(name=Annotated[str | None, FOR_MEMBERS]).model_validate(
        {"thing_id": uuid7(), "name": None}
    )
    written = _sealed(event)
    assert written["openings"] == ()
    assert written["line"]["sealed"] == {}
    assert "name" not in written["line"]["data"]


def test_a_line_is_no_longer_than_an_entry_may_be() -> None:
    event = _event(others=Annotated[list[UUID], OPEN])
    with pytest.raises(LineTooLongError):
        _sealed(event.model_validate({"thing_id": uuid7(), "others": [uuid7()] * (MAX_LINE_BYTES // 38)}))


@pytest.mark.parametrize("name", sorted(event_types()))
def test_every_declared_type_has_an_example_that_holds(name: str) -> None:
    event_type = event_types()[name]
    event = event_type.model_validate(event_type.example)
    line = _sealed(event)["line"]
    assert line["type"] == name
    assert "{" not in line["subject"]
    assert line["data"].keys() <= event_type.open_fields
    assert line["sealed"].keys() <= event_type.sealed_fields.keys()
    assert event_type.__doc__
