/** Projects in source format below a folder, and what their flows need. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CustomObject, Flow } from '@salesforce/types/metadata';
import { z } from 'zod';
import type { MetadataTables } from '../src/deploy/readDeployment.ts';
import { readSource } from '../src/deploy/readSource.ts';
import { projectFolders } from '../src/deploy/sourceProject.ts';
import { notRunnable } from '../src/flow/index.ts';
import { list } from '../src/flow/metadata.ts';
import { componentKey, type MetadataComponent, type Problem } from '../src/metadata/index.ts';

/** One project, ready to be deployed. */
export interface PublicProject {
    /** Its folder below the one that was looked through. */
    readonly name: string;
    /** Objects, fields, labels and the like, without the flows. */
    readonly base: readonly MetadataComponent[];
    /** Flows of standard elements, made active. */
    readonly flows: readonly MetadataComponent[];
    /** Flows that need a person, Apex or another runtime: kept, so that a call of them is refused by its reason. */
    readonly outOfScope: readonly MetadataComponent[];
    /** What the Metadata API schema says against files, flows among them. */
    readonly problems: readonly Problem[];
}

/**
 * Folders of components on which a flow can lean: what else a repository holds need not be complete. Validation rules
 * are left out, as they judge sample records.
 */
const neededFolders = new Map([
    ['customMetadata', ['CustomMetadata']],
    ['customPermissions', ['CustomPermission']],
    ['flows', ['Flow']],
    ['globalValueSets', ['GlobalValueSet']],
    ['groups', ['Group']],
    ['labels', ['CustomLabels', 'CustomLabel']],
    ['notificationtypes', ['CustomNotificationType']],
    ['objects', ['CustomObject', 'CustomField', 'RecordType']],
    ['queues', ['Queue']],
    ['standardValueSets', ['StandardValueSet']],
    ['workflows', ['Workflow', 'WorkflowAlert']]
]);
const neededTypes: ReadonlySet<string> = new Set([...neededFolders.values()].flat());

/** Actions whose work is code that the local org does not have. */
const foreignActions: ReadonlySet<string> = new Set(['apex', 'component', 'externalService', 'flowtest', 'invocable']);

/** Folders below `dataDir` that hold an `sfdx-project.json`. */
export function findProjects(dataDir: string): readonly string[] {
    return globSync('**/sfdx-project.json', { cwd: dataDir, exclude: isForeign })
        .map((file) => path.dirname(file))
        .toSorted();
}

function isForeign(name: string): boolean {
    return ['classes', 'lwc', 'node_modules'].includes(path.basename(name));
}

/** Reads one project; components that two of its package directories hold count once. */
export function readProject(tables: MetadataTables, dataDir: string, name: string): PublicProject {
    const projectDir = path.join(dataDir, name);
    const roots = projectFolders(projectDir).folders.filter((folder) => existsSync(folder));
    const folders = roots.flatMap((root) =>
        globSync(`**/{${[...neededFolders.keys()].join(',')}}`, { cwd: root, exclude: isForeign }).map((folder) =>
            path.join(root, folder)
        )
    );
    const { components, problems } = readSource(tables, projectDir, { folders });
    const own = withoutNamespace(namespaceOf(projectDir), components);
    const distinct = [...new Map(own.map((one) => [componentKey(one), withoutPages(one)])).values()];
    const flows = distinct.filter(({ type }) => type === 'Flow');
    const inScope = flows.filter(({ content }) => isStandard(content as Flow));
    return {
        name,
        base: distinct.filter(({ type }) => type !== 'Flow' && neededTypes.has(type)),
        flows: inScope.map((flow) => ({ ...flow, content: { ...(flow.content as Flow), status: 'Active' } })),
        outOfScope: flows.filter((flow) => !inScope.includes(flow)).map(asDraft),
        problems
    };
}

const projectFile = z.object({ namespace: z.string().default('') });

function namespaceOf(projectDir: string): string {
    const text = readFileSync(path.join(projectDir, 'sfdx-project.json'), 'utf8');
    return projectFile.parse(JSON.parse(text)).namespace;
}

/** In an org without a namespace the project's own components have none, wherever they are named. */
function withoutNamespace(namespace: string, components: readonly MetadataComponent[]): readonly MetadataComponent[] {
    if (namespace === '') return components;
    const prefix = new RegExp(`\\b${namespace}__(?=\\w)`, 'g');
    return components.map((one) => ({
        ...one,
        fullName: one.fullName.replace(prefix, ''),
        content: JSON.parse(JSON.stringify(one.content).replace(prefix, '')) as unknown
    }));
}

/** Pages and compact layouts of an object say nothing about its data. */
function withoutPages(component: MetadataComponent): MetadataComponent {
    if (component.type !== 'CustomObject') return component;
    const { compactLayoutAssignment: _layout, ...content } = component.content as CustomObject;
    return { ...component, content: { ...content, actionOverrides: [] } };
}

function asDraft(flow: MetadataComponent): MetadataComponent {
    return { ...flow, content: { ...(flow.content as Flow), status: 'Draft' } };
}

/** Whether a flow starts without a person and has only elements of the platform. */
function isStandard(flow: Flow): boolean {
    if (notRunnable(flow) !== undefined || list(flow.apexPluginCalls).length > 0) return false;
    return !list(flow.actionCalls).some(({ actionType }) => foreignActions.has(String(actionType).toLowerCase()));
}
