"""What people write beside a number or the parts of a date without changing it, in the languages of centres."""

# ruff: noqa: RUF001  Cyrillic letters are meant

SMALL_WORDS = frozenset(
    {
        *("st", "nd", "rd", "th", "the", "of", "on"),
        *("\u00b0", "er", "re", "e", "le", "de", "del", "d", "o", "a", "el", "do", "da", "di", "den", "der", "dnia"),
        *("го", "ого", "и", "г", "года", "р", "року", "ж", "go", "\u0645", "\u062f", "\u0569"),
    }
)
WORDS_AFTER_YEAR = "ad|ce|r|roku|г|года|р|року|ж|\u0569|\u0645"
WORDS_AFTER_TIME = "[ap]\\.? ?m\\.?|\u0635|\u0645"
WORDS_BEFORE_TIME = "at|à|um|в|kl|kl\\.|klo|alle|a las"
WORDS_OF_PERCENT = (
    "per ?cent|pct|pour ?cent|por ?ciento|por ?cento|prozent|procent|процент(?:а|ов)?|відсотк(?:и|ів)|"
    "(?:\u0641\u064a|\u0628) ?\u0627\u0644\u0645(?:\u0627)?\u0626\u0629"
)
