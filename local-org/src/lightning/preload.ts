import type { BuiltApp } from './build/index.ts';
import type { ComponentModel, PageModel } from './page/pageModel.ts';

/** Parts of the shell that come with a component of a page; others are in the shell itself. */
const shellParts: Readonly<Partial<Record<ComponentModel['kind'], string>>> = {
    highlights: 'shell/highlights',
    details: 'shell/details',
    fieldSection: 'shell/details',
    relatedLists: 'shell/relatedLists',
    relatedList: 'shell/relatedList',
    listView: 'shell/listView'
};

/** Names of the modules that a page shows when it opens; of tabs only the first. */
export function modulesOfPage({ rows }: PageModel): readonly string[] {
    return rows.flat().flatMap(({ components }) => components.flatMap(modulesOf));
}

function modulesOf(component: ComponentModel): readonly string[] {
    if (component.kind === 'custom') return [`c/${component.name}`];
    if (component.kind === 'tabset')
        return component.tabs.slice(0, 1).flatMap((tab) => tab.components.flatMap(modulesOf));
    return [shellParts[component.kind] ?? []].flat();
}

/**
 * Addresses of the scripts that a page will load, so that the browser asks for all of them at once instead of
 * finding out level by level.
 * @param modules names of modules beside the shell; unknown ones are left out
 */
export function scriptsToPreload(app: BuiltApp, modules: readonly string[]): readonly string[] {
    const { vendor } = app;
    const found = new Set<string>();
    const visit = (script: Script): void => {
        if (found.has(script.address)) return;
        found.add(script.address);
        for (const name of script.imports) {
            const file = vendor.imports[name];
            if (file !== undefined) visit(ofVendor(file.slice(vendor.url.length + 1)));
            else visit(script.sibling(name));
        }
    };
    const ofApp = (file: string): Script => ({
        address: `/lightning/assets/app/${app.version}/${file}`,
        imports: app.graph[file] ?? [],
        sibling: ofApp
    });
    const ofVendor = (file: string): Script => ({
        address: `${vendor.url}/${file}`,
        imports: vendor.graph[file] ?? [],
        sibling: ofVendor
    });
    visit(ofVendor('lwc-synthetic-shadow.js'));
    ['main.js', ...modules.flatMap((name) => app.entries[name] ?? [])].forEach((file) => visit(ofApp(file)));
    return [...found];
}

/** A script with what it imports: names in the import map, or files of the same build. */
interface Script {
    readonly address: string;
    readonly imports: readonly string[];
    readonly sibling: (file: string) => Script;
}
