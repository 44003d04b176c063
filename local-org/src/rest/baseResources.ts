import { ok, type Resource, type ResourceCall } from './resource.ts';
import { versionBase } from './sobjectResources.ts';

/** The version's list of resources, and the org's limits. */
export const baseResources: readonly Resource[] = [
    { method: 'GET', path: '', handle: (call) => ok(resourceList(call)) },
    { method: 'GET', path: 'limits', handle: (call) => ok(limits(call)) }
];

const NAMES = [
    'sobjects',
    'query',
    'queryAll',
    'composite',
    'limits',
    'tooling',
    'metadata',
    'jobs',
    'ui-api',
    'graphql'
] as const;

function resourceList(call: ResourceCall): Record<string, string> {
    const { orgId } = call.org;
    const identity = `${call.baseUrl}/id/${orgId}/${call.execution.userId}`;
    return { ...Object.fromEntries(NAMES.map((name) => [name, `${versionBase(call)}/${name}`])), identity };
}

function limits(call: ResourceCall): Record<string, { Max: number; Remaining: number }> {
    return Object.fromEntries(
        Object.entries(call.org.limits.all()).map(([name, { max, remaining }]) => [
            name,
            { Max: max, Remaining: remaining }
        ])
    );
}
