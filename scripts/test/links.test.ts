import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** Folders that hold no pages of the product. */
const foreign = new Set(['node_modules', 'dist', 'coverage', 'images']);

async function pagesIn(folder: string): Promise<string[]> {
    const entries = await readdir(path.join(root, folder), { withFileTypes: true });
    const found = entries.map(async (entry) => {
        const name = path.join(folder, entry.name);
        if (entry.isDirectory()) return foreign.has(entry.name) || entry.name.startsWith('.') ? [] : pagesIn(name);
        return entry.name.endsWith('.md') ? [name] : [];
    });
    return (await Promise.all(found)).flat().sort();
}

interface Page {
    readonly links: readonly string[];
    readonly anchors: ReadonlySet<string>;
}

/** Links and anchors of a page; what stands in code is neither. */
function readPage(text: string): Page {
    const prose = text.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/`[^`\n]*\]\([^`\n]*`/g, '');
    const links = [...prose.matchAll(/\]\(<?([^()\s>]+)>?(?: "[^"]*")?\)/g)].map((match) => match[1] ?? '');
    const headings = [...prose.matchAll(/^#{1,6} +(.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));
    return { links, anchors: new Set(withRepeats(headings)) };
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    return text.replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-');
}

/** Repeated headings are numbered from 1. */
function withRepeats(anchors: readonly string[]): string[] {
    const seen = new Map<string, number>();
    return anchors.map((anchor) => {
        const count = seen.get(anchor) ?? 0;
        seen.set(anchor, count + 1);
        return count === 0 ? anchor : `${anchor}-${String(count)}`;
    });
}

/** Why a link leads nowhere; undefined when it is right or leads out of the repository. */
async function whyBroken(page: string, link: string): Promise<string | undefined> {
    if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
    const [name = '', anchor] = decodeURIComponent(link).split('#');
    const target = name === '' ? page : path.normalize(path.join(path.dirname(page), name));
    const file = path.join(root, target);
    if (target.startsWith('..') || !existsSync(file)) return `${page}: ${link} does not exist`;
    if (anchor === undefined || !target.endsWith('.md')) return undefined;
    const { anchors } = readPage(await readFile(file, 'utf8'));
    return anchors.has(anchor) ? undefined : `${page}: ${link} has no such heading`;
}

async function brokenLinks(page: string, text: string): Promise<string[]> {
    const reasons = await Promise.all(readPage(text).links.map((link) => whyBroken(page, link)));
    return reasons.filter((reason) => reason !== undefined);
}

describe('links of the documentation', () => {
    it('lead to files and headings that exist', async () => {
        const pages = (await Promise.all(['docs', 'iot-bridge', 'local-org', 'force-app'].map(pagesIn))).flat();
        const checked = ['README.md', ...pages];
        expect(checked).toEqual(expect.arrayContaining(['docs/agent-guide.md', 'docs/decisions/README.md']));
        const texts = await Promise.all(checked.map((page) => readFile(path.join(root, page), 'utf8')));
        const broken = await Promise.all(checked.map((page, index) => brokenLinks(page, texts[index] ?? '')));
        expect(broken.flat()).toEqual([]);
    });

    it.each([
        ['[gone](nowhere.md)', ['README.md: nowhere.md does not exist']],
        ['![picture](docs/images/nowhere.png "A picture")', ['README.md: docs/images/nowhere.png does not exist']],
        [
            '[guide](docs/admin-guide.md#no-such-heading)',
            ['README.md: docs/admin-guide.md#no-such-heading has no such heading']
        ],
        ['[outside](../elsewhere.md)', ['README.md: ../elsewhere.md does not exist']],
        [
            '## A `part` of it\n[part](#a-part-of-it) [guide](docs/admin-guide.md#permission-sets)',
            ['README.md: #a-part-of-it has no such heading']
        ],
        ['[web](https://example.com) `[code](nowhere.md)`\n```\n[code](nowhere.md)\n```', []]
    ])('finds what is wrong in %j', async (text, expected) => {
        expect(await brokenLinks('README.md', text)).toEqual(expected);
    });
});
