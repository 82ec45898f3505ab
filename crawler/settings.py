"""Every setting that differs from Scrapy's, or is ours: why, and what Scrapy's own default is.

Change none of them here: `news.toml` beside the output is for a person's own, the environment
(NEWS_CONTACT=…) for a machine's, and `-s NAME=VALUE` for one run. `scrapy settings` shows each with
its value and where that comes from.
"""

from pathlib import Path

from crawler.interrupt import leave_on_interrupt

# A command takes a second to start, most of it after Scrapy has read this file. A crawl that runs
# sets a handler of its own, which lets pages that are on their way end.
leave_on_interrupt()

_checkout = Path(__file__).resolve().parent.parent
_home = _checkout if (_checkout / "scrapy.cfg").is_file() else Path.cwd()

BOT_NAME = "news-ingestion"  # "scrapybot"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

# --- Who we say we are -------------------------------------------------------------------------

# How a publisher reaches the person who runs this: an e-mail address or a page. Ours; "".
CONTACT = ""
# Names the project, so that a publisher can allow, slow or refuse it. "Scrapy/x (+scrapy.org)".
# CONTACT is added to it. robots.txt addresses us by the part before the slash, or by
# ROBOTSTXT_USER_AGENT where that is set.
USER_AGENT = "news-ingestion/0.1"
# Sites that serve several languages choose by this header; a page's own language is wanted. "en".
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "*",
}
# A page is asked for in the same way whatever led to it: a feed, an earlier run, a person. A feed's
# address may hold a key that is not for other sites. Scrapy sends it, but from https to http.
REFERRER_POLICY = "no-referrer"

# --- Politeness --------------------------------------------------------------------------------

ROBOTSTXT_OBEY = True  # False
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # 8: one request at a time per site
# Scrapy's forgets that where DOWNLOAD_DELAY is 0 and AutoThrottle off.
DOWNLOADER = "crawler.downloader.turns.TurnsDownloader"
DOWNLOAD_DELAY = 1.0  # 0 seconds, between two requests to one site
# Waits as long as the site takes to answer: a slow site is left more time. False.
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0  # 5 seconds: a one-off article should not wait for nothing
# Many sites at once, each slowly: a few that hang must not hold up the others. 16.
CONCURRENT_REQUESTS = 64
# Metered paywalls count by cookie, and nobody should be able to track a crawl. True.
COOKIES_ENABLED = False

# --- Limits ------------------------------------------------------------------------------------

DOWNLOAD_MAXSIZE = 20 * 1024 * 1024  # 1 GiB; the largest news pages have a few MB
DOWNLOAD_WARNSIZE = 0  # 32 MiB, which is past the limit
DOWNLOAD_TIMEOUT = 30  # 180 seconds: a page that takes longer is asked for again next time
DNS_TIMEOUT = 10  # 60 seconds
RETRY_TIMES = 2  # 2, beyond the first try
# Without 429, which asks to be left alone. With it.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
REDIRECT_MAX_TIMES = 8  # 20; more than a few hops is a loop or a login
# Only the web: a redirect or a list of URLs must not read local files. All of them.
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    # Scrapy's, but a proxy may be on a private address.
    "http": "crawler.downloader.connections.HttpHandler",
    "https": "crawler.downloader.connections.HttpHandler",
}
# What is published unread has to come from whom it says. False. A page of a site whose certificate
# nobody can check fails; -s DOWNLOAD_VERIFY_CERTIFICATES=False takes it.
DOWNLOAD_VERIFY_CERTIFICATES = True
# Addresses of this machine and its network are refused at the connection, since pages, feeds and
# redirects of others could lead there; on for a crawl of a site on this machine. Ours.
ALLOW_PRIVATE_ADDRESSES = False
# Pages of one article that are read and joined; 1: the first only. A pager that has no end must
# not keep a crawl; an article with more pages is cut there, with a warning. Ours.
ARTICLE_PAGES_MAX = 20
# A page gives one article: Scrapy would start this many tasks for each response. 100.
CONCURRENT_ITEMS = 1
# Scrapy would read the source of a callback for each response, to warn of what ours don't do. True.
WARN_ON_GENERATOR_RETURN_VALUE = False
# Responses held in memory while they wait for extraction, in bytes. 5 MB.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 16 * 1024 * 1024
# A page that refreshes itself every minute to show news is no redirect. 100 seconds.
METAREFRESH_MAXDELAY = 3

# --- Time --------------------------------------------------------------------------------------

