/* eslint-disable jest/no-standalone-expect -- `confined` and `verified` are `it`, or `it.skip` where a tool is missing */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { parseConfig } from '../src/index.ts';
import { canConfine, startConfined } from './support/confined.ts';
import { renderHelmTemplate } from './support/helmTemplate.ts';
import { layOutImage } from './support/imageLayout.ts';

interface Named {
    name: string;
}
interface ConfigMap {
    kind: string;
    metadata: Named;
    data: { 'bridge.yaml': string };
}
interface Service {
    kind: string;
    spec: { selector: object };
}
interface Probe {
    httpGet: { port: string };
}
interface Container {
    ports: Named[];
    volumeMounts: Named[];
    resources: object;
    securityContext: object;
    startupProbe: Probe & { periodSeconds: number; failureThreshold: number };
    livenessProbe: Probe;
    readinessProbe: Probe;
}
interface StatefulSet {
    kind: string;
    spec: {
        replicas: number;
        selector: { matchLabels: object };
        template: {
            metadata: { labels: object };
            spec: { containers: Container[]; volumes: Named[]; securityContext: object };
        };
        volumeClaimTemplates: { metadata: Named; spec: { storageClassName?: string } }[];
    };
}

const folder = path.join(__dirname, '..');
const repository = path.join(folder, '..');
const context = {
    environment: { SF_LOGIN_URL: 'https://example.my.salesforce.com', SF_CLIENT_ID: 'id', SF_CLIENT_SECRET: 'secret' },
    readText: () => 'secret'
};
const read = (file: string) => readFileSync(path.join(folder, 'deploy', file), 'utf8');

