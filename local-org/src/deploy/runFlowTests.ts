/** Flow tests as the test runs of a deployment. */
import type { FlowAutomation, FlowTestOutcome } from '../flow/index.ts';
import type { Org } from '../org.ts';
import { componentId } from './componentId.ts';
import type { DeployOptions, TestFailure, TestResult, TestSuccess } from './deployTypes.ts';

/** Runs the flow tests which a test level asks for. */
export function runFlowTests(org: Org, options: Pick<DeployOptions, 'testLevel' | 'runTests'>): TestResult {
    if (options.testLevel === 'NoTestRun') return describeTests([]);
    const named = options.testLevel === 'RunSpecifiedTests' ? options.runTests : undefined;
    return describeTests(flowTests(org, named));
}

/** Runs the deployed flow tests, all or those named; an org without a flow engine has none. */
export function flowTests(org: Org, names?: readonly string[]): readonly FlowTestOutcome[] {
    return hasFlowTests(org.automation) ? org.automation.runTests(names) : [];
}

function hasFlowTests(automation: Org['automation']): automation is FlowAutomation {
    return 'runTests' in automation && typeof automation.runTests === 'function';
}

function describeTests(outcomes: readonly FlowTestOutcome[]): TestResult {
    const failures = outcomes.filter((outcome) => !outcome.passed).map(describeFailure);
    const successes = outcomes.filter((outcome) => outcome.passed).map(describeSuccess);
    const totalTime = [...successes, ...failures].reduce((sum, test) => sum + test.time, 0);
    const numFailures = failures.length;
    return { numTestsRun: outcomes.length, numFailures, totalTime, successes, failures, codeCoverage: [] };
}

function describeSuccess(outcome: FlowTestOutcome): TestSuccess {
    return {
        id: componentId({ type: 'FlowTest', fullName: outcome.name }),
        name: outcome.flow,
        methodName: outcome.name,
        namespace: null,
        time: Date.parse(outcome.endedAt) - Date.parse(outcome.startedAt)
    };
}

function describeFailure(outcome: FlowTestOutcome): TestFailure {
    const message = outcome.failures.join('\n');
    return { ...describeSuccess(outcome), message, packageName: outcome.flow, stackTrace: message, type: 'FlowTest' };
}
