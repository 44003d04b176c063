import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Connection } from 'jsforce';
import { startOrg, type RunningOrg } from '../../src/startOrg.ts';

interface Info extends Record<string, string | null> {
    readonly Status: string;
    readonly ScratchOrg: string;
    readonly SignupUsername: string;
    readonly AuthCode: string;
}

describe('scratch orgs', () => {
    let dataDir: string;
    let hub: RunningOrg;

    const start = (): Promise<RunningOrg> => startOrg({ port: 0, dataDir });
    beforeAll(async () => {
        dataDir = await mkdtemp(path.join(tmpdir(), 'local-hub-'));
        hub = await start();
    });
    afterAll(async () => {
        await hub.stop();
        await rm(dataDir, { recursive: true, force: true });
    });

    const connect = (accessToken: string): Connection =>
        new Connection({ instanceUrl: hub.ready.url, accessToken, version: '66.0' });

    const infoWhen = async (id: string, status: string): Promise<Info> => {
        for (;;) {
            const info = (await connect(hub.ready.accessToken)
                .sobject('ScratchOrgInfo')
                .retrieve(id)) as unknown as Info;
            if (info.Status === status) return info;
            await nextTurn();
        }
    };

    const signIn = async (code: string): Promise<Record<string, string>> => {
        const form = new URLSearchParams({ grant_type: 'authorization_code', code, client_id: 'PlatformCLI' });
        const response = await fetch(`${hub.ready.url}/services/oauth2/token`, { method: 'POST', body: form });
        return (await response.json()) as Record<string, string>;
    };

    it('are made on request, keep to themselves at the same address, outlive a restart, and end when deleted', async () => {
        const admin = connect(hub.ready.accessToken);
        const request = {
            OrgName: 'Trial',
            Edition: 'Developer',
            ConnectedAppConsumerKey: 'PlatformCLI',
            DurationDays: 3
        };
        const { id = '' } = await admin.sobject('ScratchOrgInfo').create(request as object as Record<string, string>);
        const info = await infoWhen(id, 'Active');
        expect(info.ScratchOrg).toBe('00D000000000002');

        const tokens = await signIn(info.AuthCode);
        expect(tokens['id']).toContain(`/id/${info.ScratchOrg}`);
        const trial = connect(tokens['access_token'] ?? '');
        expect((await trial.query('SELECT Name, IsSandbox FROM Organization')).records).toMatchObject([
            { Name: 'Trial', IsSandbox: true }
        ]);
        expect((await trial.identity()).username).toBe(info.SignupUsername);
        await trial.sobject('Account').create({ Name: 'Only here' });
        expect((await admin.query('SELECT COUNT() FROM Account')).totalSize).toBe(0);

        await hub.stop();
        hub = await start();
        const again = connect(tokens['access_token'] ?? '');
        expect((await again.query('SELECT Name FROM Account')).records).toMatchObject([{ Name: 'Only here' }]);

        const owner = connect(hub.ready.accessToken);
        const active = await owner.query<{ Id: string }>(
            `SELECT Id FROM ActiveScratchOrg WHERE ScratchOrg = '${info.ScratchOrg}'`
        );
        await owner.sobject('ActiveScratchOrg').destroy(active.records[0]?.Id ?? '');
        await infoWhen(id, 'Deleted');
        await expect(again.query('SELECT Name FROM Account')).rejects.toMatchObject({
            errorCode: 'INVALID_SESSION_ID'
        });
    }, 60_000);
});
