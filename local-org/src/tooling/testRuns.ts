/** Test runs of the Tooling API: flow tests, as `sf logic run test` asks for them. */
import { z } from 'zod';
import { componentId } from '../deploy/componentId.ts';
import { flowTests } from '../deploy/runFlowTests.ts';
import type { FlowTestOutcome } from '../flow/index.ts';
import type { Org } from '../org.ts';
import { makeId } from '../schema/recordId.ts';
import type { ToolingRow } from './toolingQuery.ts';

/** What a client asks to run: named tests, or a test level. */
export const testRequest = z.object({
    tests: z
        .array(z.object({ className: z.string().optional(), testMethods: z.array(z.string()).optional() }))
        .optional(),
    classNames: z.string().optional(),
    testLevel: z.string().optional()
});

export type TestRequest = z.infer<typeof testRequest>;

/** Flows stand in front of test names as classes with this prefix. */
const flowPrefix = /^FlowTesting\./;

/** The test runs of an org and their rows. A run has ended when its id is known. */
export class TestRuns {
    readonly #org: Org;
    readonly #rows: Record<'queue' | 'results' | 'runs', ToolingRow[]> = { queue: [], results: [], runs: [] };
    #count = 0;

    constructor(org: Org) {
        this.#org = org;
    }

    /** Runs tests and answers the id of the run. */
    start(request: TestRequest, userId: string): string {
        const runId = this.#nextId('707');
        const outcomes = runRequested(this.#org, request);
        const startedAt = this.#org.clock.now().toISOString();
        for (const outcome of outcomes) this.#add(runId, outcome);
        this.#rows.runs.push({
            Id: this.#nextId('05m'),
            AsyncApexJobId: runId,
            Status: 'Completed',
            ClassesCompleted: outcomes.length,
            ClassesEnqueued: outcomes.length,
            MethodsEnqueued: outcomes.length,
            MethodsCompleted: outcomes.length,
            MethodsFailed: outcomes.filter((outcome) => !outcome.passed).length,
            StartTime: startedAt,
            EndTime: this.#org.clock.now().toISOString(),
            TestTime: outcomes.reduce((sum, outcome) => sum + duration(outcome), 0),
            TestSetupTime: 0,
            UserId: userId
        });
        return runId;
    }

    queueItems(): readonly ToolingRow[] {
        return this.#rows.queue;
    }

    flowTestResults(): readonly ToolingRow[] {
        return this.#rows.results;
    }

    runResults(): readonly ToolingRow[] {
        return this.#rows.runs;
    }

    #add(runId: string, outcome: FlowTestOutcome): void {
        const itemId = this.#nextId('709');
        const status = { Status: 'Completed', ExtendedStatus: outcome.failures.join('\n') };
        const parent = { ParentJobId: runId, TestRunResultId: runId };
        this.#rows.queue.push({ Id: itemId, ApexClassId: null, ...parent, ...status });
        this.#rows.results.push({
            Id: this.#nextId('9BB'),
            ApexTestQueueItemId: itemId,
            Result: outcome.passed ? 'Pass' : 'Fail',
            TestStartDateTime: outcome.startedAt,
            TestEndDateTime: outcome.endedAt,
            FlowTest: { Id: componentId({ type: 'FlowTest', fullName: outcome.name }), DeveloperName: outcome.name },
            FlowDefinition: {
                Id: componentId({ type: 'Flow', fullName: outcome.flow }),
                DeveloperName: outcome.flow,
                NamespacePrefix: null
            }
        });
    }

    #nextId(prefix: string): string {
        this.#count += 1;
        return makeId(prefix, this.#count);
    }
}

/** Runs what a request names; a test level means every test. */
export function runRequested(org: Org, request: TestRequest): readonly FlowTestOutcome[] {
    const named = namedTests(request);
    const outcomes = flowTests(org);
    if (named.length === 0) return outcomes;
    return outcomes.filter((outcome) =>
        named.some(({ flow, test }) => {
            if (test !== undefined) return flow === outcome.flow && test === outcome.name;
            return [outcome.flow, outcome.name, `${outcome.flow}.${outcome.name}`].includes(flow);
        })
    );
}

interface NamedTest {
    readonly flow: string;
    /** Every test of the flow when left out. */
    readonly test?: string;
}

function namedTests(request: TestRequest): NamedTest[] {
    const classes = request.classNames?.split(',').map((className) => ({ className: className.trim() })) ?? [];
    return [...(request.tests ?? []), ...classes].flatMap((one): NamedTest[] => {
        const flow = (one.className ?? '').replace(flowPrefix, '');
        const tests = 'testMethods' in one ? one.testMethods : undefined;
        return tests ? tests.map((test) => ({ flow, test })) : [{ flow }];
    });
}

function duration(outcome: FlowTestOutcome): number {
    return Date.parse(outcome.endedAt) - Date.parse(outcome.startedAt);
}
