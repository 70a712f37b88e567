"""What to look at once the demo is there: addresses, and whose eyes to see them with."""

from services.demo.content.initiative import NAME
from services.demo.errors import DemoError
from services.demo.notebook import FILE, Page

_WORTH_BEING: tuple[tuple[str, str], ...] = (
    ("hila", "speaks for a partner; drafted the decision that is still open"),
    ("shira", "manages the initiative, on the backbone's staff: votes on nothing"),
    ("anat", "of the community, sits in the steering committee"),
    ("muhammad", "has a voice to confirm that somebody wrote down for him"),
    ("hanna", "an auditor: reads the log, and nothing else"),
)


def what_to_look_at(page: Page, url: str, folder: str) -> str:
    """The addresses of a demo, and who to be, as text."""
    if page.initiative_id is None:
        raise DemoError("the demo has no initiative yet")
    initiative = page.initiative_id
    people = "\n".join(
        f"      {page.people[key]}  {key}: {why}" for key, why in _WORTH_BEING if key in page.people
    )
    return f"""
  The demo: {NAME["he"]}
            {NAME["en"]}

    INITIATIVE={initiative}
    {url}/registry/v1/initiatives/$INITIATIVE/organizations
    {url}/agenda/v1/initiatives/$INITIATIVE/decisions
    {url}/agenda/v1/initiatives/$INITIATIVE/voices
    {url}/events/v1/initiatives/$INITIATIVE/events

    Who to be (the README says how; everybody is in {folder}/{FILE}):
{people}
"""
