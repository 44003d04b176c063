import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { recordingData, sampleData } from './lib/sampleData.ts';
import { writePlan } from './lib/sampleData/planFiles.ts';

// Writes config/data anew, with all dates relative to today or to --day YYYY-MM-DD.
// Afterwards: sf data import tree --plan config/data/data-plan.json
const { values } = parseArgs({ options: { day: { type: 'string' } } });
const day = values.day ?? new Date().toISOString().slice(0, 10);
const today = new Date(`${day}T00:00:00.000Z`);
if (Number.isNaN(today.getTime())) throw new Error(`--day ${day} is not a date of the form YYYY-MM-DD.`);

const folder = path.resolve(import.meta.dirname, '../config/data');
await writePlan(folder, sampleData(today));
await writePlan(path.join(folder, 'recordings'), recordingData(today));
await writeFile(path.join(folder, 'generated-for.json'), `${JSON.stringify({ day }, null, 4)}\n`);
console.log(`wrote ${path.relative(process.cwd(), folder)} for ${day}`);
