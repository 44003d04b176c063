import TwinTrend from 'c/twinTrend';
import { find, findAll, mount, resetPage } from 'jest/lwc';

const points = [
    { time: 0, value: 1 },
    { time: 1000, value: 2 }
];

describe('c-twin-trend', () => {
    afterEach(resetPage);

    it('draws a small curve that screen readers skip', async () => {
        const trend = mount('c-twin-trend', TwinTrend, { points, limits: { high: 5 } });
        expect(find(trend, 'svg').getAttribute('aria-hidden')).toBe('true');
        expect(find(trend, '.line').getAttribute('d')).toMatch(/^M0 .*L96 /);
        expect(findAll(trend, '.limit')).toHaveLength(0);
        await expect(trend).toBeAccessible();
    });

    it('draws a named chart with limits', async () => {
        const limits = { low: 0, highHigh: 5 };
        const trend = mount('c-twin-trend', TwinTrend, {
            points,
            limits,
            large: true,
            label: 'Trend of power'
        });
        expect(find(trend, 'svg').getAttribute('role')).toBe('img');
        expect(find(trend, 'svg').getAttribute('aria-label')).toBe('Trend of power');
        expect(findAll(trend, '.limit').map((line) => line.getAttribute('class'))).toEqual([
            'limit limit_low',
            'limit limit_highHigh'
        ]);
        await expect(trend).toBeAccessible();
    });

    it('shows nothing from one point', () => {
        expect(findAll(mount('c-twin-trend', TwinTrend, { points: [points[0]] }), 'svg')).toHaveLength(0);
        expect(findAll(mount('c-twin-trend', TwinTrend), 'svg')).toHaveLength(0);
    });
});
