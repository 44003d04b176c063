import TwinHistory from 'c/twinHistory';
import { logState, type TwinEvent } from 'c/twinEvents';
import type { SignalView } from 'c/twinView';
import { graphql } from 'lightning/graphql';
import { getObjectInfos } from 'lightning/uiObjectInfoApi';
import {
    asWire,
    find,
    findAll,
    flush,
    mount,
    queryContains,
    resetPage,
    type GraphQLWire,
    type RecordWire
} from 'jest/lwc';
import { pressViews } from '../../twinModel/__tests__/data/views';
import { alarm, historyAnswer, NOW, ordersAnswer, MINUTE } from '../../twinEvents/__tests__/data/historyAnswer';

const wire = asWire<GraphQLWire>(graphql);
const infos = asWire<RecordWire>(getObjectInfos);
const isHistory = queryContains('TwinHistory(');
const isOrders = queryContains('HistoryOrders(');
const PRESS = '02i000000000001AAA';

interface Properties {
    assetId: string | undefined;
    signal: SignalView | undefined;
    states: readonly TwinEvent[];
    now: number;
    refreshSeconds: number;
}

async function show(properties: Partial<Properties> = {}): Promise<HTMLElement & Properties> {
    const history = mount<Properties>('c-twin-history', TwinHistory, { assetId: PRESS, now: NOW, ...properties });
    await flush();
    return history;
}

async function showData(properties: Partial<Properties> = {}, answer = historyAnswer()): Promise<HTMLElement> {
    const history = await show(properties);
    wire.emit(answer, isHistory);
    await flush();
    return history;
}

async function choose(history: Element, id: string, value: string): Promise<void> {
    find(history, `[data-id=${id}]`).dispatchEvent(new CustomEvent('change', { detail: { value } }));
    await flush();
}

const marks = (history: Element): HTMLElement[] => findAll(history, '[data-mark]');
const texts = (history: Element): (string | null)[] => marks(history).map(({ textContent }) => textContent);
const focused = (history: Element): string | undefined =>
    (history.shadowRoot?.activeElement as HTMLElement | null)?.dataset.mark;

