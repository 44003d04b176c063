import { runInNewContext } from 'node:vm';
import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { salesforceModule } from '../../src/lightning/build/salesforceModules.ts';
import { pageSession } from '../../src/lightning/session/pageSession.ts';
import type { MetadataComponent } from '../../src/metadata/component.ts';

const component = (type: string, fullName: string, content: unknown): MetadataComponent => ({
    type,
    fullName,
    content,
    path: fullName,
    line: 1,
    column: 1,
    files: []
});

const deployed = [
    component('CustomLabel', 'Tree_Title', { value: 'Machine "Tree"' }),
    component('Translations', 'de', { customLabels: [{ name: 'Tree_Title', label: 'Maschinenbaum' }] })
];

describe('labels in the language of the user', () => {
    let org: LocalOrg;
    let userId: string;

    beforeAll(() => {
        org = createOrg();
        userId = org.users.admin;
    });
    afterAll(() => org.stop());

    /** The org with labels, and a user who reads this language. */
    function sessionIn(language: string) {
        const own = org.registry;
        const registry = {
            all: own.all.bind(own),
            list: own.list.bind(own),
            get: (type: string, fullName: string) =>
                deployed.find((one) => one.type === type && one.fullName === fullName) ?? own.get(type, fullName)
        };
        const records = Object.create(org.records, {
            retrieve: { value: () => ({ Id: userId, LanguageLocaleKey: language }) }
        }) as LocalOrg['records'];
        const facts = Object.create(org, { registry: { value: registry }, records: { value: records } }) as LocalOrg;
        const module = salesforceModule('@salesforce/label/c.Tree_Title', facts);
        if (!('source' in module)) throw new Error(module.problem);
        return { session: pageSession(facts, userId), source: module.source };
    }

    test.each([
        ['de', 'Maschinenbaum', 'de'],
        ['en_US', 'Machine "Tree"', 'en-US'],
        ['fr', 'Machine "Tree"', 'fr']
    ])('in %s the label is %s', (language, expected, lang) => {
        const { session, source } = sessionIn(language);
        const expression = source.replace('export default ', '');
        expect(runInNewContext(expression, { lightningSession: session })).toBe(expected);
        expect(session.i18n['lang']).toBe(lang);
    });
});
