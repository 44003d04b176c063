/**
 * Stands in for the Apex class MachineCommands: the same records in the same order. Whoever changes the class changes
 * this.
 */
import { z } from 'zod';
import { refusals } from '../errors.ts';
import { ApexError } from './apexError.ts';
import type { ApexCall, StandIn } from './standIn.ts';

const DEFINITION = 'Machine_Command_Definition__mdt';
/** Blank fields are left out, as Apex serialises records. */
const FIELDS = [
    'DeveloperName',
    'MasterLabel',
    'Choices__c',
    'Confirmation__c',
    'Dangerous__c',
    'Description__c',
    'Desired_Signal__c',
    'Expiry_Seconds__c',
    'Maximum__c',
    'Minimum__c',
    'Parameter_Label__c',
    'Parameter_Type__c',
    'Parameter_Unit__c',
    'Product_Model__c'
] as const;

type Row = Readonly<Record<string, unknown>>;

const parameters = z.object({ assetId: z.string() });

/** Methods of MachineCommands. */
export const machineCommands: StandIn = {
    catalogue: (call) => Promise.resolve(catalogue(call, assetIdOf(call)))
};

function assetIdOf(call: ApexCall): string {
    const parsed = parameters.safeParse(call.parameters);
    if (!parsed.success) throw new ApexError(z.prettifyError(parsed.error));
    const { assetId } = parsed.data;
    if (!/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(assetId)) throw refusals.malformedId(assetId);
    return assetId;
}

function catalogue({ org, userId }: ApexCall, assetId: string): Row[] {
    const query = (soql: string): readonly Row[] => org.records.query(org.userExecution(userId), soql).records;
    requireRead(org.access, userId);
    const [machine] = query(`SELECT ProductCode FROM Asset WHERE Id = '${assetId}' LIMIT 1`);
    if (!machine) return [];
    return query(
        `SELECT ${FIELDS.join(', ')} FROM ${DEFINITION} WHERE Active__c = TRUE ORDER BY Display_Order__c NULLS LAST, DeveloperName`
    )
        .filter(({ Product_Model__c: model }) => !model || model === machine['ProductCode'])
        .map(filledFields);
}

/** User mode: the platform throws a QueryException when the user may not read what is asked for. */
function requireRead(access: ApexCall['org']['access'], userId: string): void {
    if (access.object(userId, 'Asset').read && access.field(userId, 'Asset', 'ProductCode').read) return;
    throw new ApexError("sObject type 'Asset' is not supported.");
}

function filledFields(row: Row): Row {
    return Object.fromEntries(FIELDS.flatMap((name) => (row[name] === null ? [] : [[name, row[name]]])));
}
