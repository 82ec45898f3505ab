"""The quality benchmark scores what the real command writes, and says when a figure fell."""

import gzip
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import held_out, quality
from benchmarks.captions import holds, is_right
from benchmarks.corpus import CorpusPage, corpus_pages
from benchmarks.peers import installed_version, write_predictions
from benchmarks.training.folds import MODELS, fold_of
from crawler.archive.records import SavedPage
from crawler.archive.saved_pages import read_page
from crawler.archive.warc_writer import WarcWriter
from crawler.extraction.classifier import classifier
from tests.support import FIXTURES

FIXTURE = FIXTURES / "presstv" / "koreas-ferry.html"
CAPTION = "Islanders wave from the rebuilt pier as the ferry Saebyeok comes in"

# Stands for the score script: as good as the number of files, to the right keys.
SCORE = """
import json, pathlib, sys
assert pathlib.Path(__file__).parent.with_name("corpora").joinpath("made.warc.gz").is_file()
report = pathlib.Path(sys.argv[sys.argv.index("--json") + 1])
written = len(list(pathlib.Path(sys.argv[1]).glob("*.md")))
figures = {"f1": 0.9 * written, "boilerplate": 0.1, "meta": {"title": 0.0}}
report.write_text(json.dumps({"figures": figures}))
"""


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A corpus of one page, and a score script; the recorded figures are a file of the test's."""
    corpora, score = tmp_path / "sets", tmp_path / "script"
    corpora.mkdir()
    score.mkdir()
    (score / "score.py").write_text(SCORE)
    page = read_page(FIXTURE)
    writer = WarcWriter(corpora / "made.warc.gz")
    headers = (*page.headers, ("X-Corpus-Id", "one"))
    writer.write(SavedPage(page.url, page.fetched_at, 200, headers, page.body))
    writer.close()
    truth = {"captions": [CAPTION]}
    row = {"id": "one", "urls": [page.url], "stated_urls": [], "host": "", "truth": truth}
    with gzip.open(corpora / "made.truth.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n")
    monkeypatch.setattr(quality, "RECORDED", tmp_path / "quality.json")
    return ["--corpora", str(corpora), "--score", str(score)]


def test_a_figure_that_fell_fails_the_check(
    shared: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    quality.RECORDED.write_text('{"made": {"F1": 90.6, "boiler": 10.0, "captions": 100.0}}')
    assert quality.main([*shared, "--check"]) == 1
    assert capsys.readouterr().out.endswith("\nmade: F1 was 90.6, is 90.0\n")


def test_figures_are_recorded_beside_those_of_other_corpora(
    shared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "our_figures", lambda *_: {"F1": 97.0})
    monkeypatch.setattr(quality, "held_out_figures", lambda *_: {"F1": 95.0})
    quality.RECORDED.write_text('{"other": {"F1": 80.0}}')
    assert quality.main([*shared, "--record"]) == 0
    recorded = json.loads(quality.RECORDED.read_text())
    assert recorded == {
        "other": {"F1": 80.0},
        "made": {"F1": 97.0},
        "made held out": {"F1": 95.0},
    }


def fingerprint(page: CorpusPage) -> int:
    """Return what tells the forests that judge this page from others."""
    return int(classifier.forests().alone.leaves.sum())


def test_a_page_is_judged_by_forests_that_saw_none_of_its_publishers(
    shared: list[str], tmp_path: Path
) -> None:
    page = next(corpus_pages(tmp_path / "sets", "made"))
    models = [json.loads(gzip.decompress((MODELS / f"{n}.json.gz").read_bytes())) for n in range(5)]
    prints = [sum(n for t in model["alone"]["trees"] for n in t["leaves"]) for model in models]
    assert [*held_out.held_out([page], fingerprint)] == [(page, prints[fold_of(page.host)])]
    assert len(set(prints)) == len(prints)


def test_what_is_held_out_is_written_as_articles(shared: list[str], tmp_path: Path) -> None:
    written = held_out.write_held_out(corpus_pages(tmp_path / "sets", "made"), tmp_path / "out")
    (file,) = written.iterdir()
    assert CAPTION in file.read_text()


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("www.herald.example", "sport.herald.example", True),
        ("herald.co.uk", "www.herald.com", True),
        ("herald.co.uk", "tribune.co.uk", False),
    ],
)
def test_hosts_of_one_name_are_of_one_publisher(one: str, other: str, is_same: bool) -> None:
    assert (fold_of(one) == fold_of(other)) is is_same


