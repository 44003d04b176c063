import type { Flow } from '@salesforce/types/metadata';
import { declaredType, single } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import type { Declarations } from '../elements/handler.ts';
import { list } from '../metadata.ts';
import type { FlowInterface, Report } from './checker.ts';
import { isProblem, typeOfReference } from './references.ts';
import type { Namespace } from './references.ts';
import type { LoadedElement, Resource } from './resource.ts';

/** What all names of a flow stand for, by name in lower case. */
export function declareResources(
    metadata: Flow,
    elements: ReadonlyMap<string, LoadedElement>,
    scope: Omit<Namespace, 'resources'>,
    flows: (name: string) => FlowInterface | undefined,
    report: Report
): Map<string, Resource> {
    const resources = new Map<string, Resource>();
    const add = (resource: Resource, at: unknown): void => {
        const key = resource.name.toLowerCase();
        if (resources.has(key)) report(`${resource.name}: the name is used twice.`, at);
        resources.set(key, resource);
    };
    for (const [resource, at] of plainResources(metadata, report)) add(resource, at);
    const typeOf = (reference: string): FlowType | undefined => {
        const type = typeOfReference(reference, { resources, ...scope });
        return isProblem(type) ? undefined : type;
    };
    declareElements([...elements.values()], { flow: flows, typeOf }, add, resources);
    return resources;
}

function plainResources(metadata: Flow, report: Report): [Resource, unknown][] {
    const found: [Resource, unknown][] = [];
    const typed = (type: FlowType | undefined, name: string, at: unknown): FlowType => {
        if (!type) report(`${name}: the local org does not support Apex-defined types.`, at);
        return type ?? single('text');
    };
    for (const variable of list(metadata.variables)) {
        const name = variable.name ?? '';
        const type = typed(
            declaredType(variable.dataType, variable.isCollection === true, variable.objectType),
            name,
            variable
        );
        found.push([{ kind: 'variable', name, type, metadata: variable }, variable]);
    }
    for (const constant of list(metadata.constants)) {
        const name = constant.name ?? '';
        found.push([
            {
                kind: 'constant',
                name,
                type: typed(declaredType(constant.dataType, false), name, constant),
                metadata: constant
            },
            constant
        ]);
    }
    for (const formula of list(metadata.formulas)) {
        const name = formula.name ?? '';
        const type = typed(declaredType(formula.dataType ?? 'String', false), name, formula);
        found.push([{ kind: 'formula', name, type, metadata: formula }, formula]);
    }
    for (const template of list(metadata.textTemplates)) {
        found.push([
            { kind: 'template', name: template.name ?? '', type: single('text'), metadata: template },
            template
        ]);
    }
    return found;
}

/** Loops and filters take their type from collections that other elements declare, so it takes several rounds. */
function declareElements(
    elements: readonly LoadedElement[],
    declarations: Declarations,
    add: (resource: Resource, at: unknown) => void,
    resources: Map<string, Resource>
): void {
    let open = elements;
    for (;;) {
        const waiting: LoadedElement[] = [];
        for (const element of open) {
            const declared = element.handler.declare(element.metadata, declarations);
            const waits = element.handler.kind === 'loops' || element.handler.kind === 'collectionProcessors';
            const untyped = declared.length === 0 || declared.every((resource) => resource.kind === 'element');
            if (waits && untyped) waiting.push(element);
            else for (const resource of declared) add(resource, element.metadata);
        }
        if (waiting.length === open.length || waiting.length === 0) {
            open = waiting;
            break;
        }
        open = waiting;
    }
    for (const element of elements) {
        const known = resources.get(element.name.toLowerCase());
        if (!known || isPlain(known)) add({ kind: 'element', name: element.name }, element.metadata);
    }
}

/** Resources that no element declares. */
function isPlain({ kind }: Resource): boolean {
    return kind === 'variable' || kind === 'constant' || kind === 'formula' || kind === 'template';
}
