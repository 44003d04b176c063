import type { OverviewAlarm } from 'c/alarmOverview';

/** An alarm of the console; what a test says nothing about is a plain unacknowledged alarm. */
export function overviewAlarm(id: string, more: Partial<OverviewAlarm> = {}): OverviewAlarm {
    return {
        id,
        name: `ALM-${id}`,
        message: `Message ${id}`,
        machine: { id: `machine-${id}`, name: `Machine ${id}` },
        priority: 'High',
        state: 'Unacknowledged',
        stateLabel: 'Unacknowledged',
        raisedAt: '2026-11-20T09:58:00.000Z',
        clearedAt: null,
        lastTransitionAt: '2026-11-20T09:58:00.000Z',
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
        kind: 'High',
        kindLabel: 'High',
        site: 'Duisburg',
        rootId: undefined,
        ...more
    };
}
