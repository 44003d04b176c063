import CalendarBoard from 'c/calendarBoard';
import {
    CalendarSource,
    readCalendar,
    type CalendarData,
    type CalendarView,
    type Entry,
    type ExtraObjects,
    type GridDay,
    type TimelineRow
} from 'c/calendarModel';
import { updateRecord } from 'lightning/uiRecordApi';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import {
    calendarAnswer,
    LINE,
    lineOrders,
    MOTOR,
    NOW,
    order,
    PRESS
} from '../../calendarModel/__tests__/data/calendarAnswer';

// The stub of the test tools begins weeks on Saturday; en-US, which it stands for otherwise, on Sunday.
jest.mock('@salesforce/i18n/firstDayOfWeek', () => ({ __esModule: true, default: 1 }), { virtual: true });

interface Properties {
    assetId: string;
    source: CalendarSource;
    now: number;
    view: CalendarView;
    day: string;
    busy: boolean;
    mayEdit: boolean;
    mayCreate: boolean;
    has: ExtraObjects;
}
type Toolbar = HTMLElement & { machines: { label: string }[]; owners: { label: string }[]; hasEntries: boolean };

const named = (name: string): object => ({ Owner: { Name: { value: name } } });
const data = (): CalendarData =>
    readCalendar(
        calendarAnswer({
            orders: lineOrders().map((each, index) => ({
                ...each,
                ...named(index === 0 ? 'Jana Brandt' : 'Tom Vogel')
            }))
        })
    );
const warranty = { id: '0YB1', number: 'AW-1', type: 'Extended', assetId: MOTOR, endDay: '2026-11-27' };

async function show(
    properties: Partial<Properties> = {}
): Promise<{ board: HTMLElement & Properties; events: unknown[] }> {
    const board = mount<Properties>('c-calendar-board', CalendarBoard, {
        assetId: LINE,
        source: new CalendarSource(data()),
        now: NOW,
        view: 'month',
        day: '2026-11-24',
        mayEdit: true,
        ...properties
    });
    const events: unknown[] = [];
    for (const name of ['periodchange', 'refresh', 'failed', 'openrecord', 'newentry']) {
        board.addEventListener(name, (event) => events.push([name, (event as CustomEvent<unknown>).detail]));
    }
    await flush();
    return { board, events };
}

async function send(board: Element, selector: string, name: string, detail?: unknown): Promise<void> {
    find(board, selector).dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    await flush();
}

const entriesOf = (board: Element): Entry[] =>
    find<HTMLElement & { weeks: GridDay[][] }>(board, 'c-calendar-grid').weeks.flatMap((week) =>
        week.flatMap(({ entries }) => entries)
    );
const subjects = (board: Element): string[] => [...new Set(entriesOf(board).map(({ subject }) => subject))];
const toolbar = (board: Element): Toolbar => find<Toolbar>(board, 'c-calendar-toolbar');

describe('c-calendar-board', () => {
    afterEach(resetPage);

    it('shows machines as rows in the timeline, with the list below', async () => {
        const { board } = await show({ view: 'timeline' });
        const { rows } = find<HTMLElement & { rows: TimelineRow[] }>(board, 'c-calendar-timeline');
        expect(rows.map(({ assetName }) => assetName)).toEqual(['Motor 1', 'Press 1']);
        expect(findAll(board, 'c-calendar-grid')).toHaveLength(0);
        await expect(board).toBeAccessible();
    });

    it('offers machines and owners that have entries, and shows the chosen ones', async () => {
        const { board } = await show();
        expect(toolbar(board).machines.map(({ label }) => label)).toEqual(['Motor 1', 'Press 1']);
        expect(toolbar(board).owners.map(({ label }) => label)).toEqual(['Jana Brandt', 'Tom Vogel']);
        await send(board, 'c-calendar-toolbar', 'machinechange', { machine: MOTOR });
        expect(subjects(board)).toEqual(['Order 11']);
        expect(toolbar(board).machines).toHaveLength(2);
        await send(board, 'c-calendar-toolbar', 'machinechange', { machine: '' });
        await send(board, 'c-calendar-toolbar', 'ownerchange', { owner: 'Jana Brandt' });
        expect(subjects(board)).toEqual(['Replace seal']);
        expect(find(board, '[data-id=announcement]').textContent).toBe('c.Calendar_Announce');
    });

    it('shows ends of warranties until the user leaves them out', async () => {
        const { board } = await show({
            source: new CalendarSource({ ...data(), warranties: [warranty] }),
            has: { warranties: true, appointments: true, downtimes: true }
        });
        expect(subjects(board)).toContain('Extended');
        await send(board, 'c-calendar-toolbar', 'filterchange', { filters: ['orders', 'plans'] });
        expect(subjects(board)).not.toContain('Extended');
    });

    it('finds what a technician is assigned to', async () => {
        const shown = data();
        const appointment = {
            id: '08p1',
            number: 'SA-1',
            subject: 'Seal on site',
            status: 'Scheduled',
            statusLabel: 'Scheduled',
            orderId: shown.orders[1].id,
            assetId: MOTOR,
            start: Date.parse('2026-11-26T20:00:00.000Z'),
            end: Date.parse('2026-11-26T22:00:00.000Z'),
            technicians: ['Ute Lang']
        };
        const { board } = await show({ source: new CalendarSource({ ...shown, appointments: [appointment] }) });
        expect(toolbar(board).owners.map(({ label }) => label)).toContain('Ute Lang');
        await send(board, 'c-calendar-toolbar', 'ownerchange', { owner: 'Ute Lang' });
        expect(subjects(board).sort()).toEqual([shown.orders[1].subject, 'Seal on site'].sort());
    });

    it('marks work orders that clash', async () => {
        const at = { StartDate: '2026-11-24T18:00:00.000Z', EndDate: '2026-11-24T20:00:00.000Z', AssetId: PRESS };
        const { board } = await show({
            source: new CalendarSource(readCalendar(calendarAnswer({ orders: [order(50, at), order(51, at)] })))
        });
        expect(entriesOf(board).filter(({ clash }) => clash)).toHaveLength(2);
    });

    it('offers a list for new work orders below an empty grid only to those who may create them', async () => {
        const empty = readCalendar(calendarAnswer({ orders: [], overdue: [], plans: [] }));
        const { board, events } = await show({ source: new CalendarSource(empty) });
        expect(findAll(board, 'c-calendar-agenda')).toHaveLength(0);
        expect(toolbar(board).hasEntries).toBe(false);
        board.mayCreate = true;
        await flush();
        const wish = new CustomEvent('newentry', { detail: { day: '2026-11-24' } });
        find(board, 'c-calendar-agenda').dispatchEvent(wish);
        expect(events).toEqual([['newentry', { day: '2026-11-24' }]]);
        await expect(board).toBeAccessible();
    });

    it('says what it found once the days asked for came', async () => {
        const { board } = await show({ busy: true });
        expect(findAll(board, 'lightning-spinner')).toHaveLength(1);
        board.busy = false;
        await flush();
        expect(find(board, '[data-id=announcement]').textContent).toBe('c.Calendar_Announce');
    });
});

