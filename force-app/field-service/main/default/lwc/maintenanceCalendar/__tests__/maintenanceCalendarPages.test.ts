import { toEntries, type CalendarSource, type ExtraObjects } from 'c/calendarModel';
import MaintenanceCalendar from 'c/maintenanceCalendar';
import { graphql } from 'lightning/graphql';
import { MessageContext, publish, subscribe } from 'lightning/messageService';
import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { getObjectInfos } from 'lightning/uiObjectInfoApi';
import { getRecord } from 'lightning/uiRecordApi';
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
import { calendarAnswer, LINE, NOW, PRESS } from '../../calendarModel/__tests__/data/calendarAnswer';

const wire = asWire<GraphQLWire>(graphql);
const recordWire = asWire<RecordWire>(getRecord);
const objectWire = asWire<RecordWire>(getObjectInfos);
const contextWire = asWire<TestWire>(MessageContext);
const isCalendar = queryContains('MaintenanceCalendar(');
const isExtras = queryContains('MaintenanceCalendarExtras(');
const CASE = '500000000000001AAA';

interface Properties {
    recordId: string;
    objectApiName: string;
}
type Board = HTMLElement & {
    assetId: string | undefined;
    source: CalendarSource;
    mayCreate: boolean;
    has: ExtraObjects;
};

const field = (value: unknown): object => ({ value, displayValue: null });
const board = (calendar: Element): Board => find<Board>(calendar, 'c-calendar-board');

async function show(properties: Partial<Properties>, record: object): Promise<HTMLElement> {
    const calendar = mount<Properties>('c-maintenance-calendar', MaintenanceCalendar, properties);
    await flush();
    contextWire.emit({ __messageContext: true });
    recordWire.emit(record);
    await flush();
    return calendar;
}

async function showLine(): Promise<HTMLElement> {
    const calendar = await show(
        { recordId: LINE },
        { id: LINE, apiName: 'Asset', fields: { RootAssetId: field(null) } }
    );
    wire.emit(calendarAnswer(), isCalendar);
    await flush();
    return calendar;
}

function showCase(assetId: string | null): Promise<HTMLElement> {
    const asset = { id: PRESS, apiName: 'Asset', fields: { RootAssetId: field(LINE) } };
    const fields = { AssetId: field(assetId), Asset: field(assetId ? asset : null) };
    return show({ recordId: CASE, objectApiName: 'Case' }, { id: CASE, apiName: 'Case', fields });
}

async function hear(recordId: string, pageRecordId: string): Promise<void> {
    const listener = jest.mocked(subscribe).mock.lastCall?.[2] as unknown as (message: unknown) => void;
    listener({ recordId, pageRecordId });
    await flush();
}

async function allow(createable: boolean, warranties: number, appointments = 404, downtimes = 404): Promise<void> {
    const result = { apiName: 'WorkOrder', updateable: true, createable, fields: { StartDate: { updateable: true } } };
    objectWire.emit({
        results: [
            { statusCode: 200, result },
            { statusCode: warranties, result: {} },
            { statusCode: appointments, result: {} },
            { statusCode: downtimes, result: {} }
        ]
    });
    await flush();
}

