import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { Connection } from 'jsforce';
import { refusal, startFixture, type OrgFixture } from '../support/orgFixture.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const USERNAME = 'admin@local-org.test';

describe('signing in', () => {
    let fixture: OrgFixture;

    beforeAll(async () => {
        fixture = await startFixture();
        const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString();
        const registered = await fixture.call('/local-org/connected-apps', {
            method: 'POST',
            body: JSON.stringify({ clientId: 'deployer', certificate })
        });
        if (registered.status !== 201) throw new Error('The client was not registered.');
    });
    afterAll(() => fixture.stop());

    const client = (clientId: string, clientSecret = ''): Connection =>
        new Connection({
            version: '66.0',
            instanceUrl: fixture.url,
            oauth2: { clientId, clientSecret, loginUrl: fixture.url }
        });

    const assertion = (claims: Record<string, unknown> = {}, key = privateKey): Promise<string> =>
        new SignJWT({
            iss: 'deployer',
            sub: USERNAME,
            aud: fixture.url,
            exp: Math.floor(Date.now() / 1000) + 180,
            ...claims
        })
            .setProtectedHeader({ alg: 'RS256' })
            .sign(key);

    const token = async (form: Record<string, string>): Promise<{ status: number; body: Record<string, string> }> => {
        const response = await fetch(`${fixture.url}/services/oauth2/token`, {
            method: 'POST',
            body: new URLSearchParams(form)
        });
        return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const bearer = async (claims?: Record<string, unknown>, key?: typeof privateKey) =>
        token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: await assertion(claims, key) });

    it('lets the bridge in with client credentials, as the integration user', async () => {
        const connection = client('local-bridge', 'local-bridge-secret');
        await connection.authorize({ grant_type: 'client_credentials' });
        expect(await connection.identity()).toMatchObject({
            username: 'bridge@local-org.test',
            organization_id: fixture.org.orgId
        });
        const info = await fixture.call('/services/oauth2/userinfo', { token: connection.accessToken ?? '' });
        expect(info.body).toMatchObject({
            preferred_username: 'bridge@local-org.test',
            user_id: fixture.org.users.bridge
        });
    });

    it.each([
        [{ grant_type: 'client_credentials', client_id: 'local-bridge', client_secret: 'wrong' }, 'invalid_client'],
        [{ grant_type: 'client_credentials', client_id: 'nobody', client_secret: 'x' }, 'invalid_client_id'],
        [{ grant_type: 'client_credentials', client_id: 'deployer', client_secret: '' }, 'invalid_client'],
        [{ grant_type: 'password', username: USERNAME, password: 'x' }, 'unsupported_grant_type'],
        [{ grant_type: 'refresh_token', refresh_token: 'x', client_id: 'deployer' }, 'invalid_grant'],
        [{ grant_type: 'authorization_code', code: 'x', client_id: 'deployer' }, 'invalid_grant']
    ])('refuses %j', async (form, error) => {
        expect(await token(form as Record<string, string>)).toMatchObject({ status: 400, body: { error } });
    });

    it('accepts a signed assertion, also as the sf CLI writes it', async () => {
        expect(await bearer()).toMatchObject({
            status: 200,
            body: { token_type: 'Bearer', instance_url: fixture.url }
        });
        expect(await bearer({ aud: `${fixture.url}/`, exp: Date.now() + 180_000 })).toMatchObject({ status: 200 });
        expect(await bearer({ aud: 'https://login.salesforce.com' })).toMatchObject({ status: 200 });
    });

    it.each([
        ['an expired one', { exp: Math.floor(Date.now() / 1000) - 10 }],
        ['an expired one in milliseconds', { exp: Date.now() - 10_000 }],
        ['one without expiry', { exp: undefined }],
        ['one for another audience', { aud: 'https://example.com' }],
        ['an unknown user', { sub: 'nobody@local-org.test' }],
        ['the Automated Process user', { sub: 'autoproc@local-org.test' }],
        ['another client', { iss: 'local-bridge' }]
    ])('refuses an assertion: %s', async (_case, claims) => {
        expect(await bearer(claims)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });

    it('refuses an assertion that another key signed, or that is none', async () => {
        const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
        expect(await bearer({}, other)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
        const none = await token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'nonsense' });
        expect(none).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });

    it('refreshes with a code’s refresh token; a code works once', async () => {
        const code = fixture.org.auth.openAuthorizationCode(fixture.org.users.admin, 'PlatformCLI');
        const form = { grant_type: 'authorization_code', code, client_id: 'PlatformCLI' };
        const { body } = await token(form);
        expect(await token(form)).toMatchObject({ status: 400 });
        const again = await token({
            grant_type: 'refresh_token',
            refresh_token: body['refresh_token'] ?? '',
            client_id: 'PlatformCLI'
        });
        expect(again.body['access_token']).toBeDefined();
        expect(again.body['access_token']).not.toBe(body['access_token']);
        expect(
            await token({ grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '', client_id: 'other' })
        ).toMatchObject({ status: 400 });
    });

    it('refuses unknown, revoked and ended sessions, so that a client signs in again', async () => {
        const limits = (accessToken: string) => fixture.call('/services/data/v66.0/limits', { token: accessToken });
        const expired = {
            status: 401,
            body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]
        };
        expect(await limits('nonsense')).toMatchObject(expired);
        const { accessToken } = fixture.org.auth.openSession(fixture.org.users.admin);
        expect((await limits(accessToken)).status).toBe(200);
        await fetch(`${fixture.url}/services/oauth2/revoke`, {
            method: 'POST',
            body: new URLSearchParams({ token: accessToken })
        });
        expect(await limits(accessToken)).toMatchObject(expired);
        let renewed = 0;
        const connection = new Connection({
            version: '66.0',
            instanceUrl: fixture.url,
            accessToken,
            refreshFn: (_connection, callback) => {
                renewed++;
                callback(null, fixture.org.auth.openSession(fixture.org.users.admin).accessToken);
            }
        });
        expect((await connection.query('SELECT Id FROM User')).totalSize).toBe(4);
        await fixture.call('/local-org/faults', { method: 'PUT', body: JSON.stringify({ expireSessions: true }) });
        expect(await connection.sobject('Account').create({ Name: 'After expiry' })).toMatchObject({ success: true });
        expect(renewed).toBe(2);
    });

    it('gives the sf CLI a link to open the org', async () => {
        const { body } = await fixture.call('/services/oauth2/singleaccess');
        const { frontdoor_uri: link } = body as { frontdoor_uri: string };
        expect(link.startsWith(`${fixture.url}/secur/frontdoor.jsp?sid=`)).toBe(true);
        expect(await refusal(client('local-bridge').query('SELECT Id FROM User'))).toBeDefined();
    });
});

