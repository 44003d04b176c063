/** Single components: `readMetadata`, `createMetadata`, `updateMetadata`, `upsertMetadata`, `deleteMetadata`. */
import { deployComponents } from '../deploy/index.ts';
import type { DeployMessage } from '../deploy/deployTypes.ts';
import { readContent } from '../metadata/readContent.ts';
import { componentOf, writeRecord } from '../metadata/writeComponents.ts';
import type { ComponentName, MetadataComponent, Problem, XmlElement } from '../metadata/index.ts';
import { childText, childTexts, RawXml, SoapFault } from './envelope.ts';
import type { Operation, OperationContext } from './operation.ts';

/** At most so many components in one call. */
const mostComponents = 10;

/** The operations on single components; each component succeeds or fails by itself. */
export const recordOperations: Readonly<Record<string, Operation>> = {
    readMetadata: (request, { org, tables }) => {
        const type = childText(request, 'type') ?? childText(request, 'metadataType') ?? '';
        const records = childTexts(request, 'fullNames').map((name) => org.registry.get(type, name));
        const written = records.map(
            (one) =>
                `<records xsi:type="${type}">${one ? writeRecord(tables.types, tables.schema, org.registry, one) : ''}</records>`
        );
        return [new RawXml(written.join(''))];
    },
    createMetadata: (request, context) =>
        componentsIn(request).map((element) =>
            save(element, context, (exists, name) =>
                exists ? `There is already a component named ${name}` : undefined
            )
        ),
    updateMetadata: (request, context) =>
        componentsIn(request).map((element) =>
            save(element, context, (exists, name) => (exists ? undefined : `Entity named '${name}' cannot be found`))
        ),
    upsertMetadata: (request, context) =>
        componentsIn(request).map((element) => save(element, context, () => undefined)),
    deleteMetadata: (request, context) => {
        const type = childText(request, 'type') ?? childText(request, 'metadataType') ?? '';
        return childTexts(request, 'fullNames').map((fullName) => remove({ type, fullName }, context));
    }
};

function componentsIn(request: XmlElement): readonly XmlElement[] {
    const elements = request.children.filter((element) => element.name === 'metadata');
    if (elements.length > mostComponents)
        throw new SoapFault('LIMIT_EXCEEDED', `At most ${mostComponents} components in one call`);
    return elements;
}

function save(
    element: XmlElement,
    context: OperationContext,
    refusal: (exists: boolean, name: string) => string | undefined
): object {
    const type = element.attributes['xsi:type']?.replace(/^.*:/, '') ?? '';
    const known = context.tables.types.get(type);
    if (!known) throw new SoapFault('INVALID_TYPE', `Metadata type not supported by the local org: ${type}`);
    const fullName = childText(element, 'fullName') ?? '';
    const before = context.org.registry.get(type, fullName);
    const refused = refusal(before !== undefined, fullName);
    if (refused) return failure(fullName, refused);
    const { content, problems } = readContent(context.tables.schema, element, type);
    const component = componentOf(context.tables.types, { type, fullName }, named(content, fullName, known.parent));
    return { created: before === undefined, ...deploy(context, [component], [], located(component, problems)) };
}

/** Inside a file a child carries its own name only. */
function named(content: Record<string, unknown>, fullName: string, parent: string | undefined): object {
    const own = fullName.includes('.') ? fullName.slice(fullName.indexOf('.') + 1) : fullName;
    if (parent) content.fullName = own;
    else delete content.fullName;
    return content;
}

function located(component: MetadataComponent, problems: ReturnType<typeof readContent>['problems']): Problem[] {
    const { type, fullName, path } = component;
    return problems.map((problem) => ({ type, fullName, path, ...problem }));
}

function remove(name: ComponentName, context: OperationContext): object {
    if (!context.org.registry.get(name.type, name.fullName)) {
        return failure(name.fullName, `Entity of type '${name.type}' named '${name.fullName}' cannot be found`);
    }
    return deploy(context, [], [name], []);
}

function deploy(
    { org, tables, userId }: OperationContext,
    upserts: readonly MetadataComponent[],
    deletions: readonly ComponentName[],
    problems: readonly Problem[]
): object {
    const result = deployComponents(org, tables, { upserts, deletions, problems }, userId);
    const fullName = [...upserts, ...deletions][0]?.fullName ?? '';
    const failures = result.details.componentFailures;
    if (failures.length === 0) return { fullName, success: true };
    return failure(fullName, failures.map((one: DeployMessage) => one.problem ?? '').join('\n'));
}

function failure(fullName: string, message: string): object {
    return { errors: [{ message, statusCode: 'INVALID_CROSS_REFERENCE_KEY' }], fullName, success: false };
}
