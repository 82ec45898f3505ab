"""Time zones as texts name them: offsets, abbreviations, words, names of the tz database."""

import re
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Behind a time, after what some languages put there: 10.15 Uhr MEZ, 10:15 น., 10:15 (GMT+3).
_STATED = re.compile(
    r"[\s(,|]*(?:(?:Uhr|uur|น\.|hrs?|hours|h)\b\.?[\s(,]*)?(?P<zone>"
    r"(?:GMT|UTC)\s?[+−-]\s?\d\d?(?::?\d\d)?(?!\d)|[+−-]\d\d(?::?\d\d)?(?![\d:/-])"
    r"|(?-i:(?:Eastern|Central|Mountain|Pacific)(?=\s+(?:Time|Standard|Daylight)|\W*$)"
    r"(?:\s+(?:Standard|Daylight))?(?:\s+Time)?"
    r"|(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:/[A-Z]\w+){1,2}"
    r"|[A-Z]{1,5})\b)",
    re.I,
)
# Hours east of Greenwich. Where a name has several meanings it is that of most pages that print
# it: IST India's, CST and AST America's, BST Britain's, GST the Gulf's.
_OFFSETS: dict[str, float] = {
    **{"SST": -11, "HST": -10, "HDT": -9, "AKST": -9, "AKDT": -8},
    **{"PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6, "CDT": -5, "EST": -5, "EDT": -4},
    **{"AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5},
    **{"COT": -5, "PET": -5, "ECT": -5, "BOT": -4, "VET": -4, "CLT": -4, "CLST": -3, "PYT": -3},
    **{"BRT": -3, "ART": -3, "UYT": -3},
    **dict.fromkeys(("Z", "UTC", "UT", "GMT", "WET"), 0),
    **dict.fromkeys(("BST", "CET", "MET", "MEZ", "WAT", "WEST"), 1),
    **dict.fromkeys(("CEST", "MEST", "MESZ", "SAST", "CAT", "EET"), 2),
    **dict.fromkeys(("EEST", "EAT", "MSK", "TRT", "IDT"), 3),
    **dict.fromkeys(("GST", "MSD", "SAMT", "AZT", "MUT", "SCT"), 4),
    **dict.fromkeys(("PKT", "UZT", "TJT", "TMT", "YEKT", "MVT"), 5),
    **{"IRST": 3.5, "IRDT": 4.5, "AFT": 4.5, "IST": 5.5, "SLST": 5.5, "NPT": 5.75, "MMT": 6.5},
    **dict.fromkeys(("BDT", "BTT", "OMST"), 6),
    **dict.fromkeys(("ICT", "WIB", "KRAT", "NOVT"), 7),
    **dict.fromkeys(("HKT", "SGT", "MYT", "PHT", "PHST", "WITA", "AWST", "IRKT", "ULAT"), 8),
    **dict.fromkeys(("JST", "KST", "WIT", "YAKT", "TLT"), 9),
    **{"ACST": 9.5, "AEST": 10, "VLAT": 10, "PGT": 10, "ACDT": 10.5, "AEDT": 11, "MAGT": 11},
    **dict.fromkeys(("NZST", "FJT", "PETT"), 12),
    **{"NZDT": 13, "TOT": 13, "WST": 13},
}
_REGIONS = {
    **dict.fromkeys(("ET", "EASTERN"), "America/New_York"),
    **dict.fromkeys(("CT", "CENTRAL"), "America/Chicago"),
    **dict.fromkeys(("MT", "MOUNTAIN"), "America/Denver"),
    **dict.fromkeys(("PT", "PACIFIC"), "America/Los_Angeles"),
}
# Where a language's press is in one zone: a time without a zone is on its readers' clock.
_OF_LANGUAGE = {
    **{"ja": "Asia/Tokyo", "km": "Asia/Phnom_Penh", "ko": "Asia/Seoul", "lo": "Asia/Vientiane"},
    **{"zh": "Asia/Shanghai", "my": "Asia/Yangon", "ne": "Asia/Kathmandu", "th": "Asia/Bangkok"},
    **{"vi": "Asia/Ho_Chi_Minh", "he": "Asia/Jerusalem", "hy": "Asia/Yerevan"},
    **{"ka": "Asia/Tbilisi", "tr": "Europe/Istanbul", "uk": "Europe/Kyiv"},
    **{"bg": "Europe/Sofia", "el": "Europe/Athens", "et": "Europe/Tallinn"},
    **{"fi": "Europe/Helsinki", "lt": "Europe/Vilnius", "lv": "Europe/Riga"},
    **{"ro": "Europe/Bucharest", "is": "Atlantic/Reykjavik", "cs": "Europe/Prague"},
    **{"da": "Europe/Copenhagen", "hr": "Europe/Zagreb", "hu": "Europe/Budapest"},
    **{"no": "Europe/Oslo", "pl": "Europe/Warsaw", "sk": "Europe/Bratislava"},
    **{"sl": "Europe/Ljubljana", "sr": "Europe/Belgrade", "sv": "Europe/Stockholm"},
}
_FARTHEST = timedelta(hours=15)


def stated_zone(text: str, start: int) -> tuple[tzinfo | None, int]:
    """Return the zone that a text names right behind a time, None if none; and where it ends.

    start is where the time ends.
    """
    found = _STATED.match(text, start)
    zone = zone_of(found["zone"]) if found else None
    return (zone, found.end()) if found and zone else (None, start)


def zone_of_language(language: str) -> tzinfo | None:
    """Return the zone of a language's readers, ISO 639-1; None if they live in several."""
    name = _OF_LANGUAGE.get(language)
    return ZoneInfo(name) if name else None


@lru_cache(maxsize=256)
def zone_of(name: str) -> tzinfo | None:
    """Return the zone of an offset, an abbreviation or a name, None if unknown."""
    if "/" in name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # such as the folder America/Argentina
            return None
    name = name.upper()
    if region := _REGIONS.get(name) or _REGIONS.get(name.split()[0]):
        return ZoneInfo(region)
    if (hours := _OFFSETS.get(name)) is not None:
        return timezone(timedelta(hours=hours)) if hours else timezone.utc
    offset = re.fullmatch(r"(?:GMT|UTC)?\s?([+−-]?)\s?(\d\d?):?(\d\d)?", name)
    if not offset:
        return None
    east = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    if east > _FARTHEST:
        return None
    return timezone(east if offset[1] in ("", "+") else -east)
