import {
    componentSlots,
    layoutSynoptic,
    parseBindings,
    toAnchor,
    TwinModelError,
    type PlacedSignal
} from '../twinModel';

const ids = (signals: readonly PlacedSignal[]): string[] => signals.map((signal) => signal.id);

describe('synoptic layout', () => {
    const signals = [
        { id: 'low-left', anchor: { x: 0.2, y: 0.9 } },
        { id: 'high-left', anchor: { x: 0.1, y: 0.1 } },
        { id: 'right', anchor: { x: 0.8, y: 0.5 } },
        { id: 'free' }
    ];

    it('puts signals on their side, in the height of their anchor', () => {
        const layout = layoutSynoptic(800, 0.8, signals);
        expect(layout.wide).toBe(true);
        expect(ids(layout.signals.filter((s) => s.card?.x === 0))).toEqual(['high-left', 'low-left']);
        expect(ids(layout.signals.filter((s) => s.card && s.card.x > 400))).toEqual(['right', 'free']);
    });

    it('keeps cards inside and apart from each other and from the drawing', () => {
        const layout = layoutSynoptic(640, 0.8, signals);
        for (const { card } of layout.signals) {
            expect(card && card.y >= 0 && card.y + card.height <= layout.height).toBe(true);
            expect(
                card && (card.x + card.width <= layout.drawing.x || card.x >= layout.drawing.x + layout.drawing.width)
            ).toBe(true);
        }
        const [first, second] = layout.signals;
        expect((second.card?.y ?? 0) - (first.card?.y ?? 0)).toBeGreaterThanOrEqual(first.card?.height ?? 0);
    });

    it('ends each leader at its anchor', () => {
        const layout = layoutSynoptic(800, 0.8, signals);
        for (const { anchor, leader } of layout.signals)
            expect(leader).toMatch(new RegExp(`L${anchor.x} ${anchor.y}$`));
    });

    it('balances the sides when every anchor lies on one side', () => {
        const left = Array.from({ length: 8 }, (_, i) => ({ id: `l${i}`, anchor: { x: 0.1, y: i / 8 } }));
        const right = left.map((signal) => ({ ...signal, anchor: { x: 0.9, y: signal.anchor.y } }));
        for (const lopsided of [left, right]) {
            const layout = layoutSynoptic(800, 0.8, lopsided);
            expect(layout.signals.filter((s) => s.card?.x === 0).length).toBeGreaterThanOrEqual(3);
            expect(layout.signals.filter((s) => s.card?.x !== 0).length).toBeGreaterThanOrEqual(3);
        }
    });

    it('grows with the number of signals and works with none', () => {
        const many = Array.from({ length: 20 }, (_, i) => ({ id: `s${i}` }));
        expect(layoutSynoptic(800, 0.8, many).height).toBeGreaterThan(1000);
        expect(layoutSynoptic(800, 0.8, []).height).toBeGreaterThan(0);
    });

    it('leaves cards to the page and centres the drawing when narrow', () => {
        const layout = layoutSynoptic(600, 0.8, signals);
        expect(layout).toMatchObject({ wide: false, drawing: { x: 90, width: 420 } });
        expect(layout.signals.every((s) => s.card === undefined && s.leader === undefined)).toBe(true);
        expect(layout.signals[0].anchor).toEqual({ x: 90 + 0.2 * 420, y: 0.9 * 336 });
    });

    it('places component slots inside the body without overlap', () => {
        const slots = componentSlots(5);
        expect(slots).toHaveLength(5);
        expect(slots.every((s) => s.x >= 0.2 && s.x + s.width <= 0.8 && s.y + s.height <= 0.85)).toBe(true);
        expect(slots[3].y).toBeGreaterThan(slots[0].y + slots[0].height - 0.001);
        expect(componentSlots(0)).toEqual([]);
    });
});

describe('bindings of a twin model', () => {
    it('reads signals, parts and moving elements', () => {
        const bindings = parseBindings(
            JSON.stringify({
                version: 1,
                signals: { Oil_Temperature: { x: 20, y: 30, element: 'tank' } },
                parts: [{ productCode: 'EM-75', x: 1, y: 2 }],
                moving: [{ element: 'ram', motion: 'slide' }]
            })
        );
        expect(bindings.signals.Oil_Temperature).toEqual({ x: 20, y: 30, element: 'tank' });
        expect(bindings.parts).toEqual([{ productCode: 'EM-75', x: 1, y: 2, element: undefined }]);
        expect(bindings.moving).toEqual([{ element: 'ram', motion: 'slide' }]);
    });

    it('needs only a version', () => {
        expect(parseBindings('{"version":1}')).toEqual({ signals: {}, parts: [], moving: [] });
    });

    it.each([
        ['{', 'not valid JSON'],
        ['[]', 'the file must be an object'],
        ['{}', 'version must be 1'],
        ['{"version":1,"signals":{"A":5}}', 'signals.A must be an object'],
        ['{"version":1,"signals":{"A":{"x":"1","y":2}}}', 'signals.A.x must be a number'],
        ['{"version":1,"signals":{"A":{"x":1,"y":2,"element":""}}}', 'signals.A.element must be a text'],
        ['{"version":1,"parts":{}}', 'parts must be a list'],
        ['{"version":1,"parts":[{"x":1,"y":1}]}', 'parts[0].productCode must be a text'],
        [
            '{"version":1,"moving":[{"element":"a","motion":"jump"}]}',
            'moving[0].motion must be one of slide, spin, flow'
        ]
    ])('refuses %s: %s', (json, message) => {
        expect(() => parseBindings(json)).toThrow(TwinModelError);
        expect(() => parseBindings(json)).toThrow(message);
    });

    it('turns drawing units into fractions', () => {
        expect(toAnchor({ x: 60, y: 20 }, [10, 10, 100, 40])).toEqual({ x: 0.5, y: 0.25 });
    });
});
