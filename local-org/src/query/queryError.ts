import { SalesforceError, UnsupportedError } from '../errors.ts';

const ADVICE =
    "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";

/** Refusals of a query; each points at the place in the text, as Salesforce does. */
export class QueryErrors {
    readonly #soql: string;

    constructor(soql: string) {
        this.#soql = soql;
    }

    noField(name: string, object: string): SalesforceError {
        return new SalesforceError(
            'INVALID_FIELD',
            `${this.#place(name)}No such column '${name}' on entity '${object}'. ${ADVICE}`
        );
    }

    noRelationship(name: string): SalesforceError {
        return new SalesforceError(
            'INVALID_FIELD',
            `${this.#place(name)}Didn't understand relationship '${name}' in field path. ${ADVICE}`
        );
    }

    noChildRelationship(name: string): SalesforceError {
        return new SalesforceError(
            'INVALID_FIELD',
            `${this.#place(name)}Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`
        );
    }

    noObject(name: string): SalesforceError {
        return new SalesforceError(
            'INVALID_TYPE',
            `${this.#place(name)}sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
        );
    }

    malformed(message: string): SalesforceError {
        return new SalesforceError('MALFORMED_QUERY', message);
    }

    /** A filter whose value does not fit its field. */
    filterValue(field: string, message: string): SalesforceError {
        return new SalesforceError('INVALID_FIELD', `${this.#place(field)}${message}`);
    }

    invalidId(value: string): SalesforceError {
        return new SalesforceError('INVALID_QUERY_FILTER_OPERATOR', `${this.#place(value)}invalid ID field: ${value}`);
    }

    unsupported(what: string): SalesforceError {
        return new UnsupportedError(`SOQL ${what}`);
    }

    #place(token: string): string {
        const offset = this.#soql.search(new RegExp(`\\b${token.replace(/[^\w]/g, '\\$&')}\\b`, 'i'));
        if (offset < 0) return '';
        const before = this.#soql.slice(0, offset).split('\n');
        const line = this.#soql.split('\n')[before.length - 1] ?? '';
        const column = (before.at(-1)?.length ?? 0) + 1;
        return `\n${line}\n${' '.repeat(column - 1)}^\nERROR at Row:${before.length}:Column:${column}\n`;
    }
}
