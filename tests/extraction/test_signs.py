"""What sets an article apart from what stands in its place, in words that no list has."""

import json

import pytest

from crawler.extraction.article import extract, extract_article
from crawler.extraction.facts import facts_in, has_number
from crawler.extraction.headline_match import points_shared, roots
from crawler.extraction.list_address import listed_kind
from crawler.items import ARTICLE_TYPES
from crawler.profiles.profile import GENERIC

URL = "https://kuriero.example/urbo/2025/nokta-pramo-al-stelino"
TITLE = "Nokta pramo al Stelino ricevos duan ferdekon"
SAID = "<p>La pramo portos 140 pasaĝerojn pli, diris Joriso Amblo.</p><p>Ĝi revenos printempe.</p>"
WALL = "<p>Ni farbas la murojn kaj baldaŭ denove estos ĉe vi.</p><p>Ĉio restas en sia loko.</p>"
DATA = '<meta property="og:type" content="article">'


def is_article(head: str, body: str) -> bool:
    page = f"<html><head>{head}</head><body>{body}</body>"
    return extract_article(page, URL, GENERIC).page_type in ARTICLE_TYPES


def is_article_of(title: str, body: str, head: str = "") -> bool:
    return is_article(f"<title>{title}</title>{head}", f"<h1>{title}</h1>{body}")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", SAID),  # the address spells the headline
        (DATA, SAID),
        ("", f"<p>12 oktobro 2025</p>{SAID}"),
        ("", f"<article>{SAID}</article>"),
    ],
)
def test_a_brief_that_anything_speaks_for_is_an_article(head: str, body: str) -> None:
    assert is_article_of(TITLE, body, head)


@pytest.mark.parametrize(
    "title", ["La presiloj ripozas", "Kuriero", "La presiloj ripozas | Kuriero"]
)
def test_a_wall_that_nothing_speaks_for_is_no_article(title: str) -> None:
    assert not is_article_of(title, WALL)


def test_a_wall_under_the_head_of_the_article_is_no_article() -> None:
    head = f'<title>{TITLE}</title>{DATA}<meta property="og:title" content="{TITLE}">'
    assert not is_article(head, f"<h1>La presiloj ripozas</h1>{WALL}")


RESTS = "<p>La presiloj ripozas, kaj ni farbas la murojn.</p><p>Ĉio restas en sia loko.</p>"


@pytest.mark.parametrize("body", [RESTS, f"<article>{RESTS}</article>"])
def test_a_page_whose_address_spells_another_story_is_no_article(body: str) -> None:
    assert not is_article_of("La presiloj ripozas", body, DATA)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("La presiloj ripozas", f"<p>La pramo portos ilin morgaŭ.</p>{RESTS}"),
        ("Ноктa прамо", f"<p>{'Прамо ревенос принтемпе кай портос 140 пасажеройн. ' * 3}</p>"),
        ("La presiloj ripozas", f"<p>{'Joris Amblo vidis 140 presilojn en Oslo. ' * 20}</p>"),
    ],
    ids=["a word of it", "other letters", "a long text"],
)
def test_an_address_that_may_say_the_same_speaks_against_nothing(title: str, body: str) -> None:
    assert is_article_of(title, f"<p>12 oktobro 2025</p>{body}", DATA)


def test_the_headline_in_a_list_beside_a_wall_does_not_speak_for_it() -> None:
    head = f'<title>{TITLE}</title>{DATA}<meta property="og:title" content="{TITLE}">'
    latest = f'<ul><li><h3><a href="/urbo/2025/nokta-pramo">{TITLE}</a></h3></li></ul>'
    assert not is_article(head, f"<h1>La presiloj ripozas</h1>{WALL}{latest}")


@pytest.mark.parametrize(
    "against",
    [
        '<form><input type="email"><input type="password"></form>',
        "<noscript></noscript>",
    ],
)
def test_a_form_in_the_place_of_the_text_speaks_against_it(against: str) -> None:
    assert not is_article_of("Bone revidi vin", f"<main>{WALL}{against}</main>")


@pytest.mark.parametrize("kept", [1, 3])
def test_an_index_of_full_posts_is_a_list(kept: int) -> None:
    posts = "".join(
        f'<div class=post><h2><a href="/{n}">Nokta pramo numero {n}</a></h2>{SAID * kept}</div>'
        for n in range(5)
    )
    assert not is_article_of("Kuriero", posts)


