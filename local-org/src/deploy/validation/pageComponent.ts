/** Components on Lightning pages: they must exist, may be placed there, and take their properties. */
import type {
    ComponentInstance,
    ComponentInstanceProperty,
    FlexiPage,
    LightningComponentBundle
} from '@salesforce/types/metadata';
import { problemAt, suggestion, type MetadataComponent, type Problem } from '../../metadata/index.ts';
import { targetConfigs, type DesignProperty } from './bundleDescriptor.ts';
import type { RuleContext } from './rule.ts';
import { standardComponents } from './standardComponents.ts';

/** The target a component needs on each type of page. */
const targetOfPage: Readonly<Partial<Record<FlexiPage['type'], string>>> = {
    AppPage: 'lightning__AppPage',
    HomePage: 'lightning__HomePage',
    RecordPage: 'lightning__RecordPage',
    UtilityBar: 'lightning__UtilityBar'
};

/** Properties that the page itself gives to whatever stands in a utility bar. */
const utilityProperties: ReadonlySet<string> = new Set([
    'eager',
    'height',
    'icon',
    'label',
    'scrollable',
    'width',
    'decorator'
]);

/** The rules of one component on a page. */
export function componentProblems(
    page: MetadataComponent,
    content: FlexiPage,
    instance: ComponentInstance,
    context: RuleContext
): Problem[] {
    const name = instance.componentName.replace(/^c:/, '');
    if (name.includes(':')) return standardProblems(page, content, instance, context);
    const bundle = context.registry.get('LightningComponentBundle', name);
    if (bundle) return bundleProblems(page, content, instance, bundle);
    if (context.registry.get('AuraDefinitionBundle', name)) return [];
    const names = context.registry.list('LightningComponentBundle').map((one) => one.fullName);
    return [
        problemAt(
            page,
            `We couldn't retrieve the design time component information for component ${name}${suggestion(name, names)}`,
            instance,
            'componentName'
        )
    ];
}

function standardProblems(
    page: MetadataComponent,
    content: FlexiPage,
    instance: ComponentInstance,
    context: RuleContext
): Problem[] {
    const known = standardComponents[instance.componentName];
    const own = known ? instance.componentInstanceProperties.filter((one) => !isPlacement(content, one)) : [];
    const unknown = own.filter((one) => !known?.includes(one.name ?? ''));
    return [
        ...unknown.map((one) => {
            const message = `The component ${instance.componentName} has no property ${one.name}${suggestion(one.name ?? '', known ?? [])}`;
            return problemAt(page, message, one, 'name');
        }),
        ...relatedListProblems(page, content, instance, context)
    ];
}

/** Related lists name a child relationship of the page's object. */
function relatedListProblems(
    page: MetadataComponent,
    content: FlexiPage,
    instance: ComponentInstance,
    { schema }: RuleContext
): Problem[] {
    const property = instance.componentInstanceProperties.find((one) => one.name === 'relatedListApiName');
    const parent = instance.componentInstanceProperties.find((one) => one.name === 'parentFieldApiName')?.value;
    const object = schema.object(content.sobjectType ?? '');
    if (!property?.value || !object || (parent && parent !== `${object.name}.Id`)) return [];
    const names = object.childRelationships.flatMap((one) => (one.relationshipName ? [one.relationshipName] : []));
    if (!property.value.endsWith('__r') || names.includes(property.value)) return [];
    return [
        problemAt(
            page,
            `${object.name} has no related list ${property.value}${suggestion(property.value, names)}`,
            property,
            'value'
        )
    ];
}

function bundleProblems(
    page: MetadataComponent,
    content: FlexiPage,
    instance: ComponentInstance,
    bundle: MetadataComponent
): Problem[] {
    const { isExposed, targets } = bundle.content as LightningComponentBundle;
    const name = bundle.fullName;
    const report = (message: string) => [problemAt(page, message, instance, 'componentName')];
    if (isExposed !== true) return report(`The component ${name} is not exposed`);
    const target = targetOfPage[content.type];
    if (!target) return [];
    if (!targets?.target.includes(target))
        return report(`The component ${name} has no target ${target}, so it cannot be on this page`);
    const configs = targetConfigs(bundle).filter((config) => config.targets.includes(target));
    const objects = configs.flatMap((config) => config.objects.map((object) => object.name));
    if (content.sobjectType && objects.length > 0 && !objects.includes(content.sobjectType))
        return report(`The component ${name} is only for ${objects.join(', ')}, not for ${content.sobjectType}`);
    const properties = configs.flatMap((config) => config.properties);
    return propertyProblems(page, content, instance, name, properties);
}

function propertyProblems(
    page: MetadataComponent,
    content: FlexiPage,
    instance: ComponentInstance,
    name: string,
    properties: readonly DesignProperty[]
): Problem[] {
    const given = instance.componentInstanceProperties.filter((one) => !isPlacement(content, one));
    const missing = properties.filter((one) => one.required && !given.some((property) => property.name === one.name));
    return [
        ...missing.map((one) =>
            problemAt(page, `The component ${name} needs the property ${one.name}`, instance, 'componentName')
        ),
        ...given.flatMap((one) => {
            const property = properties.find((candidate) => candidate.name === one.name);
            if (!property) {
                const names = properties.map((candidate) => candidate.name);
                return [
                    problemAt(
                        page,
                        `The component ${name} has no property ${one.name}${suggestion(one.name ?? '', names)}`,
                        one,
                        'name'
                    )
                ];
            }
            const problem = valueProblem(property, one.value);
            return problem ? [problemAt(page, `${name}.${property.name}: ${problem}`, one, 'value')] : [];
        })
    ];
}

function isPlacement(content: FlexiPage, property: ComponentInstanceProperty): boolean {
    return content.type === 'UtilityBar' && utilityProperties.has(property.name ?? '');
}

function valueProblem(property: DesignProperty, value: string | undefined): string | undefined {
    if (value === undefined || value.startsWith('{!')) return undefined;
    if (property.type === 'Boolean')
        return /^(true|false)$/.test(value) ? undefined : `'${value}' is not true or false`;
    if (property.type === 'Integer') return integerProblem(property, value);
    if (property.values && !property.values.includes(value))
        return `'${value}' is not one of ${property.values.join(', ')}`;
    return undefined;
}

function integerProblem(property: DesignProperty, value: string): string | undefined {
    if (!/^-?\d+$/.test(value)) return `'${value}' is not a whole number`;
    if (property.minimum !== undefined && Number(value) < property.minimum)
        return `${value} is less than ${property.minimum}`;
    if (property.maximum !== undefined && Number(value) > property.maximum)
        return `${value} is more than ${property.maximum}`;
    return undefined;
}