describe('c-maintenance-calendar', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
        jest.clearAllMocks();
        jest.mocked(subscribe).mockReturnValue({} as ReturnType<typeof subscribe>);
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    const accessible = async (calendar: Element): Promise<void> => {
        jest.useRealTimers();
        await expect(calendar).toBeAccessible();
    };

    it('shows the machine that a case is about, out of its whole hierarchy', async () => {
        const calendar = await showCase(PRESS);
        expect(wire.lastConfigOf(isCalendar).variables).toMatchObject({ root: LINE });
        expect(board(calendar).assetId).toBe(PRESS);
        await accessible(calendar);
    });

    it('asks for nothing before the machine is known', async () => {
        mount<Properties>('c-maintenance-calendar', MaintenanceCalendar, { recordId: CASE, objectApiName: 'Case' });
        await flush();
        expect(wire.getLastConfig()).toMatchObject({ query: undefined });
    });

    it('explains a case without asset', async () => {
        const calendar = await showCase(null);
        expect(findAll(calendar, 'c-calendar-board')).toHaveLength(0);
        const empty = find<HTMLElement & { advice: string }>(calendar, 'c-empty-state');
        expect(empty.advice).toBe('c.Calendar_NoMachine_Advice');
        await accessible(calendar);
    });

    it('follows the machine selected on its page, names it, and goes back', async () => {
        const calendar = await showLine();
        await hear(PRESS, CASE);
        expect(board(calendar).assetId).toBe(LINE);
        await hear(PRESS, LINE);
        expect(board(calendar).assetId).toBe(PRESS);
        const note = find<HTMLElement & { name: string }>(calendar, 'c-machine-selection-note');
        expect(note.name).toBe('Press 1');
        await accessible(calendar);
        note.dispatchEvent(new CustomEvent('back'));
        await flush();
        expect(board(calendar).assetId).toBe(LINE);
        expect(findAll(calendar, 'c-machine-selection-note')).toHaveLength(0);
        expect(publish).toHaveBeenCalledTimes(1);
    });

    it('makes a work order on a day for the machine shown, at eight of the user’s clock', async () => {
        jest.mocked(encodeDefaultFieldValues).mockReturnValue('values');
        const calendar = await showLine();
        expect(board(calendar).mayCreate).toBe(false);
        await allow(true, 404);
        expect(board(calendar).mayCreate).toBe(true);
        board(calendar).dispatchEvent(new CustomEvent('newentry', { detail: { day: '2026-11-24' } }));
        expect(encodeDefaultFieldValues).toHaveBeenCalledWith({
            AssetId: LINE,
            StartDate: '2026-11-24T16:00:00.000Z',
            EndDate: '2026-11-24T17:00:00.000Z'
        });
        expect(navigations().mock.lastCall?.[0]).toEqual({
            type: 'standard__objectPage',
            attributes: { objectApiName: 'WorkOrder', actionName: 'new' },
            state: { defaultFieldValues: 'values' }
        });
    });

    it('asks for warranties only where the user has them, and keeps them over a refresh', async () => {
        const calendar = await showLine();
        await allow(false, 404);
        expect(board(calendar).has).toEqual({ warranties: false, appointments: false, downtimes: false });
        await allow(false, 200);
        expect(board(calendar).has).toEqual({ warranties: true, appointments: false, downtimes: false });
        expect(String(wire.lastConfigOf(isExtras).query)).not.toContain('ServiceAppointment');
        expect(wire.lastConfigOf(isExtras).variables).toMatchObject({
            root: LINE,
            firstDay: expect.stringMatching(/^2026-1/) as unknown,
            lastDay: expect.stringMatching(/^2026-12-/) as unknown
        });
        const node = {
            Id: '0YB000000000001AAA',
            AssetWarrantyNumber: { value: 'AW-1' },
            WarrantyType: { value: 'Extended', displayValue: 'Verlängert' },
            AssetId: { value: PRESS },
            EndDate: { value: '2026-11-27' }
        };
        const endless = { ...node, Id: '0YB000000000002AAA', EndDate: { value: null } };
        wire.emit({ uiapi: { query: { warranties: { edges: [{ node }, { node: endless }] } } } }, isExtras);
        await flush();
        const types = (): string[] => board(calendar).source.data.warranties.map(({ type }) => type);
        expect(types()).toEqual(['Verlängert']);
        wire.emit(calendarAnswer(), isCalendar);
        await flush();
        expect(types()).toEqual(['Verlängert']);
        wire.emitErrors([{ message: 'No access' }], isExtras);
        await flush();
        expect(find<HTMLElement & { errors: unknown }>(calendar, 'c-widget-frame').errors).toEqual([
            { message: 'No access' }
        ]);
    });

    it('shows planned downtime, and which work falls into it', async () => {
        const calendar = await showLine();
        await allow(false, 404, 404, 200);
        const { query, variables } = wire.lastConfigOf(isExtras);
        expect(String(query)).toContain('DowntimeType: { eq: "Planned" }');
        expect(variables).toMatchObject({ root: LINE, to: expect.stringMatching(/Z$/) as unknown });
        const node = {
            Id: '1AD000000000001AAA',
            AssetDowntimePeriodNumber: field('ADP-0001'),
            Description: field('Retrofit of the line\nTwo shifts'),
            AssetId: field(LINE),
            StartTime: field('2026-11-23T00:00:00.000Z'),
            EndTime: field('2026-11-25T00:00:00.000Z')
        };
        wire.emit({ uiapi: { query: { downtimes: { edges: [{ node }] } } } }, isExtras);
        await flush();
        const { data } = board(calendar).source;
        const entries = toEntries(data, LINE, { from: '2026-11-01', to: '2026-11-30' }, { now: NOW, timeZone: 'UTC' });
        expect(entries.filter(({ kind }) => kind === 'downtime')).toMatchObject([
            { subject: 'Retrofit of the line', firstDay: '2026-11-23', lastDay: '2026-11-24', clash: false }
        ]);
        const marked = entries.filter(({ inDowntime }) => inDowntime);
        expect(marked.map(({ subject }) => subject)).toEqual(['Replace seal']);
    });

    it('shows appointments of work orders and machines with their technicians', async () => {
        const calendar = await showLine();
        await allow(false, 404, 200);
        const { query, variables } = wire.lastConfigOf(isExtras);
        expect(String(query)).not.toContain('AssetWarranty');
        expect(variables).toMatchObject({ from: expect.stringMatching(/Z$/) as unknown });
        const [{ id: orderId }] = board(calendar).source.data.orders;
        const node = {
            Id: '08p000000000001AAA',
            AppointmentNumber: field('SA-1'),
            Subject: field('Replace seal on site'),
            Status: { value: 'Scheduled', displayValue: 'Geplant' },
            ParentRecordId: field(orderId),
            SchedStartTime: field('2026-11-24T09:00:00.000Z'),
            SchedEndTime: field('2026-11-24T11:00:00.000Z'),
            ServiceResources: { edges: [{ node: { ServiceResource: { Name: field('Tom Vogel') } } }] }
        };
        const onMachine = {
            ...node,
            Id: '08p000000000002AAA',
            ParentRecordId: field(LINE)
        };
        const unplanned = { ...node, Id: '08p000000000003AAA', SchedStartTime: field(null) };
        const parentOrders = { edges: [{ node: { Id: orderId, AssetId: field(PRESS) } }] };
        const parts = {
            parentOrders,
            onOrders: { edges: [{ node }, { node: unplanned }] },
            onAssets: { edges: [{ node: onMachine }] }
        };
        wire.emit({ uiapi: { query: parts } }, isExtras);
        await flush();
        expect(board(calendar).source.data.appointments).toMatchObject([
            { assetId: PRESS, orderId, statusLabel: 'Geplant', technicians: ['Tom Vogel'] },
            { assetId: LINE, orderId: '', technicians: ['Tom Vogel'] }
        ]);
    });
});
