import type { Setting } from '../preset.ts';
import type { WebhookPresetName } from './names.ts';

/** A platform that pushes: what to fill in. */
export interface WebhookPreset {
    product: string;
    /** Title and publisher of the page the settings are from. */
    page: string;
    settings: readonly Setting[];
    /** What the messages look like is not published, so `routes` must be written. */
    needsRoutes?: true;
}

const queryToken: Setting = {
    key: 'tokenParameter',
    value: 'token',
    because: 'the platform takes an address and nothing else, so the secret is a part of it'
};

const eventGrid: readonly Setting[] = [
    { ...queryToken, because: 'Event Grid repeats the query of the address with the handshake and each delivery' },
    { key: 'handshake', value: 'event-grid', because: 'Event Grid delivers only to addresses that answered it' }
];

/** Every webhook preset by its name. */
export const webhookPresets: Readonly<Record<WebhookPresetName, WebhookPreset>> = {
    'the-things-stack': {
        product: 'The Things Stack',
        page: 'The Things Stack documentation, "Creating Webhooks"; "Webhook Retries"',
        settings: [
            { key: 'topic', value: 'the-things-stack/up', because: 'topic of uplink messages, base URL without path' },
            { key: 'commitTimeoutSeconds', value: 8, because: 'a request fails after 10 s' },
            {
                key: 'routes',
                value: [{ filter: 'the-things-stack/up', format: 'ttn-v3' }],
                because: 'uplink messages; the device is end_device_ids.device_id'
            }
        ]
    },
    chirpstack: {
        product: 'ChirpStack v4',
        page: 'ChirpStack documentation, "HTTP" (integrations); "Event types"',
        settings: [
            { key: 'topic', value: 'chirpstack', because: 'first level of the topic' },
            { key: 'topicParameter', value: 'event', because: 'the query says the type of the event' },
            { key: 'events', value: ['up'], because: 'only uplinks carry values; it posts every type of event' },
            {
                key: 'routes',
                value: [{ filter: 'chirpstack/up', format: 'chirpstack-v4' }],
                because: 'uplinks in JSON; the device is deviceInfo.devEui'
            }
        ]
    },
    thingworx: {
        product: 'ThingWorx',
        page: 'ThingWorx Help Center, "Content Loader Functions"; "REST API"',
        settings: [
            { key: 'tokenHeader', value: 'appKey', because: 'header in which ThingWorx services carry their key' },
            {
                key: 'routes',
                value: [{ filter: 'thingworx/+', deviceLevel: 2, presence: 'partial' }],
                because: 'POST …/thingworx/THING with a JSON object; the device is the name of the Thing'
            }
        ]
    },
    ixon: {
        product: 'IXON Cloud',
        page: 'IXON Support, "Expand on notifications: call, sms and more, using webhooks"',
        settings: [queryToken, { key: 'topic', value: 'ixon', because: 'one address for all messages of the account' }],
        needsRoutes: true
    },
    'azure-event-grid': {
        product: 'Azure Event Grid, MQTT messages',
        page: 'Microsoft Learn, "Event Schema for MQTT Routed Messages"; "Webhook event delivery"',
        settings: [
            ...eventGrid,
            { key: 'topic', value: 'azure-event-grid', because: 'one address for all events' },
            {
                key: 'routes',
                value: [{ filter: 'azure-event-grid', format: 'cloudevents', devicePath: 'clientname' }],
                because: 'the device is the enrichment clientname = ${client.authenticationName}'
            }
        ]
    },
    'azure-iot-hub': {
        product: 'Azure IoT Hub by Event Grid',
        page: 'Microsoft Learn, "Azure IoT Hub as an Event Grid source"; "Webhook event delivery"',
        settings: [
            ...eventGrid,
            { key: 'topic', value: 'azure-iot-hub', because: 'one address for all events' },
            {
                key: 'routes',
                value: [{ filter: 'azure-iot-hub', format: 'azure-iot-hub' }],
                because: 'DeviceTelemetry events; the device is iothub-connection-device-id'
            }
        ]
    },
    'aws-iot': {
        product: 'AWS IoT Core, HTTP action of a rule',
        page: 'AWS IoT Core Developer Guide, "HTTP"; "HTTP action destinations"',
        settings: [
            { key: 'tokenHeader', value: 'x-bridge-token', because: 'a header that the action adds' },
            { key: 'handshake', value: 'aws-iot', because: 'a destination must be confirmed before it is used' },
            { key: 'topic', value: 'aws-iot', because: 'one address for all rules' },
            {
                key: 'routes',
                value: [{ filter: 'aws-iot', format: 'aws-iot-rule' }],
                because: 'SELECT * AS payload, clientid() AS clientId, timestamp() AS timestamp'
            }
        ]
    }
};
