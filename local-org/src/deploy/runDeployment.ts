/** Validates a deployment as a whole and applies it as a whole. */
import {
    componentKey,
    sameComponent,
    type ComponentName,
    type MetadataComponent,
    type Problem
} from '../metadata/index.ts';
import type { Candidate, MetadataChange, Org } from '../org.ts';
import {
    deployOptions,
    type DeployMessage,
    type DeployRequest,
    type DeployResult,
    type TestResult
} from './deployTypes.ts';
import { describeOutcome, messageOf, type Outcome } from './describeOutcome.ts';
import type { Deployment, MetadataTables } from './readDeployment.ts';
import { runFlowTests } from './runFlowTests.ts';
import { validate } from './validation/index.ts';
import { compileProblems } from './validation/lightningCompile.ts';

/** Who deploys, and under which number. */
export interface DeployContext {
    readonly id: string;
    readonly userId: string;
    readonly userName: string;
    /** Whether the caller answers for the bundles, whose compilation takes seconds; false when left out. */
    readonly hasCompiledBundles?: boolean;
}

/** Runs one deployment from what was read to its result. */
export function runDeployment(
    org: Org,
    tables: MetadataTables,
    deployment: Deployment,
    request: DeployRequest,
    context: DeployContext
): DeployResult {
    const options = {
        ...deployOptions.parse(request),
        hasCompiledBundles: context.hasCompiledBundles === true,
        userId: context.userId
    };
    const started = org.clock.now().toISOString();
    const outcome = options.rollbackOnError
        ? deployTogether(org, tables, deployment, options)
        : deploySoundPart(org, tables, deployment, options);
    return describeOutcome(outcome, options, context, { started, completed: org.clock.now().toISOString() });
}

type Options = ReturnType<typeof deployOptions.parse> & {
    readonly hasCompiledBundles: boolean;
    readonly userId: string;
};

/** All or nothing. */
function deployTogether(org: Org, tables: MetadataTables, deployment: Deployment, options: Options): Outcome {
    const change = resolveDeletions(org, deployment);
    const problems = [...deployment.problems, ...findProblems(org, tables, deployment, change, options)];
    const failed = problems.some((problem) => isFailure(problem));
    const outcome: Outcome = { messages: successes(org, change), problems, failed, partial: false, tests: noTests };
    if (failed) return outcome;
    return applyWithTests(org, change, options, outcome);
}

/** Takes the components with errors out until the rest holds. */
function deploySoundPart(org: Org, tables: MetadataTables, deployment: Deployment, options: Options): Outcome {
    let change = resolveDeletions(org, deployment);
    const problems = [...deployment.problems];
    for (;;) {
        const bad = new Set(problems.filter((problem) => isFailure(problem)).map(componentKey));
        change = {
            upserts: change.upserts.filter((one) => !bad.has(componentKey(one))),
            deletions: change.deletions.filter((one) => !bad.has(componentKey(one)))
        };
        const found = checkCandidate(org, tables, change, options).filter((problem) => !bad.has(componentKey(problem)));
        problems.push(...found);
        if (!found.some((problem) => isFailure(problem))) break;
        if (!found.some((problem) => isPartOf(change, problem)))
            return { messages: [], problems, failed: true, partial: false, tests: noTests };
    }
    const partial = problems.some((problem) => isFailure(problem));
    return applyWithTests(org, change, options, {
        messages: successes(org, change),
        problems,
        failed: false,
        partial,
        tests: noTests
    });
}

function isPartOf(change: MetadataChange, name: ComponentName): boolean {
    const key = componentKey(name);
    return [...change.upserts, ...change.deletions].some((one) => componentKey(one) === key);
}

const noTests: TestResult = {
    numTestsRun: 0,
    numFailures: 0,
    totalTime: 0,
    successes: [],
    failures: [],
    codeCoverage: []
};

