"""The demo is told as it says, and what it tells holds: the longest way through the API there is.

It is told once, in one test: telling it is dear. It breaks off on the way, and is resumed.
"""

from collections.abc import Sequence

import pytest

from services.demo import loading
from services.demo.chapters import founding
from services.demo.content import decisions, figures
from services.demo.content.organizations import FOUNDING, MAPPED
from services.demo.content.voices import VOICES
from services.demo.notebook import Notebook, Page
from tests.journeys.conftest import BrokenOff, loader, working
from tests.journeys.story import Story
from tests.kit import World
from tests.services.events.workers import carry_out

BREAKS: Sequence[int] = (1, 41, 190, 330, 610)
"""At which requests the line breaks, one after another; what was told before is asked for again each time."""


async def told(world: World, said: list[str]) -> Page:
    """Tell the demo over lines that break."""
    for after in BREAKS:
        with pytest.raises(BrokenOff):
            await loader(world, said, breaks_after=after).load()
    return await loader(world, said).load()


async def test_the_demo_is_told_to_its_end_however_often_it_breaks_off(fresh: World) -> None:
    said: list[str] = []
    async with working(fresh, "agenda"):
        story = Story(fresh, await told(fresh, said))
    assert [line for line in said if "resumed" in line]
    await one_initiative_was_founded_and_is_found_again(story)
    await the_field_is_mapped(story)
    await decisions_came_to_what_the_story_says(story)
    await everything_happened_once(story)
    await promises_went_as_the_story_says(story)
    await the_series_is_what_the_partners_counted(story)
    await the_log_reads_as_a_story(story)
    await staff_were_refused_and_are_not_named(story)
    await a_stranger_sees_nothing(story)
    await one_who_is_erased_leaves_the_rest_readable(story)


async def one_initiative_was_founded_and_is_found_again(story: Story) -> None:
    found = await story.world.operator.get("/registry/v1/initiatives")
    assert [initiative["id"] for initiative in found.json()["items"]] == [story.id]
    initiative = await story.actor("hila").get("registry")
    assert initiative.json()["phase"] == "acting"
    said: list[str] = []
    assert (await loader(story.world, said).load()).initiative_id == story.id
    assert (await loader(story.world, said).load_into_empty()) is not None
    assert not said


async def the_field_is_mapped(story: Story) -> None:
    organizations = await story.listed("shira", "registry/organizations")
    assert len(organizations) == len(FOUNDING) + len(MAPPED)
    assert len({organization["sector"] for organization in organizations}) == 7
    stages = {organization["stage"] for organization in organizations}
    assert stages == {"mapped", "approached", "engaged", "partner", "supporter", "paused", "left"}
    voices = await story.listed("hila", "agenda/voices")
    assert {voice["status"] for voice in voices} == {"confirmed", "unconfirmed"}
    assert len(voices) == len(VOICES)
    profiles = await story.listed("hila", "registry/profiles")
    assert [profile["confirmed"] for profile in profiles] == [True, True, False]
    matched = {
        one["line"]["text"]["he"]: one["matches"]
        for one in await story.listed("hila", "registry/profile-matches")
    }
    assert {line for line, matches in matched.items() if matches} == {"חדר לשיחות אישיות, בשעות הערב"}


async def decisions_came_to_what_the_story_says(story: Story) -> None:
    taken = {one["question"]["he"]: one for one in await story.listed("hila", "agenda/decisions")}
    outcomes = [
        (decisions.FIRST_COMMITTEE, "adopted"),
        (decisions.PRINCIPLES, "adopted"),
        (decisions.AGENDA, "adopted"),
        (decisions.INDICATORS, "adopted"),
        (decisions.PLAN, "adopted"),
        (decisions.FUNDING_CAP, "adopted"),
        (decisions.MANDATE_REFUSED, "not_adopted"),
        (decisions.MANDATE_GRANTED, "adopted"),
        (decisions.CAMPAIGN, "not_adopted"),
        (decisions.NEW_NAME, "withdrawn"),
        (decisions.CONFERENCE, "no_quorum"),
        (decisions.APPLICATION, "adopted"),
        (decisions.STILL_OPEN, None),
    ]
    for question, outcome in outcomes:
        assert taken[question.he]["outcome"] == outcome, question.key
    mandate = taken[decisions.MANDATE_GRANTED.he]["id"]
    voters = await story.listed("hila", f"agenda/decisions/{mandate}/voters")
    assert len(voters) == 9
    assert story.people["ronit"] not in {voter["id"] for voter in voters}


