import type { MetadataRegistry } from '../../metadata/component.ts';
import type { Execution, FieldValue, RecordData, Records, Schema } from '../../platform.ts';
import { sameName } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import { buildSoql, allFields } from './soql.ts';

/** What global variables need from the org. */
export interface GlobalSources {
    readonly records: Records;
    readonly schema: Schema;
    readonly registry: MetadataRegistry;
    readonly instanceUrl: string;
}

/** Reads global variables such as `$Label.Name` and `$User.Email`. */
export type Globals = (path: readonly string[], execution: Execution) => FieldValue;

const rows: Readonly<Record<string, string>> = {
    $user: 'User',
    $profile: 'Profile',
    $userrole: 'UserRole',
    $organization: 'Organization'
};

/** Creates the reader of global variables. */
export function createGlobals(sources: GlobalSources): Globals {
    return (path, execution) => {
        const [root = '', ...rest] = path;
        const global = root.toLowerCase();
        if (global === '$user' && rest.length === 1 && sameName(rest[0] ?? '', 'Id')) return execution.userId;
        if (global in rows) return userField(sources, execution, global, rest);
        switch (global) {
            case '$label':
                return label(sources, rest);
            case '$custommetadata':
                return customMetadata(sources, execution, rest);
            case '$setup':
                return setting(sources, execution, rest);
            case '$permission':
                return permission(sources, execution, rest[0] ?? '');
            case '$api':
                return api(sources, rest[0] ?? '');
            case '$system':
                return '1900-01-01T00:00:00.000Z';
            default:
                throw new FlowError(`The local org does not support ${path.join('.')}.`);
        }
    };
}

/** Whether a label, custom permission or custom metadata record of this name has been deployed; true for the rest. */
export function hasGlobal(registry: MetadataRegistry, path: readonly string[]): boolean {
    const [root = '', first = '', second = ''] = path;
    const named = (type: string, name: string): boolean =>
        registry.list(type).some(({ fullName }) => sameName(fullName.split('.').at(-1) ?? '', name));
    switch (root.toLowerCase()) {
        case '$label':
            return named('CustomLabel', first);
        case '$permission':
            return named('CustomPermission', first);
        case '$custommetadata':
            return registry
                .list('CustomMetadata')
                .some(({ fullName }) => sameName(fullName, `${first.replace(/__mdt$/i, '')}.${second}`));
        default:
            return true;
    }
}

function userField(sources: GlobalSources, execution: Execution, global: string, path: readonly string[]): FieldValue {
    const field = path[0] ?? '';
    const user = (): RecordData | undefined => sources.records.retrieve(system(execution), 'User', execution.userId);
    if (global === '$user') return user()?.[nameOf(sources, 'User', field)] ?? null;
    const objectName = rows[global] ?? '';
    if (global === '$organization')
        return first(sources, execution, objectName, [])?.[nameOf(sources, objectName, field)] ?? null;
    const id = user()?.[global === '$profile' ? 'ProfileId' : 'UserRoleId'];
    if (typeof id !== 'string') return null;
    return sources.records.retrieve(system(execution), objectName, id)?.[nameOf(sources, objectName, field)] ?? null;
}

function nameOf(sources: GlobalSources, objectName: string, field: string): string {
    return sources.schema.object(objectName)?.field(field)?.name ?? field;
}

function label(sources: GlobalSources, [name = '']: readonly string[]): FieldValue {
    const found = sources.registry
        .list('CustomLabel')
        .find((component) => sameName(component.fullName.split('.').at(-1) ?? '', name));
    const content = found?.content as { value?: string } | undefined;
    if (content?.value === undefined) throw new FlowError(`There is no label ${name}.`);
    return content.value;
}

function customMetadata(sources: GlobalSources, execution: Execution, path: readonly string[]): FieldValue {
    const [type = '', record = '', field = ''] = path;
    const row = first(sources, execution, type, [{ field: 'DeveloperName', operator: 'EqualTo', value: record }]);
    if (!row) throw new FlowError(`There is no custom metadata record ${type}.${record}.`);
    return row[nameOf(sources, type, field)] ?? null;
}

/** A hierarchy setting: of the user, else of the profile, else of the organization. */
function setting(sources: GlobalSources, execution: Execution, [type = '', field = '']: readonly string[]): FieldValue {
    const user = sources.records.retrieve(system(execution), 'User', execution.userId);
    const organization = first(sources, execution, 'Organization', []);
    for (const owner of [execution.userId, user?.['ProfileId'], organization?.['Id']]) {
        if (typeof owner !== 'string') continue;
        const row = first(sources, execution, type, [{ field: 'SetupOwnerId', operator: 'EqualTo', value: owner }]);
        const value = row?.[nameOf(sources, type, field)];
        if (value !== undefined && value !== null) return value;
    }
    return null;
}

/** Whether a permission set of the user grants a custom permission. */
function permission(sources: GlobalSources, execution: Execution, name: string): boolean {
    const soql = `SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE AssigneeId = '${execution.userId.replace(/\W/g, '')}'`;
    const assigned = sources.records.query(system(execution), soql).records.map((row) => {
        const set = row['PermissionSet'];
        return typeof set === 'object' && set !== null && 'Name' in set ? String(set['Name']) : '';
    });
    return assigned.some((set) => {
        const content = sources.registry.get('PermissionSet', set)?.content as PermissionSetContent | undefined;
        return content?.customPermissions?.some((one) => one.enabled && sameName(one.name, name)) === true;
    });
}

interface PermissionSetContent {
    readonly customPermissions?: readonly { readonly enabled: boolean; readonly name: string }[];
}

function api(sources: GlobalSources, name: string): string {
    const version = /^(Enterprise|Partner)_Server_URL_(\d+)$/i.exec(name);
    if (!version) throw new FlowError(`The local org does not support $Api.${name}.`);
    const kind = (version[1] ?? '').toLowerCase() === 'enterprise' ? 'c' : 'u';
    return `${sources.instanceUrl}/services/Soap/${kind}/${Number(version[2]) / 10}`;
}

function first(
    sources: GlobalSources,
    execution: Execution,
    objectName: string,
    filters: Parameters<typeof buildSoql>[0]['filters']
): RecordData | undefined {
    const object = sources.schema.object(objectName);
    if (!object) throw new FlowError(`There is no object ${objectName}.`);
    const soql = buildSoql({ object, fields: allFields(object), filters, logic: 'and', limit: 1 });
    return sources.records.query(system(execution), soql).records[0] as RecordData | undefined;
}

function system(execution: Execution): Execution {
    return { ...execution, mode: 'system' };
}
