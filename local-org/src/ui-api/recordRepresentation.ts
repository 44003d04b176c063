import type { FieldValue, ObjectDescribe, QueryRow } from '../platform.ts';
import type { Caller } from './caller.ts';
import { displayValue, type DisplayFormat } from './displayValue.ts';
import { nameField, parentOf, type FieldSelection } from './fieldSelection.ts';

/** Record type of records whose object has none ("master"). */
export const masterRecordTypeId = '012000000000000AAA';

/** One field of a record: `value` is a record for a relationship. */
export interface FieldRepresentation {
    readonly displayValue: string | null;
    readonly value: FieldValue | RecordRepresentation;
}

/** "Record" of the User Interface API. */
export interface RecordRepresentation {
    readonly apiName: string;
    readonly childRelationships: Record<string, never>;
    readonly eTag: string;
    readonly fields: Readonly<Record<string, FieldRepresentation>>;
    readonly id: string;
    readonly lastModifiedById: string | null;
    readonly lastModifiedDate: string | null;
    readonly recordTypeId: string;
    readonly recordTypeInfo: null;
    readonly systemModstamp: string | null;
    /** Milliseconds of the last change; grows with every change. */
    readonly weakEtag: number;
}

/** The format in which a user reads values. */
export function formatOf({ org, execution }: Caller): DisplayFormat {
    const user = org.records.retrieve(org.systemExecution(), 'User', execution.userId);
    return { locale: 'en-US', timeZone: String(user?.TimeZoneSidKey ?? 'Europe/Berlin') };
}

/** A row of a query in the shape of UI API. */
export function representRecord(
    caller: Caller,
    object: ObjectDescribe,
    row: QueryRow,
    selection: FieldSelection,
    format: DisplayFormat = formatOf(caller)
): RecordRepresentation {
    const fields = Object.entries(selection).map(([name, below]): [string, FieldRepresentation] => {
        const parent = object.field(name) ? undefined : parentOf(caller, object, name);
        const value = cell(row, name);
        return [
            name,
            parent ? parentField(caller, parent, value, below, format) : ownField(object, name, value, format)
        ];
    });
    const modified = plainText(cell(row, 'SystemModstamp') ?? cell(row, 'LastModifiedDate'));
    const weakEtag = modified ? Date.parse(modified) : 0;
    return {
        apiName: object.name,
        childRelationships: {},
        eTag: String(weakEtag),
        fields: Object.fromEntries(fields),
        id: String(cell(row, 'Id')),
        lastModifiedById: plainText(cell(row, 'LastModifiedById')),
        lastModifiedDate: plainText(cell(row, 'LastModifiedDate')),
        recordTypeId: plainText(cell(row, 'RecordTypeId')) ?? masterRecordTypeId,
        recordTypeInfo: null,
        systemModstamp: plainText(cell(row, 'SystemModstamp')),
        weakEtag
    };
}

type Cell = QueryRow[string];

const cell = (row: QueryRow, name: string): Cell => row[name] ?? null;

const plainText = (value: Cell): string | null => (typeof value === 'string' ? value : null);

const isPlain = (value: Cell): value is FieldValue => typeof value !== 'object' || value === null;

function ownField(object: ObjectDescribe, name: string, value: Cell, format: DisplayFormat): FieldRepresentation {
    const field = object.field(name);
    const plain = isPlain(value) ? value : null;
    return { displayValue: field ? displayValue(plain, field, format) : null, value: plain };
}

function parentField(
    caller: Caller,
    parent: ObjectDescribe,
    value: Cell,
    selection: FieldSelection,
    format: DisplayFormat
): FieldRepresentation {
    if (isPlain(value)) return { displayValue: null, value: null };
    const row = value as QueryRow;
    const actual = caller.org.schema.object(typeOf(row)) ?? parent;
    return {
        displayValue: plainText(cell(row, nameField(actual) ?? 'Id')),
        value: representRecord(caller, actual, row, selection, format)
    };
}

/** Rows carry the name of their object in `attributes`, which tells polymorphic parents apart. */
function typeOf(row: QueryRow): string {
    const attributes = row.attributes as { type?: unknown } | undefined;
    return typeof attributes?.type === 'string' ? attributes.type : '';
}
