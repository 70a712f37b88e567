"""The append-only log: what an event is, how it is appended and followed. Its API is services/events."""
