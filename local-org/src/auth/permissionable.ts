/**
 * Which fields a permission set can name. The platform tells it only in the permissions of its orgs; where these differ
 * from what the type of a field suggests, the tables here follow what retrieved permission sets contain.
 */
import type { FieldDescribe } from '../platform.ts';
import { systemFieldNames } from '../schema/systemFields.ts';

/** Objects whose access follows their parent's: they cannot be named in a permission set. */
export const followsParent: Readonly<Record<string, string>> = {
    AssetDowntimePeriod: 'Asset',
    AssetRelationship: 'Asset',
    AssetWarranty: 'Asset',
    CaseComment: 'Case',
    MaintenanceAsset: 'MaintenancePlan',
    ProductConsumed: 'WorkOrder',
    WorkOrderLineItem: 'WorkOrder'
};

/** Read-only fields that need a permission all the same. */
const NAMED: Readonly<Record<string, ReadonlySet<string>>> = {
    Asset: new Set(['AssetLevel', 'ProductCode', 'ProductDescription', 'ProductFamily', 'StockKeepingUnit']),
    Case: new Set(['ClosedDate', 'IsClosedOnCreate']),
    WorkOrder: new Set([
        'Discount',
        'DurationInMinutes',
        'GrandTotal',
        'IsClosed',
        'IsGeneratedFromMaintenancePlan',
        'LineItemCount',
        'RootWorkOrderId',
        'ServiceAppointmentCount',
        'StatusCategory',
        'Subtotal',
        'TotalPrice'
    ])
};

/** Fields that everybody sees who sees the object, although they may be blank. */
const FREE: Readonly<Record<string, ReadonlySet<string>>> = {
    Asset: new Set(['ParentId', 'RootAssetId']),
    Case: new Set(['Status']),
    Contact: new Set(['FirstName', 'Salutation']),
    MaintenancePlan: new Set([
        'Description',
        'EndDate',
        'Frequency',
        'FrequencyType',
        'NextSuggestedMaintenanceDate',
        'StartDate'
    ]),
    Product2: new Set(['IsActive']),
    Task: new Set(['Status'])
};

/** Objects of which permission sets name no field at all. */
const FREE_OBJECTS: ReadonlySet<string> = new Set([
    'AssetDowntimePeriod',
    'AssetRelationship',
    'AssetWarranty',
    'ProductConsumed'
]);

/** Whether permission sets name the field; every other field goes with its object. */
export function isPermissionable(objectName: string, field: FieldDescribe): boolean {
    if (NAMED[objectName]?.has(field.name)) return true;
    if (FREE_OBJECTS.has(objectName) || FREE[objectName]?.has(field.name)) return false;
    if (systemFieldNames.has(field.name) || field.nameField || field.masterDetail || field.name === 'OwnerId')
        return false;
    if (!field.nillable && field.type !== 'boolean') return false;
    return field.custom || field.createable || field.updateable;
}
