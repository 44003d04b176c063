/** Door of the translations: deployed texts in the language of the user who asks. */
import type { CustomApplication, CustomObjectTranslation, CustomTab, Translations } from '@salesforce/types/metadata';
import type { Org } from '../org.ts';
import type { ObjectDescribe } from '../platform.ts';
import { translateObject } from './translateObject.ts';

/** What is needed to know a user's language and the texts in it. */
export type Translated = Pick<Org, 'records' | 'registry' | 'systemExecution'>;

/** Language of the texts that have no translation. */
const ownLanguage = 'en_US';

/** The language a user reads (`LanguageLocaleKey`), such as `de` or `en_US`. */
export function userLanguage(org: Translated, userId: string): string {
    const user = org.records.retrieve(org.systemExecution(), 'User', userId);
    return String(user?.LanguageLocaleKey ?? '') || ownLanguage;
}

/** Kept per schema, as an object is described anew after every deployment. */
const described = new WeakMap<ObjectDescribe, Map<string, ObjectDescribe>>();

/** An object with the labels, help texts and values in the user's language; English where there is no other. */
export function translatedObject(org: Translated, userId: string, object: ObjectDescribe): ObjectDescribe {
    const language = userLanguage(org, userId);
    if (language === ownLanguage) return object;
    const byLanguage = described.get(object) ?? new Map<string, ObjectDescribe>();
    const known = byLanguage.get(language) ?? translateObject(org.registry, object, language);
    described.set(object, byLanguage.set(language, known));
    return known;
}

/** The heading of a layout's section in the user's language. */
export function sectionHeading(org: Translated, userId: string, layoutName: string, heading: string): string {
    const [objectName = '', ...rest] = layoutName.split('-');
    const name = `${objectName}-${userLanguage(org, userId)}`;
    const translation = org.registry.get('CustomObjectTranslation', name)?.content as
        CustomObjectTranslation | undefined;
    const layout = translation?.layouts.find((one) => one.layout === rest.join('-'));
    return layout?.sections.find(({ section }) => section === heading)?.label ?? heading;
}

/** The label of an app or tab in the user's language. */
export function navigationLabel(
    org: Translated,
    userId: string,
    type: 'CustomApplication' | 'CustomTab',
    name: string
): string {
    const translations = org.registry.get('Translations', userLanguage(org, userId))?.content as
        Partial<Translations> | undefined;
    const entries = type === 'CustomTab' ? translations?.customTabs : translations?.customApplications;
    const content = org.registry.get(type, name)?.content as CustomApplication | CustomTab | undefined;
    return entries?.find((entry) => entry.name === name)?.label ?? content?.label ?? name;
}
