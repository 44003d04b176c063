import { getRecord } from 'lightning/uiRecordApi';
import callTemplates from '@salesforce/apex/MachineLinks.templates';
import MachineLinks from 'c/machineLinks';
import { asWire, find, findAll, flush, mount, resetPage, type RecordWire } from 'jest/lwc';

jest.mock('@salesforce/apex/MachineLinks.templates', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});
jest.mock('@salesforce/customPermission/See_Setup_Problems', () => ({ __esModule: true, default: true }), {
    virtual: true
});
jest.mock('@salesforce/label/c.MachineLinks_Unsafe', () => ({ __esModule: true, default: 'Left out: {0}' }), {
    virtual: true
});

const ASSET_ID = '02i000000000004AAA';

async function mountLinks(addresses: Readonly<Record<string, string>>): Promise<HTMLElement> {
    const templates = Object.entries(addresses).map(([name, url]) => ({
        DeveloperName: name.replace(/ /g, '_'),
        MasterLabel: name,
        Url_Template__c: url
    }));
    (callTemplates as unknown as jest.Mock).mockResolvedValue(templates);
    const element = mount('c-machine-links', MachineLinks, { recordId: ASSET_ID });
    await flush();
    asWire<RecordWire>(getRecord).emit({ id: ASSET_ID, apiName: 'Asset', fields: {} });
    await flush();
    return element;
}

describe('c-machine-links of an admin', () => {
    afterEach(resetPage);

    it('says which links it leaves out as unsafe', async () => {
        const element = await mountLinks({
            'Old panel': 'http://panel.example.com/',
            Manual: 'https://manuals.example.com/',
            Shop: '{ProductCode}'
        });
        expect(find(element, '[data-id=unsafe]').textContent).toBe('Left out: Old panel, Shop');
        expect(findAll(element, 'a')).toHaveLength(1);
        await expect(element).toBeAccessible();
    });

    it('says nothing where all are safe', async () => {
        const element = await mountLinks({ Manual: 'https://manuals.example.com/' });
        expect(findAll(element, '[data-id=unsafe]')).toHaveLength(0);
    });
});
