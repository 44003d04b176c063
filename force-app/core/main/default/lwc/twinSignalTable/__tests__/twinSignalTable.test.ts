import TwinSignalTable from 'c/twinSignalTable';
import type { SignalView } from 'c/twinView';
import { find, findAll, mount, resetPage } from 'jest/lwc';
import { pressViews } from '../../twinModel/__tests__/data/views';

interface Properties {
    signals: SignalView[];
    selectedId: string;
    focusSignal(id: string): void;
}

describe('c-twin-signal-table', () => {
    afterEach(resetPage);

    it('tells everything the drawing tells', async () => {
        const table = mount('c-twin-signal-table', TwinSignalTable, {
            signals: pressViews(),
            machineName: 'Press 1'
        });
        const cells = findAll(table, '[data-id=row]').map((row) =>
            [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)
        );
        expect(cells[0]).toEqual([
            'Oil temperature',
            '78.4 °C',
            '',
            'c.TwinLimit_HighHigh, c.TwinLimit_High',
            'c.TwinQuality_Good',
            '5 seconds ago'
        ]);
        expect(cells[3][4]).toBe('c.TwinMark_Bad, c.TwinMark_Stale');
        expect(cells[4][3]).toBe('c.TwinLimit_None');
        await expect(table).toBeAccessible();
    });

    it('opens details and takes the focus back', () => {
        const signals = pressViews();
        const table = mount<Properties>('c-twin-signal-table', TwinSignalTable, {
            signals,
            selectedId: signals[1].id
        });
        const select = jest.fn();
        table.addEventListener('signalselect', (event) => select((event as CustomEvent).detail));
        find(table, 'button').click();
        expect(select).toHaveBeenCalledWith({ id: signals[0].id });
        table.focusSignal(signals[1].id);
        expect(table.shadowRoot?.activeElement?.textContent).toBe('Oil pressure');
        expect(findAll(table, '[aria-expanded=true]')).toHaveLength(1);
        table.focusSignal('gone');
    });

    it('is an empty table without signals', async () => {
        const table = mount('c-twin-signal-table', TwinSignalTable);
        expect(findAll(table, '[data-id=row]')).toHaveLength(0);
        await expect(table).toBeAccessible();
    });
});
