import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { SignalConfig } from '../config/index.ts';
import type { CatalogueRows } from '../contract/index.ts';
import { reasonOf } from '../errors.ts';
import { UnitConverter } from '../map/index.ts';
import type { DefinitionProblem, Privacy } from '../map/index.ts';
import type { CatalogueChange, Org } from '../sink/org.ts';
import type { Store } from '../store/index.ts';
import { withLocalSignals } from './localSignals.ts';
import { compileCatalogue, emptyCatalogue } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { partitionOf } from './partition.ts';
import type { Partition } from './partition.ts';

/** What the keeper works with. */
export interface CatalogueKeeperParts {
    org: Pick<Org, 'readCatalogue'>;
    store: Pick<Store, 'put'>;
    log: Logger;
    refreshSeconds: number;
    fullSeconds: number;
    /** The share of the plants this bridge has. */
    partition: Partition;
    /** Signal definitions of the configuration. */
    local?: readonly SignalConfig[];
    /** How personal values are protected. */
    privacy?: Privacy;
    onChange(catalogue: Catalogue): void;
    /** Tells the org what is refused and what is unknown; called after each reading, must not reject. */
    report?(problems: readonly DefinitionProblem[]): Promise<void>;
}

/**
 * Keeps the catalogue equal to the org: a change in Setup takes effect within two refreshes, without a restart. The last
 * rows are stored, so that the bridge can start while the org is away.
 */
export class CatalogueKeeper {
    private readonly parts: CatalogueKeeperParts;
    private readonly units = new UnitConverter();
    private rows: CatalogueRows | undefined;
    private current: Catalogue = emptyCatalogue;
    private timer: NodeJS.Timeout | undefined;
    private fullAt = 0;
    private fingerprint = '';
    private told = new Set<string>();
    private refreshing: Promise<void> | undefined;
    private local: readonly SignalConfig[];

    constructor(parts: CatalogueKeeperParts) {
        this.parts = parts;
        this.local = parts.local ?? [];
    }

    /** Uses rows of an earlier run until the org answers. */
    restore(rows: CatalogueRows): void {
        this.adopt(rows, false);
    }

    /** Uses other signal definitions of the configuration from now on. */
    setLocal(local: readonly SignalConfig[]): void {
        this.local = local;
        if (this.rows) this.adopt(this.rows, false);
    }

    /** Whether there is a catalogue to work with. */
    get loaded(): boolean {
        return this.rows !== undefined;
    }

    /** The rows of the org as they were read last. */
    known(): CatalogueRows | undefined {
        return this.rows;
    }

    /** The catalogue in force. */
    catalogue(): Catalogue {
        return this.current;
    }

    /** Reads the org now. Rejects when it cannot be read. */
    async refresh(): Promise<void> {
        this.refreshing ??= this.read().finally(() => {
            this.refreshing = undefined;
        });
        await this.refreshing;
    }

    /** Starts looking for changes. */
    start(): void {
        this.timer = setInterval(() => {
            this.refresh().catch((error: unknown) => {
                this.parts.log.warn({ reason: reasonOf(error) }, 'the catalogue could not be read, the last one stays');
            });
        }, this.parts.refreshSeconds * 1000);
    }

    /** Stops looking. */
    async stop(): Promise<void> {
        clearInterval(this.timer);
        await this.refreshing?.catch(() => undefined);
    }

    private async read(): Promise<void> {
        const full = !this.rows || Date.now() - this.fullAt >= this.parts.fullSeconds * 1000;
        const change = await this.parts.org.readCatalogue(full ? 'full' : 'changes');
        if (full) this.fullAt = Date.now();
        this.adopt(merge(this.rows, change), true);
        await this.parts.report?.(this.current.problems);
    }

    private adopt(rows: CatalogueRows, store: boolean): void {
        // Not the text itself, which is long with many assets.
        const fingerprint = createHash('sha256')
            .update(JSON.stringify([rows, this.local]))
            .digest('base64');
        if (fingerprint === this.fingerprint) return;
        this.fingerprint = fingerprint;
        this.rows = rows;
        const signals = withLocalSignals(rows.signals, this.local);
        const { rows: own, foreign } = partitionOf({ ...rows, signals }, this.parts.partition);
        this.current = { ...compileCatalogue(own, this.current, this.units, this.parts.privacy), foreign };
        this.tell(this.current.problems);
        if (store) this.parts.store.put('cursor', 'catalogue', () => rows);
        this.parts.onChange(this.current);
    }

    /** Each problem is told once, and again when it comes back after it was gone. */
    private tell(problems: readonly DefinitionProblem[]): void {
        const now = new Set(problems.map(({ reason }) => reason));
        for (const { kind, name, reason } of problems) {
            if (!this.told.has(reason)) this.parts.log.error({ kind, definition: name }, reason);
        }
        this.told = now;
    }
}

function merge(known: CatalogueRows | undefined, { extent, ...change }: CatalogueChange): CatalogueRows {
    if (!known || extent === 'full') return { unreadable: [], ...change };
    const assets = byId(known.assets, change.assets);
    const places = byId(known.places ?? [], change.places ?? []);
    return { unreadable: [], ...change, assets, places };
}

/** Changed rows replace known ones. */
function byId<Row extends { Id: string }>(known: readonly Row[], changed: readonly Row[]): Row[] {
    return [...new Map([...known, ...changed].map((row) => [row.Id, row])).values()];
}
