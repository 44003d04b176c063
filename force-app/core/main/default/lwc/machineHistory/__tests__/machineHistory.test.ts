import MachineHistory from 'c/machineHistory';
import { graphql } from 'lightning/graphql';
import { MessageContext, subscribe } from 'lightning/messageService';
import { getObjectInfos } from 'lightning/uiObjectInfoApi';
import { getRecord } from 'lightning/uiRecordApi';
import callEvents from '@salesforce/apex/TelemetryHistory.events';
import callSeries from '@salesforce/apex/TelemetryHistory.series';
import callSignals from '@salesforce/apex/TelemetryHistory.signals';
import {
    asWire,
    find,
    findAll,
    flush,
    mount,
    navigations,
    queryContains,
    resetPage,
    type GraphQLWire,
    type RecordWire,
    type TestWire
} from 'jest/lwc';
import {
    answer,
    CASE,
    connection,
    HOUR,
    iso,
    machineAnswer,
    MOTOR,
    NOW,
    ORDER,
    PRESS,
    recorded,
    value,
    type Properties
} from './data/answers';

jest.mock('@salesforce/apex/TelemetryHistory.signals', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});
jest.mock('@salesforce/apex/TelemetryHistory.series', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});
jest.mock('@salesforce/apex/TelemetryHistory.events', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});

const signals = jest.mocked(callSignals);
const series = jest.mocked(callSeries);
const events = jest.mocked(callEvents);
const wire = asWire<GraphQLWire>(graphql);
const infos = asWire<RecordWire>(getObjectInfos);
const recordWire = asWire<RecordWire>(getRecord);
const contextWire = asWire<TestWire>(MessageContext);
const isMachine = queryContains('MachineHistory(');
const isOrders = queryContains('HistoryOrders(');

type Part = HTMLElement & Record<string, never>;
const part = (element: Element, selector: string): Record<string, unknown> => find<Part>(element, selector);
const frame = (history: Element): HTMLElement => find(history, 'c-widget-frame');

async function show(properties: Partial<Properties> = {}): Promise<HTMLElement & Properties> {
    const history = mount<Properties>('c-machine-history', MachineHistory, { recordId: PRESS, ...properties });
    await flush();
    contextWire.emit({ __messageContext: true });
    return history;
}

async function showData(properties: Partial<Properties> = {}): Promise<HTMLElement & Properties> {
    const history = await show(properties);
    wire.emit(machineAnswer(), isMachine);
    await flush();
    return history;
}

async function press(history: Element, selector: string): Promise<void> {
    find(history, selector).dispatchEvent(new CustomEvent('click'));
    await flush();
}

async function change(history: Element, id: string, detail: object): Promise<void> {
    find(history, `[data-id=${id}]`).dispatchEvent(new CustomEvent('change', { detail }));
    await flush();
}

async function accessible(history: Element): Promise<void> {
    jest.useRealTimers();
    await expect(history).toBeAccessible();
}

const refusal = (message: string) => ({ body: { message }, ok: false, status: 500 });
const lastRange = () => {
    const { fromTime, toTime } = series.mock.lastCall?.[0] ?? { fromTime: '', toTime: '' };
    return [Date.parse(fromTime) - NOW, Date.parse(toTime) - NOW].map((offset) => offset / HOUR);
};

