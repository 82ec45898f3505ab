"""Labels with links to other stories below them, and offers that end a short text."""

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.furniture.furniture import FURNITURE, PAYWALL_OFFER, worded_so
from crawler.extraction.furniture.pointers import announced_links, offers_below
from crawler.items import Article
from crawler.profiles.profile import GENERIC
from tests.support.judged_markup import LONG, blocks_of

LINK = "<a href='/n'>Nets are dear again at Varn</a>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Read also</p><ul><li>{LINK}</li><li>{LINK}</li></ul>",
        f"<h3>Zobacz również:</h3><p>{LINK}</p><p>{LINK}</p>",
        f"<p><b>Читайте также</b></p><p>{LINK}</p><p>{LINK}</p>",
        f"<div>مقالات ذات صلة</div><ul><li>{LINK}</li><li>{LINK}</li></ul>",
    ],
)
def test_links_below_a_label_are_pointers(markup: str) -> None:
    blocks = blocks_of(f"<p>{LONG}</p>{markup}<p>{LONG} Yes.</p>")
    assert sorted(announced_links(blocks)) == [1, 2, 3]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Read also</p><p>{LONG} Indeed.</p>",
        f"<p>Read also what the keeper has written in his book:</p><p>{LINK}</p>",
        f"<p>The reports are here:</p><ul><li>{LINK}</li></ul>",
        f"<p><a href='/b'>Read more</a></p><h2>{LINK}</h2><p>{LONG} Indeed.</p>",
    ],
)
def test_a_label_needs_its_links_and_links_their_label(markup: str) -> None:
    assert not [*announced_links(blocks_of(f"<p>{LONG}</p>{markup}"))]


OFFER = "Dieser Artikel ist nur für Abonnenten lesbar."


def test_an_offer_that_ends_a_short_text_is_named_so() -> None:
    blocks = blocks_of(f"<p>{LONG}</p><div><p>{OFFER}</p></div><p>Impressum</p>")
    assert [*offers_below(blocks, [None, FURNITURE, FURNITURE])] == [1]
    assert not [*offers_below(blocks, [None, "form", FURNITURE])]


def test_an_offer_far_below_or_below_a_long_text_says_nothing() -> None:
    far = blocks_of(f"<p>{LONG}</p><p>One</p><p>Two</p><p>Three</p><p>{OFFER}</p>")
    assert not [*offers_below(far, [None, *[FURNITURE] * 4])]
    long = blocks_of(f"<p>{LONG * 30}</p><p>{OFFER}</p>")
    assert not [*offers_below(long, [None, FURNITURE])]


@pytest.mark.parametrize(
    "line",
    [
        "Questo articolo è riservato agli abbonati.",
        "Vuoi continuare a leggere? Prova un mese a un euro.",
        "Aby przeczytać cały artykuł, zaloguj się lub wykup dostęp.",
        "Dalsza część tekstu dostępna jest dla prenumeratorów.",
        "Чтобы дочитать статью, оформите подписку.",
        "Полный текст доступен только подписчикам.",
        "Zbytek článku je určen jen pro předplatitele.",
        "Haberin devamını okumak için üye olun.",
        "Για να διαβάσετε όλο το άρθρο, γίνετε συνδρομητής.",
        "本文仅限会员阅读。",
        "登入後繼續閱讀全文",
        "لمتابعة القراءة، سجّل الدخول أو اشترك.",
        "برای ادامه مطلب وارد شوید یا مشترک شوید.",
        "पूरी खबर पढ़ने के लिए लॉग इन करें।",
        "この記事の続きは有料会員限定です。",
        "기사를 계속 읽으시려면 로그인하세요.",
        "Assine para continuar lendo.",
        "Al abonnee? Log in.",
        "För att läsa vidare behöver du ett konto.",
        "Щоб прочитати статтю, оформіть передплату.",
        "Pentru a citi integral, conectează-te.",
        "Để đọc tiếp, vui lòng đăng nhập.",
    ],
)
def test_an_offer_is_known_in_many_languages(line: str) -> None:
    (block,) = blocks_of(f"<p>{line}</p>")
    assert worded_so(block) == PAYWALL_OFFER


@pytest.mark.parametrize(
    "line",
    [
        "Contenuto riservato agli abbonati e pubblicità valgono metà dei ricavi, dice Rossi.",
        "Tekst umowy jest dostępny w urzędzie.",
        "Conteúdo exclusivo para assinantes foi a aposta do jornal, disse o diretor.",
        "Уже подписаны сорок договоров, сообщил глава округа.",
        "Tento článek smlouvy je pro obec nevýhodný.",
        "订阅用户增加了一成，社长说。",
        "会員登録者は三割増えた。",
        "Al abonnee sinds 1970, zegt hij.",
        "Redan prenumeranter får rabatt, säger chefen.",
        "Bereits Abonnenten der ersten Stunde klagten.",
        "Il reste beaucoup à découvrir sur l’île.",
        "“Subscribe to continue,” the screen told her, and she laughed.",
        "This story is available to members of the public at the library.",
    ],
)
def test_news_of_subscribers_is_no_offer(line: str) -> None:
    (block,) = blocks_of(f"<p>{line}</p>")
    assert worded_so(block) is None


def article_of(markup: str) -> Article:
    page = (
        "<html><head><title>Lock at Varn</title></head><body><article><h1>Lock at Varn</h1>"
        f"<p>{LONG}</p><p>{LONG.replace('Monday', 'Friday')}</p>{markup}</article></body></html>"
    )
    return extract_article(page, "https://herald.example/lock-at-varn", GENERIC)


@pytest.mark.parametrize("line", [OFFER, "Subscribe now to keep reading all that is on this site."])
def test_an_offer_says_that_the_text_is_not_free(line: str) -> None:
    article = article_of(f"<div class='offer'><p>{line}</p></div>")
    assert line not in article.text
    assert article.access == "metered"
