import runBacktest from '@salesforce/apex/AlarmBacktest.run';
import AlarmBacktest from 'c/alarmBacktest';
import { find, findAll, mount, resetPage } from 'jest/lwc';

jest.mock('@salesforce/apex/AlarmBacktest.run', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });

const run = jest.mocked(runBacktest);

const answer = {
    definition: 'Motor_Bearing_Vibration_High',
    episodes: 12,
    episodesPerDay: 1.714,
    cases: 9,
    activeMs: 5_400_000,
    longestMs: 3_600_000,
    fleeting: 2,
    floodShare: 0.25,
    devices: [{ device: 'nw-motor-01', episodes: 12, cases: 9, activeMs: 5_400_000 }],
    devicesLeftOut: 3
};

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function enter(widget: Element, name: string, value: string): void {
    const input = find<HTMLInputElement>(widget, `[data-field=${name}]`);
    input.name = name;
    input.value = value;
    input.dispatchEvent(new CustomEvent('change'));
}

describe('c-alarm-backtest', () => {
    afterEach(() => {
        run.mockReset();
        resetPage();
    });

    it('shows what the definition would have done', async () => {
        run.mockResolvedValue(JSON.stringify(answer));
        const widget = mount('c-alarm-backtest', AlarmBacktest, {});
        enter(widget, 'definition', 'Motor_Bearing_Vibration_High');
        enter(widget, 'limit', '4');
        find(widget, '[data-id=run]').dispatchEvent(new CustomEvent('click'));
        await settle();
        expect(run).toHaveBeenCalledWith({
            parameters: { days: '7', definition: 'Motor_Bearing_Vibration_High', limit: '4' }
        });
        expect(findAll(widget, '[data-id=figure]').map((figure) => figure.textContent)).toEqual([
            '12',
            '1.7',
            '9',
            '1.5',
            '1',
            '2',
            '25%'
        ]);
        expect(find(widget, '[data-id=machine] th').textContent).toBe('nw-motor-01');
        expect(find(widget, '[data-id=leftOut]').textContent).toBe('c.AlarmBacktest_Left_Out');
        await expect(widget).toBeAccessible();
    });

    it('tells why a definition cannot be tried, and keeps the last answer', async () => {
        run.mockResolvedValueOnce(JSON.stringify(answer));
        const widget = mount('c-alarm-backtest', AlarmBacktest, {});
        find(widget, '[data-id=run]').dispatchEvent(new CustomEvent('click'));
        await settle();
        run.mockRejectedValueOnce({ body: { message: 'No signal definition is named Torque.' } });
        find(widget, '[data-id=run]').dispatchEvent(new CustomEvent('click'));
        await settle();
        const panel = find<HTMLElement & { errors: unknown }>(widget, '[data-id=errors]');
        expect(panel.errors).toEqual({ body: { message: 'No signal definition is named Torque.' } });
        expect(findAll(widget, '[data-id=figure]')).toHaveLength(7);
        await expect(widget).toBeAccessible();
    });
});
