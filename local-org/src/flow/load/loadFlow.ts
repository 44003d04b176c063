import type { Flow, FlowNode } from '@salesforce/types/metadata';
import { problemAt } from '../../metadata/index.ts';
import type { MetadataComponent, Problem } from '../../metadata/component.ts';
import { handlerOf, refusedElements } from '../elements/index.ts';
import { elementKinds, elementsOf, list } from '../metadata.ts';
import type { ElementKind } from '../metadata.ts';
import { Checker } from './checker.ts';
import type { FlowInterface } from './checker.ts';
import { checkGraph } from './graph.ts';
import { declareResources } from './declare.ts';
import { checkResources } from './checkResources.ts';
import { checkStart } from './start.ts';
import type { Namespace } from './references.ts';
import type { LoadedElement, LoadedFlow } from './resource.ts';

/** A flow that was read, with what is wrong with it. */
export interface LoadOutcome {
    /** Runnable when there is no error among the problems. */
    readonly flow: LoadedFlow;
    readonly problems: readonly Problem[];
}

/** The process type that runs without a person; processes of Process Builder are of other types. */
const runnable = 'AutoLaunchedFlow';

/** Why a flow is kept as metadata only; undefined when it runs. */
export function notRunnable(flow: Flow): string | undefined {
    const type = flow.processType ?? runnable;
    if (list(flow.screens).length > 0)
        return `Flows with screens are kept, but do not run in the local org: ${refusedElements.screens}.`;
    if (type !== runnable) return `Flows of type ${type} are kept, but do not run in the local org.`;
    return undefined;
}

/**
 * Turns a flow into a graph that can run, and finds everything that stands against it. Problems of flows that
 * are not active are warnings.
 */
export function loadFlow(
    component: MetadataComponent,
    { schema, hasGlobal }: Pick<Namespace, 'schema' | 'hasGlobal'>,
    flows: (name: string) => FlowInterface | undefined
): LoadOutcome {
    const metadata = component.content as Flow;
    const problems: Problem[] = [];
    const severity = metadata.status === 'Active' ? 'error' : 'warning';
    const report = (message: string, at?: unknown): void => {
        problems.push(problemAt(component, message, at, undefined, severity));
    };
    const recordObject =
        metadata.start?.object === undefined
            ? undefined
            : (schema.object(metadata.start.object)?.name ?? metadata.start.object);
    const scope = { recordObject, schema, hasGlobal };
    const elements = loadElements(metadata, report);
    const resources = declareResources(metadata, elements, scope, flows, report);
    const checker = new Checker({ resources, ...scope }, report, flows);
    checkResources(metadata, checker);
    checkStart(metadata, checker);
    for (const element of elements.values()) {
        checker.enter(element.name, element.metadata);
        element.handler.check(element.metadata, checker);
    }
    const first = metadata.start?.connector?.targetReference ?? metadata.startElementReference ?? null;
    checkGraph(metadata, elements, (message, at, warn) => {
        problems.push(problemAt(component, message, at, undefined, warn === true ? 'warning' : severity));
    });
    const { label } = metadata;
    const flow = {
        name: component.fullName,
        label,
        metadata,
        resources,
        elements,
        formulas: checker.formulas,
        first,
        recordObject
    };
    return { flow, problems };
}

function loadElements(metadata: Flow, report: (message: string, at?: unknown) => void): Map<string, LoadedElement> {
    const elements = new Map<string, LoadedElement>();
    for (const kind of elementKinds) {
        for (const node of elementsOf(metadata, kind)) {
            const element = loadElement(kind, node, report);
            if (!element) continue;
            const key = element.name.toLowerCase();
            if (elements.has(key)) report(`${element.name}: the name is used twice.`, node);
            elements.set(key, element);
        }
    }
    return elements;
}

function loadElement(
    kind: ElementKind,
    node: FlowNode,
    report: (message: string, at?: unknown) => void
): LoadedElement | undefined {
    const name = node.name ?? '';
    const handler = handlerOf(kind);
    if (handler) return { name, label: node.label ?? name, handler, metadata: node };
    const reason = kind in refusedElements ? refusedElements[kind as keyof typeof refusedElements] : 'it is unknown';
    report(`${name}: the local org does not run elements of type ${kind}: ${reason}.`, node);
    return undefined;
}
