import type { Limits, MachineStatus, OpenAlarm, PredictedDue, Signal, Twin } from './types';
import { priorityRank, toPriority } from 'c/alarmDisplay';
import { connectionOf, idOf, labelOf, numberOf, textOf, timeOf, type RecordNode } from 'c/graphqlAnswer';
import { parseTrend } from './trend';

function readDue(node: RecordNode): PredictedDue | undefined {
    const day = textOf(node, 'Predicted_Due_Date__c');
    if (!day) return undefined;
    return {
        day,
        earliest: textOf(node, 'Predicted_Due_Earliest__c') || day,
        latest: textOf(node, 'Predicted_Due_Latest__c') || day,
        reason: textOf(node, 'Predicted_Due_Reason__c')
    };
}

function readMachine(node: RecordNode): MachineStatus {
    return {
        id: idOf(node),
        name: textOf(node, 'Name'),
        productCode: textOf(node, 'ProductCode'),
        productName: textOf(node, 'Product2.Name'),
        twinModel: textOf(node, 'Product2.Twin_Model__c'),
        deviceId: textOf(node, 'Device_Id__c'),
        connectivity: textOf(node, 'Connectivity__c') || 'Unknown',
        connectivityLabel: labelOf(node, 'Connectivity__c'),
        operatingState: textOf(node, 'Operating_State__c') || 'Unknown',
        operatingStateLabel: labelOf(node, 'Operating_State__c'),
        lastTelemetry: timeOf(node, 'Last_Telemetry__c'),
        operatingHours: numberOf(node, 'Operating_Hours__c'),
        health: numberOf(node, 'Health_Score__c'),
        healthReasons: textOf(node, 'Health_Reasons__c').split('\n').filter(Boolean),
        due: readDue(node),
        activeAlarms: numberOf(node, 'Active_Alarms__c') ?? 0,
        priority: textOf(node, 'Highest_Alarm_Priority__c')
    };
}

function readLimits(node: RecordNode): Limits {
    return {
        lowLow: numberOf(node, 'Low_Low_Limit__c'),
        low: numberOf(node, 'Low_Limit__c'),
        high: numberOf(node, 'High_Limit__c'),
        highHigh: numberOf(node, 'High_High_Limit__c')
    };
}

function readSignal(node: RecordNode): Signal {
    return {
        id: idOf(node),
        name: textOf(node, 'Signal__c'),
        label: textOf(node, 'Name') || textOf(node, 'Signal__c'),
        value: numberOf(node, 'Value__c'),
        text: textOf(node, 'Text_Value__c') || undefined,
        unit: textOf(node, 'Unit__c'),
        quality: textOf(node, 'Quality__c') || 'Good',
        source: textOf(node, 'Source__c') || 'Measured',
        sourceLabel: labelOf(node, 'Source__c'),
        time: timeOf(node, 'Source_Time__c'),
        limits: readLimits(node),
        trend: parseTrend(textOf(node, 'Trend__c'))
    };
}

function readAlarm(node: RecordNode): OpenAlarm {
    return {
        id: idOf(node),
        number: textOf(node, 'Name'),
        signal: textOf(node, 'Signal__c'),
        message: textOf(node, 'Message__c') || textOf(node, 'Definition__c'),
        priority: textOf(node, 'Priority__c'),
        priorityLabel: labelOf(node, 'Priority__c'),
        state: textOf(node, 'State__c'),
        stateLabel: labelOf(node, 'State__c'),
        raisedAt: timeOf(node, 'Raised_At__c'),
        caseId: textOf(node, 'Case__c') || undefined,
        caseNumber: textOf(node, 'Case__r.CaseNumber') || undefined
    };
}

function urgency(alarm: OpenAlarm): number {
    return priorityRank(toPriority(alarm.priority));
}

/**
 * Reads the answer of the twin's GraphQL request.
 * @returns undefined when the answer holds no such machine (deleted, or not shared with this user).
 */
export function readTwin(data: unknown): Twin | undefined {
    const machine = connectionOf(data, 'machine').nodes[0];
    if (!machine) return undefined;
    return {
        machine: readMachine(machine),
        signals: connectionOf(data, 'signals').nodes.map(readSignal),
        alarms: connectionOf(data, 'alarms')
            .nodes.map(readAlarm)
            .sort((a, b) => urgency(a) - urgency(b)),
        components: connectionOf(data, 'components').nodes.map(readMachine)
    };
}
