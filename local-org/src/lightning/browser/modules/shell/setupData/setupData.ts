import { callOrg } from '../../../platform/http.ts';
import type { SetupField, SetupRecord } from '../../../../setup/customMetadata.ts';
import type { FlowTrace } from '../../../../../flow/trace.ts';

export type { FlowTrace, SetupField, SetupRecord };

/** A custom metadata type with its fields and records. */
export interface MetadataTypeModel {
    readonly name: string;
    readonly label: string;
    readonly fields: readonly SetupField[];
    readonly records: readonly SetupRecord[];
}

/** A deployed flow. */
export interface FlowSummary {
    readonly name: string;
    readonly label: string;
    readonly status: string;
    readonly trigger: string;
    readonly description: string;
    readonly runs: number;
    readonly failed: number;
}

/** A platform event object with its newest events. */
export interface EventObject {
    readonly name: string;
    readonly label: string;
    readonly oldest: number;
    readonly newest: number;
    readonly events: readonly { readonly replayId: number; readonly createdDate: string; readonly payload: object }[];
}

const base = '/lightning/model/setup';

export const loadMetadataTypes = (): Promise<{
    types: { name: string; label: string; description: string; records: number }[];
}> => callOrg(`${base}/custom-metadata`);
export const loadMetadataType = (name: string): Promise<MetadataTypeModel> =>
    callOrg(`${base}/custom-metadata/${name}`);
export const saveMetadata = (type: string, name: string, body: object): Promise<SetupRecord> =>
    callOrg(`${base}/custom-metadata/${type}/${name}`, { method: 'PUT', body: JSON.stringify(body) });
export const loadFlows = (): Promise<{ flows: FlowSummary[] }> => callOrg(`${base}/flows`);
export const loadTraces = (flow: string): Promise<{ traces: FlowTrace[] }> => callOrg(`${base}/flows/${flow}`);
export const loadEvents = (): Promise<{ objects: EventObject[] }> => callOrg(`${base}/events`);
/** The looks of the org and the one that is chosen. */
export const loadThemes = (): Promise<{ themes: { name: string; label: string }[]; chosen: string }> =>
    callOrg('/lightning/session/themes');
export const chooseTheme = (name: string): Promise<unknown> =>
    callOrg('/lightning/session/theme', { method: 'POST', body: JSON.stringify({ name }) });
export const loadLimits = (): Promise<{ limits: object[] }> => callOrg(`${base}/limits`);
