import { SalesforceError } from '../errors.ts';
import type { ObjectDescribe } from '../platform.ts';
import type { Caller } from './caller.ts';
import { allFields, readableObject, selectFields, type FieldSelection } from './fieldSelection.ts';
import { formatOf, representRecord, type RecordRepresentation } from './recordRepresentation.ts';
import { selectClause } from './selectClause.ts';

/** Which fields of a record are wanted. */
export interface FieldRequest {
    readonly fields: readonly string[];
    readonly optionalFields: readonly string[];
    /** Wants the fields of the object's layouts; answered with every field that the caller may read. */
    readonly layoutTypes: readonly string[];
}

/** Rows of an object, as the rest of a query describes them. */
export interface RowRequest {
    readonly selection: FieldSelection;
    /** What follows `FROM Object`, such as `WHERE Name = 'a' LIMIT 10`. */
    readonly rest: string;
}

/** A value as a literal of SOQL text. */
export const soqlText = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** The object of a record id. @throws SalesforceError when the id is malformed or of no object */
export function objectOfId(caller: Caller, id: string): ObjectDescribe {
    const object = /^\w{15}(\w{3})?$/.test(id) ? caller.org.schema.objectByKeyPrefix(id.slice(0, 3)) : undefined;
    if (!object) throw notThere(id);
    return readableObject(caller, object.name);
}

/** What a request for fields comes down to. */
export function selectionOf(caller: Caller, object: ObjectDescribe, request: FieldRequest): FieldSelection {
    const named = request.fields.length + request.optionalFields.length;
    if (request.layoutTypes.length > 0) return allFields(caller, object);
    if (named > 0) return selectFields(caller, object, request.fields, request.optionalFields);
    throw new SalesforceError('MISSING_ARGUMENT', 'One of fields, optionalFields or layoutTypes is needed.');
}

/** Records of a query in UI API shape. */
export function readRows(
    caller: Caller,
    object: ObjectDescribe,
    { selection, rest }: RowRequest
): RecordRepresentation[] {
    const soql = `SELECT ${selectClause(caller, object, selection)} FROM ${object.name} ${rest}`;
    const { records } = caller.org.records.query(caller.execution, soql);
    const format = formatOf(caller);
    return records.map((row) => representRecord(caller, object, row, selection, format));
}

/** One record. @throws SalesforceError NOT_FOUND when it does not exist or is out of the caller's sight */
export function readRecord(caller: Caller, id: string, request: FieldRequest): RecordRepresentation {
    const object = objectOfId(caller, id);
    const selection = selectionOf(caller, object, request);
    const [record] = readRows(caller, object, { selection, rest: `WHERE Id = ${soqlText(id)} LIMIT 1` });
    if (!record) throw notThere(id);
    return record;
}

const notThere = (id: string): SalesforceError =>
    new SalesforceError('NOT_FOUND', `The requested resource does not exist: record ${id}`, 404);
