import { parse } from 'yaml';
import { configurationKeys, parseConfig, renderSample } from '../../src/config/index.ts';
import type { LoadContext } from '../../src/config/index.ts';
import { errorCatalogue } from '../../src/errors.ts';
import { rejectionReasons } from '../../src/pipeline/index.ts';
import { metricCatalogue } from '../../src/observe/index.ts';
import { referenceFiles } from '../../src/reference.ts';

const context: LoadContext = {
    environment: {
        SF_CLIENT_ID: 'id',
        SF_CLIENT_SECRET: 'secret',
        MQTT_PASSWORD: 'word',
        HISTORY_TOKEN: 'a-token-for-the-twin',
        HISTORY_POSTGRES_URL: 'postgresql://127.0.0.1/history'
    },
    readText: (file) => {
        if (file === '/run/secrets/mqtt') return 'from-file\n';
        throw new Error('ENOENT');
    }
};
const minimal = `
mqtt:
  - url: mqtt://127.0.0.1:1883
salesforce:
  loginUrl: https://example.my.salesforce.com
  authentication: { flow: client-credentials, clientId: "\${env:SF_CLIENT_ID}", clientSecret: "\${env:SF_CLIENT_SECRET}" }
`;

describe('configuration', () => {
    it('fills in every default', () => {
        const config = parseConfig(minimal, 'bridge.yaml', context);
        expect(config.mqtt[0]).toMatchObject({ qos: 1, session: 'persistent', receiveMaximum: 2000 });
        expect(config.routes.map(({ filter, use }) => [filter, use])).toEqual([
            ['plant/+/+/telemetry', 'telemetry'],
            ['plant/+/+/status', 'status'],
            ['plant/+/+/command/result', 'command-result']
        ]);
        expect(config.salesforce.authentication).toMatchObject({ clientId: 'id', clientSecret: 'secret' });
    });

    it('takes secrets from files and names a missing one without its value', () => {
        const withFile = minimal.replace('url: mqtt', 'password: ${file:/run/secrets/mqtt}\n    url: mqtt');
        expect(parseConfig(withFile, 'bridge.yaml', context).mqtt[0]?.password).toBe('from-file');
        expect(() => parseConfig(minimal.replace('SF_CLIENT_ID', 'NOPE'), 'bridge.yaml', context)).toThrow(
            /variable NOPE/
        );
        expect(() => parseConfig(withFile.replace('secrets/mqtt', 'x'), 'bridge.yaml', context)).toThrow(
            /file \/run\/x/
        );
    });

    it('refuses the whole file and names each problem with file, line and hint', () => {
        const bad = minimal.replace('url: mqtt', 'keepalive: 5\n    qos: 2\n    url: mqtt');
        const refusal = (): unknown => parseConfig(bad, 'bridge.yaml', context);
        expect(refusal).toThrow('bridge.yaml:3: mqtt.0.keepalive: unknown key; did you mean keepaliveSeconds?');
        expect(refusal).toThrow('bridge.yaml:4: mqtt.0.qos');
        expect(() => parseConfig('a: [', 'bridge.yaml', context)).toThrow(/bridge\.yaml:1: /);
        expect(() => parseConfig(`${minimal}rout: 1\n`, 'bridge.yaml', context)).toThrow(
            /rout: unknown key; did you mean routes/
        );
    });

    it('refuses a file without source, and recordings beside brokers', () => {
        const salesforce = minimal.slice(minimal.indexOf('salesforce'));
        expect(() => parseConfig(salesforce, 'bridge.yaml', context)).toThrow(/names no source/);
        const both = `${minimal}files:\n  - { path: a.csv, topic: t }\n`;
        expect(() => parseConfig(both, 'bridge.yaml', context)).toThrow(/cannot be combined with `mqtt`/);
    });
});

describe('generated references', () => {
    it('describe every key', () => {
        const all = configurationKeys().flatMap(function flat(key): ReturnType<typeof configurationKeys> {
            return [key, ...key.children.flatMap(flat)];
        });
        expect(all.length).toBeGreaterThan(80);
        expect(all.filter(({ description }) => description.length < 10).map(({ path }) => path)).toEqual([]);
        expect(
            all
                .filter(
                    ({ required, default: value, children, example }) =>
                        !required && value === undefined && children.length === 0 && example === undefined
                )
                .map(({ path }) => path)
        ).toEqual([]);
    });

    it('have a sample that is a valid configuration as it stands, and with every line in use', () => {
        const sample = renderSample();
        expect(parseConfig(sample, 'sample', context).mqtt).toHaveLength(1);
        const everything = sample.replace(/^( *)# (?=\S)/gm, '$1').replace(/^ *##.*$/gm, '');
        const all = parse(everything) as Record<string, unknown>;
        expect(Object.keys(all)).toEqual(configurationKeys().map(({ name }) => name));
    });

    it('list every error, rejection and metric', () => {
        const content = Object.fromEntries(referenceFiles().map((file) => [file.path, file.content]));
        expect(Object.keys(content)).toEqual([
            'docs/reference/configuration.md',
            'docs/reference/bridge-errors.md',
            'docs/reference/metrics.md',
            'iot-bridge/bridge.sample.yaml'
        ]);
        for (const code of [...Object.keys(errorCatalogue), ...Object.keys(rejectionReasons)]) {
            expect(content['docs/reference/bridge-errors.md']).toContain(`\`${code}\``);
        }
        for (const { name } of Object.values(metricCatalogue)) {
            expect(content['docs/reference/metrics.md']).toContain(`\`${name}\``);
        }
    });
});
