"""`scrapy check` finds whatever is not as it was written, and mends what is safe."""

import os
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import chain
from pathlib import Path

import pytest

from crawler.ledger import Entry, Ledger
from crawler.system.lock import RunLock
from pipelines.audit.audit import Audit, Finding, unfinished
from pipelines.audit.looks import looks
from pipelines.audit.remedies import Remedies
from pipelines.document.options import Options
from pipelines.files.inventory import files, inventory
from tests.support.articles import make_article
from tests.support.command import Done, scrapy
from tests.support.runs import Steps

NOW = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
PATTERN = "articles/{code}.md"
URL = "https://herald.example/{}"


class Place:
    """An output folder with three articles: a, b and c."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.address = f"sqlite:///{output / 'ledger.sqlite'}"
        self.paths: dict[str, str] = {}
        with closing(Ledger(self.address)) as ledger:
            ledger.begin_run("article", NOW)
            steps = Steps(ledger, Options(output=output))
            for name in "abc":
                url = URL.format(name)
                article = make_article(url=url, canonical_url=url)
                self.paths[name] = steps.process_item(article).path

    def file(self, name: str) -> Path:
        return self.output / self.paths[name]

    def entry(self, name: str) -> Entry | None:
        with closing(Ledger(self.address)) as ledger:
            return ledger.entry(URL.format(name))

    def findings(self, fixes: bool = False) -> list[Finding]:
        with closing(Ledger(self.address)) as read, closing(Ledger(self.address)) as ledger:
            remedies = Remedies(self.output, ledger, NOW)
            audit = Audit(self.output, ledger, remedies, "/images", self.output / "images")
            held = looks(self.output, inventory(self.output, PATTERN, read))
            found = []
            every = files(self.output, "articles")
            for finding in chain(audit.findings(held), unfinished(every, remedies)):
                found.append(finding)
                if fixes and finding.remedy:
                    assert finding.remedy()
            return found

    def change(self, name: str, old: bytes, new: bytes) -> None:
        content = self.file(name).read_bytes()
        assert old in content
        self.file(name).write_bytes(content.replace(old, new, 1))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_what_was_written_is_well(place: Place) -> None:
    assert place.findings() == []


EDITS: dict[str, tuple[bytes, bytes, str, str]] = {
    "a word": (b"Ferries", b"Boats", "edited", "not the text that was written"),
    "two keys swapped": (
        b'category: "WORLD"\nlanguage: "en"\n',
        b'language: "en"\ncategory: "WORLD"\n',
        "edited",
        "keys out of order",
    ),
    "a key lost": (b'category: "WORLD"\n', b"", "edited", "keys missing: category"),
    "a key more": (b"\ndate:", b"\ntags: [a]\ndate:", "edited", "unknown keys: tags"),
    "a key twice": (b"\ndate:", b'\nlanguage: "fr"\ndate:', "unreadable", "key twice: language"),
    "a date in words": (b"\ndate: 2", b"\ndate: A.D. 2", "edited", "date: not as it is written"),
    "a number": (b'"WORLD"', b"12", "edited", "category: not as it is written"),
    "Liquid": (
        b"The harbour of",
        b"{% now %}",
        "edited",
        "holds what Liquid or a shortcode would eval",
    ),
    "another code": (b"code: ", b'code: "X" # ', "edited", "the ledger has it under ART24101715"),
    "a quote lost": (b'storm"\n', b"storm\n", "unreadable", "broken YAML in line "),
    "a colon": (b'title: "', b"title: a: b", "unreadable", "broken YAML in line 6: mapping values"),
    "a tab": (b'\ntitle: "', b'\n\ttitle: "', "unreadable", "broken YAML in line 6"),
    "another charset": (b"Ferries", b"F\xe9rries", "unreadable", "not UTF-8 at byte "),
    "no end": (b"\n---\n\n", b"\n\n", "unreadable", "its front matter has no end"),
    "no beginning": (b"---\n", b"", "unreadable", "no front matter"),
    "a byte order mark": (b"---\n", b"\xef\xbb\xbf---\n", "unreadable", "no front matter"),
    "Windows": (b"---\n", b"---\r\n", "unreadable", "no front matter"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_reported(place: Place, edit: str) -> None:
    old, new, kind, detail = EDITS[edit]
    place.change("b", old, new)
    (finding,) = place.findings()
    assert (finding.path, finding.kind) == (place.paths["b"], kind)
    assert finding.detail.startswith(detail)


@pytest.mark.parametrize(
    ("left", "kind", "detail"),
    [
        (0, "unreadable", "no front matter"),
        (60, "unreadable", "its front matter has no end"),
        (-1, "edited", "cut off: no line feed at the end"),
        (-20, "edited", "cut off: no line feed at the end"),
    ],
)
def test_a_file_that_is_cut_off_is_reported(
    place: Place, left: int, kind: str, detail: str
) -> None:
    place.file("a").write_bytes(place.file("a").read_bytes()[:left])
    (finding,) = place.findings()
    assert (finding.kind, finding.detail) == (kind, detail)


def test_a_file_of_a_ledger_that_kept_no_hash_is_read_all_the_same(place: Place) -> None:
    with closing(Ledger(place.address)) as ledger:
        entry = ledger.entry(URL.format("a"))
        assert entry is not None
        ledger.save(Entry(**{name: getattr(entry, name) for name in OLD}))
    assert place.findings() == []
    place.change("a", b"The harbour of", b"{{ harbour }}")
    assert [finding.kind for finding in place.findings()] == ["not as written"]


OLD = ("url", "code", "source", "run", "first_retrieved", "retrieved", "path")


def aside(place: Place) -> list[str]:
    return sorted(path.name for path in (place.output / "broken").rglob("*.md"))


def test_an_unreadable_file_is_set_aside_and_its_page_asked_for_again(place: Place) -> None:
    place.change("a", b'title: "', b"title: a: b")
    edited = place.file("a").read_bytes()
    place.findings(fixes=True)
    assert not place.file("a").exists()
    assert (place.output / "broken" / place.paths["a"]).read_bytes() == edited
    assert place.findings() == []
    with closing(Ledger(place.address)) as ledger:
        assert ledger.settled([URL.format("a")], NOW) == set()


def test_what_was_set_aside_before_stays(place: Place) -> None:
    for _ in range(2):
        place.file("a").write_bytes(b"x")
        place.findings(fixes=True)
    assert aside(place) == [f"{place.file('a').stem}.2.md", f"{place.file('a').stem}.md"]


@pytest.mark.parametrize("edit", [edit for edit, found in EDITS.items() if found[2] == "edited"])
def test_an_edit_by_hand_stays(place: Place, edit: str) -> None:
    place.change("b", *EDITS[edit][:2])
    before = place.file("b").read_bytes(), place.entry("b")
    assert [finding.kind for finding in place.findings(fixes=True)] == ["edited"]
    assert (place.file("b").read_bytes(), place.entry("b")) == before


def test_a_removed_article_is_forgotten_and_stays_removed(place: Place) -> None:
    place.file("a").unlink()
    (finding,) = place.findings(fixes=True)
    assert (finding.path, finding.kind) == (place.paths["a"], "missing file")
    assert place.findings() == []
    entry = place.entry("a")
    assert entry is not None
    assert entry.path is None
    assert entry.code in place.paths["a"]


@pytest.mark.parametrize("folder", ["articles/a", "articles/z"])
def test_a_file_that_was_moved_is_found(place: Place, folder: str) -> None:
    (place.output / folder).mkdir()
    path = f"{folder}/{place.file('b').name}"
    place.file("b").rename(place.output / path)
    (finding,) = place.findings(fixes=True)
    assert (finding.path, finding.kind) == (path, "moved")
    assert place.findings() == []
    entry = place.entry("b")
    assert entry is not None
    assert entry.path == path


def test_a_plain_copy_is_set_aside(place: Place) -> None:
    (place.output / "articles" / "copy.md").write_bytes(place.file("a").read_bytes())
    (finding,) = place.findings(fixes=True)
    assert (finding.kind, finding.path) == ("duplicate", "articles/copy.md")
    assert finding.detail == f"a copy of {place.paths['a']}"
    assert aside(place) == ["copy.md"]
    assert place.findings() == []


def test_another_text_under_a_code_that_is_taken_is_reported(place: Place) -> None:
    copy = place.output / "articles" / "copy.md"
    copy.write_bytes(place.file("a").read_bytes().replace(b"Ferries", b"Boats"))
    (finding,) = place.findings(fixes=True)
    assert (finding.kind, finding.remedy) == ("duplicate", None)
    assert copy.exists()


def test_two_files_with_one_code_that_no_ledger_knows_are_reported(place: Place) -> None:
    (place.output / "articles" / "copy.md").write_bytes(place.file("a").read_bytes())
    (place.output / "ledger.sqlite").unlink()
    kinds = [finding.kind for finding in place.findings()]
    assert sorted(kinds) == ["duplicate", "unknown", "unknown", "unknown"]


def test_a_lost_ledger_is_made_from_the_files(place: Place) -> None:
    before = {name: place.entry(name) for name in "abc"}
    (place.output / "ledger.sqlite").unlink()
    assert [finding.kind for finding in place.findings(fixes=True)] == ["unknown"] * 3
    assert place.findings() == []
    for name, entry in before.items():
        found = place.entry(name)
        assert entry is not None
        assert found is not None
        assert (found.code, found.path, found.first_retrieved) == (
            *(entry.code, entry.path, entry.first_retrieved),
        )
    with closing(Ledger(place.address)) as ledger:
        assert ledger.settled([URL.format("a")], NOW + timedelta(1)) == {URL.format("a")}


def test_a_file_of_a_known_address_under_a_code_of_its_own_is_reported(place: Place) -> None:
    content = place.file("a").read_bytes()
    code = place.file("a").stem.encode()
    (place.output / "articles" / "b.md").write_bytes(content.replace(code, b"ART2410171545AAAAAA"))
    (finding,) = place.findings()
    assert (finding.kind, finding.detail) == (
        "duplicate",
        f"its origin_url has the code {code.decode()}",
    )


def test_a_file_that_is_no_article_of_ours_is_not_taken_in(place: Place) -> None:
    (place.output / "articles" / "about.md").write_text("---\ntitle: About\n---\n\nHello.\n")
    (finding,) = place.findings()
    assert (finding.kind, finding.remedy) == ("unknown", None)


def test_a_missing_image_is_reported(place: Place) -> None:
    for name, image in {"a": b"/images/x.jpg", "b": b"/images/y.jpg", "c": b"/x.jpg"}.items():
        place.change(name, b"![](https://herald.example/images/harbour.jpg)", b"![](%s)" % image)
    (place.output / "images").mkdir()
    (place.output / "images" / "x.jpg").touch()
    found = [finding for finding in place.findings() if finding.kind == "missing image"]
    assert [(finding.path, finding.detail) for finding in found] == [
        (place.paths["b"], "/images/y.jpg")
    ]


def test_what_a_killed_run_left_is_removed(place: Place) -> None:
    left = place.output / "articles" / ".a.md.unfinished"
    left.write_text("---\n")
    (finding,) = place.findings(fixes=True)
    assert (finding.path, finding.kind) == ("articles/.a.md.unfinished", "unfinished")
    assert not left.exists()


def check(output: Path, *options: str) -> Done:
    return scrapy("check", "-s", f"OUTPUT_DIR={output}", *options)


def test_the_command_tells_mends_and_ends_with_its_code(place: Place) -> None:
    place.change("a", b'title: "', b"title: a: b")
    checked = check(place.output)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert checked.stdout.splitlines()[-1] == "3 files checked: 1 unreadable"
    mended = check(place.output, "--fix")
    assert (mended.returncode, mended.stderr) == (0, "")
    assert mended.stdout.splitlines()[-1] == "3 files checked: all is well; 1 mended"
    assert check(place.output).stdout == "2 files checked: all is well\n"


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["herald"], 2, "check takes no argument 'herald'"),
        (["-s", "ARTICLE_PATH=x"], 2, "ARTICLE_PATH 'x': must have {code}"),
        (["-s", "LEDGER_URL=nonsense"], 2, "LEDGER_URL"),
    ],
)
def test_wrong_use_is_reported(place: Place, options: list[str], code: int, message: str) -> None:
    done = check(place.output, *options)
    assert done.returncode == code
    assert message in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_no_check_while_a_run_is_at_work(place: Place) -> None:
    with RunLock(place.output, "scrapy crawl news"):
        assert check(place.output).returncode == 75


def test_files_come_in_the_order_of_plain_strings(tmp_path: Path) -> None:
    paths = ["a-b.md", "a.md", "a/b.md", "a/c/d.md", "aa.md", "Ω.md", "😀.md"]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "x.md").touch()
    assert list(files(tmp_path, "")) == sorted(paths) == sorted(paths, key=os.fsencode)


def test_the_page_of_a_file_that_is_set_aside_is_asked_for_again(place: Place) -> None:
    with closing(Ledger(place.address)) as ledger:
        for name, page_url in {"a": None, "b": URL.format("b?amp")}.items():
            entry = ledger.entry(URL.format(name))
            assert entry is not None
            ledger.save(replace(entry, page_url=page_url))
            page = page_url or entry.url
            ledger.record(page, "written", at=NOW, canonical_url=entry.url)
    place.change("a", b'title: "', b"title: a: b")
    place.change("b", b'title: "', b"title: a: b")
    place.findings(fixes=True)
    with closing(Ledger(place.address)) as ledger:
        due = {page.url for page in ledger.agenda.due_pages(NOW)}
    assert due == {URL.format("a"), URL.format("b?amp")}


def test_a_file_is_set_aside_when_the_ledger_knows_of_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.change("a", b'title: "', b"title: a: b")
    monkeypatch.setattr(Ledger, "commit", lambda ledger: None)
    place.findings(fixes=True)
    assert place.file("a").exists()
    assert place.entry("a") is not None
