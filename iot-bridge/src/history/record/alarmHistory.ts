import type { AlarmEvent } from '../../contract/index.ts';
import type { HistoryEvent } from '../model.ts';

/** A transition of an alarm as the history keeps it: what a chart draws, under short names. */
export function eventOfAlarm(alarm: AlarmEvent): HistoryEvent {
    return {
        key: `${alarm.Episode_Key__c}:${alarm.Transition__c}:${alarm.Occurred_At__c}`,
        device: alarm.Asset_Key__c,
        at: Date.parse(alarm.Occurred_At__c),
        kind: 'alarm',
        details: {
            episode: alarm.Episode_Key__c,
            transition: alarm.Transition__c,
            state: alarm.State__c,
            definition: alarm.Definition__c,
            signal: alarm.Signal__c,
            alarmKind: alarm.Kind__c,
            priority: alarm.Priority__c,
            message: alarm.Message__c,
            raisedAt: Date.parse(alarm.Raised_At__c),
            value: alarm.Value__c ?? alarm.Text_Value__c,
            limit: alarm.Limit__c,
            unit: alarm.Unit__c
        }
    };
}
