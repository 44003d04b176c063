import TIME_ZONE from '@salesforce/i18n/timeZone';
import MachineHistory from 'c/machineHistory';
import { graphql } from 'lightning/graphql';
import { getObjectInfos } from 'lightning/uiObjectInfoApi';
import callEvents from '@salesforce/apex/TelemetryHistory.events';
import callSeries from '@salesforce/apex/TelemetryHistory.series';
import callSignals from '@salesforce/apex/TelemetryHistory.signals';
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
import type { TwinEvent } from 'c/twinEvents';
import { answer, connection, HOUR, iso, machineAnswer, NOW, PRESS, recorded, value } from './data/answers';

jest.mock('@salesforce/apex/TelemetryHistory.signals', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});
jest.mock('@salesforce/apex/TelemetryHistory.series', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});
jest.mock('@salesforce/apex/TelemetryHistory.events', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});

const wire = asWire<GraphQLWire>(graphql);
const infos = asWire<RecordWire>(getObjectInfos);
const isMachine = queryContains('MachineHistory(');
const isParts = queryContains('HistoryParts(');
const readable = (...codes: number[]) => ({ results: codes.map((statusCode) => ({ statusCode, result: {} })) });

const motor = { Name: value('Motor 02'), SerialNumber: value('SN-2') };
const installed = [
    { Id: '02i-new', ...motor, InstallDate: value('2026-11-20') },
    { Id: '02i-pump', Name: value('Pump 01'), SerialNumber: value(null), InstallDate: value('2026-11-20') },
    { Id: '02i-old', Name: value('Valve'), SerialNumber: value(null), InstallDate: value('2019-04-24') },
    { Id: '02i-none', Name: value('Frame'), SerialNumber: value(null), InstallDate: value(null) }
];
const replaced = [
    {
        Id: '1AR1',
        AssetId: value('02i-new'),
        Asset: motor,
        RelatedAsset: { Name: value('Motor 01') },
        RelationshipType: value('Replacement'),
        FromDate: value(iso(NOW - HOUR)),
        CreatedDate: value(iso(NOW))
    },
    {
        Id: '1AR2',
        AssetId: value('02i-pump'),
        Asset: { Name: value('Pump 01') },
        RelatedAsset: { Name: value('Pump 00') },
        RelationshipType: value('Upgrade'),
        FromDate: value(iso(NOW - HOUR)),
        CreatedDate: value(iso(NOW))
    }
];
const consumed = [
    {
        Id: '0Tr1',
        ProductConsumedNumber: value('PC-0001'),
        ProductName: value('Seal kit'),
        QuantityConsumed: value(2),
        CreatedDate: value(iso(NOW - 2 * HOUR)),
        WorkOrderId: value('0WO1')
    }
];

async function showParts(): Promise<HTMLElement> {
    const history = mount('c-machine-history', MachineHistory, { recordId: PRESS });
    await flush();
    infos.emit(readable(404, 200, 200));
    wire.emit(machineAnswer(), isMachine);
    await flush();
    const query = {
        installed: connection(installed),
        replaced: connection(replaced),
        consumed: connection(consumed)
    };
    wire.emit({ uiapi: { query } }, isParts);
    await flush();
    return history;
}

const partsOf = (history: Element): TwinEvent[] => {
    const strip = find<HTMLElement & { events: TwinEvent[] }>(history, 'c-history-events');
    return strip.events.filter(({ kind }) => kind === 'part');
};

describe('parts in the machine history', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
        jest.mocked(callSignals).mockResolvedValue(recorded);
        jest.mocked(callSeries).mockImplementation(answer);
        jest.mocked(callEvents).mockResolvedValue('{"events":[],"next":null}');
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    it('tells replacements, components installed today, and parts taken from stock', async () => {
        const history = await showParts();
        expect(partsOf(history).map(({ id, recordId, objectName }) => [id, recordId, objectName])).toEqual([
            ['02i-pump', '02i-pump', undefined],
            ['0Tr1', '0WO1', 'WorkOrder'],
            ['1AR1', '02i-new', undefined]
        ]);
        const chart = find<HTMLElement & { parts: TwinEvent[] }>(history, 'c-history-chart');
        expect(chart.parts).toHaveLength(3);
    });

    it('takes a date of installation for the whole day on the clock of the user', async () => {
        const [{ from, to }] = partsOf(await showParts());
        expect((to ?? 0) - from).toBe(24 * HOUR);
        expect(new Date(from).toLocaleString('sv-SE', { timeZone: TIME_ZONE })).toBe('2026-11-20 00:00:00');
    });

    it('has them in the table and in the file', async () => {
        const history = await showParts();
        find(history, '[data-id=view]').dispatchEvent(new CustomEvent('change', { detail: { value: 'table' } }));
        await flush();
        expect(findAll(history, 'th').at(-1)?.textContent).toBe('c.MachineHistory_Parts');
        const cells = findAll(history, '[data-id=row]').map((row) => row.lastElementChild?.textContent);
        expect(cells.filter((text) => text !== '')).toEqual([
            'c.MachineHistory_Part_Replaces',
            'c.MachineHistory_Part_Consumed',
            'Pump 01: c.MachineHistory_Part_Installed'
        ]);
        const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation();
        find(history, '[data-id=download]').dispatchEvent(new CustomEvent('click'));
        const link = click.mock.contexts[0] as HTMLAnchorElement;
        const lines = decodeURIComponent(link.href.split(',')[1]).split('\r\n');
        click.mockRestore();
        expect(lines[0]).toMatch(/,parts replaced$/);
        expect(lines).toContain(`${iso(NOW - HOUR)},,,,c.MachineHistory_Part_Replaces`);
        jest.useRealTimers();
        await expect(history).toBeAccessible();
    });

    it('asks an org without asset relationships and Field Service only for what it has', async () => {
        mount('c-machine-history', MachineHistory, { recordId: PRESS });
        await flush();
        infos.emit(readable(404, 404, 404));
        await flush();
        const { query } = wire.lastConfigOf(isParts) as unknown as { query: unknown };
        const text = String(query);
        expect(text).toContain('InstallDate');
        expect(text).not.toContain('AssetRelationship');
        expect(text).not.toContain('ProductConsumed');
    });

    it('says why parts cannot be read, above the charts', async () => {
        const history = await showParts();
        const errors = [{ message: 'no such field' }];
        wire.emitErrors(errors, isParts);
        await flush();
        expect(find<HTMLElement & { errors: unknown }>(history, 'c-widget-frame').errors).toEqual(errors);
        expect(partsOf(history)).toHaveLength(3);
    });
});
