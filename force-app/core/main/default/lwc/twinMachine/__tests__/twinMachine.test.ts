import TwinMachine from 'c/twinMachine';
import type { ComponentView, SignalView } from 'c/twinView';
import { graphql } from 'lightning/graphql';
import { asWire, find, findAll, flush, mount, resetPage, type GraphQLWire } from 'jest/lwc';
import { ago, machineNode, NOW, twinAnswer } from '../../twinModel/__tests__/data/twinAnswer';

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

const wire = asWire<GraphQLWire>(graphql);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect onclick="1"/></svg>';

interface Properties {
    assetId: string | undefined;
    refreshSeconds: number;
    staleAfterSeconds: number;
    twinModel: string;
    cardTitle: string;
}

type Synoptic = HTMLElement & {
    signals: SignalView[];
    components: ComponentView[];
    running: boolean;
    state: string;
    drawing: unknown;
    selectedId?: string;
};

let files: Record<string, string>;

async function show(properties: Partial<Properties> = {}): Promise<HTMLElement> {
    const twin = mount<Properties>('c-twin-machine', TwinMachine, { assetId: '02i000000000001AAA', ...properties });
    await flush();
    return twin;
}

async function showData(answer: unknown = twinAnswer(), properties: Partial<Properties> = {}): Promise<HTMLElement> {
    const twin = await show(properties);
    wire.emit(answer);
    await flush();
    return twin;
}

const synoptic = (twin: Element): Synoptic => find<Synoptic>(twin, 'c-twin-synoptic');
const textOf = (twin: Element, id: string): string | null => find(twin, `[data-id=${id}]`).textContent;

const frame = (twin: Element): HTMLElement => find(twin, 'c-widget-frame');

