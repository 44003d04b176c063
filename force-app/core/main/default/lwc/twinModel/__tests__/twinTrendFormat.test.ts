import {
    drawTrend,
    fill,
    formatAge,
    formatNumber,
    formatQuantity,
    formatTime,
    parseTrend,
    trendStatistics,
    unitSymbol
} from '../twinModel';

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
    it('uses the symbols people know', () => {
        expect(unitSymbol('Cel')).toBe('°C');
        expect(unitSymbol('kW.h')).toBe('kWh');
        expect(unitSymbol('bar')).toBe('bar');
    });

    it('formats by locale with as many digits as are worth reading', () => {
        expect(formatNumber(1234.56, 'de-DE')).toBe('1.235');
        expect(formatNumber(48.237, 'de-DE')).toBe('48,2');
        expect(formatNumber(1.2345, 'en-US')).toBe('1.23');
        expect(formatNumber(0.0456, 'en-US')).toBe('0.046');
        expect(formatNumber(-12.34, 'en-US')).toBe('-12.3');
        expect(formatQuantity(48.237, 'Cel', 'de-DE')).toBe('48,2\u00a0°C');
        expect(formatQuantity(3, '1', 'en-US')).toBe('3');
    });

    it('says ages in the user’s language', () => {
        const now = T0 * 1000;
        expect(formatAge(now, now, 'en-US')).toBe('now');
        expect(formatAge(now + 9000, now, 'en-US')).toBe('now');
        expect(formatAge(now - 30_000, now, 'en-US')).toBe('30 sec. ago');
        expect(formatAge(now - 150_000, now, 'de-DE')).toBe('vor 2 Min.');
        expect(formatAge(now - 86_400_000 * 3, now, 'en-US')).toBe('3 days ago');
    });

    it('shows times in the user’s time zone', () => {
        expect(formatTime(Date.parse('2026-11-20T10:00:00Z'), 'de-DE', 'Europe/Berlin')).toBe('20.11.2026, 11:00:00');
    });

    it('fills numbered places and leaves unknown ones', () => {
        expect(fill('{0} of {1} {2}', 3, 'ten')).toBe('3 of ten {2}');
    });
});
