import type { Connection } from 'jsforce';
import { z } from 'zod';
import {
    alarmDefinitionRow,
    alarmDependencyRow,
    assetRow,
    maintenanceRuleRow,
    signalDefinitionRow
} from '../../contract/index.ts';
import type { AssetRow, PlaceRow, UnreadableRow } from '../../contract/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';
import type { CatalogueChange } from '../org.ts';
import { isUnreachable } from './classify.ts';

const named = z.looseObject({ DeveloperName: z.string() });
/** Parent of an asset as far as SOQL looks up: five levels. */
interface ParentRecord {
    ParentId?: string | null | undefined;
    Parent?: ParentRecord | null | undefined;
}
const parentRecord: z.ZodType<ParentRecord> = z.object({
    ParentId: z.string().nullable().optional(),
    get Parent() {
        return parentRecord.nullable().optional();
    }
});
const assetRecord = assetRow.omit({ ProductCode: true }).extend({
    Product2: z.object({ ProductCode: z.string().nullable().optional() }).nullable().optional(),
    Parent: parentRecord.nullable().optional()
});
const ownFields = Object.keys(assetRow.omit({ ProductCode: true, ParentId: true }).shape);
const parentPaths = [0, 1, 2, 3, 4].map((level) => `${'Parent.'.repeat(level)}ParentId`);

/** The assets above others that are not among them. One query brings them, however many other assets an org has. */
function placesAbove(records: readonly z.infer<typeof assetRecord>[], known: ReadonlySet<string>): PlaceRow[] {
    const places = new Map<string, PlaceRow>();
    for (const record of records) {
        for (let child: ParentRecord = record; child.ParentId; child = child.Parent ?? {}) {
            if (known.has(child.ParentId)) continue;
            places.set(child.ParentId, { Id: child.ParentId, ParentId: child.Parent?.ParentId ?? null });
        }
    }
    return [...places.values()];
}

/** Fields that an org with an older package lacks; it is read without them. */
const newerFields = ['Personal_Data__c', 'Personal_Data_Consent__c'];

/** More rows than any org has assets, so that every page is read. */
const maximumRows = 10_000_000;

/** Reads definitions and assets by SOQL. */
export class CatalogueReader {
    private readonly connection: Connection;
    private readonly userId: () => string | undefined;
    private readUntil: string | undefined;
    /** Queries this org refuses, which are not asked again. */
    private readonly unavailable = new Set<string>();
    /** Which of the newer fields this org lacks; asked again with each full reading. */
    private readonly lacking = new Set<string>();

    constructor(connection: Connection, userId: () => string | undefined) {
        this.connection = connection;
        this.userId = userId;
    }

    /** Definitions whole; assets whole, or those that someone else changed since the last call. */
    async read(extent: 'full' | 'changes'): Promise<CatalogueChange> {
        const used = this.readUntil === undefined ? 'full' : extent;
        const startedAt = new Date(Date.now() - overlapMs).toISOString();
        const unreadable: UnreadableRow[] = [];
        if (used === 'full') this.lacking.clear();
        const signals = await this.definitions('Signal_Definition__mdt', signalDefinitionRow, 'signal', unreadable);
        const alarms = await this.definitions('Alarm_Definition__mdt', alarmDefinitionRow, 'alarm', unreadable);
        const dependencies = await this.definitions(
            'Alarm_Dependency__mdt',
            alarmDependencyRow,
            'dependency',
            unreadable
        );
        const rules = await this.definitions('Maintenance_Rule__mdt', maintenanceRuleRow, 'rule', unreadable);
        const { assets, places } = await this.assets(used);
        this.readUntil = startedAt;
        return {
            extent: used,
            assets,
            places,
            signals,
            alarms,
            dependencies,
            rules,
            maintained: await this.maintained(),
            unreadable
        };
    }

