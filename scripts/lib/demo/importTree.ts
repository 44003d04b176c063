import type { Connection } from 'jsforce';
import { z } from 'zod';
import type { FieldValue, PlanEntry, TreeRecord } from '../sampleData.ts';

const treeReply = z.object({
    hasErrors: z.boolean(),
    results: z.array(
        z.object({
            referenceId: z.string(),
            id: z.string().optional(),
            errors: z.array(z.object({ statusCode: z.string(), message: z.string() })).optional()
        })
    )
});

/**
 * Imports files of the sObject Tree format in their order, as `sf data import tree --plan` does.
 * @returns ids by reference
 * @throws when a record is refused, with its reference and the org's reason
 */
export async function importTree(connection: Connection, entries: readonly PlanEntry[]): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const entry of entries) {
        const records = entry.records.map((record) => resolveReferences(record, ids));
        const path = `/services/data/v${connection.version}/composite/tree/${entry.sobject}`;
        const reply = treeReply.parse(await connection.requestPost(path, { records }));
        for (const result of reply.results) {
            const problem = result.errors?.[0];
            if (problem) {
                throw new Error(
                    `${entry.file}: ${result.referenceId} was refused: ${problem.statusCode} ${problem.message}`
                );
            }
            if (result.id !== undefined) ids.set(result.referenceId, result.id);
        }
    }
    return ids;
}

function resolveReferences(record: TreeRecord, ids: ReadonlyMap<string, string>): Record<string, unknown> {
    const { attributes, ...fields } = record;
    const resolved: Record<string, unknown> = { attributes };
    for (const [field, value] of Object.entries(fields)) resolved[field] = resolve(value, ids);
    return resolved;
}

function resolve(value: FieldValue | TreeRecord['attributes'], ids: ReadonlyMap<string, string>): unknown {
    return typeof value === 'string' && value.startsWith('@') ? (ids.get(value.slice(1)) ?? value) : value;
}
