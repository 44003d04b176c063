import { SaxesParser } from 'saxes';

/** An XML element with its place in the file (line and column from 1). */
export interface XmlElement {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: XmlElement[];
    /** Text directly inside the element, untrimmed. */
    text: string;
    readonly line: number;
    readonly column: number;
}

/** XML that is not well-formed. */
export class XmlSyntaxError extends Error {
    readonly line: number;
    readonly column: number;

    constructor(message: string, line: number, column: number) {
        super(message);
        this.name = 'XmlSyntaxError';
        this.line = line;
        this.column = column;
    }
}

/**
 * Reads a document into its root element.
 * @throws XmlSyntaxError where the text is not well-formed or empty.
 */
export function parseXml(text: string): XmlElement {
    const parser = new SaxesParser();
    const open: XmlElement[] = [];
    const placeAt = placesIn(text);
    let root: XmlElement | undefined;
    parser.on('error', (error) => {
        throw new XmlSyntaxError(
            error.message.replace(/^\d+:\d+: /, ''),
            Math.max(1, parser.line),
            Math.max(1, parser.column)
        );
    });
    parser.on('opentagstart', (tag) => {
        const element: XmlElement = {
            name: tag.name,
            attributes: tag.attributes as Record<string, string>, // without `xmlns` the parser knows plain text only
            children: [],
            text: '',
            ...placeAt(text.lastIndexOf(`<${tag.name}`, parser.position))
        };
        open.at(-1)?.children.push(element);
        root ??= element;
        open.push(element);
    });
    parser.on('text', (part) => append(open.at(-1), part));
    parser.on('cdata', (part) => append(open.at(-1), part));
    parser.on('closetag', () => void open.pop());
    parser.write(text).close();
    if (!root) throw new XmlSyntaxError('The document is empty.', 1, 1);
    return root;
}

/** Line and column of an offset, both from 1. */
function placesIn(text: string): (offset: number) => { line: number; column: number } {
    const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
    let line = 1;
    // Elements are asked for in the order of the text, so that the line never goes back.
    return (offset) => {
        while (line < starts.length && (starts[line] ?? 0) <= offset) line += 1;
        return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
    };
}

function append(element: XmlElement | undefined, part: string): void {
    if (element) element.text += part;
}

/** The text of an element with everything inside it. */
export function formatXml(element: XmlElement): string {
    const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
    const inside = element.children.length > 0 ? element.children.map(formatXml).join('') : escapeXml(element.text);
    return `<${element.name}${attributes.join('')}>${inside}</${element.name}>`;
}

const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;'
};

/** Text as it stands in XML content and attribute values. */
export function escapeXml(text: string): string {
    return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
