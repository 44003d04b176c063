import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadTwinDrawing } from 'c/twinDrawingLoader';
import { drawingElement, parseBindings, sanitizeDrawing, TwinModelError } from 'c/twinModel';

const RESOURCES = path.resolve('force-app/core/main/default/staticresources');
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect id="a"/></svg>';

function serve(files: Record<string, string | number>): jest.Mock {
    const fetchFile = jest.fn((url: string) => {
        const file = files[url] ?? 404;
        const status = typeof file === 'number' ? file : 200;
        return Promise.resolve({ status, ok: status === 200, text: () => Promise.resolve(String(file)) });
    });
    global.fetch = fetchFile as unknown as typeof fetch;
    return fetchFile;
}

describe('loading a twin model', () => {
    it('reads drawing and bindings', async () => {
        serve({ 'Twin_EM_75/drawing.svg': SVG, 'Twin_EM_75/bindings.json': '{"version":1}' });
        const model = await loadTwinDrawing('Twin_EM_75');
        expect(model?.drawing.root.firstElementChild?.id).toBe('Twin_EM_75-a');
        expect(model?.bindings.moving).toEqual([]);
    });

    it('asks for nothing without a name', async () => {
        const fetchFile = serve({});
        await expect(loadTwinDrawing('')).resolves.toBeUndefined();
        expect(fetchFile).not.toHaveBeenCalled();
    });

    it.each(['../secret', 'Twin HP', 'a__b', 'Twin_'])(
        'does not ask for %p, which is no name of a resource',
        async (name) => {
            const fetchFile = serve({});
            await expect(loadTwinDrawing(name)).rejects.toThrow('is not the name of a static resource');
            expect(fetchFile).not.toHaveBeenCalled();
        }
    );

    it.each([
        [{ 'Twin_XX/drawing.svg': 500 }, 'HTTP 500'],
        [{}, 'Twin_XX has no file drawing.svg'],
        [{ 'Twin_XX/drawing.svg': SVG }, 'Twin_XX has no file bindings.json'],
        [{ 'Twin_XX/drawing.svg': '<html/>', 'Twin_XX/bindings.json': '{"version":1}' }, 'not a well-formed SVG'],
        [{ 'Twin_XX/drawing.svg': SVG, 'Twin_XX/bindings.json': '{}' }, 'version must be 1']
    ])('refuses %j', async (files, message) => {
        serve(files as Record<string, string | number>);
        const loaded = loadTwinDrawing('Twin_XX');
        await expect(loaded).rejects.toThrow(TwinModelError);
        await expect(loaded).rejects.toThrow(message);
    });
});

describe('the twin models of this package', () => {
    const names = readdirSync(RESOURCES, { withFileTypes: true }).filter(
        (entry) => entry.isDirectory() && entry.name.startsWith('Twin_')
    );

    it('has them', () =>
        expect(names.map((entry) => entry.name)).toEqual([
            'Twin_AC_55',
            'Twin_CNC_5X',
            'Twin_CP_20',
            'Twin_CV_10',
            'Twin_EM_75',
            'Twin_FM_8',
            'Twin_GW_1',
            'Twin_HP_400'
        ]));

    it.each(names.map((entry) => entry.name))('%s is safe and its bindings name elements that exist', (name) => {
        const read = (file: string): string => readFileSync(path.join(RESOURCES, name, file), 'utf8');
        const drawing = sanitizeDrawing(read('drawing.svg'), 'p-');
        const bindings = parseBindings(read('bindings.json'));
        const bound = [...Object.values(bindings.signals), ...bindings.parts, ...bindings.moving].flatMap(
            ({ element }) => element ?? []
        );
        expect(drawing.removed).toEqual([]);
        expect(bound.length).toBeGreaterThan(3);
        expect(bound.filter((id) => !drawingElement(drawing, id))).toEqual([]);
    });
});
