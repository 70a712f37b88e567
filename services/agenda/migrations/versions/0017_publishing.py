"""Published ballots are written many at once, by closings that hold their decision: none is checked alone."""

from shared.database.migrations import run_script

revision = "0017"
down_revision = "0016"

PUBLISHING = """
ALTER TABLE agenda.published_ballot DROP CONSTRAINT published_ballot_initiative_id_decision_id_fkey;
"""


def upgrade() -> None:
    """Drop the foreign key."""
    run_script(PUBLISHING)
