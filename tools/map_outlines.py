"""Make the country outlines for the map in the report from Natural Earth (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip install pycountry
    python tools/map_outlines.py package/countries-50m.json

The input is Natural Earth 4.1.0, Admin 0 countries 1:50m, as TopoJSON. Borders are kept as shared
lines, so that neighbours still fit after points have been left out (Visvalingam: the points whose
triangle with their neighbours is smallest go first). Islets go; a country keeps its largest part.
Lines are written in the Encoded Polyline Algorithm Format, here with longitude first and in steps
of 1/SCALE degree: edgewright/report/map/outlines.py reads them.
"""

import argparse
import heapq
import json
from pathlib import Path
from typing import Any

import pycountry

OUTPUT = Path(__file__).parents[1] / "edgewright" / "report" / "map" / "outlines.json"
SOURCE = "Natural Earth 4.1.0, Admin 0 countries 1:50m, by npm world-atlas 2.0.2; public domain"
SCALE = 20
"""Steps per degree: 0.05 degree is at most 5.6 km."""
MIN_TRIANGLE = 0.005
"""Square degrees (at the equator) below which a point is left out."""
MIN_PART = 0.12
"""Square degrees below which a part of a country is left out."""
NO_CODE = {"Kosovo": "XK"}
LEFT_OUT = {"AQ"}
"""Antarctica has no region and would take a seventh of the file."""

Line = list[tuple[float, float]]


def lines_of(topology: dict[str, Any]) -> list[Line]:
    """The shared lines in degrees (TopoJSON 1.0, section 2.1.4: deltas of quantised positions)."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"][it] for it in ("scale", "translate")
    )
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        lines.append(unwrapped(line))
    return lines


def unwrapped(line: Line) -> Line:
    """A line without jumps from one side of the antimeridian to the other."""
    found = line[:1]
    for longitude, latitude in line[1:]:
        turns = round((longitude - found[-1][0]) / 360)
        found.append((longitude - 360 * turns, latitude))
    return found


def triangle(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """The area of a triangle, in square degrees at the equator."""
    shrink = max(0.2, 1 - abs(b[1]) / 90)  # close to the cosine, and kinder to the far north
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * shrink


def thinned(line: Line) -> Line:
    """A line without the points that hardly show; both ends stay, and a ring stays a ring."""
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    least = 4 if line[0] == line[-1] else 2
    gone: set[int] = set()
    heap = [(triangle(*line[it - 1 : it + 2]), it) for it in range(1, len(line) - 1)]
    sizes = {it: size for size, it in heap}
    heapq.heapify(heap)
    while heap and len(line) - len(gone) > least:
        size, it = heapq.heappop(heap)
        if it in gone or sizes[it] != size:
            continue
        if size >= MIN_TRIANGLE:
            break
        gone.add(it)
        left, right = before[it], after[it]
        after[left], before[right] = right, left
        for near in (left, right):
            if 0 < near < len(line) - 1:
                area = triangle(line[before[near]], line[near], line[after[near]])
                sizes[near] = max(size, area)
                heapq.heappush(heap, (sizes[near], near))
    return [point for it, point in enumerate(line) if it not in gone]


def ring_of(numbers: list[int], lines: list[Line]) -> Line:
    """The positions of a ring; ~n stands for line n the other way round."""
    ring: Line = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        ring += line[1:] if ring else line
    return unwrapped(ring)


def area(ring: Line) -> float:
    """The area of a ring in square degrees at the equator (shoelace formula)."""
    doubled = sum(
        (a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
    )
    middle = sum(point[1] for point in ring) / len(ring)
    return abs(doubled) / 2 * max(0.2, 1 - abs(middle) / 90)


def parts_of(geometry: dict[str, Any], lines: list[Line]) -> list[list[int]]:
    """The rings of a country that are large enough to show, and its largest part in any case."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    largest = max(polygons, key=lambda it: area(ring_of(it[0], lines)))
    kept = [it for it in polygons if it is largest or area(ring_of(it[0], lines)) >= MIN_PART]
    return [ring for polygon in kept for ring in polygon]


def country_code(geometry: dict[str, Any]) -> str:
    """ISO 3166-1 alpha-2; "" for an area that has none."""
    found = pycountry.countries.get(numeric=geometry.get("id", ""))
    return found.alpha_2 if found else NO_CODE.get(geometry["properties"]["name"], "")


def encoded(line: Line) -> str:
    """A line in the Encoded Polyline Algorithm Format, longitude first."""
    text, x, y = "", 0, 0
    for longitude, latitude in line:
        step_x, step_y = round(longitude * SCALE), round(latitude * SCALE)
        text += _number(step_x - x) + _number(step_y - y)
        x, y = step_x, step_y
    return text


def _number(value: int) -> str:
    rest = ~(value << 1) if value < 0 else value << 1
    text = ""
    while rest >= 0x20:
        text += chr((0x20 | rest & 0x1F) + 63)
        rest >>= 5
    return text + chr(rest + 63)


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """The document: lines, and for each country the rings made of them."""
    lines = lines_of(topology)
    rings: dict[str, list[list[int]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if (code := country_code(geometry)) not in LEFT_OUT:
            rings.setdefault(code, []).extend(parts_of(geometry, lines))
    used = sorted({it if it >= 0 else ~it for all in rings.values() for r in all for it in r})
    place = {number: position for position, number in enumerate(used)}
    return {
        "source": SOURCE,
        "steps_per_degree": SCALE,
        "lines": [encoded(thinned(lines[number])) for number in used],
        "countries": {
            code: [[place[it] if it >= 0 else ~place[~it] for it in ring] for ring in rings[code]]
            for code in sorted(rings)
        },
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("topology", type=Path)
    given = json.loads(parser.parse_args().topology.read_text())
    OUTPUT.write_text(json.dumps(outlines(given), separators=(",", ":")) + "\n")
