import type { GeneratedFile } from './generatedFile.ts';
import type { Project } from './project.ts';

const HEADER = '// Generated from force-app by "npm run generate". Do not edit.\n';

/** Types of `@salesforce/label/c.*`: one module per custom label. */
export function labelTypes(labels: readonly string[]): GeneratedFile {
    const modules = [...labels].sort().map((name) => tokenModule(`label/c.${name}`, 'string'));
    return file('labels', modules);
}

/** Types of the other tokens that name metadata: static resources, custom permissions, message channels. */
export function tokenTypes(project: Project): GeneratedFile {
    const channels = project.channels.map(({ name, fields }) => {
        const names = fields.map((field) => `'${field}'`).join(' | ');
        return tokenModule(`messageChannel/${name}__c`, `SalesforceMessageChannel<${names || 'never'}>`);
    });
    return file('tokens', [
        ...project.resources.map((name) => tokenModule(`resourceUrl/${name}`, 'string')),
        ...project.customPermissions.map((name) => tokenModule(`customPermission/${name}`, 'true | undefined')),
        ...channels
    ]);
}

function tokenModule(name: string, type: string): string {
    return `declare module '@salesforce/${name}' { const token: ${type}; export default token; }`;
}

function file(name: string, modules: readonly string[]): GeneratedFile {
    return { path: `config/types/generated/${name}.d.ts`, content: `${HEADER}\n${modules.join('\n')}\n` };
}
