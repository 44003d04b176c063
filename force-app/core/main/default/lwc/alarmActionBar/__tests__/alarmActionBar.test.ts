import AlarmActionBar from 'c/alarmActionBar';
import type { OverviewAlarm } from 'c/alarmOverview';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { overviewAlarm } from 'jest/overviewAlarms';

interface BarApi {
    alarms: readonly OverviewAlarm[];
    busy: boolean;
    now: number;
    start(name: string): void;
}

type Button = HTMLElement & { disabled: boolean };
type Form = HTMLElement & { action: string; count: number };

const LOUD = overviewAlarm('loud');
const SHELVED = overviewAlarm('shelved', { state: 'Shelved' });

async function mountBar(alarms: readonly OverviewAlarm[] = [LOUD, SHELVED], busy = false) {
    const now = Date.parse('2026-11-20T10:00:00.000Z');
    const bar = mount<BarApi>('c-alarm-action-bar', AlarmActionBar, { alarms, busy, now });
    const requested = jest.fn();
    bar.addEventListener('request', (event) => requested((event as CustomEvent).detail));
    await flush();
    return { bar, requested };
}

const enabled = (bar: HTMLElement) =>
    findAll<Button>(bar, 'lightning-button')
        .filter(({ disabled }) => !disabled)
        .map(({ dataset }) => dataset.name);

describe('c-alarm-action-bar', () => {
    afterEach(resetPage);

    it('offers what makes sense for the selected alarms', async () => {
        expect(enabled((await mountBar()).bar)).toEqual(['acknowledge', 'comment', 'shelve', 'unshelve', 'out']);
        expect(enabled((await mountBar([])).bar)).toEqual([]);
        expect(enabled((await mountBar([LOUD], true)).bar)).toEqual([]);
        const out = overviewAlarm('out', { state: 'Out of Service' });
        const { bar } = await mountBar([out]);
        expect(enabled(bar)).toEqual(['return']);
        await expect(bar).toBeAccessible();
    });

    it('asks at once where no words are needed', async () => {
        const { bar, requested } = await mountBar();
        find(bar, '[data-name=acknowledge]').click();
        find(bar, '[data-name=unshelve]').click();
        expect(requested.mock.calls).toEqual([
            [{ ids: ['loud'], action: 'Acknowledge' }],
            [{ ids: ['shelved'], action: 'Unshelve' }]
        ]);
    });

    it('asks for a reason first, for those alarms to which it applies', async () => {
        const { bar, requested } = await mountBar();
        find(bar, '[data-name=out]').click();
        await flush();
        const form = find<Form>(bar, 'c-alarm-request-form');
        expect([form.action, form.count]).toEqual(['Out of Service', 2]);
        form.dispatchEvent(new CustomEvent('confirm', { detail: { reason: 'Sensor is broken' } }));
        await flush();
        const detail = { ids: ['loud', 'shelved'], action: 'Out of Service', reason: 'Sensor is broken' };
        expect(requested.mock.calls).toEqual([[detail]]);
        expect(findAll(bar, 'c-alarm-request-form')).toHaveLength(0);
    });

    it('leaves the form and gives the focus back', async () => {
        const { bar, requested } = await mountBar();
        find(bar, '[data-name=shelve]').click();
        await flush();
        const focus = jest.spyOn(find(bar, '[data-name=shelve]'), 'focus');
        find(bar, 'c-alarm-request-form').dispatchEvent(new CustomEvent('cancel'));
        await flush();
        expect(findAll(bar, 'c-alarm-request-form')).toHaveLength(0);
        expect(focus).toHaveBeenCalledTimes(1);
        expect(requested).not.toHaveBeenCalled();
    });

    it('takes the form away when no alarm is left for it', async () => {
        const { bar } = await mountBar();
        find(bar, '[data-name=shelve]').click();
        bar.alarms = [];
        await flush();
        expect(findAll(bar, 'c-alarm-request-form')).toHaveLength(0);
    });

    it('begins nothing for an unknown or senseless action', async () => {
        const { bar, requested } = await mountBar();
        bar.start('nothing');
        bar.start('return');
        expect(requested).not.toHaveBeenCalled();
    });
});
