import { getRecord } from 'lightning/uiRecordApi';
import callTemplates from '@salesforce/apex/MachineLinks.templates';
import MachineLinks from 'c/machineLinks';
import { asWire, find, findAll, flush, mount, resetPage, type RecordWire } from 'jest/lwc';
import { mergeFields, toLinks } from '../linkModel';

jest.mock('@salesforce/apex/MachineLinks.templates', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});

// An agent's view; that of an admin has its own file, because a permission is fixed when the module is loaded.
jest.mock('@salesforce/customPermission/See_Setup_Problems', () => ({ __esModule: true, default: undefined }), {
    virtual: true
});

const recordWire = asWire<RecordWire>(getRecord);
const call = callTemplates as unknown as jest.Mock<Promise<unknown>, [{ assetId: string }]>;
const ASSET_ID = '02i000000000004AAA';
const template = (name: string, url: string) => ({ DeveloperName: name, MasterLabel: name, Url_Template__c: url });
const MANUAL = template('Manual', 'https://manuals.example.com/{ProductCode}');
const PANEL = template('Panel', 'https://remote.example.com/{Device_Id__c}?model={ProductCode}');

async function mountLinks(templates: unknown, fields?: Record<string, unknown>): Promise<HTMLElement> {
    if (templates instanceof Error) call.mockRejectedValue(templates);
    else call.mockResolvedValue(templates);
    const element = mount('c-machine-links', MachineLinks, { recordId: ASSET_ID });
    await flush();
    if (fields) {
        const values = Object.entries(fields).map(([name, value]) => [name, { value, displayValue: null }]);
        recordWire.emit({ id: ASSET_ID, apiName: 'Asset', fields: Object.fromEntries(values) as object });
    }
    await flush();
    return element;
}

const addresses = (element: HTMLElement): (string | null)[] =>
    findAll(element, 'a').map((link) => link.getAttribute('href'));

beforeEach(() => call.mockReset());
afterEach(resetPage);

describe('c-machine-links', () => {
    it('shows the links in their order, filled with values of the machine', async () => {
        const element = await mountLinks([MANUAL, PANEL], { ProductCode: 'HP 400/2', Device_Id__c: 'nw-press-01' });
        expect(call).toHaveBeenCalledWith({ assetId: ASSET_ID });
        expect(recordWire.getLastConfig()).toMatchObject({
            recordId: ASSET_ID,
            optionalFields: ['Asset.Id', 'Asset.ProductCode', 'Asset.Device_Id__c']
        });
        expect(addresses(element)).toEqual([
            'https://manuals.example.com/HP%20400%2F2',
            'https://remote.example.com/nw-press-01?model=HP%20400%2F2'
        ]);
        await expect(element).toBeAccessible();
    });

    it('leaves out a link whose value the machine lacks, and is hidden without any', async () => {
        const some = await mountLinks([MANUAL, PANEL], { ProductCode: 'HP-400', Device_Id__c: null });
        expect(addresses(some)).toEqual(['https://manuals.example.com/HP-400']);
        some.remove();
        const none = await mountLinks([]);
        expect(findAll(none, 'lightning-card')).toHaveLength(0);
        await expect(none).toBeAccessible();
    });

    it('tells agents nothing of links with unsafe addresses', async () => {
        const element = await mountLinks([template('Panel', 'http://panel.example.com/')], { Name: 'Press' });
        expect(findAll(element, 'lightning-card')).toHaveLength(0);
    });

    it('says why it cannot read them, and tries again', async () => {
        const element = await mountLinks(new Error('No access'));
        const panel = find<HTMLElement & { errors: unknown }>(element, 'c-error-panel');
        expect(panel.errors).toEqual(new Error('No access'));
        await expect(element).toBeAccessible();
        panel.dispatchEvent(new CustomEvent('retry'));
        expect(call).toHaveBeenCalledTimes(2);
    });
});

describe('addresses', () => {
    const shown = (url: string): string[] => toLinks([template('Link', url)], () => 'x').map((link) => link.url);

    it.each([
        'http://manuals.example.com/{ProductCode}',
        'ftp://files.example.com/',
        'https://{Device_Id__c}.example.com/',
        'https://example.com{Device_Id__c}/',
        'https://user@example.com/',
        ''
    ])('refuse %s', (url) => {
        expect(shown(url)).toEqual([]);
    });

    it('may have a port, and name a field twice', () => {
        expect(shown('https://remote.example.com:8443/{Name}#{Name}')).toEqual(['https://remote.example.com:8443/x#x']);
        expect(mergeFields([template('Link', 'https://a.example/{Name}#{Name}')])).toEqual(['Name']);
    });
});
