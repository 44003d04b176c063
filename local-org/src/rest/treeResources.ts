import { z } from 'zod';
import { SalesforceError } from '../errors.ts';
import type { ObjectDescribe, SaveError } from '../platform.ts';
import type { RecordInput } from '../records/loadInput.ts';
import type { Resource, ResourceCall, ResourceReply } from './resource.ts';
import { objectOf } from './sobjectResources.ts';

const MAX_RECORDS = 200;

const attributes = z.looseObject({ type: z.string(), referenceId: z.string() });
const treeRecord = z.looseObject({ attributes });
const treeBody = z.looseObject({ records: z.array(treeRecord).min(1) });
const children = z.looseObject({ records: z.array(treeRecord) });

type TreeRecord = z.infer<typeof treeRecord>;

/** Records with the children that belong to them, created together or not at all. */
export const treeResources: readonly Resource[] = [{ method: 'POST', path: 'composite/tree/:object', handle: create }];

interface Failure {
    readonly referenceId: string;
    readonly errors: readonly SaveError[];
}

class TreeFailed extends Error {
    readonly failures: readonly Failure[];

    constructor(failures: readonly Failure[]) {
        super('The tree was not created.');
        this.failures = failures;
    }
}

function create(call: ResourceCall): ResourceReply {
    const parsed = treeBody.safeParse(call.body);
    if (!parsed.success)
        throw new SalesforceError(
            'INVALID_INPUT',
            `Include a reference ID and a type for each record: ${parsed.error.issues[0]?.message}`
        );
    const created: { referenceId: string; id: string }[] = [];
    try {
        call.org.records.transaction(() => insertLevel(call, objectOf(call), parsed.data.records, {}, created));
        return { status: 201, body: { hasErrors: false, results: created } };
    } catch (error) {
        if (!(error instanceof TreeFailed)) throw error;
        return { status: 400, body: { hasErrors: true, results: error.failures } };
    }
}

function insertLevel(
    call: ResourceCall,
    object: ObjectDescribe,
    records: readonly TreeRecord[],
    parent: RecordInput,
    created: { referenceId: string; id: string }[]
): void {
    if (created.length + records.length > MAX_RECORDS)
        throw new SalesforceError('INVALID_INPUT', `A tree cannot have more than ${MAX_RECORDS} records.`);
    const split = records.map((record) => splitRecord(call, object, record));
    const rows = split.map(({ fields }) => ({ ...fields, ...parent }));
    const results = call.org.records.insert(call.execution, object.name, rows);
    const failures = results.flatMap((result, index) =>
        result.success ? [] : [{ referenceId: records[index]?.attributes.referenceId ?? '', errors: result.errors }]
    );
    if (failures.length > 0) throw new TreeFailed(failures);
    for (const [index, result] of results.entries())
        created.push({ referenceId: records[index]?.attributes.referenceId ?? '', id: result.id ?? '' });
    for (const [index, { below }] of split.entries())
        for (const { child, field, records: childRecords } of below)
            insertLevel(call, child, childRecords, { [field]: results[index]?.id ?? null }, created);
}

interface Below {
    readonly child: ObjectDescribe;
    readonly field: string;
    readonly records: readonly TreeRecord[];
}

/** Tells a record's own fields from its child relationships. */
function splitRecord(
    call: ResourceCall,
    object: ObjectDescribe,
    record: TreeRecord
): { fields: RecordInput; below: Below[] } {
    const fields: Record<string, unknown> = {};
    const below: Below[] = [];
    for (const [name, value] of Object.entries(record)) {
        const link = object.childRelationships.find(
            (one) => one.relationshipName?.toLowerCase() === name.toLowerCase()
        );
        const child = link && call.org.schema.object(link.childObject);
        const nested = child ? children.safeParse(value) : undefined;
        if (link && child && nested?.success) below.push({ child, field: link.field, records: nested.data.records });
        else fields[name] = value;
    }
    return { fields, below };
}
