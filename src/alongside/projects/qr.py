"""Square codes for paper: dark on white in every theme, so that any phone can read them."""

import segno


def qr_image(address: str) -> str:
    """A data: address of an SVG picture that opens `address`."""
    picture: str = segno.make(address, error="m", micro=False).svg_data_uri(
        scale=4, border=3, dark="#000", light="#fff"
    )
    return picture
