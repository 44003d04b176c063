import { graphql } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { updateRecord } from 'lightning/uiRecordApi';
import AlarmConsole from 'c/alarmConsole';
import type { Occurrence } from 'c/alarmFigures';
import { NO_FILTER, type AlarmNode, type OverviewAlarm } from 'c/alarmOverview';
import { alarmNode, type AlarmValues } from 'jest/alarms';
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
    type RecordWire
} from 'jest/lwc';

interface ConsoleApi {
    hideFigures: boolean;
    operators: number;
}

type Table = HTMLElement & { nodes: AlarmNode[]; sort: object; selectedIds: ReadonlySet<string>; urlTemplate: string };
type Kpi = HTMLElement & { occurrences: Occurrence[]; standing: number; stale: number; partial: boolean };

const graphqlWire = asWire<GraphQLWire>(graphql);
const objectWire = asWire<RecordWire>(getObjectInfo);
const update = updateRecord as unknown as jest.Mock<Promise<unknown>, [{ fields: Record<string, unknown> }]>;
const open = queryContains('query alarmConsole');
const figures = queryContains('query alarmFigures');
const NOW = '2026-11-20T10:00:00.000Z';
const PUMP = 'a02000000000001AAA';
const MOTOR = 'a02000000000002AAA';
const OLD = 'a02000000000003AAA';

/** An answer about open alarms; `more` are the fields that only the console asks for. */
function openAnswer(alarms: readonly (AlarmValues & { root?: string; site?: string })[], hasNextPage = false): object {
    const edges = alarms.map(({ root, site, ...values }) => ({
        node: {
            ...alarmNode(values),
            Kind__c: { value: 'High', displayValue: 'Hoch' },
            Root_Alarm__c: { value: root ?? null },
            machine: { RootAsset: site ? { Name: { value: site } } : null }
        }
    }));
    return { uiapi: { query: { open: { edges, pageInfo: { hasNextPage } } } } };
}

const ALARMS = [
    { Id: MOTOR, root: PUMP, Priority__c: 'Medium' },
    { Id: PUMP, Priority__c: 'Critical', site: 'Duisburg' },
    { Id: OLD, Priority__c: 'Low', State__c: 'Shelved', Raised_At__c: '2026-11-18T10:00:00.000Z' }
];

async function mountConsole(properties: Partial<ConsoleApi> = {}, updateable = true) {
    const element = mount<ConsoleApi>('c-alarm-console', AlarmConsole, properties);
    objectWire.emit({ apiName: 'Alarm__c', fields: { Requested_Action__c: { updateable } } });
    await flush();
    return element;
}

async function mountLoaded(alarms: Parameters<typeof openAnswer>[0] = ALARMS, updateable = true) {
    const element = await mountConsole({}, updateable);
    graphqlWire.emit(openAnswer(alarms), open);
    await flush();
    return element;
}

const table = (element: HTMLElement) => find<Table>(element, 'c-alarm-table');
const shape = (element: HTMLElement) =>
    table(element).nodes.map(({ alarm, consequences }) => [alarm.id, consequences.map(({ id }) => id)]);

async function tell(element: HTMLElement, selector: string, name: string, detail: object): Promise<void> {
    find(element, selector).dispatchEvent(new CustomEvent(name, { detail }));
    await flush();
}

beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse(NOW) });
    update.mockReset().mockResolvedValue({});
});

const frame = (element: HTMLElement) => find(element, 'c-widget-frame');

afterEach(() => {
    resetPage();
    jest.useRealTimers();
});

async function expectAccessible(element: HTMLElement): Promise<void> {
    jest.useRealTimers();
    await expect(element).toBeAccessible();
}