def test_what_decided_is_said_in_words() -> None:
    found = extract(f"<html><title>{TITLE}</title><h1>{TITLE}</h1>{SAID}", URL, GENERIC)
    assert "the address spells the headline +2" in found.evidence["page_type"][0].origin


def test_numbers_written_in_han_are_numbers() -> None:
    title = "千岬灯塔换新灯"
    text = "灯塔建于一八七四年，高三十二米，换灯用了十五天和二百六十万元，昨夜第一次亮起。"
    page = f"<html><title>{title}</title><h1>{title}</h1><p>{text}</p>"
    found = extract(page, URL, GENERIC)
    assert "numbers and names in the text +2" in found.evidence["page_type"][0].origin


def test_a_bare_brief_that_tells_its_headline_is_an_article() -> None:
    title = "Kaproj paŝtiĝos sur la malnova digo"
    said = "<p>Kvardek kaproj paŝtiĝos ĉi-vintre sur la malnova digo, diris Ivo Halamo.</p>"
    page = f"<title>{title}</title><h1>{title}</h1>{said}<p>La digo longas 12 kilometrojn.</p>"
    found = extract(page, "https://kuriero.example/n/48219", GENERIC)
    assert found.article.page_type == "article"
    assert "the text has words of the headline +3" in found.evidence["page_type"][0].origin


def test_headings_that_are_links_make_a_list_though_the_classifier_drops_them() -> None:
    entries = "".join(
        f"<div class=e><h3 class=t><a href='/{n}'>Nokta pramo numero {n} al Stelino</a></h3>"
        f"<div class=d>{n} oktobro 2025</div>La pramo {n} portos 1{n}0 pasaĝerojn pli, diris "
        f"Joriso Amblo.<br><br>Ĝi revenos la {n}an de marto, kaj la urbo pagos 2{n}0 kronojn.</div>"
        for n in range(1, 7)
    )
    assert not is_article_of("Haveno", f"<div class=l>{entries}</div>")


def test_the_pages_own_headline_may_be_a_link() -> None:
    body = f"<div><h1><a href='{URL}'>{TITLE}</a></h1>{SAID}</div>"
    assert is_article(f"<title>{TITLE}</title>", body)


def test_the_date_of_another_story_is_not_the_pages() -> None:
    other = "<aside><h2>12 oktobro 2025</h2><a href='/2'>Biblioteko denove malfermita</a></aside>"
    page = f"<title>La presiloj ripozas</title><h1>La presiloj ripozas</h1>{WALL}{other}"
    origins = [c.origin for c in extract(page, URL, GENERIC).evidence["page_type"]]
    assert origins
    assert not any("a date" in origin for origin in origins)


def test_nouns_that_all_have_a_capital_are_no_names() -> None:
    text = (
        "<p>Bitte schalten Sie in Ihrem Programm die Skripte ein, damit unsere Seiten leben.</p>"
        "<p>Den Schalter finden Sie bei den Einstellungen, meist unter dem Punkt Sicherheit.</p>"
    )
    page = f"<html lang=de><title>Ein Schalter</title><h1>Ein Schalter ist aus</h1>{text}"
    origins = [c.origin for c in extract(page, URL, GENERIC).evidence["page_type"]]
    assert origins
    assert not any("names" in origin for origin in origins)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Subskribu por legi la ceteron.</p><p>Tri monatoj por 1 krono, nuligebla ĉiam.</p>",
        "<p>Ensalutu por daŭrigi. Ankoraŭ ne membro? Aliĝu en 2 minutoj.</p>",
    ],
)
def test_an_offer_below_the_headline_that_it_hides_is_no_article(text: str) -> None:
    head = f'<title>{TITLE}</title>{DATA}<meta property="og:title" content="{TITLE}">'
    assert not is_article(head, f"<h1>{TITLE}</h1>{text}")


