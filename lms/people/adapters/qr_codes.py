"""QR codes behind one function."""

import segno


def qr_svg(text: str, *, title: str) -> bytes:
    """A QR code as an SVG picture with a title, as large as its box; quiet zone included, error correction M."""
    drawn = segno.make(text, error="m", micro=False)
    return drawn.svg_inline(scale=4, border=4, omitsize=True, title=title, dark="#000", light="#fff").encode()
