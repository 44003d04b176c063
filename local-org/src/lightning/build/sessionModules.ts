/** Internationalisation values that a page gets with its session. */
const i18nNames = [
    'lang',
    'dir',
    'locale',
    'timeZone',
    'currency',
    'firstDayOfWeek',
    'dateTime.shortDateFormat',
    'dateTime.mediumDateFormat',
    'dateTime.longDateFormat',
    'dateTime.shortDateTimeFormat',
    'dateTime.mediumDateTimeFormat',
    'dateTime.longDateTimeFormat',
    'dateTime.shortTimeFormat',
    'dateTime.mediumTimeFormat',
    'number.numberFormat',
    'number.percentFormat',
    'number.currencyFormat',
    'number.currencySymbol',
    'number.groupingSeparator',
    'number.decimalSeparator'
] as const;

/** Names of the modules whose value depends on the user. */
export const sessionModuleNames: readonly string[] = i18nNames.map((name) => `@salesforce/i18n/${name}`);

/** Modules that base components and deployed bundles share: they read the page's session. */
export function sessionModules(): Record<string, string> {
    return Object.fromEntries(
        i18nNames.map((name) => [
            `@salesforce/i18n/${name}`,
            `export default globalThis.lightningSession.i18n[${JSON.stringify(name)}];`
        ])
    );
}
