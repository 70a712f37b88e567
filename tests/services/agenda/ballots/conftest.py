"""An initiative that can decide, meetings in which hands are shown, and the agenda's worker."""

from tests.services.agenda.decisions.conftest import agenda, due, governed

__all__ = ["agenda", "due", "governed"]
