import { callApi, postApi } from '../../../platform/http.ts';
import type { FieldInfo } from 'shell/recordView';

/** A record that a lookup may point to. */
export interface LookupOption {
    readonly value: string;
    readonly label: string;
}

/** Records that a lookup offers beside the one it has; the form is for demonstrations, not for searching. */
const OFFERED = 200;

type Edges = Readonly<
    Record<string, { edges: readonly { node: Readonly<Record<string, { value: string } | string>> }[] }>
>;

/** The first records of the object that a lookup points to, by name, and the one with the id `current`. */
export async function lookupOptions(field: FieldInfo, current: unknown): Promise<LookupOption[]> {
    const [target] = field.referenceToInfos;
    const name = target?.nameFields[0];
    if (!target || !name) return [];
    const query = `query { uiapi { query { ${target.apiName}(first: ${OFFERED}, orderBy: { ${name}: { order: ASC } }) { edges { node { Id ${name} { value } } } } } } }`;
    const reply = await postApi<{ data: { uiapi: { query: Edges } } | null }>('/graphql', { query });
    const edges = reply.data?.uiapi.query[target.apiName]?.edges ?? [];
    const options = edges.map(({ node }) => ({ value: String(node['Id']), label: textOf(node[name]) }));
    const isKnown = !current || options.some(({ value }) => value === current);
    return isKnown ? options : [await optionOf(String(current), target.apiName, name), ...options];
}

async function optionOf(id: string, objectName: string, name: string): Promise<LookupOption> {
    const path = `/ui-api/records/${encodeURIComponent(id)}?fields=${objectName}.${name}`;
    const record = await callApi<{ fields: Readonly<Record<string, { value: unknown }>> }>(path);
    return { value: id, label: String(record.fields[name]?.value ?? id) };
}

const textOf = (entry: { value: string } | string | undefined): string =>
    typeof entry === 'object' ? entry.value : (entry ?? '');
