import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BridgeError, errorCatalogue } from '../src/errors.ts';

const source = path.join(__dirname, '../src');
const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'errors.ts')
    .map((name) => readFileSync(path.join(source, name), 'utf8'))
    .join('\n');

describe('error catalogue', () => {
    it('has no code that nothing raises', () => {
        expect(Object.keys(errorCatalogue).filter((code) => !texts.includes(`'${code}'`))).toEqual([]);
    });

    it('says what happened and what to do', () => {
        const error = new BridgeError('BROKER_UNREACHABLE', { url: 'mqtt://x', reason: 'refused' });
        expect(error.message).toBe('The MQTT broker mqtt://x cannot be reached: refused. The bridge keeps trying.');
        expect(error.fix).toMatch(/Start the broker/);
    });
});
