import { createHmac } from 'node:crypto';
import { compileSignal, deriveSignal, readSignals, UnitConverter } from '../../src/map/index.ts';
import type { Privacy, ReadingResult } from '../../src/map/index.ts';
import type { SignalDefinitionRow } from '../../src/contract/index.ts';
import { signal } from '../support/plant.ts';

const privacy: Privacy = { pseudonymKey: 'a key of more than thirty-two characters', locationDecimals: 2 };
const at = Date.parse('2026-11-20T10:00:00Z');
const driver = signal('Driver', 'driver', { Value_Type__c: 'Text', Personal_Data__c: 'Pseudonym' });
const latitude = signal('Latitude', 'position.latitude', { Personal_Data__c: 'Location', Unit__c: 'deg' });
const pulse = signal('Pulse', 'pulse', { Personal_Data__c: 'Personal' });
const speed = signal('Speed', 'speed');

function read(
    rows: SignalDefinitionRow[],
    document: Record<string, unknown>,
    { consent = false, with: used = privacy }: { consent?: boolean; with?: Privacy } = {}
): ReadingResult {
    const units = new UnitConverter();
    const definitions = rows.map((row) => compileSignal(row, units, used));
    return readSignals(definitions, { document }, at, true, consent);
}

const values = ({ readings }: ReadingResult) => readings.map(({ signal: name, value }) => [name, value]);

describe('personal data classes', () => {
    it('replaces a text by a keyed hash that is the same for the same text', () => {
        const expected = createHmac('sha256', privacy.pseudonymKey ?? '')
            .update('Anna Schmidt')
            .digest('hex')
            .slice(0, 16);
        expect(values(read([driver], { driver: 'Anna Schmidt' }))).toEqual([['Driver', expected]]);
        expect(values(read([driver], { driver: ' Anna Schmidt ' }))).toEqual([['Driver', expected]]);
        const other = { ...privacy, pseudonymKey: 'another key of more than thirty-two characters' };
        expect(values(read([driver], { driver: 'Anna Schmidt' }, { with: other }))).not.toEqual([['Driver', expected]]);
    });

    it('refuses a pseudonym without a key, and says nothing of the value', () => {
        const result = read(
            [driver, speed],
            { driver: 'Anna Schmidt', speed: 12 },
            {
                with: { pseudonymKey: undefined, locationDecimals: 2 }
            }
        );
        expect(values(result)).toEqual([['Speed', 12]]);
        expect(result.problems).toMatchObject([{ reason: 'not-protected', signal: 'Driver' }]);
        expect(JSON.stringify(result)).not.toContain('Anna');
    });

    it.each([
        [2, 52.520008, 52.52],
        [0, -33.8688, -34],
        [6, 52.520008, 52.520008]
    ])('rounds a location to %i decimals', (locationDecimals, raw, kept) => {
        const result = read([latitude], { position: { latitude: raw } }, { with: { ...privacy, locationDecimals } });
        expect(values(result)).toEqual([['Latitude', kept]]);
    });

    it('keeps a personal value only with consent', () => {
        const without = read([pulse, speed], { pulse: 71, speed: 12 });
        expect(values(without)).toEqual([['Speed', 12]]);
        expect(without.problems).toMatchObject([{ reason: 'no-consent', signal: 'Pulse' }]);
        expect(values(read([pulse], { pulse: 71 }, { consent: true }))).toEqual([['Pulse', 71]]);
    });

    it('does not quote a personal value of the wrong type', () => {
        const { problems } = read([pulse], { pulse: 'Anna Schmidt' }, { consent: true });
        expect(problems).toMatchObject([{ reason: 'not-a-number', signal: 'Pulse' }]);
        expect(JSON.stringify(problems)).not.toContain('Anna');
    });

    it('judges the exact value before a location is rounded', () => {
        const bounded = { ...latitude, Maximum__c: 52.521 };
        expect(read([bounded], { position: { latitude: 52.5211 } }).readings).toMatchObject([
            { value: 52.52, quality: 'Bad' }
        ]);
    });

    it.each([
        ['Pseudonym', { Value_Type__c: 'Number' as const }, 'needs Value_Type__c Text'],
        ['Location', { Value_Type__c: 'Text' as const }, 'needs Value_Type__c Number'],
        ['Personal', { Value_Path__c: null, Expression__c: 'Speed * 2' }, 'is for values of messages']
    ] as const)('refuses %s where it cannot apply', (kind, more, reason) => {
        const row = signal('Refused', 'refused', { Personal_Data__c: kind, ...more });
        expect(() => compileSignal(row, new UnitConverter(), privacy)).toThrow(reason);
    });

    it('leaves signals without a class as they are', () => {
        expect(compileSignal(speed, new UnitConverter()).protect).toBeUndefined();
        expect(compileSignal({ ...speed, Personal_Data__c: 'None' }, new UnitConverter()).protect).toBeUndefined();
        const twice = compileSignal(
            signal('Twice', '', { Value_Path__c: null, Expression__c: 'Speed * 2' }),
            new UnitConverter()
        );
        const inputs = new Map([['Speed', { value: 12, quality: 'Good' as const, at }]]);
        expect(deriveSignal(twice, inputs, undefined)?.value).toBe(24);
    });
});
