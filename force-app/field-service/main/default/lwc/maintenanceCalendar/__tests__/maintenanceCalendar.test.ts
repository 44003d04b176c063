import type { Entry, GridDay } from 'c/calendarModel';
import MaintenanceCalendar from 'c/maintenanceCalendar';
import { graphql } from 'lightning/graphql';
import { getObjectInfos } from 'lightning/uiObjectInfoApi';
import { getRecord } from 'lightning/uiRecordApi';
import { MessageContext } from 'lightning/messageService';
import {
    asWire,
    find,
    findAll,
    flush,
    mount,
    queryContains,
    resetPage,
    type GraphQLWire,
    type RecordWire,
    type TestWire
} from 'jest/lwc';
import { calendarAnswer, LINE, NOW, order, PRESS } from '../../calendarModel/__tests__/data/calendarAnswer';

// The stub of the test tools begins weeks on Saturday; en-US, which it stands for otherwise, on Sunday.
jest.mock('@salesforce/i18n/firstDayOfWeek', () => ({ __esModule: true, default: 1 }), { virtual: true });

const mockNavigate = jest.fn();
jest.mock('lightning/navigation', () => {
    const Navigate = Symbol('Navigate');
    const NavigationMixin = (Base: new () => object): unknown =>
        class extends Base {
            [Navigate](page: unknown): void {
                mockNavigate(page);
            }
        };
    return { NavigationMixin: Object.assign(NavigationMixin, { Navigate }) };
});

const contextWire = asWire<TestWire>(MessageContext);
const isCalendar = queryContains('MaintenanceCalendar(');
const wire = asWire<GraphQLWire>(graphql);
const recordWire = asWire<RecordWire>(getRecord);
const objectWire = asWire<RecordWire>(getObjectInfos);

interface Properties {
    recordId: string | undefined;
    objectApiName: string;
    cardTitle: string;
    refreshSeconds: number;
    startView: string;
}
type Grid = HTMLElement & { weeks: GridDay[][]; selectedDay: string; maxEntries: number; label: string };
type Agenda = HTMLElement & { overdue: Entry[]; days: { day: string; entries: Entry[] }[]; mayEdit: boolean };
type Mover = HTMLElement & { entry: Entry | undefined };

/** Says what the user may do with work orders, and whether there are warranties. */
function allow(updateable: boolean, createable = false, warranties = 404): void {
    const result = { apiName: 'WorkOrder', updateable: true, createable, fields: { StartDate: { updateable } } };
    objectWire.emit({
        results: [
            { statusCode: 200, result },
            { statusCode: warranties, result: {} }
        ]
    });
}

async function show(properties: Partial<Properties> = {}, root: string | null = null): Promise<HTMLElement> {
    const calendar = mount<Properties>('c-maintenance-calendar', MaintenanceCalendar, {
        recordId: LINE,
        ...properties
    });
    await flush();
    recordWire.emit({ id: LINE, apiName: 'Asset', fields: { RootAssetId: { value: root, displayValue: null } } });
    contextWire.emit({ __messageContext: true });
    allow(true);
    await flush();
    return calendar;
}

async function showData(
    answer: unknown = calendarAnswer(),
    properties: Partial<Properties> = {}
): Promise<HTMLElement> {
    const calendar = await show(properties);
    wire.emit(answer, isCalendar);
    await flush();
    return calendar;
}

const board = (calendar: Element): HTMLElement => find(calendar, 'c-calendar-board');

async function send(calendar: Element, selector: string, name: string, detail?: unknown): Promise<void> {
    const home = selector.startsWith('c-calendar-') ? board(calendar) : calendar;
    find(home, selector).dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    await flush();
}

const grid = (calendar: Element): Grid => find<Grid>(board(calendar), 'c-calendar-grid');
const agenda = (calendar: Element): Agenda => find<Agenda>(board(calendar), 'c-calendar-agenda');
const frame = (calendar: Element): HTMLElement => find(calendar, 'c-widget-frame');
const shown = (calendar: Element): string[] => [
    ...new Set(
        grid(calendar)
            .weeks.flat()
            .flatMap((day) => day.entries.map((entry) => entry.subject))
    )
];
const errorsOf = (calendar: Element): unknown =>
    find<HTMLElement & { errors: unknown }>(frame(calendar), 'c-error-panel').errors;

