import { decide } from '../../src/command/index.ts';
import type { MachineCommand } from '../../src/contract/index.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
const config = { receive: 'on' as const, allowed: ['Reset'], maximumShelveHours: 8 };
const command = (more: Partial<MachineCommand>): MachineCommand => ({
    Command_Key__c: 'c-1',
    Asset_Key__c: 'pump',
    Command__c: 'Acknowledge',
    Alarm_Key__c: 'pump:Flow_Low',
    ...more
});

describe('decision about a command', () => {
    it('acknowledges the named episode', () => {
        const given = command({ Episode_Key__c: 'pump:Flow_Low:3:1795168800000', Requested_By__c: '005' });
        expect(decide(given, now, config)).toEqual({
            action: 'acknowledge',
            definition: 'Flow_Low',
            episode: 3,
            by: '005'
        });
    });

    it.each([
        ['an expired machine command', { Command__c: 'Reset', Expires_At__c: '2026-11-20T09:59:59Z' }, /expired/],
        ['an expired command', { Expires_At__c: '2026-11-20T10:00:00Z' }, /expired/],
        ['an unreadable expiry', { Expires_At__c: 'soon' }, /expired/],
        ['an alarm of another device', { Alarm_Key__c: 'press:Oil_High' }, /no alarm of this device/],
        ['a machine command that is not allowed', { Command__c: 'Stop' }, /"Stop" is not among/],
        ['parameters that are not JSON', { Command__c: 'Reset', Parameters__c: '{' }, /not JSON/],
        ['a shelf that has ended', { Command__c: 'Shelve', Until__c: '2026-11-20T09:00:00Z' }, /has passed/]
    ])('refuses %s', (_case, more, reason) => {
        expect(decide(command(more), now, config)).toMatchObject({
            action: 'refuse',
            reason: expect.stringMatching(reason)
        });
    });

    it('cuts a shelving to the configured limit', () => {
        const longest = now + 8 * 3_600_000;
        const until = (text?: string) => decide(command({ Command__c: 'Shelve', Until__c: text }), now, config);
        expect(until('2027-01-01T00:00:00Z')).toMatchObject({ action: 'inhibit', kind: 'Shelved', until: longest });
        expect(until()).toMatchObject({ until: longest });
        expect(until('2026-11-20T11:00:00Z')).toMatchObject({ until: now + 3_600_000 });
    });

    it('understands the other commands', () => {
        expect(decide(command({ Command__c: 'Unshelve' }), now, config)).toMatchObject({
            action: 'release',
            kind: 'Shelved'
        });
        expect(decide(command({ Command__c: 'Out of Service' }), now, config)).toMatchObject({
            kind: 'Out of Service'
        });
        expect(decide(command({ Command__c: 'Return to Service' }), now, config)).toMatchObject({ action: 'release' });
        expect(decide(command({ Command__c: 'Reset', Parameters__c: '{"a":1}' }), now, config)).toEqual({
            action: 'publish',
            name: 'Reset',
            parameters: { a: 1 }
        });
    });
});
