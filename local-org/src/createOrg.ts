import type { CustomObject } from '@salesforce/types/metadata';
import { PermissionSetAccess } from './auth/access.ts';
import { ConnectedApps, withBridge } from './auth/connectedApps.ts';
import { seedOrg, type UserIds } from './auth/seedOrg.ts';
import { Sessions } from './auth/sessions.ts';
import { eventRecord, StoredEventBus } from './events/eventBus.ts';
import { createFormulaService } from './formula/index.ts';
import type { Org, OrgSettings } from './org.ts';
import type { Automation, Clock, Execution, MetadataConsumer, PlatformEvent, Records } from './platform.ts';
import { QueryEngine } from './query/queryEngine.ts';
import type { RecordsContext } from './records/context.ts';
import { ChangeLog } from './records/changeLog.ts';
import { DeployedRows } from './records/deployedRows.ts';
import { formulaGlobals } from './records/formulaGlobals.ts';
import { StoredMetadata } from './records/metadataHome.ts';
import { noAutomation } from './records/noAutomation.ts';
import { CountedLimits, editionOf } from './records/orgLimits.ts';
import { RecordsService } from './records/recordsService.ts';
import { TransactionLimits } from './records/transactionLimits.ts';
import { Faults } from './rest/faults.ts';
import { withChecksum } from './schema/recordId.ts';
import { standardObjects } from './schema/standardObjects.ts';
import { ComponentStore } from './store/componentStore.ts';
import { openDatabase, type Database } from './store/database.ts';
import { Rows } from './store/rows.ts';
import { Sequences } from './store/sequences.ts';

/** The services that automation is built from. */
export interface AutomationParts {
    readonly records: Records;
    readonly formulas: ReturnType<typeof createFormulaService>;
    readonly clock: Clock;
    readonly instanceUrl: string;
    readonly database: Database;
    begin(userId?: string): Execution;
}

/** How an org is made. */
export interface CreateOrgOptions {
    /** Folder that keeps the org; in memory when left out. */
    readonly dataDir?: string;
    readonly clock?: Clock;
    /** Number of the org; makes its id. 1 when left out. */
    readonly number?: number;
    readonly settings?: Partial<Omit<OrgSettings, 'users'>>;
    /** Address under which clients reach the org, known when the server listens. */
    readonly instanceUrl?: () => string;
    /** Runs flows; an org without runs none. */
    readonly automation?: (parts: AutomationParts) => Automation & MetadataConsumer;
    /** Told of automation that failed on events, by object. */
    readonly onDeliveryError?: (objectName: string, error: unknown) => void;
}

/** What the org's own folders use beyond `Org`. */
export interface LocalOrg extends Org {
    readonly records: RecordsService;
    readonly queries: QueryEngine;
    readonly auth: Sessions;
    readonly events: StoredEventBus;
    readonly users: UserIds;
    readonly database: Database;
    readonly sequences: Sequences;
    readonly connectedApps: ConnectedApps;
    readonly faults: Faults;
}

const DEFAULT_SETTINGS: Omit<OrgSettings, 'users'> = {
    name: 'Local Org',
    apiVersion: '67.0',
    instanceName: 'LOC1',
    isSandbox: false,
    trialExpirationDate: null,
    organizationType: 'Enterprise Edition'
};

const systemClock: Clock = { now: () => new Date() };

/** How often scheduled work is looked for. */
const DUE_INTERVAL_MS = 1_000;

/** Id of the org with this number. */
export function orgIdOf(number: number): string {
    return withChecksum(`00D${String(number).padStart(12, '0')}`);
}

/** Opens an org, or makes it when its folder is empty. */
export function createOrg(options: CreateOrgOptions = {}): LocalOrg {
    return new OrgAssembly(options).assemble();
}

/** Puts the parts of an org together; each part is made once and told of the others. */
class OrgAssembly {
    readonly #options: CreateOrgOptions;
    readonly #clock: Clock;
    readonly #orgId: string;
    readonly #facts: Omit<OrgSettings, 'users'>;
    readonly #database: Database;
    readonly #sequences: Sequences;
    readonly #rows: Rows;
    readonly #metadata: StoredMetadata;
    readonly #limits: CountedLimits;
    readonly #users: UserIds;
    readonly #formula = createFormulaService();
    readonly #changes = new ChangeLog();
    readonly #faults = new Faults();
    #automation: Automation & MetadataConsumer = noAutomation;

