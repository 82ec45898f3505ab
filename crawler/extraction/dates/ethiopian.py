"""The calendar of Ethiopia and Eritrea: 6 Ginbot 2016 is 14 May 2024."""

from datetime import date

LANGUAGES = frozenset(("am", "ti"))
FIRST_MONTH = 21  # by which its months are numbered, to tell them from those of other calendars
_MONTHS = (
    "መስከረም",
    "ጥቅምት",
    "ኅዳር ህዳር ሕዳር",
    "ታኅሣሥ ታህሳስ ታኅሳስ ታሕሳስ ታህሣሥ",
    "ጥር ጥሪ",
    "የካቲት ለካቲት",
    "መጋቢት",
    "ሚያዝያ ሚያዚያ ሚያዝያ",
    "ግንቦት ጉንበት",
    "ሰኔ ሰነ",
    "ሐምሌ ሀምሌ ሓምለ",
    "ነሐሴ ነሀሴ ነሓሰ",
    "ጳጉሜን ጳጉሜ ጳጉመን",
)
NAMES = {name: FIRST_MONTH + n for n, names in enumerate(_MONTHS) for name in names.split()}
_EPOCH = 2796  # ordinal of its first day, 29 August 8 of the Julian calendar


def ethiopian_day(year: int, month: int, day: int) -> date | None:
    """Return the day of a date in the Ethiopian calendar, None if there is none.

    month is counted from FIRST_MONTH; the thirteenth has five days, six in a leap year.
    """
    number = month - FIRST_MONTH
    length = 30 if number < 12 else 5 + (year % 4 == 3)
    if not (1890 < year < 2100 and 0 <= number <= 12 and 1 <= day <= length):
        return None
    return date.fromordinal(_EPOCH + 365 * (year - 1) + year // 4 + 30 * number + day - 1)
