export const token = 'a-token-of-the-platform';
export const at = new Date(Date.now() - 5000).toISOString();

/** A request as a platform sends it. */
export interface PlatformRequest {
    source: string;
    /** Path and query below the address of the source. */
    path: string;
    headers: Record<string, string>;
    body: unknown;
    device: string;
    /** What the signal `Temperature` of the device must be. */
    temperature: number;
}

export const json = { 'content-type': 'application/json' };

/** Requests in the form the platforms document. */
export const requests: PlatformRequest[] = [
    {
        source: 'the-things-stack',
        path: '/ingest/the-things-stack/up',
        headers: { ...json, authorization: `Bearer ${token}`, 'x-tts-domain': 'eu1.cloud.thethings.network' },
        body: {
            end_device_ids: {
                device_id: 'tts-cold-room-1',
                application_ids: { application_id: 'press-works' },
                dev_eui: '0004A30B001C0530',
                dev_addr: '00BCB929'
            },
            correlation_ids: ['as:up:01E0WZGT6Y7657CPFPE5WEYDSQ'],
            received_at: at,
            uplink_message: {
                session_key_id: 'AXBSH1Pk6Z0G166Pr/6jEA==',
                f_port: 2,
                f_cnt: 71,
                frm_payload: 'AXQ=',
                decoded_payload: { temperature: 4.2 },
                rx_metadata: [{ gateway_ids: { gateway_id: 'gtw1' }, rssi: -35, snr: 5 }],
                settings: { data_rate: { lora: { bandwidth: 125000, spreading_factor: 7 } }, frequency: '868300000' }
            }
        },
        device: 'tts-cold-room-1',
        temperature: 4.2
    },
    {
        source: 'chirpstack',
        path: '/ingest?event=up',
        headers: { ...json, authorization: `Bearer ${token}` },
        body: {
            deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
            time: at,
            deviceInfo: {
                tenantId: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242',
                applicationName: 'press works',
                deviceProfileName: 'temperature',
                deviceName: 'hall 2',
                devEui: '0101010101010101'
            },
            devAddr: '00189440',
            dr: 1,
            fPort: 1,
            data: 'qg==',
            object: { temperatureSensor: { '1': 24.5 } },
            rxInfo: [{ gatewayId: '0016c001f153a14c', rssi: -57, snr: 10 }],
            txInfo: { frequency: 867100000 }
        },
        device: '0101010101010101',
        temperature: 24.5
    },
    {
        source: 'thingworx',
        path: '/ingest/thingworx/PressMotor01',
        headers: { ...json, accept: 'application/json', appkey: token },
        body: { timestamp: Date.parse(at), Temperature: 61.5, Pressure: 201 },
        device: 'PressMotor01',
        temperature: 61.5
    },
    {
        source: 'azure-event-grid',
        path: `/ingest?token=${token}`,
        headers: {
            'content-type': 'application/cloudevents-batch+json; charset=utf-8',
            'aeg-event-type': 'Notification'
        },
        body: [
            {
                specversion: '1.0',
                id: '9aeb0fdf-c01e-0131-0922-9eb54906e20',
                time: at,
                type: 'MQTT.EventPublished',
                source: 'press-works',
                subject: 'plant/nw/eg-press-01/telemetry',
                clientname: 'eg-press-01',
                data_base64: Buffer.from('{"temperature":48.5}').toString('base64')
            }
        ],
        device: 'eg-press-01',
        temperature: 48.5
    },
    {
        source: 'azure-iot-hub',
        path: `/ingest?token=${token}`,
        headers: { ...json, 'aeg-event-type': 'Notification', 'aeg-subscription-name': 'PRESS-WORKS' },
        body: [
            {
                id: '9af86784-8d40-fe2g-8b2a-bab65e106785',
                topic: '/SUBSCRIPTIONS/0/RESOURCEGROUPS/press/PROVIDERS/MICROSOFT.DEVICES/IOTHUBS/press-works',
                subject: 'devices/hub-press-01',
                eventType: 'Microsoft.Devices.DeviceTelemetry',
                eventTime: at,
                data: {
                    properties: { line: '1' },
                    systemProperties: {
                        'iothub-content-type': 'application/json',
                        'iothub-content-encoding': 'utf-8',
                        'iothub-connection-device-id': 'hub-press-01',
                        'iothub-enqueuedtime': at,
                        'iothub-message-source': 'Telemetry'
                    },
                    body: { temperature: 51.25 }
                },
                dataVersion: '',
                metadataVersion: '1'
            }
        ],
        device: 'hub-press-01',
        temperature: 51.25
    },
    {
        source: 'aws-iot',
        path: '/ingest',
        headers: {
            ...json,
            'x-bridge-token': token,
            'x-amz-rules-engine-destination-arn': 'arn:aws:iot:eu:1:d/http/1'
        },
        body: { payload: { temperature: 33.75 }, clientId: 'aws-press-01', timestamp: Date.parse(at) },
        device: 'aws-press-01',
        temperature: 33.75
    },
    {
        // What IXON sends is not published; the fields are those its partners name, and a route says where things are.
        source: 'ixon',
        path: `/ingest?token=${token}`,
        headers: json,
        body: { systemLabel: 'alarm', companyId: '0000-0000', deviceName: 'ixon-filler-01', createdOn: at, value: 7.5 },
        device: 'ixon-filler-01',
        temperature: 7.5
    }
];

export const paths: Record<string, string> = {
    'the-things-stack': 'uplink_message.decoded_payload.temperature',
    chirpstack: 'object.temperatureSensor.1',
    thingworx: 'Temperature',
    'azure-event-grid': 'data.temperature',
    'azure-iot-hub': 'body.temperature',
    'aws-iot': 'payload.temperature',
    ixon: 'value'
};
