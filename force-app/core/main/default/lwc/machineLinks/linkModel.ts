/** An Extension_Link__mdt as Apex answers it, without its blank fields. */
export interface LinkTemplate {
    readonly DeveloperName: string;
    readonly MasterLabel: string;
    readonly Description__c?: string;
    readonly Url_Template__c?: string;
}

/** A link as it is shown. */
export interface MachineLink {
    readonly name: string;
    readonly label: string;
    readonly description: string;
    readonly url: string;
}

/** Only encrypted addresses whose host is fixed: what stands in a record must not choose where a click leads. */
const SAFE_START = /^https:\/\/[a-z0-9.-]+(?::\d+)?(?:[/?#]|$)/i;
const MERGE_FIELD = /\{(\w+)\}/g;

/** Fields of the asset that the addresses name, each once. */
export function mergeFields(templates: readonly LinkTemplate[]): string[] {
    const names = templates.flatMap(({ Url_Template__c: url = '' }) => [...url.matchAll(MERGE_FIELD)]);
    return [...new Set(names.map(([, name]) => name))];
}

/**
 * Links with their addresses filled in, URL-encoded. A link is left out when its address is not safe, or when the
 * machine lacks a value that it names.
 * @param valueOf value of a field of the asset; undefined or null when blank or not readable
 */
export function toLinks(templates: readonly LinkTemplate[], valueOf: (field: string) => unknown): MachineLink[] {
    return templates.flatMap((template) => {
        const url = fill(template.Url_Template__c ?? '', valueOf);
        if (url === undefined) return [];
        const { DeveloperName: name, MasterLabel: label, Description__c: description = '' } = template;
        return [{ name, label, description, url }];
    });
}

/** Links that no machine ever shows, because their address is not safe. */
export function unsafeLinks(templates: readonly LinkTemplate[]): LinkTemplate[] {
    return templates.filter(({ Url_Template__c: url = '' }) => !SAFE_START.test(url));
}

function fill(template: string, valueOf: (field: string) => unknown): string | undefined {
    if (!SAFE_START.test(template)) return undefined;
    let isComplete = true;
    const url = template.replace(MERGE_FIELD, (_whole, field: string) => {
        const value = valueOf(field);
        if (value === undefined || value === null || value === '') isComplete = false;
        return encodeURIComponent(String(value));
    });
    return isComplete ? url : undefined;
}
