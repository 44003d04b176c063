import { alarmRecordFields } from '../../src/contract/index.ts';
import type { AlarmDefinitionRow } from '../../src/contract/index.ts';
import { alarmRecord } from '../../src/sink/salesforce/alarmRecord.ts';
import { alarm } from '../support/plant.ts';

const raised = {
    Version__c: 1,
    Alarm_Key__c: 'nw-press-01:Hot',
    Episode_Key__c: 'nw-press-01:Hot:1:1000',
    Transition__c: 'Raised',
    State__c: 'Unacknowledged',
    Asset_Key__c: 'nw-press-01',
    Episode_Number__c: 1,
    Definition__c: 'Hot',
    Signal__c: 'Oil_Temperature',
    Kind__c: 'High',
    Priority__c: 'High',
    Message__c: 'Oil is hot',
    Occurred_At__c: '2026-11-20T10:00:01.000Z',
    Raised_At__c: '2026-11-20T10:00:01.000Z',
    Value__c: 66,
    Limit__c: 65,
    Text_Value__c: null,
    Unit__c: 'Cel',
    Root_Episode_Key__c: null,
    Acknowledged_By__c: null,
    Shelved_Until__c: null
};
const definition: AlarmDefinitionRow = alarm('Hot', 'Oil_Temperature', {
    Cause__c: 'cooler',
    Corrective_Action__c: 'clean it',
    Time_To_Respond_Minutes__c: 30
});
const later = '2026-11-20T10:05:00.000Z';
const after = (transition: string, more: object = {}) =>
    alarmRecord({ ...raised, Transition__c: transition, Occurred_At__c: later, Value__c: 50, ...more }, definition);

describe('an alarm as a record', () => {
    it('begins as the flow would begin it', () => {
        expect(alarmRecord(raised, definition)).toEqual({
            Alarm_Key__c: 'nw-press-01:Hot',
            Episode_Key__c: 'nw-press-01:Hot:1:1000',
            Episode_Number__c: 1,
            Asset__r: { Device_Id__c: 'nw-press-01' },
            Definition__c: 'Hot',
            Signal__c: 'Oil_Temperature',
            Kind__c: 'High',
            Priority__c: 'High',
            Message__c: 'Oil is hot',
            Unit__c: 'Cel',
            State__c: 'Unacknowledged',
            Raised_At__c: raised.Raised_At__c,
            Last_Transition_At__c: raised.Occurred_At__c,
            Raised_Value__c: 66,
            Raised_Limit__c: 65,
            Raised_Text__c: null,
            Common_Cause__c: null,
            Cause__c: 'cooler',
            Consequence__c: null,
            Recommended_Response__c: 'clean it',
            Time_To_Respond_Minutes__c: 30
        });
    });

    it('notes what a later transition changes, and leaves the values of the beginning alone', () => {
        const cleared = after('Cleared', { State__c: 'Returned Unacknowledged' });
        expect(cleared).toMatchObject({ State__c: 'Returned Unacknowledged', Cleared_At__c: later });
        expect(cleared).not.toHaveProperty('Raised_Value__c');
        expect(cleared).not.toHaveProperty('Priority__c');
        expect(after('Cleared', { State__c: 'Latched' })).not.toHaveProperty('Cleared_At__c');
        expect(after('Acknowledged', { Acknowledged_By__c: '005' })).toMatchObject({
            Acknowledged_At__c: later,
            Acknowledged_By__c: '005'
        });
        expect(after('Shelved', { Shelved_Until__c: later })).toMatchObject({ Shelved_Until__c: later });
        expect(after('Unshelved')).toMatchObject({ Shelved_Until__c: null });
        expect(after('Escalated', { Priority__c: 'Critical' })).toMatchObject({ Priority__c: 'Critical' });
        expect(after('Linked', { Root_Episode_Key__c: 'root' })).toMatchObject({ Root_Episode_Key__c: 'root' });
    });

    it('writes only fields that the bridge is known to write', () => {
        const transitions = ['Raised', 'Cleared', 'Acknowledged', 'Shelved', 'Escalated', 'Linked'];
        const written = transitions.flatMap((name) => Object.keys(after(name, { Root_Episode_Key__c: 'root' })));
        const names = written.map((name) => (name === 'Asset__r' ? 'Asset__c' : name));
        expect([...new Set(names)].sort()).toEqual([...alarmRecordFields].sort());
    });
});
