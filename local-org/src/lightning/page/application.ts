import type { CustomApplication, CustomTab } from '@salesforce/types/metadata';
import type { Org } from '../../org.ts';

/** One entry of the navigation bar. */
export interface NavigationItem {
    readonly key: string;
    readonly label: string;
    readonly url: string;
}

/** The app in which the user works. */
export interface ApplicationModel {
    readonly name: string;
    readonly label: string;
    readonly items: readonly NavigationItem[];
    /** All apps, for the app launcher. */
    readonly apps: readonly { readonly name: string; readonly label: string }[];
    /** Where the app opens. */
    readonly landingUrl: string;
}

/** The app of this name, else the first deployed one, else a plain one with the most common objects. */
export function applicationModel(org: Org, userId: string, wanted: string | undefined): ApplicationModel {
    const deployed = org.registry.list('CustomApplication');
    const chosen = deployed.find(({ fullName }) => fullName === wanted) ?? deployed[0];
    const content = chosen?.content as CustomApplication | undefined;
    const tabs = content?.tabs ?? ['standard-Asset', 'standard-Case', 'standard-Account'];
    const items = tabs.flatMap((tab) => navigationItem(org, userId, tab) ?? []);
    const landing = items.find(({ key }) => key === content?.defaultLandingTab) ?? items[0];
    return {
        name: chosen?.fullName ?? 'Local_Org',
        label: content?.label ?? chosen?.fullName ?? org.settings.name,
        items,
        apps: deployed.map(({ fullName, content: app }) => ({
            name: fullName,
            label: (app as CustomApplication).label ?? fullName
        })),
        landingUrl: landing?.url ?? '/lightning/page/home'
    };
}

function navigationItem(org: Org, userId: string, tab: string): NavigationItem | undefined {
    if (tab === 'standard-home') return { key: tab, label: 'Home', url: '/lightning/page/home' };
    const custom = org.registry.get('CustomTab', tab)?.content as CustomTab | undefined;
    if (custom && !custom.customObject) {
        return { key: tab, label: custom.label ?? tab, url: `/lightning/n/${tab}` };
    }
    const object = org.schema.object(tab.replace(/^standard-/, ''));
    if (!object || !org.access.object(userId, object.name).read) return undefined;
    return { key: tab, label: object.labelPlural, url: `/lightning/o/${object.name}/list` };
}
