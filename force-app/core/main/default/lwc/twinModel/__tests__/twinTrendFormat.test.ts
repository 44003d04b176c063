import { ageText, drawTrend, momentText, parseTrend, quantityText, trendStatistics } from '../twinModel';

const T0 = 1_763_632_800;

describe('trend', () => {
    it('reads stored points in time order and leaves unreadable ones out', () => {
        const points = parseTrend(`[[${T0 + 60},2],[${T0},1],[null,3],["x",1],[1],7]`);
        expect(points).toEqual([
            { time: T0 * 1000, value: 1 },
            { time: (T0 + 60) * 1000, value: 2 }
        ]);
    });

    it.each(['', '{', '{"a":1}', 'null'])('reads %p as no trend', (json) => expect(parseTrend(json)).toEqual([]));

    it('gives statistics with the change per hour', () => {
        const points = parseTrend(`[[${T0},10],[${T0 + 1800},11],[${T0 + 3600},12]]`);
        expect(trendStatistics(points)).toMatchObject({ count: 3, minimum: 10, maximum: 12, mean: 11 });
        expect(trendStatistics(points)?.changePerHour).toBeCloseTo(2);
    });

    it('has no change per hour at a single time, and no statistics of nothing', () => {
        expect(trendStatistics(parseTrend(`[[${T0},10]]`))?.changePerHour).toBeUndefined();
        expect(trendStatistics([])).toBeUndefined();
    });

    it('draws from the left edge to the right edge inside the box', () => {
        const drawing = drawTrend(parseTrend(`[[${T0},0],[${T0 + 10},10]]`), 100, 40);
        expect(drawing?.line).toBe('M0 36.67L100 3.33');
        expect(drawing?.area).toBe('M0 36.67L100 3.33L100 40L0 40Z');
        expect(drawing).toMatchObject({ lastX: 100, lastY: 3.33, limits: [] });
    });

    it('keeps limits in view', () => {
        const drawing = drawTrend(parseTrend(`[[${T0},1],[${T0 + 10},2]]`), 100, 40, { high: 10, low: -10 });
        expect(drawing?.limits.map((limit) => limit.key)).toEqual(['low', 'high']);
        expect(drawing?.limits.every((limit) => limit.y > 0 && limit.y < 40)).toBe(true);
    });

    it('draws a flat line, even at zero and within one second', () => {
        expect(drawTrend(parseTrend(`[[${T0},0],[${T0},0]]`), 100, 40)?.line).toBe('M0 20L0 20');
        expect(drawTrend(parseTrend(`[[${T0},7],[${T0 + 1},7]]`), 100, 40)?.line).toBe('M0 20L100 20');
    });

    it('draws nothing from one point', () => expect(drawTrend(parseTrend(`[[${T0},1]]`), 100, 40)).toBeUndefined());
});

describe('formats', () => {
    it('shows as many decimals as are worth reading', () => {
        expect(quantityText(1234.56, 'kW')).toBe('1,235 kW');
        expect(quantityText(48.237, 'Cel')).toBe('48.2 °C');
        expect(quantityText(1.2345, 'mm/s')).toBe('1.23 mm/s');
        expect(quantityText(-0.0456, '1')).toBe('-0.046');
    });

    it('says ages, and that a machine clock ahead of ours means now', () => {
        const now = T0 * 1000;
        expect(ageText(now - 150_000, now)).toBe('2 minutes ago');
        expect(ageText(now + 9000, now)).toBe('now');
    });

    it('shows times in the time zone of the user', () => {
        expect(momentText(Date.parse('2026-11-20T18:00:00Z'))).toMatch(/^Nov 20, 2026, 10:00\sAM$/);
    });
});
