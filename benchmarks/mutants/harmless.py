"""Faults with which the code does the same: no test can notice them, and they are not tried."""

# By module: the line with the fault, and why it changes nothing.
HARMLESS: dict[str, dict[str, str]] = {
    "crawler/extraction/body/judgement.py": {
        **dict.fromkeys(
            (
                "NEVER = [-20 * SCALE → (-20 // SCALE)]"
                " # the score of what the classifier isn't asked about",
                "NEVER = -[20 → (21)] * SCALE # the score of what the classifier isn't asked about",
            ),
            "as unlikely with either",
        ),
        **dict.fromkeys(
            (
                "for block, score, alike in zip(blocks, scores, likeness, strict=[True → False]):",
                "zip(blocks, reasons, scores, rows, strict=[True → False])",
            ),
            "there is one of each for each block",
        ),
        "SAID = [20 → (21)] * SCALE # the score of what a person says is text": (
            "100 percent with either"
        ),
        **dict.fromkeys(
            (
                "if reason is None and [score <= 0 → (score < 0)]"
                " and not is_of_a_post(block, posts):",
                "if reason is None and score <= [0 → (1)] and not is_of_a_post(block, posts):",
            ),
            "neither is better at even odds, nor a unit of the score beside them",
        ),
        "[continue → pass]": "a heading without figures names no day",
        "reader = [reader or date_reader(page) → (date_reader(page))]": (
            "saves reading the page's language again"
        ),
        "return [False → None]": "asked only whether it is so",
        "for n in range(len(blocks) - 1, -[1 → (2)], -1):": (
            "goes back to the last block, which has its reason by then"
        ),
    },
    "crawler/discovery/article_addresses.py": {
        '_PLAIN_HOST = re.compile(r"[a-z\\d.-]+", [re.I | re.A → (re.I & re.A)])': (
            "a host that is not plain is only read a second time"
        ),
        "_PLAIN_HOST = re.compile([r\"[a-z\\d.-]+\" → '[a-z\\\\d.-]+~'], re.I | re.A)": (
            "a host that is not plain is only read a second time"
        ),
        "if [not _PLAIN_HOST.fullmatch(parts.netloc) → True]:": (
            "a plain host is only read a second time"
        ),
        'name = re.sub(r"\\.\\w{2,5}$", ["" → \'~\'], steps[-1])': "a ~ is no word",
        "if [is_normal(link) → False]:": "an address in its one form is only made so again",
        "if [is_normal(text) → False]:": "an address in its one form is only made so again",
    },
    "crawler/fates.py": {
        **dict.fromkeys(
            (f"gravity=[{number} → ({number + 1})]," for number in (2, 3, 4, 5)),
            "only the order of the numbers counts",
        ),
    },
    "crawler/downloader/robots.py": {
        "request = Request(url, priority=[1000 → (1001)], meta=meta, callback=NO_CALLBACK)": (
            "first of all requests with either"
        ),
        'if [known is None or "delay" not in known.text.lower() → (known is None)]:': (
            "saves reading the files that name no delay"
        ),
        'if [known is None or request.meta.get("redirect_times")'
        " → (request.meta.get('redirect_times'))]:": (
            "the file was saved when its rules were read; the question is the type checker's"
        ),
    },
    "crawler/downloader/robots_rules.py": {
        **dict.fromkeys(
            (
                'text = body.decode(["utf-16" → \'utf-16~\'], "replace")',
                'text = body.decode(["utf-16-le" → \'utf-16-le~\'], "replace")',
                'text = body.decode(["utf-16-be" → \'utf-16-be~\'], "replace")',
                'text = body.decode(["utf-8-sig" → \'utf-8-sig~\'], "replace")',
            ),
            "Python takes it for the same charset",
        ),
        "_NOT_OURS = [\"-\" → '-~'] # in place of other crawlers' names;"
        " no product token is equal to it": "any name that is not ours will do",
        "_UNREADABLE = [1e-9 → (1.000000001)] # seconds: as if there were none,"
        " and nobody asks for it": "nobody asks for this delay either",
        'return token[0] if [token → True] else ""': (
            "the expression finds an empty token, too; the question is the type checker's"
        ),
        "return token[0] if token else [\"\" → '~']": (
            "the expression finds an empty token, too; the question is the type checker's"
        ),
    },
    "pipelines/identity.py": {
        "is_wanted: bool = [True → False] # its file is to be written, as far as is known": (
            "dedupe decides before anybody asks"
        ),
        'return ["" → None]': "both are no reason",
        "if copy.run == run and [rank(entry, run) < rank(copy, run)"
        " → (rank(entry, run) <= rank(copy, run))]:": "no two copies have one address",
        'return page_url is None, retrieved, [page_url or "" → (page_url)]': (
            "equal for all canonical pages; the question is the type checker's"
        ),
        "return page_url is None, retrieved, page_url or [\"\" → '~']": (
            "equal for all canonical pages"
        ),
    },
    "pipelines/dedupe.py": {
        "if [own != entry → True]:": "saves a write of what is there",
        **dict.fromkeys(
            (
                'raise Held(article, decision.reason, [own.path or "" → (own.path)])',
                "raise Held(article, decision.reason, own.path or [\"\" → '~'])",
            ),
            "a doubt is of an article with a file; the question is the type checker's",
        ),
    },
    "pipelines/files/shelf.py": {
        "(output / path).unlink(missing_ok=[True → False])": (
            "only if another program removes the file between listing and removal"
        ),
        "path.unlink(missing_ok=[True → False])": "its error is suppressed",
    },
}
