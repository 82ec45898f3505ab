"""What is run, killed, and run to the end: each command in the state in which it has most to do."""

import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.kills.accounts import Accounts
from benchmarks.kills.deadly import Runner
from benchmarks.kills.site import EDITIONS, PROFILE, SHIPS, page, stories

# Room for the pages of little more than one edition, so that old versions go.
SMALL = ("-sARCHIVE_MAX_BYTES=42000", "-sARCHIVE_FILE_BYTES=6000")
STORY = "story"  # the layout that a re-extraction gives all files
BROKEN = 3  # files that the campaign of `check --fix` finds unreadable


@dataclass(frozen=True)
class Campaign:
    """A command, the state of the output before it, and what is due after it."""

    name: str
    words: tuple[str, ...]
    after: tuple[str, ...] = ()  # a command to run when the first has ended well
    begins_with: str = ""  # campaign whose whole output is there before
    edition: int = 1  # of the paper
    has_steps: bool = True  # worth dying at each


class Field:
    """A paper's profile, its pages saved, and the commands that read them."""

    def __init__(self, folder: Path, host: str) -> None:
        self.folder = folder
        self.host = host
        for name in ("sources", "saved"):
            (folder / name).mkdir()
        (folder / "sources" / "herald.yml").write_text(PROFILE.format(host=host))
        (folder / "urls.txt").write_text("\n".join(stories(host)))
        for number, url in enumerate(stories(host)):
            # The later capture comes first, so that the code is another when the earlier comes.
            for place, minute in (("a", 50), ("b", 10)):
                saved = folder / "saved" / f"{place}{number:02}"
                saved.with_suffix(".html").write_text(page(number, 1, host))
                fetched = f"2024-10-20T10:{minute}:{number:02}Z"
                sidecar = {"url": url, "fetched_at": fetched}
                saved.with_suffix(".json").write_text(json.dumps(sidecar))

    def campaigns(self) -> list[Campaign]:
        """Return all that is killed."""
        news = ("crawl", "news")
        listed = ("crawl", "article", "-a", f"file={self.folder / 'urls.txt'}")
        return [
            Campaign("news", news),
            Campaign("article", listed, begins_with="news", edition=2),
            Campaign("replay", ("crawl", "replay", "-a", f"path={self.folder / 'saved'}")),
            Campaign("images", (*news, "-sDOWNLOAD_IMAGES=1")),
            Campaign("archive", (*listed, *SMALL), begins_with="news", edition=2),
            Campaign("reextract", ("reextract", f"-sLAYOUT={STORY}"), begins_with="news"),
            Campaign("check --fix", ("check", "--fix"), after=news, begins_with="news"),
            Campaign("workers", (*news, "-sEXTRACTION_PROCESSES=2"), has_steps=False),
        ]

    def line(self, words: Sequence[str], output: Path) -> list[str]:
        """Return a command with the settings that it takes here."""
        settings: dict[str, Any] = {
            "OUTPUT_DIR": output,
            "SOURCES": self.folder / "sources",
            "CLOCK": "benchmarks.kills.clock.now",
            "CONTACT": "desk@herald.example",
            "ALLOW_PRIVATE_ADDRESSES": True,
            "AUTOTHROTTLE_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
            "RETRY_TIMES": 0,
            "ROBOTSTXT_OBEY": False,
        }
        if not any("EXTRACTION_PROCESSES" in word for word in words):
            settings["EXTRACTION_PROCESSES"] = 0
        return [*words, *(f"-s{name}={value}" for name, value in settings.items())]

    def turn_to(self, edition: int) -> None:
        """Make the paper show this edition."""
        urlopen(f"http://{self.host}{EDITIONS}{edition}").close()

    def prepare(self, campaign: Campaign, runner: Runner) -> Path:
        """Return a folder with what is there before the campaign's command."""
        template = self.folder / "template" / campaign.name
        template.mkdir(parents=True)
        if campaign.begins_with:
            self.turn_to(1)
            before = next(one for one in self.campaigns() if one.name == campaign.begins_with)
            done = runner.run(self.line(before.words, template), template)
            assert done.code == 0, done.out + done.errors
        if campaign.name == "check --fix":
            damage(template)
        return template

    def accounts(self, campaign: Campaign, output: Path, earlier: dict[str, str]) -> Accounts:
        """Return the faults that are left when all has run to the end."""
        found = Accounts(output, earlier)
        if campaign.name == "archive":
            found.archive()
        if campaign.edition == 2:
            found.revisions(len(SHIPS))
        if campaign.name == "reextract":
            found.rewritten(STORY)
        if campaign.name == "check --fix":
            found.set_aside(BROKEN)
        return found


def damage(output: Path) -> None:
    """Break some files, copy one, and have the ledger forget another."""
    files = sorted((output / "articles").glob("*.md"))
    for file in files[:BROKEN]:
        file.write_bytes(file.read_bytes().replace(b'title: "', b"title: a: b", 1))
    shutil.copy(files[BROKEN], files[BROKEN].with_name("copy.md"))
    with closing(sqlite3.connect(output / "ledger.sqlite")) as ledger:
        path = f"articles/{files[BROKEN + 1].name}"
        ledger.execute("DELETE FROM articles WHERE path = ?", [path])
        ledger.commit()
