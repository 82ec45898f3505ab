"""The books of a run add up."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.run.tally import LISTED, Tally

urls = st.sampled_from([f"https://herald.example/{number}" for number in range(5)])
events = st.lists(
    st.one_of(
        st.tuples(st.just("see"), urls),
        st.tuples(st.sampled_from(["written", "gone", "failed"]), urls),
    )
)


@given(events)
def test_fates_and_open_urls_add_up_to_those_seen(events: list[tuple[str, ...]]) -> None:
    tally = Tally()
    for event, url in events:
        if event == "see":
            tally.see(url)
        else:
            tally.settle(url, event)

    assert tally.totals.total() + len(tally.open) == tally.seen == len({url for _, url in events})


def test_url_is_new_only_once() -> None:
    tally = Tally()

    assert tally.see("https://herald.example/a")
    assert not tally.see("https://herald.example/a")


def test_settled_url_is_not_new() -> None:
    tally = Tally()
    tally.settle("https://herald.example/a", "written")

    assert not tally.see("https://herald.example/a")


def test_first_fate_stays() -> None:
    tally = Tally()
    tally.settle("https://herald.example/a", "written")
    tally.settle("https://herald.example/a", "failed", "callback raised")

    assert tally.totals == {"written": 1}
    assert tally.troubles == []


def test_fates_are_counted_by_source() -> None:
    tally = Tally()
    tally.see("https://herald.example/a", "herald")
    tally.settle("https://herald.example/a", "gone")

    assert tally.fates == {"herald": {"gone": 1}}


def test_what_is_left_is_counted_and_not_open() -> None:
    tally = Tally()
    tally.see("https://herald.example/a", "herald")
    tally.leave()

    assert tally.left == {"herald": 1}
    assert not tally.open


def test_list_of_failures_is_bounded_and_the_count_is_not() -> None:
    tally = Tally()
    for number in range(LISTED + 5):
        tally.settle(f"https://herald.example/{number}", "failed", "HTTP 500")

    assert len(tally.troubles) == LISTED
    assert tally.totals == {"failed": LISTED + 5}


def test_source_without_any_link_is_silent() -> None:
    tally = Tally()
    tally.sources = dict.fromkeys(["mute", "open", "settled", "known", "unchanged", "left"])
    tally.see("https://herald.example/left", "left")
    tally.leave()
    tally.see("https://herald.example/open", "open")
    tally.see("https://herald.example/settled", "settled")
    tally.settle("https://herald.example/settled", "gone")
    tally.known["known"] += 3
    tally.unchanged["unchanged"] += 1

    assert tally.silent == ["mute"]
