import { pauseBetween } from '../../src/cli/replay.ts';

describe('the pace of a replay', () => {
    it('is that of the recording, divided by the speed', () => {
        expect(pauseBetween({ at: 1000 }, { at: 3000 }, 1)).toBe(2000);
        expect(pauseBetween({ at: 1000 }, { at: 3000 }, 10)).toBe(200);
    });

    it('is without pause where there is no speed, no time or no progress', () => {
        expect(pauseBetween({ at: 1000 }, { at: 3000 }, 0)).toBe(0);
        expect(pauseBetween(undefined, { at: 3000 }, 1)).toBe(0);
        expect(pauseBetween({ at: 1000 }, { at: undefined }, 1)).toBe(0);
        expect(pauseBetween({ at: 3000 }, { at: 1000 }, 1)).toBe(0);
    });
});
