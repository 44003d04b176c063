import SignalCard from 'c/signalCard';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { pressViews } from '../../twinModel/__tests__/data/views';

describe('c-signal-card', () => {
    afterEach(resetPage);

    const [temperature, , vibration, power] = pressViews();

    it('shows value, state, age and marks', async () => {
        const card = mount('c-signal-card', SignalCard, { view: vibration });
        expect(find(card, '[data-id=value]').textContent).toBe('1.83 mm/s');
        expect(find(card, '[data-id=age]').textContent).toBe('5 seconds ago');
        expect(findAll(card, '[data-id=mark]').map((mark) => mark.textContent)).toEqual([
            'c.TwinMark_Uncertain',
            'c.TwinMark_Simulated'
        ]);
        await expect(card).toBeAccessible();
    });

    it('looks different in alarm, when old and when selected', () => {
        const alarm = mount('c-signal-card', SignalCard, { view: temperature, selected: true });
        const old = mount('c-signal-card', SignalCard, { view: power });
        expect(find(alarm, 'button').className).toBe('card card_alarm card_selected');
        expect(find(alarm, 'button').getAttribute('aria-expanded')).toBe('true');
        expect(find(old, 'button').className).toBe('card card_unknown card_stale');
    });

    it('asks for its details, and takes the focus', async () => {
        const card = mount('c-signal-card', SignalCard, { view: temperature });
        const select = jest.fn();
        card.addEventListener('signalselect', (event) => select((event as CustomEvent).detail));
        find(card, 'button').click();
        expect(select).toHaveBeenCalledWith({ id: temperature.id });
        card.focus();
        await flush();
        expect(card.shadowRoot?.activeElement).toBe(find(card, 'button'));
    });

    it('shows nothing without a signal', () => {
        const card = mount('c-signal-card', SignalCard);
        card.focus();
        expect(findAll(card, 'button')).toEqual([]);
    });
});
