import type { Occurrence } from 'c/alarmFigures';
import AlarmKpi from 'c/alarmKpi';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';

const NOW = Date.parse('2026-11-20T10:00:00.000Z');

interface KpiApi {
    occurrences?: readonly Occurrence[];
    partial: boolean;
    standing: number;
    stale: number;
    now: number;
}

const flood: readonly Occurrence[] = Array.from({ length: 30 }, (_unused, at) => ({
    key: `alarm-${at % 3}`,
    message: 'Oil is hot',
    machine: 'Press',
    priority: 'High',
    raisedAt: NOW - 10 * 60_000 + at * 10_000
}));

async function mountKpi(properties: Partial<KpiApi> = {}): Promise<HTMLElement> {
    const element = mount<KpiApi>('c-alarm-kpi', AlarmKpi, { occurrences: flood, now: NOW, ...properties });
    await flush();
    return element;
}

const tile = (element: HTMLElement, name: string) => {
    const icon = find<HTMLElement & { alternativeText: string }>(element, `[data-figure=${name}] lightning-icon`);
    return [find(element, `[data-figure=${name}] span`).textContent, icon.alternativeText];
};

describe('c-alarm-kpi', () => {
    afterEach(resetPage);

    it('shows each figure with its status in words', async () => {
        const element = await mountKpi({ standing: 12, stale: 3 });
        expect(tile(element, 'rate')).toEqual(['0.2', 'c.AlarmKpi_Good']);
        expect(tile(element, 'peak')).toEqual(['30', 'c.AlarmKpi_Bad']);
        expect(tile(element, 'floodShare')).toEqual(['0.7%', 'c.AlarmKpi_Good']);
        expect(tile(element, 'standing')).toEqual(['12', 'c.AlarmKpi_Watch']);
        expect(tile(element, 'stale')).toEqual(['3', 'c.AlarmKpi_Good']);
        expect(findAll(element, '.share')).toHaveLength(4);
        expect(findAll(element, '.top li')).toHaveLength(3);
        await expect(element).toBeAccessible();
    });

    it('says that there was none', async () => {
        const element = await mountKpi({ occurrences: [] });
        expect(findAll(element, '[data-id=none]')).toHaveLength(1);
        expect(findAll(element, '.details')).toHaveLength(0);
        await expect(element).toBeAccessible();
    });

    it('says that it does not count all', async () => {
        const element = await mountKpi({ partial: true });
        expect(find(element, '[data-id=partial]').textContent).toBe('c.AlarmKpi_Partial');
    });

    it('shows nothing while nothing is known', async () => {
        expect(findAll(await mountKpi({ occurrences: undefined }), 'section')).toHaveLength(0);
    });
});
