"""Images are fetched by the real command from a site on this machine."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request, urlopen

import frontmatter
import pytest
from moto.server import ThreadedMotoServer

from tests.support.command import scrapy
from tests.support.pictures import picture

BOAT, FERRY = picture("JPEG", 640, 480), picture("PNG", 320, 240)
IMAGES = {
    "/boat.php?size=1": (200, BOAT),
    "/same-boat.png": (200, BOAT),
    "/moved.png": (302, b"/ferry.png"),
    "/ferry.png": (200, FERRY),
    "/drawing.png": (200, b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "/missing.png": (404, b"gone"),
    "/large.png": (200, FERRY + bytes(20_000)),
    "/huge.png": (200, picture("PNG", 1100, 1000)),
}


ASKED: list[str] = []


def article_page(image: str) -> bytes:
    name = image.strip("/").split(".")[0].replace("-", "")
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": f"The {name} sails again",
        "datePublished": "2024-10-17T15:45:00+07:00",
        "image": image,
    }
    # No five words in a row without the name: the articles are no copies of each other.
    body = "".join(
        f"<p>The {name} left on day {day}: the {name} carried {day * 7} people, and the {name}"
        f" brought the last {name} passenger across.</p>"
        for day in range(9)
    )
    return (
        f'<html lang="en"><head><title>The {name} sails again</title>'
        f'<script type="application/ld+json">{json.dumps(facts)}</script></head>'
        f"<body><article><h1>The {name} sails again</h1>{body}</article></body></html>"
    ).encode()


class Site(BaseHTTPRequestHandler):
    """Has an article for each image, at /article<image>.html."""

    def do_GET(self) -> None:
        ASKED.append(self.path)
        if self.path in IMAGES:
            status, body = IMAGES[self.path]
        elif self.path.startswith("/article"):
            status, body = 200, article_page(self.path.removeprefix("/article"))
        else:
            status, body = 404, b""
        self.send_response(status)
        if status == 302:
            self.send_header("Location", body.decode())
        is_page = self.path.startswith("/article")
        self.send_header("Content-Type", "text/html" if is_page else "image/png")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def crawl(output: Path, spider: str, argument: str, **changes: str) -> None:
    settings = {
        "OUTPUT_DIR": str(output),
        "DOWNLOAD_IMAGES": "1",
        "IMAGE_MAX_BYTES": "15000",
        "IMAGE_MAX_PIXELS": "1000000",
        "FRONT_MATTER_EXTRA": "image_origin",
        "ALLOW_PRIVATE_ADDRESSES": "1",
        "EXTRACTION_PROCESSES": "0",
        "DOWNLOAD_DELAY": "0",
        "AUTOTHROTTLE_ENABLED": "0",
    } | changes
    done = scrapy("crawl", spider, "-a", argument, settings=settings)
    assert done.returncode == 0, done.stdout + done.stderr


def every_page(site: str) -> str:
    return "url=" + " ".join(f"{site}/article{image}" for image in IMAGES)


@pytest.fixture(scope="module")
def output(site: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("output")
    crawl(output, "article", every_page(site))
    return output


def image_of(output: Path, site: str, path: str) -> str:
    """Return the image of the article that has it at this path of the site."""
    posts = [frontmatter.load(file) for file in (output / "articles").glob("*.md")]
    post = next(post for post in posts if post["image_origin"] == f"{site}{path}")
    assert f"![]({post['image']})" in post.content
    return str(post["image"])


@pytest.mark.parametrize(
    ("path", "ending", "body"),
    [("/boat.php?size=1", ".jpg", BOAT), ("/moved.png", ".png", FERRY)],
)
def test_an_image_is_kept_under_an_articles_code(
    output: Path, site: str, path: str, ending: str, body: bytes
) -> None:
    name = image_of(output, site, path).removeprefix("/images/")
    assert re.fullmatch(rf"ART\d{{10}}[A-Z]{{6}}\{ending}", name)
    assert (output / "images" / name).read_bytes() == body


def test_the_same_content_is_kept_once(output: Path, site: str) -> None:
    assert image_of(output, site, "/same-boat.png") == image_of(output, site, "/boat.php?size=1")
    assert len(list((output / "images").iterdir())) == 2


@pytest.mark.parametrize("path", ["/drawing.png", "/missing.png", "/large.png", "/huge.png"])
def test_an_image_that_cannot_be_had_stays_linked(output: Path, site: str, path: str) -> None:
    assert image_of(output, site, path) == f"{site}{path}"


def test_an_image_is_not_fetched_twice(output: Path, site: str) -> None:
    images = list((output / "images").iterdir())
    before = [image.stat().st_mtime_ns for image in images]
    crawl(output, "article", every_page(site))
    assert [image.stat().st_mtime_ns for image in images] == before
    assert len(list((output / "images").iterdir())) == len(images)


def test_a_replay_takes_no_image_from_the_network(output: Path, site: str, tmp_path: Path) -> None:
    asked = len(ASKED)
    crawl(tmp_path, "replay", f"path={output / 'archive'}")
    assert image_of(tmp_path, site, "/ferry.png") == f"{site}/ferry.png"
    assert list((tmp_path / "images").iterdir()) == []
    crawl(output, "replay", f"path={output / 'archive'}")
    assert image_of(output, site, "/ferry.png").startswith("/images/")
    assert ASKED[asked:] == []


@pytest.fixture
def s3() -> Iterator[str]:
    """A server that speaks S3, with a bucket named pictures."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    urlopen(Request(f"{address}/pictures", method="PUT")).close()
    yield address
    server.stop()


def test_a_bucket_holds_images_of_their_kind_under_the_cdns_names(
    site: str, s3: str, tmp_path: Path
) -> None:
    settings = {
        "FILES_STORE": "s3://pictures/news/",
        "FILES_STORE_S3_ACL": "public-read",
        "IMAGE_BASE_URL": "https://cdn.example/news",
        "AWS_ENDPOINT_URL": s3,
        "AWS_REGION_NAME": "us-east-1",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }
    page = f"url={site}/article/ferry.png"
    crawl(tmp_path, "article", page, **settings)
    name = image_of(tmp_path, site, "/ferry.png").removeprefix("https://cdn.example/news/")
    with urlopen(f"{s3}/pictures/news/{name}") as answer:
        assert (answer.headers["Content-Type"], answer.read()) == ("image/png", FERRY)
    with urlopen(f"{s3}/pictures") as listing:
        assert re.findall("<Key>(.*?)</Key>", listing.read().decode()) == [f"news/{name}"]
