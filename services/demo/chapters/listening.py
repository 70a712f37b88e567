"""Voices: brought by partners, written down for others who then stand by them or have yet to; and sources."""

from services.demo.content.people import FOUNDERS, PEOPLE
from services.demo.content.voices import SOURCES, VOICES, Voice
from services.demo.telling import Body, Telling

_ORGANIZATIONS = {
    person.key: person.organization for person in (*FOUNDERS, *PEOPLE) if person.speaks == "represents"
}
REFUSED_VOICE: Body = {"text": {"he": "לדעתי צריך להתחיל ממוקד אחד לכל המחוז."}}
"""What a coordinator thought, too, and tried to enter beside what she had heard."""


async def tell(telling: Telling) -> None:
    """Tell what was said."""
    for voice in VOICES:
        await _bring(telling, voice)
    await telling.refused(
        "rana", "agenda/voices", REFUSED_VOICE, rule="agenda-belongs-to-partners", name="voice"
    )
    waiting = sum(not voice.confirmed for voice in VOICES)
    telling.say(f"{len(VOICES)} voices, {waiting} of which wait for whoever brought them")
    for source in SOURCES:
        body = {
            "kind": source.kind,
            "title": {"he": source.he},
            "author": {"he": source.author},
            "published_on": telling.day(source.published),
            "note": {"he": source.note},
        }
        await telling.create(source.recorded_by, "registry/sources", body, name=f"source: {source.key}")


async def _bring(telling: Telling, voice: Voice) -> None:
    organization = _ORGANIZATIONS.get(voice.person)
    brought_by = {
        "person_id": telling.ids[voice.person],
        "organization_id": telling.ids[organization] if organization else None,
    }
    body = {"text": voice.text, "brought_by": brought_by}
    name = f"voice: {voice.key}"
    brought = await telling.create(voice.entered_by or voice.person, "agenda/voices", body, name=name)
    if voice.entered_by and voice.confirmed:
        await telling.post(voice.person, f"agenda/voices/{brought['id']}/confirm", key=f"{name}: confirmed")
