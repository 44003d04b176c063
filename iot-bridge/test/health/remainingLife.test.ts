import { RemainingLifeModel } from '../../src/health/life/remainingLife.ts';
import { fitRidge, predict } from '../../src/health/life/ridge.ts';
import { excerptOf, type Life } from '../../src/health/life/wear.ts';

/** A machine whose first sensor rises in its last hundred cycles; the second never changes, the third only ripples. */
function life(cycles: number): Life {
    return Array.from({ length: cycles }, (_, index) => {
        const worn = Math.max(0, 100 - (cycles - index)) / 100;
        return [20 + 5 * worn ** 2, 7, Math.sin(index * 1.9 + cycles)];
    });
}

const model = new RemainingLifeModel([150, 180, 200, 220, 260].map(life));

test('a worn machine has little left, a new one much', () => {
    expect(model.judge(excerptOf(life(210), 195)).cycles).toBeLessThan(40);
    expect(model.judge(excerptOf(life(210), 80)).cycles).toBeGreaterThan(80);
});

test('a machine that was not seen when new is judged by what is seen now', () => {
    const worn = { ...excerptOf(life(210), 195), first: [] };
    expect(model.judge(worn).cycles).toBeLessThan(45);
});

test('the range holds the estimate and the sensor that wears is the reason', () => {
    const judged = model.judge(excerptOf(life(210), 190));
    expect(judged.earliest).toBeLessThanOrEqual(judged.cycles);
    expect(judged.latest).toBeGreaterThanOrEqual(judged.cycles);
    expect(judged.reasons[0]?.sensor).toBe(0);
    expect(judged.reasons.map((reason) => reason.sensor)).not.toContain(1);
});

test('ridge regression finds a line through exact examples', () => {
    const examples = [[0], [1], [2], [3]];
    const line = fitRidge(examples, [5, 7, 9, 11], 1e-9);
    expect(predict(line, [10])).toBeCloseTo(25, 4);
});

test('nothing to learn from is refused', () => {
    expect(() => fitRidge([], [], 1)).toThrow(RangeError);
});
