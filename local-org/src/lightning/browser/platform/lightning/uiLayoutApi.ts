import { callApi } from '../http.ts';
import { objectName } from '../fieldNames.ts';
import { wireAdapter } from '../wire.ts';

/** Wire adapter: the fields of an object's compact or full layout. */
export const getLayout = wireAdapter<
    { objectApiName: string | { objectApiName: string }; layoutType?: string; mode?: string; recordTypeId?: string },
    unknown
>({
    required: ['objectApiName'],
    load: ({ objectApiName, layoutType = 'Full', mode = 'View' }) =>
        callApi(`/ui-api/layout/${objectName(objectApiName)}?layoutType=${layoutType}&mode=${mode}`)
});
