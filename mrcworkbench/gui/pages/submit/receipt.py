"""The receipt of a submission as lines of text, copied or saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.outside.save_dialog import with_ending
from mrcworkbench.gui.words.local_time import local_time

if TYPE_CHECKING:
    from mrcworkbench.services.submitting import Receipt

_SHORT = 12


def receipt_text(receipt: Receipt, texts: Texts, *, full: bool) -> str:
    """`full` with the whole numbers, to paste into an e-mail."""
    lines = [
        texts.text("submit_page.receipt_file", name=receipt.file.name, size=f"{receipt.size:,}".replace(",", " ")),
        texts.text("submit_page.receipt_sealed", by=receipt.author, at=local_time(receipt.sealed_at)),
    ]
    for one in receipt.assessments:
        facts = {"answered": one.answered, "all": one.applicable}
        lines.append(texts.text("submit_page.receipt_of", centre=one.centre_name, round=one.title(texts), **facts))
        revision = f"{one.revision[:_SHORT]}" if not full else f"{one.revision[:_SHORT]} ({one.revision})"
        key = "receipt_revision" if one.is_new else "receipt_same"
        lines.append(texts.text(f"submit_page.{key}", revision=revision))
    if receipt.files:
        lines.append(texts.plural("submit_page.attached", receipt.files))
    if receipt.set_aside:
        lines.append(texts.plural("submission.set_aside", receipt.set_aside))
    digest = receipt.sha256 if full else f"{receipt.sha256[:_SHORT]}…"
    lines.append(texts.text("submit_page.receipt_sha256", digest=digest))
    return "\n".join(lines)


def copy_receipt(receipt: Receipt, texts: Texts) -> None:
    """Puts it into the clipboard, with the whole numbers."""
    QGuiApplication.clipboard().setText(receipt_text(receipt, texts, full=True) + "\n")


def save_receipt(receipt: Receipt, target: Path, texts: Texts) -> str:
    """Writes it as a text file, with the ending of one so that no database is written over, and says how that ended."""
    target = with_ending(target, ".txt")
    try:
        target.write_text(receipt_text(receipt, texts, full=True) + "\n", "utf-8")
    except OSError as error:
        return texts.text("submit_page.receipt_failed", detail=error.strerror or "")
    return texts.text("submit_page.receipt_saved", name=target.name)
