/** The outcomes as tables and as one line. */
import { verdicts, type FlowOutcome, type Verdict } from './outcome.ts';

/** The figures of a check. */
export type FlowFigures = Readonly<Record<Verdict, number>> & {
    readonly projects: number;
    /** Projects that are no source format as the CLI reads it. */
    readonly unreadable: number;
    /** Flows looked at, of every kind. */
    readonly found: number;
    /** Of them those that need a person, Apex or another runtime. */
    readonly outOfScope: number;
    /** Flows that were tried. */
    readonly flows: number;
};

/** Counts outcomes. */
export function figuresOf(
    seen: Pick<FlowFigures, 'projects' | 'unreadable' | 'outOfScope'>,
    outcomes: readonly FlowOutcome[]
): FlowFigures {
    const counts = Object.fromEntries(
        verdicts.map((verdict) => [verdict, outcomes.filter((one) => one.verdict === verdict).length])
    ) as Record<Verdict, number>;
    return { ...seen, found: outcomes.length + seen.outOfScope, flows: outcomes.length, ...counts };
}

/** One row for each project, and the reasons of what did not run. */
export function report(outcomes: readonly FlowOutcome[]): string {
    const byProject = Map.groupBy(outcomes, ({ project }) => project);
    const rows = [...byProject].map(([project, its]) => {
        const counts = verdicts.map((verdict) => String(its.filter((one) => one.verdict === verdict).length));
        return [project, String(its.length), ...counts].join('\t');
    });
    const reasons = outcomes
        .filter(({ verdict }) => verdict !== 'ran')
        .map(({ project, flow, verdict, reason }) => `${verdict}\t${project}\t${flow}\t${reason}`);
    return [['project', 'flows', ...verdicts].join('\t'), ...rows, '', ...reasons.toSorted()].join('\n');
}
