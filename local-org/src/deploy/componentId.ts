import { createHash } from 'node:crypto';
import type { ComponentName } from '../metadata/index.ts';
import { makeId } from '../schema/recordId.ts';

/** Key prefixes of components, as clients see them. */
const prefixes: Readonly<Record<string, string>> = {
    ApexClass: '01p',
    ApexTrigger: '01q',
    CustomApplication: '02u',
    CustomField: '00N',
    CustomLabel: '101',
    CustomObject: '01I',
    CustomTab: '01r',
    FlexiPage: '0M0',
    Flow: '301',
    FlowTest: '3A0',
    Layout: '00h',
    LightningComponentBundle: '0Rb',
    ListView: '00B',
    ManagedEventSubscription: '18x',
    PermissionSet: '0PS',
    StaticResource: '081',
    ValidationRule: '03d'
};

/** So many numbers have at most eight base-62 digits. */
const numbers = 62n ** 8n;

/** An id that the same component has in every deployment, made from type and full name. */
export function componentId(name: ComponentName): string {
    const digest = createHash('sha256').update(`${name.type}#${name.fullName}`).digest();
    return makeId(prefixes[name.type] ?? '0MT', Number(digest.readBigUInt64BE() % numbers));
}
