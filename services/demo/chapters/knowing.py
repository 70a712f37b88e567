"""Getting to know each other: profiles that were drafted after conversations, or written by partners."""

from services.demo.content.profiles import PROFILES, SUPPORT_MATTER, SUPPORT_TEXT, SUPPORTED_ON
from services.demo.telling import Telling


async def tell(telling: Telling) -> None:
    """Tell who expects what, brings what, and needs what."""
    for profile in PROFILES:
        name = f"profile: {profile.organization}"
        body = {
            "organization_id": telling.ids[profile.organization],
            **{field: {"he": text} for field, text in profile.said.items()},
            "offers": list(profile.offers),
            "needs": list(profile.needs),
        }
        drafted = await telling.create(profile.by, "registry/profiles", body, name=name)
        if profile.confirmed_by:
            path = f"registry/profiles/{drafted['id']}/confirm"
            await telling.post(profile.confirmed_by, path, key=f"{name}: confirmed")
    stated = {
        "organization_id": telling.ids["waha"],
        "kind": "support",
        "matter": {"he": SUPPORT_MATTER},
        "text": {"he": SUPPORT_TEXT},
        "stated_on": telling.day(SUPPORTED_ON),
        "public": True,
    }
    await telling.create("khaled", "registry/statements", stated, name="statement: support")
    telling.say(f"{len(PROFILES)} profiles of partners, one of which waits for its word")
