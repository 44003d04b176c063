import TwinSynoptic from 'c/twinSynoptic';
import type { TwinDrawing } from 'c/twinDrawingLoader';
import { parseBindings, sanitizeDrawing, type SignalState } from 'c/twinModel';
import type { ComponentView, SignalView } from 'c/twinView';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { componentViews, pressViews } from '../../twinModel/__tests__/data/views';

type CardElement = HTMLElement & { view: SignalView; selected: boolean };

let measure: (width: number) => void;
const disconnect = jest.fn();

class FakeResizeObserver {
    constructor(callback: (entries: { contentRect: { width: number } }[]) => void) {
        measure = (width) => callback([{ contentRect: { width } }]);
    }
    observe = jest.fn();
    unobserve = jest.fn();
    disconnect = disconnect;
}

const drawing = (): TwinDrawing => ({
    resource: 'Twin_XX',
    drawing: sanitizeDrawing('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"/>', 'p-'),
    bindings: parseBindings(
        JSON.stringify({
            version: 1,
            signals: { Oil_Temperature: { x: 90, y: 25 } },
            parts: [{ productCode: 'EM-75', x: 50, y: 25 }]
        })
    )
});

interface Properties {
    signals: SignalView[];
    components: ComponentView[];
    state: SignalState;
    drawing?: TwinDrawing;
    selectedId?: string;
    focusSignal(id: string): void;
}

const show = (properties: Partial<Properties> = {}): HTMLElement & Properties =>
    mount<Properties>('c-twin-synoptic', TwinSynoptic, {
        signals: pressViews(),
        components: componentViews(),
        state: 'alarm',
        ...properties
    });

type LinkElement = HTMLElement & { component: ComponentView };
const namesIn = (synoptic: Element, place: string): string[] =>
    findAll<LinkElement>(synoptic, `${place} c-twin-component-link`).map(({ component }) => component.name);

describe('c-twin-synoptic', () => {
    beforeEach(() => {
        global.ResizeObserver = FakeResizeObserver as unknown as typeof ResizeObserver;
    });
    afterEach(resetPage);

    it('shows every signal beside the general drawing with a leader, and components in it', async () => {
        const synoptic = show();
        expect(findAll(synoptic, 'c-twin-machine-body')).toHaveLength(1);
        expect(findAll<CardElement>(synoptic, 'c-signal-card').map((card) => card.view.label)).toEqual(
            pressViews().map((view) => view.label)
        );
        expect(findAll(synoptic, '.line path')).toHaveLength(5);
        expect(find(synoptic, '.line_alarm circle')).not.toBeNull();
        expect(namesIn(synoptic, '.pin')).toEqual(['Motor 1', 'Pump 1']);
        await expect(synoptic).toBeAccessible();
    });

    it('shows the product’s own drawing, and components without a place below it', async () => {
        const synoptic = show({ drawing: drawing() });
        expect(findAll(synoptic, 'c-twin-drawing')).toHaveLength(1);
        expect(namesIn(synoptic, '.pin')).toEqual(['Motor 1']);
        expect(namesIn(synoptic, '.others')).toEqual(['Pump 1']);
        const card = findAll<CardElement>(synoptic, 'li.card').find(
            (item) => item.querySelector<CardElement>('c-signal-card')?.view.name === 'Oil_Temperature'
        );
        expect(card?.getAttribute('style')).toMatch(/^left: 5\d\dpx/);
        await expect(synoptic).toBeAccessible();
    });

    it('lists the signals below the drawing when it is narrow', async () => {
        const synoptic = show();
        measure(340);
        await flush();
        expect(findAll(synoptic, '.line path')).toHaveLength(0);
        expect(findAll(synoptic, 'li.card').every((card) => !card.getAttribute('style'))).toBe(true);
        expect(findAll(synoptic, 'c-signal-card')).toHaveLength(5);
        await expect(synoptic).toBeAccessible();
        measure(0);
        await flush();
        expect(findAll(synoptic, '.line path')).toHaveLength(0);
    });

    it('lists components that do not fit into the general drawing', () => {
        const [component] = componentViews();
        const components = Array.from({ length: 8 }, (_, i) => ({ ...component, id: `c${i}` }));
        const synoptic = show({ components });
        expect(findAll(synoptic, '.pin')).toHaveLength(6);
        expect(findAll(synoptic, '.others li')).toHaveLength(2);
    });

    it('keeps the elements of cards over a refresh, so that the focus stays', async () => {
        const synoptic = show();
        const before = findAll(synoptic, 'c-signal-card');
        synoptic.signals = pressViews();
        await flush();
        expect(findAll(synoptic, 'c-signal-card')).toEqual(before);
    });

    it('passes a choice and links on', async () => {
        const signals = pressViews();
        const synoptic = show({ selectedId: signals[1].id });
        expect(findAll<CardElement>(synoptic, 'c-signal-card').map((card) => card.selected)).toEqual([
            false,
            true,
            false,
            false,
            false
        ]);
        const select = jest.fn();
        const open = jest.fn();
        synoptic.addEventListener('signalselect', (event) => select((event as CustomEvent).detail));
        synoptic.addEventListener('openrecord', (event) => open((event as CustomEvent).detail));
        find(synoptic, 'c-signal-card').shadowRoot?.querySelector('button')?.click();
        expect(select).toHaveBeenCalledWith({ id: signals[0].id });
        find(find(synoptic, 'c-twin-component-link'), '[data-id=component]').click();
        expect(open.mock.calls).toEqual([[{ recordId: '02i000000000002AAA' }]]);
        synoptic.focusSignal(signals[2].id);
        await flush();
        expect((synoptic.shadowRoot?.activeElement as CardElement).view.id).toBe(signals[2].id);
        synoptic.focusSignal('gone');
    });

    it('stops measuring when it leaves the page, and works without measuring', async () => {
        const synoptic = show();
        synoptic.remove();
        expect(disconnect).toHaveBeenCalledTimes(1);
        Reflect.deleteProperty(global, 'ResizeObserver');
        const other = show({ signals: [], components: [] });
        expect(findAll(other, 'c-signal-card, .pin, .others')).toHaveLength(0);
        await expect(other).toBeAccessible();
        other.remove();
    });
});