    constructor(options: CreateOrgOptions) {
        this.#options = options;
        this.#clock = options.clock ?? systemClock;
        this.#orgId = orgIdOf(options.number ?? 1);
        this.#facts = { ...DEFAULT_SETTINGS, ...options.settings };
        this.#database = openDatabase(options.dataDir);
        this.#sequences = new Sequences(this.#database);
        this.#rows = new Rows(this.#database);
        this.#metadata = new StoredMetadata({
            database: this.#database,
            components: new ComponentStore(this.#database),
            sequences: this.#sequences,
            standard: standardObjects(),
            clock: this.#clock
        });
        this.#limits = new CountedLimits(this.#clock, this.#database, editionOf(this.#facts.organizationType));
        this.#users = this.#seed();
    }

    assemble(): LocalOrg {
        const metadata = this.#metadata;
        const access = new PermissionSetAccess({
            get schema() {
                return metadata.schema;
            },
            get registry() {
                return metadata.registry;
            },
            database: this.#database
        });
        const events = this.#eventBus();
        const context = this.#recordsContext(access, events, () => records);
        const queries = new QueryEngine(context);
        const records: RecordsService = new RecordsService(context, queries);
        metadata.connect(new DeployedRows(context), () => access.forget());
        if (this.#options.automation) this.#automation = this.#options.automation(this.#automationParts(records));
        metadata.register(this.#automation);
        return this.#org({
            access,
            events,
            queries,
            records,
            auth: new Sessions(this.#database, this.#clock, this.#orgId)
        });
    }

    #org(parts: Pick<LocalOrg, 'access' | 'events' | 'queries' | 'records' | 'auth'>): LocalOrg {
        const metadata = this.#metadata;
        const automation = this.#automation;
        let timer: NodeJS.Timeout | undefined;
        return {
            ...parts,
            orgId: this.#orgId,
            get schema() {
                return metadata.schema;
            },
            get registry() {
                return metadata.registry;
            },
            metadata,
            clock: this.#clock,
            automation,
            formula: this.#formula,
            limits: this.#limits,
            users: this.#users,
            database: this.#database,
            sequences: this.#sequences,
            connectedApps: withBridge(new ConnectedApps(this.#database), this.#users.bridge),
            faults: this.#faults,
            settings: { ...this.#facts, users: this.#users },
            systemExecution: () => this.#begin(),
            userExecution: (userId) => ({ userId, mode: 'user', limits: new TransactionLimits(), depth: 0 }),
            onCommit: (listener) => this.#changes.listen(listener),
            start: () => {
                parts.events.start();
                timer ??= setInterval(() => this.#runDue(), DUE_INTERVAL_MS).unref();
            },
            stop: () => {
                clearInterval(timer);
                parts.events.stop();
                this.#limits.save();
                this.#database.close();
            }
        };
    }

    #begin(userId: string = this.#users.automatedProcess): Execution {
        return { userId, mode: 'system', limits: new TransactionLimits(), depth: 0 };
    }

    #runDue(): void {
        try {
            this.#limits.save();
            this.#automation.runDue(this.#clock.now());
        } catch (error) {
            this.#options.onDeliveryError?.('scheduled work', error);
        }
    }

    #seed(): UserIds {
        const parts = {
            database: this.#database,
            rows: this.#rows,
            sequences: this.#sequences,
            schema: this.#metadata.schema,
            clock: this.#clock
        };
        return seedOrg(parts, { ...this.#facts, orgId: this.#orgId });
    }

    #automationParts(records: Records): AutomationParts {
        const instanceUrl = this.#options.instanceUrl ?? (() => 'http://localhost');
        return {
            records,
            formulas: this.#formula,
            clock: this.#clock,
            database: this.#database,
            get instanceUrl() {
                return instanceUrl();
            },
            begin: (userId) => this.#begin(userId)
        };
    }

    #recordsContext(access: PermissionSetAccess, events: StoredEventBus, records: () => Records): RecordsContext {
        const metadata = this.#metadata;
        const current = () => this.#automation;
        const instanceUrl = this.#options.instanceUrl ?? (() => 'http://localhost');
        return {
            get schema() {
                return metadata.schema;
            },
            get registry() {
                return metadata.registry;
            },
            get automation() {
                return current();
            },
            access,
            formula: this.#formula,
            global: formulaGlobals({ metadata, records, instanceUrl, begin: (userId) => this.#begin(userId) }),
            clock: this.#clock,
            database: this.#database,
            rows: this.#rows,
            sequences: this.#sequences,
            defaultOwnerId: this.#users.admin,
            takeRowLock: () => this.#faults.takeRowLock(),
            publish: (objectName, payload, userId) => events.enqueue(objectName, payload, userId),
            changed: (objectName, id) => {
                if (objectName === 'PermissionSetAssignment' || objectName === 'User') {
                    access.forget();
                    this.#database.afterRollback(() => access.forget());
                }
                this.#changes.note(this.#database, objectName, id);
            }
        };
    }

    #eventBus(): StoredEventBus {
        const bus = new StoredEventBus({
            database: this.#database,
            clock: this.#clock,
            limits: this.#limits,
            publishesAfterCommit: (objectName) => {
                const content = this.#metadata.registry.get('CustomObject', objectName)?.content as
                    CustomObject | undefined;
                return content?.publishBehavior === 'PublishAfterCommit';
            },
            deliver: (objectName, batch) => this.#deliver(objectName, batch),
            onDeliveryError: (objectName, error) => this.#options.onDeliveryError?.(objectName, error)
        });
        return bus;
    }

    /** A batch of events is one transaction of the Automated Process user. */
    #deliver(objectName: string, batch: readonly PlatformEvent[]): void {
        const events = batch.map(eventRecord);
        this.#database.transaction(() => this.#automation.onPlatformEvents(this.#begin(), objectName, events));
    }
}
