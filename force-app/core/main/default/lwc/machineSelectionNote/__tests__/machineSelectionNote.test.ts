import MachineSelectionNote from 'c/machineSelectionNote';
import { find, flush, mount, resetPage } from 'jest/lwc';

jest.mock('@salesforce/label/c.MachineSelection_Showing', () => ({ __esModule: true, default: 'Showing {0}' }), {
    virtual: true
});

describe('c-machine-selection-note', () => {
    afterEach(resetPage);

    it('names the machine and leads back', async () => {
        const note = mount<{ name: string }>('c-machine-selection-note', MachineSelectionNote, { name: 'Motor 1' });
        const back = jest.fn();
        note.addEventListener('back', back);
        await flush();
        expect(find(note, '[data-id=text]').textContent).toBe('Showing Motor 1');
        find(note, '[data-id=back]').click();
        expect(back).toHaveBeenCalledTimes(1);
        await expect(note).toBeAccessible();
    });
});