def test_shares_of_pages_are_shown_beside_their_means() -> None:
    pages = [
        {"id": "a", "p": 0.99, "r": 0.9, "written": True},
        {"id": "b", "p": None, "r": None, "written": False},
    ]
    assert quality.page_shares(pages, frozenset("a")) == {
        "P whole": 50.0,
        "R whole": 0.0,
        "R long": 90.0,
        "refused": 50.0,
    }


def test_long_pages_are_the_tenth_with_most_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truths = {str(n): {"text": "a" * n} for n in range(20)}
    monkeypatch.setattr(
        quality,
        "corpus_pages",
        lambda *_: [SimpleNamespace(id=i, truth=t) for i, t in truths.items()],
    )
    assert quality.longest(tmp_path, "made") == {"18", "19"}


@pytest.mark.parametrize(("new", "fell"), [(96.0, False), (95.4, True)])
def test_a_held_out_figure_may_fall_by_chance(new: float, fell: bool) -> None:
    old = {"made held out": {"F1": 97.0}}
    assert bool(list(quality.fallen(old, {"made held out": {"F1": new}}))) is fell


@pytest.mark.parametrize("arguments", [["--corpora", "/nowhere"], ["--score", "/nowhere"], ["nix"]])
def test_what_is_not_there_is_wrong_use(shared: list[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        quality.main([*shared, *arguments])
    assert end.value.code == 2


@pytest.mark.parametrize(
    ("old", "new", "fell"),
    [
        ({"F1": 97.0}, {"F1": 96.5}, False),
        ({"F1": 97.0}, {"F1": 96.49}, True),
        ({"F1": 97.0}, {"F1": 99.0}, False),
        ({"F1": 97.0}, {}, True),
        ({}, {"F1": 97.0}, False),
        ({"boiler": 1.0}, {"boiler": 1.6}, True),
        ({"boiler": 1.0}, {"boiler": 0.1}, False),
    ],
)
def test_a_figure_fell_that_lies_more_than_half_a_point_on_the_wrong_side(
    old: dict[str, float], new: dict[str, float], fell: bool
) -> None:
    assert bool(list(quality.fallen({"made": old}, {"made": new}))) == fell


def test_a_corpus_that_was_not_measured_did_not_fall() -> None:
    assert list(quality.fallen({"made": {"F1": 97.0}}, {})) == []


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (f"# A\n\n![](a.jpg)\n\n{CAPTION}\n\nText.", True),
        (f"# A\n\n![](a.jpg)\n\n{CAPTION}. (Photo by a friend of the island)\n\nText.", True),
        (f"# A\n\n![](a.jpg)\n\nText.\n\n{CAPTION}", False),
        (f"# A\n\n![](a.jpg)\n\n{CAPTION}\n\nText.\n\n{CAPTION}", False),
        (f"# A\n\n{CAPTION}\n\nText.", False),
        (f"# A\n\n![](a.jpg)\n\nText.\n\nOn Sunday {CAPTION.lower()}, {'to cheers ' * 20}", False),
        ("", False),
    ],
)
def test_a_caption_belongs_below_its_image_and_nowhere_else(body: str, right: bool) -> None:
    assert is_right(body, ["Another picture's words", CAPTION]) is right


@pytest.mark.parametrize(
    ("text", "caption", "same"),
    [
        ("The harbour at night.", "The harbour at night", True),
        ("港が二十年ぶりに開いた夜の様子", "港が二十年ぶりに開いた夜の様子", True),
        ("The harbour in the morning.", "A school of rammed earth", False),
        ("The harbour at night. " + "A long story. " * 30, "The harbour at night", False),
    ],
)
def test_a_caption_is_known_by_its_letters(text: str, caption: str, same: bool) -> None:
    assert holds(text, caption) is same


def test_a_peer_that_is_not_installed_has_no_version() -> None:
    assert installed_version("no-such-distribution") is None


def test_a_peer_says_a_line_a_page(shared: list[str], tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    write_predictions("trafilatura", corpus_pages(tmp_path / "sets", "made"), lines)
    row = json.loads(lines.read_text())
    assert row["id"] == "one"
    assert "first passenger ferry in nine years" in row["text"]
