import type { MetadataRegistry } from '../metadata/component.ts';
import type { Access } from '../org.ts';
import type { Automation, Clock, FieldValue, FormulaService, RecordData, Schema } from '../platform.ts';
import type { Database } from '../store/database.ts';
import type { Rows } from '../store/rows.ts';
import type { Sequences } from '../store/sequences.ts';

/** What the records service needs of the org; `schema`, `registry` and `automation` change with deployments. */
export interface RecordsContext {
    readonly schema: Schema;
    readonly registry: MetadataRegistry;
    readonly automation: Automation;
    readonly access: Access;
    readonly formula: FormulaService;
    readonly clock: Clock;
    readonly database: Database;
    readonly rows: Rows;
    readonly sequences: Sequences;
    /** Publishes one platform event; answers its uuid. */
    publish(objectName: string, payload: RecordData, userId: string): string;
    /** A global variable of a formula, such as `$Profile.Name` or `$Label.Greeting`, for a user. */
    global(path: readonly string[], userId: string): FieldValue;
    /** Tells that a record was written in the running transaction. */
    changed(objectName: string, id: string): void;
    /** Whether a test wants this save to find its row locked. */
    takeRowLock(): boolean;
    /** Org-wide default owner of records that the Automated Process user creates. */
    readonly defaultOwnerId: string;
}
