"""Objections, answers to them, and amendments of what is open."""

from shared.database.migrations import run_script

revision = "0014"
down_revision = "0013"

OBJECTIONS = """
ALTER TABLE agenda.decision ADD COLUMN amendment_id uuid;

CREATE TABLE agenda.objection (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    voter_id uuid NOT NULL,
    harm jsonb,
    raised_by uuid,
    raised_at timestamptz NOT NULL,
    status text NOT NULL,
    accepted_answer_id uuid,
    settled_at timestamptz,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX objection_decision ON agenda.objection (initiative_id, decision_id, id);
CREATE UNIQUE INDEX objection_standing ON agenda.objection (initiative_id, decision_id, voter_id)
    WHERE status = 'stands';

CREATE TABLE agenda.objection_answer (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    objection_id uuid NOT NULL,
    text jsonb,
    answered_by uuid,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX objection_answer_objection ON agenda.objection_answer (initiative_id, objection_id, id);

CREATE TABLE agenda.amendment (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    objection_ids uuid[] NOT NULL,
    question jsonb NOT NULL,
    explanation jsonb,
    from_amendment_id uuid,
    from_question jsonb NOT NULL,
    from_explanation jsonb,
    reason jsonb,
    proposed_by uuid,
    proposed_at timestamptz NOT NULL,
    made_at timestamptz,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX amendment_decision ON agenda.amendment (initiative_id, decision_id, id);
"""


def upgrade() -> None:
    """Add tables and the column."""
    run_script(OBJECTIONS)
