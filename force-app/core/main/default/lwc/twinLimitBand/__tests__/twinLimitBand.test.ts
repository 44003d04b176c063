import TwinLimitBand from 'c/twinLimitBand';
import { limitBand } from 'c/twinModel';
import { find, findAll, mount, resetPage } from 'jest/lwc';

describe('c-twin-limit-band', () => {
    afterEach(resetPage);

    it('shows zones and the place of the value', async () => {
        const band = mount('c-twin-limit-band', TwinLimitBand, {
            band: limitBand(5, { low: 2, high: 8 })
        });
        expect(findAll(band, '.zone').map((zone) => zone.className)).toEqual([
            'zone zone_warning',
            'zone zone_normal',
            'zone zone_warning'
        ]);
        expect(find(band, '.pointer').getAttribute('style')).toBe('inset-inline-start: 50%');
        expect(find(band, '.slds-assistive-text').textContent).toBe('c.TwinSignal_Band');
        await expect(band).toBeAccessible();
    });

    it('shows nothing without limits', () => {
        expect(findAll(mount('c-twin-limit-band', TwinLimitBand), '.band')).toHaveLength(0);
    });
});
