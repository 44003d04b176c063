import { LightningElement, api } from 'lwc';

/** One entry of the menu. */
export interface MenuItem {
    readonly name: string;
    readonly label: string;
    /** Icon of the platform, e.g. `utility:open`. */
    readonly iconName: string;
}

/** Where the next or previous entry is, by key, from `at` among `count`. */
const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
    ArrowDown: (at, count) => (at + 1) % count,
    ArrowUp: (at, count) => (at + count - 1) % count,
    Home: () => 0,
    End: (_at, count) => count - 1
};

/**
 * Presentational: a menu that takes the focus when it appears, by the ARIA menu pattern.
 * @fires choose with `{ name }` when the user picks an entry
 * @fires close when the user leaves the menu; detail `{ byKey }` tells whether the focus should go back
 */
export default class MachineRowMenu extends LightningElement {
    /** Name of the menu for screen readers. */
    @api label = '';
    @api items: readonly MenuItem[] = [];
    private hasFocused = false;

    renderedCallback(): void {
        if (this.hasFocused || this.items.length === 0) return;
        this.hasFocused = true;
        this.buttons[0]?.focus();
    }

    handleChoose(event: Event): void {
        event.stopPropagation();
        const { name } = (event.currentTarget as HTMLElement).dataset;
        this.dispatchEvent(new CustomEvent('choose', { detail: { name } }));
    }

    handleKey(event: KeyboardEvent): void {
        event.stopPropagation();
        if (event.key === 'Escape' || event.key === 'Tab') {
            if (event.key === 'Escape') event.preventDefault();
            this.leave(true);
            return;
        }
        const step = STEPS[event.key];
        if (!step) return;
        event.preventDefault();
        const { buttons } = this;
        buttons[step(this.focusedIndex(event), buttons.length)]?.focus();
    }

    /** A click or another widget took the focus, so it must not be taken back. */
    handleFocusOut(event: FocusEvent): void {
        const next = event.relatedTarget;
        if (next instanceof Node && this.buttons.some((button) => button === next)) return;
        this.leave(false);
    }

    private get buttons(): HTMLButtonElement[] {
        return [...(this.template?.querySelectorAll('button') ?? [])];
    }

    private focusedIndex(event: KeyboardEvent): number {
        return this.buttons.findIndex((button) => button === event.target);
    }

    private leave(byKey: boolean): void {
        this.dispatchEvent(new CustomEvent('close', { detail: { byKey } }));
    }
}
