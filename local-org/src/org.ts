import type { MetadataComponent, MetadataRegistry, Problem } from './metadata/component.ts';
import type {
    Automation,
    Clock,
    Execution,
    FormulaService,
    MetadataConsumer,
    PlatformEvent,
    RecordData,
    Records,
    Schema
} from './platform.ts';

/**
 * One Salesforce org. Folders that serve HTTP export a Fastify plugin `xxxRoutes(org: Org): FastifyPluginAsync`,
 * which `server.ts` registers; `executionOf(org, request)` of `rest/session.ts` tells who calls.
 *
 * `schema`, `registry`, `automation` change with a deployment: read them from the org when needed, never keep them.
 */
export interface Org {
    /** 18 characters, prefix 00D. */
    readonly orgId: string;
    readonly schema: Schema;
    /** What has been deployed. */
    readonly registry: MetadataRegistry;
    readonly metadata: MetadataHome;
    readonly records: Records;
    readonly events: EventBus;
    readonly auth: Auth;
    readonly access: Access;
    readonly clock: Clock;
    readonly automation: Automation;
    readonly formula: FormulaService;
    readonly limits: OrgLimits;
    readonly settings: OrgSettings;
    /** A new transaction of the Automated Process user, without permission checks and with fresh limits. */
    systemExecution(): Execution;
    /** A new transaction of a user, with permission checks and fresh limits. */
    userExecution(userId: string): Execution;
    /** Runs `listener` after every commit that changed records, with the ids by object. */
    onCommit(listener: (changed: ReadonlyMap<string, ReadonlySet<string>>) => void): void;
    /** Delivers events and runs due automation until `stop`. */
    start(): void;
    /** Ends timers and closes the store; may be called twice. */
    stop(): void;
}

/** What a deployment changes. */
export interface MetadataChange {
    readonly upserts: readonly MetadataComponent[];
    readonly deletions: readonly { readonly type: string; readonly fullName: string }[];
    /** Who makes it; an administrator when left out. */
    readonly userId?: string;
}

/** When a component came to the org and was last changed, ISO 8601 in UTC, and by whom. */
export interface ComponentHistory {
    readonly createdDate: string;
    readonly createdById: string;
    readonly lastModifiedDate: string;
    readonly lastModifiedById: string;
}

/** The org as it would be after a change. */
export interface Candidate {
    readonly registry: MetadataRegistry;
    readonly schema: Schema;
    /** What stands against it in objects, fields and the consumers' own metadata. */
    readonly problems: readonly Problem[];
}

/** Where deployed metadata lives. The deploy folder validates files and references, then calls `check` and `apply`. */
export interface MetadataHome {
    /** The org as it would be, with the findings of schema and consumers; changes nothing. */
    check(change: MetadataChange): Candidate;
    /**
     * Takes a change over in one transaction: stores components, alters tables, keeps the rows of custom metadata,
     * permission sets and queues in step, and tells the consumers.
     * @throws MetadataRefusedError when `check` finds errors.
     */
    apply(change: MetadataChange): void;
    /** What is known of a component's past; undefined when the org has no such component. */
    history(type: string, fullName: string): ComponentHistory | undefined;
    /** Takes part in every later check and apply. */
    register(consumer: MetadataConsumer): void;
}

/** What went wrong when a change that does not hold was applied. */
export class MetadataRefusedError extends Error {
    readonly problems: readonly Problem[];

    constructor(problems: readonly Problem[]) {
        super(problems.map((problem) => `${problem.type} ${problem.fullName}: ${problem.message}`).join('\n'));
        this.name = 'MetadataRefusedError';
        this.problems = problems;
    }
}

/** Platform events: published through `Records.insert`, kept for 72 hours, told to subscribers in order. */
export interface EventBus {
    /** Events of an object after a replay id, oldest first; at most `limit`. */
    since(objectName: string, replayId: number, limit: number): PlatformEvent[];
    /** Replay id of the oldest kept and of the newest event; 0 when there is none. */
    range(objectName: string): { readonly oldest: number; readonly newest: number };
    /** Calls `listener` for each new event of the object; the result ends the subscription. */
    subscribe(objectName: string, listener: (event: PlatformEvent) => void): () => void;
    /** Publishes at once, outside any transaction; for the Pub/Sub API. */
    publish(objectName: string, payload: RecordData, userId: string): PlatformEvent;
    /** Counts deliveries to streaming clients against the daily allocation. */
    countDelivery(events: number): void;
    /** Resolves when no published event waits for automation any more. */
    idle(): Promise<void>;
}

/** Who is behind an access token. */
export interface Session {
    readonly accessToken: string;
    readonly userId: string;
    readonly orgId: string;
    readonly clientId: string;
    readonly expiresAt: number;
}

/** Users' sessions. */
export interface Auth {
    /** A new session of a user. */
    openSession(userId: string, clientId?: string): Session;
    /** The session of a token, or undefined when it is unknown, revoked or expired. */
    session(accessToken: string): Session | undefined;
    /** Ends a session or a refresh token. */
    revoke(token: string): boolean;
    /** Ends every session, as an administrator may. */
    expireAll(): void;
}

/** What a user may do, from profile and assigned permission sets. */
export interface Access {
    isAdministrator(userId: string): boolean;
    object(userId: string, objectName: string): ObjectAccess;
    field(userId: string, objectName: string, fieldName: string): FieldAccess;
    /** Names of the permission sets assigned to the user. */
    permissionSets(userId: string): readonly string[];
}

export interface ObjectAccess {
    readonly read: boolean;
    readonly create: boolean;
    readonly edit: boolean;
    readonly delete: boolean;
}

export interface FieldAccess {
    readonly read: boolean;
    readonly edit: boolean;
}

/** One org-wide allocation. */
export interface Allocation {
    readonly max: number;
    readonly remaining: number;
}

/** Org-wide allocations, as `/limits` shows them. */
export interface OrgLimits {
    /** Uses some of an allocation (`DailyApiRequests`). @throws SalesforceError when it is used up. */
    use(name: string, amount?: number): void;
    all(): Readonly<Record<string, Allocation>>;
    /** Sets what is left, for tests. */
    setRemaining(name: string, remaining: number): void;
}

/** Fixed facts of the org. */
export interface OrgSettings {
    readonly name: string;
    /** Newest API version that is served, like `66.0`. */
    readonly apiVersion: string;
    readonly instanceName: string;
    readonly isSandbox: boolean;
    readonly trialExpirationDate: string | null;
    readonly organizationType: string;
    /** Ids of the users that every org has. */
    readonly users: Readonly<Record<'admin' | 'automatedProcess', string>>;
}
