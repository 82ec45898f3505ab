from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from random import Random

import pytest

from benchmarks.reports import report
from crawler.extraction.article import extract
from crawler.extraction.site.site_verdicts import STRANGE
from crawler.memory.learning import learned
from crawler.memory.traces import PageTrace
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
    trace_of,
    traces,
    with_promo,
)


def kept(model: SiteModel | None, text: Sequence[str], number: int = 77) -> list[str]:
    return lines_of(read_with(model, page_of(text, number), address(number)))


def test_a_closing_line_of_most_pages_is_dropped_and_nothing_else() -> None:
    model = model_of(traces(with_promo))
    assert PROMO in kept(None, with_promo(77))
    assert kept(model, with_promo(77)) == [
        line for line in kept(None, with_promo(77)) if line != PROMO
    ]


def test_the_reason_counts_the_pages() -> None:
    model = model_of(traces(with_promo))
    extraction = read_with(model, page_of(with_promo(77), 77), address(77))
    assert reason_of(extraction, PROMO) == "site: on 10 of 10 pages with main > div.story-text > p"


@pytest.mark.parametrize("count", [1, 2])
def test_few_pages_prove_nothing_of_the_text(count: int) -> None:
    model = model_of(traces(with_promo, range(count)))
    assert PROMO in kept(model, with_promo(77))


def test_a_line_with_dates_and_counters_is_one_line() -> None:
    def text(number: int) -> list[str]:
        day = f"{number + 1} {('January', 'March', 'July')[number % 3]} 2026"
        said = (
            f"The desk counted {number * 13} letters from readers until {day}, it told reporters."
        )
        return [*story(number), f"<p>{said}</p>"]

    model = model_of(traces(text))
    assert len(kept(None, text(77))) - len(kept(model, text(77))) == 1


def test_a_line_after_the_third_paragraph_of_every_page_is_dropped() -> None:
    def text(number: int) -> list[str]:
        own = story(number)
        return [*own[:3], f"<p>{PROMO}</p>", *own[3:]]

    own = [line for line in kept(None, text(77)) if line != PROMO]
    assert kept(model_of(traces(text)), text(77)) == own
    assert len(own) > 3


def test_a_section_has_its_own_closing_line() -> None:
    sport = [trace_of(page_of(with_promo(n), n), address(n, "sport"), day=1 + n) for n in range(5)]
    model = model_of([*sport, *traces(story, range(20, 35))])
    assert kept(model, with_promo(77)) == [
        line for line in kept(None, with_promo(77)) if line != PROMO
    ]


# What writers repeat.


def test_a_quotation_in_several_articles_stays() -> None:
    quotation = (
        "“We have never seen a winter like this one on the river,” the mayor told reporters."
    )

    def text(number: int) -> list[str]:
        own = story(number)
        place = number % 6
        return [*own[:place], f"<p>{quotation}</p>", *own[place:]] if number % 2 else own

    assert quotation in kept(model_of(traces(text, range(20))), text(77))


def test_a_columns_standing_words_stay() -> None:
    words = "In this column our gardener answers what readers have asked her in the week before."

    def text(number: int) -> list[str]:
        return [f"<p>{words}</p>", *story(number)]

    column = [
        trace_of(page_of(text(n), n, author="Mara Lund"), address(n, "garden"), day=1 + n)
        for n in range(6)
    ]
    model = model_of([*column, *traces(story, range(20, 30))])
    assert words in kept(model, text(77))


def test_a_report_that_was_printed_twice_stays() -> None:
    wire = story(500)
    copies = [trace_of(page_of(wire, n), address(n), day=20 + n) for n in range(3)]
    model = model_of([*copies, *traces(story, range(20, 30))])
    assert kept(model, wire) == kept(None, wire)


def test_a_recurring_heading_within_the_text_stays() -> None:
    def text(number: int) -> list[str]:
        own = story(number)
        place = 2 + number % 5
        return [*own[:place], "<h2>What the town says</h2>", *own[place:]]

    assert "What the town says" in kept(model_of(traces(text)), text(77))