describe('c-maintenance-calendar', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
        wire.refresh.mockResolvedValue(undefined);
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    const accessible = async (calendar: Element): Promise<void> => {
        jest.useRealTimers();
        await expect(calendar).toBeAccessible();
    };

    it('asks for the whole hierarchy in the days shown, from midnight to midnight of the user', async () => {
        await show();
        expect(wire.lastConfigOf(isCalendar).variables).toEqual({
            root: LINE,
            t0: '2026-11-01T07:00:00.000Z',
            t1: '2026-11-07T08:00:00.000Z',
            t2: '2026-11-13T08:00:00.000Z',
            t3: '2026-11-19T08:00:00.000Z',
            t4: '2026-11-24T08:00:00.000Z',
            t5: '2026-11-30T08:00:00.000Z',
            t6: '2026-12-06T08:00:00.000Z',
            now: '2026-11-20T10:00:00.000Z',
            assets: 200,
            orders: 40
        });
        await show({}, '02i000000000001AAA');
        expect(wire.lastConfigOf(isCalendar).variables).toMatchObject({ root: '02i000000000001AAA' });
    });

    it('shows that it loads', async () => {
        const calendar = await show();
        expect(findAll(board(calendar), 'lightning-spinner, .skeleton')).toHaveLength(2);
        expect(findAll(board(calendar), 'c-calendar-grid, c-empty-state')).toHaveLength(0);
        await accessible(calendar);
    });

    it('shows a month with the list of today and overdue entries of earlier', async () => {
        const calendar = await showData();
        expect(shown(calendar)).toEqual(['Order 12', 'Replace seal', 'Hydraulic inspection', 'Order 11']);
        expect(grid(calendar)).toMatchObject({ selectedDay: '2026-11-20', label: 'November 2026', maxEntries: 3 });
        expect(agenda(calendar).overdue.map((entry) => entry.subject)).toEqual(['Forgotten check']);
        expect(agenda(calendar).days).toEqual([{ day: '2026-11-20', entries: [] }]);
        expect(agenda(calendar).mayEdit).toBe(true);
        expect(findAll(board(calendar), 'lightning-spinner, [data-id=partial]')).toHaveLength(0);
        await accessible(calendar);
    });

    it('shows a machine further down without its neighbours', async () => {
        const calendar = await showData(calendarAnswer(), { recordId: PRESS });
        expect(shown(calendar)).toContain('Replace seal');
        expect(shown(calendar)).not.toContain('Order 13');
    });

    it('shows a week and an agenda', async () => {
        const calendar = await showData();
        await send(calendar, 'c-calendar-toolbar', 'viewchange', { view: 'week' });
        expect(
            grid(calendar)
                .weeks.flat()
                .map((day) => day.day)[0]
        ).toBe('2026-11-15');
        expect(grid(calendar).maxEntries).toBe(12);
        await send(calendar, 'c-calendar-toolbar', 'viewchange', { view: 'agenda' });
        expect(findAll(board(calendar), 'c-calendar-grid')).toHaveLength(0);
        expect(agenda(calendar).days.map(({ day }) => day)).toEqual([
            '2026-11-24',
            '2026-11-25',
            '2026-11-26',
            '2026-12-09'
        ]);
        await accessible(calendar);
    });

    it('begins with the view and heading of its settings', async () => {
        const calendar = await showData(calendarAnswer(), { startView: 'agenda', cardTitle: 'Work' });
        expect(findAll(board(calendar), 'c-calendar-grid')).toHaveLength(0);
        expect(find<HTMLElement & { title: string }>(frame(calendar), 'lightning-card').title).toBe('Work');
    });

    it('goes to other periods, keeps what it knows meanwhile, and announces what it found', async () => {
        const calendar = await showData();
        await send(calendar, 'c-calendar-toolbar', 'step', { direction: 1 });
        expect(wire.lastConfigOf(isCalendar).variables).toMatchObject({
            t0: '2026-11-29T08:00:00.000Z',
            t6: '2027-01-03T08:00:00.000Z'
        });
        expect(findAll(board(calendar), 'lightning-spinner')).toHaveLength(1);
        expect(grid(calendar).label).toBe('December 2026');
        wire.emit(calendarAnswer(), isCalendar);
        await flush();
        expect(findAll(board(calendar), 'lightning-spinner')).toHaveLength(0);
        expect(find(board(calendar), '[data-id=announcement]').textContent).toBe('c.Calendar_Announce');
        await send(calendar, 'c-calendar-toolbar', 'today');
        expect(grid(calendar).label).toBe('November 2026');
    });

    it('asks for other days only when the period changes', async () => {
        const calendar = await showData();
        await send(calendar, 'c-calendar-grid', 'dayselect', { day: '2026-11-24' });
        expect(findAll(board(calendar), 'lightning-spinner')).toHaveLength(0);
        expect(agenda(calendar).days[0].entries.map((entry) => entry.subject)).toEqual(['Replace seal']);
        await send(calendar, 'c-calendar-grid', 'dayselect', { day: '2026-12-24' });
        expect(findAll(board(calendar), 'lightning-spinner')).toHaveLength(1);
    });

    it('filters by kind and by overdue', async () => {
        const calendar = await showData();
        await send(calendar, 'c-calendar-toolbar', 'filterchange', { filters: ['plans'] });
        expect(shown(calendar)).toEqual(['Hydraulic inspection']);
        await send(calendar, 'c-calendar-toolbar', 'filterchange', { filters: ['orders', 'plans', 'overdue'] });
        expect(shown(calendar)).toEqual([]);
        expect(agenda(calendar).overdue).toHaveLength(1);
        await send(calendar, 'c-calendar-toolbar', 'filterchange', { filters: [] });
        expect(find<HTMLElement & { advice: string }>(board(calendar), 'c-empty-state').advice).toBe(
            'c.Calendar_Empty_Filtered'
        );
        await accessible(calendar);
    });

    it('explains an empty period', async () => {
        const calendar = await showData(calendarAnswer({ orders: [], overdue: [], plans: [] }));
        expect(find<HTMLElement & { advice: string }>(board(calendar), 'c-empty-state').advice).toBe(
            'c.Calendar_Empty_Advice'
        );
        expect(findAll(board(calendar), 'c-calendar-agenda')).toHaveLength(0);
        await accessible(calendar);
    });

    it('shows a first look at much at once, reads the rest behind, and says when the org has even more', async () => {
        const calendar = await showData(calendarAnswer({ more: true }));
        expect(shown(calendar).length).toBeGreaterThan(0);
        expect(findAll(board(calendar), 'lightning-spinner')).toHaveLength(1);
        expect(findAll(board(calendar), '[data-id=partial]')).toHaveLength(0);
        expect(wire.lastConfigOf(isCalendar).variables).toMatchObject({ assets: 2000, orders: 2000 });
        wire.emit(calendarAnswer({ more: true }), isCalendar);
        await flush();
        expect(findAll(board(calendar), 'lightning-spinner')).toHaveLength(0);
        expect(find(board(calendar), '[data-id=partial]').textContent).toBe('c.Calendar_Partial');
        await accessible(calendar);
    });

    it('shows errors, above the last good data once there is some', async () => {
        const calendar = await show();
        wire.emitErrors([{ message: 'No access' }], isCalendar);
        await flush();
        expect(errorsOf(calendar)).toEqual([{ message: 'No access' }]);
        expect(findAll(board(calendar), 'lightning-spinner, .skeleton')).toHaveLength(0);
        wire.emit(calendarAnswer(), isCalendar);
        await flush();
        expect(errorsOf(calendar)).toBeUndefined();
        wire.emitErrors([{ message: 'Server error' }], isCalendar);
        await flush();
        expect(find<HTMLElement & { hasData: boolean }>(frame(calendar), 'c-error-panel').hasData).toBe(true);
        expect(shown(calendar)).toContain('Replace seal');
        await accessible(calendar);
    });

    it('shows why the asset cannot be read', async () => {
        const calendar = mount<Properties>('c-maintenance-calendar', MaintenanceCalendar, { recordId: LINE });
        await flush();
        recordWire.error({ message: 'Gone' }, 404);
        await flush();
        expect(errorsOf(calendar)).toMatchObject({ status: 404 });
        await accessible(calendar);
    });

    it('opens a record from an entry, and the only one of a day with Enter', async () => {
        const calendar = await showData();
        await send(calendar, 'c-calendar-agenda', 'openentry', { recordId: '0WO1' });
        await send(calendar, 'c-calendar-grid', 'dayopen', { day: '2026-11-24' });
        await send(calendar, 'c-calendar-grid', 'dayopen', { day: '2026-11-23' });
        expect(
            mockNavigate.mock.calls.map(([page]) => (page as { attributes: { recordId: string } }).attributes.recordId)
        ).toEqual(['0WO1', '0WO000000000010AAA']);
    });

    it('moves the focus to the list of a day with several entries', async () => {
        const at = { StartDate: '2026-11-24T18:00:00.000Z' };
        const calendar = await showData(calendarAnswer({ orders: [order(50, at), order(51, at)] }));
        await send(calendar, 'c-calendar-grid', 'dayselect', { day: '2026-11-24' });
        await send(calendar, 'c-calendar-grid', 'dayopen', { day: '2026-11-24' });
        expect(board(calendar).shadowRoot?.activeElement).toBe(agenda(calendar));
        expect(mockNavigate).not.toHaveBeenCalled();
    });

    it('hides moving from users who may not change work orders', async () => {
        const calendar = await showData();
        allow(false);
        await flush();
        expect(agenda(calendar).mayEdit).toBe(false);
    });
});

