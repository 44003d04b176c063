import TwinStatus from 'c/twinStatus';
import { find, findAll, mount, resetPage } from 'jest/lwc';
import { NOW } from '../../twinModel/__tests__/data/twinAnswer';
import { pressTwin } from '../../twinModel/__tests__/data/views';

const iconOf = (status: Element, id: string): string | undefined =>
    find<HTMLElement & { iconName: string }>(status, `[data-id=${id}] lightning-icon`).iconName;

describe('c-twin-status', () => {
    afterEach(resetPage);

    it('shows the machine in one row', async () => {
        const status = mount('c-twin-status', TwinStatus, { machine: pressTwin().machine, now: NOW });
        expect(find(status, '[data-id=operating]').textContent).toBe('Läuft');
        expect(iconOf(status, 'operating')).toBe('utility:play');
        expect(find(status, '[data-id=connectivity]').textContent).toBe('c.Connectivity_Online');
        expect(find(status, '[data-id=health]').textContent).toBe('62 %');
        expect(find(status, '[data-id=hours]').textContent).toBe('12,346 h');
        expect(find(status, '[data-id=alarms] span').textContent).toBe('2');
        expect(find(status, '[data-id=telemetry]').textContent).toBe('5 seconds ago');
        await expect(status).toBeAccessible();
    });

    it('tells the reasons of the health, and when maintenance is expected with its range', async () => {
        const machine = {
            ...pressTwin().machine,
            healthReasons: [
                '−30: Vibration is 3.6 mm/s, usually 1.5 to 2; alarm at 4.5 mm/s.',
                '−5: An alarm is active.'
            ],
            due: {
                day: '2026-12-03',
                earliest: '2026-12-01',
                latest: '2026-12-09',
                reason: 'Service is due at 6,000 h; now 5,800, 16 a day.'
            }
        };
        const status = mount('c-twin-status', TwinStatus, { machine, now: NOW });
        expect(findAll(status, '[data-id=reason]').map((item) => item.textContent)).toEqual(machine.healthReasons);
        expect(find(status, '[data-id=due]').textContent).toContain('Dec 3, 2026');
        expect(find(status, '[data-id=dueReason]').textContent).toBe(machine.due.reason);
        await expect(status).toBeAccessible();
    });

    it('leaves out what is not known', async () => {
        const machine = {
            ...pressTwin().machine,
            health: undefined,
            operatingHours: undefined,
            lastTelemetry: undefined,
            operatingState: 'Unknown',
            operatingStateLabel: ''
        };
        const status = mount('c-twin-status', TwinStatus, { machine, now: NOW });
        expect(findAll(status, '[data-id=health], [data-id=hours]')).toHaveLength(0);
        expect(find(status, '[data-id=telemetry]').textContent).toBe('c.TwinSignal_Never');
        expect(iconOf(status, 'operating')).toBe('utility:help');
        expect(find(status, '[data-id=operating]').textContent).toBe('Unknown');
        await expect(status).toBeAccessible();
    });

    it('shows the last state of an offline machine without colour', async () => {
        const machine = { ...pressTwin().machine, connectivity: 'Offline' };
        const status = mount('c-twin-status', TwinStatus, { machine, now: NOW });
        expect(iconOf(status, 'operating')).toBe('utility:play');
        expect(find<HTMLElement & { variant: string }>(status, '[data-id=operating] lightning-icon').variant).toBe('');
        await expect(status).toBeAccessible();
    });

    it('shows nothing without a machine', () => {
        expect(findAll(mount('c-twin-status', TwinStatus), 'dl')).toHaveLength(0);
    });
});
