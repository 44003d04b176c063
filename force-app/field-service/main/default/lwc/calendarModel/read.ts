import { connectionOf, idOf, labelOf, numberOf, textOf, timeOf, valueOf, type RecordNode } from 'c/graphqlAnswer';
import type { CalendarAsset, CalendarData, PlannedMaintenance, Warranty, WorkOrder } from './items';
import type { Prediction } from './predictions';

/** Parts of the answer with work orders: the windows of the days shown, and what is overdue from before. */
const ORDER_PARTS = ['orders0', 'orders1', 'orders2', 'orders3', 'orders4', 'orders5', 'overdue'];

/** Values of WorkOrder.Status that end the work in an org without status categories. */
const CLOSED_STATUS: readonly string[] = ['Completed', 'Closed', 'Canceled', 'Cannot Complete'];

/** Foretold by the bridge from wear and usage; an org without it has none. */
function readPrediction(node: RecordNode): Prediction | undefined {
    const day = textOf(node, 'Predicted_Due_Date__c');
    if (!day) return undefined;
    return {
        day,
        earliest: textOf(node, 'Predicted_Due_Earliest__c') || day,
        latest: textOf(node, 'Predicted_Due_Latest__c') || day,
        reason: textOf(node, 'Predicted_Due_Reason__c')
    };
}

function readAsset(node: RecordNode): CalendarAsset {
    return {
        id: idOf(node),
        name: textOf(node, 'Name'),
        parentId: textOf(node, 'ParentId') || undefined,
        inAlarm: (numberOf(node, 'Active_Alarms__c') ?? 0) > 0,
        predicted: readPrediction(node)
    };
}

function readOrder(node: RecordNode): WorkOrder {
    const status = textOf(node, 'Status');
    return {
        id: idOf(node),
        number: textOf(node, 'WorkOrderNumber'),
        subject: textOf(node, 'Subject'),
        status,
        statusLabel: labelOf(node, 'Status'),
        priority: labelOf(node, 'Priority'),
        assetId: textOf(node, 'AssetId'),
        start: timeOf(node, 'StartDate'),
        end: timeOf(node, 'EndDate'),
        closed: valueOf(node, 'IsClosed') === true || CLOSED_STATUS.includes(status),
        owner: textOf(node, 'Owner.Name'),
        lastModified: textOf(node, 'LastModifiedDate')
    };
}

function readPlan(node: RecordNode): PlannedMaintenance {
    return {
        id: idOf(node),
        planId: textOf(node, 'MaintenancePlanId'),
        number: textOf(node, 'MaintenancePlan.MaintenancePlanNumber'),
        title: textOf(node, 'MaintenancePlan.MaintenancePlanTitle'),
        assetId: textOf(node, 'AssetId'),
        due:
            textOf(node, 'NextSuggestedMaintenanceDate') ||
            textOf(node, 'MaintenancePlan.NextSuggestedMaintenanceDate') ||
            undefined,
        frequency: numberOf(node, 'MaintenancePlan.Frequency'),
        frequencyType: textOf(node, 'MaintenancePlan.FrequencyType'),
        endDay: textOf(node, 'MaintenancePlan.EndDate') || undefined
    };
}

function distinct<T extends { readonly id: string }>(items: readonly T[]): T[] {
    return [...new Map(items.map((item) => [item.id, item])).values()];
}

/** Reads the answer of the calendar's GraphQL request; work orders that two parts of it name are kept once. */
export function readCalendar(data: unknown): CalendarData {
    const parts = {
        assets: connectionOf(data, 'assets'),
        plans: connectionOf(data, 'plans')
    };
    const orders = ORDER_PARTS.map((part) => connectionOf(data, part));
    return {
        assets: parts.assets.nodes.map(readAsset),
        orders: distinct(orders.flatMap(({ nodes }) => nodes).map(readOrder)),
        plans: parts.plans.nodes.map(readPlan),
        warranties: [],
        partial: [...orders, ...Object.values(parts)].some((part) => part.hasMore)
    };
}

/** Warranties of their own request; those without end have no place in a calendar. */
export function readWarranties(data: unknown): Warranty[] {
    return connectionOf(data, 'warranties')
        .nodes.map((node) => ({
            id: idOf(node),
            number: textOf(node, 'AssetWarrantyNumber'),
            type: labelOf(node, 'WarrantyType'),
            assetId: textOf(node, 'AssetId'),
            endDay: textOf(node, 'EndDate')
        }))
        .filter(({ endDay }) => endDay !== '');
}
