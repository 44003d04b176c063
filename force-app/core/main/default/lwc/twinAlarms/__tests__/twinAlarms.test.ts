import TwinAlarms from 'c/twinAlarms';
import { find, findAll, mount, resetPage } from 'jest/lwc';
import { alarmViews } from '../../twinModel/__tests__/data/views';

describe('c-twin-alarms', () => {
    afterEach(resetPage);

    it('lists alarms with their cases', async () => {
        const list = mount('c-twin-alarms', TwinAlarms, { alarms: alarmViews() });
        expect(findAll(list, '[data-id=alarm] .message a').map((link) => link.textContent)).toEqual([
            'Oil temperature very high',
            'Oil temperature high'
        ]);
        expect(find(list, '[data-id=case]').getAttribute('href')).toBe('/lightning/r/Case/500000000000001AAA/view');
        expect(find(list, '[data-id=no-case]').textContent).toBe('c.TwinAlarms_NoCase');
        expect(find(list, 'h3').textContent).toBe('c.TwinAlarms_Title');
        await expect(list).toBeAccessible();
    });

    it('opens a record here on a plain click, and leaves a new tab to the browser', () => {
        const list = mount('c-twin-alarms', TwinAlarms, { alarms: alarmViews() });
        const opened: unknown[] = [];
        list.addEventListener('openrecord', (event) => opened.push((event as CustomEvent).detail));
        const plain = new MouseEvent('click', { bubbles: true, cancelable: true });
        find(list, '[data-id=case]').dispatchEvent(plain);
        expect(plain.defaultPrevented).toBe(true);
        const newTab = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ctrlKey: true });
        // jsdom would try to navigate.
        list.addEventListener('click', (event) => event.preventDefault());
        find(list, '[data-id=case]').dispatchEvent(newTab);
        expect(opened).toEqual([{ recordId: '500000000000001AAA' }]);
    });

    it('says when there is none', async () => {
        const list = mount('c-twin-alarms', TwinAlarms, { heading: 'Alarms here' });
        expect(find(list, '[data-id=none]').textContent).toBe('c.TwinAlarms_None');
        expect(find(list, 'h3').textContent).toBe('Alarms here');
        await expect(list).toBeAccessible();
    });

    it('shows an alarm that lacks its raised time or case number', () => {
        const [alarm] = alarmViews();
        const list = mount('c-twin-alarms', TwinAlarms, {
            alarms: [{ ...alarm, age: '', caseNumber: undefined }]
        });
        expect(find(list, '[data-id=case]').textContent?.trim()).toBe('c.TwinAlarms_Case');
    });
});
