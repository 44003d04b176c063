/**
 * Feeds the decoders with mutated messages: `npm run fuzz -- --inputs 1000000 --seed 1 --corpus ../shared/data/payloads`.
 * The last line of stdout is one JSON object; the exit code is 1 when a decoder threw or stalled.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzDecoders, seededRandom } from './fuzz.ts';

const { values } = parseArgs({
    options: {
        inputs: { type: 'string', default: '1000000' },
        seed: { type: 'string', default: '1' },
        corpus: { type: 'string' }
    }
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);
if (![inputs, seed].every((number) => Number.isSafeInteger(number) && number > 0)) {
    console.error('--inputs and --seed must be whole numbers from 1');
    process.exit(2);
}
const result = fuzzDecoders(inputs, seededRandom(seed), values.corpus ? payloadsIn(values.corpus) : []);
for (const failure of result.failures) console.error(failure);
console.log(JSON.stringify({ ...result, failures: result.failures.length, seed }));
process.exitCode = result.failures.length > 0 ? 1 : 0;

function payloadsIn(directory: string): Uint8Array[] {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
}
