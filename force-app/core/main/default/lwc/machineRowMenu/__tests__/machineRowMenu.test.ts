import MachineRowMenu, { type MenuItem } from 'c/machineRowMenu';
import { findAll, flush, mount, resetPage } from 'jest/lwc';

const ITEMS: readonly MenuItem[] = [
    { name: 'open', label: 'Open', iconName: 'utility:open' },
    { name: 'newCase', label: 'New case', iconName: 'utility:case' },
    { name: 'move', label: 'Move to…', iconName: 'utility:move' }
];

async function mountMenu() {
    const menu = mount('c-machine-row-menu', MachineRowMenu, { label: 'Actions for Press 1', items: ITEMS });
    const chosen = jest.fn();
    const closed = jest.fn();
    menu.addEventListener('choose', (event) => chosen((event as CustomEvent).detail));
    menu.addEventListener('close', (event) => closed((event as CustomEvent).detail));
    await flush();
    return { menu, chosen, closed };
}

const focused = (menu: HTMLElement) => (menu.shadowRoot?.activeElement as HTMLElement | null)?.dataset.name;

function press(menu: HTMLElement, key: string): KeyboardEvent {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
    menu.shadowRoot?.activeElement?.dispatchEvent(event);
    return event;
}

describe('c-machine-row-menu', () => {
    afterEach(resetPage);

    it('takes the focus and walks in a circle', async () => {
        const { menu } = await mountMenu();
        expect(focused(menu)).toBe('open');
        const visited = ['ArrowUp', 'ArrowDown', 'ArrowDown', 'End', 'Home'].map((key) => {
            press(menu, key);
            return focused(menu);
        });
        expect(visited).toEqual(['move', 'open', 'newCase', 'move', 'open']);
        await expect(menu).toBeAccessible();
    });

    it('tells what is chosen', async () => {
        const { menu, chosen } = await mountMenu();
        findAll(menu, 'button')[1].click();
        expect(chosen.mock.calls).toEqual([[{ name: 'newCase' }]]);
    });

    it.each(['Escape', 'Tab'])('closes on %s and gives the focus back', async (key) => {
        const { menu, closed } = await mountMenu();
        press(menu, key);
        expect(closed).toHaveBeenCalledWith({ byKey: true });
    });

    it('closes when something else takes the focus, not while it moves inside', async () => {
        const { menu, closed } = await mountMenu();
        const [first, second] = findAll(menu, 'button');
        first.dispatchEvent(new FocusEvent('focusout', { relatedTarget: second, bubbles: true }));
        expect(closed).not.toHaveBeenCalled();
        first.dispatchEvent(new FocusEvent('focusout', { relatedTarget: document.body, bubbles: true }));
        expect(closed).toHaveBeenCalledWith({ byKey: false });
    });

    it('leaves other keys alone', async () => {
        const { menu, closed } = await mountMenu();
        expect(press(menu, 'x').defaultPrevented).toBe(false);
        expect([focused(menu), closed.mock.calls.length]).toEqual(['open', 0]);
    });
});
