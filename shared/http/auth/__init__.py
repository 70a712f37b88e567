"""Who makes a request (tokens) and what they may do (capabilities)."""
