import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createDecoders, decoderNames } from '../../src/decode/index.ts';
import type { DecoderName } from '../../src/decode/index.ts';

/*
 * Each case folder holds the messages of one conversation in input.ndjson ({topic, text} or {topic, hex}) and what the
 * decoder makes of each in expected.ndjson. To add a case, add a folder.
 */
const root = path.join(__dirname, '../cases/decode');
const receivedAt = Date.parse('2026-11-20T10:00:00Z');

interface Input {
    topic: string;
    text?: string;
    hex?: string;
}

function lines<T>(file: string): T[] {
    return readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.length > 0)
        .map((line) => JSON.parse(line) as T);
}

function bytesOf({ text, hex }: Input): Uint8Array {
    return hex === undefined ? new TextEncoder().encode(text) : Buffer.from(hex, 'hex');
}

const cases = readdirSync(root).flatMap((format) =>
    readdirSync(path.join(root, format)).map((name) => ({ format: format as DecoderName, name }))
);

describe.each(cases)('$format: $name', ({ format, name }) => {
    it('gives the expected messages and problems', () => {
        const folder = path.join(root, format, name);
        const decoder = createDecoders()[format];
        const results = lines<Input>(path.join(folder, 'input.ndjson')).map((input) => {
            const { replies, ...result } = decoder(bytesOf(input), input.topic, receivedAt);
            return { ...result, ...(replies?.length ? { replies: replies.map(({ topic }) => topic) } : {}) };
        });
        expect(JSON.parse(JSON.stringify(results))).toEqual(lines(path.join(folder, 'expected.ndjson')));
    });
});

describe('decoders', () => {
    it('have at least one case each', () => {
        expect(decoderNames.filter((format) => !cases.some((entry) => entry.format === format))).toEqual([]);
    });

    it('report every payload that is not theirs', () => {
        const decoders = createDecoders();
        for (const format of decoderNames) {
            const { messages, problems } = decoders[format](Buffer.from('c1ff00', 'hex'), 'x/y', receivedAt);
            expect({ format, messages, refused: problems.length > 0 }).toEqual({ format, messages: [], refused: true });
        }
    });
});
