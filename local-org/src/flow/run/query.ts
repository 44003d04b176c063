import type { RecordData } from '../../platform.ts';
import { fieldType } from '../dataType.ts';
import { sameValue } from './compare.ts';
import { rowsOf } from './rows.ts';
import type { Runtime } from './runtime.ts';
import { buildSoql } from './soql.ts';
import type { Filter, Selection } from './soql.ts';

/**
 * Answers the queries of many interviews that wait at one element. Equal queries are run once, and queries
 * that differ in the value of one EqualTo filter only become one query with IN, so that a batch of 200
 * records costs one query as on the platform.
 */
export function queryTogether(runtime: Runtime, selections: readonly Selection[]): RecordData[][] {
    const answers = new Map<string, RecordData[]>();
    const open = new Map<string, Selection>();
    for (const selection of selections) open.set(buildSoql(selection), selection);
    const varying = varyingFilter([...open.values()]);
    if (varying === undefined) for (const soql of open.keys()) answers.set(soql, rowsOf(runtime, soql));
    else mergedAnswers(runtime, open, varying, answers);
    return selections.map((selection) => answers.get(buildSoql(selection)) ?? []);
}

/** Index of the only filter in which the selections differ, if they can be merged. */
function varyingFilter(selections: readonly Selection[]): number | undefined {
    const [first, ...others] = selections;
    if (!first || others.length === 0 || !isConjunction(first.logic)) return undefined;
    const differing = first.filters.flatMap((filter, index) =>
        others.some((other) => !sameFilter(filter, other.filters[index])) ? [index] : []
    );
    const [index] = differing;
    if (index === undefined || differing.length > 1) return undefined;
    const mergeable = selections.every(({ filters }) => {
        const filter = filters[index];
        return (
            filter?.operator === 'EqualTo' &&
            filter.value !== null &&
            filter.value !== '' &&
            !filter.field.includes('.')
        );
    });
    return mergeable ? index : undefined;
}

function isConjunction(logic: string | undefined): boolean {
    return ['', 'and'].includes((logic ?? '').trim().toLowerCase());
}

function sameFilter(one: Filter, other: Filter | undefined): boolean {
    return other !== undefined && JSON.stringify(one.value) === JSON.stringify(other.value);
}

function mergedAnswers(
    runtime: Runtime,
    open: ReadonlyMap<string, Selection>,
    varying: number,
    answers: Map<string, RecordData[]>
): void {
    const [sample] = open.values();
    const filter = sample?.filters[varying];
    if (!sample || !filter) return;
    const values = [...open.values()].map((selection) => selection.filters[varying]?.value ?? null);
    const filters = sample.filters.with(varying, { field: filter.field, operator: 'In', value: values });
    const soql = buildSoql({ ...sample, fields: [...sample.fields, filter.field], filters, limit: undefined });
    const rows = rowsOf(runtime, soql);
    const field = sample.object.field(filter.field);
    for (const [key, selection] of open) {
        const wanted = selection.filters[varying]?.value ?? null;
        const own = rows.filter((row) => field && matches(row[field.name] ?? null, wanted, field));
        answers.set(key, own.slice(0, selection.limit));
    }
}

/** SOQL compares text whatever its case. */
function matches(value: RecordData[string], wanted: Filter['value'], field: Parameters<typeof fieldType>[0]): boolean {
    const fold = (one: Filter['value']): Filter['value'] =>
        typeof one === 'string' && !isIdField(field.type) ? one.toLowerCase() : one;
    return sameValue(fold(value), fold(wanted), fieldType(field));
}

function isIdField(type: string): boolean {
    return type === 'id' || type === 'reference' || type === 'date' || type === 'datetime' || type === 'time';
}
