"""Gathers a run's figures and leaves them in `reports/`, as JSON and as a page."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler

from crawler.clock import clock_of
from crawler.items import Article, Fate
from crawler.ledger import Entry
from crawler.output import folder_of
from crawler.report.figures import Figures
from crawler.run.health import FIELDS
from crawler.run.source_health import SourceHealth
from crawler.run.tally import Tally
from crawler.run.verdict import Verdict
from crawler.signals import article_displaced, article_moved, url_settled
from crawler.system.whole_files import clear_unfinished, write_whole

INDEX = "index.html"  # of all runs: summary_line.py


class RunReport:
    """Listens while the run lasts; the command has it written when all is over."""

    def __init__(self, crawler: Crawler) -> None:
        self.figures = Figures()
        self._now = clock_of(crawler)
        self.started = self._now()
        self._crawler = crawler
        self._output = Path(crawler.settings["OUTPUT_DIR"])
        self._folder = folder_of(crawler.settings["OUTPUT_DIR"], "reports")
        self._kept = crawler.settings.getint("REPORTS_KEPT")
        crawler.signals.connect(self.url_settled, url_settled)
        crawler.signals.connect(self.article_displaced, article_displaced)
        crawler.signals.connect(self.figures.moved, article_moved)
        crawler.signals.connect(self.response_downloaded, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RunReport":
        return cls(crawler)

    def url_settled(self, source: str, fate: Fate, article: Article | None, path: str) -> None:
        seconds = (self._now() - self.started).total_seconds()
        self.figures.settled(source, fate, article, seconds, path)

    def article_displaced(self, entry: Entry) -> None:
        self.figures.displaced(entry.path)

    def response_downloaded(self, request: Request) -> None:
        self.figures.answered(request.url, request.meta.get("download_latency", 0.0))

    def write(self, run: str, tally: Tally, verdict: Verdict) -> Path:
        """Write both files and return the page's path; raises OSError.

        Of older reports the last REPORTS_KEPT stay.
        """
        from crawler.report.html_page import html_page  # Jinja takes a while to load

        report = self.report(tally, verdict)
        self._folder.mkdir(parents=True, exist_ok=True)
        page = self._folder / f"{run}.html"
        clear_unfinished(self._folder)
        rows = json.dumps(report, ensure_ascii=False, indent=1)
        html = html_page(report, run, self._output)
        for path, text in ((page.with_suffix(".json"), rows), (page, html)):
            write_whole(path, text.encode("utf-8", "backslashreplace"))
        for suffix in (".html", ".json"):
            runs = (path for path in self._folder.glob(f"*{suffix}") if path.name != INDEX)
            for old in sorted(runs)[: -self._kept]:
                old.unlink(missing_ok=True)
        return page

    def report(self, tally: Tally, verdict: Verdict) -> dict[str, Any]:
        """Return the report as its JSON has it."""
        stats = self._crawler.stats
        ended = self._now()
        figures = self.figures
        health = self._crawler.get_extension(SourceHealth) or SourceHealth(self._crawler)
        names = list(dict.fromkeys([*tally.sources, *tally.fates, *tally.left]))
        return {
            "spider": self._crawler.spidercls.name,
            "started": self.started.isoformat(" ", "seconds"),
            "ended": ended.isoformat(" ", "seconds"),
            "seconds": round((ended - self.started).total_seconds(), 1),
            "exit_code": verdict.exit_code,
            "verdict": verdict.sentence,
            "alarms": [f"{source}: {alarm}" for source, alarm in health.alarms],
            "over": health.announced.over,
            "standing": health.announced.sources,
            "requests": stats.get_value("downloader/request_count", 0),
            "bytes": stats.get_value("downloader/response_bytes", 0),
            "seen": tally.seen,
            "left": tally.left.total(),
            "totals": dict(tally.totals),
            "fields": FIELDS,
            "sources": {
                name: {
                    "fates": dict(tally.fates[name]),
                    "left": tally.left[name],
                    "known": tally.known[name],
                    "refused": tally.refused[name],
                    "articles": health.yields[name].articles,
                    "characters": health.yields[name].characters,
                    "filled": dict(health.yields[name].filled),
                    "usual": health.usual.get(name, {}),
                    "fit": [(day.isoformat(), fit) for day, fit in health.fits.get(name, ())],
                }
                for name in names
            },
            "waits": [
                asdict(wait) | {"until": wait.until and wait.until.isoformat(" ", "seconds")}
                for wait in tally.waits.values()
            ],
            "refusals": [asdict(refusal) for refusal in tally.refusals],
            "listings": [asdict(trouble) for trouble in tally.broken_listings],
            "held": [{"path": path, **asdict(one)} for path, one in tally.held.items()],
            "troubles": [asdict(trouble) for trouble in tally.troubles],
            "articles": [asdict(writing) for writing in figures.writings],
            "slowest": figures.slowest,
            "longest": figures.longest,
            "progress": {
                "seconds_a_bar": figures.progress.width,
                "bars": [dict(bar) for bar in figures.progress.bars],
            },
        }
