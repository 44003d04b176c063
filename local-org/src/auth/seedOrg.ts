import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Clock, RecordData, Schema } from '../platform.ts';
import type { Database } from '../store/database.ts';
import type { Rows } from '../store/rows.ts';
import type { Sequences } from '../store/sequences.ts';

const setup = z.strictObject({
    profiles: z.array(z.strictObject({ name: z.string(), userType: z.string() })),
    users: z.array(
        z.strictObject({
            key: z.enum(['admin', 'agent', 'bridge', 'automatedProcess']),
            username: z.string(),
            firstName: z.string(),
            lastName: z.string(),
            alias: z.string(),
            profile: z.string().nullable(),
            userType: z.string()
        })
    )
});

/** Users that every org has. */
export type SeedUser = z.infer<typeof setup>['users'][number]['key'];

/** Ids of the users that every org has. */
export type UserIds = Readonly<Record<SeedUser, string>>;

/** The facts that the Organization record tells. */
export interface OrganizationFacts {
    readonly orgId: string;
    readonly name: string;
    readonly instanceName: string;
    readonly isSandbox: boolean;
    readonly trialExpirationDate: string | null;
    readonly organizationType: string;
}

export interface SeedParts {
    readonly database: Database;
    readonly rows: Rows;
    readonly sequences: Sequences;
    readonly schema: Schema;
    readonly clock: Clock;
}

/** Writes organization, profiles and users into a new org, and answers the users' ids; an existing org is left as it is. */
export function seedOrg(parts: SeedParts, facts: OrganizationFacts): UserIds {
    const { profiles, users } = readSetup();
    if (!parts.database.get('SELECT "Id" FROM "Organization"'))
        parts.database.transaction(() => writeSetup(parts, facts, profiles, users));
    const id = (key: SeedUser): string => {
        const username = users.find((user) => user.key === key)?.username ?? '';
        return String(parts.database.get('SELECT "Id" FROM "User" WHERE "Username" = ?', username)?.['Id']);
    };
    return { admin: id('admin'), agent: id('agent'), bridge: id('bridge'), automatedProcess: id('automatedProcess') };
}

type Setup = z.infer<typeof setup>;

function readSetup(): Setup {
    const path = fileURLToPath(new URL('../../data/org-setup.json', import.meta.url));
    return setup.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function writeSetup(
    parts: SeedParts,
    facts: OrganizationFacts,
    profiles: Setup['profiles'],
    users: Setup['users']
): void {
    const adminId = parts.sequences.nextId('005');
    const write = (objectName: string, values: RecordData, id?: string): string =>
        insert(parts, objectName, values, adminId, id);
    write('Organization', organizationRow(facts), facts.orgId);
    const ids = new Map(
        profiles.map(({ name, userType }) => [name, write('Profile', { Name: name, UserType: userType })])
    );
    for (const user of users) {
        const values: RecordData = {
            FirstName: user.firstName,
            LastName: user.lastName,
            Name: `${user.firstName} ${user.lastName}`,
            Username: user.username,
            Email: user.username,
            Alias: user.alias,
            ProfileId: user.profile ? (ids.get(user.profile) ?? null) : null,
            UserType: user.userType,
            IsActive: true,
            TimeZoneSidKey: 'GMT',
            LocaleSidKey: 'en_US',
            LanguageLocaleKey: 'en_US',
            EmailEncodingKey: 'UTF-8'
        };
        write('User', values, user.key === 'admin' ? adminId : undefined);
    }
}

function organizationRow(facts: OrganizationFacts): RecordData {
    return {
        Name: facts.name,
        InstanceName: facts.instanceName,
        IsSandbox: facts.isSandbox,
        TrialExpirationDate: facts.trialExpirationDate,
        OrganizationType: facts.organizationType,
        LanguageLocaleKey: 'en_US',
        TimeZoneSidKey: 'GMT',
        DefaultLocaleSidKey: 'en_US'
    };
}

function insert(parts: SeedParts, objectName: string, values: RecordData, adminId: string, id?: string): string {
    const object = parts.schema.object(objectName);
    if (!object) throw new Error(`The schema has no object ${objectName}.`);
    const now = parts.clock.now().toISOString();
    const audit: RecordData = {};
    for (const name of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp']) if (object.field(name)) audit[name] = now;
    for (const name of ['CreatedById', 'LastModifiedById']) if (object.field(name)) audit[name] = adminId;
    const recordId = id ?? parts.sequences.nextId(object.keyPrefix);
    parts.rows.insert(object, { Id: recordId, ...values, ...audit });
    return recordId;
}