def test_a_correction_of_two_articles_stays() -> None:
    correction = "Correction: an earlier version of this report gave a wrong name for the ferry."

    def text(number: int) -> list[str]:
        return [*story(number), f"<p>{correction}</p>"] if number in (3, 4, 77) else story(number)

    assert correction in kept(model_of(traces(text)), text(77))


# Places.


def test_a_box_of_other_headlines_is_dropped_whatever_it_says() -> None:
    def text(number: int) -> list[str]:
        others = "".join(
            f"<p>{report(Random(1000 + (number + n) % 12), 1)[0]}</p>" for n in range(3)
        )
        return [*story(number), f'<div class="inlay">{others}</div>']

    model = model_of(traces(text, range(12)))
    (box,) = [place for place in model.places if place.place.endswith("div.inlay > p")]
    assert box.role == "furniture"
    assert box.seen.pages == 12


def test_a_standfirst_that_the_classifier_drops_is_kept() -> None:
    def above(number: int) -> str:
        return f'<div class="teasing">{report(Random(900 + number), 1)[0][:70]}</div>'

    learned_from = [
        trace_of(page_of(story(n), n, above=above(n)), address(n), day=1 + n) for n in range(10)
    ]
    model = model_of(learned_from)
    (place,) = [place for place in model.places if place.place.endswith("div.teasing")]
    assert place.role in ("standfirst", "text")
    html = page_of(story(77), 77, above=above(77))
    assert above(77)[21:60] in " ".join(lines_of(read_with(model, html, address(77))))


# Time.


def test_any_order_of_the_pages_gives_the_same_model() -> None:
    pages = traces(with_promo, range(15))
    shuffled = Random(4).sample(pages, len(pages))
    assert model_of(pages) == model_of(shuffled) == model_of([*shuffled, *pages[:4]])


def test_what_the_site_prints_no_more_is_forgotten() -> None:
    old = [trace_of(page_of(with_promo(n), n), address(n), day=1) for n in range(8)]
    new = [trace_of(page_of(story(n), n), address(n), day=2 + n % 20) for n in range(100, 130)]
    assert PROMO.casefold() in {line.text for line in model_of(old).lines}
    assert PROMO.casefold() not in {line.text for line in model_of([*old, *new]).lines}


def test_a_new_layout_is_learned_from_its_own_pages_alone() -> None:
    old = [trace_of(page_of(with_promo(n), n), address(n), day=1 + n) for n in range(10)]
    new = []
    for n in range(100, 120):
        html = page_of(story(n), n, container="reading").replace('class="', 'class="v2-')
        new.append(trace_of(html, address(n), day=11 + n % 10))
    model = model_of([*old, *new])
    assert model.pages == 20
    assert model.first == "2026-03-11"


def redesigned() -> list[PageTrace]:
    """Return the traces of pages of a new layout, which came on 11 March 2026 and after."""
    pages = [page_of(story(n), n).replace('class="', 'class="v2-') for n in range(100, 120)]
    return [trace_of(page, address(100 + n), day=11 + n % 10) for n, page in enumerate(pages)]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_page_from_before_a_redesign_is_read_as_it_was_then(*, at_once: bool) -> None:
    old = [trace_of(page_of(with_promo(n), n), address(n), day=1 + n) for n in range(10)]
    then = model_of(old)
    now = model_of([*old, *redesigned()]) if at_once else learned(SITE.name, redesigned(), then)
    for day, is_dropped in ((1, True), (10, True), (11, False)):
        html, fetched = page_of(with_promo(77), 77), datetime(2026, 3, day, 8, tzinfo=timezone.utc)
        extraction = extract(html, address(77), replace(SITE, model=now), retrieved=fetched)
        assert (PROMO not in lines_of(extraction)) is is_dropped
        assert extraction.fit is not None
        assert (extraction.fit >= STRANGE) is is_dropped


