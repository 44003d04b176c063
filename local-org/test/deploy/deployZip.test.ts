import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployZip, loadMetadataTables, ZipRefusedError } from '../../src/deploy/index.ts';
import type { DeployRequest, DeployResult } from '../../src/deploy/index.ts';
import { gadget, manifest, textField, xml, zipOf, type Files } from './project.ts';

const tables = loadMetadataTables();

describe('deploying a zip', () => {
    let org: LocalOrg;
    beforeEach(() => {
        org = createOrg();
    });
    afterEach(() => org.stop());

    const deploy = (files: Files, request: DeployRequest = {}): DeployResult =>
        deployZip(org, zipOf(files), request, { tables });

    const failures = (result: DeployResult): string[] =>
        result.details.componentFailures.map(
            (one) =>
                `${one.fileName}:${one.lineNumber}:${one.columnNumber} ${one.componentType} ${one.fullName}: ${one.problem}`
        );

    const states = (result: DeployResult): string[] =>
        result.details.componentSuccesses
            .filter((one) => one.componentType !== '')
            .map((one) => {
                const state = one.deleted ? 'deleted' : one.created ? 'created' : one.changed ? 'changed' : 'unchanged';
                return `${one.fullName} ${state}`;
            });

    it('creates what is new, and tells changed from unchanged', () => {
        expect(states(deploy(gadget()))).toEqual(['Gadget__c created', 'Gadget__c.Serial__c created']);
        expect(org.schema.object('Gadget__c')?.field('Serial__c')?.length).toBe(80);
        expect(states(deploy(gadget()))).toEqual(['Gadget__c unchanged', 'Gadget__c.Serial__c unchanged']);
        const longer = gadget(textField('Serial__c').replace('<length>80', '<length>90'));
        expect(states(deploy(longer))).toEqual(['Gadget__c unchanged', 'Gadget__c.Serial__c changed']);
        expect(org.schema.object('Gadget__c')?.field('Serial__c')?.length).toBe(90);
    });

    it('changes nothing when it only validates', () => {
        const result = deploy(gadget(), { checkOnly: true });
        expect(result).toMatchObject({ status: 'Succeeded', success: true, checkOnly: true, numberComponentsTotal: 2 });
        expect(org.registry.all()).toEqual([]);
        expect(org.schema.object('Gadget__c')).toBeUndefined();
    });

    it('refuses everything when one component fails, with line and column', () => {
        const bad = gadget(
            `${textField('Serial__c')}\n    <fields><fullName>Weight__c</fullName><label>W</label><type>Number</type></fields>`
        );
        const result = deploy(bad);
        expect(result).toMatchObject({ status: 'Failed', success: false, numberComponentsDeployed: 0 });
        expect(failures(result)).toContain(
            "objects/Gadget__c.object:4:59 CustomField Gadget__c.Weight__c: Must specify 'scale' for a CustomField of type Number"
        );
        expect(org.registry.all()).toEqual([]);
    });

    it('keeps the sound components when it may', () => {
        const files = {
            ...gadget(),
            'package.xml': manifest({ CustomObject: ['Gadget__c'], PermissionSet: ['Users'] }),
            'permissionsets/Users.permissionset': xml(
                'PermissionSet',
                '<label>Users</label><objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Gadgt__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>'
            )
        };
        expect(deploy(files).status).toBe('Failed');
        const result = deploy(files, { rollbackOnError: false });
        expect(result.status).toBe('SucceededPartial');
        expect(failures(result)).toEqual([
            expect.stringContaining("no CustomObject named Gadgt__c found (did you mean 'Gadget__c'?)")
        ]);
        expect(org.registry.get('CustomObject', 'Gadget__c')).toBeDefined();
        expect(org.registry.get('PermissionSet', 'Users')).toBeUndefined();
    });

    it('deploys only what the manifest names', () => {
        deploy(gadget());
        const files = {
            'package.xml': manifest({ CustomField: ['Gadget__c.Colour__c'] }),
            'objects/Gadget__c.object': xml('CustomObject', `${textField('Colour__c')}${textField('Shape__c')}`),
            'labels/CustomLabels.labels': xml(
                'CustomLabels',
                '<labels><fullName>A</fullName><language>en_US</language><protected>false</protected><shortDescription>a</shortDescription><value>a</value></labels>'
            )
        };
        const result = deploy(files);
        expect(failures(result)).toEqual([]);
        expect(states(result).slice(0, 1)).toEqual(['Gadget__c.Colour__c created']);
        expect(result.details.componentSuccesses).toContainEqual(
            expect.objectContaining({ fullName: 'CustomLabels', problem: 'Not in package.xml', problemType: 'Warning' })
        );
        expect(org.registry.get('CustomField', 'Gadget__c.Shape__c')).toBeUndefined();
    });

    it('names what the manifest wants and the zip lacks, and types it does not know', () => {
        const files = { 'package.xml': manifest({ CustomObject: ['Gone__c'], Bot: ['Helper'] }) };
        expect(failures(deploy(files))).toEqual([
            'package.xml:1:1  package.xml: Metadata type not supported by the local org: Bot',
            "package.xml:1:1 CustomObject Gone__c: An object 'Gone__c' of type CustomObject was named in package.xml, but was not found in zipped directory"
        ]);
        expect(failures(deploy({ 'readme.txt': 'x' }))).toEqual(['package.xml:1:1  package.xml: No package.xml found']);
    });

    it('deletes components, whole objects with their parts, and only warns of what is not there', () => {
        deploy(gadget(textField('Serial__c') + textField('Colour__c')));
        const field = deploy({
            'package.xml': manifest({}),
            'destructiveChanges.xml': manifest({ CustomField: ['Gadget__c.Colour__c', 'Gadget__c.Never__c'] })
        });
        expect(states(field)).toEqual(['Gadget__c.Colour__c deleted', 'Gadget__c.Never__c deleted']);
        expect(field.details.componentSuccesses.at(-1)).toMatchObject({
            problem: 'No CustomField named: Gadget__c.Never__c found'
        });
        expect(org.schema.object('Gadget__c')?.field('Colour__c')).toBeUndefined();
        const gone = { 'package.xml': manifest({}), 'destructiveChanges.xml': manifest({ Flow: ['Never'] }) };
        expect(failures(deploy(gone, { ignoreWarnings: false }))).toEqual([
            expect.stringContaining('No Flow named: Never found')
        ]);
        const all = deploy({
            'package.xml': manifest({}),
            'destructiveChangesPost.xml': manifest({ CustomObject: ['Gadget__c'] })
        });
        expect(states(all)).toEqual(['Gadget__c deleted', 'Gadget__c.Serial__c deleted']);
        expect(org.registry.all()).toEqual([]);
    });

    it('does not delete what another component still uses', () => {
        const view =
            '<listViews><fullName>All</fullName><columns>Serial__c</columns><filterScope>Everything</filterScope><label>All</label></listViews>';
        deploy(gadget(textField('Serial__c'), view));
        const result = deploy({
            'package.xml': manifest({}),
            'destructiveChanges.xml': manifest({ CustomField: ['Gadget__c.Serial__c'] })
        });
        expect(failures(result)).toEqual([
            expect.stringContaining(
                'ListView Gadget__c.All: In field: columns - no CustomField named Gadget__c.Serial__c found'
            )
        ]);
        expect(org.registry.get('CustomField', 'Gadget__c.Serial__c')).toBeDefined();
    });

    it('says which types it stores without effect', () => {
        const files = {
            'package.xml': manifest({ RemoteSiteSetting: ['Help'] }),
            'remoteSiteSettings/Help.remoteSite': xml(
                'RemoteSiteSetting',
                '<disableProtocolSecurity>false</disableProtocolSecurity><isActive>true</isActive><url>https://help.example</url>'
            )
        };
        expect(deploy(files).details.componentSuccesses).toContainEqual(
            expect.objectContaining({
                fullName: 'Help',
                problemType: 'Warning',
                problem: expect.stringContaining('has no effect')
            })
        );
        expect(deploy(files, { ignoreWarnings: false }).status).toBe('Succeeded');
    });

    it('takes a zip with a folder around everything, and refuses damaged and hostile ones', () => {
        const wrapped = Object.fromEntries(
            Object.entries(gadget()).map(([path, text]) => [`unpackaged/${path}`, text])
        );
        expect(deploy(wrapped).success).toBe(true);
        expect(() => deployZip(org, new Uint8Array([1, 2, 3]), {}, { tables })).toThrow(ZipRefusedError);
        expect(() => deploy({ ...gadget(), '../escape.txt': 'x' })).toThrow('outside itself: ../escape.txt');
    });

    it('keeps rows and components over a field that changes', () => {
        deploy(gadget());
        const execution = org.systemExecution();
        const [saved] = org.records.insert(execution, 'Gadget__c', [{ Name: 'one', Serial__c: 'S-1' }]);
        deploy({
            ...gadget(
                textField('Serial__c', '<description>Printed on the plate</description>') + textField('Colour__c')
            )
        });
        expect(org.records.retrieve(org.systemExecution(), 'Gadget__c', saved?.id ?? '')).toMatchObject({
            Serial__c: 'S-1',
            Colour__c: null
        });
    });
});
