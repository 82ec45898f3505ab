"""What no browser shows, or shows over the page, is not in the article; what unfolds is."""

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.furniture.concealment import concealed
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/town/mill-turns-again"
HEADLINE = "The mill at Orsk turns again"
LINES = tuple(
    f"The mill at Orsk {what}, and those who had come for the day stood along the bank and said "
    "nothing until the first sack had been filled."
    for what in ("ground rye on Friday", "lost a sail in May", "was bought by a baker", "is open")
)
STRANGE = (
    "Courses for beginners start in October at the school of rope making, which takes forty "
    "pupils a year and has a kitchen of its own, its secretary said."
)


def texts(*markup: str, head: str = f"<h1>{HEADLINE}</h1>") -> list[str]:
    page = (
        f"<html><head><title>{HEADLINE}</title></head><body>{head}<article>"
        f"{''.join(f'<p>{line}</p>' for line in LINES[:2])}{''.join(markup)}"
        f"{''.join(f'<p>{line}</p>' for line in LINES[2:])}</article></body></html>"
    )
    return [block.text for block in extract_article(page, URL, GENERIC).body]


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        'hidden="hidden"',
        'style="display:none"',
        'style="color: red; DISPLAY : None !important"',
        'style="visibility:hidden"',
        'style="position:absolute; left:-9999px"',
        'style="font-size:0"',
        'role="dialog"',
        "popover",
        'popover="manual"',
        'aria-modal="true"',
        'class="modal fade"',
        'id="newsletterPopup"',
        'class="site popup-content"',
        'class="pop-up"',
    ],
)
@pytest.mark.parametrize("tag", ["p", "div", "section"])
def test_a_paragraph_that_no_reader_sees_is_left_out(tag: str, attribute: str) -> None:
    assert texts(f"<{tag} {attribute}>{STRANGE}</{tag}>") == list(LINES)


@pytest.mark.parametrize(
    "attribute", ["", 'hidden="until-found"', 'style="display:block"', 'style="font-size:0.9em"']
)
def test_a_paragraph_that_readers_see_or_find_stays(attribute: str) -> None:
    assert texts(f"<p {attribute}>{STRANGE}</p>") == [*LINES[:2], STRANGE, *LINES[2:]]


@pytest.mark.parametrize("tag", ["span", "b", "a", "font"])
def test_words_hidden_in_a_sentence_are_left_out(tag: str) -> None:
    words = (
        f"Sails are <{tag} style='display:none'>orsk.example 7781</{tag}> of linen, and of wood."
    )
    assert "Sails are of linen, and of wood." in texts(f"<p>{words} {STRANGE}</p>")[2]


@pytest.mark.parametrize(
    "markup",
    [
        f"<h3><button aria-expanded='false'>Rope</button></h3><div hidden><p>{STRANGE}</p></div>",
        f"<div class='collapsible' style='display:none'><p>{STRANGE}</p></div>",
        f"<div class='read-more-text' style='display:none'><p>{STRANGE}</p></div>",
        f"<div role='tabpanel' hidden><p>{STRANGE}</p></div>",
        f"<details><summary>Courses</summary><p>{STRANGE}</p></details>",
    ],
)
def test_what_a_button_unfolds_stays(markup: str) -> None:
    assert STRANGE in texts(markup)


@pytest.mark.parametrize("attributes", ['aria-hidden="true"', 'style="display:none"', "hidden"])
def test_a_hidden_pop_up_goes_however_long_it_is(attributes: str) -> None:
    other = "".join(f"<p>{STRANGE} That was said in year {n}.</p>" for n in range(1, 40))
    assert texts(f'<div class="popup" {attributes}>{other}</div>') == list(LINES)


@pytest.mark.parametrize(
    "around", ['<body class="modal-open">', '<div hidden id="S:0">', '<main style="display:none">']
)
def test_an_element_that_holds_the_article_hides_nothing(around: str) -> None:
    page = (
        f"<html><head><title>{HEADLINE}</title></head>{around}<h1>{HEADLINE}</h1><article>"
        f"{''.join(f'<p>{line}</p>' for line in LINES)}</article></html>"
    )
    body = extract_article(page, URL, GENERIC).body
    assert [block.text for block in body] == list(LINES)


def test_a_site_may_lay_its_article_over_a_list_in_a_dialog() -> None:
    article = "".join(f"<p>{line}</p>" for line in LINES)
    page = (
        f"<html><head><title>{HEADLINE}</title></head><body><div role='dialog'>"
        f"<h1>{HEADLINE}</h1>{article}</div></body></html>"
    )
    body = extract_article(page, URL, GENERIC).body
    assert [block.text for block in body] == list(LINES)


