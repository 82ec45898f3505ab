"""Where a block stands: what the names and roles of the elements around it say of it.

Names are the words of class, id, itemprop, role, label and data attributes. They are written for
people who build pages, in a small vocabulary that publishers share.
"""

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.page.patterns import PatternSet

# One group a line; a name belongs to each group that it holds a word of. The words are those of
# English, then of the languages whose publishers name their elements in their own.
NAMES = {
    "body": r"article[-_]?(?:body|content|text)|"
    r"(?:story|post|entry|news)[-_]?(?:body|content|text)|articlebody|maincontent|"
    r"rich[-_]?text|prose|bodytext|artikel[-_]?(?:text|inhalt)|wysiwyg|"
    r"br(?:o|oe)dte(?:xt|kst)|artyku|tresc|corpo-?(?:article|articolo|noticia|texto|testo)|"
    r"cuerpo|neirong|zhengwen|artibody|statya",
    "article": r"article|story|artikel|articulo|artigo|\bpost\b|\bentry\b|\bnews\b|hentry|"
    r"articol|artykul|noticia|noticie|notizia|nyhet|\bhaber|clanek|statya|novost",
    "content": r"content|\btext\b|\bbody\b|copy|paragraph|inhalt|texte|texto|"
    r"contenu|contenido|conteudo|testo\b|tekst|tresc|sadrzaj|obsah|icerik|neirong",
    "lead": r"summary|standfirst|subhead|subtitle|sub-title|\bdek\b|\bdeck\b|intro|\blead\b|lede|"
    r"teaser-?text|excerpt|chapo|vorspann|description|abstract|entradilla|key-?points|"
    r"highlights|strapline|preamble|ingress|zajawk|\blid\b|\bsapo\b|sommario|resumen|resumo|"
    r"bajada|copete|volanta|antetitulo|sottotitolo|podtytul|perex|anons",
    "heading": r"head(?:line|ing)|title|kicker|eyebrow|overline|dachzeile|titel|titre|"
    r"titulo|titolo|tytul|zagolov|naslov|nadpis|rubrik|occhiello|baslik",
    "quotation": r"quot|blockquote|pull|citat|zitat|\bcita\b|cytat",
    "header": r"header|masthead|\bhead\b|banner|topbar|branding|logo|encabezado|cabecera|naglowek",
    "footer": r"footer|\bfoot\b|colophon|bottom|copyright|legal|imprint|stopka|rodape|podval",
    "navigation": r"nav\b|navi|menu|breadcrumb|pagination|pager|skip|sitemap|\bprev|"
    r"\bnext\b|dropdown|"
    r"burger|drawer|\btabs?\b|toolbar|crumbs|okruszk|ariane|briciole|quick-?links|daohang",
    "sidebar": r"sidebar|aside|\brail\b|complementary|secondary|widget|column-?right|marginal|"
    r"right-?col|rcol\b|lateral|barra-?lat",
    # Not relative, which is a position.
    "related": r"relat(?:[^i]|i[^v]|$)|recommend|recirc|read-?(?:more|next|also)|"
    r"more-?(?:from|on|news|stories)|also|similar|outbrain|taboola|\bsee-|suggest|linklist|"
    r"verwandt|connexe|relacionad|mehr-zum|further|yarpp|\bwpp\b|powiaz|zobacz|czytaj|polecan|"
    r"lire-?aussi|leia-?(?:tambem|mais)|saiba-?mais|te-?puede|correlat|leggi-?anche|lees-?ook|"
    r"las-?(?:ocksa|mer)|les-?ogsa|baca-?juga|ilgili|diger-?haber|pohoz|souvis|po-?teme|tuijian|"
    r"xiangguan",
    "list": r"teaser|card|tile|\blist|listing|feed|carousel|slider|swiper|grid|loop|latest|"
    r"trending|popular|most-|ticker|promo|stories|headlines|archive|collection|recent|"
    r"toplist|top-?news|ranking|paihang|najnow|najczes|najpop|mais-?lid|mas-?(?:leid|visto)|"
    r"plus-?lus|piu-?lett|meistgel|mest-?last|lenta\b|ultim[aoei][ms]?-?not",
    "share": r"shar|social|facebook|twitter|whatsapp|follow|linkedin|pinterest|teilen|partage|"
    r"addthis|addtoany|\bdigg\b|delicious|stumble|e-?mail-?(?:this|friend)|to-?a-?friend|udostep|"
    r"podziel|condivid|compart|bagikan|delen\b|weibo|weixin|wechat|vkontakte|odnoklass|gigya|"
    r"fenxiang",
    "comment": r"comment|disqus|respond|reply|replies|discussion|kommentar|forum|akismet|"
    r"koment|coment[aá]r|kommentt|commenti|\bcmt|discuz|wpdiscuz|\bwpd\b|opini[ae]\b|odpowied|"
    r"otzyv|obsuzhd|yorum|reacties|\bpinglun|\bvotes?\b|\bratings?\b|\bocena|diskus",
    "author": r"author|byline|\bbio\b|vcard|contributor|writer|autor|auteur|profile|avatar|"
    r"reporter|autore\b|redakt|redacteur|forfatter|skribent|penulis|yazar|zuozhe|correspond",
    "time": r"\bdate|time|publish(?:ed|-date)|updated|datum|posted|dateline|duration|"
    r"fecha|tarih|\bdato\b|\bdata-?(?:publ|not|ora)|giorno|shijian",
    "meta": r"meta\b|metadata|info\b|details|tools|utility|actions|toggle|reading-?time|print|"
    r"drukuj|\bimprim(?:ir|er)|\bstampa|views\b|laiyuan",
    "tags": r"\btags?\b|tag-?(?:list|cloud)|topics?|categor|keyword|label|schlagw|taxonomy|"
    r"section-name|etiquet|\btagi\b|mots-?cles|stichw|hot-?words|kategor|trefwoord|guanjian",
    "image": r"caption|credit|figure|image|photo|picture|gallery|media\b|bildunter|legende|thumb|"
    r"slide|cutline|didascal|zdjec|\bpodpis|imagen|imagem|pie-?(?:de-?)?foto|\bfoto|\bbild|leyenda|"
    r"legenda|galer|tupian",
    "video": r"video|player|audio|podcast|embed|youtube|brightcove|jwplayer|wideo",
    "post": r"tweet|instagram|bluesky|mastodon|telegram-post|fb-post|reddit",
    "sign-up": r"newsletter|subscri|sign-?up|login|log-in|sign-?in|regist|paywall|premium|piano|"
    r"abo\b|account|member|donat|\bcta\b|call-to|promo|app-?(?:store|banner|promo)|form\b|"
    r"input|search|optin|opt-in|gform|gfield|fieldset|password|rejestr|logowan|zaloguj|anmeld|"
    r"abonn|suscri|inscri|iscri|assin(?:e|atura)|prenumer|podpisk|denglu",
    "advert": r"\bads?\b|advert|sponsor|\bad-|-ad\b|dfp|gpt|anzeige|affiliate|commerce|shop|"
    r"product|"
    r"werbung|publicit|partner|reklam|\breclam|pubblic|publicid|annons\b|adlist|\badv\b|oglas|"
    r"guanggao",
    "notice": r"cookie|consent|gdpr|privacy|modal|popup|overlay|dialog|alert|disclaimer|notice|"
    r"lightbox|tooltip|message|warning|regulamin|aviso|avviso|hinweis|zastrzez|shengming",
    "box": r"\bbox|info-?box|fact|aside|inset|callout|sidebar|highlight|factbox|accordion|expand|"
    r"\bramk|cuadro|riquadro|kasten|recuadro",
    "table": r"table|\btoc\b|contents\b|scoreboard|score|stats|chart|data",
    "faq": r"faq|question|answer|accordion",
    "live": r"live-?blog|live-?post|liveblog|timeline|ticker|\blive\b",
    "hidden": r"hidden|\bhide\b|sr-only|visually|screen-?reader|invisible|no-?print|"
    r"collapse|d-none",
    "editor": r"\bwp-block|elementor-widget-(?:text|theme-post)|\bfr-view|ql-editor|tiptap|"
    r"sqs-block|gutenberg|paragraph-block|yui|block-content|field-name-body|"
    r"field--name-body|rte\b",
}
GROUPS = tuple(NAMES)

