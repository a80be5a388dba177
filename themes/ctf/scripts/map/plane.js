// @ts-check
// The plane of the map: the drawing of the world that the engine makes, in its units, y downwards.
import * as vendor from '../../vendor/d3.js';

/** @typedef {{width: number, height: number, scale: number, origin: [number, number], middle: number}} View */
/** @typedef {[x0: number, y0: number, x1: number, y1: number]} Box */

const { geoEqualEarthRaw } = /** @type {any} */ (vendor);
/** The pixels that the world is wide at zoom 0 of the clusters. */
export const TILE = 512;
const RADIANS = Math.PI / 180;

/** From degrees to the plane, and back. @param {View} view */
export function plane(view) {
  const [ox, oy] = view.origin;
  return {
    /** @param {number} lat @param {number} lon @returns {[number, number]} */
    place(lat, lon) {
      const turn = Math.round((lon - view.middle) / 360) * 360;
      const [x, y] = geoEqualEarthRaw((lon - turn - view.middle) * RADIANS, lat * RADIANS);
      return [ox + x * view.scale, oy - y * view.scale];
    },
    /** @param {number} x @param {number} y @returns {[lat: number, lon: number]} */
    degrees(x, y) {
      const [lon, lat] = geoEqualEarthRaw.invert((x - ox) / view.scale, (oy - y) / view.scale);
      return [lat / RADIANS, ((lon / RADIANS + view.middle + 540) % 360) - 180];
    },
  };
}

/** The box of points, none without any. @param {Iterable<[number, number]>} points @returns {Box | null} */
export function boxOf(points) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box[0] <= box[2] ? box : null;
}

/** @param {Box} a @param {Box} b */
export function meet(a, b) {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
