import { createPlant, type Plant } from '../lightning/plant.ts';

let plant: Plant;

beforeAll(async () => {
    plant = await createPlant();
});

afterAll(async () => {
    await plant.server.close();
    plant.org.stop();
});

async function run(query: string, variables: object = {}) {
    const reply = await plant.server.inject({
        method: 'POST',
        url: '/services/data/v66.0/graphql',
        headers: plant.headers,
        payload: { query, variables }
    });
    expect(reply.statusCode).toBe(200);
    return reply.json();
}

/** Names of the parts that a filter finds, in the order of their names. */
async function parts(where: string): Promise<string[] | string> {
    const query = `{ uiapi { query { Part__c(where: ${where}, orderBy: { Name: { order: ASC } }) {
        edges { node { Name { value } } } } } } }`;
    const { data, errors } = await run(query);
    return errors[0]?.message ?? data.uiapi.query.Part__c.edges.map((edge: PartEdge) => edge.node.Name.value);
}

interface PartEdge {
    readonly node: { readonly Name: { readonly value: string } };
}

test('parents, children, aliases, fragments and display values', async () => {
    const { data, errors } = await run(
        `query one($id: ID!, $first: Int = 2) {
            uiapi { query { machine: Machine__c(where: { Id: { eq: $id } }) {
                totalCount
                edges { node {
                    Id ApiName
                    reading: Reading__c { value displayValue }
                    ...customer
                    Owner { ... on User { Name { value } } }
                    Parts__r(first: $first, orderBy: { Weight__c: { order: DESC, nulls: LAST } }) {
                        edges { node { Name { value } } }
                        pageInfo { hasNextPage }
                    }
                } }
            } } }
        }
        fragment customer on Machine__c { Account__r { Name { value } } }`,
        { id: plant.machineId }
    );
    expect(errors).toEqual([]);
    expect(data.uiapi.query.machine).toMatchObject({
        totalCount: 1,
        edges: [
            {
                node: {
                    Id: plant.machineId,
                    ApiName: 'Machine__c',
                    reading: { value: 1234.5, displayValue: '1,234.50' },
                    Account__r: { Name: { value: "O'Hara Presses" } },
                    Parts__r: {
                        edges: [{ node: { Name: { value: 'Motor' } } }, { node: { Name: { value: 'Pump' } } }],
                        pageInfo: { hasNextPage: true }
                    }
                }
            }
        ]
    });
});

test.each([
    ['{ Weight__c: { gte: 20 } }', ['Motor', 'Pump']],
    ['{ Weight__c: { lt: 1 } }', ['Bolt']],
    ['{ Name: { like: "%o%" }, Weight__c: { ne: 75 } }', ['Bolt']],
    ['{ Name: { in: ["Bolt", "Pump"] } }', ['Bolt', 'Pump']],
    ['{ Name: { nin: ["Bolt", "Pump"] } }', ['Motor']],
    ['{ Name: { in: [] } }', []],
    ['{ or: [{ Name: { eq: "Bolt" } }, { Weight__c: { eq: 75 } }] }', ['Bolt', 'Motor']],
    ['{ not: { Name: { eq: "Bolt" } } }', ['Motor', 'Pump']],
    ['{ Machine__r: { Account__r: { Name: { eq: "O\'Hara Presses" } } } }', ['Bolt', 'Motor', 'Pump']],
    ['{ Machine__c: { eq: null } }', []],
    ['{ CreatedDate: { eq: { literal: TODAY } } }', ['Bolt', 'Motor', 'Pump']],
    ['{ CreatedDate: { gte: { range: { last_n_days: 3 } } } }', ['Bolt', 'Motor', 'Pump']],
    ['{ CreatedDate: { lt: { value: "2020-01-01T00:00:00Z" } } }', []],
    ['{ Machine__c: { inq: { Machine__c: { Name: { ne: null } }, ApiName: "Id" } } }', ['Bolt', 'Motor', 'Pump']],
    ['{ Machine__c: { inq: { Machine__c: { Name: { eq: "none" } }, ApiName: "Id" } } }', []],
    ['{ Id: { ninq: { Part__c: { Weight__c: { lt: 1 } }, ApiName: "Id" } } }', ['Motor', 'Pump']],
    ['{ Name: { eq: "x\' OR Name != \'" } }', []]
])('filter %s', async (where, expected) => {
    expect(await parts(where)).toEqual(expected);
});

