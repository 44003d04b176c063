import { z } from 'zod';
import { key } from './meta.ts';
import { fileSection } from './sections/files.ts';
import { healthSection } from './sections/health.ts';
import { historySection } from './sections/history.ts';
import { filterProblem } from './presets/index.ts';
import { mqttSection } from './sections/mqtt.ts';
import { commandsSection, observeSection } from './sections/operation.ts';
import { clockSection, processingSection } from './sections/processing.ts';
import { partitionSection } from './sections/partition.ts';
import { privacySection } from './sections/privacy.ts';
import { provisioningSection } from './sections/provisioning.ts';
import { routeSection } from './sections/routes.ts';
import { signalSection } from './sections/signals.ts';
import { webhookSection } from './sections/webhook.ts';
import { governorSection, retrySection, salesforceSection } from './sections/salesforce.ts';

/** The routes of the topic scheme `plant/<site>/<device>/…`. */
const plantRoutes = [
    {
        filter: 'plant/+/+/telemetry',
        format: 'json' as const,
        deviceLevel: 3,
        commandTopic: 'plant/{2}/{device}/command',
        acknowledgeTopic: 'plant/{2}/{device}/acknowledge'
    },
    { filter: 'plant/+/+/status', use: 'status' as const, deviceLevel: 3 },
    { filter: 'plant/+/+/command/result', use: 'command-result' as const, deviceLevel: 3 }
];

const sections = z.strictObject({
    name: key(z.string().min(1).default('iot-bridge'), { description: 'Name of this bridge in logs.' }),
    dataDirectory: key(z.string().min(1).default('./iot-bridge-data'), {
        description: 'Local directory for state, outbox and dead letters.'
    }),
    partition: key(partitionSection.prefault({}), {
        description: 'The share of the plants this bridge has, when several bridges divide them.'
    }),
    durability: key(z.enum(['process', 'power']).default('process'), {
        description: 'process: survives a kill of the bridge; power: also a loss of power, by fsync at every commit.'
    }),
    mqtt: key(z.array(mqttSection).default([]), { description: 'MQTT brokers to read from.', reload: 'reconnect' }),
    webhooks: key(z.array(webhookSection).default([]), {
        description: 'Addresses that platforms push messages to by HTTP. A message is answered when it is durable.',
        reload: 'reconnect'
    }),
    files: key(z.array(fileSection).default([]), {
        description:
            'Recordings to replay, merged by their time. They run on recorded time, so not together with `mqtt`.'
    }),
    routes: key(z.array(routeSection).prefault(plantRoutes), { description: 'How topics are read.', reload: 'live' }),
    signals: key(z.array(signalSection).default([]), {
        description:
            'Signal definitions of this bridge, besides those of the org. One with the same name and model as in the org takes its place.',
        reload: 'live'
    }),
    privacy: key(privacySection.prefault({}), { description: 'How personal values are protected.' }),
    clock: key(clockSection.prefault({}), { description: 'Which source times are believed.', reload: 'live' }),
    processing: key(processingSection.prefault({}), {
        description: 'Trends, presence and derived values.',
        reload: 'live'
    }),
    provisioning: key(provisioningSection.prefault({}), {
        description: 'Creates Assets for unknown devices. Off without rules; needs a permission set of its own.',
        reload: 'live'
    }),
    salesforce: key(salesforceSection, { description: 'The org that is fed.' }),
    governor: key(governorSection.prefault({}), {
        description: 'How much of the limits of the org the bridge uses.',
        reload: 'live'
    }),
    retry: key(retrySection.prefault({}), { description: 'Repeating of what failed.', reload: 'live' }),
    commands: key(commandsSection.prefault({}), {
        description: 'What the bridge may do on behalf of the org.',
        reload: 'live'
    }),
    history: key(historySection.prefault({}), { description: 'What the machines did, kept outside the org.' }),
    health: key(healthSection.prefault({}), { description: 'How machines are judged, and when they need care.' }),
    observe: key(observeSection.prefault({}), { description: 'Logs, metrics and health.' })
});

/** The whole configuration file. */
export const configSchema = sections.superRefine(({ mqtt, webhooks, routes, signals, privacy }, context) => {
    for (const [index, signal] of signals.entries()) {
        if (signal.personalData !== 'pseudonym' || privacy.pseudonymKeyFile !== undefined) continue;
        const message = 'pseudonyms need a key: set privacy.pseudonymKeyFile';
        context.addIssue({ code: 'custom', path: ['signals', index, 'personalData'], message });
    }
    const names = new Set<string>();
    const tellApart = (section: string, index: number, name: string): void => {
        const message = `another source is called ${name}; logs and metrics tell them apart by name`;
        if (names.has(name)) context.addIssue({ code: 'custom', path: [section, index, 'name'], message });
        names.add(name);
    };
    for (const [index, { name }] of webhooks.entries()) tellApart('webhooks', index, name);
    for (const [index, source] of mqtt.entries()) {
        tellApart('mqtt', index, source.name);
        for (const { filter } of source.routes ?? routes) {
            const message = filterProblem(source, filter);
            if (message !== undefined)
                context.addIssue({ code: 'custom', path: ['mqtt', index, 'routes'], message: `${filter}: ${message}` });
        }
    }
});

/** A checked configuration with every default filled in. */
export type BridgeConfig = z.infer<typeof configSchema>;
/** A configuration as it may be written: everything with a default can be left out. */
export type BridgeConfigInput = z.input<typeof configSchema>;
