"""In what way people take part, when they left, for whom they may act, and what they alone declare."""

from shared.database.migrations import run_script

revision = "0004"
down_revision = "0003"

PEOPLE = """
ALTER TABLE registry.person ADD COLUMN part text NOT NULL DEFAULT 'participant';
ALTER TABLE registry.person ADD COLUMN left_at timestamptz;
ALTER TABLE registry.affiliation ADD COLUMN alternate boolean NOT NULL DEFAULT false;
CREATE TABLE registry.lived_experience (
    initiative_id uuid NOT NULL,
    person_id uuid NOT NULL,
    declared boolean NOT NULL,
    PRIMARY KEY (initiative_id, person_id),
    FOREIGN KEY (initiative_id, person_id) REFERENCES registry.person (initiative_id, id) ON DELETE CASCADE
);
"""


def upgrade() -> None:
    """Add the columns and the table."""
    run_script(PEOPLE)
