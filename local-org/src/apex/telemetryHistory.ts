/**
 * Stands in for the Apex class TelemetryHistory: the same checks in the same order, the same callout, the same texts.
 * Whoever changes the class changes this.
 */
import type { CustomLabel } from '@salesforce/types/metadata';
import { z } from 'zod';
import { refusals } from '../errors.ts';
import type { Org } from '../org.ts';
import { ApexError } from './apexError.ts';
import { CalloutError } from './namedCredentials.ts';
import type { ApexCall, StandIn } from './standIn.ts';

const CREDENTIAL = 'Telemetry_History';
const MOST_POINTS = 1000;
const FEWEST_POINTS = 3;
const MOST_SIGNALS = 20;
const MOST_EVENTS = '1000';

const machine = z.object({ assetId: z.string() });
const datetime = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const range = machine.extend({ fromTime: datetime.nullish(), toTime: datetime.nullish() });
const seriesParameters = range.extend({
    signals: z.array(z.string()).nullish(),
    points: z.number().int().nullish()
});

/** Methods of TelemetryHistory. */
export const telemetryHistory: StandIn = {
    signals: (call) => read(call, parse(machine, call).assetId, 'signals', {}),
    series: (call) => {
        const { assetId, signals, points, ...times } = parse(seriesParameters, call);
        const query = { ...rangeOf(call.org, times), points: String(pointsWithin(points ?? MOST_POINTS)) };
        if (!signals?.length) return read(call, assetId, 'series', query);
        if (signals.length > MOST_SIGNALS) throw failure(call.org, 'Too_Many_Signals');
        return read(call, assetId, 'series', { ...query, signals: signals.join(',') });
    },
    events: (call) => {
        const { assetId, ...times } = parse(range, call);
        return read(call, assetId, 'events', { ...rangeOf(call.org, times), limit: MOST_EVENTS });
    }
};

/** The platform refuses parameters that do not fit the method's types before Apex runs. */
function parse<Schema extends z.ZodType>(schema: Schema, { parameters }: ApexCall): z.output<Schema> {
    const parsed = schema.safeParse(parameters);
    if (!parsed.success) throw new ApexError(z.prettifyError(parsed.error));
    return parsed.data;
}

const pointsWithin = (points: number): number => Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, points));

interface Times {
    readonly fromTime?: number | null | undefined;
    readonly toTime?: number | null | undefined;
}

function rangeOf(org: Org, { fromTime, toTime }: Times): Record<string, string> {
    if (typeof fromTime !== 'number' || typeof toTime !== 'number' || fromTime >= toTime)
        throw failure(org, 'Bad_Range');
    return { from: String(fromTime), to: String(toTime) };
}

async function read(
    { org, credentials, userId }: ApexCall,
    assetId: string,
    part: string,
    query: Readonly<Record<string, string>>
): Promise<string | null> {
    const device = encodeURIComponent(deviceOf(org, userId, assetId));
    const text = new URLSearchParams(query).toString();
    const path = `/history/v1/devices/${device}/${part}${text && `?${text}`}`;
    const response = await credentials.get(userId, CREDENTIAL, path).catch((error: unknown) => {
        if (error instanceof CalloutError) throw failure(org, 'Not_Connected');
        throw error;
    });
    return bodyOf(org, response.status, await response.text());
}

/** Reads as the user, so that access to the record and to the field decides. */
function deviceOf(org: Org, userId: string, assetId: string): string {
    if (!/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(assetId)) throw refusals.malformedId(assetId);
    const device = deviceField(org, userId, assetId);
    if (device === undefined) throw failure(org, 'No_Machine');
    if (typeof device !== 'string' || device.trim() === '') throw failure(org, 'No_Device');
    return device;
}

function deviceField(org: Org, userId: string, assetId: string): unknown {
    if (!org.access.object(userId, 'Asset').read || !org.access.field(userId, 'Asset', 'Device_Id__c').read)
        return undefined;
    const soql = `SELECT Device_Id__c FROM Asset WHERE Id = '${assetId}' LIMIT 1`;
    return org.records.query(org.userExecution(userId), soql).records[0]?.['Device_Id__c'];
}

function bodyOf(org: Org, status: number, body: string): string | null {
    if (status === 200) return body;
    if (status === 404 && body.includes('HISTORY_NOT_FOUND')) return null;
    if (status === 401 || status === 403) throw failure(org, 'Refused');
    if (status === 429) throw failure(org, 'Busy');
    throw failure(org, 'Failed', String(status));
}

/** The class's texts are custom labels of the package, named `TelemetryHistory_…`. */
function failure(org: Org, name: string, value = ''): ApexError {
    const label = org.registry.get('CustomLabel', `TelemetryHistory_${name}`)?.content as CustomLabel | undefined;
    return new ApexError((label?.value ?? `TelemetryHistory_${name}`).replace('{0}', value));
}
