import ErrorPanel from 'c/errorPanel';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';

describe('c-error-panel', () => {
    afterEach(resetPage);

    it('shows nothing while there is no error', async () => {
        const panel = mount('c-error-panel', ErrorPanel);
        expect(findAll(panel, '[role=alert]')).toHaveLength(0);
        await expect(panel).toBeAccessible();
    });

    it('says every message once and that older data stays', async () => {
        const errors = [{ message: 'Session expired' }, { message: 'Session expired' }];
        const panel = mount('c-error-panel', ErrorPanel, { errors, hasData: true });
        expect(findAll(panel, '[data-id=message]').map((line) => line.textContent)).toEqual(['Session expired']);
        expect(find(panel, '[data-id=stale]').textContent).toBe('c.Shared_Error_Stale');
        await expect(panel).toBeAccessible();
    });

    it('uses its own heading when it has one', () => {
        const panel = mount('c-error-panel', ErrorPanel, { errors: 'x', heading: 'The order was not saved' });
        expect(find(panel, '[data-id=title]').textContent).toBe('The order was not saved');
        expect(findAll(panel, '[data-id=stale]')).toHaveLength(0);
    });

    it('asks its owner for another try', async () => {
        const panel = mount('c-error-panel', ErrorPanel, { errors: 'x' });
        const retry = jest.fn();
        panel.addEventListener('retry', retry);
        find(panel, 'lightning-button').click();
        await flush();
        expect(retry).toHaveBeenCalledTimes(1);
    });
});
