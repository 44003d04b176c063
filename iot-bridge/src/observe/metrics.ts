import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RejectionReason } from '../pipeline/index.ts';

/** Every metric of the bridge; the reference page is rendered from here. */
export const metricCatalogue = {
    messages: { kind: 'counter', name: 'iot_bridge_messages_total', help: 'Messages received.', labels: ['source'] },
    rejections: {
        kind: 'counter',
        name: 'iot_bridge_rejections_total',
        help: 'Messages or signals that were not used.',
        labels: ['reason']
    },
    withheld: {
        kind: 'counter',
        name: 'iot_bridge_personal_values_withheld_total',
        help: 'Personal values that were not kept: no consent, or no way to protect them.',
        labels: ['reason']
    },
    events: {
        kind: 'counter',
        name: 'iot_bridge_alarm_events_total',
        help: 'Alarm transitions queued for the org.',
        labels: ['transition']
    },
    accepted: {
        kind: 'counter',
        name: 'iot_bridge_records_accepted_total',
        help: 'Records the org took over.',
        labels: ['kind']
    },
    retries: { kind: 'counter', name: 'iot_bridge_retries_total', help: 'Records that are sent again.', labels: [] },
    deadLetters: {
        kind: 'counter',
        name: 'iot_bridge_dead_letters_total',
        help: 'Records the org refused for good.',
        labels: ['kind']
    },
    commands: {
        kind: 'counter',
        name: 'iot_bridge_commands_total',
        help: 'Commands from the org by what became of them.',
        labels: ['result']
    },
    apiRemaining: {
        kind: 'gauge',
        name: 'iot_bridge_org_api_requests_remaining',
        help: 'Daily API requests the org has left.',
        labels: []
    },
    orgAnswers: {
        kind: 'gauge',
        name: 'iot_bridge_org_answers',
        help: '0 while the org takes no requests.',
        labels: []
    },
    storeWorks: {
        kind: 'gauge',
        name: 'iot_bridge_store_works',
        help: '0 while changes cannot be written to the data directory.',
        labels: []
    },
    historyWorks: {
        kind: 'gauge',
        name: 'iot_bridge_history_works',
        help: '0 while the history cannot be written.',
        labels: []
    },
    eventsRemaining: {
        kind: 'gauge',
        name: 'iot_bridge_org_events_remaining',
        help: 'Platform events the org may still publish in this hour.',
        labels: []
    },
    alarmsAsRecords: {
        kind: 'gauge',
        name: 'iot_bridge_alarms_as_records',
        help: '1 while alarms are written as records because the platform events of the hour are used up.',
        labels: []
    },
    alarmWindow: {
        kind: 'gauge',
        name: 'iot_bridge_alarm_window_seconds',
        help: 'Time between requests with alarms while they share them to spare the daily API requests; else 0.',
        labels: []
    },
    devices: { kind: 'gauge', name: 'iot_bridge_devices', help: 'Assets with a device identity.', labels: [] },
    quarantine: {
        kind: 'gauge',
        name: 'iot_bridge_quarantined_devices',
        help: 'Devices without an Asset.',
        labels: []
    },
    alarmProposals: {
        kind: 'gauge',
        name: 'iot_bridge_alarm_proposals',
        help: 'Alarm definitions that chatter or are fleeting; /status names a setting for each.',
        labels: []
    },
    provisioned: {
        kind: 'counter',
        name: 'iot_bridge_provisioning_total',
        help: 'Unknown devices that a rule is for, by what became of them: created, refused, ignored (by an admin) or limited.',
        labels: ['result']
    },
    definitionProblems: {
        kind: 'gauge',
        name: 'iot_bridge_definition_problems',
        help: 'Definitions that are refused.',
        labels: []
    },
    backlogAlarms: { kind: 'gauge', name: 'iot_bridge_outbox_alarms', help: 'Alarm events that wait.', labels: [] },
    backlogSnapshots: { kind: 'gauge', name: 'iot_bridge_outbox_snapshots', help: 'Snapshots that wait.', labels: [] },
    healthMachines: {
        kind: 'gauge',
        name: 'iot_bridge_health_machines',
        help: 'Machines that are judged.',
        labels: []
    },
    healthLeftOut: {
        kind: 'gauge',
        name: 'iot_bridge_health_machines_left_out',
        help: 'Machines that are not judged, because health.maximumSignals is reached.',
        labels: []
    },
    healthSkipped: {
        kind: 'gauge',
        name: 'iot_bridge_health_skipped_samples',
        help: 'Looks at machines that were left out since the start, because judging was behind.',
        labels: []
    },
    connected: {
        kind: 'gauge',
        name: 'iot_bridge_source_connected',
        help: '1 while the source is connected.',
        labels: ['source']
    },
    webhookRequests: {
        kind: 'counter',
        name: 'iot_bridge_webhook_requests_total',
        help: 'Requests to a webhook by result: accepted, left-out (an event that is not taken), handshake, handshake-refused, confirmation-failed, unauthorized, no-topic, too-large, not-durable or failed.',
        labels: ['source', 'result']
    },
    reloads: {
        kind: 'counter',
        name: 'iot_bridge_config_reloads_total',
        help: 'Times the configuration was read again: applied, unchanged or refused.',
        labels: ['result']
    },
    restartPending: {
        kind: 'gauge',
        name: 'iot_bridge_config_restart_pending',
        help: 'Changed keys of the configuration that wait for a restart.',
        labels: []
    },
    expiry: {
        kind: 'gauge',
        name: 'iot_bridge_credential_expiry_timestamp_seconds',
        help: 'When a certificate or token stops being valid, in seconds since 1970; `what` is client certificate, broker certificate (the first of its chain) or token.',
        labels: ['source', 'what']
    },
    commitSeconds: {
        kind: 'histogram',
        name: 'iot_bridge_commit_seconds',
        help: 'Duration of a group commit.',
        labels: [],
        buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2]
    }
} as const satisfies Record<string, MetricDescription>;

