import { graphql } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import callCatalogue from '@salesforce/apex/MachineCommands.catalogue';
import TwinCommands from 'c/twinCommands';
import { abilities } from '../abilities';
import type { Command } from 'c/commandModel';
import type { SignalView } from 'c/twinView';
import { asWire, find, findAll, flush, mount, resetPage, type GraphQLWire, type RecordWire } from 'jest/lwc';

jest.mock('@salesforce/apex/MachineCommands.catalogue', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});
jest.mock('@salesforce/customPermission/Command_Machines', () => ({ __esModule: true, default: true }), {
    virtual: true
});
jest.mock('@salesforce/customPermission/Approve_Machine_Commands', () => ({ __esModule: true, default: true }), {
    virtual: true
});

interface CommandsApi {
    assetId: string | undefined;
    machineName: string;
    signals: readonly SignalView[];
    offline: boolean;
    refreshSeconds: number;
}
type Widget = HTMLElement & CommandsApi;
type List = HTMLElement & { commands: readonly Command[]; canApprove: boolean; busyId: string | undefined };

const NOW = '2026-11-20T12:00:00.000Z';
const PRESS = '02i000000000003AAA';
const PUMP = '02i000000000005AAA';
const KEY = '7f1c0d4e-0000-4000-8000-000000000001';
const catalogue = jest.mocked(callCatalogue);
const wire = asWire<GraphQLWire>(graphql);
const objectWire = asWire<RecordWire>(getObjectInfo);
const create = createRecord as unknown as jest.Mock<Promise<unknown>, [object]>;
const update = updateRecord as unknown as jest.Mock<Promise<unknown>, [object]>;
const ROWS = [
    { DeveloperName: 'HP_400_Start', MasterLabel: 'Start', Parameter_Type__c: 'None', Dangerous__c: true },
    {
        DeveloperName: 'HP_400_Oil_Pressure',
        MasterLabel: 'Set oil pressure',
        Parameter_Type__c: 'Number',
        Parameter_Unit__c: 'bar'
    }
];

const value = (content: unknown) => ({ value: content, displayValue: null });
const node = (state: string, more: object = {}) => ({
    Id: 'a0C000000000001AAA',
    Label__c: value('Set oil pressure'),
    State__c: value(state),
    Number_Value__c: value(182.5),
    Unit__c: value('bar'),
    Desired_Signal__c: value('Oil_Pressure'),
    Requested_At__c: value(NOW),
    ...more
});
const answer = (...nodes: object[]) => ({
    uiapi: { query: { commands: { edges: nodes.map((one) => ({ node: one })) } } }
});

async function show(properties: Partial<CommandsApi> = {}): Promise<Widget> {
    const widget = mount<CommandsApi>('c-twin-commands', TwinCommands, {
        assetId: PRESS,
        machineName: 'Press 01',
        ...properties
    });
    objectWire.emit({ apiName: 'Machine_Command__c', fields: {} });
    await flush();
    return widget;
}

async function showData(nodes: object[] = [], properties: Partial<CommandsApi> = {}): Promise<Widget> {
    const widget = await show(properties);
    wire.emit(answer(...nodes));
    await flush();
    return widget;
}

async function openForm(widget: Widget, name: string): Promise<HTMLElement & { errors: unknown; busy: boolean }> {
    find(widget, `[data-command=${name}]`).click();
    await flush();
    return find<HTMLElement & { errors: unknown; busy: boolean }>(widget, 'c-twin-command-form');
}

async function accessible(widget: Widget): Promise<void> {
    jest.useRealTimers();
    await expect(widget).toBeAccessible();
}

const shown = (widget: Widget, id: string) => findAll(widget, `[data-id=${id}]`).length === 1;
const list = (widget: Widget) => find<List>(widget, 'c-twin-command-list');

beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse(NOW), doNotFake: ['queueMicrotask', 'nextTick'] });
    Object.defineProperty(globalThis, 'crypto', { configurable: true, value: { randomUUID: () => KEY } });
    catalogue.mockReset().mockResolvedValue(ROWS);
    create.mockReset().mockResolvedValue({});
    update.mockReset().mockResolvedValue({});
});

afterEach(() => {
    resetPage();
    jest.restoreAllMocks();
    jest.useRealTimers();
});