@pytest.mark.parametrize(
    "markup",
    [
        f"<ul class='related_posts'><li><a href='/r'>Ropes</a> {STRANGE}</li></ul>",
        f"<div id='comments'><p>{STRANGE}</p></div>",
        f"<ol class='comment-list'><li>{STRANGE}</li></ol>",
        f"<div itemscope itemtype='https://schema.org/Comment'><p>{STRANGE}</p></div>",
        f"<div><h3>Letters</h3><p>{STRANGE}</p><form><input type=email></form></div>",
        f"<section><p>{STRANGE}</p><form><input name=newsletter></form></section>",
    ],
    ids=["related", "comments", "thread", "microdata", "e-mail field", "named field"],
)
def test_what_stands_among_comments_stories_or_forms_is_left_out(markup: str) -> None:
    assert texts(markup) == list(LINES)


@pytest.mark.parametrize("names", ["has-related", "post-related-to-ropes"])
def test_a_name_that_only_holds_such_a_word_says_nothing(names: str) -> None:
    assert STRANGE in texts(f"<div class='{names}'><p>{STRANGE}</p></div>")


def test_an_article_around_a_field_for_an_address_is_no_form() -> None:
    assert texts("<form><input type=email></form>") == list(LINES)


@pytest.mark.parametrize(
    "lines",
    [
        ("The mill at Orsk is shut on Monday.", "Its baker asks for patience until noon."),
        tuple(
            f"オルスクの風車は{day}に止まり、住民は一日パンを焼けなかったと粉屋は話した。"
            for day in "月火水木金"
        ),
    ],
    ids=["brief", "dense script"],
)
def test_a_text_with_a_form_at_its_end_is_no_form(lines: tuple[str, ...]) -> None:
    text = "".join(f"<p>{line}</p>" for line in lines)
    page = (
        f"<html><head><title>{HEADLINE}</title><meta property='og:type' content='article'></head>"
        f"<body><h1>{HEADLINE}</h1><section>{text}<div><h3>Our letters</h3>"
        "<form><input type=email></form></div></section></body></html>"
    )
    assert [block.text for block in extract_article(page, URL, GENERIC).body] == list(lines)


@pytest.mark.parametrize(
    "box",
    [
        f'<div aria-label="Advertisement"><p>{STRANGE}</p></div>',
        f'<div class="sponsored-content"><span>Sponsored</span><p>{STRANGE}</p></div>',
        f'<section class="ad-slot"><div>Anzeige</div><p>{STRANGE}</p></section>',
    ],
)
def test_what_a_box_shows_that_is_labelled_an_advertisement_is_left_out(box: str) -> None:
    assert texts(box) == list(LINES)


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="wrapper"><div>Advertisement</div><p>{STRANGE}</p></div>',
        f'<div class="sponsored-content"><p>{STRANGE}</p></div>',
        f'<div aria-label="The advertisement of 1902"><p>{STRANGE}</p></div>',
    ],
)
def test_a_name_or_a_label_alone_makes_no_advertisement(box: str) -> None:
    assert STRANGE in texts(box)


def test_a_poll_amid_the_text_is_left_out() -> None:
    assert texts("<div class='poll'><h4>Will you come?</h4><p>Yes</p><p>No</p></div>") == [*LINES]


ASKED = (
    "We use cookies, and so do our 143 partners, to count visits and to pick advertisements.",
    "You can withdraw your consent at any time in our privacy settings at the foot of pages.",
)
CONSENT = "".join(f"<p>{line}</p>" for line in ASKED)


@pytest.mark.parametrize(
    "box",
    [
        f"<div><h3>Your choice</h3>{CONSENT}<button>OK</button></div>",
        f"<div><div>{CONSENT}</div><div><button>Yes</button><button>No</button></div></div>",
        "<div><p>Мы используем куки. Продолжая, вы даёте согласие на обработку персональных "
        "данных и принимаете политику конфиденциальности.</p><button>Да</button></div>",
        "<div><p>Sitemizde çerez kullanıyoruz; rızanızla kişisel verilerinizi reklam için işleriz."
        "</p><button>Tamam</button></div>",
        "<div><p>当社はクッキーを使い、同意を得て個人情報を広告に用います。</p><button>同意</button></div>",
        f'<div class="cookie-services"><p>{STRANGE}</p></div>',
        f'<div id="usercentrics-root"><p>{STRANGE}</p></div>',
    ],
)
def test_a_box_that_asks_for_consent_is_no_part(box: str) -> None:
    assert texts(box) == list(LINES)


@pytest.mark.parametrize(
    "markup",
    [
        CONSENT,
        f"<div class=has-cookie><p>{STRANGE}</p><button>Share</button></div>",
        f"<div class=cookies-baked><p>{STRANGE}</p></div>",
    ],
)
def test_a_text_about_consent_or_biscuits_is_no_box(markup: str) -> None:
    page = read_page(f"<html><body><h1>{HEADLINE}</h1>{markup}</body></html>", URL, GENERIC)
    assert page is not None
    assert concealed(page, page_blocks(page.tree)) == {}


@pytest.mark.parametrize("name", ["visually-hidden", "sr-only", "screen-reader-text"])
def test_a_label_that_is_only_read_aloud_is_not_printed(name: str) -> None:
    assert texts(f'<h2 class="{name}">Article content</h2>') == list(LINES)
    assert texts(f'<div class="{name}">{STRANGE}</div>') == list(LINES)
