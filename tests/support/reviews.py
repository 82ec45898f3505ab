"""The review page of an output folder, and a browser that has no engine."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from scrapy.settings import Settings
from werkzeug.test import TestResponse

from crawler.review.application import Review, application
from crawler.review.doors import Doors
from tests.support.archives import record, version
from tests.support.runs import copy, entry, page, run

PROFILE = "# The Gazette\nname: gazette\ndomains: [gazette.example]  # no mirrors\n"
HERE = "http://127.0.0.1:8765"
FOX = "Nobody saw the fox that stole the mayor's left shoe in the night before the fair. " * 4
OWL = "An owl has kept the night watch of Northport's museum company since the spring. " * 4


def settings_of(output: Path, **changes: Any) -> Settings:
    """Return the project's settings with an output folder."""
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.setdict({"OUTPUT_DIR": str(output), **changes})
    return settings


def gazette(folder: Path) -> Path:
    """Return a folder for output, and leave one of profiles beside it that knows the Gazette."""
    output, profiles = folder / "output", folder / "profiles"
    for made in (output, profiles):
        made.mkdir()
    (profiles / "gazette.yml").write_text(PROFILE)
    return output


def three_articles(output: Path) -> None:
    """Leave two held articles and one that is published."""
    fox = copy("gazette", FOX, source="gazette", confidence=12, headline="A fox at the fair")
    owl = copy("tribune", OWL, source="tribune", confidence=95, headline="The owl on watch")
    run(output, [page(confidence=41), fox, owl], hold_below=60)


class Compiled(BytecodeCache):
    """The templates, compiled once for all applications of a process."""

    codes: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


class Browser:
    """Asks as a browser does, with its cookies, the Origin and the token of its forms."""

    def __init__(self, output: Path, doors: Doors | None = None, **settings: Any) -> None:
        self.doors = doors or Doors(port=8765)
        self.review: Review = application(settings_of(output, **settings), self.doors)
        self.review.app.testing = True
        self.review.app.jinja_env.bytecode_cache = Compiled()
        self.review.keeper.refresh()
        self.client: FlaskClient = self.review.app.test_client()

    def get(self, path: str, **changes: Any) -> TestResponse:
        """Return the answer to a look at a page."""
        return self.client.get(path, **({"base_url": HERE} | changes))

    def text(self, path: str) -> str:
        """Return a page that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(
        self, path: str, form: Mapping[str, object], origin: str | None = HERE, **changes: Any
    ) -> TestResponse:
        """Return the answer to a form of a page, after what that leads to."""
        token = re.search(r'name="form_token" value="([^"]+)"', self.get("/").text)
        fields = {"form_token": token[1] if token else "", **form}
        headers = {} if origin is None else {"Origin": origin}
        options: dict[str, Any] = {"base_url": HERE, "follow_redirects": True} | changes
        return self.client.post(path, data=fields, headers=headers, **options)


def titles(html: str) -> list[str]:
    """Return the titles that a list shows, in its order."""
    return re.findall(r'<h2 dir="auto"><a [^>]*>([^<]*)</a>', html)


PAGE = """<html lang="en"><head><title>A fox at the fair | The Gazette</title>
<meta property="og:type" content="article">
<meta property="og:title" content="Fox steals a shoe"><script>alert("page")</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>A fox at the fair</h1>
<p>Nobody saw the fox that stole the mayor's left shoe in the night before the fair, she said.</p>
<p>The shoe was found on Monday behind the mill, where the miller keeps his geese and a ladder.</p>
<p class="promo">Get the Gazette in your letter box: call the office and ask for Ms Quill.</p>
<p>A second shoe is missing since Tuesday, and the council has asked the hunters for advice.</p>
</article><img src=x onerror=alert(1)><footer>Share this article</footer></body></html>"""
FOX_PAGE = "https://gazette.example/harbour"


def archived(output: Path, html: str = PAGE, url: str = FOX_PAGE, source: str = "gazette") -> None:
    """Leave a page in the archive, as the run that fetched it would have."""
    record(output, version(1, html.encode(), url=url), source=source)


RUN = "20241025T083901.247000Z-news"


def leave_report(output: Path, **changes: Any) -> None:
    """Leave a run's report, as the run would have."""
    folder = output / "reports"
    folder.mkdir(exist_ok=True)
    found = entry(output)
    source = {"fates": {"written": 3}, "articles": 3, "characters": 900, "filled": {"image": 1}}
    writing = {"headline": "A <b>fox</b>", "source": "gazette", "fate": "written", "url": ""}
    whole = {
        "spider": "news",
        "seconds": 75.4,
        "exit_code": 1,
        "verdict": "3 written.",
        "alarms": ["gazette: nothing new for 3 days"],
        "requests": 1200,
        "bytes": 1500000,
        "left": 0,
        "totals": {"written": 3},
        "fields": ["image"],
        "sources": {"gazette": source},
        "waits": [],
        "listings": [],
        "held": [],
        "troubles": [
            {"url": "javascript:alert(1)", "fate": "failed", "reason": "HTTP 500", "source": ""}
        ],
        "articles": [
            {**writing, "path": f"articles/{found.code}.md"},
            {**writing, "path": "articles/a-slug.md", "headline": "Of a slug"},
        ],
        "progress": {"seconds_a_bar": 1.0, "bars": [{"written": 3}]},
    }
    (folder / f"{RUN}.json").write_text(json.dumps(whole | changes))
    line = {"run": RUN, "exit_code": 1, "verdict": "3 written.", "fates": {"written": 3}}
    lines = f"{json.dumps(line | {'sources': ['gazette']})}\n"
    (folder / "runs.jsonl").write_text(lines + '{"run": "2024')