describe('c-twin-commands shows', () => {
    it('that it loads, then what can be sent and that nothing was', async () => {
        const widget = await show();
        expect(findAll(widget, 'c-loading-rows')).toHaveLength(1);
        expect(wire.getLastConfig().variables).toEqual({ assetId: PRESS });
        wire.emit(answer());
        await flush();
        expect(findAll(widget, 'c-loading-rows')).toHaveLength(0);
        expect(findAll(widget, '[data-command]').map(({ dataset }) => dataset.command)).toEqual([
            'HP_400_Start',
            'HP_400_Oil_Pressure'
        ]);
        expect(shown(widget, 'no-commands')).toBe(true);
        await accessible(widget);
    });

    it('advice when the catalogue is empty', async () => {
        catalogue.mockResolvedValue([]);
        const widget = await showData();
        expect(shown(widget, 'empty')).toBe(true);
        await accessible(widget);
    });

    it('a warning while the machine is away', async () => {
        const widget = await showData([], { offline: true });
        expect(shown(widget, 'offline')).toBe(true);
        await accessible(widget);
    });

    it('commands without buttons to those who may only look', async () => {
        jest.replaceProperty(abilities, 'canCommand', false);
        jest.replaceProperty(abilities, 'canApprove', false);
        const widget = await showData([node('Done')], { offline: true });
        expect(shown(widget, 'no-permission')).toBe(true);
        expect([shown(widget, 'offered'), shown(widget, 'offline'), shown(widget, 'empty')]).toEqual([
            false,
            false,
            false
        ]);
        expect(list(widget).canApprove).toBe(false);
        await accessible(widget);
    });

    it('why there is nothing to those who may not look', async () => {
        const widget = mount<CommandsApi>('c-twin-commands', TwinCommands, { assetId: PRESS });
        objectWire.error({ message: 'No access' }, 403);
        await flush();
        expect(shown(widget, 'no-access')).toBe(true);
        expect(shown(widget, 'no-permission')).toBe(false);
        expect(wire.getLastConfig().query).toBeUndefined();
        await accessible(widget);
    });

    it('an error above the last good data, and asks again', async () => {
        const widget = await showData([node('Done')]);
        wire.emitErrors([{ message: 'The org is away' }]);
        await flush();
        const panel = find<HTMLElement & { errors: unknown; hasData: boolean }>(widget, '[data-id=errors]');
        expect(panel.hasData).toBe(true);
        expect(list(widget).commands).toHaveLength(1);
        panel.dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(wire.refresh).toHaveBeenCalled();
        await accessible(widget);
    });

    it('why the catalogue could not be read, and reads it again', async () => {
        catalogue.mockRejectedValueOnce({ body: { message: 'Down' } });
        const widget = await showData();
        const panel = find<HTMLElement & { errors: unknown }>(widget, '[data-id=errors]');
        expect(panel.errors).toEqual({ body: { message: 'Down' } });
        panel.dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(shown(widget, 'offered')).toBe(true);
    });

    it('the desired value beside the reported one', async () => {
        const signal = { name: 'Oil_Pressure', label: 'Oil pressure', value: 182, unit: 'bar' };
        const widget = await showData([node('Sent')], { signals: [{ signal } as unknown as SignalView] });
        expect(find(widget, '[data-id=wanted]').textContent).toBe('182.5 bar');
        expect(find(widget, '[data-id=reported]').textContent).toBe('182 bar');
        await accessible(widget);
    });
});

