import type { FastifyInstance } from 'fastify';
import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployZip, loadMetadataTables } from '../../src/deploy/index.ts';
import { applicationModel } from '../../src/lightning/page/application.ts';
import { lightningRoutes } from '../../src/lightning/index.ts';
import { createServer } from '../../src/server.ts';
import { uiApiRoutes } from '../../src/ui-api/index.ts';
import { catalogue } from '../deploy/catalogue.ts';
import { xml, zipOf } from '../deploy/project.ts';

const object = 'objects/Gadget__c.object';
const german = 'objectTranslations/Gadget__c-de.objectTranslation';

/** The catalogue with a picklist and its German values. */
const files = {
    ...catalogue,
    [object]: (catalogue[object] ?? '').replace(
        '<fields><fullName>Notes__c',
        `<fields><fullName>State__c</fullName><label>State</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>Running</fullName><default>false</default><label>Running</label></value></valueSetDefinition></valueSet></fields>
<fields><fullName>Notes__c`
    ),
    [german]: xml(
        'CustomObjectTranslation',
        `<caseValues><caseType>Nominative</caseType><plural>false</plural><value>Gerät</value></caseValues>
<caseValues><caseType>Nominative</caseType><plural>true</plural><value>Geräte</value></caseValues>
<caseValues><caseType>Dative</caseType><plural>true</plural><value>Geräten</value></caseValues>
<fields><help>Kilogramm</help><label>Gewicht</label><name>Weight__c</name></fields>
<fields><label>Zustand</label><name>State__c</name><picklistValues><masterLabel>Running</masterLabel><translation>Läuft</translation></picklistValues></fields>
<gender>Neuter</gender>
<layouts><layout>Gadget Layout</layout><sections><label>Angaben</label><section>Information</section></sections></layouts>
<nameFieldLabel>Gerätename</nameFieldLabel>
<validationRules><errorMessage>Zu schwer</errorMessage><name>Light</name></validationRules>`
    )
};

describe('an org with German texts', () => {
    let org: LocalOrg;
    let server: FastifyInstance;
    let headers: Record<string, string>;

    beforeAll(async () => {
        org = createOrg();
        const result = deployZip(org, zipOf(files), {}, { tables: loadMetadataTables() });
        if (!result.success) throw new Error(JSON.stringify(result.details.componentFailures));
        server = await createServer(org, [uiApiRoutes(org), lightningRoutes(org)], (error) => {
            throw error;
        });
        headers = { authorization: `Bearer ${org.auth.openSession(org.users.admin).accessToken}` };
    });
    afterAll(async () => {
        await server.close();
        org.stop();
    });

    const get = async (url: string) => (await server.inject({ url: `/services/data/v66.0${url}`, headers })).json();

    function read(language: string): void {
        const [result] = org.records.update(org.systemExecution(), 'User', [
            { Id: org.users.admin, LanguageLocaleKey: language }
        ]);
        expect(result?.errors).toEqual([]);
    }

    test('tells German readers names, labels, help texts and values', async () => {
        read('de');
        const info = await get('/ui-api/object-info/Gadget__c');
        expect(info).toMatchObject({ label: 'Gerät', labelPlural: 'Geräte' });
        expect(info.fields).toMatchObject({
            Name: { label: 'Gerätename' },
            Weight__c: { label: 'Gewicht', inlineHelpText: 'Kilogramm' },
            Serial__c: { label: 'Serial__c' }
        });
        const values = await get('/ui-api/object-info/Gadget__c/picklist-values/012000000000000AAA/State__c');
        expect(values.values).toMatchObject([{ label: 'Läuft', value: 'Running' }]);
        const described = await get('/sobjects/Gadget__c/describe');
        expect(described).toMatchObject({ label: 'Gerät', labelPlural: 'Geräte' });
        const layout = await get('/ui-api/layout/Gadget__c?layoutTypes=Full&modes=View');
        expect(layout.sections[0]).toMatchObject({ heading: 'Angaben' });
    });

    test('shows values of records in German and keeps them as they are', async () => {
        read('de');
        const [saved] = org.records.insert(org.systemExecution(), 'Gadget__c', [{ Name: 'Pump', State__c: 'Running' }]);
        const record = await get(`/ui-api/records/${saved?.id}?fields=Gadget__c.State__c`);
        expect(record.fields.State__c).toEqual({ displayValue: 'Läuft', value: 'Running' });
    });

    test('names apps and tabs, and says what a rule refuses', () => {
        read('de');
        const model = applicationModel(org, org.users.admin, 'Gadgets');
        expect(model.label).toBe('Geräte');
        expect(model.items).toContainEqual(expect.objectContaining({ key: 'Gadget__c', label: 'Geräte' }));
        const heavy = { Name: 'Press', Weight__c: 101 };
        const [refused] = org.records.insert(org.userExecution(org.users.admin), 'Gadget__c', [heavy]);
        expect(refused?.errors).toMatchObject([{ message: 'Zu schwer', fields: ['Weight__c'] }]);
        const [english] = org.records.insert(org.systemExecution(), 'Gadget__c', [heavy]);
        expect(english?.errors).toMatchObject([{ message: 'Too heavy' }]);
    });

    test.each([
        ['en_US', 'Gadget', 'State', 'Running', 'Information'],
        ['fr', 'Gadget', 'State', 'Running', 'Information']
    ])('in %s everything is English', async (language, name, state, value, heading) => {
        read(language);
        const info = await get('/ui-api/object-info/Gadget__c');
        expect([info.label, info.fields.State__c.label]).toEqual([name, state]);
        const values = await get('/ui-api/object-info/Gadget__c/picklist-values/012000000000000AAA/State__c');
        expect(values.values[0].label).toBe(value);
        const layout = await get('/ui-api/layout/Gadget__c?layoutTypes=Full&modes=View');
        expect(layout.sections[0].heading).toBe(heading);
    });

    test('follows the next deployment', async () => {
        read('de');
        const changed = { ...files, [german]: files[german].replace('>Gewicht<', '>Masse<') };
        deployZip(org, zipOf(changed), {}, { tables: loadMetadataTables() });
        const info = await get('/ui-api/object-info/Gadget__c');
        expect(info.fields.Weight__c.label).toBe('Masse');
    });
});
