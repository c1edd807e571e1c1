"""The design tokens: colours of both themes, sizes and spaces in px. Every pair that meets is measured by a test."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Hue:
    """The colour of one label: a soft fill, and an edge of at least 3:1 on the surface.

    ``dotted`` is the second mark that tells the ninth label from the first.
    """

    fill: str
    edge: str
    dotted: bool = False


@dataclass(frozen=True)
class Tokens:
    """One theme. Text stands on background, surface, raised, soft and fills; muted only on the first three."""

    dark: bool
    background: str
    surface: str
    raised: str
    text: str
    muted: str
    hairline: str
    border: str
    hover: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    caution: str
    caution_soft: str
    bad: str
    bad_soft: str
    edges: tuple[str, ...]

    def hue(self, index: int) -> Hue:
        """The colour of the label with this place in the sorted list of labels."""
        edge = self.edges[index % len(self.edges)]
        fill = mix(edge, self.surface, 0.24 if self.dark else 0.14)
        return Hue(fill, edge, dotted=index // len(self.edges) % 2 == 1)

    def colours(self) -> dict[str, str]:
        """The plain colours by name, for the style sheet."""
        return {name: value for name, value in asdict(self).items() if isinstance(value, str)}


LIGHT = Tokens(
    dark=False,
    background="#F7F7F5",
    surface="#FFFFFF",
    raised="#FFFFFF",
    text="#1B1D20",
    muted="#5C6370",
    hairline="#E3E4E6",
    border="#858B95",
    hover="#EEEFEE",
    accent="#2457D6",
    accent_hover="#1D49B8",
    on_accent="#FFFFFF",
    accent_soft="#E8EEFC",
    good="#1B7F4B",
    good_soft="#E4F3EA",
    caution="#9A6700",
    caution_soft="#FBF1DC",
    bad="#B3261E",
    bad_soft="#FBE9E7",
    edges=("#2F6FC4", "#B86E00", "#00835B", "#A8508A", "#1F86B4", "#C0480C", "#7D7400", "#66707E"),
)
DARK = Tokens(
    dark=True,
    background="#16181B",
    surface="#1E2125",
    raised="#262A2F",
    text="#ECEDEE",
    muted="#A0A7B1",
    hairline="#343940",
    border="#727A85",
    hover="#2A2F35",
    accent="#7DA2FF",
    accent_hover="#9AB7FF",
    on_accent="#0E1420",
    accent_soft="#263353",
    good="#5CCB8F",
    good_soft="#1F3A2D",
    caution="#E3B341",
    caution_soft="#3D3319",
    bad="#FF8A80",
    bad_soft="#46262A",
    edges=("#79A8F5", "#F0A64A", "#4FC59A", "#DE8CC0", "#62C3EA", "#F58A5C", "#CDBF3F", "#A4AEBD"),
)

SIZES = {"small": 12, "body": 13, "lead": 15, "title": 20, "headline": 28}
SPACES = (4, 8, 12, 16, 24, 32, 48)
RADIUS = 8
RAIL_WIDTH = 208
ADVICE_WIDTH = 280


def mix(colour: str, ground: str, share: float) -> str:
    """``share`` of a colour over a ground, both as #RRGGBB."""
    parts = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + bytes(round(share * c + (1 - share) * g) for c, g in parts).hex().upper()


def measure_contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours after WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_measure_luminance(one), _measure_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _measure_luminance(colour: str) -> float:
    channels = (value / 255 for value in bytes.fromhex(colour[1:]))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