describe('c-machine-history', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
        signals.mockResolvedValue(recorded);
        series.mockImplementation(answer);
        events.mockResolvedValue('{"events":[],"next":null}');
        jest.mocked(subscribe).mockReturnValue({} as ReturnType<typeof subscribe>);
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    it('loads', async () => {
        const history = await show();
        expect(findAll(frame(history), 'c-loading-rows')).toHaveLength(1);
        expect(signals).not.toHaveBeenCalled();
        await accessible(history);
    });

    it('shows the first signals of the machine with what happened', async () => {
        const history = await showData();
        expect(series).toHaveBeenCalledWith({
            assetId: PRESS,
            signals: ['Vibration', 'Power', 'Operating_Hours', 'Operating_State'],
            fromTime: iso(NOW - 24 * HOUR),
            toTime: iso(NOW),
            points: 800
        });
        const charts = findAll<Part>(history, 'c-history-chart') as unknown as { info: { label: string } }[];
        expect(charts.map(({ info }) => info.label)).toEqual(['Vibration of the frame', 'Power', 'Operating Hours']);
        const shown = part(history, 'c-history-events').events as { kind: string }[];
        expect(shown.map(({ kind }) => kind).sort()).toEqual(['alarm', 'case', 'state']);
        expect(part(frame(history), 'lightning-card').title).toBe('c.MachineHistory_Title: Press 01');
        await accessible(history);
    });

    it.each([
        [0.2, 1],
        [1, 1],
        [3, 8],
        [20, 24],
        [900, 24]
    ])('shows of a machine that sends since %d hours the last %d', async (age, hours) => {
        const firstAt = NOW - age * HOUR;
        signals.mockResolvedValue(JSON.stringify({ signals: [{ signal: 'Power', kind: 'number', firstAt }] }));
        const history = await showData();
        expect(lastRange()).toEqual([-hours, 0]);
        expect(part(history, '[data-id=span]').value).toBe(String(hours));
    });

    it('keeps the time that the user chose, also when more was recorded meanwhile', async () => {
        signals.mockResolvedValue(JSON.stringify({ signals: [{ signal: 'Power', kind: 'number', firstAt: NOW }] }));
        const history = await showData();
        expect(lastRange()).toEqual([-1, 0]);
        await change(history, 'span', { value: '168' });
        await press(frame(history), '[data-id=refresh]');
        expect(lastRange()).toEqual([-168, 0]);
    });

    it('adds alarms that only the bridge remembers', async () => {
        const transition = (episode: string) => ({
            key: episode,
            at: NOW - HOUR,
            kind: 'alarm',
            details: { episode, transition: 'Raised', message: episode, raisedAt: NOW - HOUR }
        });
        const answered = { events: [transition('episode-1'), transition('episode-0')], next: null };
        events.mockResolvedValue(JSON.stringify(answered));
        const history = await showData();
        const shown = part(history, 'c-history-events').events as { kind: string; title: string }[];
        expect(shown.filter(({ kind }) => kind === 'alarm').map(({ title }) => title)).toEqual([
            'Vibration high',
            'episode-0'
        ]);
    });

    it('asks for work orders only where they can be read', async () => {
        const history = await showData();
        expect(wire.lastConfigOf(isOrders)).toBeUndefined();
        infos.emit({ results: [{ statusCode: 200, result: {} }] });
        await flush();
        wire.emit({ uiapi: { query: { orders: connection([ORDER]) } } }, isOrders);
        await flush();
        const shown = part(history, 'c-history-events').events as { kind: string }[];
        expect(shown.map(({ kind }) => kind)).toContain('workOrder');
    });

    it('moves and zooms by buttons', async () => {
        const history = await showData({ defaultSpan: '8' });
        expect(lastRange()).toEqual([-8, 0]);
        await press(history, '[data-move=earlier]');
        expect(lastRange()).toEqual([-12, -4]);
        await press(history, '[data-move=zoomIn]');
        expect(lastRange()).toEqual([-10, -6]);
        await press(history, '[data-move=zoomOut]');
        await press(history, '[data-move=later]');
        expect(lastRange()).toEqual([-8, 0]);
        await change(history, 'span', { value: '720' });
        expect(lastRange()).toEqual([-720, 0]);
    });

    it('asks for records of the time before the last thirty days too', async () => {
        const history = await showData({ defaultSpan: '720' });
        await press(history, '[data-move=earlier]');
        expect(wire.lastConfigOf(isMachine).variables).toEqual({ asset: PRESS, since: iso(NOW - 1.5 * 720 * HOUR) });
    });

    it('moves by keys on the charts, but not on what is inside them', async () => {
        const history = await showData({ defaultSpan: '8' });
        const charts = find(history, '.travel');
        charts.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }));
        await flush();
        expect(lastRange()).toEqual([-12, -4]);
        find(history, 'c-history-chart').dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
        charts.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', ctrlKey: true }));
        charts.dispatchEvent(new KeyboardEvent('keydown', { key: 'x' }));
        await flush();
        expect(lastRange()).toEqual([-12, -4]);
        charts.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }));
        await flush();
        expect(lastRange()).toEqual([-8, 0]);
    });

    it('reads the signals that are chosen', async () => {
        const history = await showData();
        await change(history, 'signals', { value: ['Power'] });
        expect(series.mock.lastCall?.[0].signals).toEqual(['Power', 'Operating_State']);
        expect(findAll(history, 'c-history-chart')).toHaveLength(1);
        await change(history, 'signals', { value: [] });
        expect(findAll(history, '[data-id=empty]')).toHaveLength(1);
    });

    it('shows the same values as a table and as a file', async () => {
        const history = await showData();
        await change(history, 'signals', { value: ['Power'] });
        await change(history, 'view', { value: 'table' });
        expect(findAll(history, 'th').map(({ textContent }) => textContent)).toEqual([
            'c.MachineHistory_Time',
            'Power (kW)'
        ]);
        expect(findAll(history, '[data-id=row]').map((row) => row.lastElementChild?.textContent)).toEqual([
            '41.5',
            '40'
        ]);
        const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation();
        await press(history, '[data-id=download]');
        const link = click.mock.contexts[0] as HTMLAnchorElement;
        expect(link.download).toBe('Press 01 2026-11-20.csv');
        expect(decodeURIComponent(link.href.split(',')[1])).toBe(
            'time,Power [kW]\r\n2026-11-19T12:00:01.000Z,40\r\n2026-11-19T12:01:01.000Z,41.5\r\n'
        );
        click.mockRestore();
        await accessible(history);
    });

    it('says that nothing was recorded in the time shown', async () => {
        series.mockResolvedValue('{"series":[]}');
        const history = await showData();
        expect(part(history, '[data-id=empty]').heading).toBe('c.MachineHistory_Empty_Heading');
        expect(part(history, '[data-id=download]').disabled).toBe(true);
        await accessible(history);
    });

    it('says that nothing was ever recorded, and looks again when asked', async () => {
        signals.mockResolvedValueOnce(null);
        const history = await showData();
        expect(part(history, '[data-id=notice]').heading).toBe('c.MachineHistory_None_Heading');
        await accessible(history);
        await press(history, '[data-id=retry]');
        expect(findAll(history, 'c-history-chart')).toHaveLength(3);
    });

    it.each(['c.TelemetryHistory_Not_Connected', 'c.TelemetryHistory_Refused'])(
        'tells what an administrator must do after %s',
        async (message) => {
            signals.mockRejectedValue(refusal(message));
            const history = await showData();
            expect(part(history, '[data-id=notice]')).toMatchObject({
                heading: 'c.MachineHistory_Setup_Heading',
                advice: 'c.MachineHistory_Setup_Advice'
            });
            expect(part(frame(history), 'c-error-panel').errors).toBeUndefined();
            await accessible(history);
        }
    );

    it('explains an asset that sends nothing', async () => {
        signals.mockRejectedValue(refusal('c.TelemetryHistory_No_Device'));
        const history = await showData();
        expect(part(history, '[data-id=notice]').advice).toBe('c.TelemetryHistory_No_Device');
        expect(findAll(history, '[data-id=retry]')).toHaveLength(0);
    });

    it('keeps the last values when a later call fails', async () => {
        const history = await showData();
        series.mockRejectedValue(refusal('Busy'));
        await press(history, '[data-move=earlier]');
        expect(part(frame(history), 'c-error-panel')).toMatchObject({ errors: refusal('Busy'), hasData: true });
        expect(findAll(history, 'c-history-chart')).toHaveLength(3);
        await accessible(history);
    });

    it('drops an answer that comes after a newer question', async () => {
        const history = await showData();
        let finish: (text: string) => void = () => undefined;
        series.mockReturnValueOnce(
            new Promise((resolve) => {
                finish = resolve;
            })
        );
        await press(history, '[data-move=earlier]');
        await press(history, '[data-move=now]');
        finish('{"series":[]}');
        await flush();
        expect(findAll(history, 'c-history-chart')).toHaveLength(3);
    });

    it('refreshes while the present is shown only', async () => {
        const history = await showData({ refreshSeconds: 10 });
        const before = series.mock.calls.length;
        await jest.advanceTimersByTimeAsync(10_000);
        expect(series.mock.calls.length).toBe(before + 1);
        await press(history, '[data-move=earlier]');
        await jest.advanceTimersByTimeAsync(60_000);
        expect(series.mock.calls.length).toBe(before + 2);
    });

    it('follows the machine selected on the page', async () => {
        const history = await showData();
        const listener = jest.mocked(subscribe).mock.lastCall?.[2] as unknown as (message: unknown) => void;
        listener({ recordId: MOTOR, pageRecordId: PRESS });
        await flush();
        expect(findAll(frame(history), 'c-loading-rows')).toHaveLength(1);
        wire.emit(machineAnswer(), isMachine);
        await flush();
        expect(signals).toHaveBeenLastCalledWith({ assetId: MOTOR });
    });

    it('finds the machine of a case, and says when there is none', async () => {
        const history = await show({ recordId: CASE, objectApiName: 'Case' });
        recordWire.emit({ id: CASE, apiName: 'Case', fields: { AssetId: value(PRESS) } });
        await flush();
        wire.emit(machineAnswer(), isMachine);
        await flush();
        expect(signals).toHaveBeenCalledWith({ assetId: PRESS });
        recordWire.emit({ id: CASE, apiName: 'Case', fields: { AssetId: value(null) } });
        await flush();
        expect(part(history, '[data-id=notice]').heading).toBe('c.MachineHistory_NoMachine_Heading');
        await accessible(history);
    });

    it('opens the record of an event', async () => {
        const history = await showData();
        find(history, 'c-history-events').dispatchEvent(new CustomEvent('openrecord', { detail: { recordId: CASE } }));
        expect(navigations().mock.lastCall?.[0]).toMatchObject({ attributes: { recordId: CASE } });
    });
});
