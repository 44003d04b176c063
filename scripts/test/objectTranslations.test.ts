import { globSync } from 'node:fs';
import path from 'node:path';
import { childText, childrenNamed, descendants, readXml, type XmlElement } from '../lib/generate/xml.ts';

const root = path.resolve(__dirname, '../..');
const packages = ['force-app/core', 'force-app/field-service'];

/** A text that people read: where it stands, and the German one beside it. */
interface Text {
    readonly place: string;
    readonly german: string | undefined;
}

const files = (folder: string, pattern: string): string[] =>
    globSync(`${folder}/main/default/${pattern}`, { cwd: root }).sort();

async function readMaybe(file: string): Promise<XmlElement | undefined> {
    return globSync(file, { cwd: root }).length > 0 ? readXml(path.join(root, file)) : undefined;
}

const found = (element: XmlElement | undefined, entry: string, key: string, name: string): XmlElement | undefined =>
    element && childrenNamed(element, entry).find((one) => childText(one, key) === name);

const text = (element: XmlElement | undefined, name: string): string | undefined => element && childText(element, name);

const translation = (folder: string, object: string, file = `${object}-de.objectTranslation`): string =>
    `${folder}/main/default/objectTranslations/${object}-de/${file}-meta.xml`;

/** Names in four cases and two numbers, gender and the label of the name field. */
async function objectTexts(folder: string, file: string): Promise<Text[]> {
    const object = path.basename(file, '.object-meta.xml');
    const english = await readXml(path.join(root, file));
    // A standard object is named by Salesforce.
    if (childText(english, 'label') === undefined) return [];
    const german = await readMaybe(translation(folder, object));
    const names = (german ? childrenNamed(german, 'caseValues') : []).map((one): [string, string | undefined] => [
        `${childText(one, 'caseType')} ${childText(one, 'plural') === 'true' ? 'plural' : 'singular'}`,
        childText(one, 'value')
    ]);
    const byCase = new Map(names);
    const cases = ['Nominative', 'Accusative', 'Genitive', 'Dative'].flatMap((one) => [
        `${one} singular`,
        `${one} plural`
    ]);
    const nameField = childrenNamed(english, 'nameField').length > 0;
    return [
        ...cases.map((one) => ({ place: `${object} ${one}`, german: byCase.get(one) })),
        { place: `${object} gender`, german: text(german, 'gender') },
        ...(nameField ? [{ place: `${object} name field`, german: text(german, 'nameFieldLabel') }] : [])
    ];
}

/** Label, help text, values and the label of the related list. */
async function fieldTexts(folder: string, file: string): Promise<Text[]> {
    const object = path.basename(path.resolve(root, file, '../..'));
    const english = await readXml(path.join(root, file));
    const name = childText(english, 'fullName') ?? '';
    const german = await readMaybe(translation(folder, object, `${name}.fieldTranslation`));
    const place = `${object}.${name}`;
    const own = [
        ['label', 'label'],
        ['inlineHelpText', 'help'],
        ['relationshipLabel', 'relationshipLabel']
    ].flatMap(([from = '', to = '']) =>
        childText(english, from) ? [{ place: `${place} ${from}`, german: text(german, to) }] : []
    );
    const values = descendants(english, 'valueSet', 'valueSetDefinition', 'value').map((one) => {
        const label = childText(one, 'label') ?? '';
        const value = found(german, 'picklistValues', 'masterLabel', label);
        return { place: `${place} value ${label}`, german: text(value, 'translation') };
    });
    return [...own, ...values];
}

async function layoutTexts(folder: string, file: string): Promise<Text[]> {
    const [object = '', ...rest] = path.basename(file, '.layout-meta.xml').split('-');
    const name = rest.join('-');
    const german = found(await readMaybe(translation(folder, object)), 'layouts', 'layout', name);
    const sections = childrenNamed(await readXml(path.join(root, file)), 'layoutSections');
    return sections
        .filter((section) => childText(section, 'customLabel') === 'true' && childText(section, 'label'))
        .map((section) => {
            const label = childText(section, 'label') ?? '';
            const translated = found(german, 'sections', 'section', label);
            return { place: `${object}-${name} section ${label}`, german: text(translated, 'label') };
        });
}

async function ruleTexts(folder: string, file: string): Promise<Text[]> {
    const object = path.basename(path.resolve(root, file, '../..'));
    const name = path.basename(file, '.validationRule-meta.xml');
    const german = found(await readMaybe(translation(folder, object)), 'validationRules', 'name', name);
    return [{ place: `${object}.${name} error message`, german: text(german, 'errorMessage') }];
}

/** Apps, and tabs that show no object: the tab of an object has the object's name. */
async function navigationTexts(folder: string, file: string): Promise<Text[]> {
    const isApp = file.endsWith('.app-meta.xml');
    const english = await readXml(path.join(root, file));
    if (!isApp && childText(english, 'customObject') === 'true') return [];
    const name = path.basename(file).replace(/\..*$/, '');
    const translations = await readMaybe(`${folder}/main/default/translations/de.translation-meta.xml`);
    const german = found(translations, isApp ? 'customApplications' : 'customTabs', 'name', name);
    return ['label', 'description']
        .filter((one) => childText(english, one) !== undefined && (isApp || one === 'label'))
        .map((one) => ({ place: `${name} ${one}`, german: text(german, one) }));
}

const kinds: readonly [pattern: string, texts: (folder: string, file: string) => Promise<Text[]>][] = [
    ['objects/*/*.object-meta.xml', objectTexts],
    ['objects/*/fields/*.field-meta.xml', fieldTexts],
    ['objects/*/validationRules/*.validationRule-meta.xml', ruleTexts],
    ['layouts/*.layout-meta.xml', layoutTexts],
    ['applications/*.app-meta.xml', navigationTexts],
    ['tabs/*.tab-meta.xml', navigationTexts]
];

const textsOf = async (folder: string): Promise<Text[]> => {
    const jobs = kinds.flatMap(([pattern, texts]) => files(folder, pattern).map((file) => texts(folder, file)));
    return (await Promise.all(jobs)).flat();
};

describe('German texts of objects, fields, layouts, apps and tabs', () => {
    test.each(packages)('%s has one for every text that Salesforce can translate', async (folder) => {
        const texts = await textsOf(folder);
        expect(texts.length).toBeGreaterThan(3);
        expect(texts.filter(({ german }) => !german).map(({ place }) => place)).toEqual([]);
    });

    test('the last package names the apps and tabs of all, as the sf CLI sends its file alone', async () => {
        const last = packages.at(-1) ?? '';
        const jobs = packages.flatMap((folder) =>
            ['applications/*.app-meta.xml', 'tabs/*.tab-meta.xml'].flatMap((pattern) =>
                files(folder, pattern).map((file) => navigationTexts(last, file))
            )
        );
        const texts = (await Promise.all(jobs)).flat();
        expect(texts.length).toBeGreaterThan(3);
        expect(texts.filter(({ german }) => !german)).toEqual([]);
    });
});
