/**
 * The interfaces at which the folders of the local org meet. Everything is synchronous, because the
 * store is `node:sqlite`; only platform events are delivered later, after the transaction that
 * published them has been committed.
 */
import type { MetadataRegistry, Problem } from './metadata/component.ts';
import type { SummaryDescribe } from './schema/summaryDescribe.ts';

/** A stored value: text, number, checkbox or blank. Dates are ISO 8601 text in UTC. */
export type FieldValue = string | number | boolean | null;

/** Field values by API name, in the spelling of the schema. */
export type RecordData = Record<string, FieldValue>;

/** A row answered by a query: parent records and child results are nested. */
export interface QueryRow {
    [field: string]: FieldValue | QueryRow | QueryResult;
}

/** What a query answers; `done` is false when `nextPage` has to be fetched. */
export interface QueryResult {
    readonly totalSize: number;
    readonly done: boolean;
    readonly records: readonly QueryRow[];
    readonly nextPage?: string;
}

/** Types of the Describe API, "Field types" in the SOAP API developer guide. */
export type FieldType =
    | 'id'
    | 'string'
    | 'textarea'
    | 'picklist'
    | 'multipicklist'
    | 'boolean'
    | 'int'
    | 'double'
    | 'currency'
    | 'percent'
    | 'date'
    | 'datetime'
    | 'time'
    | 'reference'
    | 'phone'
    | 'email'
    | 'url'
    | 'address'
    | 'location'
    | 'encryptedstring';

/** One selectable value of a picklist. */
export interface PicklistValue {
    readonly value: string;
    readonly label: string;
    readonly isDefault: boolean;
    readonly active: boolean;
    /** Whether this status closes a record; left out where nothing was deployed that says so. */
    readonly closed?: boolean;
}

/** What happens to a child when the record it looks up to is deleted. */
export type DeleteRule = 'SetNull' | 'Restrict' | 'Cascade';

/** One field, as the Describe API tells of it. */
export interface FieldDescribe {
    readonly name: string;
    readonly label: string;
    readonly description: string;
    readonly helpText: string | null;
    readonly type: FieldType;
    readonly custom: boolean;
    /** Longest text in characters; 0 where it does not apply. */
    readonly length: number;
    /** Digits in total and behind the point, for numbers. */
    readonly precision: number;
    readonly scale: number;
    readonly nillable: boolean;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly unique: boolean;
    readonly caseSensitive: boolean;
    readonly externalId: boolean;
    readonly autoNumber: boolean;
    readonly displayFormat: string | null;
    /** Formula source when the value is calculated. */
    readonly formula: string | null;
    /** How its formula reads blank numbers (`formulaTreatBlanksAs`). */
    readonly formulaBlanksAs: 'zero' | 'blank';
    readonly defaultFormula: string | null;
    readonly picklistValues: readonly PicklistValue[];
    readonly restrictedPicklist: boolean;
    /** Names of the objects a reference may point to; empty for other types. */
    readonly referenceTo: readonly string[];
    readonly relationshipName: string | null;
    readonly deleteRule: DeleteRule;
    readonly masterDetail: boolean;
    /** The geolocation field whose latitude or longitude this is; null for every other field. */
    readonly compoundField: string | null;
    /** Largest absolute value of a latitude or longitude, in degrees; null where only the precision limits. */
    readonly limit: number | null;
    /** Whether pages show a geolocation in decimal degrees (`displayLocationInDecimal`). */
    readonly decimalDegrees: boolean;
    /** The field that is shown as the record's name. */
    readonly nameField: boolean;
    /** What a roll-up summary field tells of the records below its own; null for every other field. */
    readonly summary: SummaryDescribe | null;
}

/** Records of one object that look up to another. */
export interface ChildRelationship {
    readonly childObject: string;
    readonly field: string;
    readonly relationshipName: string | null;
}

/** What kind of object it is; decides how its rows are stored and written. */
export type ObjectKind =
    'standard' | 'custom' | 'platformEvent' | 'customMetadataType' | 'customSetting' | 'externalObject';

/** One object, as the Describe API tells of it. */
export interface ObjectDescribe {
    readonly name: string;
    readonly label: string;
    readonly labelPlural: string;
    readonly description: string;
    readonly kind: ObjectKind;
    readonly keyPrefix: string;
    readonly fields: readonly FieldDescribe[];
    readonly childRelationships: readonly ChildRelationship[];
    /** A field by its API name, whatever the case. */
    field(name: string): FieldDescribe | undefined;
    /** The lookup field behind a relationship name (`Asset__r`, `Parent`), whatever the case. */
    relationship(name: string): FieldDescribe | undefined;
}

/** Every object of the org: the standard ones and what has been deployed. */
export interface Schema {
    object(name: string): ObjectDescribe | undefined;
    objects(): readonly ObjectDescribe[];
    /** The object whose records carry this three-character key prefix. */
    objectByKeyPrefix(prefix: string): ObjectDescribe | undefined;
}

/** Governor limits that are counted per transaction, by their `Limits` class names. */
export type LimitName = 'Queries' | 'QueryRows' | 'DmlStatements' | 'DmlRows' | 'FlowElements' | 'PublishImmediateDml';

/** Counts governor limits and throws a Salesforce-shaped `LIMIT_EXCEEDED` when one is passed. */
export interface LimitCounter {
    count(limit: LimitName, by?: number): void;
    /** Every update of one record inside one flow batch; more than 12 fail. */
    countRecordUpdate(recordId: string): void;
    used(limit: LimitName): number;
}

