import fc from 'fast-check';
import { flowsSteadily } from '../../../src/source/mqtt/acknowledger.ts';

const read = (readAt: number, count: number) => ({ readAt, ids: Array.from({ length: count }, (_, id) => id + 1) });

describe('whether messages flow steadily', () => {
    it.each([
        ['many, while others wait', [read(0, 20), read(4, 20), read(8, 20)], true],
        ['all at once, and then none before the acknowledgement', [read(0, 10), read(0.5, 10)], false],
        ['few', [read(0, 1), read(10, 1)], false],
        ['none', [], false]
    ])('%s', (_name, groups, steady) => {
        expect(flowsSteadily(groups)).toBe(steady);
    });

    it('never for a broker that hands out at most 20 at once, however slowly a commit goes', () => {
        const round = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 20 });
        fc.assert(
            fc.property(round, (times) => {
                const reads = times.sort((left, right) => left - right).map((at) => read(at, 1));
                expect(flowsSteadily(reads)).toBe(false);
            })
        );
    });
});
