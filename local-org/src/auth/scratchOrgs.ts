import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { orgIdOf, type LocalOrg } from '../createOrg.ts';
import type { OrgSettings } from '../org.ts';
import type { SqlRow } from '../store/database.ts';

/** An org with its HTTP side. */
export interface ServedOrg {
    readonly org: LocalOrg;
    readonly app: FastifyInstance;
}

/** How the orgs of a dev hub are opened. */
export interface ScratchOrgOptions {
    readonly hub: LocalOrg;
    /** Folder of the hub; scratch orgs are kept below it, or in memory. */
    readonly dataDir: string | undefined;
    readonly instanceUrl: () => string;
    open(
        number: number,
        dataDir: string | undefined,
        settings: Partial<Omit<OrgSettings, 'users'>>
    ): Promise<ServedOrg>;
    readonly onFailure: (error: unknown) => void;
}

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
/** The sf CLI takes the login address as it stands only from instances whose name ends in `s`. */
const INSTANCE = 'LOCALS';

/**
 * Scratch orgs of a dev hub: a ScratchOrgInfo makes one, deleting its ActiveScratchOrg removes it. All orgs share
 * one address; a call belongs to the org that its access token, code or SOAP session names.
 */
export class ScratchOrgs {
    readonly #options: ScratchOrgOptions;
    readonly #open = new Map<string, ServedOrg>();
    #work: Promise<void> = Promise.resolve();

    constructor(options: ScratchOrgOptions) {
        this.#options = options;
        options.hub.onCommit((changed) => {
            if (changed.has('ScratchOrgInfo')) this.#later(() => this.#createRequested());
            if (changed.has('ActiveScratchOrg')) this.#later(() => this.#removeDeleted());
        });
    }

