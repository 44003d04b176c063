import type { MetadataFile } from '../metadata/index.ts';
import type { Org } from '../org.ts';
import { makeId } from '../schema/recordId.ts';
import { deployOptions, type DeployOptions, type DeployRequest, type DeployResult } from './deployTypes.ts';
import { readDeployment, type MetadataTables } from './readDeployment.ts';
import { readZip } from './readZip.ts';
import { runDeployment } from './runDeployment.ts';

/** A deployment that clients may ask about. */
export interface DeployJob {
    readonly options: DeployOptions;
    readonly result: DeployResult;
    readonly files: readonly MetadataFile[];
}

/** How many deployments are remembered; older ones are unknown to clients, as they are after days in a real org. */
const remembered = 50;

/** The deployments of an org, by id. They end before their id is known, so that none can be cancelled. */
export class DeployJobs {
    readonly #org: Org;
    readonly #tables: MetadataTables;
    readonly #jobs = new Map<string, DeployJob>();
    #started = 0;

    constructor(org: Org, tables: MetadataTables) {
        this.#org = org;
        this.#tables = tables;
    }

    /**
     * Runs a deployment.
     * @throws ZipRefusedError for a zip that cannot be unpacked.
     */
    start(zip: Uint8Array, request: DeployRequest, userId: string): DeployJob {
        return this.#run(readZip(zip), request, userId);
    }

    /** Deploys what a validation has found sound; undefined when there is no such validation. */
    startValidated(validationId: string, userId: string): DeployJob | undefined {
        const validation = this.find(validationId);
        if (!validation?.options.checkOnly || !validation.result.success) return undefined;
        return this.#run(validation.files, { ...validation.options, checkOnly: false }, userId);
    }

    /** A deployment by its id of 15 or 18 characters. */
    find(id: string): DeployJob | undefined {
        return this.#jobs.get(id.slice(0, 15));
    }

    #run(files: readonly MetadataFile[], request: DeployRequest, userId: string): DeployJob {
        this.#started += 1;
        const id = makeId('0Af', this.#org.clock.now().getTime() * 100 + (this.#started % 100));
        const userName = this.#userName(userId);
        const deployment = readDeployment(this.#tables, files);
        const result = runDeployment(this.#org, this.#tables, deployment, request, { id, userId, userName });
        const job = { options: deployOptions.parse(request), result, files };
        this.#jobs.set(id.slice(0, 15), job);
        const [oldest] = this.#jobs.keys();
        if (this.#jobs.size > remembered && oldest) this.#jobs.delete(oldest);
        return job;
    }

    #userName(userId: string): string {
        const user = this.#org.records.retrieve(this.#org.systemExecution(), 'User', userId);
        return String(user?.Name ?? userId);
    }
}
