"""What `make bench` runs: what Shidra costs next to the simplest thing that does the same, in one run.

`append_rates` measures the log, `http_costs` a write and a page over HTTP. Alternatives take turns on one
durable embedded server, several rounds each, and each round gives a ratio; the middle ratio is what to read:
the figures themselves are those of the machine and its neighbours. `document` writes docs/performance.md.
"""
