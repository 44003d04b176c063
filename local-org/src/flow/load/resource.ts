import type {
    Flow,
    FlowConstant,
    FlowFormula,
    FlowNode,
    FlowTextTemplate,
    FlowVariable
} from '@salesforce/types/metadata';
import type { CompiledFormula } from '../../formula/index.ts';
import type { ElementHandler } from '../elements/handler.ts';
import type { FlowType } from '../dataType.ts';

/** A thing with a name that a flow can refer to. */
export type Resource =
    | { readonly kind: 'variable'; readonly name: string; readonly type: FlowType; readonly metadata: FlowVariable }
    | { readonly kind: 'constant'; readonly name: string; readonly type: FlowType; readonly metadata: FlowConstant }
    | { readonly kind: 'formula'; readonly name: string; readonly type: FlowType; readonly metadata: FlowFormula }
    | { readonly kind: 'template'; readonly name: string; readonly type: FlowType; readonly metadata: FlowTextTemplate }
    /** What an element answers under its own name. */
    | { readonly kind: 'output'; readonly name: string; readonly type: FlowType; readonly element: string }
    /** Several outputs of an element, under its name and theirs (`Call.result`). */
    | { readonly kind: 'outputs'; readonly name: string; readonly types: ReadonlyMap<string, FlowType> }
    /** Whether an outcome of a decision or a wait event was taken. */
    | { readonly kind: 'outcome'; readonly name: string; readonly type: FlowType }
    /** An element without a value, for the operator WasVisited. */
    | { readonly kind: 'element'; readonly name: string };

/** An element with the code that runs it. */
export interface LoadedElement {
    readonly name: string;
    readonly label: string;
    readonly handler: ElementHandler;
    readonly metadata: FlowNode;
}

/** A flow that can run. Names are looked up in lower case. */
export interface LoadedFlow {
    readonly name: string;
    readonly label: string;
    readonly metadata: Flow;
    readonly resources: ReadonlyMap<string, Resource>;
    readonly elements: ReadonlyMap<string, LoadedElement>;
    /** Compiled formulas by their source. */
    readonly formulas: Map<string, CompiledFormula>;
    /** First element; null when the flow does nothing. */
    readonly first: string | null;
    /** Object of `$Record`, if the flow has one. */
    readonly recordObject: string | undefined;
}
