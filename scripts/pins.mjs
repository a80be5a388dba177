// The list of what was made from others' data, beside the data: data/map/vendor.json. `scripts/licences.mjs` holds the files
// against it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes or renews the entry of a file.
 * @param {string} file  path of the file, which is there
 * @param {string} from  package and version, as npm writes it: `name@1.2.3`
 * @param {string} licence  SPDX expression
 */
export function pin(file, from, licence) {
  const list = path.join(path.dirname(file), 'vendor.json');
  /** @type {{ file: string }[]} */
  const pins = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  const at = from.lastIndexOf('@');
  const name = path.basename(file);
  const entry = {
    file: name,
    package: from.slice(0, at),
    version: from.slice(at + 1),
    licence,
    sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
  };
  const all = [...pins.filter((one) => one.file !== name), entry].sort((a, b) => (a.file < b.file ? -1 : 1));
  writeFileSync(list, `${JSON.stringify(all, null, 2)}\n`);
}
