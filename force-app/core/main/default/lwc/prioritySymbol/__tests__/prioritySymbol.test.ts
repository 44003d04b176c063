import PrioritySymbol from 'c/prioritySymbol';
import { find, findAll, mount, resetPage } from 'jest/lwc';

describe('c-priority-symbol', () => {
    afterEach(resetPage);

    it.each(['Critical', 'High', 'Medium', 'Low'])('shows %s by colour, shape and text', async (priority) => {
        const symbol = mount('c-priority-symbol', PrioritySymbol, { priority });
        expect(find(symbol, 'svg').getAttribute('class')).toContain(`symbol_${priority.toLowerCase()}`);
        expect(find(symbol, 'path').getAttribute('d')).not.toBe('');
        expect(symbol.shadowRoot?.textContent).toBe(`c.Priority_${priority}`);
        await expect(symbol).toBeAccessible();
    });

    it('keeps the text for screen readers when compact', () => {
        const symbol = mount('c-priority-symbol', PrioritySymbol, { priority: 'High', compact: true });
        expect(find(symbol, '.slds-assistive-text').textContent).toBe('c.Priority_High');
    });

    it('shows nothing without a priority', () => {
        const symbol = mount('c-priority-symbol', PrioritySymbol, { priority: null });
        expect(findAll(symbol, 'svg')).toHaveLength(0);
    });
});
