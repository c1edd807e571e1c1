"""What a text holds that people do not see: HTML, control characters, and the marks of a damaged file."""

from __future__ import annotations

from studio.contract.health import Finding, Offer
from studio.engine.data.checks.examples import Examples

_TAGS = (
    "a|abbr|article|b|blockquote|body|br|button|center|code|div|em|font|footer|form|h[1-6]|head|header|hr|html|i|"
    "iframe|img|input|label|li|link|meta|nav|ol|option|p|pre|script|section|select|small|span|strike|strong|style|"
    "sub|sup|table|tbody|td|th|thead|title|tr|tt|u|ul|video"
)
_ENTITIES = "amp|lt|gt|quot|apos|nbsp|copy|reg|trade|hellip|mdash|ndash|lsquo|rsquo|ldquo|rdquo|bull|middot|euro"
_PATTERNS = {
    "html": rf"(?i)</?(?:{_TAGS})(?:\s[^<>]*)?/?>|&(?:{_ENTITIES}|#\d{{1,7}}|#x[0-9a-f]{{1,6}});|<!--",
    "controls": r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\x{200B}\x{2028}\x{2029}\x{202A}-\x{202E}\x{2060}\x{FEFF}]",
    "damaged": r"\x{FFFD}",
}
_OFFERS = {
    "html": (Offer(kind="clean_markup"),),
    "controls": (Offer(kind="clean_controls"),),
    "damaged": (),
}


class Markup:
    """On all rows, by patterns."""

    id = "markup"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.html``, ``data.controls``, ``data.damaged``."""
        findings = [
            examples.report(self.id, f"data.{name}", found, _OFFERS[name])
            for name, found in examples.find_matches("text", _PATTERNS).items()
            if any(map(len, found.values()))
        ]
        return findings or [Finding(check=self.id, level="pass", values={"examples": examples.count})]
