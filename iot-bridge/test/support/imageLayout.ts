import { spawnSync } from 'node:child_process';
import {
    chmodSync,
    copyFileSync,
    globSync,
    linkSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';

const repository = path.join(__dirname, '../../..');
const workspace = 'iot-bridge';

interface LockedPackage {
    dependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
    peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

/**
 * Lays out in an empty directory what the image holds: the packages that the bridge needs in production and nothing
 * else, its compiled source, and the Node.js that runs this.
 */
export function layOutImage(): string {
    const app = mkdtempSync(path.join(tmpdir(), 'image-'));
    chmodSync(app, 0o755);
    const copied = copyPackages(productionPackages(), app);
    if (copied.status !== 0) throw new Error(String(copied.stderr));
    copyFileSync(path.join(repository, workspace, 'package.json'), path.join(app, workspace, 'package.json'));
    compile(path.join(repository, workspace, 'src'), path.join(app, workspace, 'dist'));
    share(process.execPath, path.join(app, 'node'));
    return app;
}

/** Folders of the packages that `npm ci --workspace iot-bridge --omit dev --omit optional` installs, by the lock file. */
export function productionPackages(): string[] {
    const lock = JSON.parse(readFileSync(path.join(repository, 'package-lock.json'), 'utf8')) as {
        packages: Record<string, LockedPackage>;
    };
    const found = new Set<string>();
    const waiting = [workspace];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = lock.packages[folder] ?? {};
        const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
        for (const name of [...Object.keys(dependencies), ...peers]) {
            const place = placesOf(name, folder).find((candidate) => candidate in lock.packages);
            if (!place) throw new Error(`${name}, which ${folder} needs, is not in the lock file`);
            if (!found.has(place)) waiting.push(place);
            found.add(place);
        }
    }
    return [...found].sort();
}

/** Where Node.js looks for a package, nearest first. */
function placesOf(name: string, folder: string): string[] {
    const above = folder.split('/').map((_, index, parts) => parts.slice(0, parts.length - index).join('/'));
    return [...above.filter((place) => !place.endsWith('node_modules')), ''].map((place) =>
        path.posix.join(place, 'node_modules', name)
    );
}

/** Copies, by links where the file system is the same. */
function copyPackages(packages: readonly string[], to: string): ReturnType<typeof spawnSync> {
    mkdirSync(path.join(to, workspace), { recursive: true });
    const copy = (option: string) => spawnSync('cp', [option, '--parents', ...packages, to], { cwd: repository });
    const linked = copy('-al');
    return linked.status === 0 ? linked : copy('-a');
}

function share(from: string, to: string): void {
    try {
        linkSync(from, to);
    } catch {
        copyFileSync(from, to);
    }
}

/** Compiles like the build of the image, without checking types again. */
function compile(from: string, to: string): void {
    const compilerOptions: ts.CompilerOptions = {
        target: ts.ScriptTarget.ES2024,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true
    };
    for (const file of globSync('**/*.ts', { cwd: from })) {
        const target = path.join(to, file.replace(/\.ts$/, '.js'));
        const fileName = path.join(from, file);
        mkdirSync(path.dirname(target), { recursive: true });
        const { outputText } = ts.transpileModule(readFileSync(fileName, 'utf8'), { fileName, compilerOptions });
        writeFileSync(target, outputText);
    }
}