    /** Keys of the signal rows that exist. */
    async signalKeys(): Promise<string[]> {
        const rows = await this.query('SELECT Signal_Key__c FROM Asset_Signal__c');
        return rows.flatMap((row) => z.object({ Signal_Key__c: z.string() }).safeParse(row).data?.Signal_Key__c ?? []);
    }

    /** Assets that are worked on or planned to stand still. An org, or a user, without these objects has none. */
    private async maintained(): Promise<string[]> {
        const now = new Date().toISOString();
        const sources = [
            "SELECT AssetId FROM WorkOrder WHERE AssetId != null AND StatusCategory = 'InProgress'",
            `SELECT AssetId FROM AssetDowntimePeriod WHERE DowntimeType = 'Planned' AND StartTime <= ${now} AND EndTime > ${now}`
        ];
        const ids = new Set<string>();
        for (const source of sources) {
            if (this.unavailable.has(source.slice(0, 40))) continue;
            for (const id of await this.assetIds(source)) ids.add(id);
        }
        return [...ids].sort();
    }

    private async assetIds(soql: string): Promise<string[]> {
        try {
            const rows = await this.query(soql);
            return rows.flatMap((row) => z.object({ AssetId: z.string() }).safeParse(row).data?.AssetId ?? []);
        } catch (error) {
            if (!(error instanceof BridgeError) || error.code !== 'ORG_REQUEST_REFUSED') throw error;
            this.unavailable.add(soql.slice(0, 40));
            return [];
        }
    }

    private async definitions<Shape extends z.ZodRawShape>(
        object: string,
        schema: z.ZodObject<Shape>,
        kind: UnreadableRow['kind'],
        unreadable: UnreadableRow[]
    ): Promise<z.infer<z.ZodObject<Shape>>[]> {
        const rows = await this.select(Object.keys(schema.shape), `FROM ${object}`);
        return rows.flatMap((row) => {
            const checked = schema.safeParse(row);
            if (checked.success) return [checked.data];
            const name = named.safeParse(row).data?.DeveloperName ?? object;
            unreadable.push({ kind, name, reason: describe(checked.error) });
            return [];
        });
    }

    private async assets(extent: 'full' | 'changes'): Promise<{ assets: AssetRow[]; places: PlaceRow[] }> {
        const fields = [...ownFields, 'Product2.ProductCode', ...parentPaths];
        const from = 'FROM Asset WHERE Device_Id__c != null';
        const rows = await this.select(fields, extent === 'full' ? from : `${from} AND ${this.changed()}`);
        const records = rows.map((row) => assetRecord.parse(row));
        const assets = records.map(({ Product2: product, Parent: _parent, ...asset }) => ({
            ...asset,
            ProductCode: product?.ProductCode ?? null
        }));
        return { assets, places: placesAbove(records, new Set(assets.map(({ Id }) => Id))) };
    }

    /** Our own writes change every asset all the time, so they are left out; the full comparison catches the rest. */
    private changed(): string {
        const userId = this.userId();
        const others = userId ? ` AND LastModifiedById != '${userId}'` : '';
        return `SystemModstamp >= ${this.readUntil}${others}`;
    }

    /** Reads these fields, without those newer ones that the org does not have or does not show. */
    private async select(fields: readonly string[], from: string): Promise<unknown[]> {
        const wanted = fields.filter((field) => !this.lacking.has(field));
        try {
            return await this.query(`SELECT ${wanted.join(', ')} ${from}`);
        } catch (error) {
            const lacking = newerFields.find((field) => wanted.includes(field) && isNoColumn(error, field));
            if (lacking === undefined) throw error;
            this.lacking.add(lacking);
            return this.select(fields, from);
        }
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

/** Whether the org refused a query because of a field it does not have, or does not show to this user. */
function isNoColumn(error: unknown, field: string): boolean {
    return error instanceof BridgeError && error.message.includes(`No such column '${field}'`);
}

function describe(error: z.ZodError): string {
    return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}
