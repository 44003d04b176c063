import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HistoryServer, WorkerHistory } from '../iot-bridge/src/history/index.ts';
import { childText, readXml } from '../scripts/lib/generate/xml.ts';

/*
 * The external objects of force-app/salesforce-connect against the model that the bridge's OData service publishes:
 * Salesforce Connect asks for columns by the names that stand in the metadata.
 */
const folder = 'force-app/salesforce-connect/main/default/objects';
const token = 'a-token-for-reading';
const fieldTypes: Readonly<Record<string, readonly string[]>> = {
    'Edm.String': ['Text', 'IndirectLookup'],
    'Edm.Int32': ['Number'],
    'Edm.Double': ['Number'],
    'Edm.DateTimeOffset': ['DateTime']
};

interface EdmProperty {
    $Type?: string;
    $MaxLength?: number;
}
type Model = Record<string, Record<string, EdmProperty> & { $Key?: string[] }>;

let model: Model;

beforeAll(async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'external-objects-'));
    const file = path.join(directory, 'history.sqlite');
    const settings = { durability: 'process', gapMs: 1000, classes: [], pendingValues: 10, flushMs: 60_000 } as const;
    const store = new WorkerHistory({ file, ...settings });
    const tokens = [{ name: 'salesforce', token, scopes: ['history:read'] as const }];
    const server = new HistoryServer({ store, host: '127.0.0.1', port: 0, tokens, requestsPerMinute: 10 });
    const address = await server.start();
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const answer = await fetch(`${address}/history/odata/$metadata`, { headers });
    model = ((await answer.json()) as { MachineHistory: Model }).MachineHistory;
    await server.stop();
    await store.close();
    rmSync(directory, { recursive: true });
});

test.each(['Telemetry_Hour__x', 'Telemetry_Day__x'])(
    '%s shows every column of its set, in a fitting field',
    async (name) => {
        const { glob } = await import('node:fs/promises');
        const object = await readXml(path.join(folder, name, `${name}.object-meta.xml`));
        const set = childText(object, 'externalName') ?? '';
        const container = model.Container as unknown as Record<string, { $Type: string }>;
        const columns = model[container[set]?.$Type.split('.')[1] ?? ''] ?? {};
        const shown: string[] = [];
        for await (const file of glob(`${folder}/${name}/fields/*.field-meta.xml`)) {
            const field = await readXml(file);
            const column = childText(field, 'externalDeveloperName') ?? '';
            shown.push(column);
            const { $Type = 'Edm.String', $MaxLength } = columns[column] ?? {};
            expect(fieldTypes[$Type]).toContain(childText(field, 'type'));
            expect(childText(field, 'length')).toBe($MaxLength === undefined ? undefined : String($MaxLength));
        }
        // The key is the standard field External ID.
        expect(['Id', ...shown].sort()).toEqual(
            Object.keys(columns)
                .filter((column) => !column.startsWith('$'))
                .sort()
        );
    }
);
