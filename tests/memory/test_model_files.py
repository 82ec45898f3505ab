import json
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.memory.learning import learned
from crawler.memory.trace_store import read_traces, write_traces
from crawler.profiles.model_document import ModelError, model_text
from crawler.profiles.model_files import SiteModels, model_file, read_model, site_of_page
from crawler.profiles.profile import GENERIC
from crawler.profiles.site_model import SiteModel
from tests.support.site_pages import (
    PROMO,
    SITE,
    address,
    lines_of,
    model_of,
    page_of,
    read_with,
    reason_of,
    story,
    traces,
    with_promo,
)


def model() -> SiteModel:
    return model_of(traces(with_promo))


def edited(path: Path, part: str, begins: str, **said: object) -> SiteModel:
    """Return the model in a file after a person's edit of one entry."""
    document = json.loads(model_text(model()))
    key = "line" if part == "furniture" else "place"
    (entry,) = [each for each in document[part] if each[key].startswith(begins)]
    entry |= said
    path.write_text(json.dumps(document), encoding="utf-8")
    return read_model(path)


def read_lines(of: SiteModel) -> list[str]:
    return lines_of(read_with(of, page_of(with_promo(77), 77), address(77)))


@pytest.mark.parametrize("has_former", [True, False])
def test_a_model_is_read_as_it_was_written(tmp_path: Path, *, has_former: bool) -> None:
    path, written = tmp_path / "quayside.json", model()
    if has_former:
        written = replace(written, former_lines=written.lines, former_places=written.places)
    path.write_text(model_text(written), encoding="utf-8")
    assert read_model(path) == written
    assert model_text(read_model(path)) == path.read_text(encoding="utf-8")


def test_a_line_that_a_person_keeps_is_kept(tmp_path: Path) -> None:
    kept = edited(tmp_path / "m.json", "furniture", PROMO.casefold()[:30], keep=True)
    assert PROMO in read_lines(kept)


def test_a_place_that_a_person_drops_is_dropped(tmp_path: Path) -> None:
    dropped = edited(tmp_path / "m.json", "places", "main > div.story-text > p", drop=True)
    html = page_of(with_promo(77), 77)
    extraction = read_with(dropped, html, address(77))
    own = next(j.block.text for j in extraction.judgements if j.block.text.endswith("wrote."))
    assert reason_of(extraction, own) == "site: drop main > div.story-text > p"


def test_what_a_place_keeps_says_so_and_what_stays_anyway_does_not(tmp_path: Path) -> None:
    kept = edited(tmp_path / "m.json", "places", "main > div.story-text > p", keep=True)
    html = page_of([*story(77), "<p>Boats go</p>"], 77)
    judged = {one.block.text: one for one in read_with(kept, html, address(77)).judgements}
    assert (judged["Boats go"].reason, judged["Boats go"].kept_by) == (None, "site: keep")
    own = [one for text, one in judged.items() if text.endswith("wrote.")]
    assert [(one.reason, one.kept_by) for one in own] == [(None, None)] * len(own) != []


def test_what_a_person_has_said_outlives_learning(tmp_path: Path) -> None:
    kept = edited(tmp_path / "m.json", "furniture", PROMO.casefold()[:30], keep=True)
    for pages in (traces(with_promo, range(20)), traces(story, range(200, 203))):
        again = learned("quayside", pages, kept)
        assert again is not None
        (line,) = [line for line in again.lines if line.text == PROMO.casefold()]
        assert line.overrule == "keep"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"kep": True}, r"furniture\.\d+\.kep: "),
        ({"keep": "never"}, r"furniture\.\d+\.keep: "),
        ({"keep": True, "drop": True}, "keep and drop are both true"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, said: dict[str, object], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        edited(tmp_path / "m.json", "furniture", PROMO.casefold()[:30], **said)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"m\.json: .*JSON"):
        read_model(path)


def test_a_reviewed_model_wins(tmp_path: Path) -> None:
    learned, profiles = tmp_path / "models", tmp_path / "profiles"
    learned.mkdir()
    profiles.mkdir()
    reviewed = replace(model(), pages=7)
    model_file(learned, "quayside").write_text(model_text(model()), encoding="utf-8")
    assert SiteModels(learned).with_model(SITE, address(1)).model == model()
    (profiles / "quayside.model.json").write_text(model_text(reviewed), encoding="utf-8")
    assert SiteModels(learned, [profiles]).with_model(SITE, address(1)).model == reviewed


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.Quayside.example/a", "quayside.example"),
        ("https://quayside.example:8080/a", "quayside.example-8080"),
        ("https://../a", ""),
        ("http://[::1/a", ""),
    ],
)
def test_a_site_without_a_profile_goes_by_its_host(url: str, site: str) -> None:
    assert site_of_page(url, GENERIC) == site


def test_a_site_without_a_model_keeps_its_profile(tmp_path: Path) -> None:
    assert SiteModels(tmp_path).with_model(GENERIC, "https://../a") is GENERIC


def test_traces_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "quayside.pages.gz"
    assert read_traces(path) == []
    write_traces(path, traces(with_promo))
    first = path.read_bytes()
    assert read_traces(path) == traces(with_promo)
    write_traces(path, read_traces(path))
    assert path.read_bytes() == first
