import type { DeployResult } from './deployTypes.ts';

/** A deployment that did not succeed; its message lists what stands against it. */
export class DeployFailedError extends Error {
    readonly result: DeployResult;

    constructor(result: DeployResult) {
        const failures = result.details.componentFailures.map(
            (one) =>
                `${one.fileName}:${one.lineNumber}:${one.columnNumber} ${one.componentType} ${one.fullName}: ${one.problem}`
        );
        const tests = result.details.runTestResult.failures.map(
            (test) => `${test.name}.${test.methodName}: ${test.message}`
        );
        super(['The deployment failed.', ...failures, ...tests].join('\n'));
        this.name = 'DeployFailedError';
        this.result = result;
    }
}
