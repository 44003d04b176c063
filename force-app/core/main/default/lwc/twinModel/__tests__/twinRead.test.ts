import { readTwin } from '../twinModel';
import { twinAnswer } from './data/twinAnswer';

describe('reading the answer', () => {
    it('reads machine, signals, alarms and components', () => {
        const twin = readTwin(twinAnswer());
        expect(twin?.machine).toMatchObject({
            name: 'Press 1',
            productCode: 'HP-400',
            productName: 'Hydraulic press',
            activeAlarms: 2,
            health: 62
        });
        expect(twin?.signals.map((signal) => signal.label)).toEqual([
            'Oil temperature',
            'Oil pressure',
            'Vibration',
            'Power',
            'Operating state'
        ]);
        expect(twin?.signals[0]).toMatchObject({
            name: 'Oil_Temperature',
            value: 78.4,
            unit: 'Cel',
            limits: { high: 65, highHigh: 75 }
        });
        expect(twin?.signals[0].trend).toHaveLength(4);
        expect(twin?.signals[4]).toMatchObject({ text: 'Running', value: undefined });
        expect(twin?.components.map((component) => component.name)).toEqual(['Motor 1', 'Pump 1']);
    });

    it('puts the most urgent alarm first and reads its case', () => {
        const alarms = readTwin(twinAnswer())?.alarms ?? [];
        expect(alarms.map((alarm) => alarm.priority)).toEqual(['Critical', 'Medium']);
        expect(alarms[0]).toMatchObject({ caseNumber: '00001042', caseId: '500000000000001AAA' });
        expect(alarms[1].caseNumber).toBeUndefined();
    });

    it('prefers the translated label of a picklist value', () => {
        const twin = readTwin(twinAnswer());
        expect(twin?.machine).toMatchObject({ operatingState: 'Running', operatingStateLabel: 'Läuft' });
    });

    it.each([
        undefined,
        null,
        7,
        {},
        { uiapi: { query: { machine: { edges: [] } } } },
        { uiapi: { query: { machine: { edges: [{ node: null }] } } } }
    ])('finds no machine in %j', (data) => expect(readTwin(data)).toBeUndefined());

    it('gives unknown states and empty texts where fields are missing', () => {
        const data = {
            uiapi: {
                query: {
                    machine: { edges: [{ node: { Id: '1' } }] },
                    signals: { edges: [{ node: { Signal__c: { value: 'X' } } }] }
                }
            }
        };
        const twin = readTwin(data);
        expect(twin?.machine).toMatchObject({
            connectivity: 'Unknown',
            operatingState: 'Unknown',
            activeAlarms: 0,
            name: ''
        });
        expect(twin?.signals[0]).toMatchObject({ id: '', label: 'X', quality: 'Good', source: 'Measured', trend: [] });
        expect(twin?.alarms).toEqual([]);
    });
});
