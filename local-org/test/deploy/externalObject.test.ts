import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployZip, loadMetadataTables } from '../../src/deploy/index.ts';
import { manifest, xml, zipOf, type Files } from './project.ts';

const tables = loadMetadataTables();
const object = 'objects/Reading__x.object';
const source = 'dataSources/Readings.dataSource';

const field = (inner: string): string =>
    `<fields><fullName>Machine__c</fullName><externalDeveloperName>Machine</externalDeveloperName><label>Machine</label>${inner}</fields>`;
const lookup = (target: string): string =>
    field(
        `<length>80</length><referenceTargetField>${target}</referenceTargetField><referenceTo>Asset</referenceTo>
         <relationshipName>Readings</relationshipName><type>IndirectLookup</type>`
    );
const key = (more: string): string =>
    `<fields><fullName>Key__c</fullName><externalId>true</externalId><label>Key</label><length>80</length><type>Text</type>${more}</fields>`;

/** An external object that finds its machine by a field of Asset. */
const sound: Files = {
    'package.xml': manifest({ CustomObject: ['Asset', 'Reading__x'], ExternalDataSource: ['Readings'] }),
    'objects/Asset.object': xml('CustomObject', key('<unique>true</unique>')),
    [source]: xml(
        'ExternalDataSource',
        `<endpoint>https://history.invalid</endpoint><label>Readings</label><principalType>Anonymous</principalType>
         <protocol>NoAuthentication</protocol><type>OData401</type>`
    ),
    [object]: xml(
        'CustomObject',
        `<deploymentStatus>Deployed</deploymentStatus><externalDataSource>Readings</externalDataSource>
         <externalName>Readings</externalName>${lookup('Key__c')}<label>Reading</label><pluralLabel>Readings</pluralLabel>`
    )
};

describe('an external object', () => {
    let org: LocalOrg;
    beforeAll(() => {
        org = createOrg();
    });
    afterAll(() => org.stop());

    const problems = (files: Files): string[] =>
        deployZip(org, zipOf(files), { checkOnly: true }, { tables }).details.componentFailures.map(
            (one) => `${one.componentType} ${one.fullName}: ${one.problem}`
        );

    it.each([
        ['<externalName>Readings</externalName>', '', 'Must specify a non-empty externalName'],
        ['>Readings</externalDataSource>', '>Others</externalDataSource>', 'no ExternalDataSource named Others found'],
        ['<externalDeveloperName>Machine</externalDeveloperName>', '', 'Must specify externalDeveloperName'],
        ['<relationshipName>Readings</relationshipName>', '', 'Must specify relationshipName'],
        ['>Key__c<', '>SerialNumber<', 'Asset.SerialNumber is no field that is unique and an external id']
    ])('is refused with %s → %s', (from, to, message) => {
        const text = sound[object] ?? '';
        expect(text).toContain(from);
        expect(problems({ ...sound, [object]: text.replace(from, to) })).toContainEqual(
            expect.stringContaining(message)
        );
    });

    it('is known when deployed, and reading its records is refused by name', () => {
        const result = deployZip(org, zipOf(sound), {}, { tables });
        expect(result.details.componentFailures).toEqual([]);
        expect(org.schema.object('Reading__x')).toMatchObject({ kind: 'externalObject', label: 'Reading' });
        expect(() => org.records.query(org.systemExecution(), 'SELECT Id FROM Reading__x')).toThrow(
            'Not supported by the local org: SOQL reading the external object Reading__x'
        );
    });
});
