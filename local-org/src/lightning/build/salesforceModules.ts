import type { MetadataRegistry } from '../../metadata/component.ts';
import type { ObjectDescribe, Schema } from '../../platform.ts';
import { sessionModuleNames } from './sessionModules.ts';

/** What an `@salesforce/…` import is resolved against. */
export interface OrgFacts {
    readonly registry: MetadataRegistry;
    readonly schema: Schema;
}

/** The source of a module, or the reason why there is none. */
export type ModuleSource = { readonly source: string } | { readonly problem: string };

type Resolver = (name: string, facts: OrgFacts) => ModuleSource;

const value = (content: unknown): ModuleSource => ({ source: `export default ${JSON.stringify(content)};` });
const fromSession = (path: string, key: string): ModuleSource => ({
    source: `export default globalThis.lightningSession.${path}[${JSON.stringify(key)}];`
});

/**
 * One resolver per kind of scoped module ("@salesforce Modules" in the LWC reference). What depends on the
 * user is read from the page's session at run time, so that one build serves every user.
 */
const resolvers: Readonly<Record<string, Resolver>> = {
    schema: schemaToken,
    label: customLabel,
    resourceUrl: staticResource,
    messageChannel,
    customPermission: (name, { registry }) =>
        registry.get('CustomPermission', name)
            ? fromSession('customPermissions', name)
            : { problem: `There is no custom permission ${name}.` },
    userPermission: (name) => fromSession('userPermissions', name),
    user: (name) =>
        name === 'Id' || name === 'isGuest'
            ? fromSession('user', name)
            : { problem: `@salesforce/user/${name} does not exist; there are Id and isGuest.` },
    i18n: (name) =>
        sessionModuleNames.includes(`@salesforce/i18n/${name}`)
            ? fromSession('i18n', name)
            : { problem: `@salesforce/i18n/${name} is not supported by the local org.` },
    client: (name) =>
        name === 'formFactor'
            ? value('Large')
            : { problem: `@salesforce/client/${name} is not supported by the local org.` },
    apex: apexMethod
};

/** Resolves a scoped module such as `@salesforce/schema/Asset.Name`. */
export function salesforceModule(specifier: string, facts: OrgFacts): ModuleSource {
    const [, kind = '', name = ''] = /^@salesforce\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
    const resolver = Object.hasOwn(resolvers, kind) ? resolvers[kind] : undefined;
    return resolver ? resolver(name, facts) : { problem: `${specifier} is not supported by the local org.` };
}

function schemaToken(name: string, { schema }: OrgFacts): ModuleSource {
    const [objectApiName = '', ...path] = name.split('.');
    const object = schema.object(objectApiName);
    if (!object) return { problem: `There is no object ${objectApiName}.` };
    if (path.length === 0) return value({ objectApiName });
    const problem = fieldProblem(object, path, schema);
    return problem ? { problem } : value({ fieldApiName: path.join('.'), objectApiName });
}

function fieldProblem(object: ObjectDescribe, path: readonly string[], schema: Schema): string | undefined {
    const [first = '', ...rest] = path;
    if (rest.length === 0) {
        return object.field(first) ? undefined : `There is no field ${first} on ${object.name}.`;
    }
    const parent = object
        .relationship(first)
        ?.referenceTo.map((target) => schema.object(target))
        .find(Boolean);
    if (!parent) return `There is no relationship ${first} on ${object.name}.`;
    return fieldProblem(parent, rest, schema);
}

function customLabel(name: string, { registry }: OrgFacts): ModuleSource {
    const label = /^c\.(\w+)$/.exec(name)?.[1];
    const component = label ? registry.get('CustomLabel', label) : undefined;
    if (!component) return { problem: `There is no custom label ${name}.` };
    const text = JSON.stringify((component.content as { value: string }).value);
    return { source: `export default globalThis.lightningSession.labels[${JSON.stringify(label)}] ?? ${text};` };
}

function staticResource(name: string, { registry }: OrgFacts): ModuleSource {
    return registry.get('StaticResource', name)
        ? value(`/resource/${name}`)
        : { problem: `There is no static resource ${name}.` };
}

function messageChannel(name: string, { registry }: OrgFacts): ModuleSource {
    const channel = name.replace(/__c$/, '');
    return registry.get('LightningMessageChannel', channel)
        ? value({ channelName: name })
        : { problem: `There is no message channel ${name}.` };
}

function apexMethod(name: string): ModuleSource {
    const platform = JSON.stringify('lightning/localApex');
    if (!name) return { source: `export { refreshApex, getSObjectValue } from ${platform};` };
    if (!/^\w+\.\w+$/.test(name)) return { problem: `@salesforce/apex/${name} does not name a class and a method.` };
    return { source: `import { apexMethod } from ${platform}; export default apexMethod(${JSON.stringify(name)});` };
}