describe('c-calendar-board moves what was dragged', () => {
    const update = updateRecord as unknown as jest.Mock<Promise<unknown>, unknown[]>;
    const drop = (key: string): object => ({ key, from: '2026-11-24', to: '2026-11-26' });

    beforeEach(() => update.mockReset().mockResolvedValue({ lastModifiedDate: '2026-11-20T10:01:00.000Z' }));
    afterEach(resetPage);

    it('by whole days, unless it changed meanwhile, and can take it back', async () => {
        const { board, events } = await show();
        await send(board, 'c-calendar-grid', 'entrydrop', drop('0WO000000000010AAA'));
        expect(update).toHaveBeenCalledWith(
            {
                fields: {
                    Id: '0WO000000000010AAA',
                    StartDate: '2026-11-26T08:00:00.000Z',
                    EndDate: '2026-11-26T12:00:00.000Z'
                }
            },
            { ifUnmodifiedSince: '2026-11-19T08:00:00.000Z' }
        );
        expect(events).toEqual([['refresh', null]]);
        const mover = find(board, 'c-calendar-mover');
        find(mover, '[data-id=undo]').click();
        await flush();
        expect(update).toHaveBeenCalledTimes(2);
        expect(update.mock.lastCall?.[1]).toEqual({ ifUnmodifiedSince: '2026-11-20T10:01:00.000Z' });
    });

    it('but tells of a change by somebody else instead of overwriting it', async () => {
        update.mockRejectedValue({ status: 409 });
        const { board, events } = await show();
        await send(board, 'c-calendar-grid', 'entrydrop', drop('0WO000000000010AAA'));
        expect(events).toEqual([['refresh', null]]);
        expect(findAll(find(board, 'c-calendar-mover'), '[data-id=undo-conflict]')).toHaveLength(1);
    });

    it.each([
        ['a finished order', { mayEdit: true }, '0WO000000000012AAA'],
        ['what is gone', { mayEdit: true }, 'gone'],
        ['anything of a user who may not', { mayEdit: false }, '0WO000000000010AAA']
    ])('but not %s', async (_case, properties, key) => {
        const { board } = await show(properties);
        await send(board, 'c-calendar-grid', 'entrydrop', drop(key));
        expect(update).not.toHaveBeenCalled();
    });
});

describe('c-calendar-board as a file and on paper', () => {
    afterEach(resetPage);

    it('saves what is shown as an iCalendar file', async () => {
        const clicked: { href: string; download: string }[] = [];
        jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
            clicked.push({ href: this.href, download: this.download });
        });
        const saved: Blob[] = [];
        const revoke = jest.fn();
        Object.assign(URL, {
            createObjectURL: (blob: Blob) => {
                saved.push(blob);
                return 'blob:calendar';
            },
            revokeObjectURL: revoke
        });
        const { board } = await show();
        await send(board, 'c-calendar-toolbar', 'ownerchange', { owner: 'Jana Brandt' });
        await send(board, 'c-calendar-toolbar', 'export');
        expect(clicked).toEqual([{ href: 'blob:calendar', download: 'maintenance-2026-11-01.ics' }]);
        expect(saved[0].type).toBe('text/calendar;charset=utf-8');
        const reader = new FileReader();
        const text = await new Promise((resolve) => {
            reader.onload = (): void => resolve(reader.result);
            reader.readAsText(saved[0]);
        });
        expect(String(text).match(/SUMMARY:.*/g)).toEqual(['SUMMARY:Replace seal (Press 1)']);
        expect(revoke).toHaveBeenCalledWith('blob:calendar');
    });

    it('prints the page', async () => {
        const print = jest.spyOn(window, 'print').mockImplementation(() => undefined);
        const { board } = await show();
        await send(board, 'c-calendar-toolbar', 'print');
        expect(print).toHaveBeenCalledTimes(1);
    });
});
