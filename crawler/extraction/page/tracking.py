"""Parameters of an address that say where its reader came from, and not what is to be read."""

import re

# These are never a page's own. Many are those that miniflux and courlan remove too.
_ALWAYS = re.compile(
    r"^(?:utm_\w+|itm_\w+|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+|hsa_\w+|fb_\w+|ns_\w+|at_\w+|guce_\w+"
    r"|__?hs\w+|hsctatracking|mc_(?:cid|eid|tc)|ml_subscriber\w*|oft_\w+|bsft_\w+|ss_email_id|ss_source"
    r"|(?:fb|g|d|y|ys|sy|tw|tt|ms|gcl|ir)cl(?:id|kid|ickid|src)|gbraid|wbraid|gad_\w+|srsltid|igshid"
    r"|igsh|_ga|_gl|mkt_tok|guccounter|ocid|oicd|icid|ncid|cmpid|cvid|wt_\w+|wt\.\w+|xtor|xtref|ito|smid"
    r"|smtyp|spm|s_cid|sc_cid|s_kwcid|ef_id|dgcid|epik|li_fat_id|rb_clickid|wickedid|_openstat"
    r"|ref_\w+|referrer|nr_email_referer|vero_\w+|oly_\w+|trk\w*|trc_\w+|tblci|taid|dm_[it]|__s"
    r"|elqtrack(?:id)?|_bhlid|_branch_\w+|__twitter_impression|__readwiselocation|amp_\w+|sharetype"
    r"|share_token|partner_code|traffic_source|ftag|sref|campaign_?(?:id|name|source|medium|term|content)"
    r"|mbid|emci|emdi|ceid|cndid|fbadid"
    # which visit it is: PHP, Java, ASP, ColdFusion
    r"|phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken)$",
    re.I,
)
# These mostly are, but some sites number their pages by them.
_MOSTLY = re.compile(r"^(?:cmp|ref|sh|shared?|feature|rss|partner)$", re.I)
# What counted before addresses had one form, whatever its value; it does not change any more.
_FORMER = re.compile(
    r"^(?:utm_\w+|pk_\w+|mtm_\w+|hsa_\w+|fb_\w+|ns_\w+|at_\w+|guce_\w+|_hs\w+|mc_[ce]id|ml_subscriber\w*"
    r"|(?:fb|g|d|y|tw|tt|ms|gcl)cl(?:id|kid|src)|gbraid|wbraid|srsltid|igshid|igsh|_ga|_gl|mkt_tok"
    r"|guccounter|ocid|icid|ncid|cmpid|cmp|wt_\w+|wt\.\w+|xtor|ito|smid|smtyp|spm|s_cid|ref|ref_\w+|referrer"
    r"|vero_\w+|oly_\w+|trk\w*|sh|share|shared|sharetype|taid|__twitter_impression|amp_\w+|traffic_source"
    r"|feature|rss|ftag|sref|partner|campaign_?id|mbid|emci|emdi|ceid)$",
    re.I,
)
_NUMBER = re.compile(r"\d{3}")
# A path that many pages share: a program, or a word for a page.
_ANY_PAGE = re.compile(
    r"\.(?:php\d?|aspx?|jsp|cgi|pl|cfm|do)$"
    r"|/(?:article|story|news|item|post|page|read|show|view|detail)s?/?$",
    re.I,
)


def without_tracking(path: str, query: str) -> str:
    """Return the query of an address without what tracks its readers, empty parameters too.

    A parameter that may be the article's own stays if its value holds a number of three digits,
    or if without it the address would be that of any page.
    """
    kept = [part for part in query.split("&") if part and not _ALWAYS.match(_name(part))]
    own = [part for part in kept if not _MOSTLY.match(_name(part)) or _is_numbered(part)]
    if not own and _ANY_PAGE.search(path):
        own = kept
    return "&".join(own)


def without_former_tracking(query: str) -> str:
    """Return the query as it was cleaned before addresses had one form."""
    return "&".join(part for part in query.split("&") if part and not _FORMER.match(_name(part)))


def _name(part: str) -> str:
    return part.partition("=")[0]


def _is_numbered(part: str) -> bool:
    return bool(_NUMBER.search(part.partition("=")[2]))