/** Failing tests take the deployment back, as they run inside its transaction. */
function applyWithTests(org: Org, change: MetadataChange, options: Options, outcome: Outcome): Outcome {
    let tests = noTests;
    if (options.checkOnly && options.testLevel === 'NoTestRun') return outcome;
    try {
        org.records.transaction(() => {
            org.metadata.apply({ ...change, userId: options.userId });
            tests = runFlowTests(org, options);
            if (options.checkOnly || tests.numFailures > 0) throw new RollBack();
        });
    } catch (error) {
        if (!(error instanceof RollBack)) throw error;
    }
    return { ...outcome, tests, failed: tests.numFailures > 0 };
}

/** Leaves the transaction without a failure of its own. */
class RollBack extends Error {}

function isFailure(problem: Problem): boolean {
    return problem.severity === 'error';
}

/** Files that cannot be read say nothing about the rest, so the rest is only checked when all are readable. */
function findProblems(
    org: Org,
    tables: MetadataTables,
    deployment: Deployment,
    change: MetadataChange,
    options: Options
): readonly Problem[] {
    if (deployment.problems.some((problem) => problem.severity === 'error')) return [];
    return checkCandidate(org, tables, change, options);
}

function checkCandidate(
    org: Org,
    tables: MetadataTables,
    change: MetadataChange,
    options: Options
): readonly Problem[] {
    const candidate: Candidate = org.metadata.check(change);
    const context = { registry: candidate.registry, schema: candidate.schema, formula: org.formula };
    return distinct([
        ...missingDeletions(org, change, options),
        ...validate(tables, context, change),
        ...(options.hasCompiledBundles ? [] : changedComponents(org, change).flatMap(compileProblems)),
        ...candidate.problems
    ]);
}

function changedComponents(org: Org, { upserts }: MetadataChange): readonly MetadataComponent[] {
    return upserts.filter((one) => {
        const before = org.registry.get(one.type, one.fullName);
        return !before || !sameComponent(before, one);
    });
}

/** Two readers may find the same; the first one knows the place better. */
function distinct(problems: readonly Problem[]): Problem[] {
    const seen = new Map(
        problems.map((one) => [`${componentKey(one)} ${one.message}`, one]).reverse() as [string, Problem][]
    );
    return problems.filter((one) => seen.get(`${componentKey(one)} ${one.message}`) === one);
}

/** Components to delete, with their children; what the org does not hold is left to a warning. */
function resolveDeletions(org: Org, deployment: Deployment): MetadataChange {
    const kept = new Set(deployment.upserts.map(componentKey));
    const children = deployment.deletions.flatMap((name) =>
        name.type === 'CustomObject'
            ? org.registry.all().filter((one) => one.fullName.startsWith(`${name.fullName}.`) && isObjectPart(one))
            : []
    );
    const deletions = [...deployment.deletions, ...children.map(({ type, fullName }) => ({ type, fullName }))];
    return { upserts: deployment.upserts, deletions: deletions.filter((one) => !kept.has(componentKey(one))) };
}

function isObjectPart(component: MetadataComponent): boolean {
    return component.path.startsWith('objects/');
}

/** The one warning of the API itself: it fails a deployment unless warnings are ignored. */
function missingDeletions(org: Org, change: MetadataChange, options: Options): Problem[] {
    return change.deletions
        .filter((name) => !org.registry.get(name.type, name.fullName))
        .map((name) => ({
            ...name,
            path: 'destructiveChanges.xml',
            message: `No ${name.type} named: ${name.fullName} found`,
            line: 1,
            column: 1,
            severity: options.ignoreWarnings ? 'warning' : 'error'
        }));
}

function successes(org: Org, change: MetadataChange): DeployMessage[] {
    const createdDate = org.clock.now().toISOString();
    const deleted = change.deletions.map((name) =>
        messageOf(name, 'destructiveChanges.xml', createdDate, { deleted: true, changed: true })
    );
    const written = change.upserts.map((component) => {
        const before = org.registry.get(component.type, component.fullName);
        const state = { created: !before, changed: !before || !sameComponent(before, component) };
        return messageOf(component, component.path, createdDate, state);
    });
    const manifest = messageOf({ type: '', fullName: 'package.xml' }, 'package.xml', createdDate, { changed: true });
    return [manifest, ...deleted, ...written];
}
