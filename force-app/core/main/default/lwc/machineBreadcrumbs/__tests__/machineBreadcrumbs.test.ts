import MachineBreadcrumbs, { type PathMachine } from 'c/machineBreadcrumbs';
import { find, findAll, mount, resetPage } from 'jest/lwc';

const PATH: readonly PathMachine[] = ['Press Works', 'Line 1', 'Press 1'].map((name) => ({
    name,
    id: name,
    url: `/lightning/r/Asset/${name}/view`
}));

function mountPath(path = PATH) {
    const element = mount('c-machine-breadcrumbs', MachineBreadcrumbs, { path });
    const selected = jest.fn();
    element.addEventListener('selectmachine', (event) => selected((event as CustomEvent).detail));
    return { element, selected };
}

describe('c-machine-breadcrumbs', () => {
    afterEach(resetPage);

    it('shows the way, the last machine without a link', async () => {
        const { element } = mountPath();
        expect(findAll(element, 'a').map((link) => link.textContent)).toEqual(['Press Works', 'Line 1']);
        expect(find(element, '[aria-current]').textContent).toBe('Press 1');
        await expect(element).toBeAccessible();
    });

    it('selects on a plain click; with a modifier key the browser opens the page', () => {
        const { element, selected } = mountPath();
        const plain = new MouseEvent('click', { bubbles: true, cancelable: true });
        const other = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true });
        findAll(element, 'a')[1].dispatchEvent(plain);
        findAll(element, 'a')[0].dispatchEvent(other);
        expect(selected.mock.calls).toEqual([[{ id: 'Line 1' }]]);
        expect([plain.defaultPrevented, other.defaultPrevented]).toEqual([true, false]);
    });

    it('shows nothing without a machine', () => {
        expect(findAll(mountPath([]).element, 'nav')).toHaveLength(0);
    });
});
