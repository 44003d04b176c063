import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alarmDefinitionRow, createBridge, signalDefinitionRow } from '../iot-bridge/src/index.ts';
import type { AlarmDefinitionRow, SignalDefinitionRow } from '../iot-bridge/src/index.ts';
import { dataDirectory, testConfig } from '../iot-bridge/test/support/bridge.ts';
import { MemoryOrg } from '../iot-bridge/test/support/memoryOrg.ts';
import { asset } from '../iot-bridge/test/support/plant.ts';

/*
 * The presets of the package, switched on one by one as an admin does, in the real bridge with realistic days.
 */

const FOLDER = path.join(process.cwd(), 'force-app/core/main/default/customMetadata');
const START = Date.parse('2026-11-16T06:00:00Z');
const MINUTE_MS = 60_000;

/** The rows of one type, as the org would answer them. */
function rows(type: string): Record<string, unknown>[] {
    return readdirSync(FOLDER)
        .filter((file) => file.startsWith(`${type}.`))
        .map((file) => {
            const xml = readFileSync(path.join(FOLDER, file), 'utf8');
            const values = [
                ...xml.matchAll(/<field>(\w+)<\/field>\s*<value (?:xsi:type="xsd:(\w+)">([^<]*)|xsi:nil)/g)
            ];
            const row = Object.fromEntries(
                values.map(([, field = '', kind, text = '']) => [field, valueOf(kind, text)])
            );
            const [, label = ''] = /<label>([^<]*)<\/label>/.exec(xml) ?? [];
            return { ...row, DeveloperName: file.split('.')[1], MasterLabel: label };
        });
}

function valueOf(kind: string | undefined, text: string): unknown {
    if (kind === undefined) return null;
    if (kind === 'boolean') return text === 'true';
    return kind === 'double'
        ? Number(text)
        : text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const signals = rows('Signal_Definition').map((row): SignalDefinitionRow => signalDefinitionRow.parse(row));
const alarms = rows('Alarm_Definition').map((row): AlarmDefinitionRow => alarmDefinitionRow.parse(row));
const isPreset = ({ DeveloperName: name }: { DeveloperName: string }): boolean => name.startsWith('Preset_');

/** Runs a machine of a model for some minutes with some presets switched on. */
async function run(model: string, on: RegExp, minutes: number, metrics: (minute: number) => Record<string, number>) {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'preset-')), 'machine.ndjson');
    const lines = Array.from({ length: minutes }, (_, minute) =>
        JSON.stringify({ timestamp: new Date(START + minute * MINUTE_MS).toISOString(), metrics: metrics(minute) })
    );
    writeFileSync(file, `${lines.join('\n')}\n`);
    const switchedOn = <Row extends { DeveloperName: string; Active__c: boolean }>(row: Row): Row =>
        on.test(row.DeveloperName) ? { ...row, Active__c: true } : row;
    const org = new MemoryOrg({
        assets: [asset('machine-01', model)],
        signals: signals.map(switchedOn),
        alarms: alarms.filter((row) => isPreset(row)).map(switchedOn)
    });
    const bridge = createBridge(
        testConfig({
            dataDirectory: dataDirectory(),
            files: [{ path: file, format: 'ndjson', topic: 'plant/nw/machine-01/telemetry' }],
            clock: { maximumAgeHours: 24 * 3650 },
            routes: [{ filter: 'plant/+/+/telemetry', format: 'json', deviceLevel: 3, presence: 'partial' }],
            health: { judge: 'off' }
        }),
        { org }
    );
    await bridge.start();
    await bridge.whenDrained();
    const { definitionProblems } = bridge.status();
    await bridge.stop();
    const told = org.events.map((event) => `${event.Definition__c} ${event.Transition__c}`);
    const value = (signal: string) => org.signals.get(`machine-01:${signal}`)?.Value__c;
    return { told, value, problems: definitionProblems };
}

