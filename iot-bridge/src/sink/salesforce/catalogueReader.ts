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
import type { CatalogueChange } from '../org.ts';
import { QueryRefused, queryTogether } from './queryTogether.ts';
import type { Rows } from './queryTogether.ts';

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

/** The kinds of definitions, by their object. */
const definitionKinds = {
    Signal_Definition__mdt: { kind: 'signal', schema: signalDefinitionRow },
    Alarm_Definition__mdt: { kind: 'alarm', schema: alarmDefinitionRow },
    Alarm_Dependency__mdt: { kind: 'dependency', schema: alarmDependencyRow },
    Maintenance_Rule__mdt: { kind: 'rule', schema: maintenanceRuleRow }
} as const satisfies Record<string, { kind: UnreadableRow['kind']; schema: z.ZodObject }>;

type Definitions = Required<Pick<CatalogueChange, 'signals' | 'alarms' | 'dependencies' | 'rules' | 'unreadable'>>;
type Assets = Required<Pick<CatalogueChange, 'assets' | 'places'>>;

/** A query for some fields; those of them that are newer than an org are left out. */
interface Selection {
    fields: readonly string[];
    from: string;
}

/**
 * Reads definitions and assets by SOQL, in one request each time: assets with every one, definitions and the assets that
 * are worked on by turns, because a request takes five queries.
 */
export class CatalogueReader {
    private readonly connection: Connection;
    private readonly userId: () => string | undefined;
    private readUntil: string | undefined;
    private definitions: Definitions | undefined;
    private maintained: string[] | undefined;
    /** The definitions were read last, so it is the turn of the assets that are worked on. */
    private definitionsWereRead = false;
    /** Queries this org refuses, which are not asked again. */
    private readonly unavailable = new Set<string>();
    /** Which of the newer fields this org lacks; asked again with each full reading. */
    private readonly lacking = new Set<string>();

    constructor(connection: Connection, userId: () => string | undefined) {
        this.connection = connection;
        this.userId = userId;
    }

    /**
     * Assets whole, or those that someone else changed since the last call. Everything else as it was read last: a change
     * is seen with the second call after it at the latest.
     */
    async read(extent: 'full' | 'changes'): Promise<CatalogueChange> {
        const used = this.readUntil === undefined ? 'full' : extent;
        const startedAt = new Date(Date.now() - overlapMs).toISOString();
        if (used === 'full') this.lacking.clear();
        const alone = this.maintained !== undefined && this.maintenanceQueries().length === 0;
        const turn = used === 'full' || !this.definitionsWereRead || alone;
        let { definitions, maintained } = this;
        let assets: Assets;
        if (turn || !definitions) ({ definitions, assets } = await this.readDefinitions(used));
        else ({ maintained, assets } = await this.readMaintained(used));
        maintained ??= idsIn(await this.ask([], this.maintenanceQueries()));
        Object.assign(this, { definitions, maintained, definitionsWereRead: turn, readUntil: startedAt });
        return { extent: used, ...assets, ...definitions, maintained };
    }

    /** Keys of the signal rows that exist. */
    async signalKeys(): Promise<string[]> {
        const { rows } = await this.ask([{ fields: ['Signal_Key__c'], from: 'FROM Asset_Signal__c' }], []);
        return (rows[0] ?? []).flatMap(
            (row) => z.object({ Signal_Key__c: z.string() }).safeParse(row).data?.Signal_Key__c ?? []
        );
    }

    private async readDefinitions(extent: 'full' | 'changes'): Promise<{ definitions: Definitions; assets: Assets }> {
        const kinds = Object.entries(definitionKinds);
        const selections = kinds.map(([object, { schema }]) => ({
            fields: Object.keys(schema.shape),
            from: `FROM ${object}`
        }));
        const { rows } = await this.ask([...selections, this.assetSelection(extent)], []);
        const unreadable: UnreadableRow[] = [];
        const definitions = {
            signals: checked(rows[0], 'Signal_Definition__mdt', unreadable),
            alarms: checked(rows[1], 'Alarm_Definition__mdt', unreadable),
            dependencies: checked(rows[2], 'Alarm_Dependency__mdt', unreadable),
            rules: checked(rows[3], 'Maintenance_Rule__mdt', unreadable),
            unreadable
        };
        return { definitions, assets: assetsIn(rows[4]) };
    }

    /** Assets that are worked on or planned to stand still. An org, or a user, without these objects has none. */
    private async readMaintained(extent: 'full' | 'changes'): Promise<{ maintained: string[]; assets: Assets }> {
        const answer = await this.ask([this.assetSelection(extent)], this.maintenanceQueries());
        return { maintained: idsIn(answer), assets: assetsIn(answer.rows[0]) };
    }

