import type { DestinationStream } from 'pino';
import type { Org } from './sink/org.ts';

/** What a bridge needs besides its configuration. */
export interface BridgeDependencies {
    /** The org to feed. */
    org: Org;
    /** Where log lines go; standard output when left out. */
    logStream?: DestinationStream | undefined;
}
