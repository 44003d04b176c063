import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sceneResources } from './lib/scene/resources.ts';

// Writes what the 3D view of the digital twin needs: the static resource Three_View and the models made of simple shapes.
// With --check it writes nothing and fails, naming the files that are out of date.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const root = path.resolve(import.meta.dirname, '..');

for (const { path: file, bytes } of await sceneResources(root)) {
    const target = path.join(root, file);
    if (!values.check) {
        await writeFile(target, bytes);
        console.log(`wrote ${file} (${bytes.length} bytes)`);
    } else if (Buffer.compare(await readFile(target), bytes) !== 0) {
        console.error(`${file} is out of date; run "npm run three:build"`);
        process.exitCode = 1;
    }
}
