import { createGlobals } from '../flow/index.ts';
import type { Execution, Records } from '../platform.ts';
import type { RecordsContext } from './context.ts';
import type { StoredMetadata } from './metadataHome.ts';

/** What global variables are read from; each is asked for when it is needed. */
export interface GlobalParts {
    readonly metadata: StoredMetadata;
    readonly records: () => Records;
    readonly instanceUrl: () => string;
    readonly begin: (userId: string) => Execution;
}

/** Reads global variables for formulas of records, as flows read them. */
export function formulaGlobals({ metadata, records, instanceUrl, begin }: GlobalParts): RecordsContext['global'] {
    const read = createGlobals({
        get records() {
            return records();
        },
        get schema() {
            return metadata.schema;
        },
        get registry() {
            return metadata.registry;
        },
        get instanceUrl() {
            return instanceUrl();
        }
    });
    return (path, userId) => read(path, begin(userId));
}