describe('c-twin-machine', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
        files = {};
        global.fetch = jest.fn((url: string) =>
            Promise.resolve({
                status: files[url] ? 200 : 404,
                ok: Boolean(files[url]),
                text: () => Promise.resolve(files[url])
            })
        ) as unknown as typeof fetch;
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    const accessible = async (twin: Element): Promise<void> => {
        jest.useRealTimers();
        await expect(twin).toBeAccessible();
    };

    it('asks for the asset of the page, and for nothing without one', async () => {
        await show();
        expect(wire.getLastConfig().variables).toEqual({ assetId: '02i000000000001AAA' });
        await show({ assetId: undefined });
        expect(wire.getLastConfig().variables).toBeUndefined();
    });

    it('shows a skeleton while it loads', async () => {
        const twin = await show();
        expect(findAll(twin, 'c-twin-skeleton')).toHaveLength(1);
        expect(findAll(twin, 'c-twin-status, c-empty-state')).toHaveLength(0);
        await accessible(twin);
    });

    it('shows the machine with signals, components and alarms', async () => {
        const twin = await showData();
        expect(synoptic(twin).signals).toHaveLength(5);
        expect(synoptic(twin).components).toHaveLength(2);
        expect(synoptic(twin)).toMatchObject({ running: true, state: 'alarm' });
        expect(find<HTMLElement & { alarms: unknown[] }>(twin, 'c-twin-alarms').alarms).toHaveLength(2);
        expect(findAll(twin, 'c-twin-skeleton, [data-id=banner], [data-id=empty]')).toHaveLength(0);
        await accessible(twin);
    });

    it('shows the same as a table', async () => {
        const twin = await showData();
        find(twin, 'lightning-radio-group').dispatchEvent(new CustomEvent('change', { detail: { value: 'table' } }));
        await flush();
        expect(findAll(twin, 'c-twin-synoptic')).toHaveLength(0);
        expect(find<HTMLElement & { signals: unknown[] }>(twin, 'c-twin-signal-table').signals).toHaveLength(5);
        await accessible(twin);
    });

    const choose = async (twin: Element, value: string): Promise<void> => {
        find(twin, 'lightning-radio-group').dispatchEvent(new CustomEvent('change', { detail: { value } }));
        await flush();
    };
    const offered = (twin: Element): string[] =>
        find<HTMLElement & { options: { value: string }[] }>(twin, 'lightning-radio-group').options.map(
            ({ value }) => value
        );

    it('offers 3D where the product has a model, with its table, and falls back to the drawing', async () => {
        files['Twin_3D/drawing.svg'] = SVG;
        files['Twin_3D/bindings.json'] = '{"version":1,"scene":"model.glb"}';
        const twin = await showData(twinAnswer(), { twinModel: 'Twin_3D' });
        expect(offered(twin)).toEqual(['drawing', 'scene', 'table']);
        expect(findAll(twin, 'c-twin-scene')).toHaveLength(0);
        jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({} as never);
        global.fetch = jest.fn(() => new Promise(() => undefined)) as unknown as typeof fetch;
        await choose(twin, 'scene');
        expect(findAll(twin, 'c-twin-scene, c-twin-signal-table')).toHaveLength(2);
        expect(findAll(twin, 'c-twin-synoptic')).toHaveLength(0);
        find(twin, 'c-twin-scene').dispatchEvent(new CustomEvent('unavailable', { detail: { reason: 'No WebGL' } }));
        await flush();
        expect(textOf(twin, 'scene-note')).toBe('No WebGL');
        expect(findAll(twin, 'c-twin-synoptic')).toHaveLength(1);
        await accessible(twin);
    });

    it('offers no 3D without a model', async () => {
        expect(offered(await showData())).toEqual(['drawing', 'table']);
    });

    it.each([
        [{ Device_Id__c: { value: null }, Last_Telemetry__c: { value: null } }, 'c.DigitalTwin_Empty_NoDevice'],
        [{ Last_Telemetry__c: { value: null } }, 'c.DigitalTwin_Empty_NoData'],
        [{}, 'c.DigitalTwin_Empty_NoSignals']
    ])('without signals it advises by %j', async (changes, advice) => {
        const twin = await showData(
            twinAnswer({ machine: [machineNode(changes)], signals: [], alarms: [], components: [] })
        );
        expect(find<HTMLElement & { advice: string }>(twin, '[data-id=empty]').advice).toBe(advice);
        expect(findAll(twin, 'c-twin-synoptic, lightning-radio-group')).toHaveLength(0);
        await accessible(twin);
    });

    it('shows components although there are no signals', async () => {
        const twin = await showData(twinAnswer({ signals: [] }));
        expect(synoptic(twin).components).toHaveLength(2);
    });

    it('explains an asset that cannot be read', async () => {
        const twin = await showData(twinAnswer({ machine: [] }));
        expect(find<HTMLElement & { heading: string }>(twin, 'c-empty-state').heading).toBe(
            'c.DigitalTwin_NotFound_Heading'
        );
        await accessible(twin);
    });

    it('shows an error without data, and above the last good data', async () => {
        const twin = await show();
        wire.emitErrors([{ message: 'No access to Alarm__c' }]);
        await flush();
        const panel = find<HTMLElement & { errors: unknown; hasData: boolean }>(frame(twin), 'c-error-panel');
        expect(panel).toMatchObject({ errors: [{ message: 'No access to Alarm__c' }], hasData: false });
        expect(findAll(twin, 'c-twin-skeleton, c-twin-status')).toHaveLength(0);
        wire.emit(twinAnswer());
        await flush();
        expect(panel.errors).toBeUndefined();
        wire.emitErrors([{ message: 'Server error' }]);
        await flush();
        expect(panel.hasData).toBe(true);
        expect(synoptic(twin).signals).toHaveLength(5);
        await accessible(twin);
    });

    it.each([
        [{ Connectivity__c: { value: 'Offline' } }, 'c.DigitalTwin_Banner_Offline'],
        [{ Connectivity__c: { value: 'Stale' } }, 'c.DigitalTwin_Banner_Stale'],
        [{ Last_Telemetry__c: { value: ago(300) } }, 'c.DigitalTwin_Banner_Silent']
    ])('warns that values are not current: %j', async (changes, banner) => {
        const twin = await showData(twinAnswer({ machine: [machineNode(changes)] }));
        expect(textOf(twin, 'banner')).toBe(banner);
        expect(synoptic(twin).running).toBe(false);
        await accessible(twin);
    });

    it('takes the time of silence from its settings', async () => {
        const late = twinAnswer({ machine: [machineNode({ Last_Telemetry__c: { value: ago(300) } })] });
        expect(findAll(await showData(late, { staleAfterSeconds: 600 }), '[data-id=banner]')).toHaveLength(0);
    });
});

describe('c-twin-machine refreshes', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW });
        global.fetch = jest.fn().mockResolvedValue({ status: 404 }) as unknown as typeof fetch;
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    it('by itself while it is on the page, and shows growing ages', async () => {
        const twin = await showData(twinAnswer(), { refreshSeconds: 10 });
        await jest.advanceTimersByTimeAsync(10_000);
        expect(wire.refresh).toHaveBeenCalledTimes(1);
        expect(synoptic(twin).signals[0].age).toBe('15 seconds ago');
        await jest.advanceTimersByTimeAsync(10_000);
        expect(wire.refresh).toHaveBeenCalledTimes(2);
        twin.remove();
        await jest.advanceTimersByTimeAsync(60_000);
        expect(wire.refresh).toHaveBeenCalledTimes(2);
    });

    it('less often after failures, which it shows above the last data', async () => {
        wire.refresh.mockRejectedValue({ body: { message: 'offline' } });
        const twin = await showData(twinAnswer(), { refreshSeconds: 0 });
        await jest.advanceTimersByTimeAsync(2000);
        expect(find<HTMLElement & { errors: unknown }>(frame(twin), 'c-error-panel').errors).toEqual({
            body: { message: 'offline' }
        });
        expect(synoptic(twin).signals).toHaveLength(5);
        await jest.advanceTimersByTimeAsync(2000);
        expect(wire.refresh).toHaveBeenCalledTimes(1);
        await jest.advanceTimersByTimeAsync(2000);
        expect(wire.refresh).toHaveBeenCalledTimes(2);
        wire.refresh.mockResolvedValue(undefined);
    });

    it('when asked, by button and by the error panel', async () => {
        const twin = await showData();
        find(frame(twin), '[data-id=refresh]').click();
        await flush();
        find(frame(twin), 'c-error-panel').dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(wire.refresh).toHaveBeenCalledTimes(2);
    });
});

