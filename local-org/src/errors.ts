/** An error as the REST API tells of it: an HTTP status and one entry with a stable code. */
export interface ErrorBody {
    readonly message: string;
    readonly errorCode: string;
    readonly fields?: readonly string[];
}

/** A refusal that reaches the client in Salesforce's own shape. */
export class SalesforceError extends Error {
    readonly errorCode: string;
    /** HTTP status of the reply when the whole request fails with this error. */
    readonly status: number;
    readonly fields: readonly string[] | undefined;

    constructor(errorCode: string, message: string, status = 400, fields?: readonly string[]) {
        super(message);
        this.name = 'SalesforceError';
        this.errorCode = errorCode;
        this.status = status;
        this.fields = fields;
    }

    body(): ErrorBody {
        const { message, errorCode, fields } = this;
        return fields ? { message, errorCode, fields } : { message, errorCode };
    }
}

/** Something Salesforce has and this org has not: named, never guessed. */
export class UnsupportedError extends SalesforceError {
    constructor(what: string) {
        super('FUNCTIONALITY_NOT_ENABLED', `Not supported by the local org: ${what}`);
        this.name = 'UnsupportedError';
    }
}

/** Refusals that are raised in more than one place. */
export const refusals = {
    sessionInvalid: (): SalesforceError => new SalesforceError('INVALID_SESSION_ID', 'Session expired or invalid', 401),
    notFound: (): SalesforceError => new SalesforceError('NOT_FOUND', 'The requested resource does not exist', 404),
    noObject: (name: string): SalesforceError =>
        new SalesforceError(
            'INVALID_TYPE',
            `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
        ),
    noField: (field: string, object: string): SalesforceError =>
        new SalesforceError('INVALID_FIELD', `No such column '${field}' on sobject of type ${object}`),
    malformedId: (id: string): SalesforceError => new SalesforceError('MALFORMED_ID', `malformed id ${id}`),
    jsonExpected: (message: string): SalesforceError => new SalesforceError('JSON_PARSER_ERROR', message)
} as const;

/** The message of whatever was thrown, also by code of another realm, whose errors are no `Error` of ours. */
export function messageOf(error: unknown): string {
    return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