describe('c-alarm-console', () => {
    it('shows placeholders while it asks', async () => {
        const element = await mountConsole();
        expect(findAll(frame(element), 'c-loading-rows')).toHaveLength(1);
        expect(graphqlWire.lastConfigOf(open).variables).toEqual({ first: 2000 });
        expect(String(graphqlWire.lastConfigOf(open).query)).not.toContain('Work_Order__c');
        await expectAccessible(element);
    });

    it('shows roots with their consequences, the most urgent first', async () => {
        const element = await mountLoaded();
        expect(shape(element)).toEqual([
            [PUMP, [MOTOR]],
            [OLD, []]
        ]);
        const [{ alarm }, old] = table(element).nodes;
        expect([alarm.site, old.alarm.site, alarm.kindLabel]).toEqual(['Duisburg', 'Drive Motor', 'Hoch']);
        expect(find(element, '[data-id=summary]').textContent).toBe('c.AlarmConsole_Summary');
        await flush();
        expect(table(element).urlTemplate).toContain('{id}');
        await expectAccessible(element);
    });

    it('filters, says when nothing is left, and clears', async () => {
        const element = await mountLoaded();
        await tell(element, 'c-alarm-filter-bar', 'filterchange', { ...NO_FILTER, priority: 'Low' });
        expect(shape(element)).toEqual([[OLD, []]]);
        await tell(element, 'c-alarm-filter-bar', 'filterchange', { ...NO_FILTER, search: 'nothing' });
        expect(findAll(element, 'c-alarm-table')).toHaveLength(0);
        find(element, '[data-id=clear]').click();
        await flush();
        expect(shape(element)).toHaveLength(2);
    });

    it('sorts up, down, and back by urgency', async () => {
        const element = await mountLoaded();
        const orders = [];
        for (let turn = 0; turn < 3; turn += 1) {
            await tell(element, 'c-alarm-table', 'sortchange', { column: 'raised' });
            orders.push(table(element).sort);
        }
        expect(orders).toEqual([
            { column: 'raised', descending: false },
            { column: 'raised', descending: true },
            { column: 'urgency', descending: false }
        ]);
    });

    it('says that all is well', async () => {
        const element = await mountLoaded([]);
        expect(find<HTMLElement & { heading: string }>(element, 'c-empty-state').heading).toBe('c.AlarmConsole_Empty');
        await expectAccessible(element);
    });

    it('says that there are more than it reads', async () => {
        const element = await mountConsole();
        graphqlWire.emit(openAnswer(ALARMS, true), open);
        await flush();
        expect(find(element, '[data-id=more]').textContent).toBe('c.AlarmConsole_More');
    });

    it('opens records', async () => {
        const element = await mountLoaded();
        await tell(element, 'c-alarm-table', 'openrecord', { id: PUMP });
        const page = { type: 'standard__recordPage', attributes: { recordId: PUMP, actionName: 'view' } };
        expect(navigations()).toHaveBeenCalledWith(page, undefined);
    });

    it('asks for work orders where the org has them, and offers no actions to those who may only read', async () => {
        const element = await mountConsole({}, false);
        const fields = { Requested_Action__c: { updateable: false }, Work_Order__c: { apiName: 'Work_Order__c' } };
        objectWire.emit({ apiName: 'Alarm__c', fields });
        await flush();
        expect(String(graphqlWire.lastConfigOf(open).query)).toContain('Work_Order__c');
        graphqlWire.emit(openAnswer(ALARMS), open);
        await flush();
        expect(findAll(element, 'c-alarm-action-bar')).toHaveLength(0);
    });

    it('works without a description of the object', async () => {
        const element = mount('c-alarm-console', AlarmConsole);
        objectWire.error({ message: 'No access' }, 403);
        await flush();
        graphqlWire.emit(openAnswer(ALARMS), open);
        await flush();
        expect(shape(element)).toHaveLength(2);
    });
});

describe('the key figures of c-alarm-console', () => {
    const answer = {
        uiapi: {
            query: {
                raised: {
                    edges: [
                        {
                            node: {
                                Id: PUMP,
                                Alarm_Key__c: { value: 'nw-pump-01:Flow' },
                                Message__c: { value: 'No flow' },
                                Priority__c: { value: 'Critical' },
                                Raised_At__c: { value: '2026-11-20T09:00:00.000Z' },
                                Asset__r: { Name: { value: 'Pump' } }
                            }
                        },
                        { node: { Id: OLD, Raised_At__c: { value: null } } }
                    ],
                    pageInfo: { hasNextPage: true }
                }
            }
        }
    };

    it('count the last 24 hours and what stands now', async () => {
        const element = await mountLoaded();
        expect(graphqlWire.lastConfigOf(figures).variables).toMatchObject({ since: '2026-11-19T10:00:00.000Z' });
        graphqlWire.emit(answer, figures);
        await flush();
        const kpi = find<Kpi>(element, 'c-alarm-kpi');
        expect(kpi.occurrences).toEqual([
            {
                key: 'nw-pump-01:Flow',
                message: 'No flow',
                machine: 'Pump',
                priority: 'Critical',
                raisedAt: Date.parse('2026-11-20T09:00:00.000Z')
            }
        ]);
        expect([kpi.standing, kpi.stale, kpi.partial]).toEqual([2, 1, true]);
    });

    it('are read again less often than the alarms', async () => {
        await mountLoaded();
        await jest.advanceTimersByTimeAsync(5_000);
        expect(graphqlWire.lastConfigOf(figures).variables).toMatchObject({ since: '2026-11-19T10:00:00.000Z' });
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await jest.advanceTimersByTimeAsync(30_000);
        await flush();
        expect(graphqlWire.lastConfigOf(figures).variables).toMatchObject({ since: '2026-11-19T10:00:30.000Z' });
    });

    it('are read again at once when a person asks', async () => {
        const element = await mountLoaded();
        await jest.advanceTimersByTimeAsync(1_000);
        find(frame(element), '[data-id=refresh]').click();
        await flush();
        expect(graphqlWire.lastConfigOf(figures).variables).toMatchObject({ since: '2026-11-19T10:00:01.000Z' });
    });

    it('are left out where the admin wants that, and tell why they cannot be read', async () => {
        const hidden = await mountConsole({ hideFigures: true });
        expect(graphqlWire.getLastConfig().query).toBeUndefined();
        hidden.remove();
        const element = await mountLoaded();
        graphqlWire.emitErrors([{ message: 'Too slow' }], figures);
        await flush();
        expect(find<HTMLElement & { errors: unknown }>(frame(element), 'c-error-panel').errors).toEqual([
            { message: 'Too slow' }
        ]);
    });
});

