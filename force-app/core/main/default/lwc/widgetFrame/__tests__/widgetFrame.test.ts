import WidgetFrame from 'c/widgetFrame';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';

interface FrameApi {
    heading: string;
    iconName: string;
    errors: unknown;
    hasData: boolean;
    loading: boolean;
    rowCount: number;
    announcement: string;
    focus(): void;
}

const mountFrame = (properties: Partial<FrameApi> = {}) =>
    mount<FrameApi>('c-widget-frame', WidgetFrame, { heading: 'Alarms', iconName: 'standard:incident', ...properties });

describe('c-widget-frame', () => {
    afterEach(resetPage);

    it('shows heading and content, and reads again on demand', async () => {
        const frame = mountFrame();
        const refreshed = jest.fn();
        frame.addEventListener('refresh', refreshed);
        find(frame, '[data-id=refresh]').click();
        expect(refreshed).toHaveBeenCalledTimes(1);
        expect(find<HTMLElement & { title: string }>(frame, 'lightning-card').title).toBe('Alarms');
        expect(findAll<HTMLSlotElement>(frame, 'slot').map(({ name }) => name)).toEqual(['', 'actions']);
        await expect(frame).toBeAccessible();
    });

    it('shows placeholders as long as the first answer is on its way', async () => {
        const frame = mountFrame({ loading: true, rowCount: 5 });
        expect(find<HTMLElement & { count: number }>(frame, 'c-loading-rows').count).toBe(5);
        await expect(frame).toBeAccessible();
        frame.loading = false;
        await flush();
        expect(findAll(frame, 'c-loading-rows')).toHaveLength(0);
    });

    it('says what went wrong and tries again', async () => {
        const errors = [{ message: 'Server unavailable' }];
        const frame = mountFrame({ errors, hasData: true });
        const refreshed = jest.fn();
        frame.addEventListener('refresh', refreshed);
        const panel = find<HTMLElement & { errors: unknown; hasData: boolean }>(frame, 'c-error-panel');
        expect([panel.errors, panel.hasData]).toEqual([errors, true]);
        panel.dispatchEvent(new CustomEvent('retry'));
        expect(refreshed).toHaveBeenCalledTimes(1);
        await expect(frame).toBeAccessible();
    });

    it('has one live region and gives the focus to what stays', () => {
        const frame = mountFrame({ announcement: 'New alarm' });
        expect(find(frame, '[aria-live=polite]').textContent).toBe('New alarm');
        const focus = jest.spyOn(find(frame, '[data-id=refresh]'), 'focus');
        frame.focus();
        expect(focus).toHaveBeenCalledTimes(1);
    });
});
