import {
    canRequest,
    isOpen,
    limitText,
    openRequest,
    REQUEST_LIFETIME_MS,
    sortAlarms,
    valueText,
    type Alarm
} from 'c/alarmModel';

const NOW = Date.parse('2026-11-20T10:00:00Z');

const alarm = (values: Partial<Alarm> = {}): Alarm => ({
    id: 'a',
    name: 'ALM-000001',
    message: 'Bearing vibration is too high',
    machine: undefined,
    priority: 'High',
    state: 'Unacknowledged',
    stateLabel: 'Unacknowledged',
    raisedAt: '2026-11-20T09:50:00Z',
    clearedAt: null,
    lastTransitionAt: '2026-11-20T09:50:00Z',
    shelvedUntil: null,
    acknowledgedBy: null,
    commonCause: null,
    value: 7.9,
    limit: 7.1,
    textValue: null,
    unit: 'mm/s',
    case: undefined,
    workOrder: undefined,
    requestedAction: null,
    requestedAt: null,
    ...values
});

describe('openRequest', () => {
    const asked = { requestedAction: 'Acknowledge', requestedAt: '2026-11-20T09:59:50Z' };

    it('waits until the bridge answers', () => {
        expect(openRequest(alarm(asked), NOW)).toEqual({ action: 'Acknowledge', status: 'pending' });
    });

    it.each([
        ['reached the wanted state, though its clock is behind', { state: 'Acknowledged' }],
        ['changed since', { lastTransitionAt: '2026-11-20T09:59:55Z' }],
        ['knows no such action', { requestedAction: 'Explode' }],
        ['has no readable time', { requestedAt: 'soon' }],
        ['was never asked', { requestedAction: null, requestedAt: null }]
    ])('is over when the alarm %s', (_name, values) => {
        expect(openRequest(alarm({ ...asked, ...values }), NOW)).toBeUndefined();
    });

    it('gives up when the command has expired', () => {
        const later = Date.parse(asked.requestedAt) + REQUEST_LIFETIME_MS;
        expect(openRequest(alarm(asked), later)?.status).toBe('unanswered');
        expect(openRequest(alarm({ ...asked, lastTransitionAt: null }), later - 1)?.status).toBe('pending');
    });
});

describe('canRequest', () => {
    it.each([
        ['Unacknowledged', ['Acknowledge', 'Shelve']],
        ['Returned Unacknowledged', ['Acknowledge']],
        ['Acknowledged', ['Shelve']],
        ['Latched', ['Acknowledge', 'Shelve']],
        ['Shelved', ['Unshelve']],
        ['Suppressed', []],
        ['Out of Service', []],
        ['Normal', []],
        ['Cancelled', []]
    ])('in state %s allows %j', (state, expected) => {
        const actions = (['Acknowledge', 'Shelve', 'Unshelve'] as const).filter((action) =>
            canRequest(alarm({ state }), action, NOW)
        );
        expect(actions).toEqual(expected);
    });

    it('allows nothing while a request waits, and everything again when it was not answered', () => {
        const asked = alarm({ requestedAction: 'Shelve', requestedAt: '2026-11-20T09:59:50Z' });
        expect(canRequest(asked, 'Acknowledge', NOW)).toBe(false);
        expect(canRequest(asked, 'Acknowledge', NOW + REQUEST_LIFETIME_MS)).toBe(true);
    });
});

describe('sortAlarms', () => {
    it('puts first what needs attention first', () => {
        const alarms = [
            alarm({ id: 'old closed', state: 'Normal', lastTransitionAt: '2026-11-20T08:00:00Z' }),
            alarm({ id: 'closed', state: 'Normal', priority: 'Critical' }),
            alarm({ id: 'shelved', state: 'Shelved', priority: 'Critical' }),
            alarm({ id: 'low', priority: 'Low' }),
            alarm({ id: 'older high', raisedAt: '2026-11-20T07:00:00Z' }),
            alarm({ id: 'undated high', raisedAt: null }),
            alarm({ id: 'high' }),
            alarm({ id: 'critical', priority: 'Critical', state: 'Acknowledged' }),
            alarm({ id: 'unknown state', state: null, priority: undefined })
        ];
        expect(sortAlarms(alarms).map(({ id }) => id)).toEqual([
            'critical',
            'high',
            'older high',
            'undated high',
            'low',
            'unknown state',
            'shelved',
            'closed',
            'old closed'
        ]);
    });
});

describe('texts', () => {
    it('shows value and limit with their unit', () => {
        expect(valueText(alarm())).toBe('7.9 mm/s');
        expect(limitText(alarm())).toBe('7.1 mm/s');
        expect(limitText(alarm({ limit: null }))).toBe('');
        expect(valueText(alarm({ textValue: 'Fault', value: null }))).toBe('Fault');
        expect([isOpen(alarm()), isOpen(alarm({ state: 'Normal' }))]).toEqual([true, false]);
    });
});
