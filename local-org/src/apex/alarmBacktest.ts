/**
 * Stands in for the Apex class AlarmBacktest: the same callout, the same texts. Whoever changes the class changes this.
 */
import type { CustomLabel } from '@salesforce/types/metadata';
import { z } from 'zod';
import type { Org } from '../org.ts';
import { ApexError } from './apexError.ts';
import { CalloutError } from './namedCredentials.ts';
import type { ApexCall, StandIn } from './standIn.ts';

const CREDENTIAL = 'Telemetry_History';
const NAMES = [
    ...['definition', 'model', 'signal', 'kind', 'limit', 'hysteresis', 'onDelaySeconds', 'offDelaySeconds'],
    ...['windowSeconds', 'priority', 'days']
];
const parameters = z.object({ parameters: z.record(z.string(), z.string().nullish()).nullish() });
const refusal = z.object({ error: z.object({ message: z.string() }) });

/** Methods of AlarmBacktest. */
export const alarmBacktest: StandIn = { run };

async function run({ org, credentials, userId, parameters: given }: ApexCall): Promise<string> {
    const parsed = parameters.safeParse(given);
    if (!parsed.success) throw new ApexError(z.prettifyError(parsed.error));
    const asked = parsed.data.parameters ?? {};
    const query = new URLSearchParams();
    for (const name of NAMES) {
        const value = asked[name]?.trim();
        if (value) query.set(name, value);
    }
    const path = `/history/v1/backtest?${query.toString()}`;
    const response = await credentials.get(userId, CREDENTIAL, path).catch((error: unknown) => {
        if (error instanceof CalloutError) throw failure(org, 'Not_Connected');
        throw error;
    });
    return bodyOf(org, response.status, await response.text());
}

function bodyOf(org: Org, status: number, body: string): string {
    if (status === 200) return body;
    if (status === 400 || status === 404) throw reasonIn(org, body);
    if (status === 401 || status === 403) throw failure(org, 'Refused');
    throw failure(org, 'Failed', String(status));
}

function reasonIn(org: Org, body: string): ApexError {
    try {
        return new ApexError(refusal.parse(JSON.parse(body)).error.message);
    } catch {
        return failure(org, 'Failed', '400');
    }
}

function failure(org: Org, name: string, value = ''): ApexError {
    const label = org.registry.get('CustomLabel', `TelemetryHistory_${name}`)?.content as CustomLabel | undefined;
    return new ApexError((label?.value ?? `TelemetryHistory_${name}`).replace('{0}', value));
}
