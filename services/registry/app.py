"""The registry: WHO takes part."""

from pathlib import Path

from services.registry.accounts import endpoints as accounts
from services.registry.agenda_templates import endpoints as agenda_templates
from services.registry.allocations import endpoints as allocations
from services.registry.assessments import endpoints as assessments
from services.registry.attendance import endpoints as attendance
from services.registry.attendance.service import erase_person as erase_attendance
from services.registry.budget_lines import endpoints as budget_lines
from services.registry.calendars import endpoints as calendars
from services.registry.calendars.service import erase_person as erase_calendar_links
from services.registry.catalogues import endpoints as catalogues
from services.registry.charter import endpoints as charter
from services.registry.citations import endpoints as citations
from services.registry.citations.repository import CITATIONS
from services.registry.commitments import endpoints as commitments
from services.registry.commitments.service import erase_person as erase_from_commitments
from services.registry.context_events import endpoints as context_events
from services.registry.contributions import endpoints as contributions
from services.registry.coverage import endpoints as coverage
from services.registry.departures import endpoints as departures
from services.registry.duplicates import endpoints as duplicates
from services.registry.duplicates.service import erase_person as erase_from_duplicates
from services.registry.engagement_activities import endpoints as engagement_activities
from services.registry.engagement_activities.service import erase_person as erase_from_engagement
from services.registry.exports import endpoints as exports
from services.registry.files import endpoints as files
from services.registry.files.service import erase_person as erase_from_files
from services.registry.following import follower, standing
from services.registry.forum_coverage import endpoints as forum_coverage
from services.registry.forums import endpoints as forums
from services.registry.funding_exports import endpoints as funding_exports
from services.registry.funding_sources import endpoints as funding_sources
from services.registry.funding_summary import endpoints as funding_summary
from services.registry.grant_reports import endpoints as grant_reports
from services.registry.grants import endpoints as grants
from services.registry.groupings import endpoints as groupings
from services.registry.handovers import endpoints as handovers
from services.registry.handovers.service import erase_person as erase_from_handovers
from services.registry.history.service import erase_history
from services.registry.identity import endpoints as identity
from services.registry.import_runs import endpoints as import_runs
from services.registry.import_runs.service import erase_person as erase_from_waiting_imports
from services.registry.import_templates import endpoints as import_templates
from services.registry.imports import endpoints as imports
from services.registry.initiatives import endpoints as initiatives
from services.registry.initiatives.service import erase_reasons as erase_phase_reasons
from services.registry.instalments import endpoints as instalments
from services.registry.integrations import endpoints as integrations
from services.registry.interactions import endpoints as interactions
from services.registry.interactions.service import erase_person as erase_from_interactions
from services.registry.interest_declarations import endpoints as interest_declarations
from services.registry.interest_declarations.service import erase_person as erase_declarations
from services.registry.invitations import endpoints as invitations
from services.registry.lived_experience import endpoints as lived_experience
from services.registry.mandates import endpoints as mandates
from services.registry.mandates.service import erase_person as erase_from_mandates
from services.registry.mediations import endpoints as mediations
from services.registry.mediations.service import erase_person as erase_from_mediations
from services.registry.meeting_series import endpoints as meeting_series
from services.registry.meetings import endpoints as meetings
from services.registry.meetings.service import erase_person as erase_from_meetings
from services.registry.merges import endpoints as merges
from services.registry.merges.service import erase_person as erase_from_merges
from services.registry.minutes import endpoints as minutes
from services.registry.minutes.service import erase_person as erase_from_minutes
from services.registry.organizations import endpoints as organizations
from services.registry.organizations.service import erase_reasons as erase_stage_reasons
from services.registry.participation_support import endpoints as participation_support
from services.registry.people import endpoints as people
from services.registry.people.service import erase_person
from services.registry.personal_data import endpoints as personal_data
from services.registry.profiles import endpoints as profiles
from services.registry.recognitions import endpoints as recognitions
from services.registry.recognitions.service import erase_person as erase_from_recognitions
from services.registry.replacements import endpoints as replacements
from services.registry.replacements.service import erase_person as erase_from_replacements
from services.registry.report_formats import endpoints as report_formats
from services.registry.reporting_dates import endpoints as reporting_dates
from services.registry.requests import endpoints as requests
from services.registry.seat_targets import endpoints as seat_targets
from services.registry.seats import endpoints as seats
from services.registry.seats.service import erase_person as erase_seats
from services.registry.sources import endpoints as sources
from services.registry.sources.service import erase_person as erase_from_sources
from services.registry.spending import endpoints as spending
from services.registry.staff import endpoints as staff
from services.registry.statements import endpoints as statements
from services.registry.ties import endpoints as ties
from services.registry.work_exports import endpoints as work_exports
from services.registry.worker import duties
from shared.service import Service

