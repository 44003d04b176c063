import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EDITIONS, type Edition } from './records/orgLimits.ts';
import { startOrg, type JwtClient, type RunningOrg } from './startOrg.ts';

const USAGE = `Usage: npm run org:start -- [options]
  --port PORT     port to listen on (default 7443; 0 for any free one)
  --host HOST     address to listen on (default 127.0.0.1)
  --pubsub-port PORT  serve the Pub/Sub API (gRPC) there; 0 for any free one (default: off)
  --data DIR      folder that keeps the org (default: in memory)
  --project DIR   project to deploy at start; may be repeated (default: the current folder)
  --empty         deploys nothing
  --edition NAME  Developer, Enterprise or Unlimited: whose allocations the org has (default Enterprise)
  --jwt-client ID          client that may sign in with a signed token (JWT bearer), such as the sf CLI's
  --jwt-certificate FILE   its certificate or public key in PEM`;

interface Arguments {
    readonly port: number;
    readonly host: string;
    readonly pubSubPort: number | undefined;
    readonly dataDir: string | undefined;
    readonly projects: readonly string[];
    readonly jwtClient: JwtClient | undefined;
    readonly edition: Edition;
}

/** @throws Error in one sentence for arguments that do not hold. */
function readArguments(args: readonly string[]): Arguments {
    const { values } = parseArgs({
        args: [...args],
        options: {
            port: { type: 'string', default: '7443' },
            host: { type: 'string', default: '127.0.0.1' },
            'pubsub-port': { type: 'string' },
            data: { type: 'string' },
            project: { type: 'string', multiple: true, default: [] },
            empty: { type: 'boolean', default: false },
            edition: { type: 'string', default: 'Enterprise' },
            'jwt-client': { type: 'string' },
            'jwt-certificate': { type: 'string' }
        }
    });
    const pubSub = values['pubsub-port'];
    return {
        port: portOf('--port', values.port),
        host: values.host,
        pubSubPort: pubSub === undefined ? undefined : portOf('--pubsub-port', pubSub),
        dataDir: values.data,
        projects: values.empty ? [] : projectsOf(values.project),
        jwtClient: jwtClientOf(values['jwt-client'], values['jwt-certificate']),
        edition: namedEdition(values.edition)
    };
}

function namedEdition(name: string): Edition {
    const edition = EDITIONS.find((one) => one.toLowerCase() === name.toLowerCase());
    if (edition) return edition;
    throw new Error(`--edition must be ${EDITIONS.join(' or ')}, not ${name}.`);
}

function jwtClientOf(clientId: string | undefined, file: string | undefined): JwtClient | undefined {
    if (clientId === undefined && file === undefined) return undefined;
    if (!clientId || !file) throw new Error('--jwt-client and --jwt-certificate belong together.');
    if (!existsSync(file)) throw new Error(`--jwt-certificate: there is no file ${file}.`);
    return { clientId, certificate: readFileSync(file, 'utf8') };
}

function portOf(option: string, text: string): number {
    const port = Number(text);
    if (text !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
    throw new Error(`${option} must be a number from 0 to 65535, not ${text}.`);
}

function projectsOf(named: readonly string[]): readonly string[] {
    if (named.length === 0) return existsSync('sfdx-project.json') ? [process.cwd()] : [];
    for (const project of named)
        if (!existsSync(path.join(project, 'sfdx-project.json')))
            throw new Error(`${project} is no Salesforce project: it has no sfdx-project.json.`);
    return named;
}

/** Failures that no client sees go to the error output; the ready line stays alone on the output. */
function report(context: string, error: unknown): void {
    process.stderr.write(
        `local-org: ${context}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
    );
}

async function run({ dataDir, pubSubPort, jwtClient, ...options }: ReturnType<typeof readArguments>): Promise<void> {
    const running = await startOrg({
        ...options,
        ...(dataDir === undefined ? {} : { dataDir }),
        ...(pubSubPort === undefined ? {} : { pubSubPort }),
        ...(jwtClient === undefined ? {} : { jwtClient }),
        onFailure: report
    });
    stopOnSignals(running);
    process.stdout.write(`${JSON.stringify(running.ready)}\n`);
}

function stopOnSignals(running: RunningOrg): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => {
            running.stop().catch((error: unknown) => {
                report('stop', error);
                process.exitCode = 1;
            });
        });
}

/** The arguments, or undefined where they are wrong; what is wrong has been said, with the usage. */
function checkedArguments(): ReturnType<typeof readArguments> | undefined {
    try {
        return readArguments(process.argv.slice(2));
    } catch (error) {
        process.stderr.write(`${messageOf(error)}\n\n${USAGE}\n`);
        return undefined;
    }
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

const options = checkedArguments();
if (options) {
    await run(options).catch((error: unknown) => {
        process.stderr.write(`${messageOf(error)}\n`);
        process.exitCode = 1;
    });
} else {
    process.exitCode = 1;
}