@pytest.mark.parametrize("kind", ["Product", "JobPosting", "ContactPage"])
def test_a_page_that_its_data_call_something_else_is_no_article(kind: str) -> None:
    said = json.dumps({"@context": "https://schema.org", "@type": kind, "datePosted": "2025-10-12"})
    head = f'<script type="application/ld+json">{said}</script>'
    assert not is_article_of("Nokta flegisto por la urbo", SAID, head)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("달비크 다리 통제", "달비크 다리가 5월 12일까지 통제된다."),
        ("ปิดสะพานดาลวิก", "สะพานดาลวิกปิดไม่ให้รถผ่านจนถึงวันที่ 12 พฤษภาคม 2568"),
        ("Lezárták a dalvári hidat", "A dalvári hidat május 12-ig lezárták az autók elől."),
    ],
    ids=["syllables", "no spaces", "numbers with endings"],
)
def test_a_bare_brief_tells_its_headline_in_any_script(title: str, said: str) -> None:
    page = f"<title>{title}</title><h1>{title}</h1><p>{said}</p>"
    assert extract(page, "https://kuriero.example/n/4", GENERIC).article.page_type == "article"


@pytest.mark.parametrize(
    "day",
    [
        "14 พฤษภาคม 2567",
        "令和6年5月14日",
        "民國113年5月14日",
        "25 اردیبهشت 1403",
        "۲۵ اردیبهشت ۱۴۰۳",
    ],
)
def test_a_day_of_another_calendar_speaks_for_an_article(day: str) -> None:
    title, said = "Nokta flegisto por la urbo", "La flegisto laboras nokte en la urbo de Dalvik."
    page = f"<title>{title}</title><div><h1>{title}</h1><p>{{}}</p><p>{said}</p></div>"
    origins = [
        extract(page.format(line), "https://kuriero.example/n/4", GENERIC).article.page_type_origin
        for line in (day, "Dalvik")
    ]
    assert ["a date" in (origin or "") for origin in origins] == [True, False]


def test_words_of_a_headline_without_a_number_are_those_of_a_notice() -> None:
    title = "Aktivigu la skriptojn"
    said = "<p>Aktivigu la skriptojn de via foliumilo.</p>"
    page = f"<title>{title}</title><article><h1>{title}</h1>{said}"
    assert extract(page, "https://kuriero.example/n/4", GENERIC).article.page_type == "notice"


def test_a_quotation_speaks_for_an_article_and_a_buttons_name_does_not() -> None:
    said = "<p>«Ni longe atendis la novan pramon de Stelino», diris Joriso Amblo.</p>"
    found = extract(f"<title>{TITLE}</title><h1>{TITLE}</h1>{said}", URL, GENERIC)
    assert "it quotes somebody +1" in found.evidence["page_type"][0].origin
    named = "<p>Premu la butonon «Reŝargi» kaj atendu, ĝis la paĝo denove aperos.</p>"
    found = extract(f"<title>{TITLE}</title><h1>{TITLE}</h1>{named}", URL, GENERIC)
    assert "quotes" not in found.evidence["page_type"][0].origin


@pytest.mark.parametrize("query", ["option=com_content&view=article&id=81", "file=article&sid=81"])
def test_a_programs_query_spells_nothing(query: str) -> None:
    page = f"<title>{TITLE}</title><p>12 oktobro 2025</p><h1>{TITLE}</h1>{SAID}"
    found = extract(page, f"https://kuriero.example/index.php?{query}", GENERIC)
    assert "spells" not in found.evidence["page_type"][0].origin


@pytest.mark.parametrize(("query", "kind"), [("?p=812", "article"), ("", "section")])
def test_a_brief_may_stand_at_a_permalink_of_the_root(query: str, kind: str) -> None:
    page = f"<title>{TITLE}</title><p>12 oktobro 2025</p><h1>{TITLE}</h1>{SAID}"
    assert extract(page, f"https://kuriero.example/{query}", GENERIC).article.page_type == kind


def test_a_template_that_calls_each_page_an_article_speaks_for_no_notice() -> None:
    title = "Teĥnikaj laboroj"
    said = "<p>Sur la paĝo nun okazas teĥnikaj laboroj. Revenu iom poste, ni petas.</p>"
    assert not is_article_of(title, f"<article>{said}</article>", DATA)


def test_a_word_in_katakana_is_one_word_of_a_headline() -> None:
    title = "メンテナンス中"
    said = "<p>ただいまメンテナンスのため停止しております。</p>"
    page = f"<title>{title}</title>{DATA}<article><h1>{title}</h1>{said}</article>"
    assert extract(page, "https://kuriero.example/n/4", GENERIC).article.page_type == "notice"


