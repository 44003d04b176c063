import type { LightningElement } from 'lwc';
import deployedComponents from 'local-org/components';
import type { ComponentModel } from 'shell/pageData';

export type Constructor = new () => LightningElement;

type Load = () => Promise<{ readonly default: unknown }>;

/** Parts of pages that come when a page has them: tables and forms are most of the code, and most pages have none. */
const parts: Readonly<Partial<Record<ComponentModel['kind'], Load>>> = {
    highlights: () => import('shell/highlights'),
    details: () => import('shell/details'),
    fieldSection: () => import('shell/details'),
    relatedLists: () => import('shell/relatedLists'),
    relatedList: () => import('shell/relatedList'),
    listView: () => import('shell/listView'),
    richText: () => import('lightning/formattedRichText')
};

const views: Readonly<Record<string, Load | undefined>> = {
    standard__objectPage: () => import('shell/listView'),
    standard__setup: () => import('shell/setup')
};

/** The class of a page's component; undefined for kinds that are no component. @throws Error when it is not deployed */
export async function loadComponent(model: ComponentModel): Promise<Constructor | undefined> {
    const load = model.kind === 'custom' ? deployedComponents[model.name] : parts[model.kind];
    if (model.kind === 'custom' && !load) throw new Error(`The component c:${model.name} is not deployed.`);
    return (await load?.())?.default as Constructor | undefined;
}

/** The class that shows pages of a type which are neither records nor tabs. */
export async function loadView(pageType: string): Promise<Constructor | undefined> {
    return (await views[pageType]?.())?.default as Constructor | undefined;
}

/** The window with the form of a record. */
export async function loadForm(): Promise<{ open(properties: Readonly<Record<string, unknown>>): Promise<unknown> }> {
    return (await import('shell/recordForm')).default;
}

/** What a component gets from the page. */
export function propertiesOf(
    model: ComponentModel,
    page: { readonly recordId?: string; readonly objectApiName?: string }
): Record<string, unknown> {
    switch (model.kind) {
        case 'custom':
            return { ...model.properties, ...page };
        case 'fieldSection':
            return { ...page, heading: model.label, fields: model.fields };
        case 'relatedList':
            return { ...page, list: model.list };
        case 'listView':
            return { objectApiName: model.objectApiName, viewName: model.listView, isCard: true };
        case 'richText':
            return { value: model.text };
        default:
            return { ...page };
    }
}