describe('c-maintenance-calendar moves a work order', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
        wire.refresh.mockReset().mockResolvedValue(undefined);
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    async function open(): Promise<HTMLElement> {
        const calendar = await showData();
        await send(calendar, 'c-calendar-agenda', 'moveentry', { key: '0WO000000000010AAA' });
        return calendar;
    }
    const mover = (calendar: Element): Mover => find<Mover>(board(calendar), 'c-calendar-mover');

    it('in a form that takes the focus and gives it back', async () => {
        const calendar = await open();
        expect(mover(calendar).entry?.subject).toBe('Replace seal');
        expect(board(calendar).shadowRoot?.activeElement).toBe(mover(calendar));
        await send(calendar, 'c-calendar-mover', 'close');
        expect(mover(calendar).entry).toBeUndefined();
        expect(board(calendar).shadowRoot?.activeElement).toBe(agenda(calendar));
        jest.useRealTimers();
        await expect(calendar).toBeAccessible();
    });

    it('and reads it again afterwards', async () => {
        const calendar = await open();
        await send(calendar, 'c-calendar-mover', 'moved');
        expect(mover(calendar).entry).toBeUndefined();
        expect(wire.refresh).toHaveBeenCalledTimes(1);
    });

    it('and reads it again, with the form still open, when somebody else changed it', async () => {
        const calendar = await open();
        await send(calendar, 'c-calendar-mover', 'outdated');
        expect(mover(calendar).entry?.subject).toBe('Replace seal');
        expect(wire.refresh).toHaveBeenCalledTimes(1);
    });

    it('and shows why it was refused', async () => {
        const calendar = await open();
        await send(calendar, 'c-calendar-mover', 'failed', { error: { status: 400 } });
        expect(errorsOf(calendar)).toEqual({ status: 400 });
    });
});

