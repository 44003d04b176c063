import { existsSync } from 'node:fs';
import { checkNab, scoreFile } from '../../recordings/nab.ts';

test('a detection at the start of a window is worth one, a missed window costs one', () => {
    expect(scoreFile([100], [[100, 199]])).toBeCloseTo(1, 3);
    expect(scoreFile([], [[100, 199]])).toBe(-1);
});

test('later detections in a window are worth less, and only the earliest counts', () => {
    const late = scoreFile([190], [[100, 199]]);
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(0.3);
    expect(scoreFile([100, 150, 199], [[100, 199]])).toBeCloseTo(1, 3);
});

test('a detection before any window costs its full weight, one just behind a window less', () => {
    expect(scoreFile([5], [[100, 199]]) - -1).toBeCloseTo(-0.11, 5);
    const behind = scoreFile([100, 205], [[100, 199]]) - 1;
    expect(behind).toBeLessThan(0);
    expect(behind).toBeGreaterThan(-0.03);
});

const corpus = '../shared/data/telemetry/nab';
if (existsSync(corpus)) {
    test('the corpus scores at least 65', async () => {
        const result = await checkNab(corpus);
        expect(result?.standardScore).toBeGreaterThanOrEqual(65);
    });
} else {
    test.todo('the corpus scores at least 65: skipped, because ../shared/data/telemetry/nab is not present');
}
