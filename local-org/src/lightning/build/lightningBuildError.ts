import type { BuildProblem } from './protocol.ts';

/** The browser side cannot be built; every problem names its bundle, file and line. */
export class LightningBuildError extends Error {
    readonly code = 'LIGHTNING_BUILD_FAILED';
    readonly problems: readonly BuildProblem[];

    constructor(problems: readonly BuildProblem[]) {
        super(problems.map(describeProblem).join('\n'));
        this.name = 'LightningBuildError';
        this.problems = problems;
    }
}

/** One line for people: `lwc/a/a.js:3:8 There is no custom label c.Title.` */
export function describeProblem({ file, line, column, message }: BuildProblem): string {
    return file ? `${file}:${line}:${column} ${message}` : message;
}
