/** A maintenance plan and the machines it covers. */
export interface SamplePlanRow {
    readonly title: string;
    readonly description: string;
    readonly site: string;
    readonly everyMonths: number;
    /** Days from today until the first machine is due; negative is overdue. Each further machine is due 3 days later. */
    readonly nextInDays: number;
    /** Device ids. */
    readonly machines: readonly string[];
}

/** A work order, in days from today. */
export interface SampleWorkOrder {
    readonly subject: string;
    /** Device id. */
    readonly machine: string;
    readonly startsInDays: number;
    /** Hour of the day, UTC. */
    readonly hour: number;
    readonly durationHours: number;
    readonly status: 'New' | 'In Progress' | 'On Hold' | 'Completed' | 'Closed' | 'Canceled';
    readonly priority: 'Low' | 'Medium' | 'High' | 'Critical';
    /** Title of the maintenance plan it comes from. */
    readonly plan?: string;
}

/** A time in which a machine is planned to stand still, in days from today. */
export interface SampleDowntime {
    readonly reason: string;
    /** Device id. */
    readonly machine: string;
    readonly startsInDays: number;
    /** Hour of the day, UTC. */
    readonly hour: number;
    readonly durationHours: number;
}

/** Planned downtime: of a press around its service, of a filler without work. */
export const DOWNTIMES: readonly SampleDowntime[] = [
    {
        reason: 'Hydraulics service and safety check',
        machine: 'nw-press-02',
        startsInDays: 12,
        hour: 5,
        durationHours: 9
    },
    { reason: 'Change of the bottle format', machine: 'rb-filler-01', startsInDays: 6, hour: 14, durationHours: 30 }
];

const HYDRAULICS = 'Press Hydraulics Service';
const LUBRICATION = 'Motor Bearing Lubrication';
const SPINDLES = 'Spindle Inspection';
const AIR = 'Compressor Service';
const HYGIENE = 'Filler Hygiene Service';
const BELTS = 'Conveyor Belt Check';

/** Maintenance plans of both plants; two of them have overdue machines. */
export const MAINTENANCE_PLANS: readonly SamplePlanRow[] = [
    {
        title: HYDRAULICS,
        description: 'Oil analysis, filter exchange, check of hoses and valves.',
        site: 'nw',
        everyMonths: 3,
        nextInDays: 9,
        machines: ['nw-press-01', 'nw-press-02', 'nw-press-03', 'nw-press-04']
    },
    {
        title: LUBRICATION,
        description: 'Grease of the bearings by the chart of the manufacturer.',
        site: 'nw',
        everyMonths: 1,
        nextInDays: -4,
        machines: ['nw-motor-01', 'nw-motor-02', 'nw-motor-03', 'nw-motor-04']
    },
    {
        title: SPINDLES,
        description: 'Run-out, clamping force and spindle cooling.',
        site: 'nw',
        everyMonths: 6,
        nextInDays: 21,
        machines: ['nw-cnc-01', 'nw-cnc-02', 'nw-cnc-03', 'nw-cnc-04']
    },
    {
        title: AIR,
        description: 'Oil, oil filter, separator and intake filter.',
        site: 'nw',
        everyMonths: 6,
        nextInDays: 34,
        machines: ['nw-compressor-01', 'nw-compressor-02']
    },
    {
        title: HYGIENE,
        description: 'Exchange of seals, cleaning and microbiological sample.',
        site: 'rb',
        everyMonths: 1,
        nextInDays: -2,
        machines: ['rb-filler-01', 'rb-filler-02']
    },
    {
        title: BELTS,
        description: 'Tension, tracking and wear of the belts.',
        site: 'rb',
        everyMonths: 2,
        nextInDays: 5,
        machines: ['rb-conveyor-01', 'rb-conveyor-02', 'rb-conveyor-05', 'rb-conveyor-06']
    }
];

