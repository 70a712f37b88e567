"""Citing: one way for every service to say what something rests on, or what tells of it."""
