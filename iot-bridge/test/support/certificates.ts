import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Certificates of one test: an authority and what it signs. */
export class Authority {
    readonly folder = mkdtempSync(path.join(tmpdir(), 'certificates-'));

    /** Makes the certificate of the authority itself. */
    constructor(name = 'Test Authority') {
        const constraints = ['-addext', 'basicConstraints=critical,CA:TRUE'];
        openssl([
            'req',
            '-x509',
            ...newKey,
            '-days',
            '3650',
            '-subj',
            `/CN=${name}`,
            ...constraints,
            ...this.output('ca')
        ]);
    }

    /** PEM file with the certificate of the authority. */
    get ca(): string {
        return this.file('ca.pem');
    }

    file(name: string): string {
        return path.join(this.folder, name);
    }

    /** Signs a certificate for 127.0.0.1 and localhost; a negative number of days makes an expired one. */
    sign(name: string, days = 30): { certificate: string; key: string } {
        openssl([
            'req',
            ...newKey,
            '-subj',
            `/CN=${name}`,
            '-keyout',
            this.file(`${name}.key`),
            '-out',
            this.file('request')
        ]);
        writeFileSync(this.file('names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
        const authority = ['-CA', this.ca, '-CAkey', this.file('ca.key'), '-CAcreateserial'];
        const validity = ['-days', String(days), '-extfile', this.file('names')];
        openssl([
            'x509',
            '-req',
            '-in',
            this.file('request'),
            ...authority,
            ...validity,
            '-out',
            this.file(`${name}.pem`)
        ]);
        return { certificate: this.file(`${name}.pem`), key: this.file(`${name}.key`) };
    }

    read(name: string): Buffer {
        return readFileSync(this.file(name));
    }

    remove(): void {
        rmSync(this.folder, { recursive: true });
    }

    private output(name: string): string[] {
        return ['-keyout', this.file(`${name}.key`), '-out', this.file(`${name}.pem`)];
    }
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

function openssl(command: string[]): void {
    execFileSync('openssl', command, { stdio: 'pipe' });
}

/** Whether certificates can be made here; says on stderr what is skipped when not. */
export function hasOpenssl(suite: string): boolean {
    try {
        execFileSync('openssl', ['version'], { stdio: 'pipe' });
        return true;
    } catch {
        process.stderr.write(`SKIPPED ${suite}: openssl is not installed\n`);
        return false;
    }
}
