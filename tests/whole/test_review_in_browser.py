"""The review page in a real browser: what a person does there, from the first look to an undo."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any, ClassVar

import pytest

pytest.importorskip("selenium")
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from crawler.archive.saved_pages import SavedPage
from crawler.profiles.files import read_profile
from tests.support import browsers
from tests.support import herald as herald_site
from tests.support.archives import record, version
from tests.support.browsers import chromium, faults, look, served
from tests.support.herald import HeraldRequest, HeraldServer
from tests.support.reviews import RUN, leave_report, three_articles
from tests.support.runs import articles_of, copy, entry, run

pytestmark = pytest.mark.skipif(bool(browsers.lacks()), reason=browsers.LACKS)

BOX = "Get the Herald in your letter box every morning, with the tides of the week on its back."
PLACES = ("westhaven", "easthaven")
HOSTILE = """<script>document.title = "mine"; fetch("https://evil.example/")</script>
<img src="https://evil.example/x.png" onerror="document.title='mine'"><svg/onload=alert(1)>"""


@pytest.fixture(scope="module")
def driver() -> Iterator[WebDriver]:
    with chromium() as driver:
        look(driver, 1600)
        yield driver


@dataclass
class Person:
    """Who looks at the pages of an output folder."""

    driver: WebDriver
    site: str
    output: Path

    def go(self, path: str = "/") -> None:
        self.driver.get(self.site + path)

    def press(self, keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(keys)

    def click(self, words: str) -> None:
        """Press the button or link that has these words."""
        path = f'//main//*[self::a or self::button][contains(., "{words}")]'
        self.driver.find_element(By.XPATH, path).click()

    def sees(self, words: str) -> None:
        """Wait until these words are there."""
        left = [StaleElementReferenceException]  # the page of before
        WebDriverWait(self.driver, 60, ignored_exceptions=left).until(
            lambda driver: words in driver.find_element(By.TAG_NAME, "body").text
        )

    def titles(self) -> list[str]:
        return [one.text for one in self.driver.find_elements(By.CSS_SELECTOR, ".card h2")]


@pytest.fixture
def person(driver: WebDriver, tmp_path: Path) -> Iterator[Person]:
    """Who sees two held articles and one that is published, and the report of a run."""
    three_articles(tmp_path)
    leave_report(tmp_path)
    with served(tmp_path) as site:
        yield Person(driver, site, tmp_path)


def herald_pages() -> list[SavedPage]:
    """Return pages of one site, each with the same box in its text."""
    pages = []
    for place in ("Westhaven", "Easthaven", "Southhaven"):
        head, mark, rest = herald_site.article(place).partition("</p>")
        html = f"{head}{mark}<p>{BOX}</p>{rest}"
        pages.append(version(1, html.encode(), url=f"https://herald.example/2024/{place.lower()}"))
    return pages


@pytest.fixture
def site(driver: WebDriver, tmp_path: Path) -> Iterator[Person]:
    """Who sees the articles of a site whose pages are in the archive."""
    output, profiles, saved = (tmp_path / name for name in ("output", "profiles", "saved"))
    for folder in (output, profiles, saved):
        folder.mkdir()
    (profiles / "herald.yml").write_text("# ours\nname: herald\ndomains: [herald.example]\n")
    for number, page in enumerate(herald_pages()):
        (saved / f"{number}.html").write_bytes(page.body)
        (saved / f"{number}.json").write_text(
            f'{{"url": "{page.url}", "fetched_at": "{page.fetched_at.isoformat()}"}}'
        )
    settings = {"SOURCES_DIR": str(profiles), "EXTRACTION_PROCESSES": 0, "HOLD_BELOW": 0}
    herald_site.scrapy("crawl", "replay", f"-apath={saved}", OUTPUT_DIR=output, **settings)
    record(output, *herald_pages())
    with served(output, **settings) as address:
        yield Person(driver, address, output)


def test_a_held_article_is_found_and_published_by_keys_alone(person: Person) -> None:
    person.go()
    person.press("/")
    person.press("mayor" + Keys.ENTER)
    person.sees("1 article")
    assert person.titles() == ["A fox at the fair"]
    person.press("j")
    person.press(Keys.ENTER)
    person.sees("As it will be published")
    person.press("a")
    person.sees("Published ART")
    assert len(articles_of(person.output)) == 2

    person.driver.find_element(By.XPATH, '//button[.="Undo"]').click()
    person.sees("Taken back")
    assert len(articles_of(person.output)) == 1


def test_many_are_marked_and_held_by_keys(person: Person) -> None:
    person.go("/?view=all&fate=written")
    person.press("j")
    person.press("x")
    assert len(person.driver.find_elements(By.CSS_SELECTOR, ".card :checked")) == 1
    person.press("h")
    person.sees("Held ART")
    assert articles_of(person.output) == {}


def test_the_keys_are_shown_and_go_away(person: Person) -> None:
    person.go()
    dialog = person.driver.find_element(By.ID, "keys")
    assert not dialog.is_displayed()
    person.press("?")
    assert dialog.is_displayed()
    assert "next, previous article" in dialog.text
    person.press("?")
    assert not dialog.is_displayed()


def test_furniture_goes_from_all_articles_of_its_site_and_comes_back(site: Person) -> None:
    before = articles_of(site.output)
    assert len(before) == 3
    assert all(BOX in text for text in before.values())
    code = entry(site.output, "https://herald.example/2024/westhaven").code
    site.go(f"/article/{code}")
    path = '//li[contains(., "letter box")]//button[.="This is furniture"]'
    site.driver.find_element(By.XPATH, path).click()
    site.sees("Furniture on all pages of herald?")
    site.sees("The words stand in 3 of the 3 articles of herald.")
    site.sees("3 of 3 change")
    site.click("Save, and re-extract")
    site.sees("herald: drop_lines has Get the Herald")
    wait_for_the_end(site)
    after = articles_of(site.output)
    assert {path: text.replace(f"{BOX}\n\n", "") for path, text in before.items()} == after

    site.go("/decisions")
    site.driver.find_element(By.XPATH, '//main//button[.="Undo"]').click()
    site.sees("Taken back")
    wait_for_the_end(site)
    assert articles_of(site.output) == before


def wait_for_the_end(person: Person) -> None:
    """Load the page again until the articles have been taken from their pages anew."""

    def is_over(_: WebDriver) -> bool:
        person.go("/decisions")
        shown = person.driver.find_elements(By.CSS_SELECTOR, "[data-rework]")
        return bool(shown) and shown[0].get_attribute("data-rework") == "over"

    WebDriverWait(person.driver, 120, poll_frequency=1).until(is_over)


def test_a_category_that_was_corrected_is_there_after_a_reextraction(site: Person) -> None:
    code = entry(site.output, "https://herald.example/2024/westhaven").code
    site.go(f"/article/{code}/correct")
    field = site.driver.find_element(By.ID, "category")
    field.clear()
    field.send_keys("SPORT" + Keys.ENTER)
    site.sees("Is that right?")
    site.click("Correct it")
    site.sees("Corrected")
    herald_site.scrapy("reextract", OUTPUT_DIR=site.output, HOLD_BELOW=0)
    assert 'category: "SPORT"' in articles_of(site.output)[f"articles/{code}.md"]


def test_a_source_is_added_from_its_front_page(
    driver: WebDriver, herald: HeraldServer, tmp_path: Path
) -> None:
    links = "".join(f'<a href="/2024/{name}">Harbour of {name}</a>' for name in PLACES)
    home = f'<html><link rel="alternate" type="application/rss+xml" href="/feed.xml">{links}'
    herald.pages["/"] = ("text/html", home)
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    settings = {"ALLOW_PRIVATE_ADDRESSES": True, "DOWNLOAD_DELAY": 0, "EXTRACTION_PROCESSES": 0}
    with served(tmp_path, SOURCES_DIR=str(profiles), **settings) as site:
        person = Person(driver, site, tmp_path)
        person.go("/sources")
        person.click("Add a source")
        field = driver.find_element(By.NAME, "url")
        field.send_keys(herald.site + Keys.ENTER)
        person.sees("Harbour of Westhaven reopens after the storm")
        person.click("Save as")
        person.sees("changed the profile")
    (file,) = profiles.glob("*.yml")
    assert read_profile(file).feeds == (f"{herald.site}/feed.xml",)


class SlowRequest(HeraldRequest):
    """Answers once it is let."""

    is_let: ClassVar = Event()

    def do_GET(self) -> None:
        if self.path == "/robots.txt" or self.is_let.wait(60):
            super().do_GET()


def test_what_is_decided_while_a_crawl_runs_is_done_at_its_end(
    person: Person, herald: HeraldServer
) -> None:
    herald.RequestHandlerClass = SlowRequest
    url, code = f"{herald.site}/2024/westhaven", entry(person.output).code
    words = ("crawl", "article", f"-aurl={url}")
    settings: dict[str, Any] = {"OUTPUT_DIR": person.output, "is_fork": False}
    crawl = Thread(target=herald_site.scrapy, args=words, kwargs=settings)
    crawl.start()
    lock = person.output / ".lock"
    WebDriverWait(person.driver, 60).until(lambda _: lock.exists() and lock.read_text())
    person.go(f"/article/{code}")
    person.click("Publish")
    person.sees("It waits, and is carried out when the run has ended")
    assert f"articles/{code}.md" not in articles_of(person.output)
    SlowRequest.is_let.set()
    crawl.join()
    WebDriverWait(person.driver, 60).until(
        lambda _: f"articles/{code}.md" in articles_of(person.output)
    )
    person.go("/decisions")
    person.sees(f"Published {code}")
    assert entry(person.output, url).path, "the crawl has lost nothing by it"


def test_an_article_becomes_a_copy_and_is_one_no_more(person: Person) -> None:
    person.go("/?view=all")
    person.click("A fox at the fair")
    person.click("It is a copy of")
    code = person.driver.current_url.split("/")[-2]
    of = entry(person.output).code
    person.driver.find_element(By.NAME, "of").send_keys(of + Keys.ENTER)
    person.sees(f"The file of {code} goes")
    person.click("It is a copy of that")
    person.sees(f"{code} is a copy of {of}.")
    person.driver.find_element(By.XPATH, '//button[.="Undo"]').click()
    person.sees("Taken back")
    assert len(list((person.output / "held").glob("*.md"))) == 2


def test_times_are_in_the_browsers_zone(person: Person) -> None:
    shown = "return document.querySelector('main time').textContent"
    zoned(person.driver, "Asia/Tokyo")
    try:
        for _ in ("by the script", "by the server, which knows the zone by then"):
            person.go("/?view=all&q=harbour")
            assert person.driver.execute_script(shown) == "2024-10-17 17:45"
    finally:
        zoned(person.driver, "UTC")


def zoned(driver: WebDriver, name: str) -> None:
    """Have the browser be in a zone, IANA name."""
    driver.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": name})  # type: ignore[attr-defined]


def test_a_form_that_is_stale_is_refused(person: Person) -> None:
    code = entry(person.output).code
    person.go(f"/article/{code}/correct")
    person.driver.find_element(By.ID, "title").send_keys(" again")
    (file,) = (person.output / "held").glob(f"{code}.md")
    file.write_text(file.read_text().replace("WORLD", "SPORT"))
    person.click("Show what changes")
    person.sees("has been changed since this form was made")
    assert "SPORT" in file.read_text()


def test_a_hostile_page_is_inert(driver: WebDriver, tmp_path: Path) -> None:
    run(tmp_path, [copy("evil", HOSTILE * 3, headline=HOSTILE, section=HOSTILE)])
    url = "https://evil.example/harbour"
    record(tmp_path, version(1, f"<h1>{HOSTILE}</h1><p>{HOSTILE}".encode(), url=url))
    with served(tmp_path) as site:
        person = Person(driver, site, tmp_path)
        for path in ("/?view=all", f"/article/{entry(tmp_path, url).code}"):
            person.go(path)
            person.sees("document.title")
            loaded = "return performance.getEntriesByType('resource').map(one => one.name)"
            assert all(name.startswith(site) for name in driver.execute_script(loaded))
            assert "· Review" in driver.title


CORRECTED = (  # of an article of a source whose pages are in the archive
    "/article/{}",
    "/article/{}/no-article?pattern=/2024/",
    "/article/{}/field/headline",
    "/article/{}/field/image",
    "/article/{}/field/language",
    "/article/{}/field/date_published?css=p",
    "/article/{}/category?to=SPORT",
)
PAGES = ("/sources", "/sources/presstv", "/new-source", "/runs", f"/runs/{RUN}", "/article/{}/copy")
PAGES += ("/", "/?view=all&q=fox", "/?source=nobody", "/decisions", "/nothing", "/article/{}")


def hindrances(person: Person, path: str, width: int, *, is_dark: bool) -> list[Any]:
    """Return what axe finds on a page, and by how many pixels it is wider than the screen."""
    with ExitStack() as stack:
        stack.callback(look, person.driver, 1600)
        look(person.driver, width, is_dark=is_dark)
        if path:
            person.go(path)
        size = "return document.documentElement.scrollWidth"
        beyond = person.driver.execute_script(size) - width
        return [*faults(person.driver), *[beyond][: beyond > 0]]


@pytest.mark.parametrize("width", [360, 1600])
def test_pages_of_a_source_fit_and_are_open_to_all(site: Person, width: int) -> None:
    code = entry(site.output, "https://herald.example/2024/westhaven").code
    for path in CORRECTED:
        assert hindrances(site, path.format(code), width, is_dark=width == 360) == []
    broken = site.output.parent / "profiles" / "broken.yml"
    broken.write_text("name: broken\ndomain: [a\n")
    assert hindrances(site, "/sources/broken", width, is_dark=width == 360) == []
    broken.unlink()
    for number in range(2):  # a line that was kept, and one that was dropped
        site.go(f"/article/{code}")
        words = "This is text" if number else "This is furniture"
        for button in site.driver.find_elements(By.XPATH, f'//main//button[.="{words}"]')[:1]:
            button.click()
            site.sees("What is written")
            assert hindrances(site, "", width, is_dark=width == 360) == []


def test_a_title_is_taken_from_another_place_on_all_pages_and_back(site: Person) -> None:
    before = articles_of(site.output)
    code = entry(site.output, "https://herald.example/2024/westhaven").code
    site.go(f"/article/{code}")
    link = '//th[starts-with(., "headline")]//a'
    site.driver.find_element(By.XPATH, link).click()
    site.sees("Where do pages have the title of the articles of herald?")
    field = site.driver.find_element(By.CSS_SELECTOR, "label [name=css]")
    field.send_keys("p" + Keys.ENTER)
    site.sees("3 of 3 change")
    site.click("Save, and re-extract")
    site.sees("herald: selectors has for headline p")
    wait_for_the_end(site)
    after = articles_of(site.output)
    assert all(after[path] != text for path, text in before.items())
    site.go("/decisions")
    site.driver.find_element(By.XPATH, '//main//button[.="Undo"]').click()
    site.sees("Taken back")
    wait_for_the_end(site)
    assert articles_of(site.output) == before


def test_addresses_that_are_no_articles_are_named_once(site: Person) -> None:
    code = entry(site.output, "https://herald.example/2024/westhaven").code
    site.go(f"/article/{code}")
    site.click("It is no article")
    field = site.driver.find_element(By.CSS_SELECTOR, "label [name=pattern]")
    field.send_keys("/westh" + Keys.ENTER)
    site.sees("1 of the 3 articles of herald has such an address, this one among them")
    site.click("Save")
    site.sees("herald: ignore_urls has /westh")
    assert len(articles_of(site.output)) == 2
    profile = site.output.parent / "profiles" / "herald.yml"
    assert read_profile(profile).ignore_urls == ("/westh",)


@pytest.mark.parametrize("path", [*PAGES, "/article/{}/correct", "/article/{}/versions"])
@pytest.mark.parametrize(("width", "is_dark"), [(360, False), (1600, False), (1600, True)])
def test_a_page_fits_its_screen_and_is_open_to_all(
    person: Person, path: str, width: int, is_dark: bool
) -> None:
    path = path.format(entry(person.output).code)
    assert hindrances(person, path, width, is_dark=is_dark) == []
