/** What a deployment found and did, in the words of the Metadata API. */
import { componentKey, type ComponentName, type Problem } from '../metadata/index.ts';
import { componentId } from './componentId.ts';
import type { DeployMessage, DeployOptions, DeployResult, TestResult } from './deployTypes.ts';
import type { DeployContext } from './runDeployment.ts';

/** The findings before they are put into words. */
export interface Outcome {
    /** Every component as it is when it holds. */
    readonly messages: readonly DeployMessage[];
    readonly problems: readonly Problem[];
    readonly failed: boolean;
    /** Some components were left out. */
    readonly partial: boolean;
    readonly tests: TestResult;
}

/** A message about a component that holds. */
export function messageOf(
    name: ComponentName,
    fileName: string,
    createdDate: string,
    state: Partial<Pick<DeployMessage, 'created' | 'changed' | 'deleted'>>
): DeployMessage {
    const id = name.type === '' ? '' : componentId(name);
    const plain = { created: false, changed: false, deleted: false, success: true };
    return { componentType: name.type, fullName: name.fullName, fileName, id, createdDate, ...plain, ...state };
}

/** The result as clients poll it. */
export function describeOutcome(
    outcome: Outcome,
    options: DeployOptions,
    context: DeployContext,
    times: { readonly started: string; readonly completed: string }
): DeployResult {
    const { failures, successes } = sortMessages(outcome, times.completed);
    const counted = successes.filter((message) => message.componentType !== '').length;
    const errors = failures.length;
    return {
        id: context.id,
        done: true,
        status: outcome.failed ? 'Failed' : outcome.partial ? 'SucceededPartial' : 'Succeeded',
        success: !outcome.failed && !outcome.partial,
        checkOnly: options.checkOnly,
        rollbackOnError: options.rollbackOnError,
        ignoreWarnings: options.ignoreWarnings,
        runTestsEnabled: options.testLevel !== 'NoTestRun',
        createdBy: context.userId,
        createdByName: context.userName,
        createdDate: times.started,
        startDate: times.started,
        completedDate: times.completed,
        lastModifiedDate: times.completed,
        numberComponentsTotal: counted + errors,
        numberComponentsDeployed: outcome.failed ? 0 : counted,
        numberComponentErrors: errors,
        numberTestsTotal: outcome.tests.numTestsRun,
        numberTestsCompleted: outcome.tests.numTestsRun - outcome.tests.numFailures,
        numberTestErrors: outcome.tests.numFailures,
        details: { componentSuccesses: successes, componentFailures: failures, runTestResult: outcome.tests }
    };
}

function sortMessages(
    outcome: Outcome,
    createdDate: string
): { failures: DeployMessage[]; successes: DeployMessage[] } {
    const isFailure = (problem: Problem) => problem.severity === 'error';
    const failures = outcome.problems.filter(isFailure).map((problem) => problemMessage(problem, createdDate, false));
    const failed = new Set(outcome.problems.filter(isFailure).map(componentKey));
    const warned = new Map(outcome.problems.filter((one) => !isFailure(one)).map((one) => [componentKey(one), one]));
    const successes = outcome.messages
        .filter((message) => !failed.has(keyOf(message)))
        .map((message) => withWarning(message, warned.get(keyOf(message))));
    const known = new Set(outcome.messages.map(keyOf));
    const others = [...warned]
        .filter(([key]) => !known.has(key))
        .map(([, one]) => problemMessage(one, createdDate, true));
    return { failures, successes: [...successes, ...others] };
}

function keyOf(message: DeployMessage): string {
    return componentKey({ type: message.componentType, fullName: message.fullName });
}

function withWarning(message: DeployMessage, warning: Problem | undefined): DeployMessage {
    if (!warning) return message;
    return { ...message, problem: warning.message, problemType: 'Warning', ...lineOf(warning) };
}

function problemMessage(problem: Problem, createdDate: string, success: boolean): DeployMessage {
    return {
        ...messageOf(problem, problem.path, createdDate, {}),
        success,
        problem: problem.message,
        problemType: success ? 'Warning' : 'Error',
        ...lineOf(problem)
    };
}

function lineOf(problem: Problem): Pick<DeployMessage, 'lineNumber' | 'columnNumber'> {
    return { lineNumber: problem.line, columnNumber: problem.column };
}
