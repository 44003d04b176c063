/** What release pipelines do with the sf CLI: key sign-in, validation ahead of a quick deploy, removal, bulk loads. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { CliSession } from './sfCli/session.ts';

const CLIENT_ID = 'release-pipeline';

describe('sf CLI in a release pipeline', () => {
    let keys: string;
    let session: CliSession;

    beforeAll(async () => {
        keys = mkdtempSync(path.join(tmpdir(), 'sf-keys-'));
        const own = keyPair();
        const foreign = keyPair();
        writeFileSync(path.join(keys, 'own.key'), own.privateKey);
        writeFileSync(path.join(keys, 'own.pem'), own.publicKey);
        writeFileSync(path.join(keys, 'foreign.key'), foreign.privateKey);
        session = await CliSession.open([
            '--empty',
            '--jwt-client',
            CLIENT_ID,
            '--jwt-certificate',
            path.join(keys, 'own.pem')
        ]);
    });
    afterAll(async () => {
        await session.close();
        rmSync(keys, { recursive: true, force: true });
    });

    const signIn = (key: string): ReturnType<CliSession['run']> =>
        session.run([
            'org',
            'login',
            'jwt',
            '--client-id',
            CLIENT_ID,
            '--jwt-key-file',
            path.join(keys, key),
            '--username',
            session.ready.username,
            '--instance-url',
            session.ready.url,
            '--set-default'
        ]);

    it('signs in with a key, and not with a foreign one', async () => {
        const refused = await signIn('foreign.key');
        expect(refused).toMatchObject({ code: 1, text: expect.stringMatching(/invalid_grant|invalid assertion/) });
        const accepted = await signIn('own.key');
        expect(accepted).toMatchObject({ code: 0, text: expect.stringContaining('Successfully authorized') });
    });

    it('validates, deploys what was validated without checking again, and removes it', async () => {
        const validated = await session.run([
            'project',
            'deploy',
            'validate',
            '--source-dir',
            'force-app/main/default/objects',
            '--test-level',
            'RunLocalTests',
            '--json'
        ]);
        const { result } = z.object({ result: z.object({ id: z.string() }) }).parse(JSON.parse(validated.output));
        expect(await gadgetTypes()).toBe(false);
        expect(await session.succeed('project', 'deploy', 'quick', '--job-id', result.id)).toContain(
            'Successfully deployed'
        );
        expect(await gadgetTypes()).toBe(true);

        writeFileSync(
            session.file('destructiveChanges.xml'),
            manifest('<types><members>Gadget__c</members><name>CustomObject</name></types>')
        );
        writeFileSync(session.file('package.xml'), manifest(''));
        const removal = ['--manifest', 'package.xml', '--post-destructive-changes', 'destructiveChanges.xml'];
        expect(await session.succeed('project', 'deploy', 'start', ...removal)).toMatch(
            /Deleted +Gadget__c +CustomObject/
        );
        expect(await gadgetTypes()).toBe(false);
    });

    it('loads records in bulk by a key', async () => {
        await session.succeed('project', 'deploy', 'start', '--source-dir', 'force-app/main/default/objects');
        const rows = Array.from({ length: 450 }, (_, index) => `gadget ${index},serial ${index % 400}`);
        writeFileSync(session.file('gadgets.csv'), `Name,Serial__c\n${rows.join('\n')}\n`);
        const load = ['--sobject', 'Gadget__c', '--file', 'gadgets.csv', '--external-id', 'Serial__c', '--wait', '2'];
        expect(await session.succeed('data', 'upsert', 'bulk', ...load)).toMatch(/[Pp]rocessed records: 450/);
        const query = 'SELECT COUNT(Id) FROM Gadget__c';
        expect(await session.succeed('data', 'query', '--query', query)).toContain('400');
    });

    async function gadgetTypes(): Promise<boolean> {
        return (await session.succeed('org', 'list', 'metadata', '--metadata-type', 'CustomObject')).includes(
            'Gadget__c'
        );
    }
});

function keyPair(): { readonly privateKey: string; readonly publicKey: string } {
    return generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' }
    });
}

function manifest(types: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>
<Package xmlns="http://soap.sforce.com/2006/04/metadata">${types}<version>66.0</version></Package>
`;
}
