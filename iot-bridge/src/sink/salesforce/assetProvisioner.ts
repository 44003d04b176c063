import type { Connection } from 'jsforce';
import { z } from 'zod';
import type { NewAsset, ProvisioningState } from '../../contract/index.ts';
import type { AssetCreation } from '../org.ts';
import { QueryRefused, queryTogether } from './queryTogether.ts';

const countRow = z.object({ amount: z.number() });
const ignoredRow = z.object({ Device_Id__c: z.string() });
const parentRow = z.object({
    Id: z.string(),
    Device_Id__c: z.string(),
    AccountId: z.string().nullable().optional(),
    ContactId: z.string().nullable().optional()
});
const productRow = z.object({ Id: z.string(), ProductCode: z.string() });

/** What Assets refer to. */
interface Known {
    /** By Device_Id__c. */
    parents: ReadonlyMap<string, z.infer<typeof parentRow>>;
    /** Ids of the active products by code. */
    products: ReadonlyMap<string, readonly string[]>;
}

/** Creates records of an object; by index, why one was refused. */
type Insert = (object: string, records: readonly object[]) => Promise<(string | undefined)[]>;

const hourMs = 3_600_000;

/** Creates Assets for devices. Needs the permission set IoT_Bridge_Provisioning. */
export class AssetProvisioner implements AssetCreation {
    private readonly connection: Connection;
    private readonly userId: () => string | undefined;
    private readonly insert: Insert;

    constructor(connection: Connection, userId: () => string | undefined, insert: Insert) {
        this.connection = connection;
        this.userId = userId;
        this.insert = insert;
    }

    /** See {@link ProvisioningState}. A flow that does not tell the user counts the Assets of everybody. */
    async read(devices: readonly string[]): Promise<ProvisioningState> {
        const since = new Date(Date.now() - hourMs).toISOString();
        const own = this.userId() === undefined ? '' : ` AND CreatedById = '${this.userId()}'`;
        const count = `SELECT COUNT(Id) amount FROM Asset WHERE Device_Id__c != null${own}`;
        const where = `State__c = 'Ignored' AND Device_Id__c IN ${inList(devices)}`;
        const [total, lastHour, ignored] = await this.ask([
            count,
            `${count} AND CreatedDate >= ${since}`,
            `SELECT Device_Id__c FROM Unknown_Device__c WHERE ${where}`
        ]);
        return {
            lastHour: countRow.parse(lastHour?.[0]).amount,
            total: countRow.parse(total?.[0]).amount,
            ignored: z
                .array(ignoredRow)
                .parse(ignored)
                .map((row) => row.Device_Id__c)
        };
    }

    /** By index, why an Asset was not created; undefined when there is one now. */
    async create(assets: readonly NewAsset[]): Promise<(string | undefined)[]> {
        const known = await this.lookUp(assets);
        const prepared = assets.map((asset) => recordOf(asset, known));
        const records = prepared.filter((record) => typeof record === 'object');
        const refused = records.length === 0 ? [] : await this.insert('Asset', records);
        let position = 0;
        return prepared.map((record) => {
            if (typeof record === 'string') return record;
            const reason = refused[position++];
            // Another bridge, or a person, was faster.
            return reason?.startsWith('DUPLICATE_VALUE') ? undefined : reason;
        });
    }

    private async lookUp(assets: readonly NewAsset[]): Promise<Known> {
        const devices = inList([...new Set(assets.map(({ parentDevice }) => parentDevice))]);
        const codes = inList([...new Set(assets.map(({ model }) => model))]);
        const [parents, products] = await this.ask([
            `SELECT ${Object.keys(parentRow.shape).join(', ')} FROM Asset WHERE Device_Id__c IN ${devices}`,
            `SELECT Id, ProductCode FROM Product2 WHERE IsActive = true AND ProductCode IN ${codes}`
        ]);
        const byCode = new Map<string, string[]>();
        for (const { Id, ProductCode: code } of z.array(productRow).parse(products))
            byCode.set(code, [...(byCode.get(code) ?? []), Id]);
        const rows = z.array(parentRow).parse(parents);
        return { parents: new Map(rows.map((row) => [row.Device_Id__c, row])), products: byCode };
    }

    /** One request; all of its queries must be answered. */
    private async ask(queries: readonly string[]): Promise<(readonly unknown[])[]> {
        const answers = await queryTogether(this.connection, queries);
        return answers.map((rows) => {
            if (rows instanceof QueryRefused) throw rows;
            return rows;
        });
    }
}

/** The record to insert, or why there can be none. Pure. */
function recordOf(
    { device, name, status, parentDevice, model }: NewAsset,
    { parents, products }: Known
): object | string {
    const parent = parents.get(parentDevice);
    if (!parent) return `no Asset has the Device Id ${parentDevice} of the parent`;
    const [product, ...others] = products.get(model) ?? [];
    if (product === undefined) return `no active product has the code ${model}`;
    if (others.length > 0) return `several active products have the code ${model}`;
    const owner = { AccountId: parent.AccountId, ContactId: parent.ContactId };
    const given = Object.entries(owner).filter(([, id]) => typeof id === 'string');
    return {
        Name: name.slice(0, 255),
        Device_Id__c: device,
        Status: status,
        ParentId: parent.Id,
        Product2Id: product,
        ...Object.fromEntries(given)
    };
}

/** A list of texts for `IN`; what a device calls itself must not end a text of the query. */
function inList(texts: readonly string[]): string {
    return `(${texts.map((text) => `'${text.replace(/[\\']/g, '\\$&')}'`).join(', ')})`;
}
