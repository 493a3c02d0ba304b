"""Two accessibility engines, run inside the page: axe-core, and IBM's Equal Access; and our own look at width and text.

Each function returns what is wrong, a line for each, nothing when all is well.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

MODULES = Path(__file__).parent / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
SECOND = MODULES / "accessibility-checker-engine" / "ace.js"

RUN_AXE = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const told = await axe.run(document, {
    resultTypes: ["violations"],
    runOnly: {type: "tag", values: tags},
    rules: {"color-contrast-enhanced": {enabled: true}},
  });
  const why = node => [...node.any, ...node.all, ...node.none].map(one => one.message).join("; ");
  return told.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}: ${why(node)}`));
}"""

RUN_SECOND = """async () => {
  const folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach(one => { one.open = true; });  // it takes what is folded for unlabelled, instead of for hidden
  const told = await new ace.Checker().check(document, ["WCAG_2_2"]);
  folded.forEach(one => { one.open = false; });
  return told.results.filter(one => one.value[0] === "VIOLATION" && one.value[1] === "FAIL")
    .map(one => `${one.ruleId}: ${one.path.dom}: ${one.snippet}: ${one.message}`);
}"""

STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > wide) found.push(`${document.documentElement.scrollWidth} > ${wide}`);
  const told = one => `${one.tagName.toLowerCase()}.${one.className} “${one.textContent.trim().slice(0, 40)}”`;
  const rolls = one => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || rolls(one.parentElement));
  for (const one of document.querySelectorAll("body *")) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (box.width < 2 || style.visibility === "hidden" || style.clip !== "auto" || one.closest(".vh, .skip")) continue;
    if (box.right > wide + 1 && !rolls(one)) found.push(`sticks out: ${told(one)}`);
    if (style.overflow === "hidden" && one.scrollWidth > one.clientWidth + 1) found.push(`cut off: ${told(one)}`);
  }
  return found;
}"""


@lru_cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def missing() -> bool:
    """Whether npm has not brought the engines yet."""
    return not (AXE.exists() and SECOND.exists())


def axe(page: Page) -> list[str]:
    """WCAG 2.2 A and AA, best practice, and 7:1 for text (design §7)."""
    page.evaluate(_source(AXE))
    return list(page.evaluate(RUN_AXE))


def second_engine(page: Page) -> list[str]:
    """WCAG 2.2 as IBM's engine reads it: what it is sure of. Needs a page whose policy lets tools write HTML."""
    page.evaluate(_source(SECOND))
    return list(page.evaluate(RUN_SECOND))


def sticking_out(page: Page) -> list[str]:
    """What makes the page move sideways, and text that its box cuts off."""
    return list(page.evaluate(STICKING_OUT))
