import { getFieldValue, type RecordRepresentation } from 'lightning/uiRecordApi';

/** The machine a record page is about. */
export interface RecordAsset {
    readonly assetId: string;
    /** Top of its hierarchy; the machine itself when it is the top. */
    readonly rootId: string;
}

/** Name of the field or relationship that leads from a record to its asset, where it is not the usual one. */
const RELATIONSHIPS: Readonly<Record<string, readonly [field: string, relationship: string]>> = {
    Alarm__c: ['Asset__c', 'Asset__r'],
    Asset_Signal__c: ['Asset__c', 'Asset__r']
};

/**
 * Fields to ask for, as optional fields of `getRecord`, so that pages of every object get an answer.
 * They are texts, not schema imports: the core must not depend on objects an org may not have.
 */
export function assetFields(objectApiName: string | undefined): string[] {
    if (objectApiName === undefined) return [];
    if (objectApiName === 'Asset') return ['Asset.RootAssetId'];
    const [field, relationship] = relationshipOf(objectApiName);
    return [`${objectApiName}.${field}`, `${objectApiName}.${relationship}.RootAssetId`];
}

/** The machine of a record read with `assetFields`; undefined when the record has none. */
export function readAsset(record: RecordRepresentation): RecordAsset | undefined {
    const { apiName } = record;
    if (apiName === 'Asset') return toRecordAsset(record.id, getFieldValue(record, 'Asset.RootAssetId'));
    const [field, relationship] = relationshipOf(apiName);
    const root = getFieldValue(record, `${apiName}.${relationship}.RootAssetId`);
    return toRecordAsset(getFieldValue(record, `${apiName}.${field}`), root);
}

function relationshipOf(objectApiName: string): readonly [field: string, relationship: string] {
    return RELATIONSHIPS[objectApiName] ?? ['AssetId', 'Asset'];
}

function toRecordAsset(assetId: unknown, rootId: unknown): RecordAsset | undefined {
    if (typeof assetId !== 'string') return undefined;
    return { assetId, rootId: typeof rootId === 'string' ? rootId : assetId };
}
