"""When the term of a seat ends, and until when its holder would stay."""

from shared.database.migrations import run_script

revision = "0018"
down_revision = "0017"

TERMS = """
ALTER TABLE agenda.seat ADD COLUMN ends_at timestamptz;
ALTER TABLE agenda.seat ADD COLUMN renewal_ends_at timestamptz;
"""


def upgrade() -> None:
    """Add the columns."""
    run_script(TERMS)
