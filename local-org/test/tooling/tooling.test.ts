import fastify, { type FastifyInstance } from 'fastify';
import { createOrg, type CreateOrgOptions, type LocalOrg } from '../../src/createOrg.ts';
import { deployZip, loadMetadataTables } from '../../src/deploy/index.ts';
import { metadataApiRoutes } from '../../src/soap/index.ts';
import { runToolingQuery, type ToolingRow } from '../../src/tooling/toolingQuery.ts';
import { gadget, manifest, textField, xml, zipOf, type Files } from '../deploy/project.ts';

const tables = loadMetadataTables();

describe('queries of the Tooling API', () => {
    const rows: ToolingRow[] = [
        { Id: '1', Name: 'Beta', Size: 3, Parent: { Name: 'x' } },
        { Id: '2', Name: 'alpha', Size: 1, Parent: { Name: 'y' } },
        { Id: '3', Name: 'Gamma', Size: 2, Parent: null }
    ];
    const ids = (where: string): unknown[] =>
        runToolingQuery((name) => (name === 'Thing' ? rows : undefined), `SELECT Id FROM Thing ${where}`).rows.map(
            (row) => row.Id
        );

    it('filters by conditions, orders and limits', () => {
        expect(ids("WHERE Name = 'ALPHA'")).toEqual(['2']);
        expect(ids("WHERE Size > 1 AND Parent.Name = 'x'")).toEqual(['1']);
        expect(ids("WHERE Id IN ('1', '3') OR Name LIKE 'al%'")).toEqual(['1', '2', '3']);
        expect(ids('WHERE Parent.Name = null')).toEqual(['3']);
        expect(ids('ORDER BY Size DESC LIMIT 2')).toEqual(['1', '3']);
    });

    it('nests parents, and refuses unknown objects and what it does not understand', () => {
        const all = runToolingQuery(() => rows, 'SELECT Name, Parent.Name FROM Thing WHERE Size = 1');
        expect(all.rows).toEqual([{ Name: 'alpha', Parent: { Name: 'y' } }]);
        expect(() => runToolingQuery(() => undefined, 'SELECT Id FROM Other')).toThrow("'Other' is not supported");
        expect(() => runToolingQuery(() => rows, 'SELECT COUNT(Id) FROM Thing')).toThrow(
            'Not supported by the local org'
        );
        expect(() => runToolingQuery(() => rows, 'SELECT FROM')).toThrow();
    });
});

describe('source tracking', () => {
    let org: LocalOrg;
    let server: FastifyInstance;
    let address: string;

    async function start(settings: CreateOrgOptions['settings']): Promise<void> {
        org = createOrg({ settings: settings ?? {} });
        server = fastify();
        await server.register(metadataApiRoutes(org, tables));
        address = await server.listen({ host: '127.0.0.1', port: 0 });
    }
    afterEach(async () => {
        await server.close();
        org.stop();
    });

    const get = async (path: string): Promise<Response> => {
        const { accessToken } = org.auth.openSession(org.settings.users.admin);
        return fetch(`${address}/services/data/v66.0/tooling/${path}`, {
            headers: { authorization: `Bearer ${accessToken}` }
        });
    };

    async function members(after: number): Promise<string[]> {
        const soql = `SELECT MemberType, MemberName, IsNameObsolete, RevisionCounter FROM SourceMember WHERE RevisionCounter > ${after}`;
        const { records } = (await (await get(`query?q=${encodeURIComponent(soql)}`)).json()) as {
            records: ToolingRow[];
        };
        return records.map((row) =>
            [row.MemberType, row.MemberName, ...(row.IsNameObsolete ? ['gone'] : [])].join(' ')
        );
    }

    const deploy = (files: Files): void => {
        expect(deployZip(org, zipOf(files), {}, { tables }).success).toBe(true);
    };

    it('tells what each deployment changed, file by file for Lightning web components', async () => {
        await start({ isSandbox: true });
        expect((await get('sobjects/SourceMember/describe')).status).toBe(200);
        deploy(gadget(textField('Serial__c') + textField('Colour__c')));
        expect(await members(0)).toEqual([
            'CustomObject Gadget__c',
            'CustomField Gadget__c.Serial__c',
            'CustomField Gadget__c.Colour__c'
        ]);
        deploy({
            'package.xml': manifest({}),
            'destructiveChanges.xml': manifest({ CustomField: ['Gadget__c.Colour__c'] })
        });
        expect(await members(3)).toEqual(['CustomField Gadget__c.Colour__c gone']);
        deploy({
            'package.xml': manifest({ LightningComponentBundle: ['tile'] }),
            'lwc/tile/tile.js': 'export const one = 1;',
            'lwc/tile/tile.js-meta.xml': xml('LightningComponentBundle', '<isExposed>false</isExposed>')
        });
        expect(await members(4)).toEqual([
            'LightningComponentBundle tile',
            'LightningComponentResource tile/tile.js',
            'LightningComponentResource tile/tile.js-meta.xml'
        ]);
    });

    it('is not offered by an org that is neither sandbox nor scratch org', async () => {
        await start({});
        expect((await get('sobjects/SourceMember/describe')).status).toBe(404);
    });
});
