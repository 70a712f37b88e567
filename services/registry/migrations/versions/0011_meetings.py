"""Meetings, with agenda, attendance and minutes; series and templates; links to calendars."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service, link_tables_v1

revision = "0011"
down_revision = "0010"

MEETINGS = """
CREATE TABLE registry.meeting_series (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    forum_id uuid NOT NULL,
    title jsonb NOT NULL,
    frequency text NOT NULL,
    every int NOT NULL,
    starts_on date NOT NULL,
    at text NOT NULL,
    time_zone text NOT NULL,
    meetings int NOT NULL,
    ended_at timestamptz,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, forum_id) REFERENCES registry.forum (initiative_id, id)
);
CREATE TABLE registry.meeting (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    forum_id uuid NOT NULL,
    series_id uuid,
    title jsonb NOT NULL,
    place jsonb,
    online_url text,
    starts_at timestamptz,
    duration_minutes int NOT NULL,
    time_zone text NOT NULL,
    status text NOT NULL,
    called_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, forum_id) REFERENCES registry.forum (initiative_id, id),
    FOREIGN KEY (initiative_id, series_id) REFERENCES registry.meeting_series (initiative_id, id)
);
CREATE INDEX meeting_by_forum ON registry.meeting (initiative_id, forum_id, starts_at);
CREATE INDEX meeting_by_series ON registry.meeting (initiative_id, series_id) WHERE series_id IS NOT NULL;
CREATE INDEX meeting_called_by ON registry.meeting (initiative_id, called_by);
CREATE TABLE registry.agenda_item (
    initiative_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    id uuid NOT NULL,
    rank int NOT NULL,
    title jsonb NOT NULL,
    purpose text NOT NULL,
    minutes int,
    source_ids uuid[] NOT NULL,
    decision_id uuid,
    proposed_by uuid,
    PRIMARY KEY (initiative_id, meeting_id, id),
    FOREIGN KEY (initiative_id, meeting_id) REFERENCES registry.meeting (initiative_id, id)
);
CREATE INDEX agenda_item_proposed_by ON registry.agenda_item (initiative_id, proposed_by);
CREATE TABLE registry.offered_time (
    initiative_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, meeting_id, id),
    FOREIGN KEY (initiative_id, meeting_id) REFERENCES registry.meeting (initiative_id, id)
);
CREATE TABLE registry.time_answer (
    initiative_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    time_id uuid NOT NULL,
    person_id uuid NOT NULL,
    answer text NOT NULL,
    PRIMARY KEY (initiative_id, meeting_id, time_id, person_id),
    FOREIGN KEY (initiative_id, meeting_id, time_id)
        REFERENCES registry.offered_time (initiative_id, meeting_id, id)
);
CREATE INDEX time_answer_of_person ON registry.time_answer (initiative_id, person_id);
CREATE TABLE registry.known_decision (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    forum_id uuid NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE TABLE registry.attendance (
    initiative_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    person_id uuid NOT NULL,
    answer text,
    status text,
    recorded_by uuid,
    PRIMARY KEY (initiative_id, meeting_id, person_id),
    FOREIGN KEY (initiative_id, meeting_id) REFERENCES registry.meeting (initiative_id, id)
);
CREATE INDEX attendance_of_person ON registry.attendance (initiative_id, person_id);
CREATE TABLE registry.minutes (
    initiative_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    status text NOT NULL,
    revision int NOT NULL,
    approval text,
    silent_until timestamptz,
    approved_at timestamptz,
    source_id uuid,
    version int NOT NULL,
    PRIMARY KEY (initiative_id, meeting_id),
    FOREIGN KEY (initiative_id, meeting_id) REFERENCES registry.meeting (initiative_id, id)
);
CREATE INDEX minutes_silent ON registry.minutes (silent_until) WHERE status = 'submitted';
CREATE TABLE registry.minutes_revision (
    initiative_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    id uuid NOT NULL,
    revision int NOT NULL,
    text jsonb NOT NULL,
    written_by uuid,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, meeting_id, id),
    UNIQUE (initiative_id, meeting_id, revision),
    FOREIGN KEY (initiative_id, meeting_id) REFERENCES registry.minutes (initiative_id, meeting_id)
);
CREATE INDEX minutes_revision_written_by ON registry.minutes_revision (initiative_id, written_by);
CREATE TABLE registry.minutes_correction (
    initiative_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    id uuid NOT NULL,
    revision int NOT NULL,
    status text NOT NULL,
    text jsonb,
    author_id uuid,
    answer jsonb,
    answered_by uuid,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, meeting_id, id),
    FOREIGN KEY (initiative_id, meeting_id) REFERENCES registry.minutes (initiative_id, meeting_id)
);
CREATE INDEX minutes_correction_author ON registry.minutes_correction (initiative_id, author_id);
CREATE INDEX minutes_correction_answered_by ON registry.minutes_correction (initiative_id, answered_by);
CREATE TABLE registry.minutes_consent (
    initiative_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    person_id uuid NOT NULL,
    revision int NOT NULL,
    PRIMARY KEY (initiative_id, meeting_id, person_id),
    FOREIGN KEY (initiative_id, meeting_id) REFERENCES registry.minutes (initiative_id, meeting_id)
);
CREATE INDEX minutes_consent_of_person ON registry.minutes_consent (initiative_id, person_id);
CREATE TABLE registry.agenda_template (
    initiative_id uuid NOT NULL,
    forum_id uuid NOT NULL,
    id uuid NOT NULL,
    name jsonb NOT NULL,
    agenda_items jsonb NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, forum_id, id),
    FOREIGN KEY (initiative_id, forum_id) REFERENCES registry.forum (initiative_id, id)
);
ALTER TABLE registry.commitment ADD COLUMN meeting_id uuid;
ALTER TABLE registry.commitment ADD FOREIGN KEY (initiative_id, meeting_id)
    REFERENCES registry.meeting (initiative_id, id);
CREATE INDEX commitment_from_meeting ON registry.commitment (initiative_id, meeting_id)
    WHERE meeting_id IS NOT NULL;
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(MEETINGS)
    run_script(link_tables_v1("registry"))
    run_script(grant_service("registry"))
