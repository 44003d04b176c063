import { gql, type GraphQLDocument } from 'lightning/graphql';
import type { ExtraObjects } from 'c/calendarModel';
import { IN_PLANT, ON_PLANT } from 'c/recordPlant';

const WARRANTIES = `
    warranties: AssetWarranty(
        where: {
            and: [
                ${ON_PLANT}
                { EndDate: { gte: { value: $firstDay } } }
                { EndDate: { lte: { value: $lastDay } } }
            ]
        }
        first: 2000
        orderBy: { EndDate: { order: ASC } }
    ) {
        edges {
            node {
                Id
                AssetWarrantyNumber { value }
                WarrantyType @optional { value displayValue }
                AssetId { value }
                EndDate { value }
            }
        }
    }`;

const IN_DAYS = '{ SchedStartTime: { lt: { value: $to } } } { SchedEndTime: { gte: { value: $from } } }';

/** Appointments whose parents are found by a semi-join, because the parent can be of several objects. */
function appointments(alias: string, parents: string): string {
    return `
    ${alias}: ServiceAppointment(
        where: { and: [{ ParentRecordId: { inq: { ${parents}, ApiName: "Id" } } } ${IN_DAYS}] }
        first: 2000
        orderBy: { SchedStartTime: { order: ASC } }
    ) {
        edges {
            node {
                Id
                AppointmentNumber { value }
                Subject @optional { value }
                Status { value displayValue }
                ParentRecordId { value }
                SchedStartTime { value }
                SchedEndTime { value }
                ServiceResources(first: 20) @optional {
                    edges { node { ServiceResource @optional { Name { value } } } }
                }
            }
        }
    }`;
}

/** For the machine of an appointment: a field of a parent that can be of several objects cannot be asked for. */
const PARENT_ORDERS = `
    parentOrders: WorkOrder(
        where: {
            and: [
                ${ON_PLANT}
                { Id: { inq: { ServiceAppointment: { and: [${IN_DAYS}] }, ApiName: "ParentRecordId" } } }
            ]
        }
        first: 2000
    ) { edges { node { Id AssetId { value } } } }`;

const APPOINTMENTS = [
    appointments('onOrders', `WorkOrder: ${ON_PLANT}`),
    appointments('onAssets', `Asset: ${IN_PLANT}`),
    PARENT_ORDERS
].join('');

const DOWNTIMES = `
    downtimes: AssetDowntimePeriod(
        where: {
            and: [
                ${ON_PLANT}
                { DowntimeType: { eq: "Planned" } }
                { StartTime: { lt: { value: $to } } }
                { EndTime: { gte: { value: $from } } }
            ]
        }
        first: 2000
        orderBy: { StartTime: { order: ASC } }
    ) {
        edges {
            node {
                Id
                AssetDowntimePeriodNumber { value }
                Description @optional { value }
                AssetId { value }
                StartTime { value }
                EndTime { value }
            }
        }
    }`;

/** Request for warranties that end, appointments and planned downtime in the days shown; undefined without any. */
export function extrasQuery(has: ExtraObjects): GraphQLDocument | undefined {
    if (!Object.values(has).includes(true)) return undefined;
    const days = has.warranties ? ', $firstDay: Date, $lastDay: Date' : '';
    const times = has.appointments || has.downtimes ? ', $from: DateTime, $to: DateTime' : '';
    const parts = [has.warranties && WARRANTIES, has.appointments && APPOINTMENTS, has.downtimes && DOWNTIMES];
    return gql`
        query MaintenanceCalendarExtras($root: ID${days}${times}) { uiapi { query { ${parts.filter(Boolean).join(' ')} } } }
    `;
}
