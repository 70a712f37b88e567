"""`python -m bench`: measure everything and rewrite the tables of docs/performance.md."""

import asyncio
import tempfile
from pathlib import Path

from bench.append_rates import AppendRates
from bench.ballot_costs import BallotCosts
from bench.closing_costs import ClosingCosts
from bench.deployment import deployed
from bench.document import DOCUMENT, rewrite, tables
from bench.http_costs import Costs
from bench.import_costs import ImportCosts
from bench.register_costs import RegisterCosts
from bench.sealing import SealingRates
from bench.search_costs import SearchCosts
from bench.webhooks import WebhookRates, rewrite_webhooks, table

SECONDS, WARM, APPEND_ROUNDS = 2, 1, 5
REQUESTS, HTTP_ROUNDS = 800, 9
IMPORTED_ROWS, IMPORT_ROUNDS = 100_000, 5
REGISTER_ROWS = 20_000
CLOSED_BALLOTS, CLOSING_ROUNDS = 100_000, 7
WEBHOOK_ROUNDS = 3


def main() -> None:
    """Measure, print, write."""
    with tempfile.TemporaryDirectory(prefix="shidra-bench-") as folder:
        Path(folder).chmod(0o755)  # the server may run as another user
        with deployed(Path(folder)) as deployment:
            print("webhooks …", flush=True)
            delivered = table(*WebhookRates(deployment).measure(rounds=WEBHOOK_ROUNDS))
            print("HTTP …", flush=True)
            posts, pages = Costs(deployment).measure(requests=REQUESTS, rounds=HTTP_ROUNDS)
            print("ballots …", flush=True)
            ballots = BallotCosts(deployment).measure(ballots=REQUESTS, rounds=HTTP_ROUNDS)
            print("closing …", flush=True)
            closing = ClosingCosts(deployment, ballots=CLOSED_BALLOTS).measure(rounds=CLOSING_ROUNDS)
            print("importing …", flush=True)
            imports = ImportCosts(deployment, rows=IMPORTED_ROWS).measure(rounds=IMPORT_ROUNDS)
            register = RegisterCosts(deployment, rows=REGISTER_ROWS).measure(rounds=IMPORT_ROUNDS)
            search = SearchCosts(deployment, rows=REGISTER_ROWS).measure(rounds=IMPORT_ROUNDS)
            print("appending …", flush=True)
            rates = AppendRates(deployment)
            commit = asyncio.run(rates.commit_milliseconds())
            appends = rates.measure(seconds=SECONDS, rounds=APPEND_ROUNDS, warm=WARM)
            print("sealing …", flush=True)
            sealing = SealingRates(deployment).measure(rounds=3)
    measured = tables(appends, posts, pages, imports, register, search, commit, sealing, ballots, closing)
    print(measured, delivered, sep="\n\n")
    document = rewrite_webhooks(rewrite(DOCUMENT.read_text("utf-8"), measured), delivered)
    DOCUMENT.write_text(document, "utf-8")


if __name__ == "__main__":
    main()