describe('c-twin-machine drawings', () => {
    beforeEach(() => {
        files = { 'Twin_HP_400/drawing.svg': SVG, 'Twin_HP_400/bindings.json': '{"version":1}' };
        global.fetch = jest.fn((url: string) =>
            Promise.resolve({
                status: files[url] ? 200 : 404,
                ok: Boolean(files[url]),
                text: () => Promise.resolve(files[url])
            })
        ) as unknown as typeof fetch;
    });
    afterEach(resetPage);

    it('shows the product’s drawing, loads it once and names what was left out', async () => {
        const twin = await showData();
        await flush();
        expect(synoptic(twin).drawing).toBeDefined();
        expect(textOf(twin, 'model-note')).toBe('c.DigitalTwin_Model_Cleaned');
        wire.emit(twinAnswer());
        await flush();
        expect(global.fetch).toHaveBeenCalledTimes(2);
        await expect(twin).toBeAccessible();
    });

    it('shows the general drawing for a product without one, without asking for files', async () => {
        const product = { Name: { value: 'Hydraulic press' }, Twin_Model__c: { value: null } };
        const twin = await showData(twinAnswer({ machine: [machineNode({ Product2: product })] }));
        await flush();
        expect(global.fetch).not.toHaveBeenCalled();
        expect(synoptic(twin).drawing).toBeUndefined();
        expect(findAll(twin, '[data-id=model-note]')).toHaveLength(0);
    });

    it('shows the general drawing and the reason when one cannot be used', async () => {
        files['Twin_HP_400/bindings.json'] = '{}';
        const twin = await showData();
        await flush();
        expect(synoptic(twin).drawing).toBeUndefined();
        expect(textOf(twin, 'model-note')).toBe('c.DigitalTwin_Model_Failed');
    });

    it('takes the model of its settings', async () => {
        await showData(twinAnswer(), { twinModel: 'Twin_EM_75' });
        expect(global.fetch).toHaveBeenCalledWith('Twin_EM_75/drawing.svg', expect.anything());
    });
});

describe('c-twin-machine details', () => {
    beforeEach(() => {
        global.fetch = jest.fn().mockResolvedValue({ status: 404 }) as unknown as typeof fetch;
    });
    afterEach(resetPage);

    const select = async (twin: Element, id: string): Promise<void> => {
        synoptic(twin).dispatchEvent(new CustomEvent('signalselect', { detail: { id } }));
        await flush();
    };
    const ID = 'a01000000000002AAA';

    it('open with the focus on them, stay over a refresh, and close with the focus back on the card', async () => {
        const twin = await showData();
        await select(twin, ID);
        const details = find<HTMLElement & { view: SignalView }>(twin, 'c-twin-signal-details');
        expect(details.view.name).toBe('Oil_Pressure');
        expect(twin.shadowRoot?.activeElement).toBe(details);
        wire.emit(twinAnswer());
        await flush();
        expect(find(twin, 'c-twin-signal-details')).toBe(details);
        expect(twin.shadowRoot?.activeElement).toBe(details);
        details.dispatchEvent(new CustomEvent('close'));
        await flush();
        expect(findAll(twin, 'c-twin-signal-details')).toHaveLength(0);
        expect(twin.shadowRoot?.activeElement).toBe(synoptic(twin));
        await expect(twin).toBeAccessible();
    });

    it('close when the same signal is chosen again, and when it disappears', async () => {
        const twin = await showData();
        await select(twin, ID);
        await select(twin, ID);
        expect(findAll(twin, 'c-twin-signal-details')).toHaveLength(0);
        await select(twin, ID);
        wire.emit(twinAnswer({ signals: [] }));
        await flush();
        expect(findAll(twin, 'c-twin-signal-details')).toHaveLength(0);
    });

    it('open records that are linked', async () => {
        const twin = await showData();
        const detail = { recordId: '500000000000001AAA' };
        find(twin, 'c-twin-alarms').dispatchEvent(new CustomEvent('openrecord', { detail }));
        expect(mockNavigate).toHaveBeenCalledWith({
            type: 'standard__recordPage',
            attributes: { recordId: '500000000000001AAA', actionName: 'view' }
        });
    });

    it('have the heading of the settings', async () => {
        const titleOf = (twin: Element): string =>
            find<HTMLElement & { title: string }>(frame(twin), 'lightning-card').title;
        expect(titleOf(await show({ cardTitle: 'Press' }))).toBe('Press');
        expect(titleOf(await show())).toBe('c.DigitalTwin_Title');
    });
});