@pytest.mark.parametrize(
    ("title", "said", "points"),
    [
        ("Köprü kapalı", "Osmund köprüsü 12 Mayıs'a kadar kapalı kalacak.", 2),
        ("Bridge shut", "The bridges at Osmund are shut to cars.", 2),
        ("Bridge shut", "We shall be back with you soon.", 0),
    ],
)
def test_a_short_word_of_a_headline_is_known_with_another_ending(
    title: str, said: str, points: int
) -> None:
    assert points_shared(roots(title), roots(said)) == points


@pytest.mark.parametrize(
    "notice",
    [
        "Turn JavaScript on in your browser, please. Chrome 90 or Firefox 88 will do for it.",
        "JavaScript-ийг идэвхжүүлнэ үү. Chrome 90, Firefox 88 ашиглана уу.",
    ],
)
def test_a_notice_that_names_browsers_is_no_article(notice: str) -> None:
    assert not is_article("<title>JavaScript</title>", f"<h1>JavaScript</h1><p>{notice}</p>")


def test_a_brief_on_browsers_is_an_article() -> None:
    said = "Chrome 140 and Firefox 142 mend one hole in JavaScript. Both came out on Tuesday."
    title = "Chrome and Firefox mend a hole"
    page = f"<title>{title}</title>{DATA}<h1>{title}</h1><time>2025-05-10</time><p>{said}</p>"
    found = extract_article(page, "https://pier.example/2025/8812", GENERIC)
    assert found.page_type == "article"


@pytest.mark.parametrize("number", ["404", "451", "503", "203.0.113.7"])
def test_what_a_server_says_of_itself_is_no_fact(number: str) -> None:
    assert not has_number(f"Code {number}, sorry.")
    assert facts_in(f"Código {number}.", "es") == 0


@pytest.mark.parametrize("number", ["500", "400", "1404", "4.04", "503,000", "12.5.2024"])
def test_a_number_of_the_world_is_a_fact(number: str) -> None:
    assert has_number(f"They counted {number} boats.")


def own_data(title: str) -> str:
    said = {"@type": "NewsArticle", "headline": title, "datePublished": "2025-10-12T08:30:00+02:00"}
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("en", "Log in to read on", "Please log in to your account to read on. You need one."),
        ("pl", "Zaloguj się", "Zaloguj się, aby czytać dalej. Nie masz konta? Możesz je założyć."),
        ("ko", "잠시 점검합니다", "지금 사이트를 점검하고 있습니다. 잠시 후 다시 접속해 주세요."),
    ],
)
def test_a_wall_whose_data_call_it_an_article_is_none(language: str, title: str, said: str) -> None:
    head = f"<title>{title}</title>{own_data(title)}"
    page = f"<html lang={language}>{head}<article><h1>{title}</h1><p>{said}</p></article>"
    found = extract_article(page, "https://kuriero.example/n/48219", GENERIC)
    assert found.page_type == "notice"
    assert found.page_type_origin is not None
    assert found.page_type_origin.startswith("a short text that speaks to its reader of the page")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "Town website down",
            "The town's website was down, and nobody could log in to an account.",
        ),
        ("Pell Courier drops its paywall", "Readers of the Courier need not subscribe any more."),
        ("Check your alarms", "Please check your smoke alarms, the fire brigade of Pell asks."),
    ],
)
def test_a_brief_may_be_about_pages_and_accounts(title: str, said: str) -> None:
    page = f"<html lang=en><title>{title}</title>{own_data(title)}<h1>{title}</h1><p>{said}</p>"
    found = extract_article(page, "https://kuriero.example/n/48219", GENERIC)
    assert found.page_type == "article"


def test_prices_are_no_facts_of_an_offer() -> None:
    said = "<p>You can subscribe to our website today.</p><ul><li>9.90 €</li><li>£ 99.50</li></ul>"
    page = f"<html lang=en><title>Read on</title>{own_data('Read on')}<h1>Read on</h1>{said}"
    found = extract_article(page, "https://kuriero.example/n/48219", GENERIC)
    assert found.page_type == "notice"


