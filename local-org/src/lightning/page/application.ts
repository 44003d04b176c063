import type { CustomApplication, CustomTab, FlexiPage } from '@salesforce/types/metadata';
import type { Org } from '../../org.ts';
import { navigationLabel, translatedObject } from '../../translation/index.ts';

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

/** Tab of the home page, whichever page that is. */
export const homeTab = 'standard-home';

/** The deployed home page; without one the home tab is left out. */
export const homePageName = (org: Org): string | undefined =>
    org.registry.list('FlexiPage').find(({ content }) => (content as FlexiPage).type === 'HomePage')?.fullName;

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
        label: chosen ? navigationLabel(org, userId, 'CustomApplication', chosen.fullName) : org.settings.name,
        items,
        apps: deployed.map(({ fullName }) => ({
            name: fullName,
            label: navigationLabel(org, userId, 'CustomApplication', fullName)
        })),
        landingUrl: landing?.url ?? '/lightning/o/Account/list'
    };
}

function navigationItem(org: Org, userId: string, tab: string): NavigationItem | undefined {
    if (tab === homeTab) return homePageName(org) ? { key: tab, label: 'Home', url: `/lightning/n/${tab}` } : undefined;
    const custom = org.registry.get('CustomTab', tab)?.content as CustomTab | undefined;
    if (custom && !custom.customObject) {
        return { key: tab, label: navigationLabel(org, userId, 'CustomTab', tab), url: `/lightning/n/${tab}` };
    }
    const object = org.schema.object(tab.replace(/^standard-/, ''));
    if (!object || !org.access.object(userId, object.name).read) return undefined;
    return {
        key: tab,
        label: translatedObject(org, userId, object).labelPlural,
        url: `/lightning/o/${object.name}/list`
    };
}
