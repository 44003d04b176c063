/** What the Apex classes have in common that give custom metadata for the model of a machine. */
import { z } from 'zod';
import { refusals } from '../errors.ts';
import { ApexError } from './apexError.ts';
import type { ApexCall } from './standIn.ts';

type Row = Readonly<Record<string, unknown>>;

const parameters = z.object({ assetId: z.string() });

/**
 * Active records of a custom metadata type for the product code of the asset in `assetId`, and those for every model, in
 * their order; blank fields are left out, as Apex serialises records.
 */
export function recordsOfModel(call: ApexCall, type: string, fields: readonly string[]): Row[] {
    const { org, userId } = call;
    const assetId = assetIdOf(call);
    const query = (soql: string): readonly Row[] => org.records.query(org.userExecution(userId), soql).records;
    requireRead(org.access, userId);
    const [machine] = query(`SELECT ProductCode FROM Asset WHERE Id = '${assetId}' LIMIT 1`);
    if (!machine) return [];
    return query(
        `SELECT ${fields.join(', ')} FROM ${type} WHERE Active__c = TRUE ORDER BY Display_Order__c NULLS LAST, DeveloperName`
    )
        .filter(({ Product_Model__c: model }) => !model || model === machine['ProductCode'])
        .map((row) => filledFields(row, fields));
}

function assetIdOf(call: ApexCall): string {
    const parsed = parameters.safeParse(call.parameters);
    if (!parsed.success) throw new ApexError(z.prettifyError(parsed.error));
    const { assetId } = parsed.data;
    if (!/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(assetId)) throw refusals.malformedId(assetId);
    return assetId;
}

/** User mode: the platform throws a QueryException when the user may not read what is asked for. */
function requireRead(access: ApexCall['org']['access'], userId: string): void {
    if (access.object(userId, 'Asset').read && access.field(userId, 'Asset', 'ProductCode').read) return;
    throw new ApexError("sObject type 'Asset' is not supported.");
}

function filledFields(row: Row, fields: readonly string[]): Row {
    return Object.fromEntries(fields.flatMap((name) => (row[name] === null ? [] : [[name, row[name]]])));
}
