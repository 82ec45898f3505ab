"""`scrapy reextract`: today's extraction over the archive, as a person runs it."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path

import frontmatter
import pytest

from tests.support.command import Done
from tests.support.herald import PROFILE, HeraldServer, article, scrapy

PLACES = ("westhaven", "easthaven", "northhaven", "southhaven")
# What extraction does better today: here by the profile, which is part of it.
BETTER = "drop_lines: ['Insurers put.*']\nselectors: {description: footer}\n"
HAND = "A person has added this.\n"


@dataclass
class State:
    """What a command has said and left."""

    done: Done
    files: dict[str, str]  # place of the harbour: file
    kept: set[str]  # names in revisions/
    report: dict[str, object]

    @property
    def kinds(self) -> object:
        return self.report.get("kinds")


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> dict[str, State]:
    folder = tmp_path_factory.mktemp("reextract")
    output, profile = folder / "output", folder / "herald.yml"

    def state(*words: object, **settings: object) -> State:
        done = scrapy(*words, SOURCES=folder, OUTPUT_DIR=output, **settings)
        reports = sorted(output.glob("reports/*-changes.json"))
        report = json.loads(reports[-1].read_text("utf-8")) if reports else {}
        files = {
            path.read_text("utf-8").partition("Harbour of ")[2].partition(" ")[0].lower(): path
            for path in output.glob("articles/*.md")
        }
        kept = {path.name for path in output.glob("revisions/*")}
        texts = {place: path.read_text("utf-8") for place, path in files.items()}
        return State(done, texts, kept, report)

    with HeraldServer() as herald:
        threading.Thread(target=herald.serve_forever, daemon=True).start()
        for place in PLACES:
            page = ("text/html; charset=utf-8", article(place.capitalize()))
            herald.pages[f"/2024/{place}"] = page
        profile.write_text(PROFILE.format(host=herald.host, site=herald.site))
        crawl = ("crawl", "article", "-a")
        urls = [f"{herald.site}/2024/{place}" for place in PLACES]
        found = {"first": state(*crawl, f"url={' '.join(urls)}")}
        later = "tests.support.clocks.an_hour_later"
        found["same"] = state(*crawl, f"url={urls[0]}", CLOCK=later)
        herald.shutdown()
    found["nothing"] = state("reextract")
    profile.write_text(profile.read_text() + BETTER)
    for path in output.glob("articles/*.md"):
        if "Harbour of Easthaven" in path.read_text("utf-8"):
            path.write_text(path.read_text("utf-8") + HAND, "utf-8")
    found["rehearsal"] = state("reextract", "--dry-run")
    found["chosen"] = state("reextract", "--reject", "lines-gone")
    found["chosen again"] = state("reextract", "--reject", "lines-gone")
    found["all"] = state("reextract", "--source", "herald", EXTRACTION_PROCESSES=2)
    found["again"] = state("reextract")
    found["check"] = state("check")
    return found


def test_extraction_that_says_the_same_changes_nothing(states: dict[str, State]) -> None:
    assert states["nothing"].files == states["first"].files
    assert states["nothing"].report["outcomes"] == {}
    assert "No file would be another." in states["nothing"].done.stdout


def test_a_rehearsal_says_what_would_be_and_changes_nothing(states: dict[str, State]) -> None:
    rehearsal = states["rehearsal"]
    assert rehearsal.report["outcomes"] == {"would be rewritten": 3, "edited": 1}
    assert rehearsal.kinds == {"description": 3, "lines-gone": 1}
    added = rehearsal.files["easthaven"].removesuffix(HAND)
    assert rehearsal.files | {"easthaven": added} == states["first"].files
    assert rehearsal.kept == set()


def test_a_rejected_change_is_left_out_and_the_others_are_written(
    states: dict[str, State],
) -> None:
    chosen, done = states["chosen"], states["all"]
    assert chosen.report["outcomes"] == {"rejected": 1, "rewritten": 3, "edited": 1}
    changed = {place for place in PLACES if chosen.files[place] != done.files[place]}
    assert changed == {"westhaven"}
    file, whole = (frontmatter.loads(one.files["westhaven"]) for one in (chosen, done))
    assert "Insurers" in file.content
    assert file["description"] == whole["description"]


def test_what_was_rejected_is_rejected_again_and_nothing_written(states: dict[str, State]) -> None:
    assert states["chosen again"].report["outcomes"] == {"rejected": 1, "edited": 1}
    assert states["chosen again"].files == states["chosen"].files


def test_a_file_is_rewritten_under_its_code_and_dates(states: dict[str, State]) -> None:
    before, after = (
        frontmatter.loads(states[name].files["westhaven"]) for name in ("first", "all")
    )
    assert "Insurers" in before.content
    assert "Insurers" not in after.content
    kept = ("code", "date", "origin_url", "title")
    assert [after[key] for key in kept] == [before[key] for key in kept]


def test_what_a_file_said_before_is_kept(states: dict[str, State]) -> None:
    codes = {
        place: frontmatter.loads(states["first"].files[place])["code"]
        for place in PLACES
        if place != "easthaven"
    }
    kept = {f"{code}-extracted-1.md" for code in codes.values()}
    assert states["chosen again"].kept == kept
    assert states["all"].kept == kept | {f"{codes['westhaven']}-extracted-2.md"}


def test_a_file_that_was_edited_by_hand_is_named_and_left(states: dict[str, State]) -> None:
    for name in ("rehearsal", "chosen", "all", "again"):
        code = frontmatter.loads(states["first"].files["easthaven"])["code"]
        assert states[name].report["edited"] == [f"articles/{code}.md"]
        assert f"left as they are: articles/{code}.md" in states[name].done.stdout
        assert states[name].files["easthaven"].endswith(HAND)


def test_the_second_time_nothing_changes(states: dict[str, State]) -> None:
    assert states["all"].report["outcomes"] == {"rewritten": 1, "edited": 1}
    assert states["again"].files == states["all"].files
    assert states["again"].report["outcomes"] == {"edited": 1}


def test_the_report_has_the_differences_side_by_side(states: dict[str, State]) -> None:
    (one,) = (one for one in states["all"].report["telling"] if one["kind"] == "lines-gone")
    assert one["before"].startswith("Insurers put the damage")
    assert (one["after"], one["outcome"]) == ("", "rewritten")


def test_all_went_well(states: dict[str, State]) -> None:
    codes = {name: state.done.returncode for name, state in states.items()}
    assert codes == dict.fromkeys(states, 0) | {"check": 1}  # which names the edited file
    assert "1 edited" in states["check"].done.stdout
    assert all(state.done.stderr == "" for state in states.values())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--source", "herold"], "the archive has no page of it"),
        (["--reject", "herold:image"], "no source of that name"),
        (["herald"], "say --source herald"),
        (["--since", "yesterday"], "--since 'yesterday': needs a day"),
        (["--accept", "titel"], "did you mean 'title'?"),
        (["--rejct", "title"], "rejct"),
        (["-sREEXTRACT_REJECT=titel"], "REEXTRACT_REJECT 'titel': no kind of change"),
    ],
)
def test_a_mistake_is_named(words: list[str], said: str, tmp_path: Path) -> None:
    done = scrapy("reextract", *words, OUTPUT_DIR=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
