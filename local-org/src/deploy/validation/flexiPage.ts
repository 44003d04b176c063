/** Lightning pages: template and regions, components and their properties, fields and visibility. */
import type { ComponentInstance, FlexiPage } from '@salesforce/types/metadata';
import { problemAt, suggestion, type MetadataComponent, type Problem } from '../../metadata/index.ts';
import { findField, unknownObject } from './fieldPath.ts';
import { componentProblems } from './pageComponent.ts';
import { pageTemplates } from './pageTemplates.ts';
import type { Rule, RuleContext } from './rule.ts';

/** The rules of Lightning pages. */
export const flexiPageRule: Rule = (component, context) => {
    const content = component.content as FlexiPage;
    return [
        ...objectProblems(component, content, context),
        ...regionProblems(component, content),
        ...facetProblems(component, content),
        ...identifierProblems(component, content),
        ...componentsOf(content).flatMap((instance) => componentProblems(component, content, instance, context)),
        ...fieldProblems(component, content, context)
    ];
};

function objectProblems(component: MetadataComponent, content: FlexiPage, { schema }: RuleContext): Problem[] {
    if (content.sobjectType === undefined) {
        return content.type === 'RecordPage' ? [problemAt(component, 'Required field is missing: sobjectType')] : [];
    }
    if (schema.object(content.sobjectType)) return [];
    return [
        problemAt(
            component,
            `In field: sobjectType - ${unknownObject(schema, content.sobjectType)}`,
            content,
            'sobjectType'
        )
    ];
}

function regionProblems(component: MetadataComponent, content: FlexiPage): Problem[] {
    const template = content.template.name;
    const regions = Object.hasOwn(pageTemplates, template) ? pageTemplates[template] : undefined;
    if (!regions) {
        if (!template.startsWith('flexipage:')) return [];
        const message = `The regions of the template ${template} are not known here and were not checked`;
        return [problemAt(component, message, content.template, 'name', 'warning')];
    }
    return content.flexiPageRegions
        .filter((region) => region.type === 'Region' && !regions.includes(region.name))
        .map((region) => {
            const message = `The template ${template} has no region ${region.name}${suggestion(region.name, regions)}`;
            return problemAt(component, message, region, 'name');
        });
}

/** Facets hold what a component shows inside; each must be used by a property of some component. */
function facetProblems(component: MetadataComponent, content: FlexiPage): Problem[] {
    const facets = new Set(content.flexiPageRegions.filter((one) => one.type === 'Facet').map((one) => one.name));
    return componentsOf(content).flatMap((instance) =>
        instance.componentInstanceProperties
            .filter((property) => (property.value ?? '').startsWith('Facet-') && !facets.has(property.value ?? ''))
            .map((property) => problemAt(component, `There is no facet ${property.value}`, property, 'value'))
    );
}

function identifierProblems(component: MetadataComponent, content: FlexiPage): Problem[] {
    const seen = new Set<string>();
    const items = content.flexiPageRegions.flatMap((region) => region.itemInstances);
    return items.flatMap((item) => {
        const instance = item.componentInstance ?? item.fieldInstance;
        const identifier = instance?.identifier;
        if (!identifier) return [];
        if (seen.has(identifier))
            return [problemAt(component, `Duplicate identifier ${identifier}`, instance, 'identifier')];
        seen.add(identifier);
        return [];
    });
}

function componentsOf(content: FlexiPage): ComponentInstance[] {
    return content.flexiPageRegions
        .flatMap((region) => region.itemInstances)
        .flatMap((item) => (item.componentInstance ? [item.componentInstance] : []));
}

/** Fields on the page and in visibility rules are named `Record.Field`. */
function fieldProblems(component: MetadataComponent, content: FlexiPage, context: RuleContext): Problem[] {
    const objectName = content.sobjectType;
    if (!objectName || !context.schema.object(objectName)) return [];
    const items = content.flexiPageRegions.flatMap((region) => region.itemInstances);
    const named = items.flatMap((item) => {
        const criteria = (item.componentInstance ?? item.fieldInstance)?.visibilityRule?.criteria ?? [];
        const rules = criteria.map((one) => ({ at: one, property: 'leftValue', text: one.leftValue }));
        const field = item.fieldInstance;
        return field ? [...rules, { at: field, property: 'fieldItem', text: field.fieldItem }] : rules;
    });
    return named.flatMap(({ at, property, text }) => {
        const path = /^(?:\{!)?Record\.([\w.]+)\}?$/.exec(text)?.[1];
        const problem = path ? findField(context, objectName, path).problem : undefined;
        return problem ? [problemAt(component, `In field: ${property} - ${problem}`, at, property)] : [];
    });
}
