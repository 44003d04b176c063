import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployZip, loadMetadataTables } from '../../src/deploy/index.ts';
import { catalogue } from './catalogue.ts';
import { object, objectDamages } from './objectDamages.ts';
import { card, pageDamages } from './pageDamages.ts';
import { zipOf, type Files } from './project.ts';

const tables = loadMetadataTables();

describe('rules of a deployment', () => {
    let org: LocalOrg;
    beforeAll(() => {
        org = createOrg();
    });
    afterAll(() => org.stop());

    const problems = (files: Files): string[] =>
        deployZip(org, zipOf(files), { checkOnly: true }, { tables }).details.componentFailures.map(
            (one) => `${one.componentType} ${one.fullName}: ${one.problem}`
        );

    it('finds nothing in a sound catalogue', () => {
        expect(problems(catalogue)).toEqual([]);
    });

    it.each([...objectDamages, ...pageDamages])('%s: %s → %s', (file, from, to, message) => {
        const text = catalogue[file] ?? '';
        expect(text).toContain(from);
        expect(problems({ ...catalogue, [file]: text.replace(from, to) })).toContainEqual(
            expect.stringContaining(message)
        );
    });

    it('refuses field permissions for what everybody sees', () => {
        const required = (catalogue[object] ?? '').replace(
            '<externalId>true</externalId>',
            '<required>true</required>'
        );
        expect(problems({ ...catalogue, [object]: required })).toEqual([
            'PermissionSet Gadget_User: You cannot deploy to a required field: Gadget__c.Serial__c'
        ]);
    });

    it('refuses sources and tests inside a bundle, and a bundle without a script', () => {
        const { [card]: _script, ...rest } = catalogue;
        const found = problems({
            ...rest,
            'lwc/gadgetCard/gadgetCard.ts': '',
            'lwc/gadgetCard/__tests__/a.test.js': ''
        });
        expect(found).toEqual([
            expect.stringContaining('Cannot find gadgetCard.js in the bundle'),
            expect.stringContaining('gadgetCard.ts cannot be part of a bundle'),
            expect.stringContaining('__tests__ folders cannot be deployed')
        ]);
    });
});
