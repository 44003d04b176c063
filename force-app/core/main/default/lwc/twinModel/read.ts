import type { Limits, MachineStatus, OpenAlarm, Signal, Twin } from './types';
import { parseTrend } from './trend';

type Node = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Node {
    return typeof value === 'object' && value !== null;
}

function at(node: unknown, path: readonly string[]): unknown {
    return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), node);
}

function nodesOf(data: unknown, alias: string): Node[] {
    const edges = at(data, ['uiapi', 'query', alias, 'edges']);
    return Array.isArray(edges) ? edges.map((edge) => at(edge, ['node'])).filter(isObject) : [];
}

function text(node: Node, field: string, part: 'value' | 'displayValue' = 'value'): string {
    const value = at(node, [...field.split('.'), part]);
    return typeof value === 'string' ? value : '';
}

/** The translated label of a picklist value, or the value itself where the org gives none. */
function label(node: Node, field: string): string {
    return text(node, field, 'displayValue') || text(node, field);
}

function number(node: Node, field: string): number | undefined {
    const value = at(node, [field, 'value']);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function time(node: Node, field: string): number | undefined {
    const value = Date.parse(text(node, field));
    return Number.isNaN(value) ? undefined : value;
}

function id(node: Node): string {
    return typeof node.Id === 'string' ? node.Id : '';
}

function readMachine(node: Node): MachineStatus {
    return {
        id: id(node),
        name: text(node, 'Name'),
        productCode: text(node, 'ProductCode'),
        productName: text(node, 'Product2.Name'),
        deviceId: text(node, 'Device_Id__c'),
        connectivity: text(node, 'Connectivity__c') || 'Unknown',
        connectivityLabel: label(node, 'Connectivity__c'),
        operatingState: text(node, 'Operating_State__c') || 'Unknown',
        operatingStateLabel: label(node, 'Operating_State__c'),
        lastTelemetry: time(node, 'Last_Telemetry__c'),
        operatingHours: number(node, 'Operating_Hours__c'),
        health: number(node, 'Health_Score__c'),
        activeAlarms: number(node, 'Active_Alarms__c') ?? 0,
        priority: text(node, 'Highest_Alarm_Priority__c')
    };
}

function readLimits(node: Node): Limits {
    return {
        lowLow: number(node, 'Low_Low_Limit__c'),
        low: number(node, 'Low_Limit__c'),
        high: number(node, 'High_Limit__c'),
        highHigh: number(node, 'High_High_Limit__c')
    };
}

function readSignal(node: Node): Signal {
    return {
        id: id(node),
        name: text(node, 'Signal__c'),
        label: text(node, 'Name') || text(node, 'Signal__c'),
        value: number(node, 'Value__c'),
        text: text(node, 'Text_Value__c') || undefined,
        unit: text(node, 'Unit__c'),
        quality: text(node, 'Quality__c') || 'Good',
        source: text(node, 'Source__c') || 'Measured',
        sourceLabel: label(node, 'Source__c'),
        time: time(node, 'Source_Time__c'),
        limits: readLimits(node),
        trend: parseTrend(text(node, 'Trend__c'))
    };
}

function readAlarm(node: Node): OpenAlarm {
    return {
        id: id(node),
        number: text(node, 'Name'),
        signal: text(node, 'Signal__c'),
        message: text(node, 'Message__c') || text(node, 'Definition__c'),
        priority: text(node, 'Priority__c'),
        priorityLabel: label(node, 'Priority__c'),
        state: text(node, 'State__c'),
        stateLabel: label(node, 'State__c'),
        raisedAt: time(node, 'Raised_At__c'),
        caseId: text(node, 'Case__c') || undefined,
        caseNumber: text(node, 'Case__r.CaseNumber') || undefined
    };
}

const PRIORITY_ORDER = ['Critical', 'High', 'Medium', 'Low'];

/** Place of an alarm priority in order of urgency, 0 = most urgent; an unknown priority comes last. */
export function priorityRank(priority: string): number {
    const rank = PRIORITY_ORDER.indexOf(priority);
    return rank < 0 ? PRIORITY_ORDER.length : rank;
}

/**
 * Reads the answer of the twin's GraphQL request.
 * @returns undefined when the answer holds no such machine (deleted, or not shared with this user).
 */
export function readTwin(data: unknown): Twin | undefined {
    const machine = nodesOf(data, 'machine')[0];
    if (!machine) return undefined;
    return {
        machine: readMachine(machine),
        signals: nodesOf(data, 'signals').map(readSignal),
        alarms: nodesOf(data, 'alarms')
            .map(readAlarm)
            .sort((a, b) => priorityRank(a.priority) - priorityRank(b.priority)),
        components: nodesOf(data, 'components').map(readMachine)
    };
}
