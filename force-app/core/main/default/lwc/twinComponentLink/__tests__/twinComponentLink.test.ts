import TwinComponentLink from 'c/twinComponentLink';
import type { ComponentView } from 'c/twinView';
import { find, findAll, mount, resetPage } from 'jest/lwc';
import { componentViews } from '../../twinModel/__tests__/data/views';

const [component] = componentViews();
const show = (properties: { component?: ComponentView }) =>
    mount<{ component: ComponentView }>('c-twin-component-link', TwinComponentLink, properties);

describe('c-twin-component-link', () => {
    afterEach(resetPage);

    it('names the component and where it leads', async () => {
        const link = show({ component });
        const anchor = find<HTMLAnchorElement>(link, '[data-id=component]');
        expect(anchor.textContent).toBe(component.name);
        expect(anchor.getAttribute('href')).toBe(`/lightning/r/Asset/${component.id}/view`);
        await expect(link).toBeAccessible();
    });

    it('opens the record in this window, and leaves other windows to the browser', () => {
        const link = show({ component });
        const open = jest.fn();
        link.addEventListener('openrecord', (event) => open((event as CustomEvent).detail));
        link.addEventListener('click', (event) => event.preventDefault());
        const anchor = find(link, '[data-id=component]');
        anchor.dispatchEvent(
            new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, metaKey: true })
        );
        expect(open).not.toHaveBeenCalled();
        anchor.click();
        expect(open.mock.calls).toEqual([[{ recordId: component.id }]]);
    });

    it('shows nothing without a component', () => {
        expect(findAll(show({}), 'a')).toHaveLength(0);
    });
});
