import TwinDrawing from 'c/twinDrawing';
import type { TwinDrawing as Model } from 'c/twinDrawingLoader';
import { parseBindings, sanitizeDrawing } from 'c/twinModel';
import type { ComponentView, SignalView } from 'c/twinView';
import { find, flush, mount, resetPage } from 'jest/lwc';
import { componentViews, pressViews } from '../../twinModel/__tests__/data/views';

interface Properties {
    model: Model;
    signals: SignalView[];
    components: ComponentView[];
    running: boolean;
}

const model = (): Model => ({
    resource: 'Twin_XX',
    drawing: sanitizeDrawing(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect id="tank"/><rect id="motor"/><rect id="ram"/></svg>',
        'p-'
    ),
    bindings: parseBindings(
        JSON.stringify({
            version: 1,
            signals: {
                Oil_Temperature: { x: 1, y: 1, element: 'tank' },
                Oil_Pressure: { x: 1, y: 1, element: 'tank' },
                Power: { x: 1, y: 1 }
            },
            parts: [{ productCode: 'EM-75', x: 1, y: 1, element: 'motor' }],
            moving: [
                { element: 'ram', motion: 'slide' },
                { element: 'missing', motion: 'spin' }
            ]
        })
    )
});

const show = async (properties: Partial<Properties>): Promise<HTMLElement & Properties> => {
    const drawing = mount<Properties>('c-twin-drawing', TwinDrawing, properties);
    // The framework adopts nodes that were put in by hand a microtask later.
    await flush();
    return drawing;
};

const state = (element: Element, id: string): string | null => find(element, `[id=p-${id}]`).getAttribute('data-state');

describe('c-twin-drawing', () => {
    afterEach(resetPage);

    it('puts the worst state on each bound element', async () => {
        const drawing = await show({
            model: model(),
            signals: pressViews(),
            components: componentViews()
        });
        expect(state(drawing, 'tank')).toBe('alarm');
        expect(state(drawing, 'motor')).toBe('warning');
        expect(state(drawing, 'ram')).toBeNull();
        expect(find(drawing, 'svg').getAttribute('aria-hidden')).toBe('true');
        await expect(drawing).toBeAccessible();
    });

    it('changes states in place', async () => {
        const drawing = await show({ model: model(), signals: pressViews() });
        const tank = find(drawing, '[id=p-tank]');
        drawing.signals = pressViews().map((view) => ({ ...view, state: 'normal' as const }));
        await flush();
        expect(find(drawing, '[id=p-tank]')).toBe(tank);
        expect(state(drawing, 'tank')).toBe('normal');
    });

    it('moves while the machine runs', async () => {
        const drawing = await show({ model: model(), running: true });
        expect(find(drawing, '[id=p-ram]').getAttribute('data-motion')).toBe('slide');
        drawing.running = false;
        await flush();
        expect(find(drawing, '[id=p-ram]').hasAttribute('data-motion')).toBe(false);
    });

    it('shows nothing without a model', () => {
        expect(find(mount('c-twin-drawing', TwinDrawing), '.canvas').childNodes).toHaveLength(0);
    });
});