describe('permissions', () => {
    let fixture: OrgFixture;
    let agent: Connection;
    let assetId: string;

    beforeAll(async () => {
        fixture = await startFixture();
        const admin = fixture.connect();
        const { id: AccountId } = await admin.sobject('Account').create({ Name: 'Nordwerk', Phone: '1' });
        assetId =
            (
                await admin
                    .sobject('Asset')
                    .create({ Name: 'Press', AccountId, Device_Id__c: 'press', SerialNumber: '7' } as object as Record<
                        string,
                        string
                    >)
            ).id ?? '';
        agent = fixture.connect(fixture.org.users.agent);
    });
    afterAll(() => fixture.stop());

    it('lets nobody in without a permission set', async () => {
        expect(await refusal(agent.query('SELECT Id FROM Asset'))).toMatchObject({
            errorCode: 'INVALID_TYPE'
        });
        expect(await refusal(agent.sobject('Asset').retrieve(assetId))).toMatchObject({ errorCode: 'NOT_FOUND' });
        expect(
            await refusal(agent.sobject('Reading__e').create({ Key__c: 'x' } as object as Record<string, string>))
        ).toMatchObject({
            errorCode: 'NOT_FOUND'
        });
    });

    describe('with one assigned', () => {
        beforeAll(async () => {
            const admin = fixture.connect();
            const set = await admin.query<{ Id: string }>("SELECT Id FROM PermissionSet WHERE Name = 'Operator'");
            await admin
                .sobject('PermissionSetAssignment')
                .create({ AssigneeId: fixture.org.users.agent, PermissionSetId: set.records[0]?.Id ?? '' });
        });

        it('shows the readable fields', async () => {
            expect((await agent.query('SELECT Name, Device_Id__c, Temperature__c FROM Asset')).totalSize).toBe(1);
            expect(await refusal(agent.query('SELECT SerialNumber FROM Asset'))).toMatchObject({
                errorCode: 'INVALID_FIELD'
            });
            expect(await refusal(agent.query("SELECT Id FROM Asset WHERE SerialNumber = '7'"))).toMatchObject({
                errorCode: 'INVALID_FIELD'
            });
            expect(await refusal(agent.query('SELECT Account.Phone FROM Asset'))).toMatchObject({
                errorCode: 'INVALID_FIELD'
            });
            const record = await agent.sobject('Asset').retrieve(assetId);
            expect(record).toHaveProperty('Device_Id__c', 'press');
            expect(record).not.toHaveProperty('SerialNumber');
            const { fields } = await agent.sobject('Asset').describe();
            expect(fields.find((field) => field.name === 'Device_Id__c')?.updateable).toBe(false);
            expect(fields.find((field) => field.name === 'SerialNumber')).toBeUndefined();
        });

        it('lets it change what it may, and nothing else', async () => {
            const update = (fields: object) => agent.sobject('Asset').update({ Id: assetId, ...fields });
            expect(await update({ Temperature__c: 5 })).toMatchObject({ success: true });
            expect(await refusal(update({ Device_Id__c: 'other' }))).toMatchObject({
                errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE'
            });
            expect(await refusal(agent.sobject('Asset').create({ Name: 'x' }))).toMatchObject({
                errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'
            });
            expect(await refusal(agent.sobject('Asset').destroy(assetId))).toMatchObject({
                errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY'
            });
            expect(
                await agent.sobject('Reading__e').create({ Key__c: 'x' } as object as Record<string, string>)
            ).toMatchObject({ success: true });
            expect(
                await refusal(agent.sobject('Order__e').create({ Key__c: 'x' } as object as Record<string, string>))
            ).toMatchObject({
                errorCode: 'NOT_FOUND'
            });
        });
    });
});
