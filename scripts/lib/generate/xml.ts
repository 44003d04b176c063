import { readFile } from 'node:fs/promises';
import { SaxesParser } from 'saxes';

/** One element of a metadata file. */
export interface XmlElement {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: XmlElement[];
    text: string;
}

/**
 * Reads a metadata file into its root element.
 * @throws Error naming the file when it is not well-formed XML.
 */
export async function readXml(path: string): Promise<XmlElement> {
    const content = await readFile(path, 'utf8');
    try {
        return parseXml(content);
    } catch (error) {
        throw new Error(`${path} is not well-formed XML`, { cause: error });
    }
}

/** Text of the first child with that name, trimmed; undefined when there is none. */
export function childText(element: XmlElement, name: string): string | undefined {
    return element.children.find((child) => child.name === name)?.text.trim();
}

export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
    return element.children.filter((child) => child.name === name);
}

/** First descendants along the path of names, each level's matches concatenated. */
export function descendants(element: XmlElement, ...path: string[]): XmlElement[] {
    return path.reduce<XmlElement[]>(
        (found, name) => found.flatMap((parent) => childrenNamed(parent, name)),
        [element]
    );
}

function parseXml(content: string): XmlElement {
    const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
    const open = [root];
    const parser = new SaxesParser();
    parser.on('error', (error) => {
        throw error;
    });
    parser.on('opentag', (tag) => {
        const element = { name: tag.name, attributes: tag.attributes, children: [], text: '' };
        open.at(-1)?.children.push(element);
        open.push(element);
    });
    parser.on('text', (text) => {
        const current = open.at(-1);
        if (current) current.text += text;
    });
    parser.on('closetag', () => {
        open.pop();
    });
    parser.write(content).close();
    const [document] = root.children;
    if (!document) throw new Error('no root element');
    return document;
}
