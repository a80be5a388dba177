// The map that most pages have: Leaflet with markercluster. As their documentation advises: outlines and marks on a canvas,
// marks that are paths and not pictures in the document, one `addLayers` in chunks, one handler of clicks for all marks.
// @ts-ignore: Leaflet is a script, not a module
const L = /** @type {any} */ (globalThis).L;
const COLOURS = /** @type {Record<string, string>} */ ({ gold: '#b8860b', silver: '#6b7280', bronze: '#a0522d' });

const frame = /** @type {HTMLElement} */ (document.querySelector('.map-frame'));
const map = L.map(frame, { preferCanvas: true, worldCopyJump: true, maxZoom: 18 }).setView([20, 11], 2);
map.attributionControl.addAttribution('Natural Earth');

const read = async (/** @type {string} */ file) => (await fetch(file)).json();
const drawn = () => {
  document.documentElement.dataset.map = 'ready';
};

void read('land.geojson').then((land) =>
  L.geoJSON(land, { interactive: false, style: { color: '#8a99ad', weight: 1, fillColor: '#e4e9ef', fillOpacity: 1 } }).addTo(map),
);

void read('points.geojson').then((points) => {
  const group = L.markerClusterGroup({
    chunkedLoading: true,
    chunkProgress: (/** @type {number} */ done, /** @type {number} */ all) => {
      // What follows the last chunk in the same task puts the marks on the map.
      if (done === all) queueMicrotask(drawn);
    },
  });
  group.on('click', (/** @type {any} */ event) => {
    const { name } = event.layer.options;
    L.popup().setLatLng(event.latlng).setContent(document.createTextNode(name)).openOn(map);
  });
  group.addLayers(
    points.features.map((/** @type {any} */ feature) => {
      const [lon, lat] = feature.geometry.coordinates;
      const { name, level } = feature.properties;
      return L.circleMarker([lat, lon], { radius: 6, weight: 1, color: '#fff', fillColor: COLOURS[level] ?? '#2f6f4f', fillOpacity: 1, name });
    }),
  );
  map.addLayer(group);
});