describe('c-maintenance-calendar refreshes', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW });
        wire.refresh.mockReset().mockResolvedValue(undefined);
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    it('by itself while it is on the page', async () => {
        const calendar = await showData(calendarAnswer(), { refreshSeconds: 1 });
        await jest.advanceTimersByTimeAsync(5000);
        expect(wire.refresh).toHaveBeenCalledTimes(1);
        calendar.remove();
        await jest.advanceTimersByTimeAsync(60_000);
        expect(wire.refresh).toHaveBeenCalledTimes(1);
    });

    it('and flags what became overdue meanwhile', async () => {
        const soon = order(60, { StartDate: '2026-11-20T09:00:00.000Z', EndDate: '2026-11-20T10:00:30.000Z' });
        const calendar = await showData(calendarAnswer({ orders: [soon] }));
        const entry = (): Entry => agenda(calendar).days[0].entries[0];
        expect(entry().overdue).toBe(false);
        await jest.advanceTimersByTimeAsync(60_000);
        expect(entry().overdue).toBe(true);
    });

    it('shows a failure above the last data, and tries again when asked', async () => {
        wire.refresh.mockRejectedValue({ body: { message: 'offline' } });
        const calendar = await showData();
        find(frame(calendar), '[data-id=refresh]').click();
        await flush();
        expect(errorsOf(calendar)).toEqual({ body: { message: 'offline' } });
        expect(shown(calendar)).toContain('Replace seal');
        await send(frame(calendar), 'c-error-panel', 'retry');
        expect(wire.refresh).toHaveBeenCalledTimes(2);
    });
});
