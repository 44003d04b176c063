import AlarmItem from 'c/alarmItem';
import type { Alarm } from 'c/alarmModel';
import { find, findAll, mount, resetPage } from 'jest/lwc';

const NOW = Date.parse('2026-11-20T10:00:00Z');

const ALARM: Alarm = {
    id: 'a02000000000001AAA',
    name: 'ALM-000001',
    message: 'Bearing vibration is too high',
    machine: { id: '02i000000000004AAA', name: 'Drive Motor' },
    priority: 'Critical',
    state: 'Unacknowledged',
    stateLabel: 'Nicht quittiert',
    raisedAt: '2026-11-20T09:58:00Z',
    clearedAt: null,
    lastTransitionAt: '2026-11-20T09:58:00Z',
    shelvedUntil: null,
    acknowledgedBy: null,
    commonCause: null,
    value: 7.9,
    limit: 7.1,
    textValue: null,
    unit: 'mm/s',
    case: { id: '500000000000001AAA', name: '00001001' },
    workOrder: { id: '0WO000000000001AAA', name: '00000023' },
    requestedAction: null,
    requestedAt: null
};

interface ItemApi {
    alarm: Alarm;
    selected: boolean;
    canAct: boolean;
    showMachine: boolean;
    now: number;
    urlTemplate: string;
}

function mountItem(alarm: Partial<Alarm> = {}, properties: Partial<ItemApi> = {}): HTMLElement {
    return mount<ItemApi>('c-alarm-item', AlarmItem, {
        alarm: { ...ALARM, ...alarm },
        canAct: true,
        showMachine: true,
        now: NOW,
        urlTemplate: '#/lightning/r/{id}/view',
        ...properties
    });
}

const textOf = (item: HTMLElement, id: string) => find(item, `[data-id=${id}]`).textContent?.trim();
const notes = (item: HTMLElement) => findAll(item, '[data-id=note]').map((note) => note.textContent);
const actions = (item: HTMLElement) => findAll(item, 'lightning-button').map((button) => button.dataset.action);

describe('c-alarm-item', () => {
    afterEach(resetPage);

    it('shows priority, state, age, value and limit', async () => {
        const item = mountItem();
        expect(find<HTMLElement & { priority: string }>(item, 'c-priority-symbol').priority).toBe('Critical');
        expect(textOf(item, 'state')).toBe('Nicht quittiert');
        expect(textOf(item, 'age')).toBe('2 minutes ago');
        expect(textOf(item, 'value')).toBe('7.9 mm/s');
        expect(textOf(item, 'limit')).toBe('c.AlarmList_Limit');
        await expect(item).toBeAccessible();
    });

    it('links alarm, machine, case and work order', () => {
        const links = findAll<HTMLAnchorElement>(mountItem(), 'a').map((link) => link.getAttribute('href'));
        expect(links).toEqual(
            [ALARM.id, ALARM.machine?.id, ALARM.case?.id, ALARM.workOrder?.id].map((id) => `#/lightning/r/${id}/view`)
        );
    });

    it('links nothing that is not there', () => {
        const item = mountItem({ case: undefined, workOrder: undefined, limit: null }, { showMachine: false });
        expect(findAll(item, 'a')).toHaveLength(1);
        expect(findAll(item, '[data-id=limit]')).toHaveLength(0);
    });

    it('opens records on a plain click only', () => {
        const item = mountItem();
        const opened = jest.fn();
        item.addEventListener('openrecord', (event) => opened((event as CustomEvent).detail));
        const [, machine] = findAll(item, 'a');
        machine.dispatchEvent(new MouseEvent('click', { cancelable: true }));
        machine.dispatchEvent(new MouseEvent('click', { cancelable: true, metaKey: true }));
        expect(opened.mock.calls).toEqual([[{ id: ALARM.machine?.id }]]);
    });

    it('offers what the state allows', () => {
        expect(actions(mountItem())).toEqual(['Acknowledge', 'Shelve']);
        expect(actions(mountItem({ state: 'Shelved' }))).toEqual(['Unshelve']);
        expect(actions(mountItem({ state: 'Normal' }))).toEqual([]);
        expect(actions(mountItem({}, { canAct: false }))).toEqual([]);
    });

    it('asks for an action and for selection', () => {
        const item = mountItem();
        const asked = jest.fn();
        item.addEventListener('request', (event) => asked((event as CustomEvent).detail));
        item.addEventListener('select', (event) => asked((event as CustomEvent).detail));
        findAll(item, 'lightning-button')[1].click();
        const box = find<HTMLElement & { checked: boolean }>(item, 'lightning-input');
        box.checked = true;
        box.dispatchEvent(new CustomEvent('change'));
        expect(asked.mock.calls).toEqual([[{ action: 'Shelve' }], [{ checked: true }]]);
    });

    it('says what waits and offers nothing meanwhile', async () => {
        const item = mountItem({ requestedAction: 'Acknowledge', requestedAt: '2026-11-20T09:59:55Z' });
        expect(notes(item)).toEqual(['c.AlarmList_Pending']);
        expect(actions(item)).toEqual([]);
        expect(findAll(item, 'lightning-input')).toHaveLength(0);
        await expect(item).toBeAccessible();
    });

    it.each([
        [{ requestedAction: 'Shelve', requestedAt: '2026-11-20T09:58:30Z' }, 3_600_000, ['c.AlarmList_Unanswered']],
        [{ state: 'Shelved', shelvedUntil: '2026-11-20T18:00:00Z' }, 0, ['c.AlarmList_Shelved_Until']],
        [{ state: 'Shelved' }, 0, []],
        [{ state: 'Acknowledged', acknowledgedBy: 'Mia' }, 0, ['c.AlarmList_Acknowledged_By']],
        [{ commonCause: 'Model EM-75: 8/10 in 10 min' }, 0, ['c.AlarmList_Common_Cause_Model']],
        [{ state: 'Acknowledged' }, 0, []],
        [
            { state: 'Unacknowledged', requestedAction: 'Out of Service', requestedAt: '2026-11-20T09:59:55Z' },
            0,
            ['c.AlarmList_Pending']
        ]
    ])('notes %j', (values, later, expected) => {
        expect(notes(mountItem(values, { now: NOW + later }))).toEqual(expected);
    });

    it('shows nothing without an alarm', () => {
        const item = mount<ItemApi>('c-alarm-item', AlarmItem);
        expect(findAll(item, 'div')).toHaveLength(0);
    });
});
