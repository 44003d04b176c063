import { parseConfig } from '../../../src/config/index.ts';

const salesforce =
    'salesforce: { loginUrl: "http://127.0.0.1:1", authentication: { flow: access-token, accessToken: x } }';

function parse(sources: string) {
    return parseConfig(`mqtt: [${sources}]\n${salesforce}`, 'bridge.yaml').mqtt;
}

describe('presets', () => {
    it.each<[string, string, RegExp]>([
        ['aws-iot-core', 'host: x, transport: tls-443', /tls\.certificate.*ALPN x-amzn-mqtt-ca on port 443/],
        ['aws-iot-core', 'host: x, transport: websocket', /transport.*Signature Version 4 are not supported/],
        ['aws-iot-core', 'host: x, platform: { authorizer: a }', /credential.*needs a password/],
        ['aws-iot-core', 'host: x, keepaliveSeconds: 10, tls: { certificate: c, key: k }', /30 to 1200/],
        ['azure-iot-hub', 'host: x.azure-devices.net, password: p', /platform\.deviceId.*a hub knows devices only/],
        ['azure-iot-hub', 'host: x, platform: { deviceId: d }', /credential.*either a credential of kind sas-token or/],
        [
            'azure-iot-hub',
            'host: x, clientId: c, password: p, platform: { deviceId: d }',
            /clientId.*must be the device id d/
        ],
        [
            'azure-event-grid',
            'host: x, credential: { kind: sas-token, sharedAccessKey: a, resource: r }',
            /takes no SAS token/
        ],
        [
            'azure-event-grid',
            'host: x, platform: { user: u }, tls: { certificate: c, key: k }, will: { topic: t }',
            /will\.retain.*must be off/
        ],
        ['hivemq', 'host: a.s1.eu.hivemq.cloud', /username.*is required by HiveMQ Cloud/],
        ['hivemq', 'host: a.s1.eu.hivemq.cloud, transport: tcp, username: u, password: p', /takes TLS only/],
        ['emqx', 'host: a.emqxsl.com', /username.*is required by EMQX Cloud/],
        ['mosquitto', 'host: broker.local, transport: tls', /tls\.ca.*authority that signed/],
        [
            'cumulocity',
            'host: x, platform: { tenant: t, user: u }, password: p',
            /plant\/\+\/\+\/telemetry: the MQTT Service takes no wildcards/
        ],
        [
            'cumulocity',
            'host: x, clientId: with-dash, platform: { tenant: t, user: u }, password: p',
            /letters and digits/
        ],
        ['thingsboard', 'host: x', /username.*access token of the gateway device/],
        ['the-things-stack', 'host: x, platform: { application: a }, password: p, qos: 1', /QoS 0 only/],
        ['siemens-insights-hub', 'platform: { tenant: t }', /tls\.certificate.*agent certificate/],
        ['siemens-insights-hub', 'transport: websocket', /is not reached by websocket; one of tls, tls-443/],
        ['mosquitto', 'platform: { tenant: t }', /platform\.tenant: is not read by mosquitto/],
        ['azure', 'host: x', /preset/],
        ['hivemq', 'username: u, password: p', /url: is required: the address of the broker, or a preset with host/]
    ])('%s refuses { %s }', (preset, settings, reason) => {
        expect(() => parse(`{ preset: ${preset}, ${settings} }`)).toThrow(reason);
    });

    it('make the address, and give way to what is written', () => {
        const [hub] = parse(
            '{ preset: azure-iot-hub, host: h.azure-devices.net, platform: { deviceId: d }, password: p, transport: websocket }'
        );
        expect(hub).toMatchObject({ url: 'wss://h.azure-devices.net:443/$iothub/websocket', clientId: 'd' });
        const [own] = parse('{ preset: emqx, host: e.example.com, port: 1234, sessionExpirySeconds: 5 }');
        expect(own).toMatchObject({ url: 'mqtts://e.example.com:1234', sessionExpirySeconds: 5 });
        const [things] = parse(
            '{ preset: the-things-stack, host: eu1.cloud.thethings.network, platform: { application: a }, password: p }'
        );
        expect(things?.routes).toMatchObject([{ filter: 'v3/a/devices/+/up', format: 'ttn-v3', deviceLevel: 4 }]);
    });

    it('are not read by a source without one', () => {
        expect(() => parse('{ url: "mqtt://h", host: h }')).toThrow(
            /host, port and transport are read by a preset only/
        );
        expect(() => parse('{ url: "mqtt://h" }, { url: "mqtt://i" }')).toThrow(/another source is called mqtt/);
        expect(() => parse('{ url: "mqtts://h", tls: { certificate: c } }')).toThrow(
            /certificate and key belong together/
        );
        expect(() => parse('{ url: "mqtt://h", password: p, passwordFile: f }')).toThrow(
            /either password or passwordFile/
        );
    });
});
