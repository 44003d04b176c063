import type { RecordData, SaveError, SaveResult } from '../../platform.ts';
import type { Prepared } from './perInterview.ts';
import type { Runtime } from './runtime.ts';

/** Rows that one interview writes. */
export interface Rows {
    readonly rows: readonly RecordData[];
}

/** What became of an interview's rows; with errors none of them was written. */
export interface Written<Input> extends Prepared<Input> {
    readonly results: readonly SaveResult[];
    readonly errors: readonly SaveError[];
}

/** Thrown to roll back an attempt in which some interviews wrote only a part of their rows. */
class PartlyWritten<Input> extends Error {
    readonly failed: readonly Written<Input>[];

    constructor(failed: readonly Written<Input>[]) {
        super('Some rows of an interview failed.');
        this.failed = failed;
    }
}

/**
 * Writes the rows of many interviews with one call. Each interview writes all of its rows or none: when some
 * of them fail, everything is rolled back and written again without that interview.
 */
export function writeTogether<Input extends Rows>(
    runtime: Runtime,
    work: readonly Prepared<Input>[],
    write: (rows: readonly RecordData[]) => SaveResult[]
): Written<Input>[] {
    const failed: Written<Input>[] = [];
    let open = work;
    for (;;) {
        try {
            return [...failed, ...runtime.records.transaction(() => attempt(open, write))];
        } catch (error) {
            if (!(error instanceof PartlyWritten)) throw error;
            failed.push(...(error as PartlyWritten<Input>).failed);
            open = work.filter((one) => !failed.some(({ interview }) => interview === one.interview));
        } finally {
            runtime.parents.clear();
        }
    }
}

function attempt<Input extends Rows>(
    work: readonly Prepared<Input>[],
    write: (rows: readonly RecordData[]) => SaveResult[]
): Written<Input>[] {
    const rows = work.flatMap(({ input }) => input.rows);
    const results = rows.length > 0 ? write(rows) : [];
    let at = 0;
    const written = work.map((one): Written<Input> => {
        const own = results.slice(at, (at += one.input.rows.length));
        return { ...one, results: own, errors: own.flatMap((result) => (result.success ? [] : result.errors)) };
    });
    const partly = written.filter(({ errors, input }) => errors.length > 0 && input.rows.length > 1);
    if (partly.length > 0) throw new PartlyWritten(partly);
    return written;
}

/** How the platform tells a flow of failed rows. */
export function writeFault(verb: string, errors: readonly SaveError[]): string {
    const reasons = errors.map((error) => `${error.statusCode}: ${error.message}`);
    return `This error occurred when the flow tried to ${verb} records: ${[...new Set(reasons)].join('; ')}.`;
}
