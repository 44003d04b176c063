import { dayOf, type Day } from './days';
import { dueDays } from './dueDays';
import { markClashes } from './clashes';
import { appointmentEntry, techniciansByOrder, type Appointment } from './appointments';
import { downtimeEntry, markDowntimes, type Downtime } from './downtimes';
import { entryOf, type CalendarAsset, type Entry } from './entry';
import { addTo } from './groups';
import { predictedEntry } from './predictions';

/** Work order as read from the org; times are epoch milliseconds. */
export interface WorkOrder {
    readonly id: string;
    readonly number: string;
    readonly subject: string;
    readonly status: string;
    readonly statusLabel: string;
    readonly priority: string;
    readonly assetId: string;
    readonly start?: number;
    readonly end?: number;
    readonly closed: boolean;
    readonly owner: string;
    readonly lastModified: string;
}

/** Warranty of one machine as read from the org. */
export interface Warranty {
    readonly id: string;
    readonly number: string;
    readonly type: string;
    readonly assetId: string;
    readonly endDay: Day;
}

/** Maintenance plan of one machine as read from the org. */
export interface PlannedMaintenance {
    readonly id: string;
    readonly planId: string;
    readonly number: string;
    readonly title: string;
    readonly assetId: string;
    readonly due?: Day;
    readonly frequency?: number;
    readonly frequencyType: string;
    readonly endDay?: Day;
}

/** Now, and what "today" means to the user. */
export interface Clock {
    readonly now: number;
    readonly timeZone: string;
}

/** Days shown, both included. */
export interface DayRange {
    readonly from: Day;
    readonly to: Day;
}

/**
 * The machine itself and everything below it.
 * @returns ids; a loop in the data ends the walk instead of hanging it
 */
export function subtree(assets: readonly CalendarAsset[], topId: string): string[] {
    const children = new Map<string, string[]>();
    for (const { id, parentId } of assets) {
        if (parentId) addTo(children, parentId, id);
    }
    const found = new Set([topId]);
    for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
    return [...found];
}

/** A cache and no state: the days of an order cost more than everything else about it, and every view asks for them. */
const ORDER_DAYS = new WeakMap<
    WorkOrder,
    { readonly timeZone: string; readonly firstDay: Day; readonly lastDay: Day }
>();

function daysOf(
    order: WorkOrder,
    first: number,
    last: number,
    timeZone: string
): { readonly firstDay: Day; readonly lastDay: Day } {
    const known = ORDER_DAYS.get(order);
    if (known?.timeZone === timeZone) return known;
    const firstDay = dayOf(first, timeZone);
    // An order that ends at midnight does not reach into the next day.
    const lastDay = dayOf(last > first ? last - 1 : last, timeZone);
    const days = { timeZone, firstDay, lastDay };
    ORDER_DAYS.set(order, days);
    return days;
}

function orderEntry(
    order: WorkOrder,
    asset: CalendarAsset,
    clock: Clock,
    technicians: readonly string[] = []
): Entry | undefined {
    const first = order.start ?? order.end;
    if (first === undefined) return undefined;
    const last = Math.max(order.end ?? first, first);
    return entryOf(asset, {
        key: order.id,
        kind: 'workOrder',
        recordId: order.id,
        number: order.number,
        subject: order.subject || order.number,
        ...daysOf(order, first, last, clock.timeZone),
        start: order.start,
        end: order.end,
        status: order.statusLabel || order.status,
        priority: order.priority,
        overdue: !order.closed && last < clock.now,
        done: order.closed,
        owner: order.owner,
        technicians,
        lastModified: order.lastModified
    });
}

function planEntries(plan: PlannedMaintenance, asset: CalendarAsset, range: DayRange, today: Day): Entry[] {
    return dueDays(plan, range).map((day) => {
        const suggested = day === plan.due;
        return entryOf(asset, {
            key: `${plan.id}:${day}`,
            kind: suggested ? 'plan' : 'projected',
            recordId: plan.planId,
            number: plan.number,
            subject: plan.title || plan.number,
            firstDay: day,
            lastDay: day,
            overdue: suggested && day < today
        });
    });
}

