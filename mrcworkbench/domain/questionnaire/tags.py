"""What a question, a column or an option *is*, where the program must know: the vocabulary of `tags` in the content.

Codes name things; they carry no meaning. Whatever treats a question in a way of its own asks for its tag.
"""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    """In the order: what may be seen, who answered, the kind of centre, people counted, lists, choices, themes."""

    AT_RISK = "at_risk"
    """What could put clients at risk: leaves the centre only with its consent."""
    CONSENT = "consent"
    """The question on what others may see."""
    PASSES_ON = "passes_on"
    """Option of it: others may see the answers."""
    TOTALS_ONLY = "totals_only"
    """Option of it: the centre counts in totals of many centres only."""
    UNNAMED = "unnamed"
    """Option of it: others may see the answers, but not whose they are."""
    WHOSE = "whose"
    """A question that tells whose the answers are."""

    RESPONDENTS = "respondents"
    """The table of those who took part in answering."""
    RESPONDENT_NAME = "respondent_name"
    """Its column with their names, which they may leave out."""
    OUTSIDE_PEOPLE = "outside_people"
    """The table of those outside the centre who could judge its work."""
    REVIEWED_ON = "reviewed_on"
    """The date of the last review of the answers."""
    ANSWERS_FOR = "answers_for"
    """The choice of what the answers speak for: a site, a centre, a network."""
    SOURCES = "sources"
    """The choice of what the answers rest on."""
    OPTIONAL_PARTS = "optional_parts"
    """The choice of optional parts to answer: what depends on it is asked only of who opens it."""

    PUBLIC = "public"
    """A text that is a public fact of the centre (name, body, payer, website): one tick lets all of these go. As tag of
    an option: a place of this kind is open to the public."""
    NAMES = "names"
    """The table of names that the centre goes by."""
    BODY = "body"
    """The name of the body that runs the centre."""
    PLACES = "places"
    """The table of places where staff meet clients; its first column names the place, its second says the kind."""
    SERVED = "served"
    """The choice of whom the centre serves."""
    PAYERS = "payers"
    """The table of who pays for the centre; its first column names the payer, its second says the kind."""
    WEBSITES = "websites"
    """The table of where the centre is found online; its first column has the address."""
    AGREED = "agreed"
    """The table of those who agreed to the answers before they were sealed."""

    RUN_BY = "run_by"
    """The choice of who runs the centre; `study/kinds.json` says which kind of studied centre each option is."""
    CONTEXT = "context"
    """The choices of origin and destination; `study/kinds.json` has them too."""
    FIRST_YEAR = "first_year"
    """The year in which the centre was set up."""

    PEOPLE = "people"
    """A column that counts people: fewer than five are held back. It has one of the six tags below too."""
    WOMEN = "women"
    MEN = "men"
    OTHER = "other"
    NOT_RECORDED = "not_recorded"
    """These four add up to all people of a row: neither a woman nor a man, and of whom it was not recorded."""
    UNDER_18 = "under_18"
    COMMUNITIES = "communities"
    """These two count a part of them: the young, and those from the communities of clients."""
    ALL_ROWS = "all_rows"
    """Option of a row's kind: the row counts the other rows together."""
    CLIENT_COUNTS = "client_counts"
    """The table of how many clients came; the next two say what it counts."""
    COUNT_UNIT = "count_unit"
    """The choice of what is counted: persons, visits, talks."""
    COUNTED_UNTIL = "counted_until"
    """The date on which the twelve months of the figures end."""

    PLAN = "plan"
    """The table of planned steps of a criterion: a step whose date has passed needs a look."""
    PRACTICES = "practices"
    """The table of practices that the centre would show to others."""
    CHALLENGES = "challenges"
    """The table of its difficulties."""
    CRITERION = "criterion"
    """A column whose options are the criteria."""

    DOCUMENT_TITLE = "document_title"
    DOCUMENT_DATE = "document_date"
    DOCUMENT_PLACE = "document_place"
    """Columns of the table of documents that a criterion rests on."""

    YEAR = "year"
    """A whole number that is a year: its digits are never shown in groups."""

    NONE_OF_THESE = "none_of_these"
    """Option that excludes all others: ticking it unticks them, and chosen beside another it needs a look."""
    ONLY_THIS = "only_this"
    """Option that says to be the only one: chosen beside another it needs a look."""

    GENDER = "gender"
    """Tells women and men apart."""
    HEALTH = "health"
    """Is about the health of clients."""


GROUPS = (Tag.WOMEN, Tag.MEN, Tag.OTHER, Tag.NOT_RECORDED, Tag.UNDER_18, Tag.COMMUNITIES)
"""Whom a column that counts people counts."""
SUMMANDS = (Tag.WOMEN, Tag.MEN, Tag.OTHER, Tag.NOT_RECORDED)
"""Those that add up to all people of a row; the others are a part of them."""