def test_a_title_on_something_else_than_the_data_is_the_walls() -> None:
    title = "Pordo fermita hodiaŭ"
    said = "<p>La pordo estas fermita hodiaŭ por ĉiuj. Revenu morgaŭ, ni petas.</p>"
    head = f"<title>{title}</title>{own_data(TITLE)}"
    page = f"{head}<article><h1>{title}</h1>{said}</article>"
    found = extract_article(page, "https://kuriero.example/n/48219", GENERIC)
    assert found.page_type == "notice"


def test_a_bare_brief_that_tells_its_headline_and_speaks_to_nobody_is_an_article() -> None:
    title = "Bron i Hällnäs öppen"
    said = "Bron i Hällnäs är sedan i måndags öppen för bilar. Den har renoverats hela vintern."
    page = f"<html lang=sv><title>{title}</title><h1>{title}</h1><p>{said}</p>"
    found = extract_article(page, "https://kuriero.example/n/48219", GENERIC)
    assert found.page_type == "article"


def test_a_line_that_tells_nothing_of_its_headline_is_no_article() -> None:
    said = "<p>Ni farbas la murojn kaj baldaŭ denove estos ĉe vi, kun ĉio en sia loko.</p>"
    head = (
        f'<title>Paŭzo</title>{own_data("Paŭzo")}<meta name="description" content="{said[3:-4]}">'
    )
    page = f"{head}<div><h1>Paŭzo</h1>{said}</div>"
    found = extract_article(page, "https://kuriero.example/n/48219", GENERIC)
    assert found.page_type == "notice"


def test_vowels_that_are_marks_part_no_word_of_a_headline() -> None:
    assert roots("रामपुरी का पुस्तकालय") & roots("पुस्तकालय खुला")
    assert not roots("लॉग इन करें") & roots("लोग इनका कर")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://kuriero.example/tag/pramoj", "tag"),
        ("https://kuriero.example/author/joriso", "author"),
        ("https://kuriero.example/?s=pramo", "search"),
        ("https://kuriero.example/?s=4812", None),
        ("https://kuriero.example/urbo/tag/pramoj", None),
    ],
)
def test_an_address_may_be_that_of_a_list(url: str, kind: str | None) -> None:
    assert listed_kind(url) == kind


def test_a_list_whose_template_calls_it_an_article_is_none() -> None:
    entries = "".join(f"<p>La pramo {n} de Stelino portos 1{n}0 pasaĝerojn.</p>" for n in range(6))
    page = f"<title>Haveno</title>{DATA}<h1>Haveno</h1><time>2025-10-12</time>{entries}"
    found = extract_article(page, "https://kuriero.example/tag/haveno", GENERIC)
    assert found.page_type == "notice"


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        (
            '<meta name="robots" content="noindex">',
            "noindex -2; for an article: the text has words of the headline +1",
        ),
        ("", "too little speaks for an article: the text has words of the headline +1"),
    ],
)
def test_what_speaks_against_an_article_is_said_first(head: str, origin: str) -> None:
    page = f"{head}<title>Muroj</title><h1>Muroj</h1>{WALL}"
    found = extract_article(page, "https://kuriero.example/n/48219", GENERIC)
    assert found.page_type_origin == origin


def test_a_headline_of_short_words_is_in_a_text_for_all_that_is_known() -> None:
    said = "<p>Ĉiuj kiuj venis sidis longe en la ombro kaj kantis, ĝis nokto venis.</p>"
    page = f"<title>Ni iru tra ĝi</title>{own_data('Ni iru tra ĝi')}<h1>Ni iru tra ĝi</h1>{said}"
    found = extract_article(page, "https://kuriero.example/n/48219", GENERIC)
    assert "without a word of the headline" not in (found.page_type_origin or "")


@pytest.mark.parametrize(("title", "points"), [("Dek novaj pramoj venas", -4), ("Haveno", -6)])
def test_a_list_of_what_its_headline_tells_is_less_of_a_list(title: str, points: int) -> None:
    entries = "".join(
        f"<div><h3><a href='/{n}'>Al la insulo numero {n}</a></h3><p>Novaj pramoj venas al Stelino "
        f"en la {n}a de marto, kaj la urbo pagos 2{n}0 kronojn por ili.</p></div>"
        for n in range(1, 7)
    )
    page = f"<title>{title}</title><h1>{title}</h1><div>{entries}</div>"
    origin = extract_article(page, "https://kuriero.example/n/48219", GENERIC).page_type_origin
    assert f"its texts stand below headings that are links {points}" in (origin or "")
