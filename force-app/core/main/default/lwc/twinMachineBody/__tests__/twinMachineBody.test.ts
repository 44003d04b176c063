import TwinMachineBody from 'c/twinMachineBody';
import { find, findAll, mount, resetPage } from 'jest/lwc';

describe('c-twin-machine-body', () => {
    afterEach(resetPage);

    it.each([
        ['alarm', 'lamp lamp_red'],
        ['warning', 'lamp lamp_amber'],
        ['normal', 'lamp lamp_green']
    ] as const)('lights one lamp in state %s', async (state, css) => {
        const body = mount('c-twin-machine-body', TwinMachineBody, { state });
        const lit = findAll(body, '.lamp')
            .map((lamp) => lamp.getAttribute('class'))
            .filter((name) => name !== 'lamp');
        expect(lit).toEqual([css]);
        await expect(body).toBeAccessible();
    });

    it('turns its fan while the machine runs', () => {
        const body = mount('c-twin-machine-body', TwinMachineBody, { running: true });
        expect(find(body, '.fan_turning')).not.toBeNull();
        expect(findAll(mount('c-twin-machine-body', TwinMachineBody), '.fan_turning')).toHaveLength(0);
    });
});
