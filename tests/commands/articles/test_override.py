"""A person's hand is respected: overrides, deletions."""

from collections.abc import Callable
from pathlib import Path

import frontmatter
import pytest

from tests.support.command import Done
from tests.support.herald import HeraldServer, article, scrapy


@pytest.fixture
def crawl(herald: HeraldServer, tmp_path: Path) -> Callable[..., str]:
    """Return a function that asks for the article, and one that replays it as it was kept."""

    def crawl(spider: str = "article", **settings: object) -> str:
        url = f"{herald.site}/2024/westhaven"
        where = f"-aurl={url}" if spider == "article" else f"-apath={tmp_path / 'saved'}"
        return scrapy("crawl", spider, where, OUTPUT_DIR=tmp_path / "output", **settings).stdout

    return crawl


@pytest.fixture
def saved(herald: HeraldServer, tmp_path: Path) -> Path:
    """The same page as a file, for a run that names no page."""
    file = tmp_path / "saved" / "page.html"
    file.parent.mkdir()
    file.write_text(article("Westhaven"))
    address = f'{{"url": "{herald.site}/2024/westhaven", "fetched_at": "2026-01-01T00:00:00Z"}}'
    file.with_suffix(".json").write_text(address)
    return file


def the_file(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "output" / "articles").iterdir()
    return file


def override(tmp_path: Path, *words: str) -> Done:
    return scrapy("override", *words, OUTPUT_DIR=tmp_path / "output")


def test_an_override_is_in_the_file_at_once_and_after_an_update(
    crawl: Callable[..., str], herald: HeraldServer, tmp_path: Path
) -> None:
    crawl()
    file = the_file(tmp_path)
    done = override(tmp_path, file.stem, "title=Quay open", "category=business")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"articles/{file.name}: title=Quay open, category=business\n"
    assert frontmatter.loads(file.read_text())["title"] == "Quay open"
    assert scrapy("check", OUTPUT_DIR=tmp_path / "output").returncode == 0

    kind, page = herald.pages["/2024/westhaven"]
    herald.pages["/2024/westhaven"] = (kind, page.replace("</p>", " Nobody was hurt.</p>", 1))
    assert "updated" in crawl()
    post = frontmatter.loads(file.read_text())
    assert (post["title"], post["category"]) == ("Quay open", "BUSINESS")
    assert post.content.startswith("# Quay open\n")
    assert "Nobody was hurt." in post.content


def test_what_is_overridden_is_printed_and_taken_back(
    crawl: Callable[..., str], tmp_path: Path
) -> None:
    crawl()
    code = the_file(tmp_path).stem
    override(tmp_path, code, "title=Quay open")
    assert override(tmp_path, code).stdout == f"{code}:\n  title: Quay open\n"
    assert "the page's own again after scrapy crawl" in override(tmp_path, code, "title=").stdout
    assert override(tmp_path, code).stdout == f"{code}: nothing is overridden\n"


def test_never_is_for_good(crawl: Callable[..., str], tmp_path: Path) -> None:
    crawl()
    file = the_file(tmp_path)
    override(tmp_path, file.stem, "never=true")
    assert not file.exists()
    assert "removed" in crawl()
    assert not file.exists()


def test_a_deleted_file_stays_deleted_until_its_page_is_asked_for(
    crawl: Callable[..., str], saved: Path, tmp_path: Path
) -> None:
    crawl()
    file = the_file(tmp_path)
    file.unlink()
    assert "removed" in crawl("replay")
    assert not file.exists()
    assert "written" in crawl()
    assert file.exists()


def test_a_file_may_be_named_by_its_headline(crawl: Callable[..., str], tmp_path: Path) -> None:
    crawl(ARTICLE_PATH="articles/{slug}-{code}.md")
    assert the_file(tmp_path).name.startswith("harbour-of-westhaven-reopens-after-the-storm-ART")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "which article? Give its code"),
        (["ART2410171545ABCDEF", "title=x"], "ART2410171545ABCDEF: no article has this code"),
        (["{code}", "titel=x"], "unknown key 'titel'; did you mean 'title'?"),
        (["{code}", "category=our world"], "needs one word in capitals"),
        (["{code}", "title"], "'title' is no key=value"),
    ],
)
def test_a_mistake_is_named_and_changes_nothing(
    crawl: Callable[..., str], tmp_path: Path, words: list[str], message: str
) -> None:
    crawl()
    file = the_file(tmp_path)
    before = file.read_bytes()
    done = override(tmp_path, *(word.format(code=file.stem) for word in words))
    assert (done.returncode, file.read_bytes()) == (2, before)
    assert message in done.stderr
    assert not (tmp_path / "output" / "overrides.yml").exists()


def test_what_is_held_by_hand_waits_until_it_is_published(
    crawl: Callable[..., str], herald: HeraldServer, tmp_path: Path
) -> None:
    crawl()
    file = the_file(tmp_path)
    assert override(tmp_path, file.stem, "hold=true").returncode == 0
    held = tmp_path / "output" / "held" / file.name
    assert held.is_file()
    assert not file.exists()

    kind, page = herald.pages["/2024/westhaven"]
    herald.pages["/2024/westhaven"] = (kind, page.replace("</p>", " Nobody was hurt.</p>", 1))
    assert "held" in crawl()
    assert "Nobody was hurt" in held.read_text()
    assert not file.exists()

    scrapy("publish", file.stem, OUTPUT_DIR=tmp_path / "output")
    assert file.is_file()
    assert override(tmp_path, file.stem).stdout == f"{file.stem}: nothing is overridden\n"
    assert scrapy("check", OUTPUT_DIR=tmp_path / "output").returncode == 0
