/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * A small seeded generator (mulberry32), so that a plant behaves the same at every start.
 * @param seed any whole number
 */
export function seededRandom(seed: number): Random {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

/** A normally distributed number with mean 0 and standard deviation 1 (Box–Muller). */
export function gaussian(random: Random): number {
    return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
