/** One record of an answer. Fields are read with the functions below, never directly. */
export type RecordNode = Readonly<Record<string, unknown>>;

/** Records of one part of an answer, and whether the org has more of them than were asked for. */
export interface Connection {
    readonly nodes: readonly RecordNode[];
    readonly hasMore: boolean;
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T/;

function isObject(value: unknown): value is RecordNode {
    return typeof value === 'object' && value !== null;
}

function at(start: unknown, path: readonly string[]): unknown {
    return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), start);
}

/** Records under `uiapi.query.<alias>`; none when the answer does not hold that part. */
export function connectionOf(data: unknown, alias: string): Connection {
    const found = at(data, ['uiapi', 'query', alias]);
    return { nodes: nodesOf(found), hasMore: at(found, ['pageInfo', 'hasNextPage']) === true };
}

/** Child records of a record under the name of their relationship. */
export function childrenOf(node: RecordNode, relationship: string): readonly RecordNode[] {
    return nodesOf(node[relationship]);
}

function nodesOf(connection: unknown): RecordNode[] {
    const edges = at(connection, ['edges']);
    // Copied with map first: answers are read through a proxy, where indexed loops are slow.
    return Array.isArray(edges) ? edges.map((edge) => at(edge, ['node'])).filter(isObject) : [];
}

/** Record id, or an empty text. */
export function idOf(node: RecordNode): string {
    return typeof node.Id === 'string' ? node.Id : '';
}

/** Value of a field; `field` may go through lookups, e.g. `Case__r.CaseNumber`. */
export function valueOf(node: RecordNode, field: string): unknown {
    return at(node, [...field.split('.'), 'value']);
}

/** Text of a field, empty when it is blank. */
export function textOf(node: RecordNode, field: string): string {
    const value = valueOf(node, field);
    return typeof value === 'string' ? value : '';
}

/** Translated label of a picklist value; the value itself where the answer has none. */
export function labelOf(node: RecordNode, field: string): string {
    const label = at(node, [...field.split('.'), 'displayValue']);
    return typeof label === 'string' && label !== '' ? label : textOf(node, field);
}

/** Number of a field, undefined when it is blank. */
export function numberOf(node: RecordNode, field: string): number | undefined {
    const value = valueOf(node, field);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Date and time of a field as epoch milliseconds, undefined when it is blank. */
export function timeOf(node: RecordNode, field: string): number | undefined {
    const text = textOf(node, field);
    // Date.parse alone would read "Press 1" as the year 2001.
    const time = ISO_TIME.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
}
