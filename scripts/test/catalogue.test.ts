import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { childrenNamed, childText, readXml } from '../lib/generate/xml.ts';

const core = fileURLToPath(new URL('../../force-app/core/main/default', import.meta.url));

interface MetadataRecord {
    readonly name: string;
    /** Values by field; blank ones are left out. */
    readonly values: Readonly<Record<string, string>>;
}

/** Records that take effect; presets are delivered switched off, for machines that the plant names itself. */
async function activeRecordsOf(type: string): Promise<MetadataRecord[]> {
    return (await recordsOf(type)).filter(({ values }) => values.Active__c !== 'false');
}

async function recordsOf(type: string): Promise<MetadataRecord[]> {
    const folder = path.join(core, 'customMetadata');
    const files = readdirSync(folder).filter((file) => file.startsWith(`${type}.`));
    return Promise.all(
        files.map(async (file) => {
            const record = await readXml(path.join(folder, file));
            const pairs = childrenNamed(record, 'values').map((one): [string, string] => [
                childText(one, 'field') ?? '',
                childText(one, 'value') ?? ''
            ]);
            const filled = pairs.filter(([, value]) => value !== '');
            return { name: file.split('.')[1] ?? file, values: Object.fromEntries<string>(filled) };
        })
    );
}

const PRIORITIES = ['Critical', 'High', 'Medium', 'Low'];
const WHOLE_DEVICE = '*';

test('every record says why it is there', async () => {
    for (const type of [
        'Signal_Definition',
        'Alarm_Definition',
        'Alarm_Response',
        'Extension_Link',
        'Signal_Threshold'
    ]) {
        const silent = (await recordsOf(type)).filter((record) => !record.values.Description__c);
        expect(silent.map((record) => record.name)).toEqual([]);
    }
});

test('every alarm watches a signal that its model has, or the whole device', async () => {
    const signals = await activeRecordsOf('Signal_Definition');
    const known = new Set(signals.map(({ values }) => `${values.Product_Model__c ?? ''}/${values.Signal_Name__c}`));
    const alarms = await activeRecordsOf('Alarm_Definition');
    const watched = alarms.filter(({ values }) => values.Signal_Name__c !== WHOLE_DEVICE);
    const lost = watched.filter(({ values }) => {
        const model = values.Product_Model__c ?? '';
        return !known.has(`${model}/${values.Signal_Name__c}`) && !known.has(`/${values.Signal_Name__c}`);
    });
    expect(alarms.length).toBeGreaterThanOrEqual(14);
    expect(lost.map((alarm) => alarm.name)).toEqual([]);
});

test('every alarm has what its kind needs', async () => {
    const needs: Record<string, string> = { Silence: 'Window_Seconds__c', State: 'Text_Limit__c' };
    const incomplete = (await activeRecordsOf('Alarm_Definition')).filter(
        ({ values }) => !values[needs[values.Kind__c ?? ''] ?? 'Limit__c']
    );
    expect(incomplete.map((alarm) => alarm.name)).toEqual([]);
});

test('every alarm lies inside the plausible range of its signal', async () => {
    const signals = await activeRecordsOf('Signal_Definition');
    const limited = (await activeRecordsOf('Alarm_Definition')).filter(
        ({ values }) => values.Limit__c && values.Signal_Name__c !== WHOLE_DEVICE
    );
    const outside = limited.filter(({ values: alarm }) => {
        const signal = signals.find(
            ({ values }) =>
                values.Signal_Name__c === alarm.Signal_Name__c && values.Product_Model__c === alarm.Product_Model__c
        );
        const limit = Number(alarm.Limit__c);
        return !(limit > Number(signal?.values.Minimum__c) && limit < Number(signal?.values.Maximum__c));
    });
    expect(limited.length).toBeGreaterThan(10);
    expect(outside.map((alarm) => alarm.name)).toEqual([]);
});

test('an upper emergency limit lies above the warning limit of the same signal', async () => {
    const alarms = (await activeRecordsOf('Alarm_Definition')).map(({ values }) => values);
    const emergencies = alarms.filter((alarm) => alarm.Kind__c === 'High High');
    expect(emergencies.length).toBeGreaterThan(0);
    for (const emergency of emergencies) {
        const warning = alarms.find(
            (alarm) => alarm.Kind__c === 'High' && alarm.Signal_Name__c === emergency.Signal_Name__c
        );
        expect(Number(emergency.Limit__c)).toBeGreaterThan(Number(warning?.Limit__c));
    }
});

test('every Asset field that a signal fills exists, and no model fills one twice', async () => {
    const fields = readdirSync(path.join(core, 'objects/Asset/fields')).map((file) => file.split('.')[0]);
    const filled = (await activeRecordsOf('Signal_Definition')).filter(({ values }) => values.Asset_Field__c);
    const targets = filled.map(({ values }) => `${values.Product_Model__c ?? ''}/${values.Asset_Field__c}`);
    expect(new Set(targets).size).toBe(targets.length);
    for (const { values } of filled) expect(fields).toContain(values.Asset_Field__c);
});

test('every priority has a response of its own, ranks are unique, and silence comes first', async () => {
    const responses = (await activeRecordsOf('Alarm_Response')).map(({ values }) => values);
    const ranks = responses.map((response) => Number(response.Rank__c)).toSorted((one, other) => one - other);
    expect(new Set(ranks).size).toBe(ranks.length);
    for (const priority of PRIORITIES) {
        expect(responses.filter((response) => response.Priority__c === priority && !response.Kind__c)).toHaveLength(1);
    }
    expect(responses.find((response) => Number(response.Rank__c) === ranks[0])?.Kind__c).toBe('Silence');
});
