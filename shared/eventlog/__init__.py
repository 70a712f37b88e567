"""The append-only log: what an event is, how it is appended, read and followed. The log's API is services/events."""