function warrantyEntry({ id, number, type, endDay }: Warranty, asset: CalendarAsset): Entry {
    const days = { firstDay: endDay, lastDay: endDay };
    return entryOf(asset, { key: id, kind: 'warranty', recordId: id, number, subject: type || number, ...days });
}

/** What the calendar shows, as read from the org. */
export interface CalendarData {
    readonly assets: readonly CalendarAsset[];
    readonly orders: readonly WorkOrder[];
    readonly plans: readonly PlannedMaintenance[];
    readonly warranties: readonly Warranty[];
    readonly appointments: readonly Appointment[];
    readonly downtimes: readonly Downtime[];
    /** The org has more than was asked for at once. */
    readonly partial: boolean;
}

/**
 * Carries the data from one component to another. The platform wraps plain objects that it hands over, which makes
 * reading thousands of entries ten times as slow; instances of classes are handed over as they are.
 */
export class CalendarSource {
    readonly data: CalendarData;

    constructor(data: CalendarData) {
        this.data = data;
    }
}

function byTime(a: Entry, b: Entry): number {
    if (a.firstDay !== b.firstDay) return a.firstDay < b.firstDay ? -1 : 1;
    return (a.start ?? 0) - (b.start ?? 0) || a.subject.localeCompare(b.subject) || (a.key < b.key ? -1 : 1);
}

/**
 * Entries of a machine and everything below it, in time order: those that touch the range, and overdue ones before it.
 */
export function toEntries(data: CalendarData, topId: string, range: DayRange, clock: Clock): Entry[] {
    const shown = new Set(subtree(data.assets, topId));
    const assets = new Map(data.assets.filter((asset) => shown.has(asset.id)).map((asset) => [asset.id, asset]));
    const today = dayOf(clock.now, clock.timeZone);
    const technicians = techniciansByOrder(data.appointments);
    const orders = data.orders.flatMap((each) => {
        const asset = assets.get(each.assetId);
        const entry = asset && orderEntry(each, asset, clock, technicians.get(each.id));
        return entry && (entry.overdue || touches(entry, range)) ? [entry] : [];
    });
    const plans = data.plans.flatMap((plan) => {
        const asset = assets.get(plan.assetId);
        // The suggested date itself is shown however long ago it was, or an overdue plan would vanish.
        const from = plan.due && plan.due < today && plan.due < range.from ? plan.due : range.from;
        const entries = asset ? planEntries(plan, asset, { ...range, from }, today) : [];
        return entries.filter((entry) => entry.overdue || touches(entry, range));
    });
    const warranties = data.warranties.flatMap((warranty) => {
        const asset = assets.get(warranty.assetId);
        const entry = asset && warrantyEntry(warranty, asset);
        return entry && touches(entry, range) ? [entry] : [];
    });
    const appointments = data.appointments.flatMap((appointment) => {
        const asset = assets.get(appointment.assetId);
        return asset ? [appointmentEntry(appointment, asset, clock)] : [];
    });
    const downtimes = data.downtimes.flatMap((downtime) => {
        const asset = assets.get(downtime.assetId);
        return asset ? [downtimeEntry(downtime, asset, clock)] : [];
    });
    const predicted = [...assets.values()].flatMap((asset) => predictedEntry(asset, today) ?? []);
    const others = [...appointments, ...predicted, ...downtimes].filter(
        (entry) => entry.overdue || touches(entry, range)
    );
    const work = markDowntimes(markClashes(orders), data.downtimes, data.assets);
    return [...work, ...plans, ...warranties, ...others].sort(byTime);
}

/** Whether an entry has a day inside the range. */
export function touches(entry: Entry, range: DayRange): boolean {
    return entry.firstDay <= range.to && entry.lastDay >= range.from;
}
