"""The components of the look, made from the tree that Python-Markdown gives (see `markdown_html`)."""

from xml.etree.ElementTree import Element, SubElement

from lms.content.rules.library import Term

BLOCKS = frozenset({"p", "ol", "ul", "table", "div", "figure", "blockquote", "details", "h3", "h4"})
"""Elements that stand on their own lines."""

_NOTES = {"mẹo": "note", "cẩn thận": "note warn", "hỏi ai": "note ask"}


def explanation(term: Term) -> Element:
    """The fold-out that explains a term, put after the block where it is first used."""
    details = Element("details", {"class": "tu"})
    SubElement(details, "summary").text = f"{term.word} là gì?"
    SubElement(details, "p").text = term.meaning
    if term.example:
        SubElement(details, "p").text = f"Ví dụ: {term.example}"
    return details


def make_plain(element: Element) -> None:
    """Leave the words, take the link away (the sanitiser strips a span)."""
    element.tag = "span"
    element.attrib.clear()


def take_out(top: Element, child: Element) -> None:
    """Remove an element from below `top`, leaving the words after it."""
    parent = next(element for element in top.iter() if child in list(element))
    place = list(parent).index(child)
    if child.tail:
        if place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    child.tail = None
    parent.remove(child)


def wrap_words(item: Element) -> None:
    """Put an item's loose words into a paragraph, so that every item is made of blocks."""
    if not (item.text or "").strip() and (not len(item) or item[0].tag in BLOCKS):
        return
    words = Element("p")
    words.text, item.text = item.text, None
    for child in list(item):
        if child.tag in BLOCKS:
            break
        item.remove(child)
        words.append(child)
    item.insert(0, words)


def lift_command(item: Element) -> Element | None:
    """Make the bold words that begin an item its heading; None when there are none."""
    first = item[0] if len(item) else None
    if first is None or first.tag != "p" or (first.text or "").strip() or not len(first) or first[0].tag != "strong":
        return None
    heading = first[0]
    rest = (heading.tail or "").lstrip()
    heading.tag, heading.tail = "h3", None
    _drop_full_stop(heading)
    first.remove(heading)
    first.text = rest
    item.insert(0, heading)
    if not len(first) and not rest.strip():
        item.remove(first)
    return heading


def _drop_full_stop(heading: Element) -> None:
    if len(heading):
        last = heading[-1]
        last.tail = (last.tail or "").removesuffix(".")
    else:
        heading.text = (heading.text or "").removesuffix(".")


def make_note(quote: Element) -> None:
    """A quote that begins with **Mẹo.**, **Cẩn thận.** or **Hỏi ai.** becomes a note with that heading."""
    first = quote[0] if len(quote) else None
    if first is None or first.tag != "p" or (first.text or "").strip() or not len(first) or first[0].tag != "strong":
        return
    word = "".join(first[0].itertext()).strip().rstrip(".:").lower()
    if word not in _NOTES:
        return
    inner = Element("div")
    inner.extend(list(quote))
    for child in list(quote):
        quote.remove(child)
    lift_command(inner)
    quote.tag, quote.text = "div", None
    quote.set("class", _NOTES[word])
    quote.append(inner)


def make_keep(root: Element, quote: Element) -> None:
    """The sentence to keep: its paragraph, marked; the page puts the frame around it."""
    if quote not in list(root):
        return
    for paragraph in list(quote):
        mark = Element("mark")
        mark.text, paragraph.text = paragraph.text, None
        for child in list(paragraph):
            paragraph.remove(child)
            mark.append(child)
        paragraph.append(mark)
        root.insert(list(root).index(quote), paragraph)
    root.remove(quote)


def make_table(table: Element) -> None:
    """Name every cell by its column, so that a narrow screen can show each row as a card."""
    table.set("class", "tbl stack")
    heads = []
    for cell in table.iter("th"):
        cell.set("scope", "col")
        heads.append("".join(cell.itertext()).strip())
    for row in table.iter("tr"):
        for name, cell in zip(heads, row.findall("td"), strict=False):
            if name:
                cell.set("data-l", name)
