import { callApi, postApi } from '../http.ts';
import { objectName } from '../fieldNames.ts';
import { refreshWhenWritten } from '../recordStore.ts';
import { wireAdapter } from '../wire.ts';

type ObjectName = string | { readonly objectApiName: string };

interface ListConfig {
    readonly objectApiName: ObjectName;
    readonly listViewApiName: string;
    readonly pageSize?: number;
    readonly pageToken?: string;
    readonly sortBy?: readonly string[];
    readonly fields?: readonly string[];
    readonly optionalFields?: readonly string[];
}

/** Wire adapter: the list views of an object. */
export const getListInfosByObjectName = wireAdapter<{ objectApiName: ObjectName }, unknown>({
    required: ['objectApiName'],
    load: ({ objectApiName }) => callApi(`/ui-api/list-info/${objectName(objectApiName)}`)
});

/** Wire adapter: label, columns and filters of a list view. */
export const getListInfoByName = wireAdapter<{ objectApiName: ObjectName; listViewApiName: string }, unknown>({
    required: ['objectApiName', 'listViewApiName'],
    load: ({ objectApiName, listViewApiName }) =>
        callApi(`/ui-api/list-info/${objectName(objectApiName)}/${listViewApiName}`)
});

/** Wire adapter: the records of a list view. */
export const getListRecordsByName = wireAdapter<ListConfig, unknown>({
    required: ['objectApiName', 'listViewApiName'],
    load: ({ objectApiName, listViewApiName, ...options }) =>
        postApi(`/ui-api/list-records/${objectName(objectApiName)}/${listViewApiName}`, options),
    watch: (_config, refresh, current) => refreshWhenWritten(refresh, current)
});
