/** `retrieve` and `checkRetrieveStatus`. */
import { zipSync } from 'fflate';
import { componentId } from '../deploy/componentId.ts';
import { writeComponents } from '../metadata/writeComponents.ts';
import { escapeXml, type MetadataComponent, type XmlElement } from '../metadata/index.ts';
import { makeId } from '../schema/recordId.ts';
import { child, childText, childTexts, SoapFault } from './envelope.ts';
import { FileProperties } from './fileProperties.ts';
import type { Operation, OperationContext } from './operation.ts';

/** How many retrieves are remembered. */
const remembered = 20;

/** The answers of retrieves, by id. */
export class RetrieveJobs {
    readonly #answers = new Map<string, object>();
    #started = 0;

    add(answer: object): string {
        this.#started += 1;
        const id = makeId('09S', this.#started);
        this.#answers.set(id.slice(0, 15), { id, ...answer });
        const [oldest] = this.#answers.keys();
        if (this.#answers.size > remembered && oldest) this.#answers.delete(oldest);
        return id;
    }

    find(id: string): object | undefined {
        return this.#answers.get(id.slice(0, 15));
    }
}

/** The operations on retrieves. */
export function retrieveOperations(jobs: RetrieveJobs): Readonly<Record<string, Operation>> {
    return {
        retrieve: (request, context) => {
            const id = jobs.add(retrieve(child(request, 'retrieveRequest') ?? child(request, 'request'), context));
            return [{ done: false, id, state: 'Queued' }];
        },
        checkRetrieveStatus: (request) => {
            const answer = jobs.find(childText(request, 'asyncProcessId') ?? '');
            if (!answer) throw new SoapFault('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
            return [answer];
        }
    };
}

function retrieve(request: XmlElement | undefined, context: OperationContext): object {
    const unpackaged = child(request, 'unpackaged');
    if (!unpackaged) throw new SoapFault('MISSING_ARGUMENT', 'Only unpackaged components can be retrieved');
    const found = findWanted(unpackaged, context);
    const files = writeComponents(context.tables.types, context.tables.schema, found.components);
    const manifest = writeManifest(
        found.components,
        childText(unpackaged, 'version') ?? context.org.settings.apiVersion
    );
    const entries = [...files, { path: 'package.xml', bytes: new TextEncoder().encode(manifest) }];
    const properties = new FileProperties(context);
    const folder = childText(request, 'singlePackage') === 'true' ? '' : 'unpackaged/';
    const zip = zipSync(Object.fromEntries(entries.map((file) => [`${folder}${file.path}`, file.bytes])));
    return {
        done: true,
        status: 'Succeeded',
        success: true,
        fileProperties: found.components.map((one) => properties.of(one, `${folder}${one.path}`)),
        messages: found.missing.map((problem) => ({ fileName: `${folder}package.xml`, problem })),
        zipFile: Buffer.from(zip).toString('base64')
    };
}

function findWanted(
    unpackaged: XmlElement,
    { org, tables }: OperationContext
): { components: MetadataComponent[]; missing: string[] } {
    const components = new Map<string, MetadataComponent>();
    const missing: string[] = [];
    const add = (one: MetadataComponent) => void components.set(componentId(one), one);
    for (const types of unpackaged.children.filter((element) => element.name === 'types')) {
        const type = childText(types, 'name') ?? '';
        for (const member of childTexts(types, 'members')) {
            const found = member === '*' ? org.registry.list(type) : [org.registry.get(type, member)].filter(isPresent);
            found.forEach(add);
            const childTypes = tables.types.get(type)?.children.map((one) => one.type) ?? [];
            const parts = childTypes
                .flatMap((name) => org.registry.list(name))
                .filter((part) => isPartOf(part, type, member));
            parts.forEach(add);
            const nothing = found.length === 0 && parts.length === 0 && member !== '*';
            if (nothing) missing.push(`Entity of type '${type}' named '${member}' cannot be found`);
        }
    }
    return { components: [...components.values()], missing };
}

function isPresent<Value>(value: Value | undefined): value is Value {
    return value !== undefined;
}

/** A whole object comes with its parts; the file of labels with all labels. */
function isPartOf(part: MetadataComponent, parentType: string, member: string): boolean {
    return member === '*' || parentType !== 'CustomObject' || part.fullName.startsWith(`${member}.`);
}

function writeManifest(components: readonly MetadataComponent[], version: string): string {
    const types = [...Map.groupBy(components, (component) => component.type)].map(([type, members]) => {
        const names = members.map((member) => `        <members>${escapeXml(member.fullName)}</members>\n`);
        return `    <types>\n${names.join('')}        <name>${type}</name>\n    </types>\n`;
    });
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">\n${types.join('')}    <version>${version}</version>\n</Package>\n`;
}
