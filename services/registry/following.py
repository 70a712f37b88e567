"""What the registry learns from the log: erasures that were requested, and its own facts of standing."""

from shared.eventlog.following import Follower

follower = Follower("registry", version=2)
