import type { PermissionSet } from '@salesforce/types/metadata';
import type { MetadataRegistry } from '../metadata/component.ts';
import type { Access, FieldAccess, ObjectAccess } from '../org.ts';
import type { Schema } from '../platform.ts';
import type { Database } from '../store/database.ts';
import { followsParent, isPermissionable } from './permissionable.ts';

const NOTHING: ObjectAccess = { read: false, create: false, edit: false, delete: false };
const EVERYTHING: ObjectAccess = { read: true, create: true, edit: true, delete: true };
const READ_ONLY: ObjectAccess = { read: true, create: false, edit: false, delete: false };

/** Setup objects that every user may read. */
const READ_BY_ALL: ReadonlySet<string> = new Set([
    'CustomNotificationType',
    'Group',
    'GroupMember',
    'Organization',
    'PermissionSet',
    'PermissionSetAssignment',
    'Profile',
    'QueueSobject',
    'RecordType',
    'User',
    'UserRole'
]);

/** What one user's permission sets allow together. */
interface Grants {
    readonly administrator: boolean;
    readonly readAll: boolean;
    readonly names: readonly string[];
    readonly objects: ReadonlyMap<string, ObjectAccess>;
    readonly fields: ReadonlyMap<string, FieldAccess>;
}

/** Where permissions are read from; `schema` and `registry` change with deployments. */
export interface AccessSources {
    readonly schema: Schema;
    readonly registry: MetadataRegistry;
    readonly database: Database;
}

/** Object and field permissions of users. The System Administrator profile may do everything, others nothing by themselves. */
export class PermissionSetAccess implements Access {
    readonly #sources: AccessSources;
    readonly #grants = new Map<string, Grants>();

    constructor(sources: AccessSources) {
        this.#sources = sources;
    }

    /** Forgets what was worked out, after assignments or permission sets changed. */
    forget(): void {
        this.#grants.clear();
    }

    isAdministrator(userId: string): boolean {
        return this.#of(userId).administrator;
    }

    permissionSets(userId: string): readonly string[] {
        return this.#of(userId).names;
    }

    object(userId: string, objectName: string): ObjectAccess {
        const grants = this.#of(userId);
        if (grants.administrator) return EVERYTHING;
        const granted = grants.objects.get(followsParent[objectName] ?? objectName);
        if (granted) return granted;
        const setup = this.#sources.schema.object(objectName)?.kind === 'customMetadataType' && grants.readAll;
        return READ_BY_ALL.has(objectName) || setup ? READ_ONLY : NOTHING;
    }

    field(userId: string, objectName: string, fieldName: string): FieldAccess {
        const grants = this.#of(userId);
        const object = this.#sources.schema.object(objectName);
        const field = object?.field(fieldName);
        if (!object || !field) return { read: false, edit: false };
        if (grants.administrator || object.kind === 'platformEvent') return { read: true, edit: true };
        if (!isPermissionable(objectName, field)) return { read: true, edit: true };
        const compound = field.compoundField ?? addressOf(field.name);
        return (
            grants.fields.get(`${object.name}.${field.name}`) ??
            (compound ? grants.fields.get(`${object.name}.${compound}`) : undefined) ?? {
                read: READ_BY_ALL.has(objectName) || object.kind === 'customMetadataType',
                edit: false
            }
        );
    }

    #of(userId: string): Grants {
        const known = this.#grants.get(userId);
        if (known) return known;
        const grants = this.#read(userId);
        this.#grants.set(userId, grants);
        return grants;
    }

    #read(userId: string): Grants {
        const { database, registry } = this.#sources;
        const profile = database.get(
            'SELECT p."Name" AS name, u."UserType" AS type FROM "User" u LEFT JOIN "Profile" p ON p."Id" = u."ProfileId" WHERE u."Id" = ?',
            userId
        );
        const rows = database.all(
            'SELECT s."Name" AS name FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s."Id" = a."PermissionSetId" WHERE a."AssigneeId" = ?',
            userId
        );
        const names = rows.map((row) => String(row['name']));
        const sets = names.flatMap((name) => {
            const component = registry.get('PermissionSet', name);
            return component ? [component.content as PermissionSet] : [];
        });
        const permitted = new Set(
            sets.flatMap((set) => set.userPermissions.filter((one) => one.enabled).map((one) => one.name))
        );
        return {
            administrator:
                profile?.['name'] === 'System Administrator' ||
                profile?.['type'] === 'AutomatedProcess' ||
                permitted.has('ModifyAllData'),
            readAll: permitted.has('ViewSetup') || permitted.has('CustomizeApplication'),
            names,
            objects: mergeObjects(sets),
            fields: mergeFields(sets)
        };
    }
}

function mergeObjects(sets: readonly PermissionSet[]): Map<string, ObjectAccess> {
    const merged = new Map<string, ObjectAccess>();
    const allow = (name: string, more: ObjectAccess): void => {
        const before = merged.get(name) ?? NOTHING;
        merged.set(name, {
            read: before.read || more.read,
            create: before.create || more.create,
            edit: before.edit || more.edit,
            delete: before.delete || more.delete
        });
    };
    for (const set of sets) {
        for (const one of set.objectPermissions)
            allow(one.object, {
                read: one.allowRead,
                create: one.allowCreate,
                edit: one.allowEdit,
                delete: one.allowDelete
            });
        for (const one of set.customMetadataTypeAccesses) if (one.enabled) allow(one.name, READ_ONLY);
        for (const one of set.customSettingAccesses) if (one.enabled) allow(one.name, READ_ONLY);
    }
    return merged;
}

function mergeFields(sets: readonly PermissionSet[]): Map<string, FieldAccess> {
    const merged = new Map<string, FieldAccess>();
    for (const one of sets.flatMap((set) => set.fieldPermissions)) {
        const before = merged.get(one.field);
        merged.set(one.field, {
            read: before?.read === true || one.readable === true || one.editable,
            edit: before?.edit === true || one.editable
        });
    }
    return merged;
}

function addressOf(fieldName: string): string | undefined {
    const part = /^(.*?)(Street|City|State|PostalCode|Country|Latitude|Longitude|GeocodeAccuracy)$/.exec(fieldName);
    return part ? `${part[1]}Address` : undefined;
}
