"""What can go wrong while the demo is loaded, in one line for a person."""


class DemoError(Exception):
    """The demo could not be loaded, or not to its end."""


class CannotResumeError(DemoError):
    """What an unfinished demo has done is no longer remembered: it can only be begun anew."""