def test_a_line_that_is_printed_no_more_is_dropped_from_the_pages_of_its_time() -> None:
    old = [trace_of(page_of(with_promo(n), n), address(n), day=1) for n in range(8)]
    new = [trace_of(page_of(story(n), n), address(n), day=2 + n % 20) for n in range(100, 130)]
    model = model_of([*old, *new])
    assert [line.text for line in model.former_lines] == [PROMO.casefold()]
    assert model.at("2026-03-01").lines == (*model.lines, *model.former_lines)
    assert model.at("2026-03-02") is model
    again = [trace_of(page_of(with_promo(n), n), address(n), day=28) for n in range(200, 240)]
    back = learned(SITE.name, [*old, *new, *again], model)
    assert back is not None
    assert PROMO.casefold() in {line.text for line in back.lines}
    assert not back.former_lines


def test_a_line_that_is_printed_but_no_furniture_any_more_is_dropped_from_no_page() -> None:
    few = [trace_of(page_of(with_promo(n), n), address(n), day=1 + n) for n in range(0, 25, 6)]
    most = [trace_of(page_of(story(n), n), address(n), day=1 + n % 28) for n in range(100, 125)]
    former = model_of(few)
    assert PROMO.casefold() in {line.text for line in former.lines}
    now = learned(SITE.name, [*few, *most], former)
    assert now is not None
    assert PROMO.casefold() not in {line.text for line in (*now.lines, *now.former_lines)}


def test_a_page_of_another_layout_is_read_without_the_models_places() -> None:
    model = model_of(traces(story))
    html = page_of(with_promo(77), 77).replace('class="', 'class="v2-')
    extraction = read_with(model, html, address(77))
    assert extraction.fit is not None
    assert extraction.fit < 50
    assert PROMO in lines_of(extraction)
    assert extraction.article.body == read_with(None, html, address(77)).article.body


def test_a_long_line_within_the_text_is_known_in_another_layout() -> None:
    model = model_of(traces(with_promo))
    html = page_of(with_promo(77), 77).replace('class="', 'class="v2-')
    reason = reason_of(read_with(model, html, address(77)), PROMO)
    assert reason == "site: on 10 of 10 pages with main > div.story-text > p"


@pytest.mark.parametrize("line", ["Tides for today", PROMO])
def test_another_layout_keeps_a_short_line_and_one_that_stood_outside_the_text(line: str) -> None:
    is_long = line == PROMO
    below = f'<div class="foot-notes"><p>{line}</p></div>' if is_long else ""
    model = model_of(
        traces(lambda n: [*story(n), *([] if is_long else [f"<p>{line}</p>"])], below=below)
    )
    assert line.casefold() in {each.text for each in model.lines}
    text = [*story(77)[:4], f"<p>{line}</p>", *story(77)[4:]]
    html = page_of(text, 77).replace('class="', 'class="v2-')
    assert lines_of(read_with(model, html, address(77))) == lines_of(
        read_with(None, html, address(77))
    )


def test_a_page_that_fits_says_so() -> None:
    model = model_of(traces(with_promo))
    assert read_with(model, page_of(with_promo(77), 77), address(77)).article.fit == 100
    assert read_with(None, page_of(with_promo(77), 77), address(77)).article.fit is None


def test_a_place_whose_text_was_mostly_kept_is_one_of_text_if_no_line_is_on_two_pages() -> None:
    mostly = [trace_with_leads(n, is_kept=n != 3) for n in range(8)]
    assert role_of_leads(mostly) == "text"
    assert role_of_leads([trace_with_leads(n, is_kept=n > 3) for n in range(8)]) == "mixed"
    again = [*mostly[:7], replace(mostly[7], blocks=(*mostly[7].blocks, *mostly[0].blocks[-1:]))]
    assert role_of_leads(again) == "mixed"


def trace_with_leads(number: int, *, is_kept: bool) -> PageTrace:
    """Return a page with a lead that the classifier has kept, or not."""
    trace = trace_of(page_of(story(number), number), address(number), day=1 + number)
    lead = replace(trace.blocks[2], place="div.lead > p", line=f"lead {number}", kept=is_kept)
    return replace(trace, blocks=(*trace.blocks, lead))


def role_of_leads(pages: Sequence[PageTrace]) -> str:
    return model_of(pages).places_by_key["div.lead > p"].role