describe('c-alarm-console as time goes by', () => {
    it('announces new alarms and forgets those that went', async () => {
        const element = await mountLoaded();
        await tell(element, 'c-alarm-table', 'selectionchange', { ids: [PUMP, OLD] });
        graphqlWire.emit(openAnswer([...ALARMS.slice(1, 2), { Id: 'a02000000000009AAA' }]), open);
        await flush();
        expect(find(frame(element), '[data-id=announcement]').textContent).toBe('c.AlarmList_New_One');
        expect([...table(element).selectedIds]).toEqual([PUMP]);
        graphqlWire.emit(openAnswer([{ Id: 'a0200000000000AAAA' }, { Id: 'a0200000000000BAAA' }]), open);
        await flush();
        expect(find(frame(element), '[data-id=announcement]').textContent).toBe('c.AlarmList_New_Many');
    });

    it('keeps the last good data on an error', async () => {
        const element = await mountLoaded();
        graphqlWire.emitErrors([{ message: 'Server unavailable' }], open);
        await flush();
        const panel = find<HTMLElement & { hasData: boolean }>(frame(element), 'c-error-panel');
        expect(panel.hasData).toBe(true);
        expect(shape(element)).toHaveLength(2);
        panel.dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        element.remove();
        await jest.advanceTimersByTimeAsync(60_000);
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
    });
});

describe('requests of c-alarm-console', () => {
    const ask = (element: HTMLElement, detail: object) => tell(element, 'c-alarm-action-bar', 'request', detail);
    const alarms = (element: HTMLElement) =>
        table(element).nodes.flatMap(({ alarm, consequences }) => [alarm, ...consequences]);

    it('writes a wish on each alarm and looks for the answer soon', async () => {
        const element = await mountLoaded();
        await tell(element, 'c-alarm-table', 'selectionchange', { ids: [PUMP, MOTOR] });
        const bar = find<HTMLElement & { alarms: OverviewAlarm[] }>(element, 'c-alarm-action-bar');
        expect(bar.alarms).toHaveLength(2);
        await ask(element, { ids: [PUMP, MOTOR], action: 'Acknowledge', reason: 'Seen' });
        expect(update.mock.calls.map(([{ fields }]) => [fields.Id, fields.Requested_Reason__c])).toEqual([
            [MOTOR, 'Seen'],
            [PUMP, 'Seen']
        ]);
        expect(alarms(element).filter(({ requestedAction }) => requestedAction === 'Acknowledge')).toHaveLength(2);
        expect(table(element).selectedIds.size).toBe(0);
        graphqlWire.refresh.mockClear();
        await jest.advanceTimersByTimeAsync(2_000);
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
    });

    it('tells what was refused and tries just that again', async () => {
        const element = await mountLoaded();
        update.mockRejectedValueOnce({ status: 403, body: { message: 'No' } });
        await ask(element, { ids: [PUMP, MOTOR], action: 'Acknowledge' });
        const panel = find<HTMLElement & { errors: unknown[] }>(element, '[data-id=request-errors]');
        expect(panel.errors).toHaveLength(1);
        update.mockClear();
        panel.dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(update.mock.calls.map(([{ fields }]) => fields.Id)).toEqual([MOTOR]);
        expect(panel.errors).toBeUndefined();
    });
});
