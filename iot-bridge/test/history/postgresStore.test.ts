import { Client } from 'pg';
import { PostgresHistory } from '../../src/history/index.ts';
import { postgresBinaries, startPostgres } from './support/postgresServer.ts';
import type { PostgresServer } from './support/postgresServer.ts';
import { fillStore, storeChecks } from './support/storeContract.ts';
import { gapMs } from './support/stores.ts';

const binaries = postgresBinaries() ?? '';
const classes = [{ signals: ['Short_*'], rawDays: 2, minuteDays: 4, hourDays: 8, dayDays: 16 }];
/** Reported as skipped where Debian has installed no server. */
const describeWithServer = binaries === '' ? describe.skip : describe;

describeWithServer('the store on PostgreSQL', () => {
    let server: PostgresServer;
    let store: PostgresHistory;
    let databases = 0;

    beforeAll(async () => {
        server = await startPostgres(binaries);
    }, 60_000);
    afterAll(() => server.stop());
    beforeEach(async () => {
        const name = `history_${++databases}`;
        const client = new Client({ connectionString: server.url });
        await client.connect();
        await client.query(`CREATE DATABASE ${name}`);
        await client.end();
        store = new PostgresHistory({ url: server.url.replace(/postgres$/, name), gapMs, classes, eventDays: 10 });
        await fillStore(store);
    });
    afterEach(() => store.close());

    test.each(Object.entries(storeChecks))('%s', (_, expectCheck) => expectCheck(store));

    test('a server that is not there is named', async () => {
        const absent = new PostgresHistory({ url: 'postgresql://history@127.0.0.1:1/postgres', gapMs, classes: [] });
        await expect(absent.series()).rejects.toMatchObject({ code: 'HISTORY_STORE_UNUSABLE' });
        await absent.close();
    });
});
