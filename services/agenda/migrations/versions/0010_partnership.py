"""Since when partners are partners, and whom staff named to speak for one: what their vote rests on."""

from shared.database.migrations import run_script

revision = "0010"
down_revision = "0009"

PARTNERSHIP = """
ALTER TABLE agenda.organization ADD COLUMN partner_since timestamptz;
ALTER TABLE agenda.affiliation ADD COLUMN named_by_staff boolean NOT NULL DEFAULT false;
"""


def upgrade() -> None:
    """Add the columns; the projection is built again, which fills them."""
    run_script(PARTNERSHIP)
