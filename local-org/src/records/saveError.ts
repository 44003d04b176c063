import type { FieldDescribe, SaveError, SaveResult } from '../platform.ts';

/** Raised while one record is checked; becomes that record's error. */
export class RecordRefusal extends Error {
    readonly error: SaveError;

    constructor(statusCode: string, message: string, fields: readonly string[] = []) {
        super(message);
        this.name = 'RecordRefusal';
        this.error = { statusCode, message, fields };
    }
}

export function failure(errors: readonly SaveError[], id: string | null = null): SaveResult {
    return { id, success: false, created: false, errors };
}

export function success(id: string, created: boolean): SaveResult {
    return { id, success: true, created, errors: [] };
}

/** The errors of single fields, in Salesforce's words. */
export const fieldErrors = {
    tooLong: (field: FieldDescribe, value: string): RecordRefusal =>
        new RecordRefusal(
            'STRING_TOO_LONG',
            `${field.label}: data value too large: ${value} (max length=${field.length})`,
            [field.name]
        ),
    wrongType: (field: FieldDescribe, value: unknown): RecordRefusal =>
        new RecordRefusal(
            'INVALID_TYPE_ON_FIELD_IN_RECORD',
            `${field.label}: value not of required type: ${String(value)}`,
            [field.name]
        ),
    outOfRange: (field: FieldDescribe, value: number): RecordRefusal =>
        new RecordRefusal(
            'NUMBER_OUTSIDE_VALID_RANGE',
            `${field.label}: value outside of valid range on numeric field: ${value}`,
            [field.name]
        ),
    badPicklist: (field: FieldDescribe, value: string): RecordRefusal =>
        new RecordRefusal(
            'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            `${field.label}: bad value for restricted picklist field: ${value}`,
            [field.name]
        ),
    badEmail: (field: FieldDescribe, value: string): RecordRefusal =>
        new RecordRefusal('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]),
    badId: (field: FieldDescribe, value: string): RecordRefusal =>
        new RecordRefusal('MALFORMED_ID', `${field.label}: id value of incorrect type: ${value}`, [field.name]),
    badReference: (field: FieldDescribe): RecordRefusal =>
        new RecordRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]),
    noColumn: (field: string, object: string): RecordRefusal =>
        new RecordRefusal('INVALID_FIELD', `No such column '${field}' on sobject of type ${object}`),
    readOnly: (fields: readonly string[]): RecordRefusal =>
        new RecordRefusal(
            'INVALID_FIELD_FOR_INSERT_UPDATE',
            `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
            fields
        ),
    required: (fields: readonly string[]): RecordRefusal =>
        new RecordRefusal('REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, fields)
} as const;
