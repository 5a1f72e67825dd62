"""A curve as an SVG file: seconds up, size across, both by powers of ten; readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from math import ceil, floor, log10

from bench.growth import Series

Place = Callable[[float, float], tuple[float, float]]
WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 500, 16, 312
COLOURS = ("#0b62a4", "#c2410c", "#15803d", "#7e3fa8", "#8a6d00")
MARKS = ("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "M-4-4h8v8h-8z", "M0-5l5 9h-10z", "M0-5l5 5-5 5-5-5z", "M-4-4l8 8m0-8l-8 8")
STYLE = """svg{background:#fff;color:#222;font:13px system-ui,sans-serif}text{fill:currentColor}
.g{stroke:currentColor;stroke-opacity:.15}.e{text-anchor:end}.m{text-anchor:middle}"""
NAMES = {
    "onetext": "onetext",
    "negmas": "NegMAS",
    "moocore": "moocore",
    "paretoset": "paretoset",
    "pymoo": "pymoo",
    "naive": "OR-Tools",
    "bare": "the bare program",
}


def svg(title: str, across: str, series: tuple[Series, ...]) -> str:
    """The drawing; entrants without a time are left out."""
    drawn = [one for one in series if one.seconds]
    xs = [x for one in drawn for x, _ in one.seconds]
    ys = [y for one in drawn for _, y in one.seconds]
    left, right = log10(min(xs)), log10(max(xs))
    low, high = floor(log10(min(ys))), ceil(log10(max(ys)))

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + (log10(x) - left) / ((right - left) or 1) * (RIGHT - LEFT),
            BOTTOM - (log10(y) - low) / ((high - low) or 1) * (BOTTOM - TOP),
        )

    body = [f"<title>{escape(title)}</title><desc>Seconds against {escape(across)}; the table on the page holds the laws.</desc>"]
    body += [f"<style>{STYLE}</style>", *_up(low, high), *_across(sorted(set(xs)), at, 10**low)]
    body += [f'<text x="{(LEFT + RIGHT) / 2}" y="{HEIGHT - 8}" class="m">{escape(across)}</text>']
    ends = _spread([(at(*one.seconds[-1])[1], n) for n, one in enumerate(drawn)])
    for n, one in enumerate(drawn):
        body += _drawn([at(x, y) for x, y in one.seconds], n, NAMES[one.entrant.tool], ends[n])
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">{"".join(body)}</svg>\n'


def _up(low: int, high: int) -> Iterator[str]:
    for power in range(low, high + 1):
        y = BOTTOM - (power - low) / ((high - low) or 1) * (BOTTOM - TOP)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" class="g"/><text x="{LEFT - 8}" y="{y + 4:.1f}" class="e">{_seconds(power)}</text>'


def _seconds(power: int) -> str:
    """A power of ten of seconds, in the unit in which it is a whole number."""
    unit, by = ("s", 0) if power >= 0 else ("ms", 3) if power >= -3 else ("µs", 6)
    return f"{10 ** (power + by)} {unit}"


def _across(sizes: list[int], at: Place, low: float) -> Iterator[str]:
    """Sizes that were measured, as many as have room."""
    last = float("-inf")
    for size in sizes:
        x, _ = at(size, low)
        shown = _short(size)
        if x - last >= 14 + 7 * len(shown):
            yield f'<path d="M{x:.1f} {BOTTOM}v5" stroke="currentColor"/><text x="{x:.1f}" y="{BOTTOM + 20}" class="m">{shown}</text>'
            last = x


def _short(size: int) -> str:
    return f"{size / 1e6:.1f}M" if size >= 1_000_000 else f"{size / 1e3:.0f}k" if size >= 10_000 else str(size)


def _spread(ends: list[tuple[float, int]]) -> dict[int, float]:
    """Where the names of the lines stand, so that none covers another."""
    places: dict[int, float] = {}
    last = float("-inf")
    for y, n in sorted(ends):
        last = places[n] = max(y, last + 15)
    return places


def _drawn(points: list[tuple[float, float]], n: int, name: str, end: float) -> list[str]:
    colour = COLOURS[n]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    marks = "".join(f'<path d="{MARKS[n]}" transform="translate({x:.1f} {y:.1f})"/>' for x, y in points)
    x, y = points[-1]
    lead = f'<path d="M{x + 6:.1f} {y:.1f}L{RIGHT + 14} {end:.1f}" class="g"/>'
    return [
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.8"/><g fill="{colour}" stroke="{colour}">{marks}</g>',
        f'{lead}<text x="{RIGHT + 18}" y="{end + 4:.1f}" style="fill:{colour};font-weight:600">{name}</text>',
    ]
