import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decoderNames } from '../../src/decode/index.ts';
import { detectableFormats, detectFormat } from '../../src/propose/index.ts';
import { readRecordingLines } from '../../src/recording/index.ts';

/* Conversations of the decoders' case folders that are meant to be readable. */
const root = path.join(__dirname, '../cases/decode');
const conversations = readdirSync(root).flatMap((format) =>
    readdirSync(path.join(root, format))
        .filter((name) => !['broken', 'refused'].includes(name))
        .map((name) => ({ format, name }))
);

describe('detection of the format', () => {
    it('knows every format of the bridge', () => {
        expect(detectableFormats).toEqual(decoderNames);
    });

    it.each(conversations)('finds $format in $name', ({ format, name }) => {
        const text = readFileSync(path.join(root, format, name, 'input.ndjson'), 'utf8');
        const sample = [...readRecordingLines(text, name)];
        expect(detectFormat(sample)?.format).toBe(format);
    });

    it('finds none in bytes that are no message', () => {
        const payload = Buffer.from('c1ff00', 'hex');
        expect(detectFormat([{ topic: 'a/b', payload, at: undefined }])).toBeUndefined();
    });
});
