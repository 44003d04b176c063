import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
    alarmDefinitionRow,
    alarmDependencyRow,
    alarmEvent,
    alarmKinds,
    alarmRecordFields,
    alarmRelations,
    alarmStates,
    assetFieldScale,
    assetSignalFields,
    bridgeStatusFields,
    assetStatusFields,
    commandResult,
    commandResultStates,
    connectivities,
    machineCommand,
    newAssetFields,
    operatingStates,
    priorities,
    provisioningFields,
    signalDefinitionRow,
    unknownDeviceFields
} from '../iot-bridge/src/contract/index.ts';
import { readProject, type Project, type ProjectField } from '../scripts/lib/generate/project.ts';

/*
 * The one contract between bridge and Salesforce: the XML of objects, events and custom metadata against the bridge's
 * schemas, in both directions.
 */

let project: Project;
beforeAll(async () => {
    project = await readProject(process.cwd());
});

/** Fields of an object in all package directories, by name. */
function fieldsOf(object: string): Map<string, ProjectField> {
    const fields = project.objects.filter((candidate) => candidate.name === object).flatMap((found) => found.fields);
    return new Map(fields.map((field) => [field.name, field]));
}

const customKeys = (schema: z.ZodObject): string[] => Object.keys(schema.shape).filter((key) => key.endsWith('__c'));

/** What a metadata field of a type holds, in the words of JSON Schema. */
const JSON_TYPES: Readonly<Record<string, string>> = {
    Number: 'number',
    Checkbox: 'boolean',
    Text: 'string',
    TextArea: 'string',
    LongTextArea: 'string',
    DateTime: 'string',
    Picklist: 'string'
};

const jsonProperty = z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    anyOf: z.array(z.object({ type: z.string().optional(), maxLength: z.number().optional() })).optional(),
    maxLength: z.number().optional(),
    const: z.unknown().optional()
});

interface PropertyShape {
    readonly types: readonly string[];
    readonly maxLength: number | undefined;
}

/** Types and greatest length that a schema allows for each of its fields. */
function shapesOf(schema: z.ZodObject): Map<string, PropertyShape> {
    const { properties } = z.object({ properties: z.record(z.string(), jsonProperty) }).parse(z.toJSONSchema(schema));
    return new Map(
        Object.entries(properties).map(([name, property]) => {
            const branches = property.anyOf ?? [];
            const own = typeof property.type === 'string' ? [property.type] : (property.type ?? []);
            const types = [...own, ...branches.flatMap((branch) => branch.type ?? [])].filter(
                (type) => type !== 'null'
            );
            const lengths = [property.maxLength, ...branches.map((branch) => branch.maxLength)];
            const constant = property.const === undefined ? [] : [typeof property.const];
            return [
                name,
                { types: [...types, ...constant], maxLength: lengths.find((length) => length !== undefined) }
            ];
        })
    );
}

describe.each([
    ['Alarm_Event__e', alarmEvent],
    ['Machine_Command__e', machineCommand],
    ['Signal_Definition__mdt', signalDefinitionRow],
    ['Alarm_Definition__mdt', alarmDefinitionRow],
    ['Alarm_Dependency__mdt', alarmDependencyRow]
])('%s', (object, schema) => {
    test('the bridge and the metadata know the same fields', () => {
        expect(customKeys(schema).sort()).toEqual([...fieldsOf(object).keys()].sort());
    });

    test('types agree', () => {
        const shapes = shapesOf(schema);
        for (const [name, field] of fieldsOf(object)) {
            const expected = JSON_TYPES[field.type];
            const types = (shapes.get(name)?.types ?? []).map((type) => (type === 'integer' ? 'number' : type));
            expect({ name, types: [...new Set(types)] }).toEqual({ name, types: [expected] });
        }
    });

    test('no text is longer than its field', () => {
        const shapes = shapesOf(schema);
        for (const [name, field] of fieldsOf(object)) {
            const length = Number(/^Text\((\d+)\)/.exec(field.shape)?.[1] ?? Number.NaN);
            const allowed = shapes.get(name)?.maxLength;
            if (Number.isNaN(length) || allowed === undefined) continue;
            expect({ name, fits: allowed <= length }).toEqual({ name, fits: true });
        }
    });
});

test('every required field of the alarm event is always set by the bridge', () => {
    const { required } = z.object({ required: z.array(z.string()) }).parse(z.toJSONSchema(alarmEvent));
    const wanted = [...fieldsOf('Alarm_Event__e').values()]
        .filter((field) => field.required)
        .map((field) => field.name);
    expect(wanted.length).toBeGreaterThan(0);
    expect(required).toEqual(expect.arrayContaining(wanted));
});

