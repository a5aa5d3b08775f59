"""What people write beside the parts of a date without changing it, in the languages of centres."""

# ruff: noqa: RUF001  Cyrillic letters are meant

SMALL_WORDS = frozenset(
    {
        *("st", "nd", "rd", "th", "the", "of", "on"),
        *("er", "re", "e", "le", "de", "del", "d'", "o", "a", "el", "do", "da", "di", "den", "der", "dnia"),
        *("го", "ого", "й", "г", "года", "р", "року", "go", "\u0645"),
    }
)
WORDS_AFTER_YEAR = "ad|ce|г|года|р|року|\u0645"
WORDS_BEFORE_TIME = "at|à|um|в|kl|kl\\.|klo|alle|a las"
