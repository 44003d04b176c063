import { callApi } from '../http.ts';
import { objectName, qualifiedName, type FieldName } from '../fieldNames.ts';
import { wireAdapter } from '../wire.ts';

type ObjectName = string | { readonly objectApiName: string };

const info = (object: ObjectName): Promise<unknown> => callApi(`/ui-api/object-info/${objectName(object)}`);

/** Wire adapter: what the user may know of an object. */
export const getObjectInfo = wireAdapter<{ objectApiName: ObjectName }, unknown>({
    required: ['objectApiName'],
    load: ({ objectApiName }) => info(objectApiName)
});

/** Wire adapter: several objects; each result has its own status. */
export const getObjectInfos = wireAdapter<{ objectApiNames: readonly ObjectName[] }, { results: unknown[] }>({
    required: ['objectApiNames'],
    load: ({ objectApiNames }) =>
        callApi(`/ui-api/object-info/batch/${objectApiNames.map((name) => objectName(name)).join(',')}`)
});

const picklistPath = (object: string, recordTypeId: string): string =>
    `/ui-api/object-info/${object}/picklist-values/${recordTypeId}`;

/** Wire adapter: the values of one picklist. */
export const getPicklistValues = wireAdapter<{ recordTypeId: string; fieldApiName: FieldName }, unknown>({
    required: ['recordTypeId', 'fieldApiName'],
    load: ({ recordTypeId, fieldApiName }) => {
        const [object = '', field = ''] = qualifiedName(fieldApiName).split('.');
        return callApi(`${picklistPath(object, recordTypeId)}/${field}`);
    }
});

/** Wire adapter: the values of all picklists of an object. */
export const getPicklistValuesByRecordType = wireAdapter<{ objectApiName: ObjectName; recordTypeId: string }, unknown>({
    required: ['objectApiName', 'recordTypeId'],
    load: ({ objectApiName, recordTypeId }) => callApi(picklistPath(objectName(objectApiName), recordTypeId))
});
