import type { ObjectDescribe, RecordData } from '../platform.ts';
import { toSql } from '../store/rows.ts';
import type { RecordsContext } from './context.ts';
import { RecordRefusal } from './saveError.ts';

/** Sets the fields that Salesforce itself keeps in step with others. */
export function derive(
    context: RecordsContext,
    object: ObjectDescribe,
    record: RecordData,
    prior: RecordData | undefined,
    now: string
): void {
    if (object.field('FirstName') && object.field('LastName') && object.field('Name'))
        record['Name'] = [record['FirstName'], record['LastName']].filter((part) => part !== null).join(' ');
    if (object.name === 'Asset') placeAsset(context, object, record, prior);
    if (object.name === 'Case') closeCase(object, record, prior, now);
    if (object.name === 'OpportunityLineItem') priceLine(record, prior);
    if (object.name === 'WorkOrder') placeWorkOrder(context, object, record);
    if (object.name === 'ServiceAppointment')
        record['ParentRecordType'] =
            context.schema.objectByKeyPrefix(String(record['ParentRecordId']).slice(0, 3))?.name ?? null;
}

/** Level 1 is a root, whose root is blank; below it root and level follow from the parent. */
function placeAsset(
    context: RecordsContext,
    object: ObjectDescribe,
    record: RecordData,
    prior: RecordData | undefined
): void {
    const parentId = record['ParentId'];
    if (prior && prior['ParentId'] === parentId) return;
    const parent = typeof parentId === 'string' ? context.rows.get(object, parentId) : undefined;
    if (parent && (parentId === record['Id'] || isBelow(context, parent, String(record['Id']))))
        throw new RecordRefusal('CIRCULAR_DEPENDENCY', 'An asset cannot be its own ancestor.', ['ParentId']);
    record['AssetLevel'] = parent ? Number(parent['AssetLevel'] ?? 1) + 1 : 1;
    record['RootAssetId'] = parent ? (parent['RootAssetId'] ?? parent['Id'] ?? null) : null;
}

function isBelow(context: RecordsContext, asset: RecordData, id: string): boolean {
    const sql = `WITH RECURSIVE up (id) AS (SELECT ? UNION SELECT a."ParentId" FROM "Asset" a JOIN up ON a."Id" = up.id)
        SELECT 1 AS found FROM up WHERE id = ?`;
    return context.database.get(sql, toSql(asset['Id'] ?? null), id) !== undefined;
}

/** Moves everything below an asset along with it. */
export function moveDescendants(context: RecordsContext, asset: RecordData): void {
    const root = asset['RootAssetId'] ?? asset['Id'] ?? null;
    const sql = `WITH RECURSIVE down (id, level) AS (
            SELECT "Id", ? + 1 FROM "Asset" WHERE "ParentId" = ?
            UNION ALL SELECT a."Id", down.level + 1 FROM "Asset" a JOIN down ON a."ParentId" = down.id)
        UPDATE "Asset" SET "RootAssetId" = ?, "AssetLevel" = (SELECT level FROM down WHERE down.id = "Asset"."Id")
        WHERE "Id" IN (SELECT id FROM down)`;
    context.database.run(sql, Number(asset['AssetLevel'] ?? 1), toSql(asset['Id'] ?? null), toSql(root));
}

/** The closing statuses are those that the formula field IsClosed names. */
function closeCase(object: ObjectDescribe, record: RecordData, prior: RecordData | undefined, now: string): void {
    const closing = object.field('Status')?.picklistValues.filter((value) => value.closed === true) ?? [];
    const names = closing.length > 0 ? closing.map(({ value }) => value) : ['Closed'];
    const isClosed = (of: RecordData | undefined): boolean => names.includes(String(of?.['Status']));
    const closed = isClosed(record);
    if (!closed) record['ClosedDate'] = null;
    else if (!isClosed(prior)) record['ClosedDate'] = now;
    if (!prior) record['IsClosedOnCreate'] = closed;
}

/** A line is priced by the unit or as a whole; the other price follows, after the discount in percent. */
function priceLine(record: RecordData, prior: RecordData | undefined): void {
    const [quantity, unit, total] = ['Quantity', 'UnitPrice', 'TotalPrice'].map((name) => record[name] ?? null);
    const share = 1 - Number(record['Discount'] ?? 0) / 100;
    const asWhole =
        total !== null && total !== (prior?.['TotalPrice'] ?? null) && unit === (prior?.['UnitPrice'] ?? null);
    if (asWhole && Number(quantity) * share !== 0)
        record['UnitPrice'] = Number((Number(total) / Number(quantity) / share).toFixed(2));
    else if (unit !== null) record['TotalPrice'] = Number((Number(unit) * Number(quantity) * share).toFixed(2));
}

function placeWorkOrder(context: RecordsContext, object: ObjectDescribe, record: RecordData): void {
    const parentId = record['ParentWorkOrderId'];
    const parent = typeof parentId === 'string' ? context.rows.get(object, parentId) : undefined;
    record['RootWorkOrderId'] = parent ? (parent['RootWorkOrderId'] ?? parent['Id'] ?? null) : (record['Id'] ?? null);
}