# Where the time comes from: a function of no argument. A simulation puts its own here. Ours.
CLOCK = "crawler.clock.utc_now"

# --- Doors that stay shut ----------------------------------------------------------------------

TELNETCONSOLE_ENABLED = False  # True
REMOTE_CONTROL_ENABLED = False  # True since Scrapy 2.19
# EXTENSIONS leaves both out, too: to load them takes a fifth of a second.

# --- What is made, and where -------------------------------------------------------------------

# A file of settings; None: news.toml or news.yml in the folder that OUTPUT_DIR is in. Ours.
CONFIG = None
# All that runs leave behind: articles, images, archive, reports, ledger; in a checkout if the
# program runs from one, else in the folder where it runs. Ours.
OUTPUT_DIR = str(_home / "output")
# An article's file in OUTPUT_DIR; knows {code}, {source}, {slug} of the first headline, and {year},
# {month}, {date} (YYYY-MM-DD) of the day in the code. Ours.
ARTICLE_PATH = "articles/{code}.md"
# The front matter's layout, and the keys that follow the nine that every file has: authors,
# published, modified, source, section, keywords, caption, image_origin, access, confidence,
# hash. Ours.
LAYOUT = "post"
FRONT_MATTER_EXTRA = ""
KEEP_LINKS = False  # a link is its text: addresses die, and many lead to more of the site. Ours.
INLINE_IMAGES = False  # only the lead image is kept. Ours.
# Fetches images, politely as pages, rather than linking to where the page had them. Ours.
DOWNLOAD_IMAGES = False
# Where they are kept: a folder or s3://bucket/folder/; None: images in OUTPUT_DIR. Scrapy's.
FILES_STORE = None
# Where a site shows them: a path from its root, or the address of a CDN. Ours.
IMAGE_BASE_URL = "/images"
IMAGE_MAX_BYTES = 15 * 1024 * 1024  # a larger one stays hot-linked. Ours.
IMAGE_MAX_PIXELS = 60_000_000  # the same; a small file can hold a picture that fills memory. Ours.
IMAGE_MAX_WIDTH = 0  # pixels; 0: the original bytes are kept. Ours.
IMAGE_FORMAT = ""  # jpeg, png, gif, webp or avif; "": the original's. Ours.
MEDIA_ALLOW_REDIRECTS = True  # False: many images are behind one
# A copy of an article that another address or source has too is not written; with this it is, and
# names the code of the other as same_as. Ours.
KEEP_COPIES = False
# Percent of confidence below which an article is held: its file waits in held/ for a person
# (`scrapy publish`) or for a better look at its page; 0 publishes all. Below 10 every second text
# is badly wrong, and of those that are complete and clean 1 in 1,000 waits (docs/extraction.md has
# the table). Ours.
HOLD_BELOW = 10
# Where the ledger is: postgresql://user@host/name or sqlite:////folder/ledger.sqlite; None: what
# NEWS_LEDGER_URL in the environment says, which shows no password to `ps`, else SQLite in
# OUTPUT_DIR. A ledger has one run at a time, whatever the folder. Ours.
LEDGER_URL = None
# Keeps each page of an article as it came in OUTPUT_DIR/archive, as WARC files: what extraction
# does better tomorrow, `scrapy reextract` does for the articles of today. Ours.
ARCHIVE_PAGES = True
# Bytes of all of them: some 80,000 pages. Former versions go first, the oldest before the others;
# the newest of an article, and the one that its file was made of, never do, so that a full archive
# takes no more; 0: no bound. Ours.
ARCHIVE_MAX_BYTES = 2_000_000_000
# Bytes of a file from which on the run begins another: it is written anew when versions go. Ours.
ARCHIVE_FILE_BYTES = 100_000_000
# Reads each page by what its site's other pages have taught: OUTPUT_DIR/models, and reviewed models
# beside the profiles. Ours.
SITE_MODELS = True
# Learns the models of the sources that gave new pages at the end of each `news` run, which reads
# each of them a second time; else `scrapy learn` does it when somebody says so. Ours.
LEARN_AFTER_RUN = False
# Kinds of changes that `scrapy reextract` makes, and those that it leaves alone, with commas:
# title, herald:image, herald:*; its --accept and --reject. Ours.
REEXTRACT_ACCEPT = ""
REEXTRACT_REJECT = ""
# Source profiles: those that ship, and a folder of your own, whose files go first. Ours.
SOURCES = str(Path(__file__).resolve().parent / "sources")
SOURCES_DIR = None
# What `scrapy crawl replay` reads without -a path=: the saved pages that ship. Ours.
REPLAY_PATH = str(_home / "tests" / "fixtures")

