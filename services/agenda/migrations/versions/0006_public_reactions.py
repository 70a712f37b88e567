"""Reactions by the public through links: voices shown to it, participants without a name, what they said."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service, link_tables_v1

revision = "0006"
down_revision = "0005"

PUBLIC = """
ALTER TABLE agenda.voice ADD COLUMN shown_publicly boolean NOT NULL DEFAULT false;
CREATE TABLE agenda.public_participant (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    link_id uuid NOT NULL,
    digest bytea NOT NULL,
    address_digest bytea,
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE UNIQUE INDEX public_participant_digest ON agenda.public_participant (initiative_id, digest);
CREATE INDEX public_participant_of_link ON agenda.public_participant (initiative_id, link_id, address_digest);
CREATE INDEX public_participant_address ON agenda.public_participant (joined_at)
    WHERE address_digest IS NOT NULL;
CREATE TABLE agenda.public_reaction (
    initiative_id uuid NOT NULL,
    voice_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    reaction text NOT NULL,
    PRIMARY KEY (initiative_id, voice_id, participant_id),
    FOREIGN KEY (initiative_id, voice_id) REFERENCES agenda.voice (initiative_id, id),
    FOREIGN KEY (initiative_id, participant_id) REFERENCES agenda.public_participant (initiative_id, id)
);
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(PUBLIC)
    run_script(link_tables_v1("agenda"))
    run_script(grant_service("agenda"))
