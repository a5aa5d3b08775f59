"""Where in the window one is."""

from __future__ import annotations

from dataclasses import dataclass

_REGISTER = "register:"


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and what on it is shown. `page` is a name in `page.page_list`."""

    page: str
    section: str | None = None
    question: str | None = None
    criterion: str | None = None
    centre: str | None = None
    only: str | None = None
    """Which part of what the page lists is shown, in the page's own words; None for all."""
    row: str | None = None
    """A row of a register."""

    @classmethod
    def of_register(cls, code: str, row: str | None = None) -> Place:
        """The page of a register, with a row of it."""
        return cls(f"{_REGISTER}{code}", row=row)

    @property
    def register(self) -> str | None:
        """The code of the register whose page it is; None on any other page."""
        return self.page.removeprefix(_REGISTER) if self.page.startswith(_REGISTER) else None

    def to_setting(self) -> dict[str, str]:
        """What the settings keep, so that the next start resumes here."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}

    @classmethod
    def from_setting(cls, kept: object) -> Place | None:
        """The place a setting describes; None for anything that is not one."""
        if not isinstance(kept, dict) or not all(isinstance(v, str) for v in kept.values()):
            return None
        known = {name: kept[name] for name in cls.__slots__ if name in kept}
        return cls(**known) if known.get("page") else None
