import {
    ALARM_STATES,
    PRIORITIES,
    alarmStateIcon,
    connectivityDisplay,
    priorityLabel,
    priorityRank,
    priorityShape,
    toAlarmState,
    toConnectivity,
    toPriority,
    worsePriority
} from 'c/alarmDisplay';

describe('priorities', () => {
    it('ranks Critical first and no alarm last', () => {
        expect([...PRIORITIES, undefined].map(priorityRank)).toEqual([0, 1, 2, 3, 4]);
    });

    it.each([
        ['High', 'Low', 'High'],
        ['Low', 'Critical', 'Critical'],
        [undefined, 'Medium', 'Medium'],
        ['Medium', undefined, 'Medium'],
        [undefined, undefined, undefined]
    ] as const)('finds the worse of %s and %s', (a, b, expected) => {
        expect(worsePriority(a, b)).toBe(expected);
    });

    it('gives each priority its own shape and name', () => {
        expect(new Set(PRIORITIES.map(priorityShape)).size).toBe(PRIORITIES.length);
        expect(new Set([...PRIORITIES, undefined].map(priorityLabel)).size).toBe(PRIORITIES.length + 1);
    });

    it('accepts known values only', () => {
        expect(['High', 'high', '', null, undefined].map(toPriority)).toEqual([
            'High',
            undefined,
            undefined,
            undefined,
            undefined
        ]);
    });
});

describe('connectivity and states', () => {
    it('treats what it does not know as Unknown', () => {
        expect(toConnectivity('Online')).toBe('Online');
        expect(toConnectivity(null)).toBe('Unknown');
        expect(connectivityDisplay('Offline')).toEqual({
            label: 'c.Connectivity_Offline',
            iconName: 'utility:offline',
            iconVariant: 'error'
        });
    });

    it('gives each alarm state its own icon', () => {
        expect(new Set(ALARM_STATES.map(alarmStateIcon)).size).toBe(ALARM_STATES.length);
        expect(alarmStateIcon('Cancelled')).toBe('utility:help');
        expect(toAlarmState('Cancelled')).toBeUndefined();
        expect(toAlarmState('Shelved')).toBe('Shelved');
    });
});
