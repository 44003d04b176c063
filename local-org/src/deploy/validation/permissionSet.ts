/** Permission sets: everything they name must exist, and permissions must not contradict each other. */
import type { ExternalCredential, PermissionSet, PermissionSetObjectPermissions } from '@salesforce/types/metadata';
import { followsParent, isPermissionable } from '../../auth/permissionable.ts';
import { problemAt, suggestion, type MetadataComponent, type Problem } from '../../metadata/index.ts';
import type { FieldDescribe } from '../../platform.ts';
import { findField, unknownObject } from './fieldPath.ts';
import type { Rule, RuleContext } from './rule.ts';

/** The rules of permission sets. */
export const permissionSetRule: Rule = (component, context) => {
    const content = component.content as PermissionSet;
    return [
        ...content.objectPermissions.flatMap((one) => objectProblems(component, content, one, context)),
        ...content.fieldPermissions.flatMap((one) => fieldProblems(component, one, context)),
        ...referenceProblems(component, content, context)
    ];
};

type Permission = Exclude<keyof PermissionSetObjectPermissions, 'object'>;

/** What each object permission needs beside itself. */
const dependencies: Readonly<Partial<Record<Permission, readonly Permission[]>>> = {
    allowCreate: ['allowRead'],
    allowEdit: ['allowRead'],
    allowDelete: ['allowRead', 'allowEdit'],
    viewAllRecords: ['allowRead'],
    modifyAllRecords: ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords']
};

function objectProblems(
    component: MetadataComponent,
    content: PermissionSet,
    permissions: PermissionSetObjectPermissions,
    { schema }: RuleContext
): Problem[] {
    const object = schema.object(permissions.object);
    const report = (message: string, property: keyof PermissionSetObjectPermissions = 'object') =>
        problemAt(component, message, permissions, property);
    if (!object) return [report(`In field: object - ${unknownObject(schema, permissions.object)}`)];
    const parent = followsParent[object.name];
    if (parent) return [report(`${object.name} has no permissions of its own: they follow those of ${parent}`)];
    if (object.kind === 'customMetadataType')
        return [report(`${object.name} takes customMetadataTypeAccesses, not object permissions`)];
    const problems = Object.entries(dependencies).flatMap(([name, needs]) =>
        permissions[name as Permission]
            ? needs
                  .filter((need) => !permissions[need])
                  .map((need) => report(`Permission ${name} on ${object.name} depends on ${need}`))
            : []
    );
    if (object.kind === 'platformEvent' && (permissions.allowEdit || permissions.allowDelete))
        problems.push(report(`The platform event ${object.name} has no edit and no delete permission`));
    const unreadable = object.fields
        .filter((field) => field.masterDetail && permissions.allowRead)
        .flatMap((field) => field.referenceTo)
        .filter((master) => !content.objectPermissions.some((one) => one.object === master && one.allowRead));
    return [
        ...problems,
        ...unreadable.map((master) => report(`Permission Read ${object.name} depends on permission(s): Read ${master}`))
    ];
}

function fieldProblems(
    component: MetadataComponent,
    permission: PermissionSet['fieldPermissions'][number],
    context: RuleContext
): Problem[] {
    const [objectName = '', fieldName = ''] = permission.field.split('.');
    const { field, problem } = findField(context, objectName, fieldName);
    const report = (message: string, property = 'field', severity: Problem['severity'] = 'error') => [
        problemAt(component, message, permission, property, severity)
    ];
    if (problem) return report(`In field: field - ${problem}`);
    if (!field) return [];
    const name = `${objectName}.${field.name}`;
    if (field.compoundField)
        return report(`In field: field - ${name} is part of ${objectName}.${field.compoundField}: name that instead`);
    if (isAlwaysVisible(objectName, field)) return report(`You cannot deploy to a required field: ${name}`);
    if (context.schema.object(objectName)?.kind === 'customMetadataType')
        return report(`Fields of ${objectName} have no permissions of their own`);
    if (context.schema.object(objectName)?.kind === 'platformEvent')
        return report(`Fields of the platform event ${objectName} have no permissions of their own`);
    if (permission.editable && permission.readable === false)
        return report(`Field ${name} is editable but not readable`, 'editable');
    const calculated = field.formula !== null || field.summary !== null || field.autoNumber;
    if (permission.editable && calculated)
        return report(`Field ${name} is read only, so editable has no effect`, 'editable', 'warning');
    return [];
}

/** Fields that everybody who sees the object sees: required ones, masters, keys and those that need no permission. */
function isAlwaysVisible(objectName: string, field: FieldDescribe): boolean {
    return field.type !== 'address' && !isPermissionable(objectName, field);
}

function referenceProblems(component: MetadataComponent, content: PermissionSet, context: RuleContext): Problem[] {
    const missing = (type: string, name: string, at: object, property: string): Problem[] => {
        if (context.registry.get(type, name)) return [];
        const names = context.registry.list(type).map((one) => one.fullName);
        const message = `In field: ${property} - no ${type} named ${name} found${suggestion(name, names)}`;
        return [problemAt(component, message, at, property)];
    };
    const isStandard = (name: string) => name.startsWith('standard-') || name.startsWith('standard__');
    return [
        ...content.applicationVisibilities.flatMap((one) =>
            isStandard(one.application) ? [] : missing('CustomApplication', one.application, one, 'application')
        ),
        ...content.tabSettings.flatMap((one) => (isStandard(one.tab) ? [] : missing('CustomTab', one.tab, one, 'tab'))),
        ...content.classAccesses.flatMap((one) => missing('ApexClass', one.apexClass, one, 'apexClass')),
        ...content.externalCredentialPrincipalAccesses.flatMap((one) => principalProblems(component, one, context)),
        ...content.flowAccesses.flatMap((one) => missing('Flow', one.flow, one, 'flow')),
        ...content.customPermissions.flatMap((one) => missing('CustomPermission', one.name, one, 'name')),
        ...content.customMetadataTypeAccesses.flatMap((one) => missing('CustomObject', one.name, one, 'name')),
        ...content.pageAccesses.flatMap((one) => missing('ApexPage', one.apexPage, one, 'apexPage'))
    ];
}

/** A principal is named by its External Credential and its own name, joined by a hyphen. */
function principalProblems(
    component: MetadataComponent,
    access: PermissionSet['externalCredentialPrincipalAccesses'][number],
    { registry }: RuleContext
): Problem[] {
    const names = registry
        .list('ExternalCredential')
        .flatMap(({ fullName, content }) =>
            (content as ExternalCredential).externalCredentialParameters
                .filter((one) => one.parameterType === 'NamedPrincipal' || one.parameterType === 'PerUserPrincipal')
                .map((one) => `${fullName}-${one.parameterName}`)
        );
    const name = access.externalCredentialPrincipal;
    if (names.includes(name)) return [];
    const message = `In field: externalCredentialPrincipal - no ExternalCredentialPrincipal named ${name} found${suggestion(name, names)}`;
    return [problemAt(component, message, access, 'externalCredentialPrincipal')];
}
