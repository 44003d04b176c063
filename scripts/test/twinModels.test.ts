import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { childrenNamed, childText, readXml } from '../lib/generate/xml.ts';
import { PLANT_PRODUCTS } from '../lib/sampleData/products.ts';

const core = fileURLToPath(new URL('../../force-app/core/main/default', import.meta.url));
const resources = path.join(core, 'staticresources');
const models = readdirSync(resources).filter((name) => existsSync(path.join(resources, name, 'bindings.json')));

const place = z.object({ x: z.number(), y: z.number(), element: z.string().optional() });
const bindings = z.object({
    productCode: z.string(),
    signals: z.record(z.string(), place),
    parts: z.array(place),
    moving: z.array(z.object({ element: z.string() }))
});

const textOf = (model: string, file: string) => readFileSync(path.join(resources, model, file), 'utf8');
const bindingsOf = (model: string) => bindings.parse(JSON.parse(textOf(model, 'bindings.json')));

/** Names of the signals of a model, with those of every model. */
async function signalsOf(productCode: string): Promise<Set<string>> {
    const folder = path.join(core, 'customMetadata');
    const files = readdirSync(folder).filter((file) => file.startsWith('Signal_Definition.'));
    const records = await Promise.all(
        files.map(async (file) => {
            const values = childrenNamed(await readXml(path.join(folder, file)), 'values');
            return new Map(values.map((one) => [childText(one, 'field'), childText(one, 'value') ?? '']));
        })
    );
    const own = records.filter(
        (record) =>
            record.get('Active__c') !== 'false' && ['', productCode].includes(record.get('Product_Model__c') ?? '')
    );
    return new Set(own.map((record) => record.get('Signal_Name__c') ?? ''));
}

test('every machine of the demo has a drawing', () => {
    expect(PLANT_PRODUCTS.map(({ twinModel }) => twinModel)).toEqual(expect.arrayContaining(models));
    expect(PLANT_PRODUCTS.filter(({ twinModel }) => !models.includes(twinModel ?? '')).map(({ code }) => code)).toEqual(
        []
    );
});

describe.each(models)('%s', (model) => {
    it('ties signals of its model to elements of its drawing, inside the drawing', async () => {
        const { productCode, signals, parts, moving } = bindingsOf(model);
        const drawing = textOf(model, 'drawing.svg');
        const ids = new Set([...drawing.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
        const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(drawing) ?? [];
        const places = [...Object.values(signals), ...parts];
        const named = [...places, ...moving].flatMap(({ element }) => element ?? []);
        expect(named.filter((element) => !ids.has(element))).toEqual([]);
        expect(places.filter(({ x, y }) => x < 0 || y < 0 || x > Number(width) || y > Number(height))).toEqual([]);
        const known = await signalsOf(productCode);
        expect(Object.keys(signals).filter((name) => !known.has(name))).toEqual([]);
        expect(PLANT_PRODUCTS.find(({ code }) => code === productCode)?.twinModel).toBe(model);
    });

    it('shows every signal of its model', async () => {
        const { productCode, signals } = bindingsOf(model);
        const missing = [...(await signalsOf(productCode))].filter((name) => !(name in signals));
        expect(missing).toEqual([]);
    });
});
