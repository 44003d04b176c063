/** What a deployment is asked and what it answers, in the names of the Metadata API. */
import { z } from 'zod';

/** The API's `DeployOptions`; defaults are those of the API where a client leaves one out. */
export const deployOptions = z.object({
    allowMissingFiles: z.boolean().default(false),
    autoUpdatePackage: z.boolean().default(false),
    /** Validates only; nothing is changed. */
    checkOnly: z.boolean().default(false),
    /** Otherwise the deletion of what is not there fails. */
    ignoreWarnings: z.boolean().default(true),
    performRetrieve: z.boolean().default(false),
    purgeOnDelete: z.boolean().default(false),
    /** Rolls everything back when a component fails; otherwise the sound ones are kept. */
    rollbackOnError: z.boolean().default(true),
    runTests: z.array(z.string()).default([]),
    singlePackage: z.boolean().default(true),
    testLevel: z
        .enum(['NoTestRun', 'RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg', 'RunRelevantTests'])
        .default('NoTestRun')
});

export type DeployOptions = z.output<typeof deployOptions>;

/** What a caller of the door may leave out. */
export type DeployRequest = z.input<typeof deployOptions>;

/** What became of one component. */
export interface DeployMessage {
    readonly componentType: string;
    readonly fullName: string;
    readonly fileName: string;
    readonly id: string;
    readonly success: boolean;
    readonly created: boolean;
    readonly changed: boolean;
    readonly deleted: boolean;
    readonly createdDate: string;
    readonly problem?: string;
    readonly problemType?: 'Error' | 'Warning';
    readonly lineNumber?: number;
    readonly columnNumber?: number;
}

/** One test that passed or failed. */
export interface TestSuccess {
    readonly id: string;
    readonly name: string;
    readonly methodName: string;
    readonly namespace: string | null;
    /** Milliseconds. */
    readonly time: number;
}

export interface TestFailure extends TestSuccess {
    readonly message: string;
    readonly packageName: string;
    readonly stackTrace: string;
    readonly type: string;
}

export interface TestResult {
    readonly numTestsRun: number;
    readonly numFailures: number;
    readonly totalTime: number;
    readonly successes: readonly TestSuccess[];
    readonly failures: readonly TestFailure[];
    readonly codeCoverage: readonly never[];
}

/** The outcome of a whole deployment. */
export interface DeployResult {
    readonly id: string;
    readonly done: boolean;
    readonly status: 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceled';
    readonly success: boolean;
    readonly checkOnly: boolean;
    readonly rollbackOnError: boolean;
    readonly ignoreWarnings: boolean;
    readonly runTestsEnabled: boolean;
    readonly createdBy: string;
    readonly createdByName: string;
    readonly createdDate: string;
    readonly startDate: string;
    readonly completedDate: string;
    readonly lastModifiedDate: string;
    readonly numberComponentsTotal: number;
    readonly numberComponentsDeployed: number;
    readonly numberComponentErrors: number;
    readonly numberTestsTotal: number;
    readonly numberTestsCompleted: number;
    readonly numberTestErrors: number;
    readonly errorMessage?: string;
    readonly details: {
        readonly componentSuccesses: readonly DeployMessage[];
        readonly componentFailures: readonly DeployMessage[];
        readonly runTestResult: TestResult;
    };
}
