import type { FlowNode } from '@salesforce/types/metadata';
import type { ElementKind } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import type { TraceStep } from '../trace.ts';

/** A line of the trace for an element, before it is known where the interview goes. */
export function stepOf(
    element: FlowNode,
    kind: ElementKind,
    details: readonly string[]
): Omit<TraceStep, 'next' | 'fault'> {
    const name = element.name ?? '';
    return { element: name, kind, label: element.label ?? name, details };
}

/** The first link with a label. */
export function way(links: readonly Link[], label: string): Link | undefined {
    return links.find((link) => link.label === label);
}
