import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { readPlant } from 'c/recordPlant';

const record = (apiName: string, id: string, fields: object): RecordRepresentation =>
    ({ apiName, id, fields }) as RecordRepresentation;

const field = (value: unknown): object => ({ value, displayValue: null });

it('knows the machine of a record, and the account whose machines are meant', () => {
    const asset = record('Asset', '02i000000000001AAA', { RootAssetId: field('02i000000000009AAA') });
    expect(readPlant(asset)).toEqual({ assetId: '02i000000000001AAA', rootId: '02i000000000009AAA' });
    const account = record('Account', '001000000000001AAA', { Name: field('Nordwerk Press Works') });
    expect(readPlant(account)).toEqual({ assetId: undefined, rootId: '001000000000001AAA' });
    expect(readPlant(record('Case', '500000000000001AAA', {}))).toBeUndefined();
});
