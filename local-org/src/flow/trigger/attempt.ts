import { SalesforceError } from '../../errors.ts';
import { FlowError } from '../flowError.ts';
import { runInterviews } from '../run/interpreter.ts';
import type { Interview } from '../run/interview.ts';
import { RollbackRequest } from '../run/rollback.ts';
import type { RuntimeParts } from '../run/runtime.ts';

/** Thrown to roll back the changes of interviews that nobody else refuses. */
class InterviewsFailed extends Error {}

/**
 * Runs interviews in a transaction of their own, for work that no save can refuse. When some fail without a
 * fault path everything is rolled back and the others run again; the failed ones are reported to the admin.
 * @param create makes fresh interviews for the sources that have not failed.
 * @returns the interviews of the last attempt, and those that failed.
 */
export function runInTransaction<Source>(
    sources: readonly Source[],
    create: (source: Source) => Interview,
    parts: RuntimeParts
): ReadonlyMap<Source, Interview> {
    const done = new Map<Source, Interview>();
    let open = sources;
    while (open.length > 0) {
        const interviews = new Map(open.map((source) => [source, create(source)]));
        const failed = attempt([...interviews.values()], parts);
        for (const [source, interview] of interviews)
            if (failed.length === 0 || failed.includes(interview)) done.set(source, interview);
        if (failed.length === 0) break;
        open = open.filter((source) => !done.has(source));
    }
    return done;
}

/** The interviews that failed; none means that the changes are kept. */
function attempt(interviews: readonly Interview[], parts: RuntimeParts): readonly Interview[] {
    const traced = new Set<Interview>();
    try {
        runSegments(interviews, { ...parts, keepTrace: (interview) => void traced.add(interview) });
    } catch (error) {
        if (!(error instanceof InterviewsFailed)) throw error;
    }
    const failed = interviews.filter(({ status }) => status === 'Failed');
    const kept =
        failed.length === 0
            ? [...traced]
            : [...traced].filter((one) => one.status === 'Failed' || !interviews.includes(one));
    for (const interview of kept) parts.keepTrace(interview);
    for (const interview of failed) reportFailure(interview, parts);
    return failed;
}

/** Each Roll Back Records element ends a transaction; the interviews go on in the next one. */
function runSegments(interviews: readonly Interview[], parts: RuntimeParts): void {
    for (;;) {
        try {
            parts.services.records.transaction(() => {
                runInterviews(interviews, parts);
                if (interviews.some(({ status }) => status === 'Failed')) throw new InterviewsFailed();
            });
            return;
        } catch (error) {
            if (!(error instanceof RollbackRequest)) throw error;
        }
    }
}

/** The e-mail that the platform sends to the admin. */
function reportFailure(interview: Interview, parts: RuntimeParts): void {
    parts.send({
        kind: 'flowError',
        flow: interview.flow.name,
        element: interview.steps.at(-1)?.element ?? '',
        sentAt: parts.services.clock.now().toISOString(),
        recipients: [],
        subject: `Error occurred in flow ${interview.flow.label}`,
        body: interview.error ?? '',
        parameters: { interview: interview.id, trigger: interview.start.trigger }
    });
}

/** Whether an error ends one piece of work only and is not a bug. */
export function isWorkError(error: unknown): boolean {
    return error instanceof SalesforceError || error instanceof FlowError;
}
