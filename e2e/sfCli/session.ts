/** A local org and an sf CLI that is signed in to it, in a project of their own. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { startService, type Service } from '../../scripts/lib/demo/service.ts';
import { repository, SfCli, type CliResult } from './cli.ts';
import { writeFixture } from './fixture.ts';

const readyLine = z.object({ url: z.string(), accessToken: z.string(), username: z.string() });

/** What the running org said of itself. */
export type OrgReady = z.infer<typeof readyLine>;

/** The sf CLI at work in a small project. */
export class CliSession {
    /** Folder of the project. */
    readonly project: string;
    /** Text of each file of the project as it was written, by path. */
    readonly files: Readonly<Record<string, string>>;
    readonly ready: OrgReady;
    readonly #cli: SfCli;
    readonly #org: Service;
    readonly #folder: string;

    private constructor(folder: string, org: Service) {
        this.#folder = folder;
        this.#org = org;
        this.project = path.join(folder, 'project');
        this.files = writeFixture(this.project);
        mkdirSync(path.join(folder, 'home'));
        this.#cli = new SfCli(this.project, path.join(folder, 'home'));
        this.ready = readyLine.parse(org.ready);
    }

    /** Starts the org with these arguments beside the port. @throws Error when it does not start. */
    static async open(orgArguments: readonly string[]): Promise<CliSession> {
        const folder = mkdtempSync(path.join(tmpdir(), 'sf-cli-'));
        const org = await startService({
            name: 'The local org',
            arguments: [path.join(repository, 'local-org/src/main.ts'), '--port', '0', ...orgArguments],
            cwd: repository,
            isReady: (line) => readyLine.safeParse(line).success
        });
        return new CliSession(folder, org);
    }

    /** Signs in with the administrator's access token; the org is the default target and Dev Hub from then on. */
    async signIn(): Promise<void> {
        const login = ['org', 'login', 'access-token', '--instance-url', this.ready.url, '--no-prompt'];
        const result = await this.run([...login, '--set-default', '--set-default-dev-hub'], {
            SF_ACCESS_TOKEN: this.ready.accessToken
        });
        if (result.code !== 0) throw new Error(result.text);
    }

    run(command: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CliResult> {
        return this.#cli.run(command, environment);
    }

    /** Output of a command. @throws Error with the output of a command that fails. */
    async succeed(...command: string[]): Promise<string> {
        const result = await this.run(command);
        if (result.code !== 0) throw new Error(`sf ${command.join(' ')}\n${result.text}`);
        return result.text;
    }

    deploy(more: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Promise<CliResult> {
        return this.run(['project', 'deploy', 'start', '--source-dir', 'force-app', ...more], environment);
    }

    /** Path of a file of the project. */
    file(name: string): string {
        return path.join(this.project, name);
    }

    async close(): Promise<void> {
        await this.#org.stop();
        rmSync(this.#folder, { recursive: true, force: true });
    }
}
