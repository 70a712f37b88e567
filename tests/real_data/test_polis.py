"""The 39 statements on youth and policing in London as voices, and what 26 people said to them."""

import csv
from collections import Counter
from pathlib import Path

from tests.kit import Actor, Field, World

REACTIONS = {"1": "agree", "-1": "disagree", "0": "pass"}
"""What the export's numbers say; agreement is +1 in its files."""


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


async def test_thirty_nine_statements_become_voices_and_the_last_reaction_counts(
    world: World, field: Field, real_data: Path
) -> None:
    folder = real_data / "polis" / "london.youth.policing"
    statements, votes = rows(folder / "comments.csv"), rows(folder / "votes.csv")
    people: dict[str, Actor] = {}
    for person in sorted({row["author-id"] for row in statements} | {row["voter-id"] for row in votes}):
        people[person] = await world.add_person(
            field.facilitator, f"participant {person}", part="community_member"
        )
    voices: dict[str, str] = {}
    for row in statements:
        entered = {
            "text": {"en": row["comment-body"]},
            "brought_by": {"person_id": people[row["author-id"]].person_id},
        }
        voice = await field.facilitator.created("agenda/voices", entered)
        assert voice["status"] == "unconfirmed"
        confirmed = await people[row["author-id"]].post(f"agenda/voices/{voice['id']}/confirm")
        assert confirmed.status_code == 200, confirmed.text
        voices[row["comment-id"]] = voice["id"]
    assert len(voices) == 39

    last: dict[tuple[str, str], str] = {}
    for row in sorted(votes, key=lambda row: int(row["timestamp"])):
        if row["comment-id"] not in voices:
            continue
        reaction = REACTIONS[row["vote"]]
        last[row["comment-id"], row["voter-id"]] = reaction
        path = f"agenda/voices/{voices[row['comment-id']]}/reactions"
        answered = await people[row["voter-id"]].put(path, {"reaction": reaction})
        assert answered.status_code == 200, answered.text

    shown = 0
    for statement, voice_id in voices.items():
        expected = Counter(reaction for (about, _), reaction in last.items() if about == statement)
        told = (await field.partner.get(f"agenda/voices/{voice_id}/reactions")).json()
        assert told["total"] == expected.total()
        if told["counts"] is not None:
            shown += 1
            assert told["counts"] == {name: expected[name] for name in REACTIONS.values()}
        else:
            assert expected.total() < 5
    assert shown > 30