/** Who acts, and within which transaction. */
export interface Execution {
    readonly userId: string;
    /** `user` checks object and field permissions, `system` does not. */
    readonly mode: 'user' | 'system';
    readonly limits: LimitCounter;
    /** Flows that have already run for a record in this transaction, to stop recursion. */
    readonly depth: number;
}

/** One error of one record, with the status codes of the SOAP API's `StatusCode`. */
export interface SaveError {
    readonly statusCode: string;
    readonly message: string;
    readonly fields: readonly string[];
}

/** What became of one record of a save. */
export interface SaveResult {
    readonly id: string | null;
    readonly success: boolean;
    readonly created: boolean;
    readonly errors: readonly SaveError[];
}

/** How a save treats a record that fails. */
export interface SaveOptions {
    /** `true` rolls every record back when one fails. Defaults to false. */
    readonly allOrNone?: boolean;
}

/** Reading and writing records, with the whole order of execution. Platform events are published through `insert`. */
export interface Records {
    query(execution: Execution, soql: string): QueryResult;
    queryMore(execution: Execution, nextPage: string): QueryResult;
    /** One record by its id (15 or 18 characters) with all its fields, or undefined. */
    retrieve(execution: Execution, objectName: string, id: string): RecordData | undefined;
    insert(execution: Execution, objectName: string, rows: readonly RecordData[], options?: SaveOptions): SaveResult[];
    update(execution: Execution, objectName: string, rows: readonly RecordData[], options?: SaveOptions): SaveResult[];
    upsert(
        execution: Execution,
        objectName: string,
        externalIdField: string,
        rows: readonly RecordData[],
        options?: SaveOptions
    ): SaveResult[];
    delete(execution: Execution, objectName: string, ids: readonly string[], options?: SaveOptions): SaveResult[];
    /** Runs `work` in a savepoint and rolls back when it throws. */
    transaction<Result>(work: () => Result): Result;
}

/** What started an automation. */
export type TriggerOperation = 'insert' | 'update' | 'delete';

/** One record on its way through the order of execution. */
export interface TriggerRecord {
    /** Current values; before-save automation may change them in place. */
    readonly record: RecordData;
    /** Values before the update; undefined for an insert. */
    readonly prior: RecordData | undefined;
    /** Makes the save of this record fail. */
    addError(error: SaveError): void;
}

/** The records of one object that are saved together. */
export interface TriggerBatch {
    readonly objectName: string;
    readonly operation: TriggerOperation;
    readonly records: readonly TriggerRecord[];
}

/** Flows, as the store calls them. Called in this order around each save. */
export interface Automation {
    beforeSave(execution: Execution, batch: TriggerBatch): void;
    afterSave(execution: Execution, batch: TriggerBatch): void;
    beforeDelete(execution: Execution, batch: TriggerBatch): void;
    /** A batch of events of one platform event object (at most 2,000), in its own transaction. */
    onPlatformEvents(execution: Execution, objectName: string, events: readonly RecordData[]): void;
    /** Runs scheduled flows, scheduled paths and asynchronous paths that are due. */
    runDue(now: Date): void;
}

/** A formula as the schema needs it: formula fields, validation rules, default values. */
export interface FormulaService {
    /**
     * Problems of a formula on this object; empty when it is valid. `hasGlobal` tells whether a global that is
     * no field exists, such as `$Label.Greeting`; without it every name is taken as existing.
     */
    check(
        formula: string,
        objectName: string,
        schema: Schema,
        hasGlobal?: (path: readonly string[]) => boolean
    ): readonly string[];
    /** The value for one record. `lookup` fetches a parent field such as `Account.Name`. */
    evaluate(formula: string, scope: FormulaScope): FieldValue;
}

/** What a formula can see. */
export interface FormulaScope {
    readonly schema: Schema;
    readonly objectName: string;
    readonly record: RecordData;
    readonly prior: RecordData | undefined;
    readonly isNew: boolean;
    readonly now: Date;
    readonly userId: string;
    /** A field through relationships, given as its path below the record. */
    lookup(path: readonly string[]): FieldValue;
    /** A global variable, given with its prefix: `['$User', 'Id']`. Without it globals are refused. */
    global?(path: readonly string[]): FieldValue;
    /** How blank numbers are read (`formulaTreatBlanksAs`); as zero when left out. */
    readonly blanksAs?: 'zero' | 'blank';
    /** Type of the formula field; a percent result is scaled, a checkbox is never blank. */
    readonly resultType?: FieldType;
}

/** A folder that takes part in deployments: first checks the candidate, then takes it over. */
export interface MetadataConsumer {
    /** Problems of the candidate metadata as a whole; nothing is changed. */
    check(candidate: MetadataRegistry, schema: Schema): readonly Problem[];
    /** Takes the deployed metadata over; runs inside the deployment's transaction. */
    apply(registry: MetadataRegistry, schema: Schema): void;
}

/** One delivered platform event. */
export interface PlatformEvent {
    readonly objectName: string;
    readonly replayId: number;
    readonly eventUuid: string;
    readonly createdDate: string;
    readonly createdById: string;
    readonly payload: RecordData;
}

/** Time and randomness, so that tests decide both. */
export interface Clock {
    now(): Date;
}
