"""Activities, what decisions made part of the plan, the backbone's own work."""

from shared.database.migrations import run_script

revision = "0005"
down_revision = "0004"

TABLES = """
CREATE TABLE agenda.activity (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    title jsonb NOT NULL,
    description jsonb,
    lead_organization_id uuid NOT NULL,
    lead_confirmed boolean NOT NULL,
    status text NOT NULL,
    participants uuid[] NOT NULL,
    joined uuid[] NOT NULL,
    goal_ids uuid[] NOT NULL,
    depends_on uuid[] NOT NULL,
    quick_win boolean NOT NULL,
    already_done boolean NOT NULL,
    early_joint_action boolean NOT NULL,
    forum_id uuid,
    milestones jsonb NOT NULL,
    places jsonb NOT NULL,
    groups jsonb NOT NULL,
    starts_on date,
    ends_on date,
    entered_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    CONSTRAINT unconfirmed_is_an_idea CHECK (lead_confirmed OR status IN ('idea', 'stopped'))
);
CREATE INDEX activity_lead ON agenda.activity (initiative_id, lead_organization_id, id);
CREATE INDEX activity_entered_by ON agenda.activity (initiative_id, entered_by);
CREATE TABLE agenda.planned_activity (
    initiative_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    PRIMARY KEY (initiative_id, activity_id)
);
COMMENT ON TABLE agenda.planned_activity IS 'projection of agenda.plan.adopted';
CREATE TABLE agenda.backbone_service (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    title jsonb NOT NULL,
    description jsonb,
    role text NOT NULL,
    status text NOT NULL,
    activity_ids uuid[] NOT NULL,
    starts_on date,
    ends_on date,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
"""


def upgrade() -> None:
    """Create the tables."""
    run_script(TABLES)
