"""Whatever a file says of people: if it is accepted whole, bringing it again changes nothing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.registry.imports.naming import Named
from services.registry.imports.outcomes import Outcome, Outcomes
from services.registry.imports.people import DESCRIBED, PersonRows
from shared.imports.summary import ImportMode

ORGANIZATIONS: list[dict[str, Any]] = [
    {"id": UUID(int=number), "name": {"he": name}, "identifiers": [], "merged_into": None}
    for number, name in enumerate(("אלף", "בית"), 1)
]
ROWS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["נועה", "יוסי", "noa"]),
        "name.en": st.sampled_from(["Noa", "Yossi"]),
        "email": st.sampled_from(["a@example.org", "A@example.org", "b@example.org"]),
        "phone": st.sampled_from(["050-1111111", "0501111111", "03-2222222"]),
        "language": st.sampled_from(["he", "ערבית"]),
        "organization": st.sampled_from(["אלף", "בית"]),
        "title": st.sampled_from(["יו״ר", "chair"]),
        "since": st.sampled_from(["2020-01-01", "2022-01-01"]),
        "until": st.sampled_from(["2021-01-01", "2023-01-01"]),
    },
)
Row = Mapping[str, Any]


def _said(known: list[Row], rows: list[dict[str, str]], mode: ImportMode, *, create: bool) -> Any:
    outcomes = Outcomes()
    judged = PersonRows(Named(ORGANIZATIONS), known, mode, outcomes, create_candidates=create)
    for number, row in enumerate(rows, 1):
        judged.judge(number, row)
    return judged, outcomes


def _kept(row: Row, changes: Row, judged: PersonRows) -> Row:
    """Somebody as the tables have them once a file is stored; ids and days as text."""
    ended = {one["id"]: one for one in judged.ended(row["id"])}
    theirs = [ended.get(one["id"], one) for one in row["affiliations"]] + judged.begun(row["id"])
    belongs = {one["id"]: one for one in theirs}
    shown = [
        {
            name: value if value is None or isinstance(value, dict | bool) else str(value)
            for name, value in one.items()
        }
        for one in belongs.values()
    ]
    return {**row, **changes, "affiliations": shown}


def _stored(known: list[Row], judged: PersonRows) -> list[Row]:
    changed = {row["id"]: (row, changes) for row, changes in judged.changed()}
    after = [_kept(*changed[one["id"]], judged) if one["id"] in changed else one for one in known]
    return after + [_kept(row, {}, judged) for row in judged.created()]


@given(st.lists(ROWS, max_size=4), st.lists(ROWS, max_size=5), st.sampled_from(ImportMode), st.booleans())
def test_an_accepted_file_changes_nothing_the_second_time(
    there: list[dict[str, str]], rows: list[dict[str, str]], mode: ImportMode, create: bool
) -> None:
    first, _ = _said([], there, ImportMode.UPSERT, create=True)
    known = _stored([], first)
    judged, outcomes = _said(known, rows, mode, create=create)
    assert len(rows) == outcomes.rows() == sum(outcomes.count(one) for one in Outcome)
    for one in (*judged.created(), *(row for row, _ in judged.changed())):
        assert not any(begun["represents"] or begun["alternate"] for begun in judged.begun(one["id"]))
    for _, changes in judged.changed():
        assert set(changes) <= set(DESCRIBED)
    if outcomes.count(Outcome.REJECTED) or outcomes.count(Outcome.MERGE_CANDIDATE):
        return
    again, twice = _said(_stored(known, judged), rows, mode, create=create)
    assert (again.created(), again.changed()) == ([], [])
    assert twice.count(Outcome.UNCHANGED) == len(rows)
