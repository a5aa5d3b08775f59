"""Whether a signature is right: Ed25519 over the canonical content of what it signs, checked where there is one.

It proves that whoever holds the key said this; whose key it is, no file can tell.
"""

from __future__ import annotations

import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from mrcworkbench.domain.revisions.decisions import Signature


def is_right(signature: Signature, canonical: bytes) -> bool:
    """Whether the key of a signature signed this content. Only keys and signatures in their one canonical base64 are
    right, so that nobody makes two signatures of one."""
    try:
        key, signed = (_bytes(text) for text in (signature.public_key, signature.signature))
        Ed25519PublicKey.from_public_bytes(key).verify(signed, canonical)
    except (ValueError, InvalidSignature):
        return False
    return True


def _bytes(text: str) -> bytes:
    """Raises `ValueError` for what is no base64, or not its only form."""
    found = binascii.a2b_base64(text, strict_mode=True)
    if binascii.b2a_base64(found, newline=False).decode() != text:
        raise ValueError("another spelling is the canonical one")
    return found
