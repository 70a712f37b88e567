"""`make bench` runs on what this version of the code offers: tiny sizes, one round, figures not looked at."""

import asyncio
from collections.abc import Iterator

import pytest

from bench.append_rates import ALTERNATIVES, CLIENTS, LOGS, AppendRates, Cell
from bench.append_sql import BARE, HUNDRED
from bench.ballot_costs import BallotCosts, BallotFigures
from bench.closing_costs import BARE as BARE_CLOSING
from bench.closing_costs import STAFF, ClosingCosts
from bench.deployment import Deployment, deployed
from bench.document import DOCUMENT, rewrite, tables
from bench.http_costs import BARE as BARE_HTTP
from bench.http_costs import PLAIN, SHIDRA, Costs
from bench.import_costs import COPY, ImportCosts
from bench.import_costs import SHIDRA as SHIDRA_IMPORT
from bench.register_costs import RegisterCosts
from bench.rounds import Figure
from bench.sealing import HASHED, SEALED, VERIFIED, SealingRates
from bench.search_costs import DEEP, FIRST, INDEXED, UNINDEXED, SearchCosts, SearchFigures
from bench.webhooks import ALL_WELL, ONE, SOME_HANG, TWO, WebhookRates, rewrite_webhooks, table
from bench.webhooks import BARE as BARE_LOOP


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    with deployed(tmp_path_factory.mktemp("bench"), durable=False) as deployment:
        yield deployment


async def test_every_way_to_append_runs(deployment: Deployment) -> None:
    def measured() -> dict[Cell, Figure]:
        return AppendRates(deployment, logs=2).measure(seconds=0.2, rounds=1, clients=(2,))

    figures = await asyncio.to_thread(measured)

    assert {cell.alternative for cell in figures} == {*ALTERNATIVES, HUNDRED}
    assert all(figure.median > 0 for figure in figures.values())


async def test_every_server_answers_what_is_measured(deployment: Deployment) -> None:
    posts, pages = await asyncio.to_thread(lambda: Costs(deployment).measure(requests=64, rounds=1))

    assert (set(posts), set(pages)) == ({SHIDRA, BARE_HTTP}, {SHIDRA, PLAIN})


async def test_ballots_are_measured(deployment: Deployment) -> None:
    figures = await asyncio.to_thread(lambda: BallotCosts(deployment).measure(ballots=64, rounds=1))

    assert set(figures) == {1, 8, 32}
    assert all(set(figure.microseconds) == {SHIDRA, BARE_HTTP} for figure in figures.values())


async def test_closing_is_measured(deployment: Deployment) -> None:
    costs = ClosingCosts(deployment, ballots=STAFF + 5)
    figures = await asyncio.to_thread(lambda: costs.measure(rounds=2))

    assert set(figures) == {SHIDRA, BARE_CLOSING}


async def test_sealing_and_verifying_are_measured(deployment: Deployment) -> None:
    figures = await asyncio.to_thread(lambda: SealingRates(deployment, entries=600).measure(rounds=1))

    assert set(figures) == {HASHED, SEALED, VERIFIED}


async def test_what_dispatchers_deliver_is_measured(deployment: Deployment) -> None:
    rates, hanging, milliseconds = await asyncio.to_thread(
        lambda: WebhookRates(deployment, events=4).measure(rounds=1)
    )

    assert (set(rates), set(hanging)) == ({ONE, TWO, BARE_LOOP}, {ALL_WELL, SOME_HANG})
    assert milliseconds > 0
    document = "before\n<!-- webhooks -->\nold\n<!-- /webhooks -->\nafter\n"
    assert f"| {BARE_LOOP} |" in rewrite_webhooks(document, table(rates, hanging, milliseconds))


async def test_a_file_is_imported_and_copied(deployment: Deployment) -> None:
    figures = await asyncio.to_thread(lambda: ImportCosts(deployment, rows=50).measure(rounds=1))

    assert set(figures) == {SHIDRA_IMPORT, COPY}


async def test_a_register_is_imported_and_copied(deployment: Deployment) -> None:
    figures = await asyncio.to_thread(lambda: RegisterCosts(deployment, rows=50).measure(rounds=1))

    assert set(figures) == {SHIDRA_IMPORT, COPY}


async def test_searching_and_listing_are_measured(deployment: Deployment) -> None:
    figures = await asyncio.to_thread(lambda: SearchCosts(deployment, rows=60).measure(rounds=1, deep=2))

    assert set(figures.searches) == {INDEXED, UNINDEXED}
    assert set(figures.pages) == {FIRST, DEEP}
    assert "organization_name" in figures.plan


def test_tables_replace_those_between_the_markers_and_nothing_else() -> None:
    figure = Figure((1000.0, 1100.0, 1200.0))
    cells = [Cell(name, logs, count) for name in ALTERNATIVES for logs in (LOGS, 1) for count in CLIENTS]
    appends = dict.fromkeys([*cells, Cell(HUNDRED, LOGS, CLIENTS[-1])], figure)
    measured = tables(
        appends,
        {SHIDRA: figure, BARE_HTTP: figure},
        {SHIDRA: figure, PLAIN: figure},
        {SHIDRA_IMPORT: figure, COPY: figure},
        {SHIDRA_IMPORT: figure, COPY: figure},
        SearchFigures({INDEXED: figure, UNINDEXED: figure}, {FIRST: figure, DEEP: figure}, "Limit"),
        1.5,
        {HASHED: figure},
        {1: BallotFigures({SHIDRA: figure, BARE_HTTP: figure}, {SHIDRA: 500.0, BARE_HTTP: 1000.0})},
        {SHIDRA: figure, BARE_CLOSING: figure},
    )
    document = "before\n<!-- measured -->\nold\n<!-- /measured -->\nafter\n"

    written = rewrite(document, measured)

    assert f"| {BARE} | 1,100 ± 9% (1.00) |" in written
    assert written.startswith("before\n<!-- measured -->\n")
    assert written.endswith("<!-- /measured -->\nafter\n")
    assert "old" not in written


def test_the_document_has_its_markers() -> None:
    assert "<table>" in rewrite(DOCUMENT.read_text("utf-8"), "<table>")