interface MetricDescription {
    kind: 'counter' | 'gauge' | 'histogram';
    name: string;
    help: string;
    labels: readonly string[];
    buckets?: readonly number[];
}

type NameOf<Kind extends MetricDescription['kind']> = {
    [Name in keyof typeof metricCatalogue]: (typeof metricCatalogue)[Name]['kind'] extends Kind ? Name : never;
}[keyof typeof metricCatalogue];

/** The metrics of one bridge in their own registry. */
export class Metrics {
    readonly registry = new Registry();
    private readonly counters = new Map<string, Counter>();
    private readonly gauges = new Map<string, Gauge>();
    private readonly histograms = new Map<string, Histogram>();

    constructor() {
        for (const [key, metric] of Object.entries<MetricDescription>(metricCatalogue)) {
            const { name, help } = metric;
            const options = { name, help, labelNames: [...metric.labels], registers: [this.registry] };
            if (metric.kind === 'counter') this.counters.set(key, new Counter(options));
            else if (metric.kind === 'gauge') this.gauges.set(key, new Gauge(options));
            else this.histograms.set(key, new Histogram({ ...options, buckets: [...(metric.buckets ?? [])] }));
        }
    }

    /** Adds to a counter. */
    add(name: NameOf<'counter'>, labels: Record<string, string> = {}, count = 1): void {
        this.counters.get(name)?.inc(labels, count);
    }

    /** Counts what was not used; a personal value that was withheld shows up on its own as well. */
    reject(reason: RejectionReason): void {
        this.add('rejections', { reason });
        if (reason === 'no-consent' || reason === 'not-protected') this.add('withheld', { reason });
    }

    /** A counter with its labels, for what is counted with every message. */
    counter(name: NameOf<'counter'>, labels: Record<string, string>): () => void {
        const labelled = this.counters.get(name)?.labels(labels);
        return () => labelled?.inc();
    }

    /** Sets a gauge. */
    set(name: NameOf<'gauge'>, value: number, labels: Record<string, string> = {}): void {
        this.gauges.get(name)?.set(labels, value);
    }

    /** Adds an observation to a histogram. */
    observe(name: NameOf<'histogram'>, value: number): void {
        this.histograms.get(name)?.observe(value);
    }
}

/** The reference page of the metrics. */
export function renderMetricsDocs(): string {
    const rows = Object.values<MetricDescription>(metricCatalogue).map(
        ({ name, kind, labels, help }) => `| \`${name}\` | ${kind} | ${labels.join(', ')} | ${help} |`
    );
    return [
        '# Metrics of the bridge',
        '',
        'Served in Prometheus format on `/metrics`. Generated from `iot-bridge/src/observe/metrics.ts`; do not edit.',
        '',
        '| metric | type | labels | meaning |',
        '|---|---|---|---|',
        ...rows,
        ''
    ].join('\n');
}
