import type { Problem } from '../metadata/index.ts';

/** One finding about a file of the project. */
export interface Finding {
    /** Relative to the project. */
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
}

/** A problem of a deployment as a finding. */
export function findingOf(problem: Problem, sourceOf: (path: string) => string): Finding {
    const { line, column } = problem;
    return {
        file: sourceOf(problem.path),
        line,
        column,
        message: `${problem.type} ${problem.fullName}: ${problem.message}`
    };
}

/** `file:line:column message`, as editors make a link of. */
export function formatFinding(finding: Finding): string {
    return `${finding.file}:${finding.line}:${finding.column} ${finding.message}`;
}

/** By file, then by place; the same finding once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
    const distinct = new Map(findings.map((finding) => [formatFinding(finding), finding]));
    return [...distinct.values()].sort(
        (one, other) => one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column
    );
}