type Row = [
    subject: string,
    machine: string,
    startsInDays: number,
    hour: number,
    durationHours: number,
    status: SampleWorkOrder['status'],
    priority: SampleWorkOrder['priority'],
    plan?: string
];

const ROWS: readonly Row[] = [
    // done
    ['Quarterly hydraulics service', 'nw-press-01', -82, 6, 6, 'Completed', 'Medium', HYDRAULICS],
    ['Quarterly hydraulics service', 'nw-press-02', -79, 6, 6, 'Completed', 'Medium', HYDRAULICS],
    ['Exchange hydraulic hose', 'nw-press-03', -47, 9, 3, 'Closed', 'High'],
    ['Grease motor bearings', 'nw-motor-01', -34, 7, 1, 'Completed', 'Low', LUBRICATION],
    ['Grease motor bearings', 'nw-motor-02', -31, 7, 1, 'Completed', 'Low', LUBRICATION],
    ['Repair coolant leak', 'nw-pump-06', -18, 10, 2, 'Closed', 'High'],
    ['Exchange filling valve 3', 'rb-filler-01', -26, 5, 2, 'Completed', 'High'],
    ['Monthly hygiene service', 'rb-filler-02', -29, 5, 4, 'Completed', 'Medium', HYGIENE],
    ['Align conveyor belt', 'rb-conveyor-03', -12, 8, 2, 'Closed', 'Low'],
    ['Inspect spindle noise', 'nw-cnc-02', -9, 12, 2, 'Canceled', 'Medium'],
    // overdue
    ['Grease motor bearings', 'nw-motor-01', -4, 7, 1, 'New', 'Low', LUBRICATION],
    ['Check vibration sensor', 'nw-press-02', -6, 9, 2, 'On Hold', 'Medium'],
    ['Clean oil cooler', 'nw-press-01', -3, 8, 3, 'New', 'High'],
    ['Monthly hygiene service', 'rb-filler-01', -2, 5, 4, 'New', 'High', HYGIENE],
    ['Exchange intake filter', 'rb-compressor-02', -1, 9, 1, 'In Progress', 'Medium'],
    // this week
    ['Check gateway antenna', 'nw-gateway-02', 0, 13, 1, 'In Progress', 'Low'],
    ['Exchange impeller', 'nw-pump-03', 1, 7, 4, 'New', 'High'],
    ['Monthly hygiene service', 'rb-filler-02', 1, 5, 4, 'New', 'High', HYGIENE],
    ['Check belt tension', 'rb-conveyor-01', 5, 8, 1, 'New', 'Low', BELTS],
    // planned
    ['Quarterly hydraulics service', 'nw-press-01', 9, 6, 6, 'New', 'Medium', HYDRAULICS],
    ['Quarterly hydraulics service', 'nw-press-02', 12, 6, 6, 'New', 'Medium', HYDRAULICS],
    ['Quarterly hydraulics service', 'nw-press-03', 15, 6, 6, 'New', 'Medium', HYDRAULICS],
    ['Spindle inspection', 'nw-cnc-01', 21, 6, 8, 'New', 'Medium', SPINDLES],
    ['Spindle inspection', 'nw-cnc-02', 24, 6, 8, 'New', 'Medium', SPINDLES],
    ['Compressor service', 'nw-compressor-01', 34, 7, 5, 'New', 'Medium', AIR],
    ['Update gateway firmware', 'rb-gateway-01', 16, 10, 1, 'New', 'Low'],
    ['Exchange drive belt', 'rb-conveyor-06', 28, 8, 3, 'New', 'Medium']
];

/** Work orders past, overdue and planned. */
export const WORK_ORDERS: readonly SampleWorkOrder[] = ROWS.map(
    ([subject, machine, startsInDays, hour, durationHours, status, priority, plan]) => ({
        subject,
        machine,
        startsInDays,
        hour,
        durationHours,
        status,
        priority,
        ...(plan && { plan })
    })
);
