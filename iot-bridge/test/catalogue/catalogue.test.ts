import { compileCatalogue, emptyCatalogue, viewOfModel } from '../../src/catalogue/index.ts';
import type { CatalogueRows } from '../../src/contract/index.ts';
import { UnitConverter } from '../../src/map/index.ts';
import { alarm, asset, signal } from '../support/plant.ts';

const units = new UnitConverter();
const compile = (rows: Partial<CatalogueRows>, previous = emptyCatalogue) =>
    compileCatalogue({ assets: [asset('press', 'HP-400')], signals: [], alarms: [], ...rows }, previous, units);
const oil = signal('Oil_Temperature', 'metrics.oil', {
    Product_Model__c: 'HP-400',
    Source_Unit__c: 'Cel',
    Unit__c: 'Cel'
});
const derived = (name: string, expression: string) =>
    signal(name, '', { Product_Model__c: 'HP-400', Value_Path__c: null, Expression__c: expression });
const high = alarm('Oil_High', 'Oil_Temperature', { Limit__c: 65 });
const low = alarm('Oil_Low', 'Oil_Temperature', { Kind__c: 'Low', Limit__c: 10 });

describe('catalogue of definitions', () => {
    it('gives a product its own definitions before the common ones', () => {
        const common = signal('Oil_Temperature', 'common.oil');
        const state = signal('State', 'state', { Value_Type__c: 'Text' });
        const catalogue = compile({ signals: [common, state, oil], alarms: [high] });
        expect(catalogue.problems).toEqual([]);
        expect(viewOfModel(catalogue, 'HP-400').signals.map(({ pathText }) => pathText)).toEqual([
            'state',
            'metrics.oil'
        ]);
        expect(viewOfModel(catalogue, 'XY').signals.map(({ pathText }) => pathText)).toEqual(['common.oil', 'state']);
        expect(viewOfModel(catalogue, 'HP-400').alarms).toMatchObject([
            { definition: { name: 'Oil_High' }, unit: 'Cel' }
        ]);
    });

    it.each([
        ['another dimension', { signals: [{ ...oil, Source_Unit__c: 'bar' }] }, /"bar" cannot be converted to "Cel"/],
        ['a bad topic filter', { signals: [{ ...oil, Topic_Filter__c: 'a/#/b' }] }, /# must stand alone/],
        [
            'an empty range',
            { signals: [{ ...oil, Minimum__c: 5, Maximum__c: 1 }] },
            /Minimum__c 5 is above Maximum__c 1/
        ],
        ['an unknown signal', { signals: [oil], alarms: [{ ...high, Signal_Name__c: 'Nope' }] }, /named Nope/],
        ['a missing limit', { signals: [oil], alarms: [{ ...high, Limit__c: null }] }, /Limit__c is empty/],
        [
            'a combination without conditions',
            { signals: [oil], alarms: [{ ...high, Kind__c: 'Combined' as const }] },
            /Conditions__c is empty/
        ],
        [
            'a combination of an unknown signal',
            { signals: [oil], alarms: [{ ...high, Kind__c: 'Combined' as const, Conditions__c: 'Nope > 1' }] },
            /Conditions__c: no signal definition is named Nope/
        ],
        [
            'a combination that compares nothing',
            { signals: [oil], alarms: [{ ...high, Kind__c: 'Combined' as const, Conditions__c: 'Oil_Temperature' }] },
            /is a value, not a comparison/
        ],
        [
            'an expression over an unknown signal',
            { signals: [oil, derived('Rise', 'Oil_Temperature - Ambient')] },
            /signal definition Rise is refused: no signal definition is named Ambient/
        ],
        ['an expression over itself', { signals: [oil, derived('Rise', 'Rise + 1')] }, /goes round in a circle/],
        [
            'an expression of another type',
            { signals: [oil, derived('Hot', 'Oil_Temperature > 60')] },
            /gives a Boolean/
        ],
        [
            'an expression beside a path',
            { signals: [{ ...oil, Expression__c: '1 + 1' }] },
            /Value_Path__c and Expression__c exclude each other/
        ],
        ['a signal from nowhere', { signals: [{ ...oil, Value_Path__c: null }] }, /are empty/],
        [
            'a silence without window',
            { alarms: [{ ...high, Kind__c: 'Silence' as const, Signal_Name__c: '*' }] },
            /Window/
        ],
        [
            'a low limit above a high one',
            { signals: [oil], alarms: [high, { ...low, Limit__c: 70 }] },
            /limit 70 \(Low\) contradicts 65 \(High\) of Oil_High/
        ],
        [
            'a reference in another unit',
            {
                signals: [oil, signal('Ambient', 'ambient', { Unit__c: '[degF]' })],
                alarms: [{ ...high, Kind__c: 'Deviation' as const, Reference_Signal__c: 'Ambient' }]
            },
            /reference signal is in \[degF\], the signal in Cel/
        ]
    ])('refuses %s with the reason', (_case, rows, reason) => {
        const { problems } = compile(rows);
        expect(problems).toHaveLength(1);
        expect(problems[0]?.reason).toMatch(reason);
    });

    it('keeps the last good version of a definition that became impossible', () => {
        const before = compile({ signals: [oil], alarms: [high, low] });
        const after = compile({ signals: [oil], alarms: [high, { ...low, Limit__c: 80 }] }, before);
        expect(after.problems.map(({ name }) => name)).toEqual(['Oil_Low']);
        expect(after.alarms.map(({ name, limit }) => [name, limit])).toEqual([
            ['Oil_High', 65],
            ['Oil_Low', 10]
        ]);
    });

    it('leaves out what is switched off', () => {
        const catalogue = compile({ signals: [oil], alarms: [{ ...high, Active__c: false }] });
        expect(catalogue.alarms).toEqual([]);
    });

    it('says that pseudonyms lack a key, and refuses their values', () => {
        const driver = signal('Driver', 'driver', { Value_Type__c: 'Text', Personal_Data__c: 'Pseudonym' });
        const { signals, problems } = compile({ signals: [driver] });
        expect(problems).toMatchObject([
            { name: 'Driver', reason: expect.stringContaining('privacy.pseudonymKeyFile is not set') }
        ]);
        expect(signals[0]?.protect?.('Anna Schmidt', true)).toMatchObject({ reason: 'not-protected' });
    });

    it('protects the last good version as well, when a wrong change brings a class', () => {
        const before = compile({ signals: [oil] });
        const { signals, problems } = compile(
            { signals: [{ ...oil, Unit__c: 'nonsense', Personal_Data__c: 'Personal' }] },
            before
        );
        expect(problems).toHaveLength(1);
        expect(signals[0]?.unit).toBe('Cel');
        expect(signals[0]?.protect?.(48, false)).toMatchObject({ reason: 'no-consent' });
    });
});
