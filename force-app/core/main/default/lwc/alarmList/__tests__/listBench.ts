import { graphql } from 'lightning/graphql';
import { subscribe } from 'lightning/messageService';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord, updateRecord } from 'lightning/uiRecordApi';
import AlarmList from 'c/alarmList';
import type { Alarm } from 'c/alarmModel';
import { alarmAnswer, type AlarmValues } from 'jest/alarms';
import { asWire, find, flush, mount, resetPage, type GraphQLWire, type RecordWire } from 'jest/lwc';

export interface ListApi {
    recordId?: string;
    objectApiName?: string;
    machineOnly?: boolean;
    closedCount?: number;
}

export type List = HTMLElement & ListApi;
export type Board = HTMLElement & { alarms: readonly Alarm[]; canAct: boolean; showMachine: boolean };

export const graphqlWire = asWire<GraphQLWire>(graphql);
export const recordWire = asWire<RecordWire>(getRecord);
export const objectWire = asWire<RecordWire>(getObjectInfo);
export const update = updateRecord as unknown as jest.Mock<Promise<unknown>, [{ fields: Record<string, unknown> }]>;
export const receive = subscribe as unknown as jest.Mock<object, [unknown, unknown, (message: object) => void]>;

export const NOW = '2026-11-20T10:00:00.000Z';
export const PRESS_ID = '02i000000000003AAA';
export const CASE_ID = '500000000000001AAA';
export const OPEN: readonly AlarmValues[] = [
    { Id: 'a02000000000001AAA', Message__c: 'Oil is warm', Priority__c: 'Medium' },
    { Id: 'a02000000000002AAA', Priority__c: 'Critical', case: [CASE_ID, '00001001'], workOrder: ['0WO1', '00000023'] }
];
export const CLOSED: readonly AlarmValues[] = [{ Id: 'a02000000000003AAA', State__c: 'Normal' }];

export function describeObject(withWorkOrders = true, updateable = true): void {
    objectWire.emit({
        apiName: 'Alarm__c',
        fields: {
            Requested_Action__c: { apiName: 'Requested_Action__c', updateable },
            ...(withWorkOrders ? { Work_Order__c: { apiName: 'Work_Order__c' } } : {})
        }
    });
}

export async function mountList(properties: ListApi = {}): Promise<List> {
    const list = mount<ListApi>('c-alarm-list', AlarmList, {
        recordId: PRESS_ID,
        objectApiName: 'Asset',
        ...properties
    });
    describeObject();
    await flush();
    return list;
}

export async function mountLoaded(open = OPEN, closed = CLOSED, properties: ListApi = {}): Promise<List> {
    const list = await mountList(properties);
    graphqlWire.emit(alarmAnswer(open, closed));
    await flush();
    return list;
}

export const board = (list: List) => find<Board>(list, 'c-alarm-board');
export const shownIds = (list: List) => board(list).alarms.map(({ id }) => id.slice(12, 15));
export const query = () => String(graphqlWire.getLastConfig().query);
export const variables = () => graphqlWire.getLastConfig().variables;
export const frame = (list: List) => find(list, 'c-widget-frame');
export const panel = (list: Element, selector = 'c-error-panel') =>
    find<HTMLElement & { errors: unknown }>(list, selector);

export async function ask(list: List, detail: object): Promise<void> {
    board(list).dispatchEvent(new CustomEvent('request', { detail }));
    await flush();
}

export async function expectAccessible(list: List): Promise<void> {
    jest.useRealTimers();
    await expect(list).toBeAccessible();
}

/** What every test of the component needs before and leaves behind after. */
export function useList(): void {
    beforeEach(() => {
        jest.useFakeTimers({ now: Date.parse(NOW) });
        update.mockReset().mockResolvedValue({});
        receive.mockReturnValue({});
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });
}
