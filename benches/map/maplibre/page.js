// MapLibre with outlines and a clustered source. As its guide to large GeoJSON advises: data named by address, so that the
// worker fetches and parses them; few properties and decimals; clusters; a source's `maxzoom` of 12 and no buffer for
// points. The style is not validated, as in production. Without `glyphs` numbers are drawn with the machine's fonts.
// @ts-ignore: lies beside this file where it is served
import { Map as MapLibre } from './maplibre-gl.mjs';

const frame = /** @type {HTMLElement} */ (document.querySelector('.map-frame'));
const there = (/** @type {string} */ file) => new URL(file, location.href).href;
const map = new MapLibre({
  container: frame,
  center: [11, 20],
  zoom: 1,
  validateStyle: false,
  style: {
    version: 8,
    sources: {
      land: { type: 'geojson', data: there('land.geojson'), attribution: 'Natural Earth' },
      points: { type: 'geojson', data: there('points.geojson'), cluster: true, maxzoom: 12, buffer: 0 },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': '#fff' } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': '#e4e9ef', 'fill-outline-color': '#8a99ad' } },
      {
        id: 'clusters',
        type: 'circle',
        source: 'points',
        filter: ['has', 'point_count'],
        paint: { 'circle-color': '#2f5f8f', 'circle-radius': ['step', ['get', 'point_count'], 14, 100, 18, 1000, 22] },
      },
      {
        id: 'counts',
        type: 'symbol',
        source: 'points',
        filter: ['has', 'point_count'],
        layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-size': 12, 'text-font': ['sans-serif'] },
        paint: { 'text-color': '#fff' },
      },
      {
        id: 'marks',
        type: 'circle',
        source: 'points',
        filter: ['!', ['has', 'point_count']],
        paint: {
          'circle-color': ['match', ['get', 'level'], 'gold', '#b8860b', 'silver', '#6b7280', 'bronze', '#a0522d', '#2f6f4f'],
          'circle-radius': 6,
          'circle-stroke-width': 1,
          'circle-stroke-color': '#fff',
        },
      },
    ],
  },
});

// The first frame in which all tiles of the points are drawn.
const drawn = () => {
  if (!map.isSourceLoaded('points') || !map.areTilesLoaded()) return;
  map.off('render', drawn);
  document.documentElement.dataset.map = 'ready';
};
map.on('render', drawn);
