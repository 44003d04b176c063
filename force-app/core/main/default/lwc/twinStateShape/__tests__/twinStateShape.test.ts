import TwinStateShape from 'c/twinStateShape';
import { find, mount, resetPage } from 'jest/lwc';

const STATES = ['normal', 'warning', 'alarm', 'unknown'] as const;

describe('c-twin-state-shape', () => {
    afterEach(resetPage);

    it('has a shape and a text of its own for every state', async () => {
        const shapes = STATES.map((state) => mount('c-twin-state-shape', TwinStateShape, { state }));
        expect(new Set(shapes.map((shape) => find(shape, 'path').getAttribute('d'))).size).toBe(4);
        expect(new Set(shapes.map((shape) => find(shape, 'span span').textContent)).size).toBe(4);
        for (const shape of shapes) await expect(shape).toBeAccessible();
    });

    it('shows the text when asked', () => {
        const hidden = mount('c-twin-state-shape', TwinStateShape, { state: 'alarm' });
        const shown = mount('c-twin-state-shape', TwinStateShape, { state: 'alarm', withText: true });
        expect(find(hidden, '.slds-assistive-text').textContent).toBe('c.TwinState_Alarm');
        expect(find(shown, '.slds-m-left_xx-small').textContent).toBe('c.TwinState_Alarm');
    });
});
