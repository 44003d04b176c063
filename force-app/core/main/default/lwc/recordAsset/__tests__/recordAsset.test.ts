import { assetFields, readAsset } from 'c/recordAsset';

const value = (content: unknown) => ({ value: content, displayValue: null });
const parent = (rootId: string | null) =>
    value({ apiName: 'Asset', id: '02iB', fields: { RootAssetId: value(rootId) } });

describe('recordAsset', () => {
    it('asks for what leads to the machine', () => {
        expect(assetFields('Asset')).toEqual(['Asset.RootAssetId']);
        expect(assetFields('Case')).toEqual(['Case.AssetId', 'Case.Asset.RootAssetId']);
        expect(assetFields('Alarm__c')).toEqual(['Alarm__c.Asset__c', 'Alarm__c.Asset__r.RootAssetId']);
        expect(assetFields(undefined)).toEqual([]);
    });

    it.each([
        ['Asset', { RootAssetId: value('02iA') }, { assetId: 'rec', rootId: '02iA' }],
        ['Asset', { RootAssetId: value(null) }, { assetId: 'rec', rootId: 'rec' }],
        ['Asset', {}, { assetId: 'rec', rootId: 'rec' }],
        ['Case', { AssetId: value('02iB'), Asset: parent('02iA') }, { assetId: '02iB', rootId: '02iA' }],
        ['Case', { AssetId: value('02iB'), Asset: parent(null) }, { assetId: '02iB', rootId: '02iB' }],
        ['Alarm__c', { Asset__c: value('02iB'), Asset__r: parent('02iA') }, { assetId: '02iB', rootId: '02iA' }],
        ['Case', { AssetId: value(null), Asset: value(null) }, undefined],
        ['Account', {}, undefined]
    ])('reads the machine of %s with %j', (apiName, fields, expected) => {
        expect(readAsset({ apiName, id: 'rec', fields: fields as never })).toEqual(expected);
    });
});
