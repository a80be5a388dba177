// The borders of the maps: which country a point lies in, and outlines for the pages that are not ours.
import { readFileSync } from 'node:fs';

/** @typedef {[number, number]} Point  longitude and latitude in degrees */
/** @typedef {{ points: Point[], bounds: [number, number, number, number], arcs: number[] }} Ring  bounds: west, south, east, north */

/** How far outside its country a site may lie, in km, as `ctf check` has it. */
const NEAR = 25;
const KM_PER_DEGREE = 111.195;

/** `lon`, whole turns added, so that it lies within 180 of `other`. @param {number} lon @param {number} other */
const near = (lon, other) => lon - Math.round((lon - other) / 360) * 360;

/** The boundary file that `data/site.yml` names. */
export class Land {
  /** @type {Map<string, Ring[][]>} polygons of each country, outer ring first */
  countries = new Map();
  /** @type {Map<string, Point[]>} places too small for a ring */
  points = new Map();
  /** @type {Point[][]} */
  arcs;

  /** @param {string} file */
  constructor(file) {
    const { scale, arcs, countries, points } = JSON.parse(readFileSync(file, 'utf8'));
    this.arcs = arcs.map((/** @type {number[]} */ steps) => unpacked(steps, scale));
    for (const [code, polygons] of Object.entries(countries))
      this.countries.set(
        code,
        polygons.map((/** @type {number[][]} */ rings) => rings.map((ring) => asRing(ring, this.arcs))),
      );
    for (const [code, list] of Object.entries(points))
      this.points.set(
        code,
        list.map((/** @type {Point} */ [x, y]) => [x / scale, y / scale]),
      );
  }

  /** Whether a point lies in a country or at most 25 km from it. @param {string} code @param {Point} at */
  holds(code, at) {
    const rings = (this.countries.get(code) ?? []).flat();
    if (rings.filter((ring) => inside(ring, at)).length % 2 === 1) return true;
    // A little less than the check allows, so that rounding cannot carry a point over the line.
    const most = NEAR - 1;
    return (
      rings.some((ring) => within(ring, at, most)) ||
      (this.points.get(code) ?? []).some((one) => kilometres(at, one, one) <= most)
    );
  }

  /**
   * Outlines of all countries as GeoJSON, each arc simplified once (Douglas–Peucker, degrees), so that neighbours still
   * meet. Rings that vanish are left out.
   * @param {number} tolerance
   */
  outlines(tolerance) {
    const arcs = this.arcs.map((arc) => simplified(arc, tolerance));
    const rounded = (/** @type {number} */ degrees) => Math.round(degrees * 100) / 100;
    const features = [...this.countries].flatMap(([code, polygons]) => {
      const coordinates = polygons.flatMap((rings) => {
        const kept = rings
          .map((ring) => asRing(ring.arcs, arcs).points.map(([x, y]) => [rounded(x), rounded(y)]))
          .filter((ring) => new Set(ring.map(String)).size > 2);
        return kept.length > 0 ? [kept] : [];
      });
      if (coordinates.length === 0) return [];
      return [{ type: 'Feature', properties: { code }, geometry: { type: 'MultiPolygon', coordinates } }];
    });
    return { type: 'FeatureCollection', features };
  }
}

/** From differences to degrees; longitudes go on beyond 180 rather than jump. @param {number[]} steps @param {number} scale */
function unpacked(steps, scale) {
  let [x, y] = [0, 0];
  /** @type {Point[]} */
  const points = [];
  for (let n = 0; n + 1 < steps.length; n += 2) {
    x += /** @type {number} */ (steps[n]) / scale;
    y += /** @type {number} */ (steps[n + 1]) / scale;
    points.push([near(x, points.at(-1)?.[0] ?? x), y]);
  }
  return points;
}

/** @param {number[]} numbers @param {Point[][]} arcs @returns {Ring} */
function asRing(numbers, arcs) {
  /** @type {Point[]} */
  const points = [];
  for (const n of numbers) {
    const arc = /** @type {Point[]} */ (arcs[n < 0 ? ~n : n]);
    for (const [x, y] of n < 0 ? arc.toReversed() : arc) points.push([near(x, points.at(-1)?.[0] ?? x), y]);
  }
  const first = points[0];
  const last = points.at(-1);
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) points.push(first);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { points, arcs: numbers, bounds: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}

/** By the number of edges that a line to the north crosses. @param {Ring} ring @param {Point} at */
function inside({ points, bounds: [west, south, east, north] }, [lon, lat]) {
  if (lat < south || lat > north) return false;
  const x = lon + Math.ceil((west - lon) / 360) * 360;
  if (x > east) return false;
  let odd = false;
  for (let n = 1; n < points.length; n++) {
    const [a, b] = [/** @type {Point} */ (points[n - 1]), /** @type {Point} */ (points[n])];
    if (a[0] > x !== b[0] > x && lat < a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])) odd = !odd;
  }
  return odd;
}

/** Whether a point lies at most `most` km from a ring's line. @param {Ring} ring @param {Point} at @param {number} most */
function within({ points, bounds: [west, south, east, north] }, [lon, lat], most) {
  const margin = most / KM_PER_DEGREE;
  const wide = margin / Math.cos((Math.min(Math.abs(lat), 89) * Math.PI) / 180);
  if (lat < south - margin || lat > north + margin) return false;
  const x = lon + Math.ceil((west - wide - lon) / 360) * 360;
  if (x > east + wide) return false;
  return points.slice(1).some((b, n) => kilometres([x, lat], /** @type {Point} */ (points[n]), b) <= most);
}

/** From a point to a segment, on the plane that touches the globe there. @param {Point} at @param {Point} a @param {Point} b */
function kilometres(at, a, b) {
  const east = KM_PER_DEGREE * Math.cos((at[1] * Math.PI) / 180);
  const [ax, ay] = [near(a[0] - at[0], 0) * east, (a[1] - at[1]) * KM_PER_DEGREE];
  const [bx, by] = [near(b[0] - at[0], 0) * east, (b[1] - at[1]) * KM_PER_DEGREE];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy);
}

/** Douglas–Peucker with a stack of its own. @param {Point[]} line @param {number} tolerance @returns {Point[]} */
function simplified(line, tolerance) {
  const keep = new Set([0, line.length - 1]);
  const [first, last] = [line[0], line.at(-1)];
  // A closed arc has no chord: it is parted at its farthest point.
  const closed = first && last && first[0] === last[0] && first[1] === last[1];
  /** @type {[number, number][]} */
  const stack = [[0, line.length - 1]];
  for (let part = stack.pop(); part; part = stack.pop()) {
    const [from, to] = part;
    let [most, farthest] = [-1, -1];
    for (let n = from + 1; n < to; n++) {
      const off = flat(/** @type {Point} */ (line[n]), /** @type {Point} */ (line[from]), /** @type {Point} */ (line[to]));
      if (off > most) [most, farthest] = [off, n];
    }
    if (farthest < 0 || (most <= tolerance && !(closed && from === 0 && to === line.length - 1))) continue;
    keep.add(farthest);
    stack.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, n) => keep.has(n));
}

/** From a point to a segment in degrees. @param {Point} at @param {Point} a @param {Point} b */
function flat(at, a, b) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / length));
  return Math.hypot(a[0] + along * dx - at[0], a[1] + along * dy - at[1]);
}