describe('what is deployed', () => {
    it('has a valid configuration in the compose file', () => {
        expect(parseConfig(read('bridge.yaml'), 'bridge.yaml', context)).toMatchObject({ dataDirectory: '/data' });
    });

    it('starts from a checkout by the command of the package', () => {
        const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { bin: object };
        const [file] = Object.values(bin) as string[];
        const { stdout, stderr } = spawnSync(process.execPath, [path.join(folder, file ?? ''), '--help'], {
            encoding: 'utf8'
        });
        expect(stderr).not.toContain('Error');
        for (const name of [
            'run',
            'check',
            'doctor',
            'sample',
            'docs',
            'map',
            'forecast',
            'dead-letters',
            'replay',
            'export',
            'erase'
        ]) {
            expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
        }
    });

    const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
    (hasSystemd ? it : it.skip)('has a unit that systemd accepts (skipped where systemd is not installed)', () => {
        const unit = path.join(mkdtempSync(path.join(tmpdir(), 'unit-')), 'iot-bridge.service');
        // The place of Node.js differs from machine to machine, and systemd looks whether it is there.
        writeFileSync(unit, read('iot-bridge.service').replace('/usr/bin/node', process.execPath));
        const { status, stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
        expect([status, stderr]).toEqual([0, '']);
    });
});

describe('the chart', () => {
    const values = parse(read('helm/values.yaml')) as { storage: object };
    const template = read('helm/templates/bridge.yaml');
    const render = (more: object = {}) => {
        const text = renderHelmTemplate(template, { Values: { ...values, ...more }, Release: { Name: 'north' } });
        const documents = parseAllDocuments(text);
        expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
        const [map, service, set] = documents.map((document) => document.toJS() as unknown);
        return { map: map as ConfigMap, service: service as Service, set: set as StatefulSet };
    };

    it('has a description that Helm takes', () => {
        expect(parse(read('helm/Chart.yaml'))).toMatchObject({
            apiVersion: 'v2',
            name: 'iot-bridge',
            type: 'application'
        });
    });

    it('renders a configuration that the bridge takes, and one that it refuses is refused', () => {
        const text = render().map.data['bridge.yaml'];
        expect(parseConfig(text, 'bridge.yaml', context)).toMatchObject({ dataDirectory: '/data' });
        const wrong = render({ config: { dataDirectory: '/data', mqqt: [] } }).map.data['bridge.yaml'];
        expect(() => parseConfig(wrong, 'bridge.yaml', context)).toThrow(/mqqt/);
    });

    it('renders one pod whose parts fit together, and that waits for a long start', () => {
        const { map, service, set } = render();
        const { replicas, selector, template: pod, volumeClaimTemplates } = set.spec;
        const { containers, volumes, securityContext } = pod.spec;
        expect([map.kind, service.kind, set.kind, replicas]).toEqual(['ConfigMap', 'Service', 'StatefulSet', 1]);
        expect([selector.matchLabels, service.spec.selector]).toEqual([pod.metadata.labels, pod.metadata.labels]);
        expect(volumes).toEqual([{ name: 'config', configMap: { name: map.metadata.name } }]);
        const provided = [...volumes, ...volumeClaimTemplates.map(({ metadata }) => metadata)].map(({ name }) => name);
        expect(securityContext).toMatchObject({ runAsNonRoot: true });
        expect(containers).toHaveLength(1);
        for (const {
            volumeMounts,
            ports,
            resources,
            startupProbe,
            livenessProbe,
            readinessProbe,
            ...more
        } of containers) {
            expect(volumeMounts.map(({ name }) => name)).toEqual(provided);
            const probes = [startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.port);
            expect(probes).toEqual(probes.map(() => ports[0]?.name));
            expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThanOrEqual(300);
            expect(more.securityContext).toMatchObject({ readOnlyRootFilesystem: true });
            expect(resources).toEqual({ requests: { cpu: '200m', memory: '256Mi' }, limits: { memory: '1Gi' } });
        }
    });

    it('names a storage class only where one is given', () => {
        const classOf = (more?: object) =>
            render(more).set.spec.volumeClaimTemplates.map(({ spec }) => spec.storageClassName);
        expect([classOf(), classOf({ storage: { ...values.storage, className: 'fast' } })]).toEqual([
            [undefined],
            ['fast']
        ]);
    });
});

describe('the image', () => {
    const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
    const argumentsOf = (line: string) => JSON.parse(line.slice(line.indexOf('['))) as string[];
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    const instruction = (name: string) => last.find((line) => line.startsWith(`${name} `)) ?? '';

    it('is built from files that exist and are not kept out', () => {
        const copied = lines
            .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
            .flatMap((line) => line.split(/\s+/).slice(1, -1));
        expect(copied).toContain('iot-bridge');
        const kept = read('Dockerfile.dockerignore')
            .split('\n')
            .filter((line) => line.startsWith('!'))
            .map((line) => line.slice(1));
        for (const file of copied) {
            expect([file, existsSync(path.join(repository, file))]).toEqual([file, true]);
            expect([file, kept.some((one) => file === one || file.startsWith(`${one}/`))]).toEqual([file, true]);
        }
    });

    it('ends with a user who is not root', () => {
        expect(instruction('USER')).toBe('USER node');
    });

    const isAble = canConfine();
    if (!isAble) process.stderr.write('SKIPPED the image in a cell: needs Linux, root, unshare and setpriv\n');
    (isAble ? it : it.skip)(
        'works with its production packages alone, without root, on a read-only file system (skipped without namespaces)',
        async () => {
            const app = layOutImage();
            const data = path.join(app, 'data');
            mkdirSync(data);
            chownSync(data, 1000, 1000);
            const config = {
                ...(parse(read('bridge.yaml')) as object),
                dataDirectory: data,
                mqtt: [{ url: 'mqtt://127.0.0.1:1' }],
                history: { record: 'on' },
                observe: { port: 0 }
            };
            const text = stringify(config).replace(/\$\{file:[^}]*\}/, 'secret');
            writeFileSync(path.join(app, 'bridge.yaml'), text);
            const command = [...argumentsOf(instruction('ENTRYPOINT')), ...argumentsOf(instruction('CMD'))]
                .map((word) => word.replace('/etc/iot-bridge', app))
                .map((word, index) => (index === 0 ? path.join(app, word) : word));
            const environment = { SF_LOGIN_URL: 'http://127.0.0.1:1', SF_CLIENT_ID: 'id', NODE_ENV: 'production' };
            const bridge = startConfined(command, { app, data, environment });
            let complaints = '';
            bridge.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
            const ended = once(bridge, 'exit');
            const address = await addressIn(createInterface({ input: bridge.stdout! })).catch((cause: unknown) => {
                throw new Error(complaints, { cause });
            });
            const healthy = await fetch(new URL('/healthz', address));
            const ready = await fetch(new URL('/readyz', address));
            const metrics = await (await fetch(new URL('/metrics', address))).text();
            const check = argumentsOf(instruction('HEALTHCHECK').slice(instruction('HEALTHCHECK').indexOf('CMD')));
            const { status } = spawnSync(
                process.execPath,
                check.slice(1).map((word) => word.replace('http://127.0.0.1:9464', address))
            );
            bridge.kill('SIGTERM');
            const [code] = (await ended) as [number | null];
            expect([complaints, healthy.status, ready.status, status, code]).toEqual(['', 200, 503, 0, 0]);
            expect(metrics).toMatch(/^iot_bridge_store_works 1$/m);
            expect(metrics).toMatch(/^iot_bridge_history_works 1$/m);
            expect(existsSync(path.join(data, 'bridge.sqlite'))).toBe(true);
            rmSync(app, { recursive: true });
        },
        120_000
    );
});

/** Where the bridge serves its health, by its log. @throws Error when it ends before */
async function addressIn(lines: AsyncIterable<string>): Promise<string> {
    for await (const line of lines) {
        const { msg, address } = JSON.parse(line) as { msg?: string; address?: string };
        if (msg === 'health and metrics are served' && address) return address;
    }
    throw new Error('the log ends before health is served');
}