# Reports and log files of the last runs that stay: a month of runs every half hour. Ours.
REPORTS_KEPT = 1500
LOGS_KEPT = 1500

# A file to which each run adds a line of JSON, for those who collect logs; -: standard error, None:
# no file. It is rotated at 20 MB. Ours.
SUMMARY_FILE = None

# --- Extraction --------------------------------------------------------------------------------

EXTRACTION_PROCESSES = None  # worker processes; None: as many as cores; 0: in line. Ours.
# Seconds of processor time per page or listing, ten times as many by the clock, so that none fails
# because the machine is busy; nearly all take less than one. Ours.
EXTRACTION_TIMEOUT = 30.0

# --- Feeds (-o, FEEDS) -------------------------------------------------------------------------

FEED_EXPORT_ENCODING = "utf-8"  # None: JSON with \u escapes
# An Article is a flat row with its text as Markdown; Scrapy's own write the nested blocks.
FEED_EXPORTERS = {
    "json": "pipelines.export.feed_rows.JsonRows",
    "jsonl": "pipelines.export.feed_rows.JsonLinesRows",
    "jsonlines": "pipelines.export.feed_rows.JsonLinesRows",
    "jl": "pipelines.export.feed_rows.JsonLinesRows",
    "csv": "pipelines.export.feed_rows.CsvRows",
    "xml": "pipelines.export.feed_rows.XmlRows",
}

# --- How the work is wired ---------------------------------------------------------------------

DOWNLOADER_MIDDLEWARES = {
    # Ours remembers the file, and checks every request.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.downloader.robots.RobotsMiddleware": 100,
    # Ours adds the contact.
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "crawler.downloader.user_agent.IdentityMiddleware": 500,
    # Before all that asks the network, and after the retries (550).
    "crawler.downloader.hosts.HostMiddleware": 50,
    # Before robots.txt (100), the first that may ask the network: a replay never gets there.
    "crawler.downloader.replayed_pages.SavedPageMiddleware": 10,
    # Anywhere before the download: the address itself is judged at the connection.
    "crawler.downloader.connections.PublicAddressMiddleware": 760,
    # Ours leaves pages undecoded.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.downloader.redirects.RefreshMiddleware": 580,
    # Ours lets an address lead to itself if cookies are on.
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.downloader.redirects.CookieRedirectMiddleware": 600,
    # Next to the download: what is cut is not kept by the next.
    "crawler.downloader.content_codings.ContentCodingMiddleware": 960,
    # Next to that, before the body is unpacked (590).
    "crawler.downloader.fetched_pages.FetchedPageMiddleware": 950,
}
SPIDER_MIDDLEWARES = {
    # Ours says why a page is left out.
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "crawler.downloader.long_addresses.LongAddressMiddleware": 800,
}
ITEM_PIPELINES = {
    "pipelines.clean.CleanPipeline": 100,
    "pipelines.addresses.AddressPipeline": 150,  # before codes, which belong to addresses
    "pipelines.codes.CodePipeline": 200,  # before dedupe, which names codes
    "pipelines.removed.RemovedPipeline": 250,  # before dedupe: nothing repeats what is gone
    "pipelines.dedupe.DedupePipeline": 300,
    "pipelines.images.ImagePipeline": 400,
    "pipelines.markdown.MarkdownPipeline": 500,
}
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    # Before the others, so that what is unfinished at the end has its fate when they look.
    "crawler.run.fate_recorder.FateRecorder": 0,
    "crawler.run.source_health.SourceHealth": 5,  # before the keeper ends the run
    "crawler.ledger.LedgerKeeper": 8,  # before what reads the ledger when the run begins
    "crawler.run.output_guard.OutputGuard": 10,
    "crawler.report.summary.Summary": 20,
    "crawler.report.run_report.RunReport": 30,
    "crawler.report.live_progress.LiveProgress": 40,
}

# --- Logging -----------------------------------------------------------------------------------

# A person wants to know of what went wrong; the rest is in the summary. "DEBUG".
LOG_LEVEL = "WARNING"
# A page that is not written is counted under its fate, with its reason. "WARNING".
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
# A live picture of the run, where standard error is a terminal; --quiet switches it off. Ours.
PROGRESS_ENABLED = True
