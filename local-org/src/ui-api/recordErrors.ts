import { SalesforceError } from '../errors.ts';
import type { SaveError, SaveResult } from '../platform.ts';

/** One error of a write, below `output` of a UI API error. */
interface OutputError {
    readonly constituentField: null;
    readonly duplicateRecordError: null;
    readonly errorCode: string;
    readonly field: string | null;
    readonly fieldLabel: string | null;
    readonly message: string;
}

/** Error of a write, "RecordError" of the User Interface API. */
export interface RecordErrorBody {
    readonly message: string;
    readonly errorCode: string;
    readonly statusCode: number;
    readonly enhancedErrorType: 'RecordError';
    readonly output: {
        readonly errors: readonly OutputError[];
        readonly fieldErrors: Readonly<Record<string, readonly OutputError[]>>;
    };
}

/** A write that Salesforce refuses; the reply tells which field is to blame. */
export class RecordWriteError extends Error {
    readonly status: number;
    readonly errors: readonly SaveError[];

    constructor(result: SaveResult) {
        super(result.errors[0]?.message ?? 'The record could not be saved.');
        this.name = 'RecordWriteError';
        this.errors = result.errors;
        this.status = statusOf(result.errors[0]?.statusCode);
    }

    body(): RecordErrorBody {
        const ofFields = this.errors.filter((error) => error.fields.length > 0);
        const entries = ofFields.flatMap((error) => error.fields.map((field) => output(error, field)));
        return {
            message: 'An error occurred while trying to update the record. Please try again.',
            errorCode: this.errors[0]?.statusCode ?? 'UNKNOWN_EXCEPTION',
            statusCode: this.status,
            enhancedErrorType: 'RecordError',
            output: {
                errors: this.errors.filter((error) => error.fields.length === 0).map((error) => output(error, null)),
                fieldErrors: Object.groupBy(
                    entries,
                    ({ field }) => field ?? ''
                ) as RecordErrorBody['output']['fieldErrors']
            }
        };
    }
}

/** HTTP statuses of refused writes that are not plain bad requests. */
const statuses: Readonly<Record<string, number>> = {
    ENTITY_IS_DELETED: 404,
    INSUFFICIENT_ACCESS_OR_READONLY: 403,
    INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 403
};

const statusOf = (code = ''): number => (Object.hasOwn(statuses, code) ? (statuses[code] ?? 400) : 400);

const output = ({ statusCode, message }: SaveError, field: string | null): OutputError => ({
    constituentField: null,
    duplicateRecordError: null,
    errorCode: statusCode,
    field,
    fieldLabel: field,
    message
});

/** One part of a batch: its result, or its refusal, with a status of its own. */
export function withStatus(read: () => object): { readonly statusCode: number; readonly result: object } {
    try {
        return { statusCode: 200, result: read() };
    } catch (error) {
        if (!(error instanceof SalesforceError)) throw error;
        return { statusCode: error.status, result: [error.body()] };
    }
}
