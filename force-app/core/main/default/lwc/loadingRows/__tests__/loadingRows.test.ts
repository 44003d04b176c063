import LoadingRows from 'c/loadingRows';
import { find, findAll, mount, resetPage } from 'jest/lwc';

describe('c-loading-rows', () => {
    afterEach(resetPage);

    it('holds the place of rows and says that they load', async () => {
        const rows = mount('c-loading-rows', LoadingRows, { count: 3 });
        expect(findAll(rows, '.bar')).toHaveLength(3);
        expect(find(rows, '[role=status]').textContent).toBe('c.Shared_Loading');
        await expect(rows).toBeAccessible();
    });
});
