import type { Flow, FlowConnector, FlowElementReferenceOrValue, FlowNode } from '@salesforce/types/metadata';

/** Properties of `Flow` that hold elements an interview can reach. */
export const elementKinds = [
    'actionCalls',
    'apexPluginCalls',
    'assignments',
    'collectionProcessors',
    'customErrors',
    'decisions',
    'experiments',
    'loops',
    'orchestratedStages',
    'recordCreates',
    'recordDeletes',
    'recordLookups',
    'recordRollbacks',
    'recordUpdates',
    'screens',
    'steps',
    'subflows',
    'transforms',
    'waits'
] as const satisfies readonly (keyof Flow)[];

/** Metadata type of an element. */
export type ElementKind = (typeof elementKinds)[number];

/** Repeatable parts that are left out of the XML are missing in the content. */
export function list<Item>(items: readonly Item[] | undefined): readonly Item[] {
    return items ?? [];
}

/** Elements of one kind, whatever the kind. */
export function elementsOf(flow: Flow, kind: ElementKind): readonly FlowNode[] {
    return list(flow[kind] as readonly FlowNode[] | undefined);
}

/** A way from one element to another. */
export interface Link {
    /** How people call it: `next`, `fault`, an outcome. */
    readonly label: string;
    readonly target: string;
}

/** The link of a connector, if it has one. */
export function link(label: string, connector: FlowConnector | undefined): readonly Link[] {
    return connector ? [{ label, target: connector.targetReference }] : [];
}

/** ISO 8601 text of a date, time or date-time that the reader left as text or made a Date. */
export function isoText(value: unknown): string {
    return value instanceof Date ? value.toISOString() : String(value);
}

/** A literal or a reference. */
export type ValueSource = FlowElementReferenceOrValue;
