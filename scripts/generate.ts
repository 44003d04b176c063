import path from 'node:path';
import { parseArgs } from 'node:util';
import { allFiles } from './lib/generate/allFiles.ts';
import { staleFiles, writeFiles } from './lib/generate/generatedFile.ts';

// Writes every file that follows from others: types, compiler paths, reference pages.
// With --check it writes nothing and fails, naming the files that are out of date.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const root = path.resolve(import.meta.dirname, '..');
const files = await allFiles(root);

if (values.check) {
    const stale = await staleFiles(root, files);
    for (const file of stale) console.error(`${file} is out of date; run "npm run generate"`);
    process.exitCode = stale.length > 0 ? 1 : 0;
} else {
    for (const file of await writeFiles(root, files)) console.log(`wrote ${file}`);
}
