"""Who decides, as the agenda learns it from the log, and the decisions themselves."""

from shared.database.migrations import run_script

revision = "0002"
down_revision = "0001"

# A projection: it is built again under the new version of the follower.
ORGANIZATIONS = """
DELETE FROM agenda.organization;
ALTER TABLE agenda.organization
    ADD COLUMN sector text NOT NULL, ADD COLUMN stage text NOT NULL, ADD COLUMN founding boolean NOT NULL;
COMMENT ON TABLE agenda.organization IS 'projection of registry.organization.*';
"""

GOVERNING = """
CREATE TABLE agenda.affiliation (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    represents boolean NOT NULL,
    alternate boolean NOT NULL,
    since date,
    until date,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX affiliation_person ON agenda.affiliation (initiative_id, person_id);
CREATE INDEX affiliation_organization ON agenda.affiliation (initiative_id, organization_id);
CREATE TABLE agenda.backbone_tie (
    initiative_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, subject_id, id, kind)
);
CREATE TABLE agenda.forum (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    method jsonb NOT NULL,
    quorum jsonb NOT NULL,
    notice_hours int NOT NULL,
    delegated text[] NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE TABLE agenda.seat (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    forum_id uuid NOT NULL,
    person_id uuid NOT NULL,
    organization_id uuid,
    role text NOT NULL,
    votes boolean NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX seat_forum ON agenda.seat (initiative_id, forum_id);
CREATE TABLE agenda.mandate (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_ids uuid[] NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE TABLE agenda.exemption (
    initiative_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    until date NOT NULL,
    PRIMARY KEY (initiative_id, organization_id)
);
CREATE TABLE agenda.indicator (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
"""

DECISIONS = """
CREATE TABLE agenda.decision (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    forum_id uuid NOT NULL,
    kind text NOT NULL,
    subject jsonb NOT NULL,
    question jsonb NOT NULL,
    explanation jsonb,
    method jsonb NOT NULL,
    quorum jsonb NOT NULL,
    notice_hours int NOT NULL,
    voter text NOT NULL,
    status text NOT NULL,
    outcome text,
    result jsonb,
    effect_refused_for text,
    revision_ids uuid[] NOT NULL,
    closes_at timestamptz,
    review_on date,
    drafted_by uuid,
    opened_at timestamptz,
    closed_at timestamptz,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    CONSTRAINT closed_with_an_outcome CHECK ((status = 'closed') = (outcome IS NOT NULL))
);
CREATE INDEX decision_due ON agenda.decision (closes_at) WHERE status = 'open';
CREATE TABLE agenda.voter (
    initiative_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    id uuid NOT NULL,
    sector text NOT NULL,
    status text NOT NULL,
    disqualified_for text,
    recusal_reason jsonb,
    recused_by uuid,
    PRIMARY KEY (initiative_id, decision_id, id),
    FOREIGN KEY (initiative_id, decision_id) REFERENCES agenda.decision (initiative_id, id)
);
CREATE TABLE agenda.ballot (
    initiative_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    voter_id uuid NOT NULL,
    choice text NOT NULL,
    reason jsonb,
    cast_by uuid,
    cast_at timestamptz NOT NULL,
    version int NOT NULL DEFAULT 1,
    PRIMARY KEY (initiative_id, decision_id, voter_id)
);
CREATE INDEX ballot_cast_by ON agenda.ballot (initiative_id, cast_by);
CREATE TABLE agenda.decision_support (
    initiative_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    act text NOT NULL,
    person_id uuid NOT NULL,
    PRIMARY KEY (initiative_id, decision_id, act, person_id)
);
"""


def upgrade() -> None:
    """Create the tables, and keep more of organizations."""
    run_script(ORGANIZATIONS)
    run_script(GOVERNING)
    run_script(DECISIONS)
