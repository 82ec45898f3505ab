"""`scrapy learn`, and the crawl that reads by what it has learned."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

from crawler.archive.records import SavedPage
from crawler.archive.saved_pages import write_page
from tests.support.command import Done, scrapy
from tests.support.herald import PROFILE, HeraldServer
from tests.support.herald import scrapy as crawl
from tests.support.site_pages import PROMO, address, page_of, with_promo

MARCH = datetime(2026, 3, 1, 8, tzinfo=timezone.utc)


def run(output: Path, *words: str) -> Done:
    settings = ("-s", f"OUTPUT_DIR={output}", "-s", "EXTRACTION_PROCESSES=0")
    return scrapy(*words, *settings)


def save(folder: Path, numbers: range) -> None:
    for n in numbers:
        page = SavedPage(
            address(n), MARCH + timedelta(days=n), 200, (), page_of(with_promo(n), n).encode()
        )
        write_page(page, folder / f"story-{n}")


def test_what_was_learned_is_read_by(tmp_path: Path) -> None:
    pages, output = tmp_path / "pages", tmp_path / "output"
    save(pages, range(8))
    learned = run(output, "learn", "-a", f"path={pages}")
    assert learned.returncode == 0, learned.stderr
    assert "quayside.example" in learned.stdout
    model = output / "models" / "quayside.example.json"
    assert PROMO.casefold() in [
        each["line"] for each in json.loads(model.read_bytes())["furniture"]
    ]
    new = tmp_path / "new"
    save(new, range(30, 31))
    assert run(output, "crawl", "replay", "-q", "-a", f"path={new}").returncode == 0
    (article,) = (output / "articles").glob("*.md")
    assert PROMO not in article.read_text(encoding="utf-8")
    explained = run(output, "explain", str(new / "story-30.html"))
    assert "site: on 8 of 8 pages" in explained.stdout
    off = run(output, "explain", str(new / "story-30.html"), "-s", "SITE_MODELS=0")
    assert "site: on" not in off.stdout
    before = model.read_bytes()
    again = run(output, "learn", "quayside.example", "-a", f"path={pages}")
    assert again.returncode == 0
    assert model.read_bytes() == before
    model.write_text(json.dumps({"site": "quayside.example", "furnitur": []}))
    wrong = run(output, "learn", "-a", f"path={pages}")
    assert wrong.returncode == 2
    assert "quayside.example.json: furnitur" in wrong.stderr


def test_a_site_without_pages_is_wrong_use(tmp_path: Path) -> None:
    learned = run(tmp_path, "learn", "nobody.example")
    assert learned.returncode == 2
    assert "nobody.example: no page of it is in the archive" in learned.stderr


def test_a_folder_that_is_not_there_is_wrong_use_and_is_not_made(tmp_path: Path) -> None:
    learned = run(tmp_path / "outptu", "learn")
    assert (learned.returncode, learned.stdout) == (2, "")
    assert learned.stderr.endswith("outptu: there is no such folder; name another\n")
    assert not (tmp_path / "outptu").exists()


def test_a_news_run_learns_from_what_it_took(herald: HeraldServer, tmp_path: Path) -> None:
    profiles, output = tmp_path / "profiles", tmp_path / "output"
    profiles.mkdir()
    profile = PROFILE.format(host=herald.host, site=herald.site)
    (profiles / "herald.yml").write_text(profile, encoding="utf-8")
    places = {"SOURCES_DIR": profiles, "OUTPUT_DIR": output, "LEARN_AFTER_RUN": 1}
    done = crawl("crawl", "news", "-a", "source=herald", **places)
    assert done.stdout.endswith("1 model learned, from 2 new pages\n")
    assert (output / "models" / "herald.json").exists()
