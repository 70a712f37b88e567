"""Working principles are adopted early; the agenda is drafted on what was brought, and then adopted."""

from services.demo.content.agenda import (
    OFFERED_PRINCIPLES,
    OWN_PRINCIPLE,
    SECTIONS,
    TRANSLATED,
    UNCITED,
    Section,
)
from services.demo.content.decisions import AGENDA, ORGANIZING, PRINCIPLES
from services.demo.deciding import carried
from services.demo.telling import Telling


async def tell_of_principles(telling: Telling) -> None:
    """Tell by what values they work together; before there is a committee, or an agenda."""
    offered = (await telling.read("rana", "agenda/agenda/principle-templates"))["templates"]
    for template in offered:
        if template["code"] in OFFERED_PRINCIPLES:
            body = {"kind": "principles", "title": template["title"], "text": template["text"]}
            await telling.create("rana", "agenda/agenda/sections", body, name=f"section: {template['code']}")
    await _draft(telling, OWN_PRINCIPLE)
    await carried(telling, PRINCIPLES)
    telling.say(f"{len(OFFERED_PRINCIPLES) + 1} working principles, one of the community's own, adopted")


async def tell_of_the_agenda(telling: Telling) -> None:
    """Tell how the agenda was worded and adopted, with a dissent."""
    path = "agenda/agenda/sections"
    await telling.refused("sami", path, UNCITED, rule="agenda-belongs-to-partners", name="uncited")
    for section in SECTIONS:
        await _draft(telling, section)
    await _translate(telling)
    await carried(telling, AGENDA)
    await carried(telling, ORGANIZING, {"phase": "organizing"})
    telling.say(f"an agenda of {len(SECTIONS)} sections on voices and sources, adopted with one dissent")


async def _draft(telling: Telling, section: Section) -> None:
    title, text = {"he": section.title}, {"he": section.he}
    if section.ar is not None:
        title["ar"], text["ar"] = section.ar
    body = {
        "kind": section.kind,
        "title": title,
        "text": text,
        "cites": [telling.ids[f"voice: {voice}"] for voice in section.voices],
        "cites_sources": [telling.ids[f"source: {source}"] for source in section.sources],
    }
    await telling.create(section.drafted_by, "agenda/agenda/sections", body, name=f"section: {section.key}")


async def _translate(telling: Telling) -> None:
    key, translation = TRANSLATED
    path = f"agenda/agenda/sections/{telling.ids[f'section: {key}']}"
    section = await telling.read("rana", path)
    if "ar" not in section["text"]:
        body = {"title": translation["title"], "text": {**section["text"], "ar": translation["ar"]}}
        await telling.patch("rana", path, body, section["version"])
