import fc from 'fast-check';
import { decodeChunk, encodeChunk } from '../../src/history/samples/chunkCodec.ts';

const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -100_000, max: 100_000 }).map((value) => value / 100),
    fc.constantFrom(0, -0, Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 53)
);
const columns = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 42 }), { minLength: 1, maxLength: 200 }).chain((times) =>
    fc.record({
        at: fc.constant(Float64Array.from(times.sort((a, b) => a - b))),
        value: fc.array(number, { minLength: times.length, maxLength: times.length }).map((v) => Float64Array.from(v)),
        quality: fc
            .array(fc.integer({ min: 0, max: 2 }), { minLength: times.length, maxLength: times.length })
            .map((v) => Uint8Array.from(v))
    })
);

test('every chunk comes back bit by bit', () => {
    fc.assert(
        fc.property(columns, (given) => {
            const read = decodeChunk(encodeChunk(given));
            expect(Buffer.from(read.value.buffer)).toEqual(Buffer.from(given.value.buffer));
            expect(read.at).toEqual(given.at);
            expect(read.quality).toEqual(given.quality);
        }),
        { numRuns: 300 }
    );
});

test('an hour of a slowly changing temperature takes at most two bytes a value', () => {
    const length = 3600;
    const at = Float64Array.from({ length }, (_, index) => 1_790_000_000_000 + index * 1000);
    const value = Float64Array.from({ length }, (_, index) => Math.round((50 + 3 * Math.sin(index / 300)) * 100) / 100);
    const chunk = encodeChunk({ at, value, quality: new Uint8Array(length) });
    expect(chunk.byteLength / length).toBeLessThan(2);
});

test.each([
    ['an unknown version', (chunk: Uint8Array) => chunk.fill(9, 0, 1)],
    ['a broken body', (chunk: Uint8Array) => chunk.fill(255, 5)],
    ['another length', (chunk: Uint8Array) => chunk.fill(7, 1, 2)]
])('%s is refused', (_, damage) => {
    const chunk = encodeChunk({
        at: Float64Array.of(1, 2),
        value: Float64Array.of(3, 4),
        quality: Uint8Array.of(0, 0)
    });
    expect(() => decodeChunk(damage(chunk))).toThrow(expect.objectContaining({ code: 'HISTORY_CHUNK_DAMAGED' }));
});