# Elements and roles count as names do.
TAGS = {
    "article": ("article",),
    "main": ("content",),
    "nav": ("navigation",),
    "aside": ("sidebar",),
    "header": ("header",),
    "footer": ("footer",),
    "form": ("sign-up",),
    "figure": ("image",),
    "figcaption": ("image",),
    "address": ("author",),
    "time": ("time",),
    "dialog": ("notice",),
    "blockquote": ("quotation",),
    "table": ("table",),
}
_BIT = {group: 1 << n for n, group in enumerate(GROUPS)}
_TAG_BITS = {tag: sum(_BIT[group] for group in groups) for tag, groups in TAGS.items()}
_NAMES = PatternSet(NAMES.values())
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ATTRIBUTES = frozenset(
    "class id itemprop role slot aria-label data-testid data-test-id data-test data-qa data-cy "
    "data-component data-component-name data-type data-module data-block data-name data-label "
    "data-section data-area data-zone data-location data-placement data-position data-category "
    "data-element data-widget data-widget-type data-elementor-type data-content-id".split()
)
_NAME_LENGTH = 400  # characters of names read of one element: style frameworks write thousands
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_FEW_PARAGRAPHS = 3  # of a noscript: fewer are a notice
_NOSCRIPTS = 50  # of a page that are looked at


@lru_cache(maxsize=20_000)
def groups_of_names(names: str) -> int:
    """Return the groups that names belong to, as bits in the order of GROUPS."""
    return _NAMES.bits(_CAMEL.sub("-", names[:_NAME_LENGTH]).lower().replace("_", "-"))


def groups_of(element: HtmlElement) -> int:
    """Return the groups of one element by itself, as bits in the order of GROUPS."""
    bits = _TAG_BITS.get(element.tag, 0)
    names = []
    for key, value in element.items():
        if key in _ATTRIBUTES:
            names.append(value)
        elif _hides(key, value):
            bits |= _BIT["hidden"]
    return bits | groups_of_names(" ".join(names)) if names else bits


def _hides(attribute: str, value: str) -> bool:
    if attribute == "style":
        return bool(_HIDING.search(value))
    return attribute == "hidden" or (attribute == "aria-hidden" and value == "true")


def shown_after_all(tree: HtmlElement) -> frozenset[HtmlElement]:
    """Return the templates and noscripts that hold what readers see.

    Declarative shadow roots (HTML Standard 4.12.3), and noscripts with most of the paragraphs.
    """
    roots = [e for e in tree.iter("template") if e.get("shadowrootmode") or e.get("shadowroot")]
    noscripts = [
        (e, sum(1 for _ in e.iter("p"))) for e in islice(tree.iter("noscript"), _NOSCRIPTS)
    ]
    inside = sum(count for _, count in noscripts)
    if inside >= _FEW_PARAGRAPHS and 2 * inside > sum(1 for _ in tree.iter("p")):
        roots += [e for e, count in noscripts if count >= _FEW_PARAGRAPHS]
    return frozenset(roots)