SERVICE = Service.declare(
    "registry",
    title="Shidra registry",
    description="Who takes part: initiatives, organizations, people, the backbone's staff.",
    routers=(
        organizations.reading,
        organizations.writing,
        duplicates.reading,
        duplicates.writing,
        merges.reading,
        merges.writing,
        groupings.reading,
        groupings.writing,
        assessments.reading,
        assessments.writing,
        coverage.reading,
        coverage.writing,
        ties.reading,
        ties.writing,
        exports.streaming,
        work_exports.streaming,
        imports.reading,
        imports.sending,
        imports.writing,
        import_runs.writing,
        import_templates.reading,
        import_templates.writing,
        people.reading,
        people.writing,
        departures.writing,
        replacements.reading,
        replacements.writing,
        lived_experience.reading,
        lived_experience.writing,
        personal_data.reading,
        invitations.reading,
        invitations.writing,
        invitations.redeeming,
        accounts.reading,
        accounts.writing,
        forums.reading,
        forums.writing,
        forum_coverage.reading,
        seat_targets.reading,
        seat_targets.writing,
        requests.own,
        requests.reading,
        seats.reading,
        seats.writing,
        mandates.reading,
        mandates.states,
        mandates.writing,
        handovers.reading,
        handovers.writing,
        interest_declarations.reading,
        interest_declarations.writing,
        meetings.reading,
        meetings.writing,
        attendance.reading,
        attendance.writing,
        minutes.reading,
        minutes.writing,
        meeting_series.reading,
        meeting_series.writing,
        agenda_templates.reading,
        agenda_templates.writing,
        calendars.reading,
        calendars.writing,
        calendars.feeds,
        interactions.reading,
        interactions.writing,
        commitments.reading,
        commitments.writing,
        mediations.reading,
        mediations.writing,
        recognitions.reading,
        recognitions.writing,
        funding_sources.reading,
        funding_sources.writing,
        funding_sources.own,
        allocations.reading,
        allocations.writing,
        allocations.own,
        spending.reading,
        spending.writing,
        grants.reading,
        grants.writing,
        grants.own,
        instalments.reading,
        instalments.writing,
        reporting_dates.reading,
        reporting_dates.writing,
        report_formats.reading,
        report_formats.writing,
        grant_reports.reading,
        grant_reports.streaming,
        budget_lines.reading,
        budget_lines.writing,
        contributions.reading,
        contributions.writing,
        funding_summary.reading,
        funding_summary.writing,
        profiles.reading,
        profiles.writing,
        profiles.streaming,
        engagement_activities.reading,
        engagement_activities.writing,
        participation_support.reading,
        participation_support.writing,
        funding_exports.streaming,
        sources.reading,
        sources.writing,
        statements.reading,
        statements.writing,
        files.reading,
        files.writing,
        citations.reading,
        citations.writing,
        context_events.reading,
        context_events.writing,
        staff.reading,
        staff.writing,
        initiatives.reading,
        initiatives.writing,
        integrations.reading,
        integrations.writing,
        identity.router,
        charter.router,
        catalogues.router,
    ),
    follower=follower,
    standing=standing,
    duties=duties,
    erasers=(
        erase_from_waiting_imports,
        erase_seats,
        erase_from_mandates,
        erase_declarations,
        erase_from_handovers,
        erase_from_engagement,
        erase_person,
        erase_stage_reasons,
        erase_from_duplicates,
        erase_from_merges,
        erase_phase_reasons,
        erase_from_sources,
        erase_from_files,
        CITATIONS.erase,
        erase_from_interactions,
        erase_from_commitments,
        erase_from_mediations,
        erase_from_recognitions,
        erase_from_meetings,
        erase_attendance,
        erase_from_minutes,
        erase_calendar_links,
        erase_from_replacements,
        # After all that changes rows of theirs: what these said before goes, too.
        erase_history,
    ),
    folder=Path(__file__).parent,
    initiatives_by={"initiative": "id"},
)
