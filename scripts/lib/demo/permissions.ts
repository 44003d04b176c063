import type { Connection } from 'jsforce';

/** Permission sets by the role of their user in the local org. */
const ASSIGNMENTS = {
    agent: ['IoT_Service_Agent', 'IoT_Field_Service_Agent', 'IoT_Machine_Operator'],
    bridge: ['IoT_Bridge', 'IoT_Field_Service_Bridge'],
    admin: ['IoT_Admin', 'IoT_Command_Approver']
} as const;

/** A user of the demo. */
export type DemoRole = keyof typeof ASSIGNMENTS;

/**
 * Gives each user of the demo the permission sets of its role and nothing else.
 * @throws when a permission set has not been deployed
 */
export async function assignPermissionSets(
    connection: Connection,
    users: Readonly<Record<DemoRole, string>>
): Promise<void> {
    const { records } = await connection.query<{ Id: string; Name: string }>('SELECT Id, Name FROM PermissionSet');
    const ids = new Map(records.map((record) => [record.Name, record.Id]));
    const rows = Object.entries(ASSIGNMENTS).flatMap(([role, names]) =>
        names.map((name) => {
            const PermissionSetId = ids.get(name);
            if (PermissionSetId === undefined) throw new Error(`The permission set ${name} has not been deployed.`);
            return { AssigneeId: users[role as DemoRole], PermissionSetId };
        })
    );
    const results = await connection.sobject('PermissionSetAssignment').create(rows);
    for (const result of results) {
        if (!result.success) throw new Error(`A permission set was not assigned: ${JSON.stringify(result.errors)}`);
    }
}
