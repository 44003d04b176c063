import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployZip, loadMetadataTables } from '../../src/deploy/index.ts';
import { catalogue } from './catalogue.ts';
import { zipOf, type Files } from './project.ts';

const tables = loadMetadataTables();

const translation = 'objectTranslations/Gadget__c-de.objectTranslation';
const german = 'translations/de.translation';

/** What is changed in which file, and what the deployment says to it. */
const damages: readonly (readonly [file: string, from: string, to: string, message: string])[] = [
    [
        translation,
        '<name>Weight__c',
        '<name>Wight__c',
        'CustomFieldTranslation Gadget__c-de.Wight__c: In field: name - no CustomField named Gadget__c.Wight__c found'
    ],
    [
        translation,
        '<label>Gewicht</label>',
        '<label>Gewicht des Geräts ohne Verpackung und Zubehör</label>',
        'CustomFieldTranslation Gadget__c-de.Weight__c: The label of a field is at most 40 characters long'
    ],
    [
        translation,
        '<name>Weight__c</name>',
        '<name>Weight__c</name><picklistValues><masterLabel>Heavy</masterLabel><translation>Schwer</translation></picklistValues>',
        'CustomFieldTranslation Gadget__c-de.Weight__c: Gadget__c.Weight__c has no value Heavy'
    ],
    [
        translation,
        '<name>Weight__c</name>',
        '<name>Weight__c</name><relationshipLabel>Geräte</relationshipLabel>',
        'CustomFieldTranslation Gadget__c-de.Weight__c: Weight__c looks up to nothing'
    ],
    [
        translation,
        '<section>Information',
        '<section>Informations',
        'CustomObjectTranslation Gadget__c-de: The layout Gadget__c-Gadget Layout has no section Informations'
    ],
    [
        translation,
        '<layout>Gadget Layout',
        '<layout>Gadgets Layout',
        'CustomObjectTranslation Gadget__c-de: In field: layout - no Layout named Gadget__c-Gadgets Layout found'
    ],
    [
        translation,
        '<name>Light<',
        '<name>Lite<',
        'CustomObjectTranslation Gadget__c-de: In field: name - no ValidationRule named Gadget__c.Lite found'
    ],
    [
        'globalValueSetTranslations/Colours-de.globalValueSetTranslation',
        'Red',
        'Rad',
        'GlobalValueSetTranslation Colours-de: Colours has no value Rad'
    ],
    [
        german,
        '<name>Gadgets<',
        '<name>Gadgetz<',
        'Translations de: In field: name - no CustomApplication named Gadgetz found'
    ],
    [
        german,
        '<name>Gadget_Title<',
        '<name>Gadget_Titel<',
        'Translations de: In field: name - no CustomLabel named Gadget_Titel found'
    ]
];

describe('rules of translations', () => {
    let org: LocalOrg;
    beforeAll(() => {
        org = createOrg();
    });
    afterAll(() => org.stop());

    const problems = (files: Files): string[] =>
        deployZip(org, zipOf(files), { checkOnly: true }, { tables }).details.componentFailures.map(
            (one) => `${one.componentType} ${one.fullName}: ${one.problem}`
        );

    it.each(damages)('%s: %s → %s', (file, from, to, message) => {
        const text = catalogue[file] ?? '';
        expect(text).toContain(from);
        expect(problems({ ...catalogue, [file]: text.replace(from, to) })).toContainEqual(
            expect.stringContaining(message)
        );
    });

    it('need an object that exists, and a language', () => {
        const { [translation]: text = '', ...rest } = catalogue;
        const named = (name: string) => problems({ ...rest, [`objectTranslations/${name}.objectTranslation`]: text });
        expect(named('Gadgt__c-de')).toContainEqual(
            expect.stringContaining('CustomObjectTranslation Gadgt__c-de: no CustomObject named Gadgt__c found')
        );
        expect(named('Gadget__c')).toContainEqual(
            expect.stringContaining('The name Gadget__c must end in a dash and a language, such as -de')
        );
    });
});
