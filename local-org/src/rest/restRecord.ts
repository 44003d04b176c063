import { SalesforceError } from '../errors.ts';
import type { FieldValue, ObjectDescribe, RecordData, SaveError, SaveResult } from '../platform.ts';
import type { RecordInput } from '../records/loadInput.ts';
import { fieldValue } from '../query/render.ts';
import { coordinateNames, locationOf } from '../schema/location.ts';
import { toSql } from '../store/rows.ts';

/** A record as the REST API shows it; `names` chooses fields. */
export function restRecord(
    object: ObjectDescribe,
    record: RecordData,
    base: string,
    names?: readonly string[]
): Record<string, unknown> {
    const shown: Record<string, unknown> = {
        attributes: { type: object.name, url: `${base}/sobjects/${object.name}/${String(record['Id'])}` }
    };
    const chosen = names
        ? names.map((name) => {
              const field = object.field(name.trim());
              if (!field)
                  throw new SalesforceError(
                      'INVALID_FIELD',
                      `No such column '${name}' on sobject of type ${object.name}`
                  );
              return field;
          })
        : object.fields;
    for (const field of chosen)
        if (field.type === 'location') {
            if (coordinateNames(field.name).latitude in record) shown[field.name] = locationOf(field, record);
        } else if (field.name in record) shown[field.name] = restValue(record[field.name] ?? null, field.type);
    return shown;
}

function restValue(value: FieldValue, type: ObjectDescribe['fields'][number]['type']): FieldValue {
    return fieldValue(toSql(value), type, true);
}

/** A body that must be one record. @throws SalesforceError `JSON_PARSER_ERROR`. */
export function recordBody(body: unknown): RecordInput {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
        throw new SalesforceError(
            'JSON_PARSER_ERROR',
            'The HTTP entity body is required, but this request has no entity body.'
        );
    return body as RecordInput;
}

/** One result as collections answer it. */
export function collectionResult(result: SaveResult): Record<string, unknown> {
    const errors = result.errors.map(({ statusCode, message, fields }) => ({ statusCode, message, fields }));
    return result.success
        ? { id: result.id, success: true, errors }
        : { ...(result.id ? { id: result.id } : {}), success: false, errors };
}

/** Status of the reply when saving one record failed. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
    ENTITY_IS_DELETED: 404,
    INVALID_CROSS_REFERENCE_KEY: 404,
    INSUFFICIENT_ACCESS_OR_READONLY: 403
};

/** The reply's error of a failed save of one record. */
export class SaveFailedError extends SalesforceError {
    readonly errors: readonly SaveError[];

    constructor(errors: readonly SaveError[]) {
        const [first] = errors;
        super(first?.statusCode ?? 'UNKNOWN_EXCEPTION', first?.message ?? 'The save failed.', statusOf(first));
        this.errors = errors;
    }

    bodies(): readonly object[] {
        return this.errors.map(({ statusCode, message, fields }) => ({ message, errorCode: statusCode, fields }));
    }
}

function statusOf(error: SaveError | undefined): number {
    return (error && STATUS_BY_CODE[error.statusCode]) ?? 400;
}

/** The id of a saved record. @throws SaveFailedError when it was not saved. */
export function savedOrThrow(result: SaveResult | undefined): SaveResult & { readonly id: string } {
    if (!result?.success || result.id === null) throw new SaveFailedError(result?.errors ?? []);
    return { ...result, id: result.id };
}
