import TwinSignalDetails from 'c/twinSignalDetails';
import { find, findAll, mount, resetPage } from 'jest/lwc';
import { pressViews } from '../../twinModel/__tests__/data/views';

const facts = (panel: Element, id: string): (string | null)[][] =>
    findAll(panel, `[data-id=${id}]`).map((fact) => [...fact.children].map((part) => part.textContent));

describe('c-twin-signal-details', () => {
    afterEach(resetPage);

    const [temperature, , , , state] = pressViews();

    it('shows value, statistics, limits and alarms', async () => {
        const panel = mount('c-twin-signal-details', TwinSignalDetails, { view: temperature });
        expect(find(panel, '[data-id=value]').textContent).toBe('78.4 °C');
        expect(facts(panel, 'statistic').slice(0, 3)).toEqual([
            ['c.TwinDetails_Minimum', '75.4 °C'],
            ['c.TwinDetails_Mean', '76.9 °C'],
            ['c.TwinDetails_Maximum', '78.4 °C']
        ]);
        expect(facts(panel, 'statistic')[3][0]).toBe('c.TwinDetails_Change');
        expect(facts(panel, 'fact').map(([label]) => label)).toEqual([
            'c.TwinTable_Limits',
            'c.TwinTable_Quality',
            'c.TwinDetails_Source',
            'c.TwinDetails_Measured'
        ]);
        expect(find<HTMLElement & { alarms: unknown[] }>(panel, 'c-twin-alarms').alarms).toHaveLength(2);
        await expect(panel).toBeAccessible();
    });

    it('says when there is no trend and no time', async () => {
        const view = { ...state, signal: { ...state.signal, time: undefined } };
        const panel = mount('c-twin-signal-details', TwinSignalDetails, { view });
        expect(find(panel, '[data-id=no-trend]').textContent).toBe('c.TwinDetails_NoTrend');
        expect(facts(panel, 'statistic')).toEqual([]);
        expect(facts(panel, 'fact')[3][1]).toBe('c.TwinSignal_Never');
        expect(findAll(panel, 'c-twin-alarms')).toHaveLength(0);
        await expect(panel).toBeAccessible();
    });

    it('gives no change per hour for a single point', () => {
        const view = { ...temperature, signal: { ...temperature.signal, trend: temperature.signal.trend.slice(0, 1) } };
        const panel = mount('c-twin-signal-details', TwinSignalDetails, { view });
        expect(facts(panel, 'statistic')).toHaveLength(3);
    });

    it('closes by button and Escape only', () => {
        const panel = mount('c-twin-signal-details', TwinSignalDetails, { view: temperature });
        const close = jest.fn();
        panel.addEventListener('close', close);
        find(panel, 'section').dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
        expect(close).not.toHaveBeenCalled();
        find(panel, 'section').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
        find(panel, 'lightning-button-icon').click();
        expect(close).toHaveBeenCalledTimes(2);
    });

    it('takes the focus on its heading and passes links on', () => {
        const panel = mount('c-twin-signal-details', TwinSignalDetails, { view: temperature });
        panel.focus();
        expect(panel.shadowRoot?.activeElement).toBe(find(panel, 'h3'));
        const open = jest.fn();
        panel.addEventListener('openrecord', (event) => open((event as CustomEvent).detail));
        find(panel, 'c-twin-alarms').dispatchEvent(new CustomEvent('openrecord', { detail: { recordId: '500' } }));
        expect(open).toHaveBeenCalledWith({ recordId: '500' });
    });

    it('shows nothing without a signal', () => {
        const panel = mount('c-twin-signal-details', TwinSignalDetails);
        panel.focus();
        expect(findAll(panel, 'section')).toHaveLength(0);
    });
});
