import type { ComponentInstance, FlexiPage, FlexiPageRegion, ItemInstance } from '@salesforce/types/metadata';
import type { ComponentModel, ComponentProperties, PageModel, TabModel } from './pageModel.ts';
import { templateRows } from './templates.ts';
import { isVisible, type RuleValues } from './visibility.ts';

/** What reading a page depends on. */
export interface PageContext {
    readonly values: RuleValues;
    /** Declared types of a custom component's properties, by name. */
    propertyTypes(component: string): Readonly<Record<string, string>>;
    isDeployed(component: string): boolean;
}

/** Reads a deployed FlexiPage into what the shell draws. */
export function readFlexiPage(name: string, page: FlexiPage, context: PageContext): PageModel {
    const reader = new FlexiPageReader(page, context);
    return { name, label: page.masterLabel, rows: reader.rows() };
}

/** Standard tab titles that stand for a label of the platform. */
const standardTitles: Readonly<Record<string, string>> = {
    'Standard.Tab.detail': 'Details',
    'Standard.Tab.details': 'Details',
    'Standard.Tab.relatedLists': 'Related',
    'Standard.Tab.activity': 'Activity',
    'Standard.Tab.collaborate': 'Chatter',
    'Standard.Tab.feed': 'Feed',
    'Standard.Tab.news': 'News'
};

type Properties = Readonly<Record<string, string>>;
type Reader = (reader: FlexiPageReader, key: string, properties: Properties) => ComponentModel;

/** How standard components are read; anything else is shown as unsupported, by its name. */
const readers: Readonly<Record<string, Reader>> = {
    'force:highlightsPanel': (_reader, key) => ({ kind: 'highlights', key }),
    'force:detailPanel': (_reader, key) => ({ kind: 'details', key }),
    'force:relatedListContainer': (_reader, key) => ({ kind: 'relatedLists', key }),
    'force:relatedListSingleContainer': relatedList,
    'force:relatedListSingle': relatedList,
    'lst:dynamicRelatedList': relatedList,
    'flexipage:tabset': (reader, key, { tabs = '', label = '' }) => ({
        kind: 'tabset',
        key,
        label,
        tabs: reader.tabs(tabs)
    }),
    'flexipage:fieldSection': (reader, key, { columns = '', label = '' }) => ({
        kind: 'fieldSection',
        key,
        label,
        fields: reader.columnFields(columns)
    }),
    'flexipage:richText': (_reader, key, { richTextValue = '' }) => ({ kind: 'richText', key, text: richTextValue }),
    'flexipage:filterListCard': (_reader, key, { entityName = '', filterName = '' }) => ({
        kind: 'listView',
        key,
        objectApiName: entityName,
        listView: filterName
    })
};

function relatedList(_reader: FlexiPageReader, key: string, properties: Properties): ComponentModel {
    const { relatedListApiName = '', relatedListLabel, relatedListFieldAliases = '', maxRecordsToDisplay } = properties;
    return {
        kind: 'relatedList',
        key,
        list: {
            relatedListId: relatedListApiName,
            label: relatedListLabel === undefined || relatedListLabel === '' ? null : relatedListLabel,
            fields: relatedListFieldAliases.split(',').filter(Boolean),
            pageSize: Number(maxRecordsToDisplay) || 6
        }
    };
}

class FlexiPageReader {
    readonly #page: FlexiPage;
    readonly #context: PageContext;
    #count = 0;

    constructor(page: FlexiPage, context: PageContext) {
        this.#page = page;
        this.#context = context;
    }

    rows(): PageModel['rows'] {
        const template = templateRows(this.#page.template.name);
        if (!template) return [[{ name: 'main', width: 12, components: this.#unknownTemplate() }]];
        return template.map((row) => row.map((region) => ({ ...region, components: this.components(region.name) })));
    }

    components(regionName: string): ComponentModel[] {
        return this.#instances(regionName).map((instance) => this.#component(instance));
    }

    tabs(facet: string): TabModel[] {
        return this.#instances(facet).map((instance) => {
            const { title = '', body = '' } = propertiesOf(instance);
            const label = Object.hasOwn(standardTitles, title) ? (standardTitles[title] ?? title) : title;
            return { key: this.#key(instance), label, components: this.components(body) };
        });
    }

    columnFields(facet: string): string[] {
        return this.#instances(facet)
            .flatMap((column) => this.#items(propertiesOf(column).body ?? ''))
            .flatMap(({ fieldInstance }) => fieldInstance ?? [])
            .filter(({ visibilityRule }) => isVisible(visibilityRule, this.#context.values))
            .map(({ fieldItem }) => fieldItem.replace(/^Record\./, ''));
    }

    #component(instance: ComponentInstance): ComponentModel {
        const key = this.#key(instance);
        const name = instance.componentName;
        const custom = name.replace(/^c:/, '');
        if (!custom.includes(':') && this.#context.isDeployed(custom)) {
            return { kind: 'custom', key, name: custom, properties: this.#customProperties(custom, instance) };
        }
        const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
        return reader ? reader(this, key, propertiesOf(instance)) : { kind: 'unsupported', key, name };
    }

    #customProperties(component: string, instance: ComponentInstance): ComponentProperties {
        const types = this.#context.propertyTypes(component);
        const entries = Object.entries(propertiesOf(instance));
        return Object.fromEntries(entries.map(([name, value]) => [name, typed(value, types[name] ?? 'String')]));
    }

    #unknownTemplate(): ComponentModel[] {
        return [{ kind: 'unsupported', key: 'template', name: `template ${this.#page.template.name}` }];
    }

    #items(regionName: string): readonly ItemInstance[] {
        const regions: readonly FlexiPageRegion[] = this.#page.flexiPageRegions;
        return regions.filter((region) => region.name === regionName).flatMap((region) => region.itemInstances);
    }

    #instances(regionName: string): readonly ComponentInstance[] {
        return this.#items(regionName)
            .flatMap(({ componentInstance }) => componentInstance ?? [])
            .filter(({ visibilityRule }) => isVisible(visibilityRule, this.#context.values));
    }

    #key(instance: ComponentInstance): string {
        this.#count += 1;
        return instance.identifier ?? `${instance.componentName}-${this.#count}`;
    }
}

function propertiesOf({ componentInstanceProperties }: ComponentInstance): Properties {
    return Object.fromEntries(
        componentInstanceProperties.map(({ name = '', value, valueList }) => [
            name,
            valueList ? valueList.valueListItems.map((item) => item.value).join(',') : (value ?? '')
        ])
    );
}

function typed(value: string, type: string): string | number | boolean {
    if (type === 'Boolean') return value === 'true';
    return type === 'Integer' ? Number(value) : value;
}
