import { dayOf } from './days';
import { entryOf, type CalendarAsset, type Entry } from './entry';
import type { Clock } from './items';

/** Service appointment as read from the org; times are epoch milliseconds. */
export interface Appointment {
    readonly id: string;
    readonly number: string;
    readonly subject: string;
    readonly status: string;
    readonly statusLabel: string;
    /** Work order it belongs to; blank when it belongs to the machine itself. */
    readonly orderId: string;
    readonly assetId: string;
    readonly start: number;
    readonly end: number;
    readonly technicians: readonly string[];
}

/** Values of ServiceAppointment.Status that end the appointment. */
const CLOSED_STATUS: readonly string[] = ['Completed', 'Canceled', 'Cannot Complete'];

/** The appointment as an entry; one that ends at midnight does not reach into the next day. */
export function appointmentEntry(appointment: Appointment, asset: CalendarAsset, clock: Clock): Entry {
    const { id, number, start, end, status } = appointment;
    const done = CLOSED_STATUS.includes(status);
    return entryOf(asset, {
        key: id,
        kind: 'appointment',
        recordId: id,
        number,
        subject: appointment.subject || number,
        firstDay: dayOf(start, clock.timeZone),
        lastDay: dayOf(end > start ? end - 1 : end, clock.timeZone),
        start,
        end,
        status: appointment.statusLabel || status,
        overdue: !done && end < clock.now,
        done,
        technicians: appointment.technicians
    });
}

/** Names of the technicians that are assigned to each work order by its appointments. */
export function techniciansByOrder(appointments: readonly Appointment[]): ReadonlyMap<string, readonly string[]> {
    const names = new Map<string, readonly string[]>();
    for (const { orderId, technicians } of appointments) {
        if (orderId) names.set(orderId, [...new Set([...(names.get(orderId) ?? []), ...technicians])]);
    }
    return names;
}
