import TwinSkeleton from 'c/twinSkeleton';
import { find, mount, resetPage } from 'jest/lwc';

describe('c-twin-skeleton', () => {
    afterEach(resetPage);

    it('tells screen readers what happens', async () => {
        const skeleton = mount('c-twin-skeleton', TwinSkeleton, { label: 'Loading' });
        expect(find(skeleton, '[role=status]').textContent).toBe('Loading');
        await expect(skeleton).toBeAccessible();
    });
});
