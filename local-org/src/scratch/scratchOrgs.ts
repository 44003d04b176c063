/** Scratch orgs: each is an org of its own on a port of its own, and ends with its Dev Hub. */
import type { CreateOrgOptions, LocalOrg } from '../createOrg.ts';
import type { SqlRow } from '../store/database.ts';

/** What starting a scratch org needs from the outside. */
export interface ScratchOrgStart {
    readonly number: number;
    readonly settings: NonNullable<CreateOrgOptions['settings']>;
}

/** A scratch org that listens. */
export interface ScratchOrg {
    readonly org: LocalOrg;
    readonly url: string;
    stop(): Promise<void>;
}

/** Starts an org; injected, because whoever starts orgs also starts these. */
export type StartScratchOrg = (options: ScratchOrgStart) => Promise<ScratchOrg>;

/** Days a scratch org lasts when nobody says otherwise, and a day in milliseconds. */
const defaultDays = 7;
const dayMs = 24 * 60 * 60_000;

/** The sf CLI takes the login address as it stands only from instances whose name ends in `s`. */
const instanceName = 'LOCALS';

/** Watches a Dev Hub for requests of scratch orgs (`ScratchOrgInfo`) and for their ends (`ActiveScratchOrg`). */
export class ScratchOrgs {
    readonly #hub: LocalOrg;
    readonly #start: StartScratchOrg;
    readonly #onFailure: (error: unknown) => void;
    readonly #orgs = new Map<string, ScratchOrg>();
    readonly #underWay = new Map<string, Promise<void>>();
    #count = 0;

    constructor(hub: LocalOrg, start: StartScratchOrg, onFailure: (error: unknown) => void) {
        this.#hub = hub;
        this.#start = start;
        this.#onFailure = onFailure;
    }

    /** Begins to watch. */
    watch(): void {
        this.#hub.onCommit((changed) => {
            for (const id of changed.get('ScratchOrgInfo') ?? []) this.#request(id);
            if (changed.has('ActiveScratchOrg')) this.#endDeleted();
        });
    }

    /** Ends every scratch org; may be called twice. */
    async stop(): Promise<void> {
        await Promise.all(this.#underWay.values());
        const orgs = [...this.#orgs.values()];
        this.#orgs.clear();
        for (const scratch of orgs) await scratch.stop();
    }

    #request(id: string): void {
        const request = this.#hub.database.get('SELECT * FROM "ScratchOrgInfo" WHERE "Id" = ?', id);
        if (!request || request['ScratchOrg'] !== null || this.#underWay.has(id)) return;
        const creating = this.#create(id, request).catch((error: unknown) => {
            this.#onFailure(error);
            this.#hub.database.run(
                'UPDATE "ScratchOrgInfo" SET "Status" = ?, "ErrorCode" = ? WHERE "Id" = ?',
                'Error',
                'S-1000',
                id
            );
        });
        this.#underWay.set(id, creating);
        void creating.finally(() => this.#underWay.delete(id));
    }

    async #create(id: string, request: SqlRow): Promise<void> {
        this.#count += 1;
        const days = Number(request['DurationDays'] ?? defaultDays);
        const expires = new Date(this.#hub.clock.now().getTime() + days * dayMs).toISOString();
        const scratch = await this.#start({
            // The hub itself is number 1.
            number: this.#count + 1,
            settings: {
                name: String(request['OrgName'] ?? 'Scratch Org'),
                instanceName,
                isSandbox: true,
                trialExpirationDate: expires,
                organizationType: `${String(request['Edition'] ?? 'Developer')} Edition`
            }
        });
        this.#orgs.set(id, scratch);
        this.#tell(id, request, scratch, expires.slice(0, 10));
    }

    /** Completes the request, which the client polls. */
    #tell(id: string, request: SqlRow, scratch: ScratchOrg, expirationDate: string): void {
        const { org, url } = scratch;
        const username = String(request['Username'] ?? `test-${org.orgId.slice(10, 15).toLowerCase()}@local-org.test`);
        org.database.run('UPDATE "User" SET "Username" = ? WHERE "Id" = ?', username, org.users.admin);
        const client = String(request['ConnectedAppConsumerKey'] ?? 'PlatformCLI');
        const facts = { ScratchOrg: org.orgId.slice(0, 15), SignupUsername: username, ExpirationDate: expirationDate };
        const outcome: Record<string, string> = {
            ...facts,
            Status: 'Active',
            SignupInstance: instanceName,
            LoginUrl: url,
            AuthCode: org.auth.openAuthorizationCode(org.users.admin, client)
        };
        const columns = Object.keys(outcome).map((column) => `"${column}" = ?`);
        const values = Object.values(outcome);
        this.#hub.database.run(`UPDATE "ScratchOrgInfo" SET ${columns.join(', ')} WHERE "Id" = ?`, ...values, id);
        const active = { ...facts, ScratchOrgInfoId: id, OrgName: String(request['OrgName'] ?? '') };
        this.#hub.records.insert(this.#hub.systemExecution(), 'ActiveScratchOrg', [active], { allOrNone: true });
    }

    #endDeleted(): void {
        for (const [id, scratch] of this.#orgs) {
            const sql = 'SELECT "Id" FROM "ActiveScratchOrg" WHERE "ScratchOrgInfoId" = ?';
            if (this.#hub.database.get(sql, id)) continue;
            this.#orgs.delete(id);
            this.#hub.database.run('UPDATE "ScratchOrgInfo" SET "Status" = ? WHERE "Id" = ?', 'Deleted', id);
            scratch.stop().catch(this.#onFailure);
        }
    }
}