describe('c-twin-history', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    const accessible = async (history: Element): Promise<void> => {
        jest.useRealTimers();
        await expect(history).toBeAccessible();
    };

    it('asks for the last seven days of the machine', async () => {
        await show();
        expect(wire.lastConfigOf(isHistory).variables).toEqual({ asset: PRESS, since: '2026-11-13T10:00:00.000Z' });
    });

    it('shows alarms and cases in lanes', async () => {
        const history = await showData();
        expect(findAll(history, '[data-id=lane]').map((lane) => lane.getAttribute('aria-label'))).toEqual([
            'c.TwinHistory_Alarms',
            'c.TwinHistory_Cases'
        ]);
        expect(texts(history)).toEqual(['Alarm 11', 'Alarm 10', '00001042 Oil too hot']);
        expect(marks(history)[1].className).toBe('mark mark_alarm mark_urgent mark_ongoing');
        expect(marks(history)[1].getAttribute('href')).toBe('/lightning/r/Alarm__c/a020000000000010AAA/view');
        expect(findAll(history, '[data-id=empty], [data-id=partial], [data-id=curve]')).toHaveLength(0);
        await accessible(history);
    });

    it('asks for work orders only where the user has them', async () => {
        const history = await showData();
        infos.emit({ results: [{ statusCode: 404, result: {} }] });
        await flush();
        expect(texts(history)).toHaveLength(3);
        infos.emit({ results: [{ statusCode: 200, result: { apiName: 'WorkOrder' } }] });
        await flush();
        wire.emit(ordersAnswer(), isOrders);
        await choose(history, 'span', '24');
        expect(texts(history)).toEqual([
            'Alarm 11',
            'Alarm 10',
            '00001042 Oil too hot',
            '00000010 Replace seal',
            '00000011'
        ]);
        await accessible(history);
    });

    it('shows the states that were seen, which lead to no record', async () => {
        const states = logState([], 'Running', NOW - 5 * MINUTE);
        const history = await showData({ states }, historyAnswer({ alarms: [], cases: [] }));
        expect(
            marks(history).map((mark) => [mark.getAttribute('role'), mark.getAttribute('href'), mark.textContent])
        ).toEqual([['img', null, 'Running']]);
        await accessible(history);
    });

    it('shows the part of the signal’s course that lies in the time', async () => {
        const [signal] = pressViews();
        const history = await showData({ signal });
        expect(find(history, '[data-id=curve] svg').getAttribute('style')).toMatch(/^left: 98\.3/);
        await choose(history, 'span', '24');
        expect(find(history, '[data-id=curve] svg').getAttribute('style')).toMatch(/^left: 99\.9/);
        await accessible(history);
    });

    it('shows other spans of time', async () => {
        const history = await showData(
            {},
            historyAnswer({ alarms: [alarm(10, 5_000, 4_900), alarm(11, 30, 20)], cases: [] })
        );
        expect(texts(history)).toEqual(['Alarm 11']);
        await choose(history, 'span', '168');
        expect(texts(history)).toEqual(['Alarm 10', 'Alarm 11']);
        expect(findAll(history, '[data-id=tick]')).toHaveLength(6);
    });

    it('shows the same as a table, the latest first', async () => {
        const history = await showData();
        await choose(history, 'view', 'table');
        expect(findAll(history, '[data-mark]')).toHaveLength(0);
        expect(findAll(history, '[data-id=row]').map((row) => row.children[3].textContent)).toEqual([
            '00001042 Oil too hot',
            'Alarm 10',
            'Alarm 11'
        ]);
        await accessible(history);
    });

    it('says when nothing happened, and when there is more', async () => {
        const history = await showData({}, historyAnswer({ alarms: [], cases: [], more: true }));
        expect(find(history, '[data-id=empty]').textContent).toBe('c.TwinHistory_Empty');
        expect(findAll(history, '[data-id=partial]')).toHaveLength(1);
        await choose(history, 'view', 'table');
        expect(findAll(history, 'table')).toHaveLength(0);
        await accessible(history);
    });

    it('shows errors above the last good data', async () => {
        const history = await showData();
        wire.emitErrors([{ message: 'No access' }], isHistory);
        await flush();
        expect(find<HTMLElement & { hasData: boolean }>(history, 'c-error-panel').hasData).toBe(true);
        expect(texts(history)).toHaveLength(3);
        find(history, 'c-error-panel').dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(wire.refresh).toHaveBeenCalled();
        await accessible(history);
    });

    it('has one mark in the tab order, from which arrow keys lead through time', async () => {
        const history = await showData();
        const inTabOrder = marks(history).filter((mark) => mark.tabIndex === 0);
        expect(inTabOrder.map(({ textContent }) => textContent)).toEqual(['00001042 Oil too hot']);
        inTabOrder[0].focus();
        const press = async (key: string): Promise<string | undefined> => {
            history.shadowRoot?.activeElement?.dispatchEvent(
                new KeyboardEvent('keydown', { key, bubbles: true, composed: true })
            );
            await flush();
            return focused(history);
        };
        expect(await press('ArrowLeft')).toBe('a020000000000010AAA');
        expect(await press('Home')).toBe('a020000000000011AAA');
        expect(await press('ArrowLeft')).toBe('a020000000000011AAA');
        expect(await press('ArrowRight')).toBe('a020000000000010AAA');
        expect(await press('x')).toBe('a020000000000010AAA');
        expect(await press('End')).toBe('500000000000010AAA');
    });

    it('opens records in this window unless another is wanted', async () => {
        const history = await showData();
        const open = jest.fn();
        history.addEventListener('openrecord', (event) => open((event as CustomEvent).detail));
        marks(history)[0].addEventListener('click', (event) => event.preventDefault());
        marks(history)[0].dispatchEvent(new MouseEvent('click', { cancelable: true, ctrlKey: true }));
        expect(open).not.toHaveBeenCalled();
        marks(history)[0].dispatchEvent(new MouseEvent('click', { cancelable: true }));
        expect(open).toHaveBeenCalledWith({ recordId: 'a020000000000011AAA' });
    });

    it('repeats its requests while it is on the page', async () => {
        wire.refresh.mockClear();
        const history = await showData({ refreshSeconds: 10 });
        await jest.advanceTimersByTimeAsync(10_000);
        expect(wire.refresh).toHaveBeenCalledTimes(1);
        history.remove();
        await jest.advanceTimersByTimeAsync(60_000);
        expect(wire.refresh).toHaveBeenCalledTimes(1);
    });
});
