import fastify, { type FastifyInstance } from 'fastify';
import { unzipSync } from 'fflate';
import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { metadataApiRoutes } from '../../src/soap/index.ts';
import { gadget, manifest, textField, xml, zipOf, type Files } from '../deploy/project.ts';

describe('Metadata API over SOAP', () => {
    let org: LocalOrg;
    let server: FastifyInstance;
    let sessionId: string;
    let address: string;
    let now: number;

    beforeEach(async () => {
        now = Date.parse('2026-11-20T10:00:00.000Z');
        org = createOrg({ clock: { now: () => new Date(now) } });
        server = fastify();
        await server.register(metadataApiRoutes(org));
        address = await server.listen({ host: '127.0.0.1', port: 0 });
        sessionId = org.auth.openSession(org.settings.users.admin).accessToken;
    });
    afterEach(async () => {
        await server.close();
        org.stop();
    });

    async function call(
        operation: string,
        inner: string,
        session = sessionId
    ): Promise<{ status: number; text: string }> {
        const header = `<soapenv:Header><SessionHeader><sessionId>${session}</sessionId></SessionHeader></soapenv:Header>`;
        const body = `<soapenv:Body><${operation} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${operation}></soapenv:Body>`;
        const envelope = `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${header}${body}</soapenv:Envelope>`;
        return send(envelope);
    }

    async function send(body: string): Promise<{ status: number; text: string }> {
        const headers = { 'content-type': 'text/xml' };
        const reply = await fetch(`${address}/services/Soap/m/66.0`, { method: 'POST', headers, body });
        return { status: reply.status, text: await reply.text() };
    }

    const first = (text: string, element: string): string =>
        new RegExp(`<${element}>([^<]*)</${element}>`).exec(text)?.[1] ?? '';

    async function deploy(files: Files, options = ''): Promise<string> {
        const zip = Buffer.from(zipOf(files)).toString('base64');
        const { text } = await call('deploy', `<ZipFile>${zip}</ZipFile><DeployOptions>${options}</DeployOptions>`);
        const id = first(text, 'id');
        return (
            await call(
                'checkDeployStatus',
                `<asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails>`
            )
        ).text;
    }

    it('deploys, and tells each component', async () => {
        const status = await deploy(gadget());
        expect(first(status, 'status')).toBe('Succeeded');
        expect(first(status, 'done')).toBe('true');
        expect(status).toContain('<fullName>Gadget__c.Serial__c</fullName>');
        expect(status).toContain('<created>true</created>');
        expect(org.registry.get('CustomField', 'Gadget__c.Serial__c')).toBeDefined();
    });

    it('tells failures with line and column', async () => {
        const status = await deploy(gadget(textField('Serial__c').replace('Text<', 'Txt<')));
        expect(first(status, 'status')).toBe('Failed');
        expect(first(status, 'lineNumber')).toBe('3');
        expect(status).toContain('(did you mean &apos;Text&apos;?)');
    });

    it('deploys a validation quickly, once it has succeeded', async () => {
        const validated = await deploy(gadget(), '<checkOnly>true</checkOnly>');
        expect(org.registry.all()).toEqual([]);
        const { text } = await call('deployRecentValidation', `<validationId>${first(validated, 'id')}</validationId>`);
        expect(text).toMatch(/<result>0Af\w{15}<\/result>/);
        expect(org.registry.get('CustomObject', 'Gadget__c')).toBeDefined();
        const unknown = await call('deployRecentValidation', '<validationId>0Af000000000000AAA</validationId>');
        expect(unknown).toMatchObject({ status: 500, text: expect.stringContaining('sf:INVALID_ID_FIELD') });
    });

    it('retrieves what deploys again without a change', async () => {
        const view =
            '<listViews><fullName>All</fullName><columns>NAME</columns><filterScope>Everything</filterScope><label>All</label></listViews>';
        await deploy({
            ...gadget(textField('Serial__c', '<externalId>true</externalId>'), view),
            'package.xml': manifest({ CustomObject: ['Gadget__c'], CustomLabels: ['CustomLabels'] }),
            'labels/CustomLabels.labels': xml(
                'CustomLabels',
                '<labels><fullName>A</fullName><language>en_US</language><protected>false</protected><shortDescription>a</shortDescription><value>less &lt; more</value></labels>'
            )
        });
        const types =
            '<types><members>*</members><name>CustomLabels</name></types><types><members>Gadget__c</members><members>Gone__c</members><name>CustomObject</name></types>';
        const started = await call(
            'retrieve',
            `<retrieveRequest><apiVersion>66.0</apiVersion><singlePackage>true</singlePackage><unpackaged>${types}<version>66.0</version></unpackaged></retrieveRequest>`
        );
        const { text } = await call(
            'checkRetrieveStatus',
            `<asyncProcessId>${first(started.text, 'id')}</asyncProcessId>`
        );
        expect(first(text, 'success')).toBe('true');
        expect(first(text, 'problem')).toBe(
            'Entity of type &apos;CustomObject&apos; named &apos;Gone__c&apos; cannot be found'
        );
        const files = unzipSync(Buffer.from(first(text, 'zipFile'), 'base64'));
        const texts = Object.fromEntries(
            Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])
        );
        expect(Object.keys(texts).sort()).toEqual([
            'labels/CustomLabels.labels',
            'objects/Gadget__c.object',
            'package.xml'
        ]);
        const again = await deploy(texts);
        expect(first(again, 'status')).toBe('Succeeded');
        expect(again.match(/<changed>true<\/changed>/g)).toHaveLength(1);
    });

    it('lists, describes and reads', async () => {
        await deploy(gadget());
        const listed = await call('listMetadata', '<queries><type>CustomField</type></queries>');
        expect(listed.text.match(/<fullName>[^<]*/g)).toEqual(['<fullName>Gadget__c.Serial__c']);
        const described = await call('describeMetadata', '<asOfVersion>66.0</asOfVersion>');
        expect(described.text).toContain(
            '<directoryName>flows</directoryName><inFolder>false</inFolder><metaFile>false</metaFile><suffix>flow</suffix><xmlName>Flow</xmlName>'
        );
        const object = await call('readMetadata', '<type>CustomObject</type><fullNames>Gadget__c</fullNames>');
        expect(object.text).toContain('<records xsi:type="CustomObject">');
        expect(object.text.replace(/\s+/g, '')).toContain('<fullName>Serial__c</fullName>');
        expect(await call('listMetadata', '<queries><type>Bot</type></queries>')).toMatchObject({
            status: 500,
            text: expect.stringContaining('sf:INVALID_TYPE')
        });
    });

    it('tells when a component came, when it changed and by whom', async () => {
        const property = async (name: string, element: string): Promise<string> => {
            const { text } = await call('listMetadata', `<queries><type>${name}</type></queries>`);
            return first(text, element);
        };
        await deploy(gadget());
        const came = await property('CustomField', 'createdDate');
        expect(Date.parse(came)).toBeLessThanOrEqual(now);
        expect(await property('CustomField', 'lastModifiedByName')).toBe('Local Admin');
        now += 60_000;
        await deploy(gadget());
        expect(await property('CustomField', 'lastModifiedDate')).toBe(came);
        org.metadata.apply({
            upserts: org.registry
                .list('CustomField')
                .map((one) => ({ ...one, content: { ...(one.content as object), label: 'New' } })),
            deletions: [],
            userId: org.settings.users.automatedProcess
        });
        expect(await property('CustomField', 'createdDate')).toBe(came);
        expect(await property('CustomField', 'lastModifiedDate')).toBe(new Date(now).toISOString());
        expect(await property('CustomField', 'lastModifiedById')).toBe(org.settings.users.automatedProcess);
        expect(await property('CustomObject', 'lastModifiedDate')).toBe(came);
    });

    it('creates, changes and deletes single components, each by itself', async () => {
        await deploy(gadget());
        const field = (length: string, name = 'Colour__c') =>
            `<metadata xsi:type="CustomField"><fullName>Gadget__c.${name}</fullName><label>Colour</label><length>${length}</length><type>Text</type></metadata>`;
        const created = await call('createMetadata', field('40') + field('400', 'Long__c'));
        expect(created.text.match(/<success>[^<]*/g)).toEqual(['<success>true', '<success>false']);
        expect(created.text).toContain('Must specify a length between 1 and 255');
        expect((await call('createMetadata', field('40'))).text).toContain('<success>false</success>');
        expect((await call('upsertMetadata', field('50'))).text).toContain('<created>false</created>');
        expect(org.schema.object('Gadget__c')?.field('Colour__c')?.length).toBe(50);
        await call('deleteMetadata', '<type>CustomField</type><fullNames>Gadget__c.Colour__c</fullNames>');
        expect(org.registry.get('CustomField', 'Gadget__c.Colour__c')).toBeUndefined();
    });

    it('keeps labels that come alone in the one file of labels', async () => {
        const label =
            '<fullName>A</fullName><language>en_US</language><protected>false</protected><shortDescription>a</shortDescription><value>a</value>';
        await call('upsertMetadata', `<metadata xsi:type="CustomLabel">${label}</metadata>`);
        expect(org.registry.get('CustomLabel', 'A')?.path).toBe('labels/CustomLabels.labels');
    });

    it('refuses strangers, unknown operations and what is no envelope', async () => {
        expect(await call('describeMetadata', '', 'nobody')).toMatchObject({
            status: 500,
            text: expect.stringContaining('sf:INVALID_SESSION_ID')
        });
        expect((await call('describeValueType', '')).text).toContain(
            'Not supported by the local org: describeValueType'
        );
        expect((await send('<a/>')).text).toContain('sf:MALFORMED_REQUEST');
    });
});
