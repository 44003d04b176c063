import path from 'node:path';
import { packageDirectories } from '../lib/generate/project.ts';
import { childText, childrenNamed, readXml } from '../lib/generate/xml.ts';

const root = path.resolve(__dirname, '../..');

/** Texts by name from a metadata file whose entries have a name and a text. */
async function texts(file: string, entry: string, name: string, text: string): Promise<Map<string, string>> {
    const xml = await readXml(path.join(root, file));
    const entries = childrenNamed(xml, entry).map((one): [string, string] => [
        childText(one, name) ?? '',
        childText(one, text) ?? ''
    ]);
    return new Map(entries);
}

const places = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort();

const labelFile = 'main/default/labels/CustomLabels.labels-meta.xml';
const germanFile = 'main/default/translations/de.translation-meta.xml';

describe('German labels', () => {
    // The sf CLI sends one file per language, that of the last folder, so this one holds the texts of both packages.
    test.each([
        ['force-app/core', ['force-app/core']],
        ['force-app/field-service', ['force-app/core', 'force-app/field-service']]
    ])('%s has a German text for every label of %j', async (folder, labelFolders) => {
        expect(await packageDirectories(root)).toEqual(expect.arrayContaining(labelFolders));
        const parts = await Promise.all(
            labelFolders.map((one) => texts(`${one}/${labelFile}`, 'labels', 'fullName', 'value'))
        );
        const english = new Map(parts.flatMap((part) => [...part]));
        const german = await texts(`${folder}/${germanFile}`, 'customLabels', 'name', 'label');
        expect(english.size).toBeGreaterThan(40);
        expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
        const withoutText = [...german].filter(([, text]) => text === '').map(([name]) => name);
        const otherPlaces = [...english].filter(
            ([name, text]) => places(text).join() !== places(german.get(name) ?? '').join()
        );
        expect({ withoutText, otherPlaces: otherPlaces.map(([name]) => name) }).toEqual({
            withoutText: [],
            otherPlaces: []
        });
    });
});
