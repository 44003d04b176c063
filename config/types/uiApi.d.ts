// Ambient types of the UI API modules. @salesforce/lightning-types has none of them, and the ones of
// lightning-lsp-common type adapters as plain functions, which lwc's checked `@wire` cannot use.

/** What an import of `@salesforce/schema/<Object>.<Field>` gives. */
interface SalesforceField<Object extends string = string, Field extends string = string> {
    readonly objectApiName: Object;
    readonly fieldApiName: Field;
}

/** What an import of `@salesforce/schema/<Object>` gives. */
interface SalesforceObject<Object extends string = string> {
    readonly objectApiName: Object;
}

declare module 'lightning/uiRecordApi' {
    import type { WireAdapterConstructor } from 'lwc';

    export type FieldReference = string | SalesforceField;
    export type FieldContent = string | number | boolean | null | RecordRepresentation;

    export interface FieldValue {
        readonly value: FieldContent;
        readonly displayValue: string | null;
    }

    export interface RecordRepresentation {
        readonly apiName: string;
        readonly id: string;
        readonly fields: Readonly<Record<string, FieldValue>>;
        readonly lastModifiedDate?: string | null;
        readonly recordTypeId?: string | null;
    }

    /** Detail of one problem, as the UI API reports it. */
    export interface ErrorDetail {
        readonly message: string;
        readonly errorCode?: string;
        readonly field?: string;
    }

    /** Body of a failed UI API call; record saves add `output`. */
    export interface ErrorBody {
        readonly message?: string;
        readonly errorCode?: string;
        readonly output?: {
            readonly errors?: readonly ErrorDetail[];
            readonly fieldErrors?: Readonly<Record<string, readonly ErrorDetail[]>>;
        };
    }

    export interface FetchError {
        readonly body?: ErrorBody | readonly ErrorDetail[];
        readonly status?: number;
        readonly statusText?: string;
        readonly ok?: false;
        readonly errorType?: string;
    }

    /** Both are undefined until the first answer arrives. */
    export interface WireResult<T> {
        readonly data?: T;
        readonly error?: FetchError;
    }

    export interface GetRecordConfig {
        recordId: string | undefined;
        fields?: readonly FieldReference[];
        optionalFields?: readonly FieldReference[];
        layoutTypes?: readonly string[];
        modes?: readonly string[];
    }

    export const getRecord: WireAdapterConstructor<GetRecordConfig, WireResult<RecordRepresentation>>;
    export function getFieldValue(
        record: RecordRepresentation | undefined,
        field: FieldReference
    ): FieldContent | undefined;
    export function getFieldDisplayValue(
        record: RecordRepresentation | undefined,
        field: FieldReference
    ): string | null | undefined;

    export type FieldInput = string | number | boolean | null | undefined;

    export function createRecord(input: {
        apiName: string;
        fields: Record<string, FieldInput>;
    }): Promise<RecordRepresentation>;
    export function updateRecord(
        input: { fields: Record<string, FieldInput> },
        clientOptions?: { ifUnmodifiedSince?: string }
    ): Promise<RecordRepresentation>;
    export function deleteRecord(recordId: string): Promise<void>;
    export function notifyRecordUpdateAvailable(records: readonly { recordId: string }[]): Promise<void>;
}

declare module 'lightning/uiRelatedListApi' {
    import type { WireAdapterConstructor } from 'lwc';
    import type { RecordRepresentation, WireResult } from 'lightning/uiRecordApi';

    export interface RelatedListRecordsConfig {
        parentRecordId: string | undefined;
        relatedListId: string;
        fields?: readonly string[];
        optionalFields?: readonly string[];
        pageSize?: number;
        pageToken?: string;
        sortBy?: readonly string[];
        where?: string;
    }

    export interface RelatedListRecords {
        readonly count: number;
        readonly records: readonly RecordRepresentation[];
        readonly nextPageToken?: string | null;
    }

    export const getRelatedListRecords: WireAdapterConstructor<
        RelatedListRecordsConfig,
        WireResult<RelatedListRecords>
    >;
}

declare module 'lightning/uiObjectInfoApi' {
    import type { WireAdapterConstructor } from 'lwc';
    import type { WireResult } from 'lightning/uiRecordApi';

    export interface FieldInfo {
        readonly apiName: string;
        readonly label: string;
        readonly dataType: string;
        readonly updateable: boolean;
    }

    export interface ObjectInfo {
        readonly apiName: string;
        readonly label: string;
        readonly labelPlural: string;
        readonly fields: Readonly<Record<string, FieldInfo>>;
        readonly createable: boolean;
        readonly updateable: boolean;
        readonly queryable: boolean;
        readonly defaultRecordTypeId?: string | null;
    }

    export interface PicklistValues {
        readonly values: readonly { readonly label: string; readonly value: string }[];
    }

    export const getObjectInfo: WireAdapterConstructor<
        { objectApiName: string | SalesforceObject | undefined },
        WireResult<ObjectInfo>
    >;
    /** One answer for each object, in the order asked; an object that the user cannot see has another status than 200. */
    export interface ObjectInfos {
        readonly results: readonly { readonly statusCode: number; readonly result: ObjectInfo }[];
    }

    export const getObjectInfos: WireAdapterConstructor<
        { objectApiNames: readonly string[] | undefined },
        WireResult<ObjectInfos>
    >;
    export const getPicklistValues: WireAdapterConstructor<
        { recordTypeId: string | undefined; fieldApiName: string | SalesforceField },
        WireResult<PicklistValues>
    >;
}

declare module 'lightning/graphql' {
    import type { WireAdapterConstructor } from 'lwc';

    /** A parsed query; opaque. */
    export interface GraphQLDocument {
        readonly __graphqlDocument: true;
    }

    export interface GraphQLError {
        readonly message: string;
        readonly path?: readonly (string | number)[];
        readonly extensions?: Readonly<Record<string, unknown>>;
    }

    /**
     * One emission of the adapter. The type system cannot tie the answer to its query, so `data` is unknown
     * and every bundle narrows it in one place, its model.
     */
    export interface GraphQLResult {
        readonly data?: unknown;
        readonly errors?: readonly GraphQLError[];
        /** Sends the same query again, past the cache. */
        readonly refresh?: () => Promise<void>;
    }

    export type GraphQLVariables = Readonly<Record<string, unknown>>;

    /** `query` undefined makes the adapter wait. */
    export interface GraphQLConfig {
        query: GraphQLDocument | undefined;
        variables?: GraphQLVariables;
        operationName?: string;
    }

    export function gql(
        text: TemplateStringsArray,
        ...substitutions: readonly (string | GraphQLDocument)[]
    ): GraphQLDocument;
    export const graphql: WireAdapterConstructor<GraphQLConfig, GraphQLResult>;
}
