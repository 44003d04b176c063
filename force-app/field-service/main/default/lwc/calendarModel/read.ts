import {
    childrenOf,
    connectionOf,
    idOf,
    labelOf,
    numberOf,
    textOf,
    timeOf,
    valueOf,
    type RecordNode
} from 'c/graphqlAnswer';
import type { Appointment } from './appointments';
import type { Downtime } from './downtimes';
import type { CalendarAsset, Prediction } from './entry';
import type { CalendarData, PlannedMaintenance, Warranty, WorkOrder } from './items';

/** Parts of the answer with work orders: the windows of the days shown, and what is overdue from before. */
const ORDER_PARTS = ['orders0', 'orders1', 'orders2', 'orders3', 'orders4', 'orders5', 'overdue'];

/** Values of WorkOrder.Status that end the work in an org without status categories. */
const CLOSED_STATUS: readonly string[] = ['Completed', 'Closed', 'Canceled', 'Cannot Complete'];

/** On an account, machines without one above them stand below it, so that it is the top of all of them. */
function below(topId: string | undefined, assets: readonly CalendarAsset[]): readonly CalendarAsset[] {
    const known = new Set(assets.map(({ id }) => id));
    if (topId === undefined || known.has(topId)) return assets;
    return assets.map((asset) => (known.has(asset.parentId ?? '') ? asset : { ...asset, parentId: topId }));
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

/** Foretold by the bridge from wear and usage; an org without it has none. */
function readPrediction(node: RecordNode): Prediction | undefined {
    const day = textOf(node, 'Predicted_Due_Date__c');
    if (day === '') return undefined;
    return {
        day,
        earliest: textOf(node, 'Predicted_Due_Earliest__c') || day,
        latest: textOf(node, 'Predicted_Due_Latest__c') || day,
        reason: textOf(node, 'Predicted_Due_Reason__c')
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

/**
 * Reads the answer of the calendar's GraphQL request; work orders that two parts of it name are kept once.
 * @param topId machine or account above everything that was asked for
 */
export function readCalendar(data: unknown, topId?: string): CalendarData {
    const parts = {
        assets: connectionOf(data, 'assets'),
        plans: connectionOf(data, 'plans')
    };
    const orders = ORDER_PARTS.map((part) => connectionOf(data, part));
    return {
        assets: below(topId, parts.assets.nodes.map(readAsset)),
        orders: distinct(orders.flatMap(({ nodes }) => nodes).map(readOrder)),
        plans: parts.plans.nodes.map(readPlan),
        warranties: [],
        appointments: [],
        downtimes: [],
        partial: [...orders, ...Object.values(parts)].some((part) => part.hasMore)
    };
}

/** Objects of the calendar that an org need not have, and whether this one has them and the user may read them. */
export interface ExtraObjects {
    readonly warranties: boolean;
    readonly appointments: boolean;
    readonly downtimes: boolean;
}

/** An org, or a user, with work orders and plans only. */
export const NO_EXTRAS: ExtraObjects = { warranties: false, appointments: false, downtimes: false };

/** What the calendar shows of objects that an org need not have. */
export type CalendarExtras = Pick<CalendarData, 'warranties' | 'appointments' | 'downtimes'>;

/** Reads the answer of the request for what an org need not have; what has no date has no place in a calendar. */
export function readExtras(data: unknown): CalendarExtras {
    const parts = ['onOrders', 'onAssets'].flatMap((part) => connectionOf(data, part).nodes);
    const { nodes: orders } = connectionOf(data, 'parentOrders');
    const machineOf = new Map(orders.map((order) => [idOf(order), textOf(order, 'AssetId')]));
    return {
        warranties: connectionOf(data, 'warranties').nodes.flatMap((node) => readWarranty(node) ?? []),
        appointments: distinct(parts.flatMap((node) => readAppointment(node, machineOf) ?? [])),
        downtimes: connectionOf(data, 'downtimes').nodes.flatMap((node) => readDowntime(node) ?? [])
    };
}

function readDowntime(node: RecordNode): Downtime | undefined {
    const start = timeOf(node, 'StartTime');
    const end = timeOf(node, 'EndTime');
    if (start === undefined || end === undefined) return undefined;
    const [subject = ''] = textOf(node, 'Description').trim().split('\n');
    const number = textOf(node, 'AssetDowntimePeriodNumber');
    return { id: idOf(node), number, subject, assetId: textOf(node, 'AssetId'), start, end };
}

function readWarranty(node: RecordNode): Warranty | undefined {
    const endDay = textOf(node, 'EndDate');
    if (endDay === '') return undefined;
    return {
        id: idOf(node),
        number: textOf(node, 'AssetWarrantyNumber'),
        type: labelOf(node, 'WarrantyType'),
        assetId: textOf(node, 'AssetId'),
        endDay
    };
}

/** The parent is a work order, which names its machine, or the machine itself. */
function readAppointment(node: RecordNode, machineOf: ReadonlyMap<string, string>): Appointment | undefined {
    const start = timeOf(node, 'SchedStartTime');
    const end = timeOf(node, 'SchedEndTime');
    if (start === undefined || end === undefined) return undefined;
    const parentId = textOf(node, 'ParentRecordId');
    const orderedFor = machineOf.get(parentId);
    const status = textOf(node, 'Status');
    return {
        id: idOf(node),
        number: textOf(node, 'AppointmentNumber'),
        subject: textOf(node, 'Subject'),
        status,
        statusLabel: labelOf(node, 'Status'),
        orderId: orderedFor === undefined ? '' : parentId,
        assetId: orderedFor ?? parentId,
        start,
        end,
        technicians: childrenOf(node, 'ServiceResources')
            .map((resource) => textOf(resource, 'ServiceResource.Name'))
            .filter((name) => name !== '')
    };
}
