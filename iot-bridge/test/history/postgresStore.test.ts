import { Client } from 'pg';
import { PostgresHistory } from '../../src/history/index.ts';
import { postgresBinaries, startPostgres } from './support/postgresServer.ts';
import type { PostgresServer } from './support/postgresServer.ts';
import { describeStore } from './support/storeContract.ts';
import { gapMs } from './support/stores.ts';

const binaries = postgresBinaries();
const classes = [{ signals: ['Short_*'], rawDays: 2, minuteDays: 4, hourDays: 8, dayDays: 16 }];

if (binaries === undefined) {
    test.skip('the store on PostgreSQL: no server below /usr/lib/postgresql', () => undefined);
} else {
    let server: PostgresServer;
    let databases = 0;
    beforeAll(async () => (server = await startPostgres(binaries)), 60_000);
    afterAll(() => server.stop());

    describeStore(
        'the store on PostgreSQL',
        async () => {
            const name = `history_${++databases}`;
            const client = new Client({ connectionString: server.url });
            await client.connect();
            await client.query(`CREATE DATABASE ${name}`);
            await client.end();
            const url = server.url.replace(/postgres$/, name);
            return new PostgresHistory({ url, gapMs, classes, eventDays: 10 });
        },
        () => Promise.resolve()
    );

    test('a server that is not there is named', async () => {
        const store = new PostgresHistory({ url: 'postgresql://history@127.0.0.1:1/postgres', gapMs, classes: [] });
        await expect(store.series()).rejects.toMatchObject({ code: 'HISTORY_STORE_UNUSABLE' });
        await store.close();
    });
}
