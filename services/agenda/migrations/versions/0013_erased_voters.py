"""What closings have to know of voters and casters of ballots who were erased meanwhile."""

from shared.database.migrations import run_script

revision = "0013"
down_revision = "0012"

ERASED_VOTERS = """
ALTER TABLE agenda.voter ADD COLUMN bound_for text;
ALTER TABLE agenda.ballot ADD COLUMN caster_bound boolean NOT NULL DEFAULT false;
"""


def upgrade() -> None:
    """Add the columns."""
    run_script(ERASED_VOTERS)
