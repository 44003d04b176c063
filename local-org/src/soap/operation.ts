import type { MetadataTables } from '../deploy/readDeployment.ts';
import type { XmlElement } from '../metadata/index.ts';
import type { Org } from '../org.ts';

/** Who calls an operation, and what it works on. */
export interface OperationContext {
    readonly org: Org;
    readonly tables: MetadataTables;
    readonly userId: string;
}

/** One operation of the Metadata API: its request element to the `result` elements of its answer. */
export type Operation = (request: XmlElement, context: OperationContext) => readonly unknown[];