    private maintenanceQueries(): string[] {
        const now = new Date().toISOString();
        return [
            "SELECT AssetId FROM WorkOrder WHERE AssetId != null AND StatusCategory = 'InProgress'",
            `SELECT AssetId FROM AssetDowntimePeriod WHERE DowntimeType = 'Planned' AND StartTime <= ${now} AND EndTime > ${now}`
        ].filter((query) => !this.unavailable.has(startOf(query)));
    }

    private assetSelection(extent: 'full' | 'changes'): Selection {
        const fields = [...ownFields, 'Product2.ProductCode', ...parentPaths];
        const from = 'FROM Asset WHERE Device_Id__c != null';
        return { fields, from: extent === 'full' ? from : `${from} AND ${this.changed()}` };
    }

    /**
     * Our own writes change every asset all the time, so they are left out, except for assets we created; the full
     * comparison catches the rest.
     */
    private changed(): string {
        const userId = this.userId();
        const others = userId ? ` AND (LastModifiedById != '${userId}' OR CreatedDate >= ${this.readUntil})` : '';
        return `SystemModstamp >= ${this.readUntil}${others}`;
    }

    /**
     * One request. Selections must be answered, and are asked again without those newer fields that the org does not have
     * or does not show; optional queries that the org cannot answer are not asked any more.
     */
    private async ask(selections: readonly Selection[], optional: readonly string[]): Promise<Answer> {
        const queries = selections.map(({ fields, from }) => {
            return `SELECT ${fields.filter((field) => !this.lacking.has(field)).join(', ')} ${from}`;
        });
        if (queries.length + optional.length === 0) return { rows: [], optional: [] };
        const answers = await queryTogether(this.connection, [...queries, ...optional]);
        const refusals = answers.slice(0, queries.length).filter((rows) => rows instanceof QueryRefused);
        for (const refusal of refusals) {
            const field = newerFields.find((name) => !this.lacking.has(name) && isNoColumn(refusal, name));
            if (field === undefined) throw refusal;
            this.lacking.add(field);
        }
        if (refusals.length > 0) return this.ask(selections, optional);
        return {
            rows: answers.slice(0, queries.length).map(rowsOf),
            optional: optional.map((query, index) => this.optionalRows(query, answers[queries.length + index]))
        };
    }

    private optionalRows(query: string, answer: Rows | undefined): readonly unknown[] {
        if (!(answer instanceof QueryRefused)) return answer ?? [];
        if (!/^(INVALID_|INSUFFICIENT_ACCESS)/.test(answer.refusal)) throw answer;
        this.unavailable.add(startOf(query));
        return [];
    }
}

/** What one request was answered. */
interface Answer {
    rows: (readonly unknown[])[];
    optional: (readonly unknown[])[];
}

function rowsOf(answer: Rows): readonly unknown[] {
    if (answer instanceof QueryRefused) throw answer;
    return answer;
}

/** The part of a query that is the same each time. */
function startOf(query: string): string {
    return query.slice(0, 40);
}

function idsIn({ optional }: Answer): string[] {
    const rows = optional.flat();
    const ids = rows.flatMap((row) => z.object({ AssetId: z.string() }).safeParse(row).data?.AssetId ?? []);
    return [...new Set(ids)].sort();
}

function assetsIn(rows: readonly unknown[] = []): Assets {
    const records = rows.map((row) => assetRecord.parse(row));
    const assets: AssetRow[] = records.map(({ Product2: product, Parent: _parent, ...asset }) => ({
        ...asset,
        ProductCode: product?.ProductCode ?? null
    }));
    return { assets, places: placesAbove(records, new Set(assets.map(({ Id }) => Id))) };
}

/** The rows that can be read; the others are told. */
function checked<Object extends keyof typeof definitionKinds>(
    rows: readonly unknown[] = [],
    object: Object,
    unreadable: UnreadableRow[]
): z.infer<(typeof definitionKinds)[Object]['schema']>[] {
    const { kind, schema } = definitionKinds[object];
    return rows.flatMap((row) => {
        const result = schema.safeParse(row);
        if (result.success) return [result.data as z.infer<(typeof definitionKinds)[Object]['schema']>];
        const name = named.safeParse(row).data?.DeveloperName ?? object;
        unreadable.push({ kind, name, reason: describe(result.error) });
        return [];
    });
}

/** Clocks differ, and a transaction may commit later than its stamp. */
const overlapMs = 60_000;

/** Whether the org refused a query because of a field it does not have, or does not show to this user. */
function isNoColumn(error: unknown, field: string): boolean {
    return error instanceof QueryRefused && error.message.includes(`No such column '${field}'`);
}

function describe(error: z.ZodError): string {
    return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}
