import fc from 'fast-check';
import { fuzzDecoders, seededRandom } from '../../fuzz/fuzz.ts';
import { createDecoders, decoderNames } from '../../src/decode/index.ts';

const topics = ['spBv1.0/g/NBIRTH/n', 'spBv1.0/g/DDATA/n/d', 'spBv1.0/g/NDEATH/n', 'plant/nw/nw-press-01/telemetry'];
const receivedAt = Date.parse('2026-11-20T10:00:00Z');

describe('decoders under arbitrary input', () => {
    it('never throw, and account for every payload', () => {
        const decoders = createDecoders();
        const json = fc.json().map((text) => new TextEncoder().encode(text));
        const payload = fc.oneof(fc.uint8Array({ maxLength: 200 }), json);
        fc.assert(
            fc.property(
                fc.constantFrom(...decoderNames),
                fc.constantFrom(...topics),
                payload,
                (format, topic, bytes) => {
                    const { messages, problems } = decoders[format](bytes, topic, receivedAt);
                    for (const { document } of messages) expect(typeof document).toBe('object');
                    for (const { detail } of problems) expect(detail.length).toBeGreaterThan(0);
                }
            ),
            { numRuns: 3000 }
        );
    });

    it('never throw or stall on mutated real messages', () => {
        const result = fuzzDecoders(20_000, seededRandom(7));
        expect(result.failures).toEqual([]);
        expect(result.decoded).toBeGreaterThan(1000);
        expect(result.refused).toBeGreaterThan(1000);
    });
});
