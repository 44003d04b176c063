import { SalesforceError } from '../../errors.ts';
import { FormulaEvaluationError } from '../../formula/index.ts';
import { FlowError } from '../flowError.ts';

/**
 * The message of an error that a flow can catch with a fault path. Anything else is thrown on: bugs, and
 * governor limits, which end the whole transaction.
 */
export function faultMessage(error: unknown): string {
    if (error instanceof FlowError || error instanceof FormulaEvaluationError) return error.message;
    if (error instanceof SalesforceError && !isLimit(error)) return `${error.errorCode}: ${error.message}`;
    throw error;
}

function isLimit(error: SalesforceError): boolean {
    return error.errorCode.includes('LIMIT_EXCEEDED') || error.errorCode === 'LIMIT_USAGE_FOR_NS';
}
