import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { readAsset } from 'c/recordAsset';

/** The machines that a record page is about. */
export interface RecordPlant {
    /** The machine of the record; undefined on an account, which has many. */
    readonly assetId: string | undefined;
    /** Top of the machine's hierarchy, or the account; what `IN_PLANT` and `ON_PLANT` know as `$root`. */
    readonly rootId: string;
}

/** Condition on assets: those of the hierarchy, or of the account. The id of one never is that of the other. */
export const IN_PLANT = '{ or: [{ RootAssetId: { eq: $root } }, { Id: { eq: $root } }, { AccountId: { eq: $root } }] }';

/** The same on records that name an asset. */
export const ON_PLANT =
    '{ or: [{ Asset: { RootAssetId: { eq: $root } } }, { AssetId: { eq: $root } }, { Asset: { AccountId: { eq: $root } } }] }';

/** The machines of a record read with `assetFields`; undefined when it has none. */
export function readPlant(record: RecordRepresentation): RecordPlant | undefined {
    if (record.apiName === 'Account') return { assetId: undefined, rootId: record.id };
    return readAsset(record);
}
