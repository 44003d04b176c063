import type { Metrics } from './observe/index.ts';
import type { BridgeStatus } from './status.ts';

/** Shows the counts of a status as metrics. */
export function setStatusGauges(metrics: Metrics, status: BridgeStatus): void {
    const { devices, outbox, quarantined, alarmProposals, definitionProblems, configuration, health } = status;
    metrics.set('devices', devices);
    metrics.set('quarantine', quarantined.length);
    metrics.set('alarmProposals', alarmProposals.length);
    metrics.set('definitionProblems', definitionProblems.length);
    metrics.set('restartPending', configuration.restartFor.length);
    metrics.set('backlogAlarms', outbox.alarms);
    metrics.set('backlogSnapshots', outbox.snapshots);
    metrics.set('healthMachines', health?.machines ?? 0);
    metrics.set('healthLeftOut', health?.leftOut ?? 0);
    metrics.set('healthSkipped', health?.skipped ?? 0);
}
