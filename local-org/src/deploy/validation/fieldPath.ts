/** Fields named through relationships, such as `Asset__r.Account.Name`. */
import { suggestion } from '../../metadata/index.ts';
import type { FieldDescribe, ObjectDescribe, Schema } from '../../platform.ts';
import type { RuleContext } from './rule.ts';

/** A field that was found, or why there is none. */
export interface FieldLookup {
    readonly field?: FieldDescribe;
    /** Neither this nor a field is given for a field that is deployed but refused for a reason of its own. */
    readonly problem?: string;
}

/** Finds a field by its path from an object; each step but the last is a relationship. */
export function findField(
    context: Pick<RuleContext, 'schema' | 'registry'>,
    objectName: string,
    path: string
): FieldLookup {
    const { schema, registry } = context;
    const object = schema.object(objectName);
    if (!object) return { problem: unknownObject(schema, objectName) };
    const [first = '', ...rest] = path.split('.');
    if (rest.length === 0) {
        const field = object.field(first);
        if (field) return { field };
        return registry.get('CustomField', `${object.name}.${first}`) ? {} : { problem: unknownField(object, first) };
    }
    const lookup = object.relationship(first);
    if (!lookup) {
        const deployed = registry.get('CustomField', `${object.name}.${first.replace(/__r$/, '__c')}`);
        const hint = suggestion(first, relationships(object));
        return deployed ? {} : { problem: `${objectName} has no relationship ${first}${hint}` };
    }
    const found = lookup.referenceTo.map((target) => findField(context, target, rest.join('.')));
    return found.find((one) => one.field) ?? found[0] ?? { problem: `${objectName}.${first} looks up to nothing` };
}

/** The message for an object that does not exist. */
export function unknownObject(schema: Schema, name: string): string {
    const names = schema.objects().map((object) => object.name);
    return `no CustomObject named ${name} found${suggestion(name, names)}`;
}

/** The message for a field that does not exist. */
export function unknownField(object: ObjectDescribe, name: string): string {
    const names = object.fields.map((field) => field.name);
    return `no CustomField named ${object.name}.${name} found${suggestion(name, names)}`;
}

function relationships(object: ObjectDescribe): string[] {
    return object.fields.flatMap((field) => (field.relationshipName ? [field.relationshipName] : []));
}
