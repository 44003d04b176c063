import { connectionOf, numberOf, textOf, type RecordNode } from 'c/graphqlAnswer';

/** Kinds of definitions that a bridge can refuse. */
export const KINDS = ['signal', 'alarm', 'dependency', 'rule'] as const;

/** Kind of a refused definition. */
export type ProblemKind = (typeof KINDS)[number];

/** One definition that a bridge refuses. */
export interface Problem {
    readonly key: string;
    readonly bridge: string;
    readonly kind: ProblemKind;
    /** Developer name of the record. */
    readonly name: string;
    readonly reason: string;
}

/** What all bridges have said. */
export interface BridgeReport {
    readonly bridges: number;
    readonly problems: readonly Problem[];
    /** Problems that are known by number only. */
    readonly more: number;
    /** ISO time of the newest report, empty when there is none. */
    readonly reportedAt: string;
}

/** Reads what the bridges have written. @throws when a record holds something else than a list of problems */
export function readReport(data: unknown): BridgeReport {
    const { nodes } = connectionOf(data, 'bridges');
    const problems = nodes.flatMap(problemsOf);
    const total = nodes.reduce((sum, node) => sum + (numberOf(node, 'Definition_Problem_Count__c') ?? 0), 0);
    const times = nodes.map((node) => textOf(node, 'Reported_At__c')).sort();
    return {
        bridges: nodes.length,
        problems,
        more: Math.max(0, total - problems.length),
        reportedAt: times[times.length - 1] ?? ''
    };
}

function problemsOf(node: RecordNode): Problem[] {
    const text = textOf(node, 'Definition_Problems__c');
    if (text === '') return [];
    const bridge = textOf(node, 'Bridge__c');
    const entries: unknown = JSON.parse(text);
    if (!Array.isArray(entries)) throw new Error(`${bridge}: ${text.slice(0, 80)}`);
    return entries.map((entry: Partial<Problem>, at) => ({
        key: `${bridge}:${String(at)}`,
        bridge,
        kind: KINDS.find((kind) => kind === entry.kind) ?? 'signal',
        name: String(entry.name ?? ''),
        reason: String(entry.reason ?? '')
    }));
}
