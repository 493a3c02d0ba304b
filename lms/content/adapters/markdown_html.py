"""Markdown to the HTML of the look: step cards, notes, tables that stack, pictures with sizes, terms in place.

Python-Markdown does the reading, `_Shape` turns its tree into our components, `sanitise` has the last word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from lms.content.adapters.components import (
    BLOCKS,
    explanation,
    lift_command,
    make_keep,
    make_note,
    make_plain,
    make_table,
    take_out,
    wrap_words,
)
from lms.content.adapters.sanitiser import sanitise
from lms.content.rules.library import PICTURES, SectionKind, Term
from lms.content.rules.linking import Known

# Off: raw HTML (shown as text), references, code by indentation, underlined headings, rules: not in the dialect.
_OFF_INLINE = ("html", "autolink", "automail", "reference", "image_reference", "short_reference", "short_image_ref")
_OFF_BLOCKS = ("code", "setextheader", "hr", "reference")


@dataclass(slots=True)
class Setting:
    """What one text is rendered with; `explained` gathers its terms, each explained at its first use only."""

    known: Known
    terms: Mapping[str, Term]
    explained: list[str] = field(default_factory=list)
    steps: bool = False
    keep: bool = False


class Renderer:
    """One Markdown machine, used for every text of a build."""

    def __init__(self) -> None:
        """Set Python-Markdown up for the small dialect."""
        # Three spaces, not four: writers indent a step's drawing under its text.
        self._machine = Markdown(extensions=["tables", "sane_lists"], output_format="html", tab_length=3)
        self._machine.preprocessors.deregister("html_block")
        for name in _OFF_INLINE:
            self._machine.inlinePatterns.deregister(name)
        for name in _OFF_BLOCKS:
            self._machine.parser.blockprocessors.deregister(name)
        self._shape = _Shape(self._machine)
        self._machine.treeprocessors.register(self._shape, "shape", 15)

    def html(self, markdown: str, setting: Setting, kind: SectionKind = SectionKind.FREE) -> str:
        """The sanitised HTML of a section's Markdown."""
        self._shape.setting = setting
        setting.keep = kind is SectionKind.KEEP
        self._machine.reset()
        html = sanitise(self._machine.convert(markdown))
        return html.replace("\n", "") if setting.keep else html


class _Shape(Treeprocessor):
    """Turns the tree of one section into the components of the look."""

    setting: Setting

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        self.parents = {child: parent for parent in root.iter() for child in parent}
        for image in list(root.iter("img")):
            self._picture(image)
        for table in list(root.iter("table")):
            make_table(table)
        for steps in [child for child in root if child.tag == "ol"]:
            self._steps(steps)
        self._figures(root)
        for quote in list(root.iter("blockquote")):
            make_keep(root, quote) if self.setting.keep else make_note(quote)
        self.parents = {child: parent for parent in root.iter() for child in parent}
        for link in list(root.iter("a")):
            self._link(link)

    def _picture(self, image: Element) -> None:
        picture = self.setting.known.pictures.get(image.get("src", ""))
        if picture is None:
            image.attrib.clear()
            return
        image.attrib.pop("title", None)
        image.set("src", PICTURES + picture.name)
        image.set("class", "pic")
        image.set("width", str(picture.width))
        image.set("height", str(picture.height))
        image.set("loading", "lazy")

    def _steps(self, steps: Element) -> None:
        """A numbered list: cards, each with its command as heading, then its picture, then its words."""
        steps.set("class", "steps")
        drawn = True
        for item in steps:
            wrap_words(item)
            heading = lift_command(item)
            image = self._lift_picture(item)
            drawn = drawn and image is not None
            if image is not None:
                item.insert(0 if heading is None else 1, image)
        if drawn and len(steps):
            steps.set("class", "steps drawn")

    def _lift_picture(self, item: Element) -> Element | None:
        for block in list(item):
            for image in list(block.iter("img")):
                take_out(block, image)
                if block.tag == "p" and not len(block) and not (block.text or "").strip():
                    item.remove(block)
                return image
        return None

    def _figures(self, root: Element) -> None:
        """A paragraph that is only a picture becomes a figure."""
        for block in root.iter("p"):
            if len(block) == 1 and block[0].tag == "img" and not (block.text or block[0].tail or "").strip():
                block.tag, block.text = "figure", None

    def _link(self, link: Element) -> None:
        kind, _, rest = link.get("href", "").partition(":")
        link.attrib.pop("title", None)
        if kind == "tu":
            self._term(link, rest)
        elif kind == "bai" and rest in self.setting.known.lessons:
            link.set("href", f"/hoc/{self.setting.known.lessons[rest]}/{rest}")
        elif kind in {"bai", "mo-phong"}:
            make_plain(link)
        elif kind == "https":
            link.set("rel", "noopener")

    def _term(self, link: Element, code: str) -> None:
        term = self.setting.terms.get(code)
        if term is None or code in self.setting.explained:
            make_plain(link)
            return
        self.setting.explained.append(code)
        link.tag = "dfn"
        link.attrib.clear()
        link.set("class", "term")
        block = link
        while block.tag not in BLOCKS and self.parents[block].tag not in {"li", "div"} and block in self.parents:
            block = self.parents[block]
        if (table := self._above(block, "table")) is not None:
            block = table
        parent = self.parents[block]
        place = list(parent).index(block) + 1
        while place < len(parent) and parent[place].get("class") == "tu":
            place += 1
        details = explanation(term)
        if block.tag not in BLOCKS or block.tag == "h3":
            place = len(parent)
        parent.insert(place, details)
        self.parents[details] = parent

    def _above(self, element: Element, tag: str) -> Element | None:
        walker: Element | None = element
        while walker is not None and walker.tag != tag:
            walker = self.parents.get(walker)
        return walker
