import type { PageReference } from 'lightning/navigation';
import { addressTemplate, recordPage } from 'c/recordLinks';

const ID = '02i000000000003AAA';

describe('c/recordLinks', () => {
    it('names the page of a record', () => {
        expect(recordPage(ID)).toEqual({
            type: 'standard__recordPage',
            attributes: { recordId: ID, actionName: 'view' }
        });
    });

    it('puts a place for the record into the address the platform makes', async () => {
        const generate = (page: PageReference) => Promise.resolve(`/site/s/asset/${page.attributes?.recordId}/detail`);
        expect(await addressTemplate(generate, ID)).toBe('/site/s/asset/{id}/detail');
    });
});
