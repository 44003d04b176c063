import EmptyState from 'c/emptyState';
import { find, mount, resetPage } from 'jest/lwc';

describe('c-empty-state', () => {
    afterEach(resetPage);

    it('says what is missing and what to do', async () => {
        const state = mount('c-empty-state', EmptyState, { heading: 'No alarms', advice: 'All is well.' });
        expect(find(state, '[data-id=heading]').textContent).toBe('No alarms');
        expect(find(state, '[data-id=advice]').textContent).toBe('All is well.');
        await expect(state).toBeAccessible();
    });
});
