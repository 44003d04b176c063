import type { Connection } from 'jsforce';
import { z } from 'zod';
import { alarmDefinitionRow, assetRow, signalDefinitionRow } from '../../contract/index.ts';
import type { AssetRow, UnreadableRow } from '../../contract/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';
import type { CatalogueChange } from '../org.ts';
import { isUnreachable } from './classify.ts';

const named = z.looseObject({ DeveloperName: z.string() });
const assetRecord = assetRow
    .omit({ ProductCode: true })
    .extend({ Product2: z.object({ ProductCode: z.string().nullable().optional() }).nullable().optional() });

/** More rows than any org has assets, so that every page is read. */
const maximumRows = 10_000_000;

/** Reads definitions and assets by SOQL. */
export class CatalogueReader {
    private readonly connection: Connection;
    private readonly userId: () => string | undefined;
    private readUntil: string | undefined;

    constructor(connection: Connection, userId: () => string | undefined) {
        this.connection = connection;
        this.userId = userId;
    }

    /** Definitions whole; assets whole, or those that someone else changed since the last call. */
    async read(extent: 'full' | 'changes'): Promise<CatalogueChange> {
        const used = this.readUntil === undefined ? 'full' : extent;
        const startedAt = new Date(Date.now() - overlapMs).toISOString();
        const unreadable: UnreadableRow[] = [];
        const signals = await this.definitions('Signal_Definition__mdt', signalDefinitionRow, 'signal', unreadable);
        const alarms = await this.definitions('Alarm_Definition__mdt', alarmDefinitionRow, 'alarm', unreadable);
        const assets = await this.assets(used);
        this.readUntil = startedAt;
        return { extent: used, assets, signals, alarms, unreadable };
    }

    /** Keys of the signal rows that exist. */
    async signalKeys(): Promise<string[]> {
        const rows = await this.query('SELECT Signal_Key__c FROM Asset_Signal__c');
        return rows.flatMap((row) => z.object({ Signal_Key__c: z.string() }).safeParse(row).data?.Signal_Key__c ?? []);
    }

    private async definitions<Shape extends z.ZodRawShape>(
        object: string,
        schema: z.ZodObject<Shape>,
        kind: UnreadableRow['kind'],
        unreadable: UnreadableRow[]
    ): Promise<z.infer<z.ZodObject<Shape>>[]> {
        const rows = await this.query(`SELECT ${Object.keys(schema.shape).join(', ')} FROM ${object}`);
        return rows.flatMap((row) => {
            const checked = schema.safeParse(row);
            if (checked.success) return [checked.data];
            const name = named.safeParse(row).data?.DeveloperName ?? object;
            unreadable.push({ kind, name, reason: describe(checked.error) });
            return [];
        });
    }

    private async assets(extent: 'full' | 'changes'): Promise<AssetRow[]> {
        const select = 'SELECT Id, Name, Device_Id__c, Product2.ProductCode FROM Asset WHERE Device_Id__c != null';
        const rows = await this.query(extent === 'full' ? select : `${select} AND ${this.changed()}`);
        return rows.map((row) => {
            const { Product2: product, ...asset } = assetRecord.parse(row);
            return { ...asset, ProductCode: product?.ProductCode ?? null };
        });
    }

    /** Our own writes change every asset all the time, so they are left out; the full comparison catches the rest. */
    private changed(): string {
        const userId = this.userId();
        const others = userId ? ` AND LastModifiedById != '${userId}'` : '';
        return `SystemModstamp >= ${this.readUntil}${others}`;
    }

    private async query(soql: string): Promise<unknown[]> {
        try {
            const { records } = await this.connection.query(soql, { autoFetch: true, maxFetch: maximumRows });
            return records;
        } catch (cause) {
            if (isUnreachable(cause)) {
                const url = this.connection.instanceUrl;
                throw new BridgeError('ORG_UNREACHABLE', { url, reason: reasonOf(cause) }, cause);
            }
            const request = `the query of ${/FROM (\w+)/.exec(soql)?.[1] ?? 'records'}`;
            throw new BridgeError('ORG_REQUEST_REFUSED', { request, reason: reasonOf(cause) }, cause);
        }
    }
}

/** Clocks differ, and a transaction may commit later than its stamp. */
const overlapMs = 60_000;

function describe(error: z.ZodError): string {
    return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}
