"""Nothing comes in but by the doors: host, origin, form token, token."""

from pathlib import Path

import pytest

from crawler.review.doors import Doors
from tests.support.reviews import HERE, Browser, three_articles
from tests.support.runs import entry, files


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that no test of this module changes."""
    folder = tmp_path_factory.mktemp("output")
    three_articles(folder)
    (folder / "images").mkdir()
    (folder / "images" / "notes.svg").write_text("<svg/>")
    (folder / "images" / "harbour.jpg").write_bytes(b"picture")
    return folder


def publish(output: Path) -> dict[str, str]:
    return {"what": "publish", "code": entry(output).code}


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_the_names_of_this_machine_are_answered(output: Path, host: str) -> None:
    assert Browser(output).get("/", base_url=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8765", "evil:8765"],
)
@pytest.mark.parametrize("path", ["/", "/assets/keys.js", "/log-in", "/nothing"])
def test_another_host_is_refused_whatever_it_asks_for(output: Path, host: str, path: str) -> None:
    answer = Browser(output).get(path, base_url=f"http://{host}")
    assert answer.status_code == 421
    assert "harbour" not in answer.text.lower()


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "https://127.0.0.1:8765", "http://127.0.0.1:1"]
)
def test_a_form_of_another_origin_changes_nothing(output: Path, origin: str | None) -> None:
    before = files(output)
    answer = Browser(output).post("/decide", publish(output), origin=origin)
    assert answer.status_code == 403
    assert "nothing was changed" in answer.text
    assert files(output) == before


@pytest.mark.parametrize("token", ["", "made up"])
def test_a_form_without_the_browsers_token_changes_nothing(output: Path, token: str) -> None:
    before = files(output)
    answer = Browser(output).post("/decide", {**publish(output), "form_token": token})
    assert answer.status_code == 403
    assert "Go back, load the page again" in answer.text
    assert files(output) == before


def test_a_form_of_a_server_that_was_started_anew_is_refused(output: Path) -> None:
    old, new = Browser(output), Browser(output)
    old.get("/")
    new.client = new.review.app.test_client()
    cookie = old.client.get_cookie("review_8765", domain="127.0.0.1")
    assert cookie is not None
    new.client.set_cookie("review_8765", cookie.value, domain="127.0.0.1")
    headers = {"Origin": HERE}
    answer = new.client.post("/decide", data=publish(output), base_url=HERE, headers=headers)
    assert answer.status_code == 403


def test_nothing_can_be_changed_read_only(output: Path) -> None:
    browser, before = Browser(output, Doors(port=8765, is_read_only=True)), files(output)
    html = browser.text("/")
    assert "Read only" in html
    assert ">Publish</button>" not in html
    assert browser.post("/decide", publish(output)).status_code == 403
    assert files(output) == before


def test_a_token_is_asked_for_once(output: Path) -> None:
    browser = Browser(output, Doors(port=8765, token="open sesame"))
    answer = browser.get("/")
    assert answer.status_code == 401
    assert "Harbour" not in answer.text
    assert browser.get("/log-in?token=wrong").status_code == 401
    assert browser.get("/").status_code == 401
    assert browser.post("/log-in", {"token": "open sesame"}).status_code == 200
    assert "Harbour reopens" in browser.text("/")


@pytest.mark.parametrize("path", ["/", "/article/ART0", "/assets/style.css", "/nothing", "/log-in"])
def test_every_answer_says_that_nothing_runs_or_loads(output: Path, path: str) -> None:
    headers = Browser(output).get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_proxys_name_is_answered_beside_our_own() -> None:
    doors = Doors(port=8765, public_url="https://review.herald.example")
    assert "review.herald.example" in doors.hosts
    assert "https://review.herald.example" in doors.origins
    assert "127.0.0.1:8765" in doors.hosts


@pytest.mark.parametrize(
    "path",
    [
        "/pictures/../ledger.sqlite",
        "/pictures/%2e%2e/ledger.sqlite",
        "/pictures/..%2f..%2fsecret.jpg",
        "/pictures//etc/passwd",
        "/pictures/notes.svg",
        "/assets/../application.py",
        "/article/..%2f..%2fetc",
    ],
)
def test_no_file_beside_the_pictures_is_read(output: Path, path: str) -> None:
    (output.parent / "secret.jpg").write_bytes(b"secret")
    answer = Browser(output).get(path)
    assert answer.status_code in (308, 404)  # 308: to the same without the second slash
    assert b"secret" not in answer.data


def test_a_downloaded_picture_is_shown(output: Path) -> None:
    with Browser(output).get("/pictures/harbour.jpg") as answer:
        assert (answer.data, answer.mimetype) == (b"picture", "image/jpeg")


def test_a_form_leads_back_to_this_server_only(output: Path) -> None:
    for place in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"):
        form = {"what": "publish", "back": place}
        answer = Browser(output).post("/decide", form, follow_redirects=False)
        assert answer.location == "/"
