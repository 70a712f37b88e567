"""Writes what was measured into docs/performance.md, between its markers; the words around it stay."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.append_rates import ALTERNATIVES, CLIENTS, LOGS, Cell
from bench.append_sql import BARE, HUNDRED
from bench.ballot_costs import BARE as BARE_BALLOT
from bench.ballot_costs import BallotFigures
from bench.closing_costs import BARE as BARE_CLOSING
from bench.closing_costs import SHIDRA as SHIDRA_CLOSING
from bench.http_costs import BARE as BARE_HTTP
from bench.http_costs import PLAIN, SHIDRA
from bench.import_costs import COPY
from bench.import_costs import SHIDRA as SHIDRA_IMPORT
from bench.rounds import Figure
from bench.search_costs import DEEP, FIRST, INDEXED, PAGE, UNINDEXED, SearchFigures
from shared.database.embedded.binaries import VERSION

DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"
SEARCHING = "### Searching and listing 20,000 organizations over HTTP, one client: milliseconds of waiting"
_BETWEEN = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- /measured -->)", re.DOTALL)


def rewrite(document: str, measured: str) -> str:
    """The document with new tables; raises ValueError where it has lost its markers."""
    if _BETWEEN.search(document) is None:
        raise ValueError("docs/performance.md has lost its markers")
    return _BETWEEN.sub(lambda _: f"\n{measured}\n", document)


def tables(
    appends: Mapping[Cell, Figure],
    posts: Mapping[str, Figure],
    pages: Mapping[str, Figure],
    imports: Mapping[str, Figure],
    register: Mapping[str, Figure],
    search: SearchFigures,
    commit_milliseconds: float,
    sealing: Mapping[str, Figure],
    ballots: Mapping[int, BallotFigures],
    closing: Mapping[str, Figure],
) -> str:
    """Everything measured, as Markdown."""
    http = [
        ["", SHIDRA, "next to", "", "times", "aim"],
        _http("POST of an organization", posts, BARE_HTTP, 2.5),
        _http("page of 50 organizations", pages, PLAIN, 2.0),
    ]
    hundred = appends[Cell(HUNDRED, LOGS, CLIENTS[-1])]
    return "\n\n".join(
        [
            f"{os.cpu_count()} CPUs, Python {platform.python_version()}, PostgreSQL {VERSION}, durable: "
            f"the smallest commit took {commit_milliseconds:.2f} ms. ± is half the distance between the "
            "highest and the lowest round.",
            "### HTTP: microseconds of the server's CPU for each request",
            _table(http),
            "### Ballots into one open decision",
            _table(_ballots(ballots)),
            "### Closing a decision with 100,000 ballots: seconds",
            _table(_closing(closing)),
            "### Importing 100,000 observations from CSV over HTTP: seconds for the file",
            _table([["", SHIDRA, "next to", "", "times", "aim"], _import(imports)]),
            "### Importing a register of 20,000 organizations from CSV over HTTP: seconds for the file",
            _table(_register(register)),
            SEARCHING,
            _table(_search(search)),
            f"```\n{search.plan}\n```",
            f"### Appending to {LOGS} logs: events a second (times the bare insert)",
            _table(_appends(appends, LOGS)),
            "### Appending to one log: events a second (times the bare insert)",
            _table(_appends(appends, 1)),
            f"{HUNDRED}, {CLIENTS[-1]} clients, {LOGS} logs: {_number(hundred)} events a second.",
            "### Sealing and verifying: entries a second, one process",
            _table([["", "entries a second"], *([name, _number(one)] for name, one in sealing.items())]),
        ]
    )


def _http(what: str, figures: Mapping[str, Figure], peer: str, aim: float) -> list[str]:
    ours, theirs = figures[SHIDRA], figures[peer]
    times = ours.times(theirs)
    verdict = "met" if times <= aim else "**missed**"
    return [what, _number(ours), peer, _number(theirs), f"{times:.2f}", f"{aim}: {verdict}"]


def _ballots(figures: Mapping[int, BallotFigures]) -> list[list[str]]:
    rows = [["clients", f"{SHIDRA}, µs", f"{BARE_BALLOT}, µs", "times", "aim", "ballots a second", "times"]]
    for clients, figure in figures.items():
        ours, theirs = figure.microseconds[SHIDRA], figure.microseconds[BARE_BALLOT]
        times, rate = ours.times(theirs), figure.per_second[SHIDRA]
        verdict = f"2.5: {'met' if times <= 2.5 else '**missed**'}"
        slower = f"{rate / figure.per_second[BARE_BALLOT]:.2f}"
        rows.append(
            [str(clients), _number(ours), _number(theirs), f"{times:.2f}", verdict, f"{rate:,.0f}", slower]
        )
    return rows


def _closing(figures: Mapping[str, Figure]) -> list[list[str]]:

    ours, theirs = figures[SHIDRA_CLOSING], figures[BARE_CLOSING]
    shown = [f"{one.median:.2f} ± {one.spread / 2:.0%}" for one in (ours, theirs)]
    verdict = f"2 s: {'met' if ours.median <= 2 else '**missed**'}"
    return [
        ["", SHIDRA_CLOSING, "next to", "", "times", "aim"],
        ["the whole transaction", shown[0], BARE_CLOSING, shown[1], f"{ours.times(theirs):.2f}", verdict],
    ]


def _import(figures: Mapping[str, Figure]) -> list[str]:
    ours, theirs = figures[SHIDRA_IMPORT], figures[COPY]
    times, aim = ours.times(theirs), 3.0
    shown = [f"{one.median:.2f} ± {one.spread / 2:.0%}" for one in (ours, theirs)]
    verdict = f"{aim}: {'met' if times <= aim else '**missed**'}"
    return ["file of figures", shown[0], COPY, shown[1], f"{times:.2f}", verdict]


def _register(figures: Mapping[str, Figure]) -> list[list[str]]:
    ours, theirs = figures[SHIDRA_IMPORT], figures[COPY]
    shown = [f"{one.median:.2f} ± {one.spread / 2:.0%}" for one in (ours, theirs)]
    return [
        ["", SHIDRA, "next to", "", "times"],
        ["register, an event for each row", shown[0], COPY, shown[1], f"{ours.times(theirs):.1f}"],
    ]


def _search(figures: SearchFigures) -> list[list[str]]:
    rows = [["", "", "next to", "times"]]
    for what, of, one, other in (
        ("search with a letter wrong", figures.searches, UNINDEXED, INDEXED),
        (f"list of 20,000, {PAGE} a page", figures.pages, DEEP, FIRST),
    ):
        said = [f"{name}: {of[name].median:.1f} ± {of[name].spread / 2:.0%}" for name in (one, other)]
        rows.append([what, said[0], said[1], f"{of[one].times(of[other]):.2f}"])
    return rows


def _appends(appends: Mapping[Cell, Figure], logs: int) -> list[list[str]]:
    def shown(name: str, clients: int) -> str:
        figure = appends[Cell(name, logs, clients)]
        return f"{_number(figure)} ({figure.times(appends[Cell(BARE, logs, clients)]):.2f})"

    head = ["", *(f"{count} client{'s' * (count > 1)}" for count in CLIENTS)]
    return [head, *([name, *(shown(name, count) for count in CLIENTS)] for name in ALTERNATIVES)]


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body))


def _number(figure: Figure) -> str:
    return f"{figure.median:,.0f} ± {figure.spread / 2:.0%}"
