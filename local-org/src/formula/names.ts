import type { FieldDescribe, ObjectDescribe, Schema } from '../platform.ts';
import { typeOfField } from './convert.ts';
import type { FormulaType } from './value.ts';

/** A field through relationships: `Account.Owner.Name`, `Owner:User.Name`. */
export function findField(object: ObjectDescribe, path: readonly string[], schema: Schema): FieldDescribe | undefined {
    const [first, ...rest] = path;
    if (first === undefined) return undefined;
    if (rest.length === 0) return object.field(first);
    const [relationship = '', chosen] = first.split(':');
    const targets = object.relationship(relationship)?.referenceTo ?? [];
    const wanted =
        chosen === undefined ? targets : targets.filter((name) => same(name, chosen) || same(chosen, 'Queue'));
    for (const name of wanted) {
        const target = schema.object(name);
        const field = target && findField(target, rest, schema);
        if (field) return field;
    }
    return undefined;
}

/** Globals whose fields are those of an object. */
const objectGlobals: Readonly<Record<string, string>> = {
    $user: 'User',
    $profile: 'Profile',
    $userrole: 'UserRole',
    $organization: 'Organization'
};

/** Globals of text, whatever stands behind the dot. */
const textGlobals: ReadonlySet<string> = new Set([
    '$api',
    '$label',
    '$action',
    '$objecttype',
    '$recordtype',
    '$site',
    '$network',
    '$client',
    '$resource'
]);

/** Type of a global such as `$User.Email`, or undefined when there is none of this name. */
export function globalType(path: string, schema: Schema): FormulaType | undefined {
    const [root = '', ...rest] = path.split('.');
    const global = root.toLowerCase();
    if (rest.length === 0) return undefined;
    const objectName = objectGlobals[global];
    if (objectName !== undefined) return fieldType(objectName, rest, schema);
    if (textGlobals.has(global)) return 'text';
    switch (global) {
        case '$permission':
            return rest.length === 1 ? 'boolean' : undefined;
        case '$system':
            return rest.length === 1 && same(rest[0] ?? '', 'OriginDateTime') ? 'datetime' : undefined;
        case '$setup':
            return fieldType(rest[0] ?? '', rest.slice(1), schema);
        case '$custommetadata':
            return fieldType(rest[0] ?? '', rest.slice(2), schema);
        default:
            return undefined;
    }
}

function fieldType(objectName: string, path: readonly string[], schema: Schema): FormulaType | undefined {
    const object = schema.object(objectName);
    const field = object && findField(object, path, schema);
    return field && typeOfField[field.type];
}

function same(one: string, other: string): boolean {
    return one.toLowerCase() === other.toLowerCase();
}
