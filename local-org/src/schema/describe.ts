import type { ChildRelationship, FieldDescribe, ObjectDescribe, ObjectKind, Schema } from '../platform.ts';

const PLAIN: Omit<FieldDescribe, 'name' | 'type'> = {
    label: '',
    description: '',
    helpText: null,
    custom: false,
    length: 0,
    precision: 0,
    scale: 0,
    nillable: true,
    createable: true,
    updateable: true,
    unique: false,
    caseSensitive: false,
    externalId: false,
    autoNumber: false,
    displayFormat: null,
    formula: null,
    formulaBlanksAs: 'zero',
    defaultFormula: null,
    picklistValues: [],
    restrictedPicklist: false,
    referenceTo: [],
    relationshipName: null,
    deleteRule: 'SetNull',
    masterDetail: false,
    compoundField: null,
    limit: null,
    decimalDegrees: false,
    nameField: false,
    summary: null
};

/** A field with the usual answers for whatever `part` leaves open; the label defaults to the spaced name. */
export function makeField(part: Partial<FieldDescribe> & Pick<FieldDescribe, 'name' | 'type'>): FieldDescribe {
    return { ...PLAIN, label: labelFromName(part.name), ...part };
}

/** `LastModifiedById` → `Last Modified By ID`, as Setup shows standard fields. */
export function labelFromName(name: string): string {
    return name
        .replace(/__\w$/, '')
        .replace(/_/g, ' ')
        .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
        .replace(/\bId$/, 'ID');
}

/** What is needed to describe an object. */
export interface ObjectParts {
    readonly name: string;
    readonly label: string;
    readonly labelPlural: string;
    readonly description: string;
    readonly kind: ObjectKind;
    readonly keyPrefix: string;
    readonly fields: readonly FieldDescribe[];
}

class DescribedObject implements ObjectDescribe {
    readonly name: string;
    readonly label: string;
    readonly labelPlural: string;
    readonly description: string;
    readonly kind: ObjectKind;
    readonly keyPrefix: string;
    readonly fields: readonly FieldDescribe[];
    readonly childRelationships: readonly ChildRelationship[];
    readonly #byName: ReadonlyMap<string, FieldDescribe>;
    readonly #byRelationship: ReadonlyMap<string, FieldDescribe>;

    constructor(parts: ObjectParts, childRelationships: readonly ChildRelationship[]) {
        this.name = parts.name;
        this.label = parts.label;
        this.labelPlural = parts.labelPlural;
        this.description = parts.description;
        this.kind = parts.kind;
        this.keyPrefix = parts.keyPrefix;
        this.fields = parts.fields;
        this.childRelationships = childRelationships;
        this.#byName = new Map(parts.fields.map((field) => [field.name.toLowerCase(), field]));
        this.#byRelationship = new Map(
            parts.fields.flatMap((field) => {
                const relationship = parentRelationshipName(field);
                return relationship ? [[relationship.toLowerCase(), field] as const] : [];
            })
        );
    }

    field(name: string): FieldDescribe | undefined {
        return this.#byName.get(name.toLowerCase());
    }

    relationship(name: string): FieldDescribe | undefined {
        return this.#byRelationship.get(name.toLowerCase());
    }
}

/** The same object under other labels, for readers of another language. */
export function relabelled(
    object: ObjectDescribe,
    labels: Pick<ObjectDescribe, 'label' | 'labelPlural' | 'fields'>
): ObjectDescribe {
    const { name, description, kind, keyPrefix, childRelationships } = object;
    return new DescribedObject({ name, description, kind, keyPrefix, ...labels }, childRelationships);
}

/**
 * The name by which a lookup's parent is reached: `Asset__c` → `Asset__r`, `AccountId` → `Account`.
 * `FieldDescribe.relationshipName` holds it, as the Describe API does.
 */
export function parentRelationshipName(field: FieldDescribe): string | null {
    return field.type === 'reference' ? field.relationshipName : null;
}

/** A lookup's name on its parent: not part of the field's own description in the Describe API. */
export type ChildNames = ReadonlyMap<string, string>;

class DescribedSchema implements Schema {
    readonly #byName: ReadonlyMap<string, ObjectDescribe>;
    readonly #byPrefix: ReadonlyMap<string, ObjectDescribe>;
    readonly #all: readonly ObjectDescribe[];

    constructor(objects: readonly ObjectDescribe[]) {
        this.#all = objects;
        this.#byName = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
        this.#byPrefix = new Map(objects.map((object) => [object.keyPrefix, object]));
    }

    object(name: string): ObjectDescribe | undefined {
        return this.#byName.get(name.toLowerCase());
    }

    objects(): readonly ObjectDescribe[] {
        return this.#all;
    }

    objectByKeyPrefix(prefix: string): ObjectDescribe | undefined {
        return this.#byPrefix.get(prefix);
    }
}

/**
 * A schema of the objects, with their child relationships worked out.
 * `childNames` gives the child relationship name by `Object.Field`.
 */
export function makeSchema(objects: readonly ObjectParts[], childNames: ChildNames): Schema {
    const children = childrenByParent(objects, childNames);
    return new DescribedSchema(
        objects.map((parts) => new DescribedObject(parts, children.get(parts.name.toLowerCase()) ?? []))
    );
}

function childrenByParent(objects: readonly ObjectParts[], names: ChildNames): Map<string, ChildRelationship[]> {
    const children = new Map<string, ChildRelationship[]>();
    for (const object of objects) {
        for (const field of object.fields) {
            for (const parent of field.referenceTo) {
                const list = children.get(parent.toLowerCase()) ?? [];
                list.push({
                    childObject: object.name,
                    field: field.name,
                    relationshipName: names.get(`${object.name}.${field.name}`) ?? null
                });
                children.set(parent.toLowerCase(), list);
            }
        }
    }
    return children;
}
