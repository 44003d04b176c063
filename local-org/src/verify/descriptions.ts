/** Everything an admin meets in Setup explains itself. */
import type { CustomMetadata } from '@salesforce/types/metadata';
import { problemAt, type MetadataComponent, type Problem } from '../metadata/index.ts';

/** Types that have a `description` of their own. */
const described: ReadonlySet<string> = new Set([
    'CustomField',
    'CustomObject',
    'ExternalClientApplication',
    'Flow',
    'FlowTest',
    'PermissionSet'
]);

/** Objects, fields, flows, permission sets, external client apps and custom metadata records without a description. */
export function descriptionProblems(components: readonly MetadataComponent[]): Problem[] {
    return components.filter(needsDescription).flatMap((component) => {
        if (descriptionOf(component).trim() !== '') return [];
        return [problemAt(component, 'has no description')];
    });
}

/** Settings of standard objects and fields belong to Salesforce. */
function needsDescription(component: MetadataComponent): boolean {
    if (component.type === 'CustomMetadata') return true;
    const isStandard = /^Custom(Object|Field)$/.test(component.type) && !/__[a-z]+$/.test(component.fullName);
    return described.has(component.type) && !isStandard;
}

function descriptionOf(component: MetadataComponent): string {
    const content = component.content as { readonly description?: string } & Partial<Pick<CustomMetadata, 'values'>>;
    if (component.type !== 'CustomMetadata') return content.description ?? '';
    const value = content.values?.find((one) => one.field === 'Description__c')?.value as unknown;
    return content.description ?? (typeof value === 'string' ? value : '');
}
