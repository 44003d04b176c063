/** The unmodified sf CLI works with the local org. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './sfCli/cli.ts';
import { serialField } from './sfCli/fixture.ts';
import { CliSession } from './sfCli/session.ts';

const rest = { SF_ORG_METADATA_REST_DEPLOY: 'true' };

describe('sf CLI', () => {
    let session: CliSession;

    /** Our own package is deployed at start, so that its sample data can be loaded. */
    beforeAll(async () => {
        session = await CliSession.open(['--project', repository]);
        await session.signIn();
    });
    afterAll(() => session.close());

    const succeed: CliSession['succeed'] = (...command) => session.succeed(...command);
    const deploy: CliSession['deploy'] = (...more) => session.deploy(...more);
    const project = (name: string): string => session.file(name);

    it('validates, deploys over SOAP and over REST, and tells what is new', async () => {
        const dryRun = await deploy(['--dry-run']);
        expect(dryRun).toMatchObject({ code: 0, text: expect.stringContaining('Dry-run complete.') });
        expect(await succeed('org', 'list', 'metadata', '--metadata-type', 'PermissionSet')).not.toContain(
            'Gadget_User'
        );
        const soap = await deploy();
        expect(soap).toMatchObject({ code: 0, text: expect.stringMatching(/SOAP API[\s\S]*Status: Succeeded/) });
        expect(soap.text).toMatch(/Created +Gadget__c\.Serial__c +CustomField +force-app/);
        const again = await deploy([], rest);
        expect(again).toMatchObject({ code: 0, text: expect.stringMatching(/REST API[\s\S]*Status: Succeeded/) });
        expect(again.text).toMatch(/Unchanged +Gadget__c\.Serial__c +CustomField/);
        expect(await succeed('org', 'list', 'metadata', '--metadata-type', 'PermissionSet')).toContain('Gadget_User');
    });

    it('shows the line and column of what does not deploy', async () => {
        writeFileSync(project(serialField), (session.files[serialField] ?? '').replace('<type>Text', '<type>Txt'));
        const result = await deploy();
        writeFileSync(project(serialField), session.files[serialField] ?? '');
        expect(result.code).toBe(1);
        expect(result.text).toMatch(
            /CustomField +Gadget__c\.Serial__c +'Txt' is not a valid value.*did you mean 'Text'.* \d+:9/
        );
    });

    it('retrieves the source as it was deployed', async () => {
        await deploy();
        writeFileSync(project(serialField), (session.files[serialField] ?? '').replace('>80<', '>70<'));
        const text = await succeed(
            'project',
            'retrieve',
            'start',
            '-m',
            'CustomObject:Gadget__c',
            '-m',
            'Flow:Grade_Gadget'
        );
        expect(text).toContain('Status: Succeeded');
        for (const name of [serialField, 'force-app/main/default/flows/Grade_Gadget.flow-meta.xml'])
            expect(readFileSync(project(name), 'utf8')).toBe(session.files[name]);
    });

    it('runs flow tests', async () => {
        await deploy();
        const result = await session.run(['logic', 'run', 'test', '--test-level', 'RunLocalTests', '--wait', '2']);
        expect(result.text).toMatch(/Grade_Gadget\.Grade_Gadget_Gives_A +Flow +Pass/);
        expect(result.text).toMatch(/Grade_Gadget\.Grade_Gadget_Gives_B +Flow +Fail/);
        const refused = await deploy(['--test-level', 'RunLocalTests']);
        expect(refused).toMatchObject({
            code: 1,
            text: expect.stringMatching(/Status: Failed[\s\S]*Failing: 1/)
        });
    });

    it('assigns permission sets, loads the sample data, and reads and writes records', async () => {
        const assigned = await succeed(
            'org',
            'assign',
            'permset',
            '--name',
            'IoT_Admin',
            '--name',
            'IoT_Service_Agent'
        );
        expect(assigned).toMatch(/IoT_Admin[\s\S]*IoT_Service_Agent/);
        await succeed('data', 'import', 'tree', '--plan', path.join(repository, 'config/data/data-plan.json'));
        const query = "SELECT Name, Parent.Name FROM Asset WHERE Device_Id__c = 'nw-motor-01'";
        expect(await succeed('data', 'query', '--query', query)).toContain('Total number of records retrieved: 1.');
        const created = await succeed(
            'data',
            'create',
            'record',
            '--sobject',
            'Account',
            '--values',
            'Name=Quick Phone=1'
        );
        const id = /record: (\w{18})/.exec(created)?.[1] ?? '';
        await succeed('data', 'update', 'record', '--sobject', 'Account', '--record-id', id, '--values', 'Phone=2');
        expect(await succeed('data', 'get', 'record', '--sobject', 'Account', '--record-id', id)).toContain('Phone: 2');
    });

    it('opens the org in a browser', async () => {
        const text = await succeed('org', 'open', '--url-only', '--path', 'lightning/o/Asset/list');
        const address = /http:\/\/\S+/.exec(text.slice(text.indexOf('following URL')))?.[0] ?? '';
        const reply = await fetch(address, { redirect: 'manual' });
        expect(reply.status).toBe(303);
        expect(reply.headers.get('location')).toContain('/lightning/o/Asset/list');
    });

    it('creates, tracks and deletes a scratch org', async () => {
        const definition = path.join(repository, 'config/project-scratch-def.json');
        const created = await succeed(
            'org',
            'create',
            'scratch',
            '--definition-file',
            definition,
            '--alias',
            'scratch',
            '--wait',
            '2'
        );
        expect(created).toContain('Your scratch org is ready.');
        const tracked = ['project', 'deploy', 'start', '--target-org', 'scratch'];
        expect(await succeed(...tracked)).toMatch(/Created +Gadget_User +PermissionSet/);
        expect(await succeed(...tracked)).toContain('No changes to deploy');
        expect(await succeed('org', 'list')).toMatch(/Scratch +scratch .* Active/);
        await succeed('org', 'delete', 'scratch', '--target-org', 'scratch', '--no-prompt');
        expect(await succeed('org', 'list', '--all')).not.toContain('scratch');
    });
});
