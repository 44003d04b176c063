import { timelineRows, type DayRange, type Entry, type TimelineRow } from 'c/calendarModel';
import CalendarTimeline from 'c/calendarTimeline';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { entryOf, lineEntries } from '../../calendarModel/__tests__/data/calendarEntries';

const range = { from: '2026-11-22', to: '2026-12-05' };

interface Properties {
    rows: readonly TimelineRow[];
    range: DayRange;
    today: string;
    label: string;
    mayEdit: boolean;
}

async function show(entries: readonly Entry[] = lineEntries()): Promise<HTMLElement> {
    const timeline = mount<Properties>('c-calendar-timeline', CalendarTimeline, {
        rows: timelineRows(entries, range),
        range,
        today: '2026-11-24',
        label: 'November',
        mayEdit: true
    });
    await flush();
    return timeline;
}

const headings = (timeline: Element): (string | null)[] =>
    findAll(timeline, 'th[scope=row]').map(({ textContent }) => textContent);

const drag = (type: string): Event => new Event(type, { bubbles: true, cancelable: true, composed: true });

describe('c-calendar-timeline', () => {
    afterEach(resetPage);

    it('has a row per machine and a column per day; entries fill their days', async () => {
        const timeline = await show();
        expect(headings(timeline)).toEqual(['Motor 1', 'Press 1']);
        expect(findAll(timeline, 'th[scope=col]')).toHaveLength(15);
        expect(find(timeline, 'th[aria-current=date]').title).toBe('Tuesday, November 24, 2026');
        const filled = findAll(timeline, '.cell_filled').map((cell) => [
            cell.dataset.day,
            cell.getAttribute('colspan')
        ]);
        expect(filled).toEqual([
            ['2026-11-26', '2'],
            ['2026-11-24', '1'],
            ['2026-11-25', '1']
        ]);
        await expect(timeline).toBeAccessible();
    });

    it('lets a work order be dragged to another day', async () => {
        const timeline = await show();
        const drops: unknown[] = [];
        timeline.addEventListener('entrydrop', (event) => drops.push((event as CustomEvent<unknown>).detail));
        find(timeline, '[data-key="0WO000000000010AAA"]').dispatchEvent(drag('dragstart'));
        const target = find(timeline, '.cell[data-day="2026-11-27"]');
        target.dispatchEvent(drag('dragover'));
        await flush();
        expect(target.className).toContain('cell_over');
        target.dispatchEvent(drag('drop'));
        await flush();
        expect(drops).toEqual([{ key: '0WO000000000010AAA', from: '2026-11-24', to: '2026-11-27' }]);
        expect(target.className).not.toContain('cell_over');
    });

    it('keeps the date of a plan, and forgets a drag that ended elsewhere', async () => {
        const timeline = await show();
        const drops = jest.fn();
        timeline.addEventListener('entrydrop', drops);
        const target = find(timeline, '.cell[data-day="2026-11-27"]');
        const plan = findAll(timeline, 'c-calendar-entry').find(({ dataset }) => dataset.movable === 'false');
        plan?.dispatchEvent(drag('dragstart'));
        target.dispatchEvent(drag('dragover'));
        target.dispatchEvent(drag('drop'));
        const order = find(timeline, '[data-key="0WO000000000010AAA"]');
        order.dispatchEvent(drag('dragstart'));
        order.dispatchEvent(drag('dragend'));
        target.dispatchEvent(drag('drop'));
        expect(drops).not.toHaveBeenCalled();
    });

    it('shows some machines first, more when asked', async () => {
        const seal = entryOf('Replace seal');
        const many = Array.from({ length: 400 }, (_, index) => ({
            ...seal,
            key: `k${index}`,
            assetId: `a${index}`,
            assetName: `Machine ${String(index).padStart(3, '0')}`
        }));
        const timeline = await show(many);
        expect(headings(timeline)).toHaveLength(150);
        find(timeline, '[data-id=more]').click();
        await flush();
        find(timeline, '[data-id=more]').click();
        await flush();
        expect(headings(timeline)).toHaveLength(400);
        expect(findAll(timeline, '[data-id=more]')).toHaveLength(0);
    });

    it('is empty without days', async () => {
        const timeline = mount('c-calendar-timeline', CalendarTimeline, { label: 'November' });
        await flush();
        expect(findAll(timeline, 'th[scope=col]')).toHaveLength(1);
    });
});
