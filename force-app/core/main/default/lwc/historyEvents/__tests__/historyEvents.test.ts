import HistoryEvents from 'c/historyEvents';
import type { TwinEvent } from 'c/twinEvents';
import { find, findAll, mount, resetPage } from 'jest/lwc';

const window = { from: 0, to: 1000 };
const event = (more: Partial<TwinEvent>): TwinEvent => ({
    id: 'x',
    kind: 'alarm',
    title: 'Hot',
    status: 'New',
    priority: '',
    from: 100,
    ...more
});
const events: TwinEvent[] = [
    event({ id: 'a', recordId: 'a01', priority: 'Critical' }),
    event({ id: 'c', recordId: '500', kind: 'case', title: '00001 Hot', to: 500 }),
    event({ id: 's', kind: 'state', title: 'Running', status: '', to: 900 })
];

describe('c-history-events', () => {
    afterEach(resetPage);

    it('has a lane for each kind that happened', async () => {
        const strip = mount('c-history-events', HistoryEvents, { events, window });
        expect(findAll(strip, '[data-id=lane]').map((lane) => lane.getAttribute('aria-label'))).toEqual([
            'c.MachineHistory_Alarm',
            'c.MachineHistory_Case',
            'c.TwinHistory_States'
        ]);
        expect(find(strip, '.mark_urgent').getAttribute('href')).toBe('/lightning/r/Alarm__c/a01/view');
        expect(find(strip, '.mark_ongoing').getAttribute('aria-label')).toContain('c.MachineHistory_Ongoing');
        expect(find(strip, '.mark_state').getAttribute('role')).toBe('img');
        await expect(strip).toBeAccessible();
    });

    it('leads from a part to its asset, or to the work order that took it from stock', () => {
        const parts = [
            event({ id: 'p', kind: 'part', recordId: '02i', from: 100, to: 100 }),
            event({ id: 'q', kind: 'part', recordId: '0WO', objectName: 'WorkOrder', from: 200, to: 200 })
        ];
        const strip = mount('c-history-events', HistoryEvents, { events: parts, window });
        expect(findAll(strip, '.mark_part').map((mark) => mark.getAttribute('href'))).toEqual([
            '/lightning/r/Asset/02i/view',
            '/lightning/r/WorkOrder/0WO/view'
        ]);
        // A moment is told once.
        expect(find(strip, '.mark_part').getAttribute('aria-label')).not.toContain('–');
    });

    it('opens a record here, and leaves other clicks to the browser', () => {
        const strip = mount('c-history-events', HistoryEvents, { events, window });
        const opened = jest.fn<void, [CustomEvent]>();
        strip.addEventListener('openrecord', opened as unknown as EventListener);
        const link = find(strip, '[data-record="500"]');
        link.dispatchEvent(new MouseEvent('click', { cancelable: true }));
        expect(opened.mock.lastCall?.[0].detail).toEqual({ recordId: '500' });
        link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, cancelable: true }));
        expect(opened).toHaveBeenCalledTimes(1);
    });
});
