"""What is in an output folder after kills and a run to the end, against what should be."""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path

from benchmarks.kills.site import SHIPS, picture
from crawler.archive.page_archive import PageArchive
from crawler.archive.warc import Unreadable, read_warc
from crawler.ledger import Ledger
from pipelines.document.reading import UnreadableFile, article_file


def codes_of(output: Path) -> dict[str, str]:
    """Return the codes of the addresses that have a file, as the ledger has committed it."""
    if not (output / "ledger.sqlite").exists():
        return {}
    with closing(sqlite3.connect(output / "ledger.sqlite")) as ledger:
        try:
            rows = ledger.execute("SELECT url, code FROM articles WHERE path IS NOT NULL")
            return dict(rows.fetchall())
        except sqlite3.OperationalError:  # it has no tables yet
            return {}


class Accounts:
    """The faults of an output folder, each in a line."""

    def __init__(self, output: Path, earlier: dict[str, str]) -> None:
        """earlier: the codes that addresses had at the kills."""
        self.output = output
        self.files = 0
        self.twice: list[str] = []
        self.lost: list[str] = []
        self.torn: list[str] = []
        self._articles(earlier)
        self._whole_files()
        with closing(sqlite3.connect(output / "ledger.sqlite")) as ledger:
            (word,) = ledger.execute("PRAGMA integrity_check").fetchone()
            if word != "ok":
                self.torn.append(f"ledger: {word}")

    def _articles(self, earlier: dict[str, str]) -> None:
        """Compare the articles with the stories, and their codes with those of before."""
        codes: defaultdict[str, list[str]] = defaultdict(list)  # of stories
        ships: defaultdict[str, set[str]] = defaultdict(set)  # of codes
        for path in sorted((self.output / "articles").glob("*.md")):
            self.files += 1
            try:
                file = article_file(path.read_bytes())
            except UnreadableFile as error:
                self.torn.append(f"{path.name}: {error}")
                continue
            ship = str(file.keys["title"]).split()[1]
            codes[ship].append(file.keys["code"])
            ships[file.keys["code"]].add(ship)
            before = earlier.get(file.keys["origin_url"], file.keys["code"])
            if before != file.keys["code"]:
                self.twice.append(f"{ship}: {before}, then {file.keys['code']}")
            self.lost.extend(
                f"{address} of {path.name}"
                for address in file.images
                if address.startswith("/images/")
                and not (self.output / address.lstrip("/")).exists()
            )
        self.twice.extend(f"{ship}: {had}" for ship, had in codes.items() if len(had) > 1)
        self.twice.extend(f"{code}: {had}" for code, had in ships.items() if len(had) > 1)
        self.lost.extend(ship for ship in SHIPS if ship not in codes)

    def _whole_files(self) -> None:
        """Look for whatever is half written."""
        pictures = {picture(number) for number in range(len(SHIPS) + 1)}
        for path in self.output.rglob("*"):
            name = str(path.relative_to(self.output))
            is_image = path.parent.name == "images"
            if path.suffix == ".unfinished" or (is_image and path.read_bytes() not in pictures):
                self.torn.append(name)
            elif path.suffixes[-2:] == [".warc", ".gz"]:
                broken = [page for page in read_warc(path) if isinstance(page, Unreadable)]
                self.torn.extend(f"{name}: {record}" for record in broken)
            elif path.parent.name == "reports" and path.suffix in (".json", ".jsonl"):
                whole = path.read_bytes()
                documents = whole.splitlines() if path.suffix == ".jsonl" else [whole]
                try:
                    for document in documents:
                        json.loads(document)
                except ValueError as error:
                    self.torn.append(f"{name}: {error}")
            elif path.parent.name == "reports" and not path.read_text().rstrip().endswith(
                "</html>"
            ):
                self.torn.append(f"{name}: cut off")

    def archive(self) -> None:
        """Compare the archive with its index, and look for the newest version of each page."""
        with closing(Ledger(f"sqlite:///{self.output / 'ledger.sqlite'}")) as ledger:
            captures = list(ledger.captures.everything())
            archive = PageArchive(self.output, ledger)
            pages = [page for capture in captures if (page := archive.read(capture))]
            self.lost.extend(f"{one}" for one in captures if one.is_page and not archive.read(one))
            known = {name: size for name, (_, size) in ledger.captures.files().items()}
        files = {path.name: path.stat().st_size for path in self.output.glob("archive/*")}
        if known != files:
            self.torn.append(f"archive: {files}, and the index has {known}")
        newest = b"".join(page.body for page in pages)
        self.lost.extend(
            f"page of {ship}" for ship in SHIPS if f"given a {ship} captain".encode() not in newest
        )

    def rewritten(self, layout: str) -> None:
        """Look for a file that was not rewritten, or of which the former is not kept, once."""
        files = {path.stem: path.read_text("utf-8") for path in self.output.glob("articles/*.md")}
        kept = Counter(path.name[:19] for path in self.output.glob("revisions/*.md"))
        self.lost.extend(code for code, text in files.items() if f"layout: {layout}\n" not in text)
        self.lost.extend(f"former {code}" for code in files if not kept[code])
        self.twice.extend(f"former {code}" for code, number in kept.items() if number > 1)

    def revisions(self, expected: int) -> None:
        """Count the former versions: one a story."""
        kept = list((self.output / "revisions").glob("*.md"))
        ships = {re.search(r"The (\w+) sails", path.read_text("utf-8"))[1] for path in kept}
        if len(ships) < expected:
            self.lost.append(f"{expected - len(ships)} former versions")
        if len(kept) > len(ships):
            self.twice.append(f"{len(kept) - len(ships)} former versions more than stories")

    def set_aside(self, expected: int) -> None:
        """Count the files that `check --fix` has put aside."""
        kept = len(list((self.output / "broken").rglob("*.md")))
        if kept < expected:
            self.lost.append(f"{expected - kept} files that were set aside")