    /** Opens the scratch orgs of an earlier process again. */
    async restore(): Promise<void> {
        const sql = `SELECT * FROM "ScratchOrgInfo" WHERE "Status" = 'Active' AND "IsDeleted" = 0`;
        if (this.#options.dataDir === undefined) return;
        for (const row of this.#options.hub.database.all(sql)) await this.#openOrg(row, String(row['ScratchOrg']));
    }

    /** Ends every scratch org; may be called twice. */
    async stop(): Promise<void> {
        await this.#work;
        for (const id of [...this.#open.keys()]) await this.#close(id);
    }

    /** The open scratch org with this id, of 15 or 18 characters. */
    find(orgId: string): LocalOrg | undefined {
        return this.#open.get(orgId.slice(0, 15))?.org;
    }

    /** Answers the call when it belongs to a scratch org; `own` answers every other. */
    route(request: IncomingMessage, response: ServerResponse, own: () => void): void {
        if (this.#open.size === 0) return own();
        const id = orgIn(`${request.headers.authorization ?? ''} ${request.headers.cookie ?? ''} ${request.url ?? ''}`);
        if (id || !/^\/+services\/(Soap|oauth2)\//.test(request.url ?? ''))
            return this.#answer(id, request, response, own);
        // SOAP sessions and authorization codes are in the body: its beginning is read and put back.
        request.once('readable', () => {
            const beginning: unknown = request.read();
            if (Buffer.isBuffer(beginning)) request.unshift(beginning);
            this.#answer(orgIn(Buffer.isBuffer(beginning) ? beginning.toString('latin1') : ''), request, response, own);
        });
    }

    #answer(id: string | undefined, request: IncomingMessage, response: ServerResponse, own: () => void): void {
        const found = id === undefined ? undefined : this.#open.get(id);
        if (found) found.app.routing(request, response);
        else own();
    }

    /** One change of the scratch orgs after the other. */
    #later(work: () => Promise<void>): void {
        this.#work = this.#work.then(work).catch(this.#options.onFailure);
    }

    async #createRequested(): Promise<void> {
        const { database } = this.#options.hub;
        const sql = `SELECT * FROM "ScratchOrgInfo" WHERE "ScratchOrg" IS NULL AND "IsDeleted" = 0 AND "Status" <> 'Error'`;
        for (const request of database.all(sql)) {
            const id = String(request['Id']);
            try {
                await this.#create(request);
            } catch (error) {
                database.run(
                    `UPDATE "ScratchOrgInfo" SET "Status" = 'Error', "ErrorCode" = 'S-1000' WHERE "Id" = ?`,
                    id
                );
                this.#options.onFailure(error);
            }
        }
    }

    async #create(request: SqlRow): Promise<void> {
        const { database } = this.#options.hub;
        const latest = database.get('SELECT MAX("ScratchOrg") AS latest FROM "ScratchOrgInfo"')?.['latest'];
        // The hub itself is number 1.
        const number = typeof latest === 'string' ? Number(latest.slice(3)) + 1 : 2;
        const shortId = orgIdOf(number).slice(0, 15);
        const { org } = await this.#openOrg(request, shortId);
        const username = String(request['Username'] ?? `test-${randomBytes(6).toString('hex')}@example.com`);
        const sql = 'UPDATE "User" SET "Username" = ?, "Email" = ? WHERE "Id" = ?';
        org.database.run(sql, username, username, org.users.admin);
        this.#tell(request, org, username);
    }

    /** Completes the request, which the client polls. */
    #tell(request: SqlRow, org: LocalOrg, username: string): void {
        const { hub, instanceUrl } = this.#options;
        const client = String(request['ConnectedAppConsumerKey'] ?? 'PlatformCLI');
        const facts = {
            ScratchOrg: org.orgId.slice(0, 15),
            SignupUsername: username,
            ExpirationDate: org.settings.trialExpirationDate?.slice(0, 10) ?? ''
        };
        const outcome: Readonly<Record<string, string>> = {
            ...facts,
            Status: 'Active',
            SignupInstance: INSTANCE,
            LoginUrl: instanceUrl(),
            AuthCode: org.auth.openAuthorizationCode(org.users.admin, client),
            ConnectedAppConsumerKey: client
        };
        const id = String(request['Id']);
        const columns = Object.keys(outcome).map((column) => `"${column}" = ?`);
        hub.database.run(
            `UPDATE "ScratchOrgInfo" SET ${columns.join(', ')} WHERE "Id" = ?`,
            ...Object.values(outcome),
            id
        );
        const active = { ...facts, ScratchOrgInfoId: id, OrgName: org.settings.name };
        hub.records.insert(hub.systemExecution(), 'ActiveScratchOrg', [active]);
    }

    async #removeDeleted(): Promise<void> {
        const { database } = this.#options.hub;
        const sql = 'SELECT 1 AS found FROM "ActiveScratchOrg" WHERE "ScratchOrg" = ? AND "IsDeleted" = 0';
        for (const id of [...this.#open.keys()]) {
            if (database.get(sql, id)) continue;
            database.run(`UPDATE "ScratchOrgInfo" SET "Status" = 'Deleted' WHERE "ScratchOrg" = ?`, id);
            await this.#close(id);
            const folder = this.#folder(id);
            if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
        }
    }

    async #openOrg(request: SqlRow, shortId: string): Promise<ServedOrg> {
        const days = Number(request['DurationDays'] ?? DEFAULT_DAYS);
        const expires = Date.parse(String(request['CreatedDate'])) + days * DAY_MS;
        const served = await this.#options.open(Number(shortId.slice(3)), this.#folder(shortId), {
            name: String(request['OrgName'] ?? 'Scratch Org'),
            isSandbox: true,
            instanceName: INSTANCE,
            trialExpirationDate: new Date(expires).toISOString(),
            organizationType: `${String(request['Edition'] ?? 'Developer')} Edition`
        });
        served.org.start();
        this.#open.set(shortId, served);
        return served;
    }

    async #close(id: string): Promise<void> {
        const served = this.#open.get(id);
        this.#open.delete(id);
        if (!served) return;
        await served.app.close();
        served.org.stop();
    }

    #folder(id: string): string | undefined {
        const { dataDir } = this.#options;
        return dataDir === undefined ? undefined : path.join(dataDir, 'scratch', id);
    }
}

/** The 15-character org id that begins access tokens, authorization codes and refresh tokens; forms escape the `!`. */
function orgIn(text: string): string | undefined {
    return /(00D\w{12})(?:!|%21|\.)/.exec(text)?.[1];
}