test('picklists hold exactly the values that the bridge sends', () => {
    const values = (object: string, field: string) => fieldsOf(object).get(field)?.values ?? [];
    expect(values('Alarm__c', 'Kind__c')).toEqual([...alarmKinds]);
    expect(values('Alarm_Definition__mdt', 'Kind__c')).toEqual([...alarmKinds]);
    expect(values('Alarm_Dependency__mdt', 'Relation__c')).toEqual([...alarmRelations]);
    expect(values('Alarm__c', 'State__c')).toEqual([...alarmStates]);
    expect(values('Alarm__c', 'Priority__c')).toEqual([...priorities]);
    expect(values('Asset', 'Highest_Alarm_Priority__c')).toEqual([...priorities]);
    expect(values('Asset', 'Connectivity__c')).toEqual([...connectivities]);
    expect(values('Asset', 'Operating_State__c')).toEqual([...operatingStates]);
});

test('Bridge_Status__c has the fields that the bridge writes', () => {
    expect([...fieldsOf('Bridge_Status__c').keys()].sort()).toEqual(['Bridge__c', ...bridgeStatusFields].sort());
});

test('Unknown_Device__c has the fields that the bridge writes, and the decision of the admin', () => {
    const fields = fieldsOf('Unknown_Device__c');
    const written = ['Device_Id__c', ...unknownDeviceFields, ...provisioningFields];
    expect([...fields.keys()].sort()).toEqual(['State__c', ...written].sort());
    expect(fields.get('Device_Id__c')?.shape).toBe(fieldsOf('Asset').get('Device_Id__c')?.shape);
});

test('Machine_Command__c has the fields and states that the bridge writes', () => {
    const command = fieldsOf('Machine_Command__c');
    expect([...command.keys()]).toEqual(expect.arrayContaining(customKeys(commandResult)));
    expect(command.get('State__c')?.values).toEqual(expect.arrayContaining([...commandResultStates]));
    expect(command.get('Command_Key__c')?.shape).toBe(fieldsOf('Machine_Command__e').get('Command_Key__c')?.shape);
});

test('Asset and Asset_Signal__c have the fields that the bridge writes, with its number of decimal places', () => {
    const asset = fieldsOf('Asset');
    expect([...asset.keys()]).toEqual(expect.arrayContaining([...assetStatusFields]));
    const scales = Object.keys(assetFieldScale).map((name) => {
        const [, scale] = /^Number\(\d+(?:, ?(\d+))?\)$/.exec(asset.get(name)?.shape ?? '') ?? [];
        return [name, Number(scale ?? 0)];
    });
    expect(Object.fromEntries(scales)).toEqual(assetFieldScale);
    const written = assetSignalFields.filter((name) => name.endsWith('__c'));
    expect([...fieldsOf('Asset_Signal__c').keys()]).toEqual(expect.arrayContaining(written));
});

test('the bridge may write every field of an alarm that it writes as a record', async () => {
    const fields = fieldsOf('Alarm__c');
    const file = 'force-app/core/main/default/permissionsets/IoT_Bridge.permissionset-meta.xml';
    const granted = await readFile(path.resolve(file), 'utf8');
    for (const name of alarmRecordFields) {
        const editable = new RegExp(`<editable>true</editable>\\s*<field>Alarm__c\\.${name}</field>`).test(granted);
        expect({ name, exists: fields.has(name), editable }).toEqual({ name, exists: true, editable: true });
    }
});

test('the second permission set of the bridge lets it write what it sets on a new asset, and on the list of devices', async () => {
    const file = 'force-app/core/main/default/permissionsets/IoT_Bridge_Provisioning.permissionset-meta.xml';
    const granted = await readFile(path.resolve(file), 'utf8');
    // The name is required and the parent has no field permission of its own.
    const ofAsset = newAssetFields.filter((name) => name !== 'Name' && name !== 'ParentId');
    for (const name of [
        ...ofAsset.map((field) => `Asset.${field}`),
        ...provisioningFields.map((field) => `Unknown_Device__c.${field}`)
    ]) {
        const editable = new RegExp(`<editable>true</editable>\\s*<field>${name}</field>`).test(granted);
        expect({ name, editable }).toEqual({ name, editable: true });
    }
    expect([...fieldsOf('Unknown_Device__c').keys()]).toEqual(expect.arrayContaining([...provisioningFields]));
});
