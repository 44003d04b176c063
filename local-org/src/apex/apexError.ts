import { SalesforceError } from '../errors.ts';

/** What a page receives when Apex throws an `AuraHandledException`: status 500 and the text alone. */
export class ApexError extends SalesforceError {
    constructor(message: string) {
        super('APEX_ERROR', message, 500);
        this.name = 'ApexError';
    }
}
