import { z } from 'zod';
import { alarmKinds, priorities } from '../contract/index.ts';
import type { AlarmDefinitionRow } from '../contract/index.ts';
import { HistoryError } from '../history/errors.ts';
import type { BacktestRequest } from './model.ts';

const DAY_MS = 86_400_000;
const amount = z.coerce.number();

/** Query of a back-test: an existing definition by its name, single values instead of its own, or all of a new one. */
export const backtestQuery = z.strictObject({
    definition: z.string().min(1).max(80).optional().meta({
        description: 'Developer name of a definition of the org; the other parameters take the place of its values.'
    }),
    model: z.string().max(80).optional().meta({ description: 'Product code; every model when left out.' }),
    signal: z.string().min(1).max(80).optional().meta({ description: 'Signal that is watched.' }),
    kind: z.enum(alarmKinds).optional().meta({ description: 'Kind of the alarm.' }),
    limit: amount.optional().meta({ description: 'Limit in the unit of the signal.' }),
    textLimit: z.string().max(255).optional().meta({ description: 'Values that raise a State alarm.' }),
    conditions: z.string().max(2000).optional().meta({ description: 'Formula of a Combined alarm.' }),
    hysteresis: amount.optional(),
    onDelaySeconds: amount.optional(),
    offDelaySeconds: amount.optional(),
    windowSeconds: amount.optional(),
    startUpSeconds: amount.optional(),
    referenceSignal: z.string().max(80).optional(),
    priority: z.enum(priorities).optional(),
    device: z.string().max(80).optional().meta({ description: 'Only this device.' }),
    days: amount.positive().max(366).default(7).meta({ description: 'Length of the past that is tried.' }),
    resolution: z.enum(['values', 'minutes']).optional().meta({
        description: 'values: every value; minutes: the worst of each minute. By the length of the past when left out.'
    })
});

/** A query of a back-test. */
export type BacktestQuery = z.infer<typeof backtestQuery>;

const CANDIDATE = 'Back_Test_Candidate';

/**
 * The request that a query means.
 * @throws HistoryError HISTORY_QUERY_INVALID when the named definition is not there, or signal or kind are missing
 */
export function requestOf(
    query: BacktestQuery,
    known: (name: string) => AlarmDefinitionRow | undefined,
    now: number
): BacktestRequest {
    const base = query.definition === undefined ? undefined : known(query.definition);
    if (query.definition !== undefined && !base) {
        throw new HistoryError('HISTORY_QUERY_INVALID', {
            problems: `no alarm definition is named ${query.definition}`
        });
    }
    const signal = query.signal ?? base?.Signal_Name__c;
    const kind = query.kind ?? base?.Kind__c;
    if (signal === undefined || kind === undefined) {
        throw new HistoryError('HISTORY_QUERY_INVALID', { problems: 'give a definition, or signal and kind' });
    }
    const candidate: AlarmDefinitionRow = {
        DeveloperName: base?.DeveloperName ?? CANDIDATE,
        MasterLabel: base?.MasterLabel ?? CANDIDATE,
        Signal_Name__c: signal,
        Product_Model__c: query.model ?? base?.Product_Model__c,
        Kind__c: kind,
        Limit__c: query.limit ?? base?.Limit__c,
        Text_Limit__c: query.textLimit ?? base?.Text_Limit__c,
        Conditions__c: query.conditions ?? base?.Conditions__c,
        Hysteresis__c: query.hysteresis ?? base?.Hysteresis__c,
        On_Delay_Seconds__c: query.onDelaySeconds ?? base?.On_Delay_Seconds__c,
        Off_Delay_Seconds__c: query.offDelaySeconds ?? base?.Off_Delay_Seconds__c,
        Window_Seconds__c: query.windowSeconds ?? base?.Window_Seconds__c,
        Start_Up_Seconds__c: query.startUpSeconds ?? base?.Start_Up_Seconds__c,
        Latching__c: base?.Latching__c ?? false,
        Priority__c: query.priority ?? base?.Priority__c ?? 'Medium',
        Reference_Signal__c: query.referenceSignal ?? base?.Reference_Signal__c,
        Active__c: true
    };
    const from = now - query.days * DAY_MS;
    return { candidate, from, to: now, device: query.device, resolution: query.resolution };
}
