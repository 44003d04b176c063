import type { Logger } from 'pino';
import type { BridgeStatusFields } from '../contract/index.ts';
import { reasonOf } from '../errors.ts';
import type { DefinitionProblem } from '../map/index.ts';
import type { Org } from '../sink/org.ts';

/** Length of Bridge_Status__c.Definition_Problems__c. */
const maximumLength = 32_768;

/** What the report works with. */
export interface ProblemReportParts {
    org: Pick<Org, 'reportStatus'>;
    log: Logger;
    /** Name of this bridge. */
    name: string;
}

/**
 * Tells the admins of the org which definitions are refused: once after a start, then when that changes. What could not
 * be told is told with the next reading of the org.
 */
export class ProblemReport {
    private readonly parts: ProblemReportParts;
    private told: string | undefined;

    constructor(parts: ProblemReportParts) {
        this.parts = parts;
    }

    /** Never rejects: the bridge works without it, and an older package in the org lacks the record. */
    async tell(problems: readonly DefinitionProblem[]): Promise<void> {
        const all = JSON.stringify(problems);
        if (all === this.told) return;
        try {
            await this.parts.org.reportStatus(this.parts.name, problemFields(problems, new Date()));
            this.told = all;
        } catch (error) {
            this.parts.log.warn({ reason: reasonOf(error) }, 'the org could not be told which definitions are refused');
        }
    }
}

/** Fields of Bridge_Status__c: as many problems as fit, and the number of all. */
export function problemFields(problems: readonly DefinitionProblem[], now: Date): BridgeStatusFields {
    const entries: string[] = [];
    let length = 2;
    for (const { kind, name, reason } of problems) {
        const entry = JSON.stringify({ kind, name, reason });
        length += entry.length + 1;
        if (length > maximumLength) break;
        entries.push(entry);
    }
    return {
        Definition_Problem_Count__c: problems.length,
        Definition_Problems__c: `[${entries.join(',')}]`,
        Reported_At__c: now.toISOString()
    };
}
