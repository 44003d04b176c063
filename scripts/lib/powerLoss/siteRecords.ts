import type { Connection } from 'jsforce';
import type { SiteMachine } from './site.ts';

/** Creates the assets of the sites: plant, lines and machines, with their products. @throws when one is refused */
export async function createSites(
    connection: Connection,
    site: readonly SiteMachine[],
    neighbours: readonly SiteMachine[]
): Promise<void> {
    const [AccountId = ''] = await create(connection, 'Account', [{ Name: 'Site with a power loss' }]);
    const codes = [...new Set([...site, ...neighbours].map(({ productCode }) => productCode))];
    const productIds = await create(
        connection,
        'Product2',
        codes.map((code) => ({ Name: code, ProductCode: code, IsActive: true }))
    );
    const products = new Map(codes.map((code, index) => [code, productIds[index]]));
    const [plant, neighbour] = await create(connection, 'Asset', [
        { Name: 'Plant', AccountId },
        { Name: 'Neighbour plant', AccountId }
    ]);
    const lineCount = Math.max(...site.map(({ line }) => line ?? 0)) + 1;
    const lines = await create(
        connection,
        'Asset',
        Array.from({ length: lineCount }, (_, line) => ({
            Name: `Line ${String(line)}`,
            AccountId,
            ParentId: plant
        }))
    );
    const assetOf = ({ deviceId, name, productCode, line }: SiteMachine) => ({
        Name: name,
        AccountId,
        ParentId: line === undefined ? neighbour : lines[line],
        Product2Id: products.get(productCode),
        Device_Id__c: deviceId
    });
    await create(connection, 'Asset', [...site, ...neighbours].map(assetOf));
}

async function create(
    connection: Connection,
    object: string,
    rows: readonly Record<string, unknown>[]
): Promise<string[]> {
    const results = await connection.sobject(object).create([...rows], { allowRecursive: true, allOrNone: true });
    return results.map((result) => {
        if (!result.success) throw new Error(`${object} was refused: ${JSON.stringify(result.errors)}`);
        return result.id;
    });
}