async def everything_happened_once(story: Story) -> None:
    types = await story.types()
    for effect in ("seats.filled", "mandate.granted", "mandate.refused", "principles.adopted"):
        assert types[f"agenda.{effect}"] == 1, effect
    for effect in ("agenda.adopted", "indicators.shared", "plan.adopted", "funding_cap.set"):
        assert types[f"agenda.{effect}"] == 1, effect
    assert types["agenda.phase.begun"] == 2
    assert types["agenda.decision.effect_refused"] == 0
    assert types["registry.organization.mapped"] == len(FOUNDING) + len(MAPPED)
    assert types["agenda.voice.brought"] == len(VOICES)
    # One changed her mind; everybody else voted once.
    ballots = [entry for entry in await story.log() if entry["type"] == "agenda.ballot.cast"]
    voters = {(entry["data"]["decision_id"], entry["data"]["voter_id"]) for entry in ballots}
    assert len(ballots) == len(voters) + 1


async def promises_went_as_the_story_says(story: Story) -> None:
    commitments = await story.listed("hila", "registry/commitments")
    assert {"kept", "not_kept"} <= {commitment["status"] for commitment in commitments}


async def the_series_is_what_the_partners_counted(story: Story) -> None:
    listed = await story.listed("hila", "metrics/indicators")
    shared = {one["code"]: one["id"] for one in listed if one["status"] == "shared"}
    series = (await story.actor("hila").get(f"metrics/indicators/{shared['within_a_day']}/series")).json()
    corrected = {(one[0], one[1], one[2]): one[3] for one in [figures.CORRECTED]}
    expected = [[0, 0] for _ in range(4)]
    for answered in figures.ANSWERED:
        if not answered.published:
            continue  # withheld from everybody else until the partner publishes
        for language, quarters in answered.by_language.items():
            for place, counted in enumerate(quarters):
                if isinstance(counted, str):
                    continue  # missing or waived: no zero
                figure = corrected.get((answered.organization, language, place), counted)
                expected[place] = [expected[place][0] + figure[0], expected[place][1] + figure[1]]
    told = [[int(point["numerator"]), int(point["denominator"])] for point in series["points"]]
    assert told == expected


async def the_log_reads_as_a_story(story: Story) -> None:
    page = await story.actor("hila").get("events/story", params={"limit": "200", "order": "oldest"})
    assert page.status_code == 200, page.text
    for item in page.json()["items"]:
        assert set(item["sentence"]) == {"he", "ar", "en"}
        assert "{" not in "".join(item["sentence"].values())


async def staff_were_refused_and_are_not_named(story: Story) -> None:
    refusals = [entry for entry in await story.log() if entry["type"].endswith(".charter.refused")]
    rules = {entry["data"]["rule"] for entry in refusals}
    assert rules == {
        "agenda-belongs-to-partners",
        "backbone-does-not-appoint-itself",
        "backbone-does-not-run-projects",
        "backbone-routes-funding",
        "measurement-follows-agenda",
        "plan-follows-agenda",
    }
    assert not [entry for entry in refusals if "id" in entry["actor"]]
    assert len(refusals) == len(story.refusals)  # told many times over, and each refused once


async def a_stranger_sees_nothing(story: Story) -> None:
    elsewhere = await story.world.found()
    stranger = story.world.actor(story.id, elsewhere.partner.person_id)
    for path in ("registry", "registry/organizations", "agenda/decisions", "events/events"):
        assert (await stranger.get(path)).status_code == 404


async def one_who_is_erased_leaves_the_rest_readable(story: Story) -> None:
    asked = await story.actor("khaled").post("events/erasures", {"person_id": story.people["khaled"]})
    assert asked.status_code == 201, asked.text
    await carry_out(story.world.settings)
    for path in ("registry/people", "agenda/decisions", "agenda/voices", "events/events"):
        await story.listed("shira", path)
    voices = await story.listed("shira", "agenda/voices")
    assert [voice["text"] for voice in voices if voice["status"] == "erased"] == [None]
    texts = str(await story.listed("shira", "events/events"))
    assert "ח׳אלד מנסור" not in texts
    assert str(decisions.MANDATE_REFUSED.answers["khaled"][1]) not in texts


async def test_a_demo_that_cannot_be_resumed_is_begun_anew(
    fresh: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "CHAPTERS", (founding.tell,))
    notebook = Notebook(fresh.settings.data_dir)
    said: list[str] = []
    with pytest.raises(BrokenOff):
        await loader(fresh, said, breaks_after=12).load()
    first = notebook.read()
    assert first is not None
    assert not first.finished
    monkeypatch.setattr(loading, "REMEMBERED", -loading.REMEMBERED)
    again = await loader(fresh, said).load()
    assert again.finished
    assert again.initiative_id != first.initiative_id
    assert "begun, as a new initiative" in " ".join(said)


async def test_nothing_is_loaded_beside_somebodys_initiative(fresh: World) -> None:
    await fresh.found()
    assert await loader(fresh, []).load_into_empty() is None
