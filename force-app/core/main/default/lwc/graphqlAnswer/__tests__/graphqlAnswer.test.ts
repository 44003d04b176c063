import { connectionOf, idOf, labelOf, numberOf, textOf, timeOf, valueOf } from 'c/graphqlAnswer';

const node = {
    Id: '02i000000000001AAA',
    Name: { value: 'Press 1' },
    Priority: { value: 'High', displayValue: 'Hoch' },
    Status: { value: 'New', displayValue: '' },
    Count: { value: 3 },
    IsClosed: { value: false },
    StartDate: { value: '2026-11-20T10:00:00.000Z' },
    Parent: { Name: { value: 'Line 1' } },
    Other: null
};

describe('graphqlAnswer', () => {
    it('finds the records of a part and whether there are more', () => {
        const part = { edges: [{ node }, { node: null }, null], pageInfo: { hasNextPage: true } };
        expect(connectionOf({ uiapi: { query: { assets: part } } }, 'assets')).toEqual({
            nodes: [node],
            hasMore: true
        });
    });

    it.each([undefined, null, 3, {}, { uiapi: null }, { uiapi: { query: { assets: { edges: 'x' } } } }])(
        'finds nothing in %j',
        (data) => expect(connectionOf(data, 'assets')).toEqual({ nodes: [], hasMore: false })
    );

    it('reads values of fields and through lookups', () => {
        expect(idOf(node)).toBe('02i000000000001AAA');
        expect(textOf(node, 'Parent.Name')).toBe('Line 1');
        expect(labelOf(node, 'Priority')).toBe('Hoch');
        expect(labelOf(node, 'Status')).toBe('New');
        expect(numberOf(node, 'Count')).toBe(3);
        expect(valueOf(node, 'IsClosed')).toBe(false);
        expect(timeOf(node, 'StartDate')).toBe(Date.UTC(2026, 10, 20, 10));
    });

    it('gives empty values for blank fields', () => {
        expect(idOf({})).toBe('');
        expect(textOf(node, 'Other.Name')).toBe('');
        expect(textOf(node, 'Count')).toBe('');
        expect(labelOf(node, 'Nothing')).toBe('');
        expect(numberOf(node, 'Name')).toBeUndefined();
        expect(timeOf(node, 'Name')).toBeUndefined();
    });
});
