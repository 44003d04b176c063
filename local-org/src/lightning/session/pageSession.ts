import type { PermissionSet, Translations } from '@salesforce/types/metadata';
import type { Org } from '../../org.ts';
import type { RecordData } from '../../platform.ts';

/** What the page knows about its user; the browser reads it as `lightningSession`. */
export interface PageSession {
    readonly apiVersion: string;
    readonly user: { readonly Id: string; readonly isGuest: false; readonly name: string; readonly username: string };
    readonly i18n: Readonly<Record<string, string | number>>;
    /** Custom labels in the user's language, where they are translated. */
    readonly labels: Readonly<Record<string, string>>;
    readonly customPermissions: Readonly<Record<string, true>>;
    readonly userPermissions: Readonly<Record<string, true>>;
}

/** The session of a user as the page needs it. */
export function pageSession(org: Org, userId: string): PageSession {
    const user = org.records.retrieve(org.systemExecution(), 'User', userId) ?? {};
    const language = text(user, 'LanguageLocaleKey') || 'en_US';
    const granted = org.access
        .permissionSets(userId)
        .map((name) => org.registry.get('PermissionSet', name)?.content as PermissionSet | undefined);
    return {
        apiVersion: org.settings.apiVersion,
        user: { Id: userId, isGuest: false, name: text(user, 'Name'), username: text(user, 'Username') },
        i18n: internationalisation(text(user, 'TimeZoneSidKey') || 'Europe/Berlin', language),
        labels: translatedLabels(org, language),
        customPermissions: enabled(granted.flatMap((set) => set?.customPermissions ?? [])),
        userPermissions: {
            ...enabled(granted.flatMap((set) => set?.userPermissions ?? [])),
            ...(org.access.isAdministrator(userId) ? administratorPermissions : {})
        }
    };
}

const administratorPermissions = { CustomizeApplication: true, ModifyAllData: true, ViewSetup: true } as const;

const text = (record: RecordData, field: string): string => String(record[field] ?? '');

const enabled = (entries: readonly { readonly name: string; readonly enabled: boolean }[]): Record<string, true> =>
    Object.fromEntries(entries.filter((entry) => entry.enabled).map(({ name }) => [name, true]));

function translatedLabels(org: Org, language: string): Record<string, string> {
    const translations = org.registry.get('Translations', language)?.content as Translations | undefined;
    return Object.fromEntries((translations?.customLabels ?? []).map(({ name, label }) => [name, label]));
}

/** Values of the locale en_US, in which the pages of the local org are written, and the user's language. */
function internationalisation(timeZone: string, language: string): Record<string, string | number> {
    return {
        lang: language.replace('_', '-'),
        dir: 'ltr',
        locale: 'en-US',
        timeZone,
        currency: 'EUR',
        firstDayOfWeek: 2,
        'dateTime.shortDateFormat': 'M/d/yyyy',
        'dateTime.mediumDateFormat': 'MMM d, yyyy',
        'dateTime.longDateFormat': 'MMMM d, yyyy',
        'dateTime.shortDateTimeFormat': 'M/d/yyyy, h:mm a',
        'dateTime.mediumDateTimeFormat': 'MMM d, yyyy, h:mm:ss a',
        'dateTime.longDateTimeFormat': "MMMM d, yyyy 'at' h:mm:ss a z",
        'dateTime.shortTimeFormat': 'h:mm a',
        'dateTime.mediumTimeFormat': 'h:mm:ss a',
        'number.numberFormat': '#,##0.###',
        'number.percentFormat': '#,##0%',
        'number.currencyFormat': '¤#,##0.00',
        'number.currencySymbol': '€',
        'number.groupingSeparator': ',',
        'number.decimalSeparator': '.'
    };
}
