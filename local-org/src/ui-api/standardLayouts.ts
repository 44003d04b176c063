/** What a new org shows of a standard object before an admin has made layouts for it. */
export interface StandardLayout {
    /** Highlights and columns of lists after the name; as the org's own compact layout and list views choose them. */
    readonly highlights: readonly string[];
    /** Fields of the record page; fields of deployed metadata follow them. */
    readonly details: readonly string[];
}

/**
 * Layouts that every new org has: "System Default" compact layouts and the fields of the standard page layouts.
 * An object that is missing here shows all its fields.
 * Source: Salesforce Help, "Compact Layouts" and "Page Layouts"; the exact choice differs between editions.
 */
export const standardLayouts: Readonly<Record<string, StandardLayout>> = {
    Account: {
        highlights: ['Type', 'Industry', 'Phone', 'Website', 'OwnerId'],
        details: [
            'OwnerId',
            'Name',
            'ParentId',
            'AccountNumber',
            'Type',
            'Industry',
            'Phone',
            'Website',
            'NumberOfEmployees',
            'AnnualRevenue',
            'BillingStreet',
            'BillingPostalCode',
            'BillingCity',
            'BillingCountry',
            'ShippingStreet',
            'ShippingPostalCode',
            'ShippingCity',
            'ShippingCountry',
            'Description'
        ]
    },
    Asset: {
        highlights: ['Product2Id', 'AccountId', 'SerialNumber', 'Status', 'ParentId'],
        details: [
            'OwnerId',
            'Name',
            'AccountId',
            'ContactId',
            'Product2Id',
            'SerialNumber',
            'ParentId',
            'RootAssetId',
            'AssetLevel',
            'Status',
            'InstallDate',
            'PurchaseDate',
            'UsageEndDate',
            'Quantity',
            'Price',
            'Description'
        ]
    },
    AssetWarranty: { highlights: ['AssetId', 'StartDate', 'EndDate'], details: [] },
    Case: {
        highlights: ['Subject', 'Status', 'Priority', 'AssetId', 'AccountId'],
        details: [
            'OwnerId',
            'CaseNumber',
            'Status',
            'Priority',
            'Subject',
            'Description',
            'AccountId',
            'ContactId',
            'ContactPhone',
            'ContactEmail',
            'AssetId',
            'ParentId',
            'Type',
            'Reason',
            'Origin',
            'IsEscalated',
            'ClosedDate',
            'Comments'
        ]
    },
    Contact: {
        highlights: ['Title', 'AccountId', 'Phone', 'Email', 'OwnerId'],
        details: [
            'OwnerId',
            'Name',
            'AccountId',
            'Title',
            'Department',
            'Phone',
            'MobilePhone',
            'Email',
            'ReportsToId',
            'MailingStreet',
            'MailingPostalCode',
            'MailingCity',
            'MailingCountry',
            'Description'
        ]
    },
    MaintenancePlan: {
        highlights: ['MaintenancePlanTitle', 'AccountId', 'NextSuggestedMaintenanceDate', 'StartDate', 'EndDate'],
        details: []
    },
    Product2: {
        highlights: ['ProductCode', 'Family', 'IsActive', 'Description'],
        details: ['Name', 'ProductCode', 'Family', 'IsActive', 'Description']
    },
    ServiceAppointment: {
        highlights: ['Subject', 'Status', 'SchedStartTime', 'SchedEndTime', 'ParentRecordId'],
        details: []
    },
    WorkOrder: {
        highlights: ['Subject', 'Status', 'Priority', 'AssetId', 'StartDate'],
        details: [
            'OwnerId',
            'WorkOrderNumber',
            'Status',
            'Priority',
            'Subject',
            'Description',
            'AccountId',
            'ContactId',
            'AssetId',
            'CaseId',
            'WorkTypeId',
            'MaintenancePlanId',
            'StartDate',
            'EndDate',
            'SuggestedMaintenanceDate',
            'Duration',
            'DurationType',
            'LocationId',
            'ServiceTerritoryId',
            'ParentWorkOrderId',
            'Street',
            'PostalCode',
            'City',
            'Country',
            'IsClosed'
        ]
    },
    WorkOrderLineItem: {
        highlights: ['Subject', 'Status', 'AssetId', 'StartDate', 'EndDate'],
        details: []
    }
};
