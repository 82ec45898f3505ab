"""Whole crawls of a site on this machine: against the obvious spider, and with nothing new."""

import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from benchmarks.speed.figures import Figures, Target
from benchmarks.speed.pages import all_pages, distinct, sized
from benchmarks.speed.processes import Usage, measured, scrapy
from benchmarks.speed.site import site

HOSTS = 64
ROUNDS = 3
# Politeness would measure the pauses; both contestants go as fast as they can, robots.txt included.
SETTINGS = {
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "ROBOTSTXT_OBEY": True,
    "COOKIES_ENABLED": False,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
}
OURS = {"ALLOW_PRIVATE_ADDRESSES": True, "CONTACT": "desk@herald.example"}
PLAIN = Path(__file__).with_name("plain_spider.py")


def against_the_plain_spider(corpora: Path, share: float) -> Figures:
    """Measure both over the same pages, in turns."""
    number = max(20, int(1400 * share))
    taken: dict[str, list[Usage]] = defaultdict(list)
    files: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = folder / "site"
        root.mkdir()
        for at, html in enumerate(distinct(all_pages(corpora), number)):
            (root / f"story-{at}.html").write_bytes(html)
        with site(root, folder) as served:
            urls = folder / "urls.txt"
            urls.write_text(
                "".join(f"http://{served.host(n % HOSTS)}/story-{n}.html\n" for n in range(number))
            )
            for turn in range(ROUNDS):
                plain = folder / f"plain-{turn}"
                command = scrapy("runspider", PLAIN, "-a", f"urls={urls}", **SETTINGS)
                taken["plain spider"].append(
                    measured([*command, "-a", f"folder={plain}"], cwd=folder)
                )
                files["plain spider"] = len(list(plain.iterdir()))
                ours = folder / f"ours-{turn}"
                command = scrapy(
                    *("crawl", "article", "-a", f"file={urls}"),
                    **SETTINGS, **OURS, OUTPUT_DIR=ours,
                )  # fmt: skip
                taken["scrapy crawl"].append(measured(command))
                files["scrapy crawl"] = len(list(ours.glob("articles/*")))
    figures = Figures(
        f"Whole crawl of {number} pages of {HOSTS} hosts, {ROUNDS} times in turns",
        ("median", "pages/s", "CPU ms a page", "main process", "MB at most", "files"),
    )
    rates = {name: number / median(one.seconds for one in runs) for name, runs in taken.items()}
    busy = {}
    for name, runs in taken.items():
        cost = 1000 * median(one.cpu for one in runs) / number
        busy[name] = 1000 * median(one.main_cpu for one in runs) / number
        peak = max(one.peak for one in runs) / 1e6
        figures.add(name, rates[name], cost, busy[name], peak, files[name])
    ratio = rates["scrapy crawl"] / rates["plain spider"]
    share_written = files["scrapy crawl"] / max(1, files["plain spider"])
    figures.targets = [
        Target("pages/s, of the plain spider's", ratio, 4, True),
        Target("ms a page that the reactor is busy, start-up included", busy["scrapy crawl"], 15),
        Target("files, of the plain spider's", share_written, 0.95, True),
    ]
    return figures


def nothing_new(corpora: Path, share: float) -> Figures:
    """Measure a pass of cron over 100 sources that have nothing new."""
    del corpora
    number = max(5, int(100 * share))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root, sources = folder / "site", folder / "sources"
        root.mkdir()
        sources.mkdir()
        with site(root, folder) as served:
            for n in range(number):
                write_source(n, served.host(n), root, sources)
            names = ",".join(f"source{n}" for n in range(number))
            command = scrapy(
                *("crawl", "news", "-a", f"source={names}"),
                **SETTINGS, **OURS, SOURCES=sources, OUTPUT_DIR=folder / "output",
            )  # fmt: skip
            first = measured(command)
            before = len(served.asked)
            passes = [measured(command) for _ in range(ROUNDS)]
            asked = served.asked[before:]
        idle = folder / "urls.txt"
        idle.write_text("")
        bare = scrapy("runspider", PLAIN, "-a", f"urls={idle}", "-a", f"folder={folder}/plain")
        starts = [measured([*bare, "-s", "LOG_LEVEL=ERROR"], cwd=folder) for _ in range(ROUNDS)]
    stories = sum("story" in path for path in asked)
    figures = Figures(
        f"A pass over {number} sources with nothing new, {ROUNDS} times",
        ("median", "seconds", "CPU s", "requests", "of articles"),
    )
    figures.add("first pass", first.seconds, first.cpu, before, number)
    passes_cpu = median(one.cpu for one in passes)
    figures.add(
        "nothing new",
        median(one.seconds for one in passes), passes_cpu, len(asked) / ROUNDS, stories,
    )  # fmt: skip
    start_cpu = median(one.cpu for one in starts)
    figures.add("Scrapy's start-up", median(one.seconds for one in starts), start_cpu, 0, 0)
    figures.targets = [
        Target("CPU s over Scrapy's start-up", passes_cpu - start_cpu, 1.5),
        Target("articles asked for", stories, 0),
    ]
    return figures


def write_source(number: int, host: str, root: Path, sources: Path) -> None:
    """Write a source's profile, its feed and one article."""
    story = f"story-{number}.html"
    (root / story).write_bytes(sized(5000 + number))
    (root / f"feed-{number}.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title><item>'
        f"<link>http://{host}/{story}</link></item></channel></rss>"
    )
    (sources / f"source{number}.yml").write_text(
        f"name: source{number}\ndomains: ['{host}']\nfeeds: ['http://{host}/feed-{number}.xml']\n"
        "timezone: UTC\nlanguage: en\n"
    )
