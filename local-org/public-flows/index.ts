/** Door of the check of public flows. */
import { loadMetadataTables } from '../src/deploy/index.ts';
import { messageOf } from '../src/errors.ts';
import { checkProject } from './checkProject.ts';
import type { FlowOutcome } from './outcome.ts';
import { findProjects, readProject } from './readProjects.ts';
import { figuresOf, type FlowFigures } from './report.ts';

export type { FlowOutcome, Verdict } from './outcome.ts';
export { report, type FlowFigures } from './report.ts';

/** What a check found. */
export interface FlowCheck {
    readonly outcomes: readonly FlowOutcome[];
    readonly figures: FlowFigures;
}

/**
 * Tries the flows of every project below a folder, each project in an org of its own. `onUnreadable` is told of
 * projects whose files the converter of the CLI does not read.
 */
export async function checkPublicFlows(
    dataDir: string,
    onUnreadable: (project: string, reason: string) => void = () => undefined
): Promise<FlowCheck> {
    const tables = loadMetadataTables();
    const names = findProjects(dataDir);
    const outcomes: FlowOutcome[] = [];
    let [outOfScope, unreadable] = [0, 0];
    for (const name of names) {
        try {
            const project = readProject(tables, dataDir, name);
            outOfScope += project.outOfScope.length;
            if (project.flows.length > 0) outcomes.push(...(await checkProject(tables, project)));
        } catch (error) {
            unreadable += 1;
            onUnreadable(name, messageOf(error));
        }
    }
    return { outcomes, figures: figuresOf({ projects: names.length, unreadable, outOfScope }, outcomes) };
}
