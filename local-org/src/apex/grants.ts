import type { PermissionSet } from '@salesforce/types/metadata';
import type { Org } from '../org.ts';

/** Whether the user may call methods of the class. */
export function mayCall(org: Org, userId: string, className: string): boolean {
    return isGranted(org, userId, (set) => set.classAccesses.some((one) => one.enabled && one.apexClass === className));
}

/** Whether the user may make callouts as the principal, named `<External Credential>-<principal>`. */
export function mayUsePrincipal(org: Org, userId: string, principal: string): boolean {
    return isGranted(org, userId, (set) =>
        set.externalCredentialPrincipalAccesses.some(
            (one) => one.enabled && one.externalCredentialPrincipal === principal
        )
    );
}

/** Administrators may do everything, as everywhere in this org; all others by permission sets. */
function isGranted(org: Org, userId: string, allows: (set: PermissionSet) => boolean): boolean {
    if (org.access.isAdministrator(userId)) return true;
    return org.access.permissionSets(userId).some((name) => {
        const component = org.registry.get('PermissionSet', name);
        return component !== undefined && allows(component.content as PermissionSet);
    });
}
