/** References in the files of a bundle to what must exist in the org. */
import {
    problemAt,
    suggestion,
    type MetadataComponent,
    type MetadataFile,
    type Problem
} from '../../metadata/index.ts';
import { findField } from './fieldPath.ts';
import type { RuleContext } from './rule.ts';

type Check = (reference: string, context: RuleContext) => string | undefined;

const missing = (type: string, name: string, { registry }: RuleContext): string | undefined => {
    if (registry.get(type, name)) return undefined;
    const names = registry.list(type).map((one) => one.fullName);
    return `no ${type} named ${name} found${suggestion(name, names)}`;
};

/** Apex does not care for upper and lower case. */
function missingClass(name: string, context: RuleContext): string | undefined {
    const known = context.registry.list('ApexClass').some((one) => one.fullName.toLowerCase() === name.toLowerCase());
    return known ? undefined : missing('ApexClass', name, context);
}

/** Modules by their beginning, and what must hold for the rest. */
const checks: Readonly<Record<string, Check>> = {
    '@salesforce/schema/': (reference, context) => {
        const [objectName = '', ...path] = reference.split('.');
        if (path.length > 0) return findField(context, objectName, path.join('.')).problem;
        return context.schema.object(objectName) ? undefined : findField(context, objectName, 'Id').problem;
    },
    '@salesforce/label/': (reference, context) =>
        reference.startsWith('c.') ? missing('CustomLabel', reference.slice(2), context) : undefined,
    '@salesforce/apex/': (reference, context) => missingClass(reference.split('.')[0] ?? '', context),
    '@salesforce/messageChannel/': (reference, context) =>
        reference.endsWith('__c') ? missing('LightningMessageChannel', reference.slice(0, -3), context) : undefined,
    '@salesforce/resourceUrl/': (reference, context) => missing('StaticResource', reference, context),
    '@salesforce/contentAssetUrl/': (reference, context) => missing('ContentAsset', reference, context),
    '@salesforce/customPermission/': (reference, context) => missing('CustomPermission', reference, context),
    'c/': (reference, context) => {
        const name = reference.split('/')[0] ?? '';
        return missing('LightningComponentBundle', name, context);
    }
};

const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;

/** Imports of a JavaScript file that lead nowhere. */
export function importProblems(component: MetadataComponent, file: MetadataFile, context: RuleContext): Problem[] {
    if (!file.path.endsWith('.js')) return [];
    const source = withoutComments(new TextDecoder().decode(file.bytes));
    return [...source.matchAll(importPattern)].flatMap((match) => {
        const module = match[1] ?? '';
        const start = Object.keys(checks).find((one) => module.startsWith(one));
        const problem = start ? checks[start]?.(module.slice(start.length), context) : undefined;
        return problem
            ? [problemAt({ ...component, path: file.path, ...placeIn(source, match.index) }, `${module}: ${problem}`)]
            : [];
    });
}

/** Tags of a template such as `<c-machine-node>` without a component. */
export function tagProblems(component: MetadataComponent, file: MetadataFile, context: RuleContext): Problem[] {
    if (!file.path.endsWith('.html')) return [];
    const source = withoutMarkupComments(new TextDecoder().decode(file.bytes));
    return [...source.matchAll(/<c-([a-z0-9_-]+)/g)].flatMap((match) => {
        const name = (match[1] ?? '').replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
        const problem = missing('LightningComponentBundle', name, context);
        return problem ? [problemAt({ ...component, path: file.path, ...placeIn(source, match.index) }, problem)] : [];
    });
}

/** Comments become blanks, so that places stay as they are. */
function withoutComments(source: string): string {
    return source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, blank);
}

function withoutMarkupComments(source: string): string {
    return source.replace(/<!--[\s\S]*?-->/g, blank);
}

function blank(text: string): string {
    return text.replace(/[^\n]/g, ' ');
}

function placeIn(source: string, offset: number): { line: number; column: number } {
    const before = source.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
