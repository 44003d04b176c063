import { accountReference, contactReference, type Customer } from './accounts.ts';
import type { AssetIndex } from './assets.ts';
import type { SampleCalendar } from './calendar.ts';
import {
    DOWNTIMES,
    MAINTENANCE_PLANS,
    WORK_ORDERS,
    type SampleDowntime,
    type SamplePlanRow,
    type SampleWorkOrder
} from './maintenanceTables.ts';
import { planEntry, type Fields, type PlanEntry } from './record.ts';

interface Context {
    readonly customers: readonly Customer[];
    readonly assets: AssetIndex;
    readonly calendar: SampleCalendar;
}

/** Maintenance plans, the machines they cover, work orders past and future, and planned downtime. */
export function maintenanceEntries(context: Context): PlanEntry[] {
    const covered = MAINTENANCE_PLANS.flatMap((plan, index) =>
        plan.machines.map((machine) => coveredRow(plan, index, machine, context))
    );
    return [
        planEntry(
            'MaintenancePlan',
            'maintenance-plans.json',
            MAINTENANCE_PLANS.map((plan) => planRow(plan, context))
        ),
        planEntry('MaintenanceAsset', 'maintenance-assets.json', covered),
        planEntry(
            'WorkOrder',
            'work-orders.json',
            WORK_ORDERS.map((order) => workOrderRow(order, context))
        ),
        planEntry(
            'AssetDowntimePeriod',
            'asset-downtime-periods.json',
            DOWNTIMES.map((downtime) => downtimeRow(downtime, context))
        )
    ];
}

function planRow(plan: SamplePlanRow, { customers, calendar }: Context): Fields {
    return {
        MaintenancePlanTitle: plan.title,
        Description: plan.description,
        AccountId: accountReference(customers, plan.site),
        ContactId: contactReference(customers, plan.site),
        StartDate: calendar.date(-365),
        EndDate: calendar.date(730),
        Frequency: plan.everyMonths,
        FrequencyType: 'Months',
        GenerationTimeframe: 6,
        GenerationTimeframeType: 'Months',
        NextSuggestedMaintenanceDate: calendar.date(plan.nextInDays),
        WorkOrderGenerationMethod: 'WorkOrderPerAsset',
        DoesAutoGenerateWorkOrders: false
    };
}

function coveredRow(plan: SamplePlanRow, planIndex: number, machine: string, { assets, calendar }: Context): Fields {
    const delayInDays = 3 * plan.machines.indexOf(machine);
    return {
        MaintenancePlanId: planReference(planIndex),
        AssetId: assetReference(assets, machine),
        NextSuggestedMaintenanceDate: calendar.date(plan.nextInDays + delayInDays)
    };
}

function workOrderRow(order: SampleWorkOrder, { customers, assets, calendar }: Context): Fields {
    const site = assets.sites.get(order.machine) ?? '';
    const planIndex = MAINTENANCE_PLANS.findIndex((plan) => plan.title === order.plan);
    return {
        Subject: order.subject,
        AccountId: accountReference(customers, site),
        ContactId: contactReference(customers, site),
        AssetId: assetReference(assets, order.machine),
        MaintenancePlanId: planIndex < 0 ? undefined : planReference(planIndex),
        SuggestedMaintenanceDate: planIndex < 0 ? undefined : calendar.date(order.startsInDays),
        Status: order.status,
        Priority: order.priority,
        StartDate: calendar.moment(order.startsInDays, order.hour),
        EndDate: calendar.moment(order.startsInDays, order.hour + order.durationHours)
    };
}

function downtimeRow(downtime: SampleDowntime, { assets, calendar }: Context): Fields {
    const { startsInDays, hour, durationHours, reason } = downtime;
    return {
        AssetId: assetReference(assets, downtime.machine),
        DowntimeType: 'Planned',
        StartTime: calendar.moment(startsInDays, hour),
        EndTime: calendar.moment(startsInDays, hour + durationHours),
        Description: reason
    };
}

function planReference(index: number): string {
    return `@MaintenancePlanRef${index + 1}`;
}

function assetReference(assets: AssetIndex, machine: string): string {
    const reference = assets.references.get(machine);
    if (!reference) throw new Error(`The sample plants have no machine ${machine}.`);
    return reference;
}
