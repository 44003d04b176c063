import type { FlowNode } from '@salesforce/types/metadata';
import type { FlowType } from '../dataType.ts';
import type { Checker, FlowInterface } from '../load/checker.ts';
import type { Resource } from '../load/resource.ts';
import type { ElementKind, Link } from '../metadata.ts';
import type { Interview } from '../run/interview.ts';
import type { Runtime } from '../run/runtime.ts';

/** What an element of the metadata declares, for those who refer to it. */
export interface Declarations {
    readonly flow: (name: string) => FlowInterface | undefined;
    /** Type of an already declared resource, for elements whose output depends on their input. */
    readonly typeOf: (reference: string) => FlowType | undefined;
}

/** Runs one kind of element. */
export interface ElementHandler<Element extends FlowNode = FlowNode> {
    readonly kind: ElementKind;
    /** What it does, for the table of supported elements. */
    readonly summary: string;
    /** Elements that read or write records run once for all interviews that wait at them. */
    readonly bulk: boolean;
    links(element: Element): readonly Link[];
    /** Resources that it offers besides its own name. */
    declare(element: Element, declarations: Declarations): readonly Resource[];
    check(element: Element, checker: Checker): void;
    /** Executes the element for interviews that stand at it, and sends each one on. */
    run(element: Element, interviews: readonly Interview[], runtime: Runtime): void;
}

/** The handler without its element type, for tables of all handlers. */
export function handler<Element extends FlowNode>(definition: ElementHandler<Element>): ElementHandler {
    return definition;
}
