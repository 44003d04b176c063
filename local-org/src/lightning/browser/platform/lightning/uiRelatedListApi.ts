import { callApi, postApi } from '../http.ts';
import { objectName } from '../fieldNames.ts';
import { refreshWhenWritten } from '../recordStore.ts';
import { wireAdapter } from '../wire.ts';

interface RelatedListConfig {
    readonly parentRecordId: string;
    readonly relatedListId: string;
    readonly fields?: readonly string[];
    readonly optionalFields?: readonly string[];
    readonly sortBy?: readonly string[];
    readonly where?: string;
    readonly pageSize?: number;
    readonly pageToken?: string;
}

const records = ({ parentRecordId, relatedListId, ...options }: RelatedListConfig): Promise<unknown> =>
    postApi(`/ui-api/related-list-records/${parentRecordId}/${relatedListId}`, options);

/** A record is written or one is created below the parent: the list is loaded again. */
const watchList = (config: { parentRecordId: string }, refresh: () => void, current: () => unknown): (() => void) =>
    refreshWhenWritten(refresh, () => [config.parentRecordId, current()]);

/** Wire adapter: the records of a related list. */
export const getRelatedListRecords = wireAdapter<RelatedListConfig, unknown>({
    required: ['parentRecordId', 'relatedListId'],
    load: records,
    watch: watchList
});

/** Wire adapter: several related lists of one record. */
export const getRelatedListRecordsBatch = wireAdapter<
    { parentRecordId: string; relatedListParameters: readonly Omit<RelatedListConfig, 'parentRecordId'>[] },
    { results: unknown[] }
>({
    required: ['parentRecordId', 'relatedListParameters'],
    load: async ({ parentRecordId, relatedListParameters }) => ({
        results: await Promise.all(
            relatedListParameters.map((parameters) =>
                records({ parentRecordId, ...parameters }).then(
                    (result) => ({ statusCode: 200, result }),
                    (error: { status: number; body: unknown }) => ({ statusCode: error.status, result: error.body })
                )
            )
        )
    }),
    watch: watchList
});

/** Wire adapter: how many records a related list has. */
export const getRelatedListCount = wireAdapter<
    { parentRecordId: string; relatedListId: string; maxCount?: number },
    unknown
>({
    required: ['parentRecordId', 'relatedListId'],
    load: ({ parentRecordId, relatedListId, maxCount = 999 }) =>
        callApi(`/ui-api/related-list-count/${parentRecordId}/${relatedListId}?maxCount=${maxCount}`),
    watch: watchList
});

/** Wire adapter: the related lists of an object. */
export const getRelatedListsInfo = wireAdapter<{ parentObjectApiName: string | { objectApiName: string } }, unknown>({
    required: ['parentObjectApiName'],
    load: ({ parentObjectApiName }) => callApi(`/ui-api/related-list-info/${objectName(parentObjectApiName)}`)
});

/** Wire adapter: label and columns of one related list. */
export const getRelatedListInfo = wireAdapter<
    { parentObjectApiName: string | { objectApiName: string }; relatedListId: string },
    unknown
>({
    required: ['parentObjectApiName', 'relatedListId'],
    load: ({ parentObjectApiName, relatedListId }) =>
        callApi(`/ui-api/related-list-info/${objectName(parentObjectApiName)}/${relatedListId}`)
});