describe('c-twin-commands', () => {
    it('asks more often while something is under way, and tells what changed', async () => {
        const widget = await showData([node('Sent')]);
        wire.refresh.mockClear();
        jest.advanceTimersByTime(2_000);
        await flush();
        expect(wire.refresh).toHaveBeenCalledTimes(1);
        wire.emit(answer(node('Done'), node('Sent', { Id: 'a0C000000000002AAA' })));
        await flush();
        expect(find(widget, '[data-id=announcement]').textContent).toBe('c.TwinCommands_News');
        wire.emit(answer(node('Done')));
        await flush();
        wire.refresh.mockClear();
        jest.advanceTimersByTime(9_000);
        await flush();
        expect(wire.refresh).not.toHaveBeenCalled();
    });

    it('keeps asking, less often, when a refresh fails', async () => {
        const widget = await showData([], { refreshSeconds: 0 });
        wire.refresh.mockRejectedValueOnce(new Error('away'));
        jest.advanceTimersByTime(2_000);
        await flush();
        expect(find<HTMLElement & { errors: unknown }>(widget, '[data-id=errors]').errors).toEqual(new Error('away'));
    });

    it('requests a command with a key of its own, and keeps the key when it is tried again', async () => {
        create.mockRejectedValueOnce({ body: { message: 'Timeout' } });
        const widget = await showData();
        const toasts = jest.fn();
        widget.addEventListener('lightning__showtoast', toasts);
        const form = await openForm(widget, 'HP_400_Oil_Pressure');
        const send = async (): Promise<void> => {
            form.dispatchEvent(new CustomEvent('send', { detail: { value: 182.5, reason: 'Cold oil' } }));
            await flush();
        };
        await send();
        expect(form.errors).toEqual({ body: { message: 'Timeout' } });
        await send();
        const fields = {
            Asset__c: PRESS,
            Definition__c: 'HP_400_Oil_Pressure',
            Command_Key__c: `${PRESS}:${KEY}`,
            Number_Value__c: 182.5,
            Reason__c: 'Cold oil'
        };
        const request = { apiName: 'Machine_Command__c', fields };
        expect(create.mock.calls).toEqual([[request], [request]]);
        expect(toasts).toHaveBeenCalledTimes(1);
        expect(findAll(widget, 'c-twin-command-form')).toHaveLength(0);
        expect(wire.refresh).toHaveBeenCalled();
    });

    it('sends a choice, and once however often the button is pressed', async () => {
        const widget = await showData();
        const form = await openForm(widget, 'HP_400_Start');
        for (let press = 0; press < 2; press += 1)
            form.dispatchEvent(new CustomEvent('send', { detail: { text: 'soft' } }));
        await flush();
        expect(create).toHaveBeenCalledTimes(1);
        expect(create.mock.lastCall?.[0]).toMatchObject({ fields: { Text_Value__c: 'soft' } });
    });

    it('gives the focus back to the button when the form is closed', async () => {
        const widget = await showData();
        const form = await openForm(widget, 'HP_400_Start');
        form.dispatchEvent(new CustomEvent('cancel'));
        await flush();
        expect(shown(widget, 'offered')).toBe(true);
    });

    it('saves the decision of the second person, and says why it could not', async () => {
        const widget = await showData([node('Waiting for Approval')]);
        const decide = async (): Promise<void> => {
            const detail = { id: 'a0C000000000001AAA', decision: 'Approve' };
            list(widget).dispatchEvent(new CustomEvent('decide', { detail }));
            await flush();
        };
        await decide();
        expect(update).toHaveBeenCalledWith({ fields: { Id: 'a0C000000000001AAA', Decision__c: 'Approve' } });
        expect(list(widget).busyId).toBeUndefined();
        update.mockRejectedValueOnce({ body: { message: 'Too late' } });
        await decide();
        const panel = find<HTMLElement & { errors: unknown }>(widget, '[data-id=decision-errors]');
        expect(panel.errors).toEqual({ body: { message: 'Too late' } });
        await accessible(widget);
    });

    it('hands a link on', async () => {
        const widget = await showData([node('Done')]);
        const opened = jest.fn();
        widget.addEventListener('openrecord', (event) => opened((event as CustomEvent).detail));
        list(widget).dispatchEvent(new CustomEvent('openrecord', { detail: { recordId: 'a0C' } }));
        expect(opened).toHaveBeenCalledWith({ recordId: 'a0C' });
    });

    it('forgets the machine before, and its answers that come late', async () => {
        let finish: (rows: typeof ROWS) => void = () => undefined;
        let fail: (reason: Error) => void = () => undefined;
        catalogue.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
        const widget = await showData([node('Done')]);
        catalogue.mockReturnValueOnce(new Promise((_resolve, reject) => (fail = reject)));
        widget.assetId = PUMP;
        await flush();
        finish(ROWS);
        widget.assetId = undefined;
        await flush();
        fail(new Error('late'));
        await flush();
        widget.assetId = undefined;
        expect(findAll(widget, '[data-command]')).toHaveLength(0);
        expect(findAll(widget, 'c-twin-command-list')).toHaveLength(0);
        expect(shown(widget, 'errors')).toBe(true);
        expect(find<HTMLElement & { errors: unknown }>(widget, '[data-id=errors]').errors).toBeUndefined();
    });
});
