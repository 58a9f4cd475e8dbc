"""Finds text on a page that is not translated: under `en-xa` every translated text stands in «…»."""

from html.parser import HTMLParser

SILENT = {"script", "style", "template", "title"}
VOID = {"meta", "link", "input", "br", "hr", "img", "path", "circle", "rect", "wbr", "col", "source"}


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.marked = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        names = dict(attrs)
        left_out = tag in SILENT or "data-said" in names or names.get("translate") == "no"
        self.open.append((tag, left_out))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A closed shape of a drawing: it holds no text."""

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if any(left_out for _tag, left_out in self.open):
            return
        bare = ""
        for letter in data:
            self.marked += (letter == "«") - (letter == "»")
            bare += letter if not self.marked and letter != "»" else " "
        if any(letter.isalpha() for letter in bare):
            self.found.append(" ".join(bare.split()))


def unmarked_texts(html: str) -> list[str]:
    """Visible texts outside «…», but for elements with `translate="no"` or `data-said` (people's own words)."""
    reader = _Texts()
    reader.feed(html)
    return reader.found
