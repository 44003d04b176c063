import { Replay } from '../../recordings/replay.ts';
import type { AlarmEvent } from '../../src/contract/index.ts';
import type { Reading } from '../../src/pipeline/index.ts';
import { alarm, asset, signal } from '../support/plant.ts';

const signals = [
    signal('Flow', 'flow', { Unit__c: 'L/min', Minimum__c: 0 }),
    signal('Heat', 'power * 1', { Value_Path__c: null, Expression__c: 'Power / Flow', Product_Model__c: 'CP-20' }),
    signal('Twice', '', { Value_Path__c: null, Expression__c: 'Heat * 2', Product_Model__c: 'CP-20', Maximum__c: 50 }),
    signal('Power', 'power', { Product_Model__c: 'CP-20', Source_Unit__c: 'W', Unit__c: 'kW' })
];
const overload = alarm('Overload', 'Heat', {
    Kind__c: 'Combined',
    Limit__c: null,
    Product_Model__c: 'CP-20',
    Conditions__c: 'Flow < 40 and Power > 5',
    On_Delay_Seconds__c: 10
});

function pump(more = [overload]) {
    const events: AlarmEvent[] = [];
    const derived: Reading[] = [];
    const rows = { assets: [asset('pump', 'CP-20'), asset('other', 'XY')], signals, alarms: more };
    const replay = new Replay(rows, {
        event: (event) => void events.push(event),
        readings: (_device, readings) => void derived.push(...readings.filter(({ signal: name }) => name !== 'Flow'))
    });
    const log = () => events.map((event) => `${event.Occurred_At__c.slice(17, 19)} ${event.Transition__c}`);
    return { replay, events, derived, log };
}

describe('derived signals', () => {
    it('follow their inputs, in order, in their unit', () => {
        const { replay } = pump();
        replay.send('pump', 1000, { flow: 20, power: 6000 });
        const state = (name: string) => replay.fleet.get('pump')?.signals.get(name);
        expect(state('Heat')).toMatchObject({ value: 0.3, source: 'Derived', quality: 'Good' });
        expect(state('Twice')).toMatchObject({ value: 0.6 });
        replay.send('pump', 2000, { flow: 10 });
        expect(state('Twice')).toMatchObject({ value: 1.2, at: 2000 });
    });

    it('wait for all inputs and do not use bad ones', () => {
        const { replay } = pump();
        replay.send('pump', 1000, { power: 6000 });
        expect(replay.fleet.get('pump')?.signals.get('Heat')).toBeUndefined();
        replay.send('pump', 2000, { flow: -3 });
        expect(replay.fleet.get('pump')?.signals.get('Heat')).toBeUndefined();
    });

    it('are judged by their plausible range', () => {
        const { replay } = pump();
        replay.send('pump', 1000, { flow: 0.1, power: 6000 });
        expect(replay.fleet.get('pump')?.signals.get('Twice')?.quality).toBe('Bad');
    });

    it('do not exist for a product without their inputs', () => {
        const { replay } = pump();
        expect(replay.fleet.get('other')?.view.derived).toEqual([]);
    });
});

describe('combined alarms', () => {
    it('hold while all conditions do, for the delay without interruption', () => {
        const { replay, events, log } = pump();
        for (const second of [0, 5, 10]) replay.send('pump', second * 1000, { flow: 30, power: 6000 });
        replay.send('pump', 15_000, { flow: 30, power: 4000 });
        expect(log()).toEqual(['10 Raised', '15 Cleared']);
        expect(events[0]).toMatchObject({ Kind__c: 'Combined', Signal__c: 'Heat', Value__c: 0.2, Limit__c: null });
    });

    it('see the device after the whole message, not in the middle of it', () => {
        const { replay, log } = pump([{ ...overload, On_Delay_Seconds__c: 0 }]);
        replay.send('pump', 0, { flow: 30, power: 4000 });
        replay.send('pump', 1000, { flow: 50, power: 6000 });
        replay.send('pump', 2000, { flow: 30, power: 4000 });
        expect(log()).toEqual([]);
    });

    it('count time once when their signals come in turns', () => {
        const { replay, log } = pump();
        for (let second = 0; second <= 11; second++) {
            replay.send('pump', second * 1000, second % 2 === 0 ? { flow: 30 } : { power: 6000 });
        }
        expect(log()).toEqual(['11 Raised']);
    });

    it('wait while a value is missing, and a gap does not count', () => {
        const { replay, log } = pump();
        replay.send('pump', 0, { flow: 30 });
        replay.send('pump', 20_000, { flow: 30, power: 6000 });
        replay.send('pump', 220_000, { flow: 30, power: 6000 });
        expect(log()).toEqual([]);
        replay.send('pump', 230_000, { flow: 30, power: 6000 });
        expect(log()).toEqual(['50 Raised']);
    });
});
