/** A value of a field in a file of the sObject Tree format. */
export type FieldValue = string | number | boolean;

/** One record of the sObject Tree format. A value `@<referenceId>` stands for the id of another record. */
export interface TreeRecord {
    readonly attributes: { readonly type: string; readonly referenceId: string };
    readonly [field: string]: FieldValue | TreeRecord['attributes'];
}

/** One file of an import plan: records of one object, imported before the files after it. */
export interface PlanEntry {
    readonly sobject: string;
    /** File name beside the plan. */
    readonly file: string;
    readonly records: readonly TreeRecord[];
}

/** Most records that the sObject Tree API takes in one request. */
export const RECORDS_PER_FILE = 200;

/** Fields of a record before it has a reference; undefined fields are left out. */
export type Fields = Readonly<Record<string, FieldValue | undefined>>;

/**
 * Builds the file of one object. References are numbered: the importer resolves references inside one
 * object only when they have the form `<Object>Ref<number>`.
 * @param firstReference number of the first reference, when an object has several files
 */
export function planEntry(sobject: string, file: string, rows: readonly Fields[], firstReference = 1): PlanEntry {
    const records = rows.map((row, index) => treeRecord(sobject, `${sobject}Ref${firstReference + index}`, row));
    return { sobject, file, records };
}

function treeRecord(type: string, referenceId: string, row: Fields): TreeRecord {
    const filled = Object.entries(row).filter((entry): entry is [string, FieldValue] => entry[1] !== undefined);
    return { attributes: { type, referenceId }, ...Object.fromEntries(filled) };
}
