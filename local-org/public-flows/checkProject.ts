/** One project from its components to what became of its flows. */
import type { Flow } from '@salesforce/types/metadata';
import { createOrg } from '../src/createOrg.ts';
import { deployComponents } from '../src/deploy/index.ts';
import type { MetadataTables } from '../src/deploy/readDeployment.ts';
import { createFlowAutomation, type FlowAutomation } from '../src/flow/index.ts';
import { isoText } from '../src/flow/metadata.ts';
import { componentKey, type MetadataComponent } from '../src/metadata/index.ts';
import { PendingStore } from '../src/store/pendingStore.ts';
import { refusalVerdict, type FlowOutcome } from './outcome.ts';
import type { PublicProject } from './readProjects.ts';
import { startFlow, type CheckedOrg } from './startFlow.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Deploys a project into an org of its own and starts each of its flows once. */
export async function checkProject(tables: MetadataTables, project: PublicProject): Promise<readonly FlowOutcome[]> {
    const outcomes: FlowOutcome[] = [];
    const told = (flow: string, verdict: FlowOutcome['verdict'], reason: string): void =>
        void outcomes.push({ project: project.name, flow, verdict, reason });
    const invalid = new Map(
        project.problems
            .filter((one) => one.type === 'Flow' && one.severity === 'error')
            .map((one) => [one.fullName, one])
    );
    for (const { fullName } of project.flows.filter((flow) => invalid.has(flow.fullName)))
        told(fullName, 'invalid', invalid.get(fullName)?.message ?? '');
    const flows = project.flows.filter((flow) => !invalid.has(flow.fullName));
    const checked = openCheckedOrg(startOf(flows));
    try {
        const base = deploySound(checked, tables, project.base);
        const lost = project.base.filter((one) => base.has(componentKey(one))).map(({ fullName }) => fullName);
        const drafts = project.outOfScope.filter((flow) => !invalid.has(flow.fullName));
        const refused = deploySound(checked, tables, [...drafts, ...flows]);
        for (const flow of flows) {
            const messages = refused.get(componentKey(flow));
            if (messages) told(flow.fullName, refusalVerdict(messages, lost), messages.join(' | '));
            else {
                const { verdict, reason } = await startFlow(checked, flow);
                told(flow.fullName, verdict, reason);
            }
        }
    } finally {
        checked.org.stop();
    }
    return outcomes;
}

/** What the org said against components, by component; the others are deployed. */
type Refusals = ReadonlyMap<string, readonly string[]>;

function deploySound({ org }: CheckedOrg, tables: MetadataTables, components: readonly MetadataComponent[]): Refusals {
    const deployment = { upserts: components, deletions: [], problems: [] };
    const result = deployComponents(org, tables, deployment, org.users.admin, { rollbackOnError: false });
    const said = new Map<string, string[]>();
    for (const { componentType: type, fullName, problem = '' } of result.details.componentFailures) {
        const key = componentKey({ type, fullName });
        said.set(key, [...(said.get(key) ?? []), problem]);
    }
    return said;
}

/** Before the first date of a schedule, so that flows that once ran still run. */
function startOf(flows: readonly MetadataComponent[]): number {
    const dates = flows.flatMap(({ content }) => (content as Flow).start?.schedule?.startDate ?? []);
    return Math.min(Date.now(), ...dates.map((date) => Date.parse(isoText(date)) - DAY_MS));
}

function openCheckedOrg(start: number): CheckedOrg {
    let time = start;
    let flows: FlowAutomation | undefined;
    const org = createOrg({
        clock: { now: () => new Date(time) },
        automation: (parts) => (flows = createFlowAutomation({ ...parts, pending: new PendingStore(parts.database) })),
        onDeliveryError: () => undefined
    });
    if (!flows) throw new Error('The org was made without flows.');
    const later = (days: number): void => {
        time += days * DAY_MS;
        org.automation.runDue(org.clock.now());
    };
    return { org, flows, later };
}
