"""E-mail addresses and handles are found however they are spelled; "at" and "point" in prose are no address."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrcworkbench.domain.personal import holds_contact

ADDRESSES = (
    "write to ana.silva@example.org",
    "ana (at) example.org",
    "ana [at] example dot com",
    "ana.hoxha AT iom.int",
    "ana\uff20example.org",
    "ana @ example.org",
    "mailto:ana@x.al",
    "info@\u0446\u0435\u043d\u0442\u0430\u0440.\u0441\u0440\u0431",
    "\u0645\u062f\u064a\u0631@\u0645\u062b\u0627\u0644.\u0625\u062e\u062a\u0628\u0627\u0631",
    "ana at example dot org",
    "Email: ANA.HOXHA@IOM.INT.",
    "ana(at)iom(dot)int",
    "ana{at}iom.int",
    "ana arroba iom punto org",
    "ana [\u00e4t] iom [punkt] de",
    "ana.hoxha at iom.int",
    "follow @mrc_tirana",
    "ana\u200b@\u200bexample.org",
    "ana @iom.int",
    "ana@ iom.int",
    "ana_hoxha@mail.iom.int;",
    "ana@example. org",
    "<ana@example.org>",
    "ana <at> iom <dot> int",
    "m.k (a) iom.int",
    "\u0438\u0432\u0430\u043d \u0441\u043e\u0431\u0430\u043a\u0430 mail \u0442\u043e\u0447\u043a\u0430 ru",
    "ana at gmail dot com",
    "https://x.org?mail=ana%40iom.int",
    "ana@iom . int",
    "ana-maria+mrc@gmail.com",
    "ana[@]iom[.]int",
    "ana at iom (dot) int",
    "t.me/ana_h",
)
PROSE = (
    "@ the town hall",
    "3 @ 5 EUR",
    "see more at www.iom.int",
    "available at iom.int",
    "read it at example.org",
    "meet at 10",
    "a point (at last) was made",
    "https://www.tiktok.com/@mrc",
    "at this point in time",
    "(a) first point (b) second",
    "in total (a) clients",
    "The office (at Durr\u00ebs) is open",
    "Look AT this",
    "5 people @ 10 euros each",
    "we are at a point. In 2019",
    "dot",
    "staff (et al) came",
    "worked at dot com firms",
    "the e-mail address",
    "@",
    "interviews AT the border. No more",
    "at the point of entry",
)


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_found(text: str) -> None:
    assert holds_contact(text)
    assert holds_contact(f"Since 2019 the office is open. Write to us:\n{text}\nor come by.")


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_address(text: str) -> None:
    assert not holds_contact(text)


@given(st.text(alphabet="at.@dot 1+(-\n", max_size=200), st.sampled_from([None, "AL", "XK", "ZZ", "", "al"]))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_is_answered(text: str, country: str | None) -> None:
    assert holds_contact(text, country) in {True, False}


@pytest.mark.parametrize(
    "part",
    ["1", "1 ", "a@", "+ ", "(1", "tel ", "a at ", "1\n", "a.", " tel:", "0 - ", "12345 (", "@ ", "a-", "wa.me/"],
)
def test_a_hostile_text_is_answered(part: str) -> None:
    """A search that starts over at each letter would take minutes."""
    assert holds_contact(part * 50_000 + "@ 12345", "AL") in {True, False}
