"""A run's report, the index of runs and both example sites in a real browser: nothing is cut."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("selenium")
from selenium.webdriver.remote.webdriver import WebDriver

from tests.support import ROOT, browsers
from tests.support.browsers import chromium, faults, look
from tests.support.herald import FEED, PROFILE, HeraldServer, article, scrapy

pytestmark = pytest.mark.skipif(bool(browsers.lacks()), reason=browsers.LACKS)

ARABIC = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>افتتاح الميناء</title>
<meta property="og:type" content="article"></head><body><article><h1>افتتاح الميناء من جديد</h1>
<p>افتتح ميناء ويستهافن من جديد يوم الاثنين بعد تسعة أيام من عاصفة دمرت رصيفه القديم كله.</p>
<p>قال مدير الميناء إن الأطقم أمضت عطلة نهاية الأسبوع في نقل القوارب من النهر إلى البحر.</p>
<p>وتقدر شركات التأمين الأضرار بأربعة ملايين، وستتحمل المدينة ثلثها كما قال رئيس البلدية.</p>
</article></body></html>"""
FURNISHED = """<h2>What it costs</h2><table><tr><th>Item</th><th>Crowns</th><th>Paid by</th>
<th>Remaining obligations</th></tr><tr><td>Crane</td><td>2,100,000</td><td>Insurers of the harbour
</td><td>two instalments until next summer</td></tr></table><ul><li>Spring</li><li>May</li></ul>
<pre><code>dues = ship.length_in_metres * 12.5 + ship.tonnage * 0.125 + surcharge(ship, "winter")
</code></pre></article>"""
NAME = "heraldofthenortherncounties"
SIDEWAYS = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Words of which letters stand on two lines; those longer than 20 letters have to be parted.
CUT = r"""
const cut = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node; node = walker.nextNode();) {
  if (node.parentElement.closest("a, style, .address, pre")) continue;
  for (const word of node.data.matchAll(/[\p{L}\p{N}_]{2,20}(?![\p{L}\p{N}_])/gu)) {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1)
      cut.push(word[0]);
  }
}
return cut;"""
SITES = {
    "hugo": "hugo --quiet -s examples/hugo -d ../../hugo",
    "jekyll": "jekyll build -q -s examples/jekyll -d jekyll",
}


@pytest.fixture(scope="module")
def driver() -> Iterator[WebDriver]:
    with chromium() as driver:
        yield driver


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the output of a run of which pages and a listing failed."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "sources").mkdir()
    herald = HeraldServer()
    threading.Thread(target=herald.serve_forever, daemon=True).start()
    furnished = article("Westhaven").replace("</article>", FURNISHED)
    herald.pages["/2024/westhaven"] = ("text/html; charset=utf-8", furnished)
    herald.pages["/2024/arabic"] = ("text/html; charset=utf-8", ARABIC)
    item = f"<item><link>{herald.site}/2024/arabic</link></item></channel>"
    feed = FEED.format(site=herald.site).replace("</channel>", item)
    herald.pages["/feed.xml"] = ("application/rss+xml", feed)
    herald.statuses["/world"] = 404
    profile = PROFILE.format(host=herald.host, site=herald.site).replace(
        "name: herald", f"name: {NAME}"
    )
    (folder / "sources" / f"{NAME}.yml").write_text(profile)
    for code in (1, 0):
        done = scrapy("crawl", "news", OUTPUT_DIR=folder / "output", SOURCES=folder / "sources")
        assert done.returncode == code, done.stdout
    herald.shutdown()
    herald.server_close()
    shutil.copytree(ROOT / "examples", folder / "examples", symlinks=True)
    return folder


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("width", [390, 1400])
def test_reports_are_whole_at_every_width(
    folder: Path, driver: WebDriver, width: int, is_dark: bool
) -> None:
    pages = sorted((folder / "output" / "reports").glob("*.html"))
    assert len(pages) == 3  # two runs, of which the second finds nothing due, and the index
    for page in pages:
        is_whole(driver, page, width, is_dark)


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("generator", SITES)
def test_sites_are_whole_at_every_width(
    folder: Path, driver: WebDriver, generator: str, width: int, is_dark: bool
) -> None:
    if shutil.which(generator) is None:
        pytest.skip(f"{generator} is not installed")
    site = folder / generator
    if not site.exists():
        subprocess.run(SITES[generator].split(), cwd=folder, check=True, timeout=60)
        style = (site / "site.css").as_uri()
        for page in site.rglob("*.html"):  # which is opened from the disk
            text = page.read_text("utf-8").replace('"/site.css"', f'"{style}"')
            page.write_text(text.replace("style-src 'self'", "style-src *"), "utf-8")
    leads_elsewhere = "/page/1/"  # of Hugo: to the list's own address
    pages = [page for page in site.glob("**/index.html") if leads_elsewhere not in str(page)]
    assert len(pages) > 3
    for page in pages:
        is_whole(driver, page, width, is_dark)


def is_whole(driver: WebDriver, page: Path, width: int, is_dark: bool) -> None:
    """Hold a page to what a designer looks for: nothing sideways, no word cut, enough contrast."""
    look(driver, width, is_dark=is_dark)
    driver.get(page.as_uri())
    for element in driver.find_elements("css selector", "details"):
        driver.execute_script("arguments[0].open = true", element)
    assert driver.execute_script(SIDEWAYS) <= 0, page
    assert driver.execute_script(CUT) == [], page
    assert faults(driver) == [], page
