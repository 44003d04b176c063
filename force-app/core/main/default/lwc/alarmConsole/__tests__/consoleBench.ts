import { graphql } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { updateRecord } from 'lightning/uiRecordApi';
import AlarmConsole from 'c/alarmConsole';
import type { Occurrence } from 'c/alarmFigures';
import type { AlarmNode } from 'c/alarmOverview';
import { alarmNode, type AlarmValues } from 'jest/alarms';
import { asWire, find, flush, mount, queryContains, resetPage, type GraphQLWire, type RecordWire } from 'jest/lwc';

export interface ConsoleApi {
    hideFigures: boolean;
    operators: number;
}

export type Table = HTMLElement & {
    nodes: AlarmNode[];
    sort: object;
    selectedIds: ReadonlySet<string>;
    urlTemplate: string;
};
export type Kpi = HTMLElement & { occurrences: Occurrence[]; standing: number; stale: number; partial: boolean };

export const graphqlWire = asWire<GraphQLWire>(graphql);
export const objectWire = asWire<RecordWire>(getObjectInfo);
export const update = updateRecord as unknown as jest.Mock<Promise<unknown>, [{ fields: Record<string, unknown> }]>;
export const open = queryContains('query alarmConsole');
export const figures = queryContains('query alarmFigures');
export const NOW = '2026-11-20T10:00:00.000Z';
export const PUMP = 'a02000000000001AAA';
export const MOTOR = 'a02000000000002AAA';
export const OLD = 'a02000000000003AAA';

/** An answer about open alarms; `more` are the fields that only the console asks for. */
export function openAnswer(
    alarms: readonly (AlarmValues & { root?: string; site?: string })[],
    hasNextPage = false
): object {
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

export const ALARMS = [
    { Id: MOTOR, root: PUMP, Priority__c: 'Medium' },
    { Id: PUMP, Priority__c: 'Critical', site: 'Duisburg' },
    { Id: OLD, Priority__c: 'Low', State__c: 'Shelved', Raised_At__c: '2026-11-18T10:00:00.000Z' }
];

export async function mountConsole(properties: Partial<ConsoleApi> = {}, updateable = true) {
    const element = mount<ConsoleApi>('c-alarm-console', AlarmConsole, properties);
    objectWire.emit({ apiName: 'Alarm__c', fields: { Requested_Action__c: { updateable } } });
    await flush();
    return element;
}

export async function mountLoaded(alarms: Parameters<typeof openAnswer>[0] = ALARMS, updateable = true) {
    const element = await mountConsole({}, updateable);
    graphqlWire.emit(openAnswer(alarms), open);
    await flush();
    return element;
}

export const table = (element: HTMLElement) => find<Table>(element, 'c-alarm-table');
export const shape = (element: HTMLElement) =>
    table(element).nodes.map(({ alarm, consequences }) => [alarm.id, consequences.map(({ id }) => id)]);

export async function tell(element: HTMLElement, selector: string, name: string, detail: object): Promise<void> {
    find(element, selector).dispatchEvent(new CustomEvent(name, { detail }));
    await flush();
}

export const frame = (element: HTMLElement) => find(element, 'c-widget-frame');

export async function expectAccessible(element: HTMLElement): Promise<void> {
    jest.useRealTimers();
    await expect(element).toBeAccessible();
}

/** What every test of the component needs before and leaves behind after. */
export function useConsole(): void {
    beforeEach(() => {
        jest.useFakeTimers({ now: Date.parse(NOW) });
        update.mockReset().mockResolvedValue({});
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });
}
