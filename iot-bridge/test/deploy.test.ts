import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { parseConfig } from '../src/index.ts';

const folder = path.join(__dirname, '..');
const context = {
    environment: { SF_LOGIN_URL: 'https://example.my.salesforce.com', SF_CLIENT_ID: 'id', SF_CLIENT_SECRET: 'secret' },
    readText: () => 'secret'
};
const read = (file: string) => readFileSync(path.join(folder, 'deploy', file), 'utf8');

describe('what is deployed', () => {
    it('has a valid configuration, in the compose file and in the chart', () => {
        const { config } = parse(read('helm/values.yaml')) as { config: object };
        for (const text of [read('bridge.yaml'), stringify(config)]) {
            expect(parseConfig(text, 'bridge.yaml', context)).toMatchObject({ dataDirectory: '/data' });
        }
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
});