test.each([
    ['{ Nope__c: { eq: 1 } }', "Field 'Nope__c' in type 'Part__c_Filter' is undefined"],
    ['{ Weight__c: { eq: "heavy" } }', '"heavy" is no value for Weight__c'],
    ['{ Weight__c: { like: "1%" } }', 'operator like on Weight__c'],
    ['{ Id: { inq: { Part__c: {} } } }', 'operator inq on Id'],
    ['{ Name: { inq: { Part__c: {}, ApiName: "Id" } } }', 'operator inq on Name of type string'],
    ['{ Id: { inq: { Nope__c: {}, ApiName: "Id" } } }', "Field 'Nope__c'"],
    ['{ Id: { inq: { Part__c: {}, ApiName: "Nope__c" } } }', "Field 'Nope__c' in type 'Part__c'"],
    ['{ CreatedDate: { eq: "today" } }', 'no date filter for CreatedDate']
])('filter %s is refused by name', async (where, message) => {
    expect(await parts(where)).toContain(message);
});

test.each([
    ['{ uiapi { query { Nope__c { edges { node { Id } } } } } }', "Field 'Nope__c' in type 'RecordQuery'"],
    ['{ uiapi { query { Part__c { edges { node { Nope__c { value } } } } } } }', "Field 'Nope__c' in type 'Part__c'"],
    ['{ uiapi { query { Part__c { edges { node { Name } } } } } }', "Subselection required for field 'Name'"],
    ['{ uiapi { query { Part__c(first: 2001) { totalCount } } } }', 'first must lie between 1 and 2000'],
    ['{ uiapi { query { Part__c(upperBound: 5000, first: 10) { totalCount } } } }', 'between 200 and 2000'],
    ['{ uiapi { query { Part__c(last: 5) { totalCount } } } }', 'argument last of Part__c'],
    ['{ uiapi { query { Part__c(after: "x") { totalCount } } } }', 'after is no cursor'],
    ['{ uiapi { objectInfos { ApiName } } }', 'objectInfos in UIAPI'],
    ['mutation { uiapi { __typename } }', 'mutation operations'],
    ['{ uiapi { query { Part__c ', 'Syntax Error']
])('query %s is refused by name', async (query, message) => {
    const { data, errors } = await run(query);
    expect(data).toBeNull();
    expect(errors[0].message).toContain(message);
});

test('an unreadable field may be optional', async () => {
    const { data } = await run(
        '{ uiapi { query { Part__c(first: 1) { edges { node { Id Nope__c @optional { value } } } } } } }'
    );
    expect(Object.keys(data.uiapi.query.Part__c.edges[0].node)).toEqual(['Id']);
});

test('pages follow each other by their cursors', async () => {
    const query = `query page($after: String) { uiapi { query {
        Part__c(first: 2, after: $after, orderBy: { Name: { order: ASC } }) {
            edges { node { Name { value } } cursor } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount pageResultCount
        } } } }`;
    const first = (await run(query)).data.uiapi.query.Part__c;
    expect(first).toMatchObject({
        totalCount: 3,
        pageResultCount: 2,
        pageInfo: { hasNextPage: true, hasPreviousPage: false }
    });
    const second = (await run(query, { after: first.pageInfo.endCursor })).data.uiapi.query.Part__c;
    expect(second.edges.map((edge: PartEdge) => edge.node.Name.value)).toEqual(['Pump']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
});

test('a variable that is left out leaves the filter out; a required one is asked for', async () => {
    const query =
        'query q($name: String) { uiapi { query { Part__c(where: { Name: { eq: $name } }) { totalCount } } } }';
    expect((await run(query)).data.uiapi.query.Part__c.totalCount).toBe(3);
    const required = await run(query.replace('String)', 'String!)'));
    expect(required.errors[0].message).toContain("Variable 'name'");
});

test('at most ten lists', async () => {
    const lists = Array.from({ length: 11 }, (_, index) => `p${index}: Part__c { totalCount }`).join(' ');
    expect((await run(`{ uiapi { query { ${lists} } } }`)).errors[0].message).toContain('at most 10 subqueries');
});

test('groups and aggregate functions', async () => {
    plant.insert('Machine__c', { Name: 'Press 3', State__c: 'Running', Reading__c: 0.5 });
    const { data, errors } = await run(`{ uiapi { aggregate { Machine__c(groupBy: { State__c: { group: true } }) {
        edges { node { aggregate { State__c { value displayValue } Reading__c { sum { value } max { value } } Id { count { value } } } } }
    } } } }`);
    expect(errors).toEqual([]);
    const groups = data.uiapi.aggregate.Machine__c.edges.map(
        (edge: { node: { aggregate: object } }) => edge.node.aggregate
    );
    expect(groups).toContainEqual({
        State__c: { value: 'Running', displayValue: 'Running' },
        Reading__c: { sum: { value: 1235 }, max: { value: 1234.5 } },
        Id: { count: { value: 2 } }
    });
});