describe('the presets', () => {
    it('are delivered switched off, and say what they are', () => {
        const presets = [...signals, ...alarms].filter((row) => isPreset(row));
        expect(presets.length).toBeGreaterThan(20);
        expect(presets.filter(({ Active__c: active }) => active)).toEqual([]);
        for (const { Description__c: text } of presets) expect(text).toMatch(/^Preset /);
    });

    it.each([
        ['Large_Rigid', 4.5, 7.1],
        ['Large_Flexible', 7.1, 11],
        ['Medium_Rigid', 2.8, 4.5],
        ['Medium_Flexible', 4.5, 7.1]
    ])('ISO 20816 %s: zone C above %d mm/s, zone D above %d mm/s', async (group, zoneC, zoneD) => {
        const on = new RegExp(`^Preset_ISO20816_${group}_`);
        // A pump that wears: in zone B, from minute 10 in C, from minute 20 in D.
        const { told, problems } = await run('CP-20', on, 30, (minute) => ({
            vibration: minute < 10 ? zoneC - 0.1 : minute < 20 ? zoneC + 0.1 : zoneD + 0.1
        }));
        expect(problems).toEqual([]);
        expect(told).toEqual([`Preset_ISO20816_${group}_C Raised`, `Preset_ISO20816_${group}_D Raised`]);
    });

    it('cold chain: half an hour above 8 °C, and no alarm for a door that stands open for ten minutes', async () => {
        const { told, problems } = await run('COLD-1', /^Preset_(Cold|Storage)/, 240, (minute) => ({
            storageTemperature: (minute >= 20 && minute < 30) || (minute >= 60 && minute < 120) ? 9.2 : 5
        }));
        expect(problems).toEqual([]);
        expect(told).toEqual(['Preset_Cold_Chain_Above Raised', 'Preset_Cold_Chain_Above Cleared']);
    });

    it('cold chain: mean kinetic temperature and hours above the limit', async () => {
        const on = /^Preset_(Storage|Mean_Kinetic|Time_Above)/;
        const { value, problems } = await run('COLD-1', on, 241, (minute) => ({
            storageTemperature: minute < 120 ? 20 : 5
        }));
        expect(problems).toEqual([]);
        // Sent inside its deadband every five minutes only.
        const mean = (Math.exp(-10_000 / 293.15) + Math.exp(-10_000 / 278.15)) / 2;
        expect(value('Mean_Kinetic_Temperature')).toBeCloseTo(10_000 / -Math.log(mean) - 273.15, 1);
        expect(value('Time_Above_Limit')).toBe(2);
    });

    it('energy: what a bottle takes, and no figure without production', async () => {
        const on = /^Preset_Energy/;
        const filling = await run('FM-8', on, 5, () => ({ power: 19, bottlesPerMinute: 400 }));
        expect(filling.problems).toEqual([]);
        expect(filling.value('Energy_Per_Piece')).toBeCloseTo(0.791667, 5);
        expect(
            (await run('FM-8', on, 5, () => ({ power: 5, bottlesPerMinute: 0 }))).value('Energy_Per_Piece')
        ).toBeUndefined();
    });

    it('tank: reorders at five days, warns at one, and is calm again after a delivery', async () => {
        const on = /^Preset_(Tank|Daily_Draw|Days_Of_Stock)/;
        const { told, value, problems } = await run('TANK-1', on, 600, (minute) => ({
            dailyDraw: 500,
            tankContent: minute < 540 ? 3000 - minute * 5 : 5000
        }));
        expect(problems).toEqual([]);
        expect(value('Days_Of_Stock')).toBe(10);
        expect(told.slice(0, 2)).toEqual(['Preset_Tank_Reorder Raised', 'Preset_Tank_Nearly_Empty Raised']);
        // One delivery ends both, in no order.
        expect(told.slice(2).toSorted()).toEqual(['Preset_Tank_Nearly_Empty Cleared', 'Preset_Tank_Reorder Cleared']);
    });

    it('OEE by ISO 22400: availability, effectiveness and quality of a shift', async () => {
        const on = /^Preset_(OEE|Planned|Production|Ideal|Produced|Good|Availability|Effectiveness|Quality)/;
        // Eight hours planned, six of them producing; 10 s an item, 2,000 made, 1,900 good.
        const { value, problems, told } = await run('PRESS-1', on, 60, () => ({
            plannedBusyTime: 28_800,
            productionTime: 21_600,
            idealCycleTime: 10,
            producedQuantity: 2000,
            goodQuantity: 1900
        }));
        expect(problems).toEqual([]);
        expect(value('Availability')).toBe(0.75);
        expect(value('Effectiveness')).toBeCloseTo(0.925926, 5);
        expect(value('Quality_Ratio')).toBe(0.95);
        expect(value('OEE')).toBeCloseTo(0.659722, 5);
        expect(told).toEqual([]);
    });
});
